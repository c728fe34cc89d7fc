# The two ends of a call for tests and benches: call-peer, and a real browser. What one wants to tell
# the other is carried by pump().
# SPDX-License-Identifier: GPL-3.0-or-later
import functools
import http.server
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
         '--disable-background-networking', '--use-fake-ui-for-media-stream',
         '--use-fake-device-for-media-stream=fps=30', '--autoplay-policy=no-user-gesture-required']


class Peer:
    """call-peer, a line each way."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.rest = b''
        self.out = []
        self.text = ''
        self.state = None
        self.text_open = False
        self.trouble = None
        self.figures = {}
        self.picture = None
        self.refused = []

    def tell(self, **command):
        self.process.stdin.write(json.dumps(command).encode() + b'\n')
        self.process.stdin.flush()

    def read(self, seconds):
        """Takes in what it said, having waited for it so long at most."""
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            return
        data = os.read(self.process.stdout.fileno(), 1 << 20)
        if not data:
            raise RuntimeError('call-peer ended')
        *lines, self.rest = (self.rest + data).split(b'\n')
        for line in lines:
            (name, value), = json.loads(line).items()
            if name == 'signal':
                self.out.append(value)
            elif name == 'text':
                self.text += value
            elif name == 'refused':
                self.refused.append(value)
            else:
                setattr(self, name, value)

    def colour(self):
        self.tell(look=True)
        return self.picture and self.picture['colour']

    def close(self):
        self.process.stdin.close()
        code = self.process.wait(20)
        self.process.stdout.close()
        return code


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Browser:
    """Headless Chromium with peer.html."""

    def __init__(self, prepare='prepare("#20d020", 6750)'):
        if not shutil.which('chromedriver'):
            print('1..0 # SKIP no Chromium with a driver in this distribution', flush=True)
            sys.exit(0)
        self.folder = tempfile.mkdtemp(prefix='finestreta-test-')
        handler = functools.partial(QuietHandler, directory=HERE)
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        options = Options()
        for flag in [*FLAGS, f'--user-data-dir={self.folder}']:
            options.add_argument(flag)
        options.binary_location = shutil.which('chromium') or '/usr/bin/chromium'
        for name in list(os.environ):
            if name.lower().endswith('_proxy'):
                del os.environ[name]
        self.driver = webdriver.Chrome(service=Service(shutil.which('chromedriver')),
                                       options=options)
        self.driver.get(f'http://127.0.0.1:{self.server.server_port}/peer.html')
        self.call(prepare)

    def call(self, expression):
        return self.driver.execute_async_script(
            'const done = arguments[0];'
            f'Promise.resolve({expression}).then(done, error => done("" + error));')

    def run(self, statement):
        return self.driver.execute_script(statement)

    def pid(self):
        return self.driver.service.process.pid

    def close(self):
        self.driver.quit()
        self.server.shutdown()
        self.server.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)


def pump(peer, browser, seconds):
    """Carries signals both ways, once."""
    peer.read(seconds)
    while peer.out:
        browser.call(f'handle({json.dumps(peer.out.pop(0))})')
    for signal in browser.run('return out.splice(0)'):
        peer.tell(signal=signal)


def wait(peer, browser, condition, seconds=30, step=0.05):
    """Whether it came true while signals were carried."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pump(peer, browser, step)
        if condition():
            return True
    return False


def meet(one, other, condition, seconds=30):
    """The same between two call-peers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for a, b in (one, other), (other, one):
            a.read(0.02)
            while a.out:
                b.tell(signal=a.out.pop(0))
        if condition():
            return True
    return False
