"""Chromium without a window, and what a person does with the citizen's page in it."""
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from tap import until

HERE = os.path.dirname(os.path.abspath(__file__))
ARGUMENTS = [
    '--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--no-first-run',
    '--no-proxy-server', '--use-fake-device-for-media-stream', '--disable-background-networking',
]
if not shutil.which('chromedriver'):
    print('1..0 # SKIP no Chromium with a driver in this distribution', flush=True)
    sys.exit(0)

ALLOWED = '--use-fake-ui-for-media-stream'


def chromium(*extra, preferences=None):
    options = Options()
    for argument in (*ARGUMENTS, *extra):
        options.add_argument(argument)
    if preferences:
        options.add_experimental_option('prefs', preferences)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    return webdriver.Chrome(options=options, service=Service(shutil.which('chromedriver')))


def unbroken(driver):
    """No script of the page failed, and nothing broke its policy, since the last time of asking."""
    faults = [entry['message'] for entry in driver.get_log('browser')
              if 'Uncaught' in entry['message'] or 'Content Security' in entry['message']]
    if faults:
        raise AssertionError('\n'.join(faults))


class Page:
    """A tab with the citizen's page. `before` is a script that runs before the page's own."""

    def __init__(self, driver, office, token=None, before=None):
        self.driver = driver
        self.office = office
        old = driver.current_window_handle
        driver.switch_to.new_window('tab')
        new = driver.current_window_handle
        # A tab of its own has a session of its own.
        driver.switch_to.window(old)
        driver.close()
        driver.switch_to.window(new)
        if before:
            driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': before})
        if token is not None:
            self.open(token)

    def open(self, token):
        self.driver.get(f'{self.office.address}/c/#{token}')

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def seen(self, selector):
        return until(f'{selector} to be seen', lambda: next(
            (e for e in self.driver.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()),
            None))

    def gone(self, selector):
        until(f'{selector} to be gone', lambda: not any(
            e.is_displayed() for e in self.driver.find_elements(By.CSS_SELECTOR, selector)))

    def text(self, selector):
        return clean(self.run('return document.querySelector(arguments[0])?.textContent ?? ""',
                              selector))

    def says(self, selector, words):
        until(f'{selector} to say {words!r}', lambda: words in self.text(selector)
              or self.fail(self.text(selector)))

    @staticmethod
    def fail(text):
        raise AssertionError(f'it says {text!r}')

    def click(self, selector):
        element = self.seen(selector)
        self.run('arguments[0].scrollIntoView({block: "center"})', element)
        until(f'{selector} to be clicked', lambda: element.click() or True)

    def phase(self, name):
        until(f'the phase {name}', lambda: self.run('return document.body.dataset.phase') == name
              or self.fail(self.run('return document.body.dataset.phase')))

    def arrive(self):
        """Through the try-out and into the queue."""
        self.phase('welcome')
        self.click('#check-start')
        until('the try-out', lambda: self.run(
            'return document.querySelector("#check-start").disabled === false'
            ' && !document.querySelector("#check-result").hidden'))
        self.click('#ready')
        self.phase('waiting')

    def write_only(self):
        self.phase('welcome')
        self.click('#start-writing')
        self.click('#ready')
        self.phase('waiting')

    def field(self, name):
        return f'[data-field="{name}"]'

    def goto(self, name):
        """To the step of a field."""
        for _ in range(60):
            shown = self.driver.find_elements(By.CSS_SELECTOR, self.field(name))
            if shown and shown[0].is_displayed():
                return shown[0]
            if self.one('#form-next').is_displayed():
                self.click('#form-next')
            else:
                while self.one('#form-back').is_enabled():
                    self.click('#form-back')
        raise AssertionError(f'{name} is in no step')

    def kept(self):
        """Everything the page keeps in the browser."""
        return self.run('return JSON.stringify([{...sessionStorage}, {...localStorage},'
                        ' document.cookie])')

    def media(self, **features):
        self.driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {'features': [
            {'name': name.replace('_', '-'), 'value': value} for name, value in features.items()]})

    def size(self, width, height, scale=1):
        self.driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
            'width': width, 'height': height, 'deviceScaleFactor': scale, 'mobile': width < 700})

    def picture(self, name):
        """The whole page, where FINESTRETA_PICTURES says, when somebody wants to look."""
        place = os.environ.get('FINESTRETA_PICTURES')
        if not place:
            return
        os.makedirs(place, exist_ok=True)
        size = self.driver.execute_cdp_cmd('Page.getLayoutMetrics', {})['cssContentSize']
        shot = self.driver.execute_cdp_cmd('Page.captureScreenshot', {
            'captureBeyondViewport': True, 'clip': {**size, 'scale': 1}})
        with open(os.path.join(place, f'{name}.png'), 'wb') as file:
            file.write(base64.b64decode(shot['data']))


def clean(text):
    """Without the isolates that keep a name from turning a sentence around."""
    return ' '.join(text.replace('\u2068', '').replace('\u2069', '').split())


class Axe:
    """axe-core of the lock file, put in a directory that goes with the run."""

    def __init__(self):
        self.place = tempfile.mkdtemp(prefix='fin-axe-')
        for name in ('package.json', 'package-lock.json'):
            shutil.copy(os.path.join(HERE, name), self.place)
        subprocess.run(['npm', 'ci', '--silent', '--no-audit', '--no-fund'], cwd=self.place,
                       check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(self.place, 'node_modules/axe-core/axe.min.js'),
                  encoding='utf-8') as file:
            self.script = file.read()

    def violations(self, page):
        # By the debugger, not by the page: its own policy lets no other script in.
        page.driver.execute_cdp_cmd('Runtime.evaluate', {'expression': self.script})
        found = page.driver.execute_async_script(
            'const done = arguments[0];'
            'axe.run(document, {resultTypes: ["violations"]}).then((r) => done(r.violations))')
        return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}"
                for one in found]

    def close(self):
        shutil.rmtree(self.place, ignore_errors=True)
