# Signing in: wrong, right, too often, out; an office that is away; the first use of a new office.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import re
import signal
import uuid

import websocket

from desk import PATIENCE, Desktop, Office, done, ok, wait

PASSWORD = 'una contrasenya'


class Colleague:
    """The same person at another workstation, as far as the office can tell."""

    def __init__(self, office, token):
        self.socket = websocket.create_connection(
            office.address.replace('http', 'ws', 1) + '/api/v1/socket', timeout=PATIENCE)
        self.socket.send(json.dumps({'type': 'hello', 'token': token,
                                     'instance': uuid.uuid4().hex, 'language': 'ca'}))
        self.welcome = json.loads(self.socket.recv())

    def closed(self):
        while True:
            kind, data = self.socket.recv_data()
            if kind == websocket.ABNF.OPCODE_CLOSE:
                return int.from_bytes(data[:2], 'big')


desktop = Desktop()
office = Office()
office.staff('anna', 'Informadora de prova')
program = desktop.start('--office', office.address)

# Nothing can be sent before both are there.
button = program.find('button', 'Sign in')
ok(not button.get_state_set().contains(program.Atspi.StateType.SENSITIVE),
   'without account and password there is nothing to press')

program.type('text', 'Account', 'anna')
program.type('text', 'Password', 'not the password')
program.click('button', 'Sign in')
ok(program.reads('no such account with this password'), 'a wrong password is told in words')
ok(program.text(program.find('text', 'Password')) == '', 'the wrong password is not left standing')

program.type('text', 'Password', PASSWORD)
program.click('button', 'Sign in')
ok(program.reads('^Waiting now$'), 'the right one opens the agenda')
ok(program.reads('Nobody is waiting'), 'an empty waiting list says so')
ok(program.find('button', 'Presence: Available'), 'signed in is available')

# What one chose is still so when the office was killed, which keeps it in its memory alone.
program.click('button', 'Presence: Available')
program.click('menu item', 'Away')
ok(program.find('button', 'Presence: Away'), 'away is away')
office.stop(signal.SIGKILL)
ok(program.reads('Trying again'), 'an office that is gone is said')
office.start()
wait(lambda: not any('Trying again' in text for text in program.labels()), 'the office back')
other = Colleague(office, office.sign_in('anna', PASSWORD))
ok(other.welcome['presence'] == 'away', 'the office started anew is told what was chosen before')

# The other workstation has the place now; the sign-in here is as good as it was.
ok(program.reads('at work at another workstation'), 'being at work elsewhere is said')
program.click('button', 'Use it here')
ok(program.reads('^Waiting now$'), 'and the place is taken back without a password')
ok(other.closed() == 4001, 'from the other one')

# Another password: what is wrong is said, what was signed in elsewhere is not any more.
key = office.sign_in('anna', PASSWORD)
program.click('button', re.compile('^Main menu'))
program.click('menu item', 'Change password…')
program.type('text', 'Current password', 'una altra cosa')
program.type('text', 'New password', 'la contrasenya nova')
program.type('text', 'New password, again', 'la contrasenya mova')
program.reads('^The new passwords are not the same')
ok(not program.find('button', 'Change').get_state_set().contains(program.Atspi.StateType.SENSITIVE),
   'a new password is typed twice')
program.type('text', 'New password, again', 'la contrasenya nova')
program.click('button', 'Change')
ok(program.reads('^The current password is another one'), 'and the current one is asked for')
program.type('text', 'Current password', PASSWORD)
program.click('button', 'Change')
program.gone('text', 'Current password')
PASSWORD = 'la contrasenya nova'
ok(office.status('GET', '/session', token=key) == 401 and office.sign_in('anna', PASSWORD),
   'the password is another, and who was signed in elsewhere is not any more')

program.click('button', re.compile('^Main menu'))
program.click('menu item', 'Sign out')
ok(program.find('button', 'Sign in'), 'signing out leads back to the sign-in page')
program.stop()
program = desktop.start('--office', office.address)
ok(program.find('button', 'Sign in'), 'after signing out the next start asks for the password')

# A computer left behind somewhere.
key = office.sign_in('anna', PASSWORD)
program.type('text', 'Account', 'anna')
program.type('text', 'Password', PASSWORD)
program.click('button', 'Sign in')
program.reads('^Waiting now$')
program.click('button', re.compile('^Main menu'))
program.click('menu item', 'Sign out everywhere')
ok(program.find('button', 'Sign in') and office.status('GET', '/session', token=key) == 401,
   'signing out everywhere ends the sessions elsewhere')

# Sign-in attempts are limited; when to come back is said.
for _ in range(30):
    program.type('text', 'Account', 'anna')
    program.type('text', 'Password', 'not the password')
    program.click('button', 'Sign in')
    # What is refused is cleared; what may be tried again later stays.
    said = wait(lambda: next((t for t in program.labels() if 'Too many tries' in t), None)
                or program.text(program.find('text', 'Password')) == '' and 'refused',
                'an answer')
    if 'Too many' in said:
        break
ok(re.search(r'Try again in \d+ (second|minute)', said), 'too many tries say when to come back')

office.stop()
program.type('text', 'Password', PASSWORD)
program.click('button', 'Sign in')
ok(program.reads('office cannot be reached'), 'an office that is away is told in words')
program.stop()

# With no office configured it runs one, which has nobody yet.
program = desktop.start()
ok(program.reads('A new office'), 'without an office there is a new one on this computer')
program.type('text', 'Name citizens will see', 'Informador de prova')
program.type('text', 'Account', 'primer')
program.type('text', re.compile('^Password'), 'curta')
ok(not program.find('button', 'Open the office').get_state_set().contains(
    program.Atspi.StateType.SENSITIVE), 'a short password is not taken')
program.type('text', re.compile('^Password'), PASSWORD)
program.click('button', 'Open the office')
ok(program.reads('^Waiting now$'), 'the first account is made and signed in')
program.stop()
program = desktop.start()
ok(program.reads('^Waiting now$'), 'the next start needs no password')
ok('A new office' not in program.labels(), 'and is no first use any more')
program.stop()
done()
