# An interpreter at a workstation of their own is asked into a visit, comes, and leaves; somebody else knocks by a
# link and is let in.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from desk import Citizen, Desktop, Office, done, ok, wait
from visit_person import Practice, picture, sign_in

office = Office()
token = office.staff('anna', 'Informadora de prova')
interpreter = office.staff('iris', 'Intèrpret de prova', role='interpreter')
me = office.ask('GET', '/session', None, interpreter)
office.ask('PUT', f'/staff/{me["id"]}/interprets', {'interprets': ['csc', 'ar']}, office.coordinator)
appointment = office.appointment(token, minutes_from_now=-2)
path = f'/appointments/{appointment["id"]}'
link = office.ask('POST', f'{path}/link', None, token)['url']

ones = Desktop(keyring=None, notifications=False)
practice = Practice(ones, link, [
    {'when': 'start', 'after': 0.2, 'do': 'arrive'},
    {'when': 'call', 'after': 1, 'do': 'write', 'keys': 'Bon dia a tothom.⏎'},
])
informer = ones.start('--office', office.address)
sign_in(informer, 'anna')
informer.click('button', re.compile('^Attend'))
informer.find('status bar', 'Good connection')
wait(lambda: picture(informer), 'the citizen’s picture')

others = Desktop(keyring=None)
program = others.start('--office', office.address)
sign_in(program, 'iris')
program.find('label', 'Nobody asks for you now')
ok(program.find('button', 'Presence: Available'), 'an interpreter sees whether they are free, and that nobody asks')
ok(not program.all('label', 'Waiting now'), 'and no agenda, for they attend nobody')

informer.click('button', 'People')
informer.find('label', re.compile('Is free'))
informer.click('button', 'Ask Intèrpret de prova')
informer.find('label', re.compile('Is asked and has not answered yet'))
ok(True, 'who is free is asked, and that they have not answered is said')

program.find('label', 'Informadora de prova asks you to interpret')
shown = wait(lambda: [n for n in others.notifications.shown() if 'interpret' in n['summary']], 'a notification')
ok('Persona de prova' not in str(shown), 'a notification tells of it, and not of whom it is for')
program.find('label', re.compile('Carnet Jove'))
ok(program.find('heading', 'Names that will be said'), 'there is something to prepare with')
ok(not any('Persona de prova' in text for text in program.labels()), 'in which nobody is named')
program.click('button', 'Accept')
program.find('status bar', 'Good connection')
wait(lambda: picture(program), 'both pictures at the interpreter’s')
ok(program.all('image', 'Picture of Persona de prova · Citizen')
   and program.all('image', 'Picture of Informadora de prova · Informer'), 'they see both others, by name')
ok(not program.all('button', 'Procedure') and not program.all('button', 'Notes')
   and not program.all('button', re.compile('^Documents')), 'and nothing of the form, the documents or the notes')
wait(lambda: informer.all('image', 'Picture of Intèrpret de prova · Interpreter') and picture(informer),
     'the interpreter’s picture at the informer’s')
ok(True, 'the informer sees them')
informer.click('button', 'Hear Persona de prova')
informer.find('label', 'Persona de prova · Citizen · not heard by you')
informer.click('button', 'Hear Persona de prova')
informer.find('label', 'Persona de prova · Citizen')
ok(True, 'whose voice is heard is one’s own choice, and said')
informer.click('button', 'Figures of the call')
informer.find('label', re.compile(r'Picture received: \d+×\d+ – .*EN 301 549 6\.5\.2'))
ok(True, 'what the call is, is told in figures beside what EN 301 549 asks')
wait(lambda: [e for e in practice.journal('saw') if e['with'] not in ('informer',) and float(e['fps']) > 1],
     'the citizen sees the interpreter')
ok(True, 'and so does the citizen')
wait(lambda: any('Bon dia a tothom.' in text for text in program.labels())
     or program.reads(re.compile('Bon dia a tothom.')), 'the citizen’s line at the interpreter’s')
ok(True, 'what was written before they came is there')

made = office.ask('POST', f'{path}/guests', {'role': 'companion', 'name': 'Acompanyant de prova'}, token)
companion = Citizen(office, made['url'].split('#', 1)[1])
informer.find('alert', re.compile(r'Acompanyant de prova \(Companion\) is at the door'))
ok(True, 'who knocks is told of')
informer.click('button', 'Let In')
companion.expect('visit')
informer.gone('alert', re.compile('at the door'))
ok(wait(lambda: informer.all('image', 'Picture of Acompanyant de prova · Companion'), 'their tile'),
   'and let in')
ok(informer.find('status bar', re.compile('Four people can be in a visit')), 'then all places are taken, which is said')
informer.click('button', 'See Acompanyant de prova off')
wait(lambda: not informer.all('image', 'Picture of Acompanyant de prova · Companion'), 'their tile gone')
ok(True, 'who is seen off is gone')

program.click('button', 'Leave the visit')
program.click('button', 'Leave')
program.find('label', 'Nobody asks for you now')
ok(True, 'the interpreter leaves, and is back where they were')
wait(lambda: not informer.all('image', 'Picture of Intèrpret de prova · Interpreter'), 'the tile gone')
ok(informer.find('status bar', 'Good connection') and picture(informer), 'and the others’ call goes on')
for one in informer, program:
    critical = [line for line in one.errors().splitlines() if 'CRITICAL' in line]
    ok(not critical, f'nothing critical was logged {critical or ""}')
done()
