# A whole visit at the workstation, as a person does it: by keyboard, mouse and screen reader.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import signal
import subprocess
import time

from desk import Desktop, Office, done, ok, wait
from visit_person import PAPER, Informer, begin

desktop = Desktop(keyring='unlocked', notifications=False)
office = Office()
token, appointment, program, citizen = begin(desktop, office)
person = Informer(program)
TAB = ('button', 'toggle')


def header():
    ok(re.search(r'Appointment \d\d:\d\d – \d\d:\d\d · 1[0-4] min left',
                 wait(lambda: next((n for r, n, _ in program.walk() if r == 'timer'), None),
                      'the time left')), 'the header tells the appointment and the time left')
    ok(program.find('status bar', re.compile('Connecting|not connected')),
       'the header tells in words how the call fares')


def typing_forms():
    person.step('Applicant')
    person.enter('Given name')
    person.typing('Aina')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'Aina', 'the name')
    ok(True, 'what the informer types is at the citizen’s')
    ok(citizen.focus.get('informer') == 'applicant.given_name',
       'the citizen sees which field the informer is in')
    person.keys('Return')
    person.typing('Prova')
    citizen.until(lambda: citizen.values['applicant.surname1'] == 'Prova', 'the surname')
    ok(True, 'Enter goes on to the next field')
    # Over the optional second surname.
    person.keys('Tab', 'Tab')
    person.typing('3/2/2004')
    citizen.until(lambda: citizen.values['applicant.birth_date'] == '2004-02-03', 'the date')
    ok(person.value('Date of birth') == '3/2/2004',
       'a date is kept as the office writes it and left as the informer wrote it')
    program.reads('All saved')
    ok(True, 'what is typed is told to be saved')


def problems_in_words():
    person.choose('Type of document', 'Spanish identity card (DNI)')
    person.enter('DNI number, with its letter')
    person.typing('12345678A')
    ok(program.reads('letter'), 'what is wrong with a number is said under its field')
    node = person.field('DNI number, with its letter')
    ok(node.get_state_set().contains(program.Atspi.StateType.INVALID_ENTRY)
       or 'letter' in (node.get_description() or ''), 'a screen reader is told of it at the field')
    person.keys('BackSpace')
    person.typing('Z')
    wait(lambda: not [t for t in program.labels() if 'letter' in t and 'should' in t],
         'the problem goes')
    ok(program.reads('✔ Correct'), 'a mended field is said to be correct')


def citizens_typing():
    person.step('Contact and address')
    citizen.write('contact.email', 'prova@')
    wait(lambda: person.value('E-mail') == 'prova@', 'the citizen’s letters')
    ok(True, 'what the citizen types appears in the field')
    citizen.send('form.focus', field='contact.email')
    ok(program.reads('Persona de prova is writing'), 'who is writing is told')
    citizen.write('contact.email', 'prova@exemple.cat')
    wait(lambda: person.value('E-mail') == 'prova@exemple.cat', 'the whole address')
    citizen.send('form.focus', field='')


def handing_over():
    person.enter('Mobile phone')
    person.keys('ctrl+h')
    citizen.until(lambda: citizen.holders.get('contact.mobile') == 'citizen', 'the hand-over')
    wait(lambda: not person.editable('Mobile phone'), 'the field is read only')
    ok(True, 'a field handed to the citizen is theirs alone')
    for length in (3, 6, 9):
        citizen.write('contact.mobile', '600000000'[:length])
        wait(lambda: person.value('Mobile phone') == '600000000'[:length], 'the number grows')
    ok(True, 'what they type in it is followed live')
    citizen.send('form.hand', id='h1', field='contact.mobile', to='')
    wait(lambda: person.editable('Mobile phone'), 'the field is writable again')
    ok(True, 'given back, it can be written again')


def searching():
    person.keys('ctrl+f')
    person.typing('naixement')
    row = program.find('list item', re.compile('^Date of birth · Applicant'))
    ok('Filled' in row.get_name(), 'a field is found by what people call it, with how it stands')
    program.find('list item', re.compile('^Disability accreditation card'))
    ok(True, 'and the other procedures that ask for it')
    person.keys('Return')
    wait(lambda: person.focused_within(person.field('Date of birth')), 'the keyboard is there')
    ok(True, 'Enter goes to it')
    person.keys('ctrl+f', 'Escape')
    wait(lambda: person.focused_within(person.field('Date of birth')), 'the keyboard is back')
    ok(True, 'Escape goes back to where one was')


def undoing():
    person.enter('Given name')
    person.keys('ctrl+a')
    person.typing('Una altra')
    person.keys('Tab')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'Una altra', 'the change')
    person.keys('ctrl+z')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'Aina', 'what was before')
    ok(program.reads('Undone: Given name'), 'what was written is taken back, and told')
    person.keys('ctrl+shift+z')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'Una altra', 'done again')
    citizen.write('applicant.given_name', 'Aïna')
    person.keys('ctrl+z')
    ok(program.reads('“Given name” was changed since by Persona de prova')
       and citizen.values['applicant.given_name'] == 'Aïna',
       'what somebody else changed since is left as it is, and who did is told')
    wait(lambda: person.focused_within(person.field('Given name')), 'the keyboard is there')
    person.keys('ctrl+shift+h')
    program.click('button', 'Put this back: Aina')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'Aina', 'the value of before')
    wait(lambda: person.focused_within(person.field('Given name')), 'the keyboard is back')
    ok(True, 'a field’s history has what it said, to be put back')


def confirming():
    citizen.send('form.assent', field='applicant.given_name', version=citizen.version)
    ok(program.reads('☑ Confirmed by the citizen'), 'what the citizen confirms is marked at its field')
    person.keys('ctrl+shift+a')
    citizen.until(lambda: 'applicant' in citizen.asked, 'the step is asked for')
    ok(program.reads('The citizen is asked to confirm this step'),
       'a step is put before the citizen by a key')
    person.keys('ctrl+shift+l')
    ok(program.reads('☑ Confirmed aloud by the citizen'), 'said aloud, it is marked as that')
    ok(program.reads('The citizen has confirmed this step'), 'a step tells when all of it is confirmed')


def both_in_one_field():
    # Both changes are made while the office is stopped. Which of them it reads first when it goes on is its own
    # affair, and on a busy computer the program may take in the keys only afterwards; it is tried until it is
    # the informer's that is refused.
    street = 'Address: street, number, floor and door'
    theirs, mine = '', ''
    for attempt in range(20):
        theirs = f'Carrer seu {attempt}'
        mine = f'Carrer meu {attempt}'
        person.enter(street)
        office.process.send_signal(signal.SIGSTOP)
        citizen.send('form.change', change=f'race{attempt}', field='contact.street', value=theirs,
                     base=citizen.versions.get('contact.street', 0))
        person.keys('ctrl+a')
        person.typing(mine)
        office.process.send_signal(signal.SIGCONT)
        wait(lambda: citizen.values['contact.street'] == mine or program.all('button', 'Put Mine Back'),
             'who gives way')
        if citizen.values['contact.street'] != mine:
            break
    ok(program.reads(f'You had written: “{mine}”') and person.value(street) == theirs,
       'of two who write in one field none loses a letter: what gave way is offered back')
    program.click('button', 'Put Mine Back')
    citizen.until(lambda: citizen.values['contact.street'] == mine, 'mine put back')
    program.gone('button', 'Put Mine Back')
    ok(True, 'put back, it stands')
    citizen.problems.clear()


def real_time_text():
    person.keys('ctrl+t')
    person.typing('Bon dia!')
    citizen.until(lambda: ('informer', 'Bon dia!') in citizen.seen, 'the line as it stands')
    before = [text for who, text in citizen.seen if who == 'informer']
    ok(len(before) > 1 and all('Bon dia!'.startswith(t) for t in before),
       'the citizen reads the line while it is written')
    person.keys('BackSpace', 'BackSpace', 'BackSpace', 'BackSpace')
    citizen.until(lambda: citizen.seen[-1] == ('informer', 'Bon '), 'the erasure')
    ok(True, 'an erasure reaches them too')
    person.typing('vespre')
    person.keys('Return')
    citizen.until(lambda: ('Bon vespre', True) in citizen.lines.values(), 'the finished line')
    ok(True, 'Enter finishes the line')
    for text in ('Ho', 'Hola, so', 'Hola'):
        citizen.send('text', line=0, text=text, done=False, relay=['informer'])
        wait(lambda: any(c.startswith('Persona de prova:') and c.rstrip('\u2069').endswith('\u2068' + text)
                         for c in person.captions()), f'the caption {text}')
    ok(True, 'the captions show what the citizen writes and erases, by name')
    person.keys('alt+3')
    wait(lambda: re.search(r'You · \d\d:\d\d\nBon vespre\n', person.conversation())
         and re.search(r'Persona de prova · \d\d:\d\d\nHola\n', person.conversation()), 'the lines')
    ok(True, 'the conversation keeps both sides, with name and time')
    log = [n for r, n, _ in program.walk() if r == 'log']
    ok('Conversation' in log, 'a screen reader finds it as a log')


def killed_and_back():
    global program, person
    program.stop(signal.SIGKILL)
    citizen.send('text', line=1, text='Ha caigut?', done=True, relay=['informer'])
    begun = time.monotonic()
    program = desktop.start('--office', office.address)
    person = Informer(program)
    program.find('heading', 'Apply for the Youth Card')
    print(f'# back in the visit after {time.monotonic() - begun:.1f} s', flush=True)
    ok(True, 'killed and started again, the workstation is back in the visit')
    person.step('Applicant')
    wait(lambda: person.value('Given name') == 'Aina', 'the form')
    ok(person.value('Date of birth') == '03/02/2004', 'with the form as it was')
    person.keys('alt+3')
    wait(lambda: 'Bon vespre\n' in person.conversation() and 'Ha caigut?' in person.conversation(),
         'the conversation')
    ok(True, 'with what was written, meanwhile too')
    person.keys('ctrl+t')
    person.typing('Torno a ser aqui')
    person.keys('Return')
    citizen.until(lambda: ('Torno a ser aqui', True) in citizen.lines.values()
                  and ('Bon vespre', True) in citizen.lines.values(), 'a new line beside the old')
    ok(True, 'and writes on without writing over what it had written')
    person.keys('alt+1')


def office_killed():
    office.stop(signal.SIGKILL)
    program.find('alert', re.compile('The office is out of reach'))
    person.step('Contact and address')
    person.enter('Municipality')
    person.typing('Manresa')
    program.reads('Kept here until the office is back')
    ok(True, 'without the office what is typed is kept, and said to be')
    person.keys('ctrl+t')
    person.typing('Em llegiu?')
    person.keys('Return')
    office.start()
    citizen.connect()
    program.gone('alert', re.compile('The office is out of reach'))
    citizen.until(lambda: citizen.values['contact.municipality'] == 'Manresa', 'the kept change')
    citizen.until(lambda: ('Em llegiu?', True) in citizen.lines.values(), 'the kept line')
    program.reads('All saved')
    ok(True, 'once it is back nothing typed is lost')


def documents():
    identifier = citizen.upload('dni.pdf', PAPER)
    program.find('button', 'Documents: 0 accepted of 1 sent')
    ok(True, 'a document that arrives is counted at once')
    person.keys('alt+2')
    row = program.find('list item', re.compile('^dni.pdf'))
    ok('To review' in row.get_name(), 'it is listed with its state in words')
    person.mouse(row)
    program.find('status bar', re.compile('^1 of 1'))
    ok(True, 'it opens in the sealed viewer')
    place = lambda: program.find('list item', re.compile('^dni.pdf')).get_extents(program.Atspi.CoordType.WINDOW)
    person.stands_still(program.find('list item', re.compile('^dni.pdf')))
    before = place()
    program.click('button', 'Enlarge')
    wait(lambda: not program.all('list item', re.compile('^dni.pdf')), 'the list makes room')
    program.click('button', 'Enlarge')
    wait(lambda: place() == before, f'everything is where it was, at {before}')
    ok(True, 'it can be given more room, and the room given back')

    program.click('button', 'Ask for Another…')
    person.choose('Reason', 'Another reason, in your words', scroll=False)
    program.type('text', 'Reason in your words', 'Hi falta el revers')
    program.click('button', 'Ask for Another')
    citizen.until(lambda: citizen.documents.get(identifier, {}).get('status') == 'to-correct',
                  'the review')
    ok(citizen.documents[identifier]['reason'] == 'other'
       and citizen.documents[identifier]['note'] == 'Hi falta el revers',
       'another one is asked for in the informer’s words')
    program.find('list item', re.compile('Another one asked for: Hi falta el revers'))
    ok(True, 'the list tells so')

    second = citizen.upload('dni-dues-cares.pdf', PAPER)
    person.mouse(program.find('list item', re.compile('^dni-dues-cares.pdf')))
    program.click('button', 'Accept')
    citizen.until(lambda: citizen.documents.get(second, {}).get('status') == 'accepted', 'accepted')
    program.find('button', 'Documents: 1 accepted of 2 sent')
    ok(True, 'the next one is accepted')


def showing():
    program.click('button', 'Show to the Citizen')
    citizen.until(lambda: citizen.shown, 'the page')
    ok((citizen.shown['name'], citizen.shown['page'], citizen.shown['pages'])
       == ('dni-dues-cares.pdf', 1, 1), 'the page that is open is shown to the citizen')
    ok(citizen.picture() == (625, 416), 'as the box drew it')
    canvas = program.find('image', 'Page 1')
    person.mouse(canvas)
    citizen.until(lambda: citizen.pointer and 'x' in citizen.pointer, 'the pointer')
    ok(abs(citizen.pointer['x'] - 500) < 15, f'where the mouse is, the citizen sees it {citizen.pointer}')
    if os.environ.get('PICTURES'):
        desktop.screenshot(os.environ['PICTURES'] + '/showing.png')
    before = citizen.pointer['x']
    person.keys('Right')
    citizen.until(lambda: citizen.pointer.get('x') == before + 20, 'the arrow key')
    ok(True, 'and the arrow keys move it')
    first = citizen.shown['picture']
    person.keys('r')
    citizen.until(lambda: citizen.shown['picture'] != first, 'the turned page')
    ok(citizen.picture() == (416, 625), 'a page that is turned is turned for both')
    person.keys('alt+1')
    program.find(TAB, re.compile('^Documents: .* The citizen sees a page of one'))
    ok(True, 'the tab tells of it while something else is looked at')
    person.keys('alt+2')
    office.stop(signal.SIGKILL)
    office.start()
    citizen.connect()
    citizen.until(lambda: citizen.shown and citizen.shown['page'] == 1, 'the page again')
    ok(True, 'an office that started anew is told again what is shown')
    program.click('button', 'Show to the Citizen')
    citizen.until(lambda: citizen.shown is None, 'the end')
    program.gone('status bar', re.compile('^The citizen sees this page'))
    program.gone(TAB, re.compile('The citizen sees a page'))
    ok(True, 'until it is shown no more')


def comparing():
    third = citizen.upload('dni-tercer.pdf', PAPER)
    program.find('list item', re.compile('^dni-tercer.pdf'))
    person.keys('alt+1')
    person.step('Applicant')
    person.enter('Given name')
    person.keys('ctrl+d')
    program.find('heading', 'What the document proves')
    program.find('status bar', re.compile('^1 of 1'))

    def beside():
        # The form's own pane, behind, has a field of this name too.
        return program.all('text', 'Given name')[-1]
    ok(program.text(beside()) == 'Aina', 'from a field its document is opened beside it')
    if os.environ.get('PICTURES'):
        desktop.screenshot(os.environ['PICTURES'] + '/comparing.png')
    person.mouse(beside())
    person.keys('End')
    person.typing('X')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'AinaX', 'the name beside it')
    person.keys('BackSpace')
    citizen.until(lambda: citizen.values['applicant.given_name'] == 'Aina', 'the name as it was')
    ok(True, 'and can be mended there')
    person.keys('ctrl+Return')
    citizen.until(lambda: citizen.documents.get(third, {}).get('status') == 'accepted', 'accepted')
    ok(True, 'one key accepts it')
    program.click('button', 'Compare with the Form')
    program.gone('heading', 'What the document proves')


def redacting():
    paper = next(i for i, d in citizen.documents.items() if d['name'] == 'dni-tercer.pdf')
    program.click('button', 'Hide Parts…')
    canvas = program.find('image', 'Page 1')
    program.type('text', 'Words to hide', 'Maria')
    program.click('button', 'Hide Every Occurrence')
    program.find('status bar', re.compile('^These words are not in'))
    ok(True, 'words that are not there are told not to be')
    box = canvas.get_extents(program.Atspi.CoordType.WINDOW)
    person.drag(box.x + box.width // 4, box.y + 20, box.x + box.width // 2, box.y + 60)
    if os.environ.get('PICTURES'):
        desktop.screenshot(os.environ['PICTURES'] + '/redacting.png')
    program.click('button', 'Make Redacted Copy')
    program.find('status bar', re.compile('^The redacted copy is kept'))
    found = [d for d in office.ask('GET', f'/appointments/{appointment}/documents', None,
                                   token)['documents'] if d.get('redacted_from') == paper]
    ok(len(found) == 1 and found[0]['name'] == 'dni-tercer.pdf', 'what is drawn over is not in the copy')
    program.click('button', 'Hide Parts…')
    program.find('list item', re.compile('^dni-tercer.pdf.*Redacted copy'))
    ok(True, 'the copy is in the list, told from what was sent')


def notes():
    person.keys('alt+4')
    program.type('text', 'Notes of this visit', 'Ve acompanyada de la mare.')
    program.find('status bar', 'All saved')
    wait(lambda: office.ask('GET', f'/appointments/{appointment}/notes', None, token)['text']
         == 'Ve acompanyada de la mare.', 'the notes at the office')
    ok(True, 'notes are kept at the office as they are written')


# Step by step: a field, how it is filled (text typed, or which option, of how many on), and what the
# office must have. Postcode is passed over: what is missing is looked for later.
BY_KEYS = (
    (('eligibility.age_group', ['Down', 'Down', 'space'], 'from18'),),
    (('identification.private_place', ['space'], 'true'),
     ('identification.identity_checked', ['space'], 'document_on_camera'),
     ('identification.identity_document', ['space'], 'dni'),
     ('identification.identity_characters', '678Z', '678Z'),
     ('identification.service_mode', ['Down', 'space'], 'guidance')),
    (('applicant.given_name', 'Aina', 'Aina'), ('applicant.surname1', 'Prova', 'Prova'),
     ('applicant.surname2', 'Segona', 'Segona'), ('applicant.birth_date', '3/2/2004', '2004-02-03'),
     ('applicant.id_type', ['space'], 'dni'), ('applicant.nif', '12345678Z', '12345678Z'),
     ('applicant.id_expiry', '31/12/2030', '2030-12-31')),
    (('contact.mobile', '600000000', '600000000'), ('contact.email', 'aina@exemple.cat', 'aina@exemple.cat'),
     ('contact.street', 'Carrer 1', 'Carrer 1'), ('contact.postcode', [], ''),
     ('contact.municipality', 'Manresa', 'Manresa')),
    (('card.card_kind', ['Down', 'space'], 'non_financial'), ('card.renewal', ['Right', 'space'], 'false'),
     ('card.nationality_group', ['space'], 'es'), ('card.lives_in_catalonia', ['space'], 'true'),
     ('card.route', ['space'], 'online')),
    (('payment.fee_year', '2026', '2026'), ('payment.pay_method', ['space'], 'online'),
     ('payment.fee_paid', ['space'], 'true')),
    (('consents.opposes_lookup', ['Right', 'space'], 'false'),),
)


def reach(field):
    """Waits for the keyboard in @field; one that has just come to be asked may have been passed over."""
    def there():
        return citizen.focus.get('informer') == field
    for _ in range(4):
        try:
            wait(there, f'the keyboard is in {field}', patience=10)
            return
        except AssertionError:
            person.keys('shift+Tab')
    wait(there, f'the keyboard is in {field}')


def by_keys():
    person.keys('alt+1', *['ctrl+Page_Up'] * len(BY_KEYS), 'ctrl+Page_Up')
    for number, step in enumerate(BY_KEYS):
        if number:
            person.keys('ctrl+Page_Down')
        for place, (field, how, value) in enumerate(step):
            if place:
                person.keys('Tab')
            reach(field)
            if isinstance(how, str):
                person.keys('ctrl+a')
                person.typing(how)
            elif how:
                person.keys(*how)
            citizen.until(lambda: citizen.values[field] == value, f'{field} is {value}')
    ok(sum(len(step) for step in BY_KEYS) > 20,
       'more than twenty fields of every kind are filled without the mouse')
    person.keys('F8')
    citizen.until(lambda: citizen.focus.get('informer') == 'contact.postcode', 'what is missing')
    ok(True, 'F8 goes to the field that is missing')


def finishing():
    person.keys('alt+1')
    person.step('Review')
    program.click('button', re.compile('^Contact and address · Postcode'))
    node = person.field('Postcode')
    wait(lambda: person.focused_within(node), 'the keyboard is in the missing field')
    ok(True, 'what is missing is a way to its field')
    person.typing('08241')

    citizen.write('consents.privacy_read', 'true')
    citizen.until(lambda: citizen.missing == [], 'nothing is missing')
    person.step('Review')
    program.reads('Not confirmed yet: read it aloud')
    ok(program.reads('☑ How identity was checked: Document shown to the camera')
       and program.reads('☑ Last four characters of the document: 678Z'),
       'before the declaration it is told how they were identified')
    make = program.find('button', 'Make the Receipt')
    ok(not make.get_state_set().contains(program.Atspi.StateType.SENSITIVE),
       'no receipt before the citizen has confirmed')
    citizen.send('form.confirm', id='c1', version=citizen.version)
    found = program.find('status bar', re.compile(r'Confirmed by the citizen at \d\d:\d\d'))
    ok(found, 'the citizen’s confirmation is told with its time')

    program.click('button', 'Make the Receipt')
    citizen.until(lambda: citizen.receipt, 'the receipt')
    state = program.find('status bar', re.compile(r'^Receipt '))
    ok(citizen.receipt['number'] in program.text(state), 'the receipt is made and its number told')
    program.click('button', 'Open the Receipt')
    program.find('status bar', re.compile('^1 of'))
    ok(True, 'it opens in the sealed viewer')


def second_procedure():
    """Another procedure in the same visit, by keyboard; and back, with everything where it was."""
    first = citizen.front
    person.keys('alt+1')
    person.keys('ctrl+shift+p')
    program.find('list item', re.compile('hunting', re.I))
    person.keys('Escape')
    program.gone('list item', re.compile('hunting', re.I))
    person.keys('ctrl+shift+p')
    # At once: who knows what they want does not wait for the list.
    subprocess.run(['xdotool', 'type', '--delay', '1', '--args', '1', 'hunting', 'key', 'Return'], check=True)
    citizen.until(lambda: citizen.front != first, 'another form in front')
    program.find('heading', re.compile('hunting', re.I))
    program.find(('button', 'toggle'), re.compile('Youth Card · .*Filed'))
    ok(True, 'a second procedure is added and comes to the front')
    person.keys('ctrl+shift+Page_Down')
    citizen.until(lambda: citizen.front == first, 'the first form in front again')
    state = program.find('status bar', re.compile(r'^Receipt '))
    ok(citizen.receipt['number'] in program.text(state), 'back at the first, its receipt is there')
    person.keys('ctrl+shift+Page_Down')
    citizen.until(lambda: citizen.front != first, 'the second form in front again')


def using_again():
    """What was sent for the first procedure is not asked of the citizen a second time."""
    person.keys('alt+2')
    program.click('button', re.compile('^Use “.*”, sent for “Apply for the Youth Card”'))
    citizen.until(lambda: any(one['form'] == citizen.front and one['kind'] == 'identity'
                              for one in citizen.documents.values()), 'the identity document here too')
    program.find('list item', re.compile('^dni-dues-cares.pdf'))
    program.gone('button', re.compile('^Use “'))
    ok(True, 'a document sent for one procedure is used for another')
    person.keys('alt+1')


def found_procedure():
    """A procedure that is looked for: brought into the visit, or, being in it, to the front."""
    second = citizen.front
    person.keys('ctrl+f')
    person.typing('truffle')
    row = program.find('list item', re.compile('truffle.*Add to this visit', re.I | re.S))
    person.keys('Return')
    wait(lambda: person.focused_within(row), 'the keyboard is at the procedure')
    ok(citizen.front == second, 'Enter in the search shows what would be added, and adds nothing yet')
    person.keys('Return')
    citizen.until(lambda: citizen.front != second, 'another form in front')
    program.find(('button', 'toggle'), re.compile('truffle', re.I))
    ok(True, 'Enter on a procedure brings it into the visit')
    person.keys('ctrl+f')
    person.typing('hunting')
    row = program.find('list item', re.compile('hunting.*In this visit', re.I | re.S))
    person.keys('Return')
    wait(lambda: person.focused_within(row), 'the keyboard is at the procedure')
    person.keys('Return')
    citizen.until(lambda: citizen.front == second, 'the second form in front again')
    wait(lambda: not program.all('list item', re.compile('In this visit')), 'the search is over')
    ok(len(citizen.forms) == 3, 'one that is in the visit already comes to the front')


def names():
    """Nothing on the screen is called after its class."""
    inner = {'scroll bar', 'filler', 'panel', 'separator', 'split pane', 'scroll pane'}
    showing = program.Atspi.StateType.SHOWING
    for number in '1234':
        person.keys(f'alt+{number}')
        nameless = {(r, n) for r, n, node in program.walk()
                    if r not in inner and re.match('^(Gtk|Adw|Fin)[A-Z]', n)
                    and node.get_state_set().contains(showing)}
        ok(not nameless, f'on pane {number} everything has a name {sorted(nameless) or ""}')


def ending():
    person.keys('ctrl+shift+e')
    wait(lambda: program.all('check box', 'Filed') or program.all('radio button', 'Filed'),
         'the outcomes')
    ok(program.reads('filed, receipt ' + citizen.receipt['number'])
       and program.reads('nothing was written'),
       'before the end it is told what becomes of each procedure')
    # A referral says to whom; another appointment says why.
    kinds = ('check box', 'radio button')
    sensitive = program.Atspi.StateType.SENSITIVE
    may_end = lambda: program.find('button', 'End the Visit').get_state_set().contains(sensitive)
    person.mouse(program.find(kinds, 'Sent on to another office'))
    wait(lambda: not may_end(), 'nobody is referred to nobody')
    program.type('text', 'Which one', 'Ajuntament de prova')
    wait(may_end, 'with a name the visit can end so')
    ok(True, 'a referral takes a name')
    person.mouse(program.find(kinds, 'Goes on at another appointment'))
    reason = program.find('combo box', 'Why')
    wait(lambda: reason.get_state_set().contains(sensitive), 'why it goes on can be said')
    ok(True, 'another appointment takes a reason')
    person.mouse(program.find(kinds, 'Filed'))
    program.click('button', 'End the Visit')
    citizen.until(lambda: citizen.ended, 'the end')
    ok(citizen.ended == 'filed', 'with a receipt the outcome at hand is that it was filed')
    program.gone('button', 'End visit')
    ok(program.find('list', 'Waiting now'), 'the window is back at the agenda')
    critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
    ok(not critical, f'nothing critical was logged {critical or ""}')


for part in (header, typing_forms, problems_in_words, searching, undoing, confirming, citizens_typing,
             handing_over, both_in_one_field, real_time_text, killed_and_back, office_killed, documents,
             showing, comparing, redacting, notes, by_keys, finishing, second_procedure, using_again,
             found_procedure, names, ending):
    try:
        part()
    except Exception as error:
        # What is on the screen tells more than a trace does.
        print('\n'.join(f'# {role} | {name}' for role, name, _ in program.walk()), flush=True)
        ok(False, f'{part.__name__}: {error}')
        break
done()
