# The call as the informer sees it: a face, a voice, text by the data channel, and what becomes of them
# when the citizen's computer, or the office, is gone for a while.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import re
import signal

from desk import Desktop, Office, done, ok, wait
from visit_person import Informer, sign_in

desktop = Desktop(keyring=None, notifications=False)
office = Office()
token = office.staff('anna', 'Informadora de prova')
appointment = office.appointment(token, minutes_from_now=-2)
link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
script = f'{desktop.folder}/script.json'
with open(script, 'w', encoding='utf-8') as file:
    json.dump({'language': 'ca', 'camera': True, 'microphone': True, 'steps': [
        {'when': 'start', 'after': 0.2, 'do': 'arrive'},
        # Again and again, for whoever comes to look late.
        *({'when': 'call', 'after': after, 'do': 'say', 'text': 'Bon dia! Em sentiu bé? Jo us veig i us sento.'}
          for after in range(1, 120, 5)),
        {'when': 'call', 'after': 2, 'do': 'write', 'keys': 'Bon dia! El Carnet Jobe⌫⌫ve.⏎'},
    ]}, file)


class Practice:
    """The practice citizen, and what it did and saw."""

    def __init__(self):
        self.log = f'{desktop.folder}/practice.log'
        self.process = desktop.spawn(os.environ['FINESTRETA_PRACTICE'], '--link', link, '--script',
                                     script, stdout=open(self.log, 'w', encoding='utf-8'))

    def journal(self, did, **members):
        entries = []
        with open(self.log, encoding='utf-8') as file:
            for line in file:
                if line.startswith('{') and line.endswith('\n'):
                    entries.append(json.loads(line))
        return [e for e in entries if e.get('did') == did
                and all(e.get(k) == v for k, v in members.items())]


def picture():
    """Nothing stands over the citizen's picture, and it was drawn."""
    return not [t for t in program.labels()
                if t.startswith(('Connecting', 'Waiting for their', 'No picture', 'They are not'))]


practice = Practice()
program = desktop.start('--office', office.address)
person = Informer(program)
sign_in(program, 'anna')
program.click('button', re.compile('^Attend'))
program.find('heading', 'Apply for the Youth Card')
program.find('status bar', 'Good connection')
ok(True, 'the header says that the connection is good')
wait(picture, 'the citizen’s picture')
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
ok(program.find('status bar', 'Good connection') and picture(),
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
practice = Practice()
program.find('status bar', 'Good connection')
wait(picture, 'the picture again')
ok(True, 'come back by the same link they are called again')
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
