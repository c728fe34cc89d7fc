# No notification service: the window does it alone.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from desk import Desktop, Office, done, ok, wait

desktop = Desktop(notifications=False)
office = Office()
token = office.staff('anna', 'Informadora de prova')
appointment = office.appointment(token)
program = desktop.start('--office', office.address)
program.type('text', 'Account', 'anna')
program.type('text', 'Password', 'una contrasenya')
program.click('button', 'Sign in')
program.reads('Nobody is waiting')
program.click('button', 'Close')
wait(lambda: not program.window_visible(), 'the window closed')
citizen = office.citizen(token, appointment)
citizen.arrive()
wait(program.window_visible, 'the window')
ok(True, 'an arrival brings the window where nothing else can tell of it')
program.click('button', re.compile('^Not now'))
ok(program.find('button', re.compile('^Attend \\d')), 'put off in the window, they go on waiting')

# The office goes away and comes back.
office.stop()
ok(program.reads('nothing is lost'), 'an office that is away is told, with what is kept')
ok(not program.find('button', re.compile('^Attend \\d')).get_state_set().contains(
    program.Atspi.StateType.SENSITIVE), 'and nobody can be attended meanwhile')
office.start()
wait(lambda: not any('nothing is lost' in text for text in program.labels()), 'the office back')
ok(program.reads('^Waiting now$'), 'when it is back the agenda goes on')

# Presence.
program.click('button', 'Presence: Available')
program.click('menu item', 'Away')
ok(program.find('button', 'Presence: Away'), 'one can be away')
program.stop()
done()
