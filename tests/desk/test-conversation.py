# The conversation in the informer's hands: writing down what the citizen says, and offering them to take it away.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import signal
import subprocess

from desk import Desktop, Office, done, ok, wait
from visit_person import Informer, begin

desktop = Desktop(keyring=None, notifications=False)
office = Office()
token, appointment, program, citizen = begin(desktop, office)
person = Informer(program)
STATUS = ('label', 'status bar', 'statusbar')
pictures = os.environ.get('FINESTRETA_PICTURES', desktop.folder)


def line(number):
    return next((one for one in reversed(citizen.captions) if one['line'] == number), {})


# Who writes down what they say.
person.keys('ctrl+shift+t')
entry = program.find('text', 'You write down what Persona de prova says')
wait(lambda: person.focused_within(entry), 'the keyboard there')
person.typing('vull idm ')
citizen.until(lambda: line(0).get('text', '').startswith('vull'), 'a caption')
ok(line(0)['from'] == 'citizen' and line(0)['origin'] == 'captioner' and not line(0)['done'],
   'what the citizen says is read as it is written down')
citizen.until(lambda: line(0)['text'].strip() == 'vull idCAT Mòbil', 'the name in full')
ok(True, 'an abbreviation of the procedure\'s names is written in full')
person.keys('BackSpace')
citizen.until(lambda: line(0)['text'].strip() == 'vull idm', 'the abbreviation again')
ok(True, 'and Backspace right then takes that back')
person.typing('i cj')
person.keys('Return')
citizen.until(lambda: line(0).get('done'), 'the end of the line')
ok(line(0)['text'] == 'vull idm i Carnet Jove', f'Enter ends the line, and its last word {line(0)["text"]!r}')
person.typing('cj, si')
person.keys('Return')
citizen.until(lambda: line(1).get('done'), 'a second line')
ok(line(1)['text'] == 'Carnet Jove, si', f'and a mark ends a word too {line(1)["text"]!r}')
desktop.screenshot(f'{pictures}/captioner.png')

# The office is away and back: the line that is begun is not lost.
person.typing('a mitges')
citizen.until(lambda: line(2).get('text') == 'a mitges', 'a begun line')
office.stop(signal.SIGKILL)
office.start()
citizen.connect()
wait(lambda: line(2).get('text') == 'a mitges' and len([c for c in citizen.captions if c['line'] == 2]) > 1,
     'the begun line again')
ok(True, 'an office that was killed is told the begun line again')
person.typing(' i tot')
person.keys('Return')
citizen.until(lambda: line(2).get('text') == 'a mitges i tot' and line(2)['done'], 'its end')
person.keys('Escape')
ok(program.find('text', 'Write to the citizen'), 'Escape goes back to writing oneself')

# What is said and a field asks for.
def said(number, text):
    citizen.send('text', line=number, text=text, done=True, relay=['informer'])


person.keys('alt+1')
said(0, 'Vaig néixer el dotze d\'abril de mil nou-cents vuitanta-cinc')
program.find(STATUS, 'Persona de prova said 12/04/1985. Read it back to them.')
ok(citizen.values['applicant.birth_date'] == '', 'a date that is said is offered, and goes nowhere by itself')
desktop.screenshot(f'{pictures}/heard.png')
program.click('button', re.compile('^Put 12/04/1985 in “Date of birth'))
citizen.until(lambda: citizen.values['applicant.birth_date'] == '1985-04-12', 'the date in the form')
ok(True, 'pressed, it is in the field, for the citizen to see')
said(1, 'El meu telèfon és el sis zero zero zero zero zero zero zero zero')
program.find('button', re.compile('^Put 600000000 in '))
said(2, 'Demà és 31/02/2026')
program.click('button', 'Leave what was said')
wait(lambda: not program.all('button', re.compile('^Put ')), 'nothing offered')
ok(citizen.values['contact.mobile'] == '', 'and closed, it is nowhere')

# A screen reader says what they said, once; and not again what one goes back to.
if subprocess.run(['pkg-config', '--atleast-version=4.14', 'gtk4']).returncode == 0:
    spoken = program.bus.announcements()
    citizen.send('text', line=3, text='Ara surto', done=False, relay=['informer'])
    program.find('label', re.compile('Ara surto'))
    citizen.send('text', line=3, text='Ara surto de casa', done=True, relay=['informer'])
    wait(lambda: program.labels() and spoken, 'something said')
    said(4, 'I ja hi soc')
    wait(lambda: program.labels() and len(spoken) > 1, 'the next')
    ok(spoken == ['Persona de prova: Ara surto de casa', 'Persona de prova: I ja hi soc'],
       f'what they said is said once by a screen reader {spoken}')

# What should be nowhere.
def stored(words):
    """Whether any file of the office has them."""
    return any(words in open(os.path.join(folder, name), 'rb').read()
               for folder, _, names in os.walk(f'{office.folder}/store') for name in names)


said(5, 'El codi del missatge és 8403917')
person.keys('alt+3')
view = program.find('text', 'Conversation so far')
wait(lambda: '8403917' in program.text(view), 'the code on the screen')
wait(lambda: stored(b'8403917'), 'the code at the office')
person.mouse(view)
person.keys('ctrl+End', 'Delete')
program.find('label', 'Erase This Line?')
desktop.screenshot(f'{pictures}/erase.png')
program.click('button', 'Erase')
wait(lambda: '8403917' not in program.text(view) and '[erased]' in program.text(view), 'it is gone')
ok(not stored(b'8403917'), 'a line with a code in it is erased, from the screen and from every file of the office')
citizen.until(lambda: citizen.lines.get(('citizen', 5)) == ('', True), 'the citizen to be told')
said(5, 'El codi del missatge és 8403917')
citizen.send('text', line=6, text='Fet.', done=True, relay=['informer'])
wait(lambda: 'Fet.' in program.text(view), 'the next line')
ok('8403917' not in program.text(view) and not stored(b'8403917'), 'and who has it yet does not bring it back')

# To take away.
person.keys('alt+3')
program.find(STATUS, 'Nothing of this conversation is kept after the visit.')
program.click('button', 'Offer It to the Citizen')
citizen.until(lambda: citizen.transcript == 'offered', 'the offer')
program.find(STATUS, re.compile('who has not answered yet'))
citizen.send('transcript', state='accepted')
program.find(STATUS, re.compile('takes this conversation away'))
ok(True, 'the conversation is offered, and what the citizen says to it is told')
desktop.screenshot(f'{pictures}/take-away.png')
program.click('button', 'Do Not Keep It')
citizen.until(lambda: citizen.transcript == 'withdrawn', 'it taken back')
program.find(STATUS, 'Nothing of this conversation is kept after the visit.')
ok(True, 'and can be taken back')

# A code that is asked for, written here all the same, is no telephone.
office.ask('POST', f'/appointments/{appointment}/forms', {'procedure': 'suport-registre-representants'}, token)
person.keys('alt+1')
person.step('On the Representa portal')
person.choose('2. Does it ask for a code, password or PIN to log in?', 'Yes')
program.reads('^What Persona de prova says is not captioned until')
said(7, '600 000 001')
wait(lambda: '600 000 001' in ' '.join(person.captions()), 'what was written')
ok(not program.all('button', re.compile('^Put 600000001')), 'while a code is asked for, no number is offered to a field')
person.choose('2. Does it ask for a code, password or PIN to log in?', 'No')
said(8, '600 000 002')
program.find('button', re.compile('^Put 600000002 in '))
ok(True, 'and then it is again')
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
