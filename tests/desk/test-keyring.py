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


def token():
    """The one that signs in: the first line."""
    return subprocess.run(['secret-tool', 'lookup', 'office', office.address], capture_output=True,
                          text=True, timeout=30).stdout.split('\n')[0]


def known(key):
    """The office still takes it."""
    return office.status('GET', '/session', token=key) == 200


def sign_out(program):
    program.click('button', 'Main menu')
    program.click('menu item', 'Sign out')
    program.find('button', 'Sign in')


def lock():
    subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.secrets', '-o',
                    '/org/freedesktop/secrets', '-m', 'org.freedesktop.Secret.Service.Lock',
                    "[objectpath '/org/freedesktop/secrets/collection/login']"], check=True,
                   stdout=subprocess.DEVNULL)


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
    key = token()
    ok(known(key), 'the office knows what the keyring keeps')
    sign_out(program)
    wait(lambda: not stored() and not known(key), 'an empty keyring, and an office that forgot')
    ok(True, 'signing out takes it from the keyring and from the office')

    # With the office out of reach, now and at the next start.
    sign_in(program)
    key = wait(token, 'the token in the keyring')
    office.stop()
    program.reads('Trying again')
    sign_out(program)
    ok(program.reads('office cannot be reached and does not know yet'),
       'an office that could not be told of a sign-out is said')
    program.stop()
    ok(stored() and token() == '', 'it waits in the keyring as one that was signed out of')
    program = desktop.start('--office', office.address)
    ok(program.find('button', 'Sign in'), 'which signs nobody in')
    program.reads('office cannot be reached and does not know yet')
    office.start()
    ok(wait(lambda: not known(key), 'the office told'), 'the office is told as soon as it is back')
    wait(lambda: not stored(), 'an empty keyring')
    wait(lambda: not any('does not know yet' in text for text in program.labels()), 'no more said')
    ok(True, 'and nothing is kept or said of it any more')

    # Signed in, and the office out of reach at the next start.
    sign_in(program)
    key = wait(token, 'the token in the keyring')
    program.stop()
    office.stop()
    program = desktop.start('--office', office.address)
    program.reads('Your sign-in is kept')
    ok(not {'Waiting now', 'Sign in to the office'} & set(program.labels()),
       'an office that is away when one starts is said, and a screen reader finds no other page')
    office.start()
    ok(program.reads('^Waiting now$'), 'and once it is there one is in')

    # With the keyring locked meanwhile.
    lock()
    sign_out(program)
    ok(program.reads('the keyring, which is locked or missing, could not be cleared'),
       'a keyring that does not let go is said')
    ok(wait(lambda: not known(key), 'the office told'), 'and what it holds opens nothing')
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
