# A screen reader has a name for everything one can use or look at, on each page.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from desk import Desktop, Office, done, ok, wait

# What is used or looked at; boxes and scroll bars are neither.
ROLES = {'button', 'toggle', 'check box', 'radio button', 'switch', 'text', 'password text', 'entry',
         'combo box', 'link', 'list', 'list item', 'menu', 'menu item', 'check menu item',
         'radio menu item', 'image', 'level bar', 'slider', 'spin button', 'page tab', 'table',
         'heading', 'label', 'status bar', 'alert'}
NAMELESS = re.compile('^$|^(Gtk|Adw|Fin)[A-Z]')
# A label or an alert without text says nothing and is skipped by every reader.
SILENT = {'label', 'status bar', 'alert', 'heading'}


def lint(page):
    bad = [(role, name) for role, name, _ in program.walk()
           if role in ROLES and NAMELESS.search(name)
           and not (role in SILENT and name in ('', 'GtkLabel'))]
    ok(not bad, f'{page}: everything has a name' + (f' but {bad}' if bad else ''))
    twice = [name for role, name, _ in program.walk()
             if role == 'button' and len(name) > 3 and re.fullmatch(r'(.+) \1', name)]
    ok(not twice, f'{page}: nothing is read twice' + (f' but {twice}' if twice else ''))


desktop = Desktop()
office = Office()
token = office.staff('anna', 'Informadora de prova')
for minutes, name in ((5, 'Persona de prova 1'), (25, 'Persona de prova 2')):
    office.appointment(token, minutes, name)
citizen = office.citizen(token, office.appointment(token, 45, 'Persona de prova 3'))
citizen.arrive()

program = desktop.start('--office', office.address)
program.find('button', 'Sign in')
lint('sign-in page')
program.type('text', 'Account', 'anna')
program.type('text', 'Password', 'una contrasenya')
program.click('button', 'Sign in')
program.find('button', re.compile('^Attend \\d'))
lint('agenda')
program.click('button', 'Camera and microphone')
program.find('button', 'Play')
lint('preferences')
program.keys('Escape')
program.gone('button', 'Play')
program.keys('F1')
program.reads('Attend whoever has waited longest')
ok(True, 'F1 shows the keys')
program.keys('Escape')
program.click('button', re.compile('^Attend \\d'))
program.find('button', 'End visit')
lint('visit')
program.keys('alt+4')
wait(lambda: any(node.get_state_set().contains(program.Atspi.StateType.PRESSED)
                 for node in program.all('button', 'Notes')), 'the notes on top')
ok(True, 'Alt+4 leads to the notes')
program.keys('ctrl+shift+e')
ok(program.find('button', 'Go Back'), 'and ending is a key too')
program.stop()
done()
