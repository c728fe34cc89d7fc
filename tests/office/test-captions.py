# Captions in a visit: from the workstation to everybody, kept while it lasts, mended, translated; and who
# speaks and reads what.
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import sqlite3

from office import Office, Visit, run

here = Office()
MARKED = '<b>Núm. 3</b> \u0645\u0631\u062d\u0628\u0627 👋'


def caption(who, text, line=0, done=True, **more):
    who.send('caption', **{'id': f'c{line}', 'from': 'citizen', 'origin': 'speech', 'line': line, 'text': text,
                           'language': 'ca', 'done': done, **more})


def translation(who, text, line=0, language='ar', **more):
    who.send('translation', **{'id': f't{line}', 'from': 'citizen', 'origin': 'speech', 'line': line,
                               'language': language, 'text': text, 'draft': False, **more})


def heard(who, matching=lambda line: True):
    return who.wait('text', lambda m: matching(m['line']))['line']


def refused(who, re):
    return who.wait('problem', lambda m: m.get('re') == re)['code']


def come_back(visit):
    """The visit as the citizen is told it when they come back."""
    again = here.socket(visit.citizen_token)
    told = again.wait('visit')
    return again, told


def heard_and_settled():
    visit = Visit(here)
    caption(visit.informer, 'Bon dia', done=False, ago=1500)
    growing = heard(visit.citizen)
    assert (growing['from'], growing['origin'], growing['text'], growing['done'], growing['language']) == \
        ('citizen', 'speech', 'Bon dia', False, 'ca')
    caption(visit.informer, MARKED)
    settled = heard(visit.citizen, lambda l: l['done'])
    assert settled['text'] == MARKED
    # What somebody types meanwhile is another line, whatever its number.
    visit.citizen.send('text', line=0, text='Hola', done=True, relay=['informer'])
    assert 'origin' not in heard(visit.informer)
    caption(visit.informer, 'no ho he entès', 1, believed=False)
    assert heard(visit.citizen, lambda l: l['line'] == 1)['believed'] is False
    # Not to who said it; and who comes back has what was settled, in order.
    visit.informer.barrier()
    assert not any(m['type'] == 'text' and m['line'].get('origin') for m in visit.informer.messages)
    caption(visit.informer, 'a mig dir', 2, done=False)
    again, told = come_back(visit)
    assert [(l.get('origin', 'typed'), l['text'], l.get('believed', True)) for l in told['lines']] == \
        [('speech', MARKED, True), ('typed', 'Hola', True), ('speech', 'no ho he entès', False)]


def mended_and_translated():
    visit = Visit(here)
    caption(visit.informer, 'vull el carnet jove')
    translation(visit.informer, 'أريد بطاقة الشباب')
    line = heard(visit.citizen, lambda l: 'translations' in l)
    assert line['translations'] == [{'language': 'ar', 'text': 'أريد بطاقة الشباب', 'draft': False}]
    assert line['text'] == 'vull el carnet jove'
    translation(visit.informer, 'quiero el carnet joven', language='es', draft=True)
    assert len(heard(visit.citizen, lambda l: 'translations' in l)['translations']) == 2
    # Put right: everyone sees it, and what was made of the wrong words goes.
    caption(visit.informer, 'vull el Carnet Jove', mended=True)
    line = heard(visit.citizen, lambda l: l.get('mended'))
    assert line['text'] == 'vull el Carnet Jove' and 'translations' not in line
    # What was typed is translated too.
    visit.citizen.send('text', line=0, text='Gràcies', done=True, relay=['informer'])
    heard(visit.informer)
    translation(visit.informer, 'Gracias', language='es', origin='typed')
    assert heard(visit.citizen, lambda l: 'origin' not in l and 'translations' in l)['text'] == 'Gràcies'
    again, told = come_back(visit)
    assert [len(l.get('translations', [])) for l in told['lines']] == [0, 1]


def not_for_everybody():
    visit = Visit(here)
    caption(visit.citizen, 'Jo mateix')
    assert refused(visit.citizen, 'c0') == 'forbidden'
    translation(visit.citizen, 'yo mismo')
    assert refused(visit.citizen, 't0') == 'forbidden'
    caption(visit.informer, 'ningú', **{'from': 'somebody'})
    assert refused(visit.informer, 'c0') == 'not-found'
    translation(visit.informer, 'nada', line=7)
    assert refused(visit.informer, 't7') == 'not-found'
    visit.informer.send_raw('{"type": "caption", "id": "o", "from": "citizen", "origin": "typed", "line": 0,'
                            ' "text": "x", "language": "ca", "done": true}')
    assert refused(visit.informer, 'o') == 'bad-request'
    caption(visit.informer, 'x' * 4000)
    assert len(heard(visit.citizen)['text']) == 4000
    visit.informer.send_raw('{"type": "caption", "id": "l", "from": "citizen", "origin": "speech", "line": 0,'
                            ' "text": "%s", "language": "ca", "done": true}' % ('x' * 4001))
    assert refused(visit.informer, 'l') == 'bad-request'


def who_speaks_what():
    visit = Visit(here, language='ar')
    citizen = next(p for p in visit.visit['participants'] if p['id'] == 'citizen')
    assert (citizen['speaks'], citizen['reads']) == ('ar', 'ar')
    visit.informer.send('spoken', id='s', participant='citizen', speaks='es')
    for who in (visit.informer, visit.citizen):
        told = who.wait('participant', lambda m: m['participant']['speaks'] == 'es')['participant']
        assert (told['id'], told['reads']) == ('citizen', 'ar')
    visit.citizen.send('spoken', id='r', reads='en')
    assert visit.informer.wait('participant', lambda m: m['participant']['reads'] == 'en')
    visit.citizen.send('spoken', id='n', participant='informer', speaks='en')
    assert refused(visit.citizen, 'n') == 'forbidden'
    # It outlives the office.
    here.kill()
    here.start()
    again, told = come_back(visit)
    citizen = next(p for p in told['participants'] if p['id'] == 'citizen')
    assert (citizen['speaks'], citizen['reads']) == ('es', 'en')


def told_of_none():
    """Who counts on captions is told when there are none; by the workstation, which makes them."""
    visit = Visit(here)
    assert all('captioned' not in p for p in visit.visit['participants'])
    visit.informer.send('captioned', participant='informer', captioned=False)
    assert visit.citizen.wait('participant', lambda m: m['participant'].get('captioned') is False)['participant']['id'] \
        == 'informer'
    again = here.socket(visit.citizen_token).wait('visit')
    assert [p['id'] for p in again['participants'] if p.get('captioned') is False] == ['informer']
    visit.informer.send('captioned', participant='informer', captioned=True)
    visit.informer.barrier()
    told = here.socket(visit.citizen_token)
    assert all('captioned' not in p for p in told.wait('visit')['participants'])
    visit.citizen = told
    visit.citizen.send('captioned', id='c', participant='informer', captioned=False)
    assert refused(visit.citizen, 'c') == 'forbidden'
    visit.informer.send('captioned', id='n', participant='nobody', captioned=False)
    assert refused(visit.informer, 'n') == 'not-found'
    # Another run of the workstation says it anew.
    visit.informer.send('captioned', participant='citizen', captioned=False)
    assert visit.citizen.wait('participant', lambda m: m['participant'].get('captioned') is False)
    again = here.socket(visit.token)
    assert all('captioned' not in p for p in again.wait('visit')['participants'])
    assert visit.citizen.wait('participant', lambda m: m['participant']['id'] == 'citizen'
                              and 'captioned' not in m['participant'])


def erased():
    visit = Visit(here)
    caption(visit.informer, 'el codi és 55120')
    translation(visit.informer, 'el código es 55120', language='es')
    visit.citizen.send('text', line=0, text='55120', done=True, relay=['informer'])
    visit.citizen.send('text', line=1, text='a mig', done=False, relay=['informer'])
    visit.citizen.barrier()
    visit.citizen.send('erase', id='f', **{'from': 'citizen', 'origin': 'typed', 'line': 0})
    assert refused(visit.citizen, 'f') == 'forbidden'
    for number, origin in ((0, 'speech'), (0, 'typed')):
        visit.informer.send('erase', **{'from': 'citizen', 'origin': origin, 'line': number})
        for who in (visit.citizen, visit.informer):
            line = heard(who, lambda l: l['text'] == '' and l.get('origin', 'typed') == origin)
            assert line['done'] and line['mended'] and 'translations' not in line, line
    for file in pathlib.Path(here.store).rglob('*'):
        assert not file.is_file() or b'55120' not in file.read_bytes(), file.name
    # By whom is on record, and nothing of what.
    with sqlite3.connect(f'{here.store}/office.db') as store:
        assert store.execute("SELECT count (*) FROM audit WHERE action = 'line.erased' AND subject = ?",
                             (visit.id,)).fetchone() == (2,)
    # Nothing fills it again, and what grows is nobody's to take away.
    visit.citizen.send('text', line=0, text='55120', done=True, relay=['informer'])
    caption(visit.informer, 'el codi és 55120')
    visit.citizen.barrier()
    visit.informer.barrier()
    assert [(l.get('origin', 'typed'), l['text']) for l in come_back(visit)[1]['lines']] == \
        [('speech', ''), ('typed', ''), ('typed', 'a mig')]
    for number, origin in ((1, 'typed'), (7, 'speech')):
        visit.informer.send('erase', id='e', **{'from': 'citizen', 'origin': origin, 'line': number})
        assert refused(visit.informer, 'e') == 'not-found'


def nothing_left():
    visit = Visit(here)
    caption(visit.informer, 'Adéu')
    translation(visit.informer, 'Adiós', language='es')
    visit.informer.send('spoken', participant='citizen', speaks='es')
    visit.informer.barrier()
    assert here.post(visit.path('/end'), {'outcome': 'next-appointment', 'reason': 'no-time'},
                     visit.token).status == 200
    with sqlite3.connect(f'{here.store}/office.db') as store:
        for table in ('line', 'translation', 'spoken'):
            assert store.execute(f'SELECT count (*) FROM {table} WHERE appointment = ?',
                                 (visit.id,)).fetchone() == (0,), table


run({
    'a caption grows, settles, and is there for who comes back': heard_and_settled,
    'a caption is mended and translated for everybody': mended_and_translated,
    'captions are made by staff, of who is there, and bounded': not_for_everybody,
    'who speaks and reads what is said, and kept': who_speaks_what,
    'who counts on captions is told when there are none': told_of_none,
    'a line is erased for everybody, from every file, and does not come back': erased,
    'nothing is left of it after the visit': nothing_left,
})
