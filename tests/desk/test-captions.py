# What the citizen says in a real call becomes words at the workstation, in the language its reader chooses; by
# the engine of the distribution, and Apertium.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import sys

from desk import Desktop, Office, done, ok, wait
from visit_person import Informer, Practice, sign_in

for needed in ('/usr/share/pocketsphinx/model/en-us/en-us', '/usr/share/apertium/modes/cat-spa.mode'):
    if not os.path.exists(needed):
        print(f'1..0 # SKIP {needed} is not here')
        sys.exit()

SAID = 'Bon dia! Em sentiu bé? Jo us veig i us sento.'
WORDS = set('bon dia em sentiu bé jo us veig i us sento'.split())

desktop = Desktop(keyring=None, notifications=False, captions=True)
# Nothing is said here: what is heard is the citizen.
os.environ['FINESTRETA_MICROPHONE'] = 'audiotestsrc is-live=true wave=silence'
office = Office()
token = office.staff('anna', 'Informadora de prova')
appointment = office.appointment(token, minutes_from_now=-2)
link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
practice = Practice(desktop, link, [
    {'when': 'start', 'after': 0.2, 'do': 'arrive'},
    *({'when': 'call', 'after': after, 'do': 'say', 'text': SAID} for after in range(2, 300, 6)),
])
program = desktop.start('--office', office.address)
person = Informer(program)
sign_in(program, 'anna')
program.click('button', re.compile('^Attend'))
program.find('heading', 'Apply for the Youth Card')


def heard():
    """What the band says they said, the best understood first."""
    lines = [c for c in person.captions() if c.startswith('Persona de prova')]
    return sorted(lines, key=lambda line: -len(WORDS & set(re.findall(r'\w+', line.lower()))))


def understood(line):
    return len(WORDS & set(re.findall(r'\w+', line.lower()))) >= 6


best = wait(lambda: next(filter(understood, heard()), None), 'most of the words that were said')
ok(True, f'what the citizen says is written under their picture: {best}')
best = wait(lambda: next((line for line in heard() if 'English: ' in line and 'rough translation' in line), None),
            'the same in English')
ok(True, f'and under it in the language the informer reads, marked as rough: {best}')


# While a code is asked for, what they say is nowhere; before and after, it is captioned as ever.
office.ask('POST', f'/appointments/{appointment["id"]}/forms', {'procedure': 'suport-registre-representants'}, token)
person.step('On the Representa portal')
person.choose('2. Does it ask for a code, password or PIN to log in?', 'Yes')
program.reads('^What Persona de prova says is not captioned until')
program.click('button', 'Captions and languages')
program.find('label', 'Not captioned.')
ok(True, 'while a code is asked for, what the citizen says is not captioned')
person.keys('Escape')
wait(lambda: not program.all('label', 'Not captioned.'), 'the choices closed')
person.choose('2. Does it ask for a code, password or PIN to log in?', 'No')
wait(lambda: not any('is not captioned until' in label for label in program.labels()), 'captioned again')

program.click('button', 'Captions and languages')
wait(lambda: not program.all('label', 'Not captioned.'), 'nobody left out')
program.find('label', 'Captioned by pocketsphinx (demonstration).')
ok(any('may be wrong' in label for label in program.labels()),
   'what hears them is told, and that it may be wrong')
route = program.reads('→.*English.*Apertium')
ok('Català' in route and 'A rough translation.' in route, f'so is what translates them, and how well: {route}')
desktop.screenshot(f'{os.environ.get("FINESTRETA_PICTURES", desktop.folder)}/captions.png')
program.find('combo box', 'You read')
ok(program.all('combo box', re.compile('^Persona de prova speaks$')),
   'who speaks and who reads what can be chosen for each')
program.click(('toggle', 'switch', 'check box'), 'Captions')
wait(lambda: not any('Captioned by' in label for label in program.labels()), 'nobody captioned')
program.find('label', 'Not captioned.')
ok(True, 'switched off, nobody is captioned, and that is said')
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
