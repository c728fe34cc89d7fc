# A coordinator says who may see sensitive appointments, and tries a version of a procedure with
# themselves: a trial is told as one wherever it is, and is gone when it is over.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import subprocess

from desk import Citizen, Desktop, Office, done, ok, wait
from visit_person import Informer

desktop = Desktop()
office = Office()
office.staff('anna', 'Informadora de prova')
office.staff('iris', 'Intèrpret de prova', role='interpreter')
coordinator = office.coordinator


def may_see(account):
    return next(one['sensitive'] for one in office.ask('GET', '/staff', None, coordinator)['staff']
                if one['account'] == account)


def interprets(account):
    return next(one['interprets'] for one in office.ask('GET', '/staff', None, coordinator)['staff']
                if one['account'] == account)


def made_trial():
    digest = office.ask('GET', '/procedures/carnet-jove/versions', None, coordinator)['versions'][0]['digest']
    return office.ask('POST', f'/procedures/carnet-jove/versions/{digest}/trial', None, coordinator)


def gone(trial):
    return office.status('GET', f'/appointments/{trial["appointment"]}', None, coordinator) == 404


first, second = made_trial(), made_trial()
program = desktop.start('--office', office.address)
program.type('text', 'Account', 'coordinacio')
program.type('text', 'Password', 'una contrasenya')
program.click('button', 'Sign in')
program.find('button', 'Camera and microphone')

# Who may see what.
program.click('button', 'Main menu')
program.click('menu item', 'Staff')
switch = program.find(('toggle', 'switch', 'check box'),
                      re.compile('^May see sensitive appointments: Informadora de prova$'))
ok(program.reads('about gender violence, health and disability'), 'it is told what is sensitive')
checked = program.Atspi.StateType.CHECKED
ok(switch.get_state_set().contains(checked) and may_see('anna'), 'who may see them is marked')
switch.do_action(0)
program.reads('^Informadora de prova does not see sensitive appointments any more$')
wait(lambda: not switch.get_state_set().contains(checked), 'the switch is off')
ok(not may_see('anna'), 'taken away, it is so at the office at once')
switch.do_action(0)
program.reads('^Informadora de prova may see sensitive appointments from now on$')
ok(may_see('anna'), 'and so when it is given back')

office.stop()
switch.do_action(0)
program.reads('out of reach|office')
wait(lambda: switch.get_state_set().contains(checked), 'the switch is back')
ok(True, 'what cannot be done is told, and the switch says how it still is')
office.start()

# What interpreters interpret.
check = program.find('check box', 'Intèrpret de prova: Catalan Sign Language (LSC)')
person = Informer(program)
subprocess.run(['xdotool', 'mousemove', '310', '300', 'click', '--repeat', '15', '5'], check=True)
person.stands_still(check)
person.mouse(check)
wait(lambda: interprets('iris') == ['csc'], 'it is kept')
ok(wait(lambda: check.get_state_set().contains(checked), 'it is marked'), 'what an interpreter interprets is chosen')
program.keys('Escape')

# Trials.
wait(lambda: len(program.all('list item', re.compile('Youth Card.*Trial'))) == 2, 'both trials')
ok(True, 'in the agenda a trial says that it is one')
program.all('list item', re.compile('Youth Card.*Trial'))[0].do_action(0)
program.reads('nothing of it is filed')
program.click('button', 'Remove the Trial')
wait(lambda: gone(first) != gone(second), 'one of them is gone')
wait(lambda: len(program.all('list item', re.compile('Youth Card.*Trial'))) == 1, 'one trial')
ok(True, 'and it can be removed there')

left = second if gone(first) else first
citizen = Citizen(office, left['url'].split('#')[1])
citizen.arrive()
program.find('list item', re.compile('Youth Card.*Trial'))
program.click('button', re.compile('^Attend'))
program.find('heading', 'Apply for the Youth Card')
ok(program.reads('^Trial$'), 'and so it does in the visit')
program.click('button', 'End visit')
program.reads('It is removed, with everything that was written and sent in it')
program.click('button', 'End and Remove')
ok(citizen.expect('ended')['outcome'] == 'abandoned', 'its end is told to who is in it')
wait(lambda: gone(left), 'it is gone')
program.find('list', 'Waiting now')
wait(lambda: not program.all('list item', re.compile('Trial')), 'no trial')
ok(True, 'ended, it is gone from the agenda too')
program.stop()
done()
