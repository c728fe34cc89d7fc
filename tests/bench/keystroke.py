"""From a key to the other's screen, in the form that both fill: from the workstation to the citizen's page and
back, against a page that sends each key through the npm `peer` server to another page.

    /usr/bin/python3 tests/bench/keystroke.py BUILD [KEYS] [--keep]

All on this computer, over loopback. A key begins when the X server is told of it, or when the page hears of it; it is
there when the page has drawn it (a frame of its own, 60 a second), or when the workstation's entry has it as a screen
reader is told. 50th and 99th percentile of 200 keys each way, one after the other."""
# SPDX-License-Identifier: GPL-3.0-or-later
import ctypes
import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import time

import last

TESTS = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
KEYS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
os.environ.update(FINESTRETA=f'{BUILD}/app/finestreta', FINESTRETA_OFFICE=f'{BUILD}/app/office/finestreta-office',
                  FINESTRETA_PAGES=f'{BUILD}/app/documents/pages/finestreta-pages',
                  GSETTINGS_SCHEMA_DIR=f'{BUILD}/data')
sys.path[:0] = [str(TESTS / 'desk'), str(TESTS / 'citizen')]
from desk import Desktop, Office, wait  # noqa: E402
from visit_person import Informer, sign_in  # noqa: E402
from browser import ALLOWED, Page, chromium  # noqa: E402

FIELD, LABEL, STEP = 'contact.email', 'E-mail', 'Contact and address'
# What an input holds, each time a frame is drawn with something else in it; and when a key was heard.
WATCH = '''window.seen = []; window.heard = [];
  const box = document.querySelector(arguments[0]);
  let last = box.value;
  box.addEventListener("keydown", (event) => heard.push(performance.timeOrigin + event.timeStamp));
  (function look() {
    if (box.value !== last) seen.push([(last = box.value).length, performance.timeOrigin + performance.now()]);
    requestAnimationFrame(look);
  })()'''


class Keyboard:
    """Keys as the display gets them, without a program started for each."""

    def __init__(self):
        self.x11, self.test = ctypes.CDLL('libX11.so.6'), ctypes.CDLL('libXtst.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(None)

    def press(self, letter):
        """The moment, in milliseconds since 1970."""
        code = self.x11.XKeysymToKeycode(self.display, ord(letter))
        moment = time.time() * 1000
        for down in 1, 0:
            self.test.XTestFakeKeyEvent(self.display, code, down, 0)
        self.x11.XSync(self.display, 0)
        return moment


def pause():
    """Nobody types in step with anybody's frames."""
    time.sleep(random.uniform(.05, .12))


def press(driver, letter):
    for kind in 'keyDown', 'keyUp':
        driver.execute_cdp_cmd('Input.dispatchKeyEvent', {'type': kind, 'text': letter if kind == 'keyDown' else '',
                                                          'key': letter, 'code': f'Key{letter.upper()}'})


def percentiles(times):
    times = sorted(times)
    return times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]


def there_and_back():
    """Through the office: to the citizen's page, and to the workstation."""
    desktop = Desktop(keyring=None, notifications=False)
    office = Office()
    token = office.staff('anna', 'Informadora de prova')
    appointment = office.appointment(token, minutes_from_now=-2)
    link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
    program = desktop.start('--office', office.address)
    person = Informer(program)
    sign_in(program, 'anna')
    driver = chromium(ALLOWED)
    page = Page(driver, office, link.split('#')[1])
    # In writing only: two ends of a video call would be measured too.
    page.write_only()
    program.click('button', re.compile('^Attend'))
    page.phase('visit')
    person.step(STEP)
    person.enter(LABEL)
    entry = person.field(LABEL)
    page.run('arguments[0].focus()', page.goto(FIELD).find_element('css selector', 'input'))
    person.enter(LABEL)
    page.run(WATCH, f'{page.field(FIELD)} input')
    keyboard, there, back = Keyboard(), [], []
    for number in range(1, KEYS + 1):
        pressed = keyboard.press('a')
        wait(lambda: page.run('return seen.length') == number, 'the key on the page')
        there.append(page.run('return seen.at(-1)[1]') - pressed)
        pause()
    # No page reads what it typed itself from the office.
    for number in range(KEYS + 1, 2 * KEYS + 1):
        press(driver, 'b')
        while len(program.text(entry)) < number:
            time.sleep(.003)
        moment = time.time() * 1000
        back.append(moment - page.run('return heard.at(-1)'))
        pause()
    driver.quit()
    program.stop()
    office.close()
    desktop.close()
    return percentiles(there), percentiles(back)


def relayed():
    """The same keys from page to page by the npm peer server."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        subprocess.run(['npm', 'install', '--silent', '--no-save', '--no-audit', '--no-fund', '--prefix', folder,
                        'peer@1.0.2'], check=True, stdout=subprocess.DEVNULL)
        probe.bind(('127.0.0.1', 0))
        port = probe.getsockname()[1]
        probe.close()
        server = subprocess.Popen(['node', f'{folder}/node_modules/peer/dist/bin/peerjs.js', '--host', '127.0.0.1',
                                   '--port', str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        server.stdout.readline()
        pages = {}
        for name in 'sender', 'receiver':
            driver = pages[name] = chromium()
            # What the server itself has to show: from anywhere else Chromium asks before it goes to this computer.
            driver.get(f'http://127.0.0.1:{port}/')
            driver.execute_script('''const [name, port] = arguments, box = document.createElement("input");
              document.body.replaceChildren(box);
              window.socket = new WebSocket(`ws://127.0.0.1:${port}/peerjs?key=peerjs&id=${name}&token=t`);
              socket.onmessage = (event) => {
                const {type, payload} = JSON.parse(event.data);
                if (type === "OPEN") window.open_ = true; else box.value = payload.value;
              };
              box.oninput = () => socket.send(JSON.stringify({type: "CANDIDATE", dst: "receiver",
                                                              payload: {value: box.value}}));
              box.focus()''', name, port)
            wait(lambda driver=driver: driver.execute_script('return window.open_'), 'a connection')
            driver.execute_script(WATCH, 'input')
        times = []
        for number in range(1, KEYS + 1):
            press(pages['sender'], 'a')
            wait(lambda: pages['receiver'].execute_script('return seen.length') == number, 'the key')
            times.append(pages['receiver'].execute_script('return seen.at(-1)[1]')
                         - pages['sender'].execute_script('return heard.at(-1)'))
            pause()
        for driver in pages.values():
            driver.quit()
        server.kill()
        server.wait(20)
    return percentiles(times)


def main():
    relay = relayed()
    there, back = there_and_back()
    last.show('keystroke', 'Finestreta', 'relay', [
        ('key at the workstation to the page, ms, p50', there[0], relay[0]),
        ('key at the workstation to the page, ms, p99', there[1], relay[1]),
        ('key on the page to the workstation, ms, p50', back[0], relay[0]),
        ('key on the page to the workstation, ms, p99', back[1], relay[1])])


if __name__ == '__main__':
    main()
