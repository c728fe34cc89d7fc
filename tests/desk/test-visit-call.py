# The call as the informer sees it: a face, a voice, text by the data channel, and what becomes of them
# when the citizen's computer, or the office, is gone for a while.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import signal

from desk import Desktop, Office, done, ok, wait
from visit_person import Informer, Practice, picture, sign_in

desktop = Desktop(keyring=None, notifications=False)
office = Office()
token = office.staff('anna', 'Informadora de prova')
appointment = office.appointment(token, minutes_from_now=-2)
link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
STEPS = [
    {'when': 'start', 'after': 0.2, 'do': 'arrive'},
    # Again and again, for whoever comes to look late.
    *({'when': 'call', 'after': after, 'do': 'say', 'text': 'Bon dia! Em sentiu bé? Jo us veig i us sento.'}
      for after in range(1, 120, 5)),
    {'when': 'call', 'after': 2, 'do': 'write', 'keys': 'Bon dia! El Carnet Jobe⌫⌫ve.⏎'},
]

practice = Practice(desktop, link, STEPS)
program = desktop.start('--office', office.address)
person = Informer(program)
sign_in(program, 'anna')
program.click('button', re.compile('^Attend'))
program.find('heading', 'Apply for the Youth Card')
program.find('status bar', 'Good connection')
ok(True, 'the header says that the connection is good')
wait(lambda: picture(program), 'the citizen’s picture')
ok(program.all('image', 'Picture of Persona de prova · Citizen'), 'their picture is there, by name')
program.find('label', '· speaking')
ok(True, 'that they are speaking is said in words')
wait(lambda: [e for e in practice.journal('saw', **{'with': 'informer'}) if float(e['fps']) > 1],
     'the citizen sees the informer')
ok(True, 'and they see the informer')

wait(lambda: any('Carnet Jove.' in c for c in person.captions()), 'their line')
ok(practice.journal('wrote', way='channel'), 'their text comes by the data channel, erasures done')
person.keys('ctrl+t')
person.typing('Hola!')
person.keys('BackSpace', 'Return')
wait(lambda: practice.journal('read', **{'from': 'informer', 'text': 'Hola'}), 'the informer’s line')
ok(True, 'the informer’s text reaches them, erasures done')

person.keys('ctrl+shift+v')
program.find('label', 'Camera off')
ok(True, 'the camera goes off by its key, and is said to be off')
person.keys('ctrl+shift+v')
program.find('label', 'Camera on')
program.click('button', 'Microphone')
program.find('label', 'Microphone off')
program.click('button', 'Microphone')
program.find('label', 'Microphone on')
ok(True, 'so with the microphone by its button')

office.stop(signal.SIGKILL)
program.find('alert', re.compile('The office is out of reach'))
person.keys('ctrl+t')
person.typing('Sense oficina')
person.keys('Return')
wait(lambda: practice.journal('read', **{'from': 'informer', 'text': 'Sense oficina'}), 'the line')
ok(program.find('status bar', 'Good connection') and picture(program),
   'without the office picture, sound and text go on')
office.start()
program.gone('alert', re.compile('The office is out of reach'))
seen = len(practice.journal('saw'))
wait(lambda: len(practice.journal('saw')) > seen + 1, 'figures at the citizen’s')
ok(not practice.journal('call', state='interrupted') and program.find('status bar', 'Good connection'),
   'and its coming back disturbs nothing')

practice.process.kill()
program.find('label', re.compile('They are not connected now|The connection was interrupted'))
ok(True, 'a citizen whose computer is gone is said to be gone')
program.find('label', re.compile('They are not connected now'))
practice = Practice(desktop, link, STEPS)
program.find('status bar', 'Good connection')
wait(lambda: picture(program), 'the picture again')
ok(True, 'come back by the same link they are called again')
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
