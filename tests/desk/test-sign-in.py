# Signing in: wrong, right, too often, out; an office that is away; the first use of a new office.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from desk import Desktop, Office, done, ok, wait

PASSWORD = 'una contrasenya'

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

program.click('button', re.compile('^Main menu'))
program.click('menu item', re.compile('Sign out'))
ok(program.find('button', 'Sign in'), 'signing out leads back to the sign-in page')
program.stop()
program = desktop.start('--office', office.address)
ok(program.find('button', 'Sign in'), 'after signing out the next start asks for the password')

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
