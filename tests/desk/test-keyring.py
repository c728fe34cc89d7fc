# The sign-in between two runs, with a keyring that is open, locked, or not there at all.
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-keyring.py open|locked|absent"""
import subprocess
import sys

from desk import Desktop, Office, done, ok, wait

KEYRINGS = {'open': 'unlocked', 'locked': 'locked', 'absent': None}
NOTICE = 'keyring is locked or missing'

state = sys.argv[1]
desktop = Desktop(keyring=KEYRINGS[state])
office = Office()
office.staff('anna', 'Informadora de prova')


def stored():
    answer = subprocess.run(['secret-tool', 'search', '--all', 'office', office.address],
                            capture_output=True, text=True, timeout=30)
    return 'secret = ' in answer.stdout


def sign_in(program):
    program.type('text', 'Account', 'anna')
    program.type('text', 'Password', 'una contrasenya')
    program.click('button', 'Sign in')
    program.reads('^Waiting now$')


program = desktop.start('--office', office.address)
sign_in(program)

if state == 'open':
    wait(stored, 'the token in the keyring')
    ok(True, 'the sign-in is kept in the keyring')
    ok(not any(NOTICE in text for text in program.labels()), 'and nothing is said about it')
    program.stop()
    program = desktop.start('--office', office.address)
    ok(program.reads('^Waiting now$'), 'the next start needs no password')
    program.click('button', 'Main menu')
    program.click('menu item', 'Sign out')
    program.find('button', 'Sign in')
    wait(lambda: not stored(), 'an empty keyring')
    ok(True, 'signing out takes it from the keyring')
else:
    ok(program.reads(NOTICE), f'with the keyring {state} it says that the sign-in will not last')
    program.click('button', 'Understood')
    program.gone('status bar', NOTICE)
    wait(lambda: not any(NOTICE in text for text in program.labels()), 'the notice gone')
    ok(True, 'and the notice can be put away')
    ok(program.find('button', 'Presence: Available'), 'and everything else works')
    program.stop()
    program = desktop.start('--office', office.address)
    ok(program.find('button', 'Sign in'), 'the next start asks for the password')
program.stop()
done()
