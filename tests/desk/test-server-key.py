# The key of a server that translates: asked for where its address is, kept in the keyring and nowhere else, and sent.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import subprocess

from desk import Desktop, Office, done, ok, wait
from visit_person import Informer, begin

KEY = 'clau-de-prova-71052'
ROW = 'Key for LibreTranslate, if the server asks for one'
PASSWORD = ('password text', 'text', 'entry')
captions = pathlib.Path(__file__).parent.parent / 'captions'

desktop = Desktop(keyring='unlocked', notifications=False, captions=True)
server = subprocess.Popen(['/usr/bin/python3', captions / 'libre_translate.py', '--key', KEY], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True)
address = json.loads(server.stdout.readline())['address']
settings = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'glib-2.0' / 'settings' / 'keyfile'
with settings.open('a', encoding='utf-8') as file:
    file.write(f"libre-translate='{address}'\n")


def asked():
    """What the server was asked last."""
    server.stdin.write('{"report": true}\n')
    server.stdin.flush()
    return json.loads(server.stdout.readline())['last'] or {}


def kept():
    return subprocess.run(['secret-tool', 'lookup', 'office', 'LibreTranslate'], capture_output=True, text=True,
                          timeout=30).stdout.strip()


office = Office()
token, appointment, program, citizen = begin(desktop, office)
person = Informer(program)
citizen.send('spoken', speaks='ca', reads='ar')


def enter():
    """Into the row, which has no action of its own: by the mouse."""
    person.mouse(program.find(('page tab', 'radio button', 'toggle button'), 'Captions'))
    row = program.find(PASSWORD, ROW)
    subprocess.run(['xdotool', 'mousemove', '300', '500', 'click', '--repeat', '30', '5'], check=True)
    person.stands_still(row)
    person.mouse(row)


def arabic():
    return [line for line in citizen.translated if any(one['language'] == 'ar' for one in line['translations'])]


def translated(number, text):
    citizen.send('text', line=number, text=text, done=True, relay=['informer'])
    citizen.until(lambda: any(line['line'] == number for line in arabic()), f'{text} in Arabic')


citizen.send('text', line=0, text='Sense clau', done=True, relay=['informer'])
wait(lambda: asked().get('q') == 'Sense clau', 'the server asked without a key')
ok('api_key' not in asked() and not arabic(), 'a server that wants a key says so, and nothing is translated')
person.keys('ctrl+comma')
enter()
person.typing(KEY)
person.keys('Return')
wait(lambda: kept() == KEY, 'the key in the keyring')
ok(KEY not in settings.read_text(encoding='utf-8') and KEY not in program.errors(),
   'the key is in the keyring, and in no setting or log')
person.keys('Escape')
translated(1, 'Bon dia')
ok(asked()['api_key'] == KEY, 'it is sent with what is to be translated, which then comes back')
program.stop()
program = desktop.start('--office', office.address)
person = Informer(program)
program.find('heading', 'Apply for the Youth Card')
translated(2, 'Un altre dia')
ok(asked()['api_key'] == KEY, 'started again, it is known')
person.keys('ctrl+comma')
enter()
person.keys('ctrl+a', 'BackSpace', 'Return')
wait(lambda: kept() == '', 'no key in the keyring')
ok(True, 'and emptied, it is gone from the keyring')
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
server.kill()
done()
