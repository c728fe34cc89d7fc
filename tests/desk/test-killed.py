# The workstation killed in the middle of a visit, with the office that is its child, and the machine with
# both: started again it is back in the visit, with everything.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import signal
import sqlite3
import time

from desk import Desktop, Office, done, ok, wait
from visit_person import PASSWORD, Informer, Practice, picture

STEPS = [{'when': 'start', 'after': 0.2, 'do': 'arrive'},
         {'when': 'call', 'after': 1, 'do': 'write', 'keys': 'Bon dia, soc aquí.⏎'}]


class Child(Office):
    """The office which the workstation started by itself."""

    def __init__(self):
        port = f'{os.environ["XDG_DATA_HOME"]}/finestreta/office/port'
        with open(port, encoding='utf-8') as file:
            self.address = f'http://127.0.0.1:{file.read().strip()}'


def children():
    """The office which the workstation runs, by its process."""
    pid = program.process.pid
    with open(f'/proc/{pid}/task/{pid}/children', encoding='ascii') as file:
        return [child for child in map(int, file.read().split())
                if os.path.basename(os.readlink(f'/proc/{child}/exe')) == 'finestreta-office']


def kept(text):
    """The office has this line: with both killed nobody else has."""
    store = sqlite3.connect(f'file:{os.environ["XDG_DATA_HOME"]}/finestreta/office/office.db?mode=ro', uri=True)
    try:
        return store.execute('SELECT 1 FROM line WHERE text = ? AND done', (text,)).fetchone()
    finally:
        store.close()


def started(sign):
    """Starts it; how long it takes until sign() is there, in seconds."""
    global program, person
    begun = time.monotonic()
    program = desktop.start()
    person = Informer(program)
    sign()
    return time.monotonic() - begun


desktop = Desktop(keyring='unlocked', notifications=False)
program = desktop.start()
program.type('text', 'Name citizens will see', 'Informadora de prova')
program.type('text', 'Account', 'anna')
program.type('text', re.compile('^Password'), PASSWORD)
program.click('button', 'Open the office')
program.reads('^Waiting now$')
program.stop()
plain = started(lambda: program.reads('^Waiting now$'))

office = Child()
token = office.sign_in('anna', PASSWORD)
appointment = office.appointment(token, minutes_from_now=-2)
link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
practice = Practice(desktop, link, STEPS)
program.click('button', re.compile('^Attend \\d'))
program.find('status bar', 'Good connection')
person.step('Applicant')
written = ''
for name, whole in (('the workstation', False), ('both workstation and office', True)):
    person.enter('Given name')
    person.keys('End')
    person.typing('Aina'[len(written):][:2])
    written += 'Aina'[len(written):][:2]
    program.reads('All saved')
    person.keys('ctrl+t')
    person.typing(f'Escrit: {written}')
    person.keys('Return')
    wait(lambda: practice.journal('read', **{'from': 'informer', 'text': f'Escrit: {written}'}), 'the line')
    wait(lambda: kept(f'Escrit: {written}'), 'the line at the office')

    seen = len(practice.journal('saw'))
    doomed = [program.process.pid, *(children() if whole else [])]
    assert len(doomed) == 1 + whole, doomed
    for pid in reversed(doomed):
        os.kill(pid, signal.SIGKILL)
    program.process.wait()
    back = started(lambda: program.find('heading', 'Apply for the Youth Card'))
    print(f'# back in the visit after {back:.1f} s; to the agenda it takes {plain:.1f} s', flush=True)
    ok(back < 4 * plain, f'{name} killed: started again it is soon back in the visit')
    person.step('Applicant')
    wait(lambda: person.value('Given name') == written, 'the form')
    ok(True, 'the form is as it was left')
    program.find('status bar', 'Good connection')
    wait(lambda: picture(program), 'the citizen’s picture')
    wait(lambda: len(practice.journal('saw')) > seen + 1, 'figures at the citizen’s')
    ok(practice.process.poll() is None, 'the call comes back by itself, without the citizen’s doing')
    person.keys('alt+3')
    said = wait(lambda: f'Escrit: {written}\n' in person.conversation() and person.conversation(),
                'what was written')
    ok('Bon dia, soc aquí.\n' in said and said.count('Escrit: Ai\n') == 1,
       'and what both had written is there, once')
    person.keys('alt+1')

critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
program.stop()
done()
