"""The whole workstation, window and all, against the headless Chromium at the other end of the same visit:
processor time and memory of each, and how long the first pictures take at each end.

    /usr/bin/python3 tests/bench/workstation.py BUILD [SECONDS] [--keep]

A citizen on the real page of a real office, an informer on a display of its own without a graphics card;
both send 640x480 at 30 pictures a second. Three rounds; medians are printed."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

import last

TESTS = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
SECONDS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
ROUNDS = 3
os.environ.update(FINESTRETA=f'{BUILD}/app/finestreta', FINESTRETA_OFFICE=f'{BUILD}/app/office/finestreta-office',
                  FINESTRETA_PAGES=f'{BUILD}/app/documents/pages/finestreta-pages',
                  GSETTINGS_SCHEMA_DIR=f'{BUILD}/data')
sys.path[:0] = [str(TESTS / 'desk'), str(TESTS / 'citizen'), str(TESTS / 'bench'), str(TESTS / 'media')]
from call import cpu_seconds, memory_mib, tree  # noqa: E402
from desk import Desktop, Office, wait  # noqa: E402
from visit_person import sign_in  # noqa: E402
from browser import ALLOWED, Page, chromium  # noqa: E402

SHOWN = '''const video = document.querySelector(".tile video");
  return video?.videoWidth && video.currentTime > 0 && !video.paused'''


def measure():
    desktop = Desktop(keyring=None, notifications=False, environment={
        'FINESTRETA_CAMERA': 'videotestsrc is-live=true pattern=smpte75 horizontal-speed=3 '
                             '! video/x-raw,width=640,height=480,framerate=30/1'})
    office = Office()
    token = office.staff('anna', 'Informadora de prova')
    appointment = office.appointment(token, minutes_from_now=-2)
    link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
    program = desktop.start('--office', office.address)
    sign_in(program, 'anna')
    driver = chromium(ALLOWED)
    page = Page(driver, office, link.split('#')[1])
    page.arrive()
    button = program.find('button', re.compile('^Attend'))
    began = time.monotonic()
    button.do_action(0)
    wait(lambda: page.run(SHOWN), 'the informer’s picture on the page')
    setup = (time.monotonic() - began) * 1000
    program.find('status bar', 'Good connection')
    time.sleep(3)  # both bit rates have settled
    browser = driver.service.process.pid
    both = {'workstation': tree(program.process.pid), 'chromium': [p for p in tree(browser) if p != browser]}
    before, began = {name: cpu_seconds(pids) for name, pids in both.items()}, time.monotonic()
    time.sleep(SECONDS)
    took = time.monotonic() - began
    cpu = {name: (cpu_seconds(pids) - before[name]) * 60 / took for name, pids in both.items()}
    memory = {name: memory_mib(pids) for name, pids in both.items()}
    driver.quit()
    program.stop()
    office.close()
    desktop.close()
    return setup, cpu['workstation'], cpu['chromium'], memory['workstation'], memory['chromium']


def one_round():
    """In a process of its own: one process knows one accessibility bus."""
    out = subprocess.run([sys.executable, __file__, str(BUILD), str(SECONDS), 'once'], check=True,
                         capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])


def main():
    if sys.argv[3:] == ['once']:
        print(json.dumps(measure()))
        return
    setup, cpu, cpu_chromium, memory, memory_chromium = (
        statistics.median(column) for column in zip(*(one_round() for _ in range(ROUNDS))))
    last.show('workstation', 'workstation', 'chromium', [
        ('processor, seconds a minute', cpu, cpu_chromium), ('memory, MiB (PSS)', memory, memory_chromium)])
    print(f'from Attend to the informer on the citizen’s page: {setup:.0f} ms')


if __name__ == '__main__':
    main()
