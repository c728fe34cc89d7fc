# Who arrives is told of: by a notification that stays until handled, by a card, with the window closed too.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from desk import Desktop, Office, done, ok, wait

desktop = Desktop()
notifications = desktop.notifications
office = Office()
token = office.staff('anna', 'Informadora de prova')
first = office.appointment(token, 5, 'Ona <b>& Pol</b>', 'ca', ['captions', 'lsc'])
second = office.appointment(token, 25, 'Persona de prova 2', 'ar', ['translation'])

program = desktop.start('--office', office.address)
program.type('text', 'Account', 'anna')
program.type('text', 'Password', 'una contrasenya')
program.click('button', 'Sign in')
row = program.find('list item', re.compile('No documents yet'))
ok(first['title'] in row.get_name(), 'the agenda names the procedure')
ok(len(program.all('list item', re.compile('No documents yet'))) == 2, 'and has both appointments')
ok(program.reads('^Ona <b>& Pol</b>$'), 'a name is shown as it is, whatever it holds')

# An arrival.
citizen = office.citizen(token, first)
citizen.arrive(camera=True, microphone=False)
shown = wait(notifications.shown, 'a notification')[0]
ok('Waiting' in shown['summary'] and first['title'] in shown['summary'],
   'an arrival is notified with the procedure')
ok('&lt;b&gt;&amp; Pol' in shown['body'], 'a name is escaped where the body is markup')
ok('no microphone: they will write' in shown['body'], 'and how they will be heard is said')
ok(shown['timeout'] == 0 and shown['hints']['urgency'] == 2, 'it does not go by itself')
ok(shown['actions'].get('attend') == 'Attend' and shown['actions'].get('not-now') == 'Not now',
   'it can be answered there')
ok(program.find('button', re.compile('^Attend \\d')), 'the same person has a card in the window')
ok('no microphone: they will write' in program.reads('^Arrived'), 'which says the same')

# It stays until it is handled, whatever the service does with it.
for reason in (notifications.EXPIRED, notifications.UNDEFINED):
    notifications.close(shown, reason)
    shown = wait(notifications.shown, 'the notification again')[0]
    ok(first['title'] in shown['summary'] and shown['actions'].get('attend') == 'Attend',
       f'a service that takes it away (reason {reason}) is given it again')
notifications.restart()
shown = wait(notifications.shown, 'the notification again')[0]
ok(first['title'] in shown['summary'] and shown['actions'].get('attend') == 'Attend',
   'and so is one that has begun anew')

# Not now.
notifications.act(shown, 'not-now')
wait(lambda: not notifications.shown(), 'no notification')
ok(program.find('button', re.compile('^Attend \\d')), 'put off, they go on waiting')
citizen.leave()
program.gone('button', re.compile('^Attend \\d'))
ok(program.reads('Nobody is waiting'), 'who leaves is no longer on the list')

# Put away.
citizen = office.citizen(token, first)
citizen.arrive()
notifications.close(wait(notifications.shown, 'a notification')[0], notifications.DISMISSED)
other = office.citizen(token, second)
other.arrive()
notifications.close(wait(notifications.shown, 'a notification')[0], notifications.EXPIRED)
shown = wait(notifications.shown, 'the notification again')
ok(len(shown) == 1 and 'Persona de prova 2' in shown[0]['body'] and program.all(
    'button', re.compile('^Attend \\d')), 'one that a person put away does not come again')
citizen.leave()

# Gone before it was handled.
other.leave()
wait(lambda: not notifications.shown(), 'no notification')
ok(True, 'a notification goes when the person does')

# The window closed to the background, and an answer from there.
program.click('button', 'Close')
wait(lambda: not program.window_visible(), 'the window closed')
ok(program.process.poll() is None, 'closed while signed in it goes on in the background')
citizen = office.citizen(token, first)
citizen.arrive()
shown = wait(notifications.shown, 'a notification')[0]
ok(True, 'an arrival is notified with the window closed')
notifications.act(shown, 'attend')
wait(program.window_visible, 'the window')
ok(True, 'answering brings the window')
ok(program.find('button', 'End visit'), 'and the visit is open')
ok(citizen.expect('visit')['id'], 'for the citizen too')
wait(lambda: not notifications.shown(), 'no notification')

# In a visit nobody is announced.
other = office.citizen(token, second)
other.arrive()
ok(program.find('list item', re.compile('Persona de prova 2')), 'beside a visit the queue shows who comes')
ok(not notifications.shown(), 'but nothing pops up over the citizen')
program.stop()
ok(program.process.returncode == 0, 'it ends cleanly')
ok(not program.complaints(), f'and had nothing to complain of {program.complaints() or ""}')
done()
