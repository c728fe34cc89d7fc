# A screen reader has a name for everything one can use or look at, on each page.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from desk import Desktop, Office, done, ok, wait
from visit_person import PAPER, Citizen, Informer, sign_in

# What is used or looked at; boxes and scroll bars are neither.
ROLES = {'button', 'toggle', 'check box', 'radio button', 'switch', 'text', 'password text', 'entry',
         'combo box', 'link', 'list', 'list item', 'menu', 'menu item', 'check menu item',
         'radio menu item', 'image', 'level bar', 'slider', 'spin button', 'page tab', 'table',
         'heading', 'label', 'status bar', 'alert'}
NAMELESS = re.compile('^$|^(Gtk|Adw|Fin)[A-Z]')
# A label or an alert without text says nothing and is skipped by every reader.
SILENT = {'label', 'status bar', 'alert', 'heading'}
# Take the keyboard only to hand it on.
BEARERS = {'scroll pane', 'panel', 'filler'}


def of_no_size(node):
    """Newer GTK shows a text of none beside an open document: nothing to use or look at."""
    extents = node.get_extents(program.Atspi.CoordType.WINDOW)
    return extents.width == extents.height == 0


def lint(page):
    focusable = program.Atspi.StateType.FOCUSABLE
    everything = list(program.walk())
    bad = [(role, name) for role, name, node in everything if NAMELESS.search(name)
           and (role in ROLES and not (role in SILENT and name in ('', 'GtkLabel'))
                or role not in BEARERS and node.get_state_set().contains(focusable))
           and not of_no_size(node)]
    ok(not bad, f'{page}: everything has a name' + (f' but {bad}' if bad else ''))
    twice = [name for role, name, _ in everything
             if role == 'button' and len(name) > 3 and re.fullmatch(r'(.+) \1', name)]
    ok(not twice, f'{page}: nothing is read twice' + (f' but {twice}' if twice else ''))


def passes(page):
    """Tab goes round the whole window, and is kept nowhere (WCAG 2.1.2)."""
    def focused():
        return next(((role, name, node.path) for role, name, node in program.walk() if role != 'frame' and
                     node.get_state_set().contains(program.Atspi.StateType.FOCUSED)), None)
    program.focus()
    places = [wait(focused, 'the keyboard is somewhere')]
    try:
        while len(places) == 1 or places[-1] != places[0] and len(places) < 100:
            program.keys('Tab')
            # Dividers have no name there: nothing is said to have the keyboard.
            wait(lambda: focused() != places[-1], f'the keyboard leaves {places[-1]}', patience=15)
            places.append(focused())
        ok(len(places) > 10 and places[0] == places[-1], f'{page}: Tab goes round all of it')
    except AssertionError as stuck:
        ok(False, f'{page}: {stuck}')


def menu(name, inside, page):
    """Opens one by its button, looks at it, and closes it."""
    program.click('button', name)
    program.find('menu item', inside)
    lint(page)
    program.keys('Escape')
    program.gone('menu item', inside)


desktop = Desktop()
office = Office()
token = office.staff('anna', 'Informadora de prova')
for minutes, name in ((0, 'Persona de prova 1'), (25, 'Persona de prova 2')):
    office.appointment(token, minutes, name)
appointment = office.appointment(token, 45, 'Persona de prova 3')
link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
citizen = Citizen(office, link.split('#')[1])
citizen.appointment = appointment['id']
citizen.send('arrive', camera=True, microphone=True)

program = desktop.start('--office', office.address)
person = Informer(program)
program.find('button', 'Sign in')
lint('sign-in page')
sign_in(program, 'anna')
program.find('button', re.compile('^Attend \\d'))
lint('agenda')
menu(re.compile('^Presence'), 'Away', 'presence menu')
menu('Main menu', 'Sign out', 'main menu')
person.mouse(program.find('list item', re.compile('No documents yet')))
wait(lambda: 'No appointment chosen' not in program.labels(), 'its details')
lint('details of an appointment')
program.click('button', 'Camera and microphone')
program.find('button', 'Play')
lint('preferences')
program.keys('Escape')
program.gone('button', 'Play')
program.keys('F1')
program.reads('Attend whoever has waited longest')
ok(program.find('list item', 'Find a field, a document or a procedure').get_description() == 'Ctrl+F',
   'F1 shows the keys, and a screen reader says them')
lint('keys')
program.keys('Escape')
program.click('button', re.compile('^Attend \\d'))
program.find('button', 'End visit')
lint('visit')
passes('visit')
person.step('Review')
lint('review')
citizen.upload('dni.pdf', PAPER)
person.keys('alt+2')
person.mouse(program.find('list item', re.compile('^dni.pdf')))
program.find('status bar', re.compile('^1 of 1'))
lint('documents')
passes('documents')
program.click('button', 'Ask for Another…')
program.find(('check box', 'radio button'), 'Another reason, in your words')
lint('asking for another document')
program.keys('Escape')
program.find('button', 'Ask for Another…')
ok(True, 'Escape goes back to the document')
person.keys('alt+3')
program.find('log', 'Conversation')
lint('conversation')
program.keys('alt+4')
wait(lambda: any(node.get_state_set().contains(program.Atspi.StateType.PRESSED)
                 for node in program.all('button', 'Notes')), 'the notes on top')
ok(True, 'Alt+4 leads to the notes')
lint('notes')
program.keys('ctrl+shift+e')
ok(program.find('button', 'Go Back'), 'and ending is a key too')
lint('ending')
program.stop()
done()
