# Several procedures in one visit: added, switched, put aside, filed each by itself; what an older store
# had; and the office killed in between.
# SPDX-License-Identifier: GPL-3.0-or-later
import atexit
import os
import pathlib
import shutil
import sqlite3
import tempfile

import forms
from forms import change, fields_of
from office import Office, Visit, now_text, run

here = Office()
NAME = 'applicant.given_name'
IDENTIFIED = 'identification.identity_checked'
SECOND = 'llicencia-caca'
SENSITIVE = 'indemnitzacio'


def add(visit, procedure=SECOND):
    answer = visit.office.post(visit.path('/forms'), {'procedure': procedure}, visit.token)
    assert answer.status == 201, answer.body
    return answer.json


def told(who, matching):
    return who.wait('forms', matching)


def states(message):
    return {form['id']: form['state'] for form in message['forms']}


def two_in_one_visit():
    visit = Visit(here)
    first = visit.visit['front']
    assert [(f['id'], f['procedure'], f['state']) for f in visit.visit['forms']] == \
        [(first, 'carnet-jove', 'open')]
    change(visit.citizen, NAME, 'Persona')
    second = add(visit)
    # The form itself comes first, so that whoever learns it is in front has it.
    for who in (visit.informer, visit.citizen):
        assert who.wait('form', lambda m: m['form'] == second['id'])['procedure']['id'] == SECOND
        assert told(who, lambda m: m['front'] == second['id'])
    # Each has its own values, versions and conflicts; and the one behind may still be written in.
    assert change(visit.citizen, NAME, 'Persona')['version'] == 1
    late = change(visit.citizen, NAME, 'Persona de Prova', 1, form=first)
    assert (late['form'], late['version']) == (first, 2)
    assert visit.informer.wait('form.changed', lambda m: m['form'] == first)
    # How far each is.
    progress = {f['id']: f['filled'] for f in
                here.get(visit.path('/forms'), visit.token).json['forms']}
    assert progress == {first: 1, second['id']: 1}
    assert late['filled'] == 1 and late['asked'] > 10
    # Back: the informer switches, and only they.
    visit.citizen.send('form.front', id='x', form=first)
    assert visit.citizen.wait('problem')['code'] == 'not-yours'
    visit.informer.send('form.front', id='y', form='none')
    assert visit.informer.wait('problem')['code'] == 'not-found'
    visit.informer.send('form.front', form=first)
    whole = visit.citizen.wait('form', lambda m: m['form'] == first)
    assert fields_of(whole)[NAME]['value'] == 'Persona de Prova'
    assert told(visit.citizen, lambda m: m['front'] == first)
    # Who is in which field of which form.
    visit.citizen.send('form.focus', form=first, field=NAME)
    visit.citizen.send('form.focus', form=second['id'], field=NAME)
    seen = [visit.informer.wait('form.focus') for _ in range(3)]
    assert [(m['form'], m['field']) for m in seen] == \
        [(first, NAME), (first, ''), (second['id'], NAME)]


def killed_between_switch_and_typing():
    there = Office()
    visit = Visit(there)
    first = visit.visit['front']
    second = add(visit)['id']
    change(visit.citizen, NAME, 'A la segona', form=second)
    visit.informer.send('form.front', form=first)
    told(visit.citizen, lambda m: m['front'] == first)
    # Typed as the switch comes, and the office dies before any answer is read.
    visit.citizen.send('form.change', form=second, change='lost', field=NAME, value='A la segona!',
                       base=1)
    there.kill()
    there.start()
    citizen = there.socket(visit.citizen_token)
    back = citizen.wait('visit')
    assert back['front'] == first == back['form']['form']
    assert [f['id'] for f in back['forms']] == [first, second]
    # Sent again under its name it is done once, whether it had arrived or not.
    again = change(citizen, NAME, 'A la segona!', 1, 'lost', form=second)
    assert (again['type'], again['value'], again['version']) == ('form.changed', 'A la segona!', 2)
    informer = there.socket(visit.token)
    informer.wait('visit')
    informer.send('form.front', form=second)
    assert fields_of(informer.wait('form'))[NAME]['value'] == 'A la segona!'


def removed_and_taken_back():
    visit = Visit(here)
    first = visit.visit['front']
    assert here.request('DELETE', visit.path(f'/forms/{first}'), None, visit.token).code == 'conflict'
    empty = add(visit, 'peticio-generica')['id']
    second = add(visit)['id']
    change(visit.informer, NAME, 'Persona', form=second)
    assert here.request('DELETE', visit.path(f'/forms/{empty}'), None, visit.token).status == 204
    assert here.request('DELETE', visit.path(f'/forms/{second}'), None, visit.token).status == 204
    last = told(visit.citizen, lambda m: len(m['forms']) == 1)
    assert last['front'] == first
    listed = here.get(visit.path('/forms'), visit.token).json
    assert states(listed) == {first: 'open', second: 'left'}, 'an empty one leaves nothing'
    # Left, it takes nothing, and tells so by the change's name.
    visit.citizen.send('form.change', form=second, change='late', field=NAME, value='x', base=1)
    assert visit.citizen.wait('problem')['re'] == 'late'
    back = here.post(visit.path('/forms'), {'draft': second}, visit.token)
    assert back.status == 201 and back.json['filled'] == 1
    assert fields_of(visit.citizen.wait('form', lambda m: m['form'] == second))[NAME]['value'] == 'Persona'
    # Not another visit's, nor twice; nor both kinds at once; nor more than fit.
    other = Visit(here)
    assert here.post(other.path('/forms'), {'draft': second}, other.token).code == 'not-found'
    assert here.post(visit.path('/forms'), {'draft': second}, visit.token).code == 'not-found'
    for wrong in ({}, {'draft': second, 'procedure': SECOND}, {'procedure': 'no-such'}):
        assert here.post(visit.path('/forms'), wrong, visit.token).code == 'bad-request'
    while (answer := here.post(other.path('/forms'), {'procedure': SECOND}, other.token)).status == 201:
        pass
    assert answer.code == 'full'
    assert len(here.get(other.path('/forms'), other.token).json['forms']) == 12
    # The citizen follows; who attends somebody else has no business here.
    assert here.post(visit.path('/forms'), {'procedure': SECOND}, visit.citizen_token).status == 403
    assert here.get(visit.path('/forms'), other.token).status == 404
    assert here.get(visit.path('/forms'), visit.citizen_token).status == 200


def filed_each_by_itself():
    visit = Visit(here)
    first = visit.visit['front']
    version = forms.complete(visit)
    second = add(visit)['id']
    change(visit.informer, NAME, 'Persona', form=second)
    # The document sent for one serves the other, by itself to be accepted; and none of another form.
    document = here.get(visit.path('/documents'), visit.token).json['documents'][0]
    assert document['form'] == first
    path = visit.path(f"/documents/{document['id']}")
    used = here.post(path + '/use', {'form': second, 'kind': 'identity'}, visit.citizen_token)
    assert used.status == 201 and used.json['sha256'] == document['sha256']
    assert visit.informer.wait('document', lambda m: m['document']['form'] == second)
    copy = visit.path(f"/documents/{used.json['id']}")
    assert here.get(copy, visit.token).body == here.get(path, visit.token).body
    assert here.post(copy + '/review', {'status': 'accepted'}, visit.token).status == 200
    here.get(path, visit.token)
    assert here.post(path + '/use', {'form': 'none', 'kind': 'x'}, visit.token).code == 'not-found'

    visit.citizen.send('form.confirm', form=first, version=version)
    visit.informer.wait('form.confirmed')
    made = here.post(visit.path(f'/forms/{first}/receipt'), None, visit.token)
    assert made.status == 201, made.body
    event = visit.citizen.wait('receipt')
    assert (event['form'], event['receipt']) == (first, made.json)
    filed = told(visit.citizen, lambda m: states(m)[first] == 'filed')
    assert states(filed)[second] == 'open'
    content = here.get(visit.path(f'/forms/{first}/receipt.json'), visit.citizen_token).json
    assert [d['sha256'] for d in content['documents']] == [document['sha256']]
    # The filed one is closed, and stays; the other goes on.
    assert change(visit.informer, NAME, 'x', 1, form=first)['code'] == 'closed'
    assert here.request('DELETE', visit.path(f'/forms/{first}'), None, visit.token).code == 'closed'
    assert here.post(path + '/review', {'status': 'accepted'}, visit.token).code == 'closed'
    assert change(visit.informer, NAME, 'Persona de Prova', 1, form=second)['type'] == 'form.changed'
    assert forms.send_document(visit, kind=None).json['form'] == second
    assert here.post(visit.path(f'/forms/{second}/receipt'), None, visit.token).code == 'incomplete'
    # Nobody else's: the form must be the appointment's.
    other = Visit(here)
    assert here.get(other.path(f'/forms/{first}/receipt.pdf'), other.token).status == 404

    assert here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token).status == 200
    assert states(here.get(visit.path('/forms'), visit.citizen_token).json) == \
        {first: 'filed', second: 'left'}
    assert here.get(visit.path(f'/forms/{first}/receipt.pdf'), visit.citizen_token).status == 200
    assert here.get(visit.path(), visit.token).json['receipt'] == made.json['number']


def neutral_names():
    visit = Visit(here, informer=here.add_staff('no-triada'))
    refused = here.post(visit.path('/forms'), {'procedure': SENSITIVE}, visit.token)
    assert refused.code == 'forbidden', 'not for who may not see those'
    visit = Visit(here, informer=here.add_staff('triada', sensitive=True))
    add(visit, SENSITIVE)
    mine = told(visit.informer, lambda m: len(m['forms']) == 2)['forms'][1]
    theirs = told(visit.citizen, lambda m: len(m['forms']) == 2)['forms'][1]
    assert mine['sensitive'] == theirs['sensitive'] == 'violence'
    assert theirs['title'] == "Cita a l'Oficina Virtual" != mine['title']
    # The whole appointment is of those that are for few, under the name it was booked for.
    mine = here.get(visit.path(), visit.token).json
    assert (mine['sensitive'], mine['procedure']) == ('violence', 'carnet-jove')
    coordinator = here.add_staff('coordina', role='coordinator')
    assert here.get(visit.path(), coordinator).status == 404


def left_as_draft(there, informer=None, procedure='carnet-jove', nif='12345678Z'):
    """A visit that ended with something written: (the visit, the form's id)."""
    visit = Visit(there, informer=informer, procedure=procedure)
    form = visit.visit['front']
    for field, value in (('applicant.given_name', 'Persona'), ('applicant.id_type', 'dni'),
                         ('applicant.nif', nif)):
        assert change(visit.informer, field, value)['type'] == 'form.changed'
    change(visit.informer, IDENTIFIED, 'known')
    forms.send_document(visit)
    assert there.post(visit.path('/end'), {'outcome': 'abandoned'}, visit.token).status == 200
    return visit, form


def resumed_by_code():
    there = Office()
    visit, form = left_as_draft(there)
    path = visit.path(f'/forms/{form}/code')
    draft = there.get(visit.path('/forms'), visit.citizen_token).json['forms'][0]
    assert draft['state'] == 'left' and draft['kept_until'] > now_text()
    first = there.post(path, None, visit.citizen_token)
    assert first.status == 201 and first.json['kept_until'] == draft['kept_until']
    second = there.post(path, None, visit.citizen_token).json['code']
    kept = ''.join(map(str, sqlite3.connect(f'{there.store}/office.db').execute('SELECT * FROM form').fetchall()))
    assert second not in kept and second.replace('-', '') not in kept
    there.kill()
    there.start()
    later = Visit(there)
    other = later.visit['front']
    for wrong in (first.json['code'], 'AAAA-AAAA-AAAA-AAAA', 'x'):
        assert there.post(later.path('/forms'), {'code': wrong}, later.citizen_token).code == 'not-found'
    # However it was copied; by the citizen themself.
    code = second.lower().replace('-', ' ').replace('0', 'o')
    back = there.post(later.path('/forms'), {'code': code}, later.citizen_token)
    assert back.status == 201 and back.json['id'] == form, back.body
    whole = later.informer.wait('form', lambda m: m['form'] == form)
    assert fields_of(whole)['applicant.nif']['value'] == '12345678Z'
    # It was another informer who saw them: this one has to.
    assert fields_of(whole)[IDENTIFIED]['value'] == ''
    store = sqlite3.connect(f'{there.store}/office.db')
    assert store.execute('SELECT count(*) FROM act').fetchone() == (0,)
    assert store.execute("SELECT count(*) FROM audit WHERE action = 'identity.withdrawn'").fetchone() == (1,)
    now = told(later.informer, lambda m: m['front'] == form)
    assert [f['id'] for f in now['forms']] == [form], 'the empty one made room'
    assert other not in states(there.get(later.path('/forms'), later.token).json)
    # Its documents came along, and the visit before has it no more; and once is once.
    assert [d['form'] for d in there.get(later.path('/documents'), later.token).json['documents']] == [form]
    assert there.get(visit.path('/documents'), visit.citizen_token).json['documents'] == []
    assert there.get(visit.path('/forms'), visit.citizen_token).json['forms'] == []
    assert there.post(path, None, visit.citizen_token).status == 404
    third = Visit(there)
    assert there.post(third.path('/forms'), {'code': second}, third.citizen_token).code == 'not-found'
    # The one who wrote last was "the informer" then, and it is another now.
    answer = change(later.informer, NAME, 'Persona de Prova', 1, form=form)
    assert answer['type'] == 'form.changed', answer
    # A citizen adds nothing else, and guessing has an end.
    assert there.post(third.path('/forms'), {'procedure': SECOND}, third.citizen_token).status == 403
    codes = [there.post(third.path('/forms'), {'code': f'AAAA-AAAA-AAAA-{n:04}'}, third.citizen_token).status
             for n in range(25)]
    assert codes[0] == 404 and codes[-1] == 429
    there.stop()


def duplicates():
    there = Office()
    visit, form = left_as_draft(there)
    left_as_draft(there, nif='87654321X')
    left_as_draft(there, procedure=SECOND)
    filed = Visit(there)
    filed.citizen.send('form.confirm', version=forms.complete(filed))
    filed.informer.wait('form.confirmed')
    number = there.post(filed.receipt(), None, filed.token).json['number']
    # Two of the same person and procedure: the draft, and the one that is filed.
    later = Visit(there)
    mine = later.visit['front']
    assert later.visit['forms'][0]['duplicates'] == []
    change(later.informer, 'applicant.id_type', 'dni')
    change(later.citizen, 'applicant.nif', '12345678z')
    found = told(later.informer, lambda m: m['forms'][0]['duplicates'])['forms'][0]['duplicates']
    assert {d['form']: d['state'] for d in found} == {form: 'left', filed.visit['front']: 'filed'}, found
    draft, paper = sorted(found, key=lambda d: d['state'], reverse=True)[0], [d for d in found if d['state'] == 'filed'][0]
    assert draft['filled'] == 4 and draft['asked'] > 10 and paper['receipt'] == number
    assert all('duplicates' not in f for m in later.citizen.messages if m['type'] == 'forms'
               for f in m['forms']), 'the citizen is not told'
    # Not by who only says so: the number must be the same.
    third = Visit(there)
    assert there.post(third.path('/forms'), {'draft': form}, third.token).code == 'not-found'
    change(third.informer, 'applicant.id_type', 'dni')
    change(third.informer, 'applicant.nif', '87654321X')
    assert there.post(third.path('/forms'), {'draft': form}, third.token).code == 'not-found'
    # Taken up: it comes in place of the one begun, which is kept, and not told of again.
    assert there.post(later.path('/forms'), {'draft': form}, later.token).status == 201
    now = told(later.informer, lambda m: m['front'] == form)
    assert [f['id'] for f in now['forms']] == [form]
    assert [d['state'] for d in now['forms'][0]['duplicates']] == ['filed']
    assert states(there.get(later.path('/forms'), later.token).json)[mine] == 'left'
    # No plain index of who people are.
    with sqlite3.connect(f'{there.store}/office.db') as store:
        identities = store.execute('SELECT hex (identity) FROM form WHERE identity IS NOT NULL').fetchall()
    assert identities and all(b'12345678Z'.hex().upper() not in one for (one,) in identities)
    there.stop()


def gone_in_time():
    there = Office()
    visit, form = left_as_draft(there)
    kept, other = left_as_draft(there, nif='87654321X')
    sealed = pathlib.Path(there.store) / 'documents'
    assert len(list(sealed.iterdir())) == 2
    there.kill()
    with sqlite3.connect(f'{there.store}/office.db') as store:
        days = store.execute("SELECT days FROM retention WHERE what = 'draft'").fetchone()
        store.execute("UPDATE form SET kept_until = '2026-01-01T00:00:00.000Z' WHERE id = ?", (form,))
        # The second one's document is used for the first too: it is not nobody's.
        store.execute('INSERT INTO document (id, file, appointment, form, name, media_type, size, sha256, received)'
                      ' SELECT id || ?, file, ?, ?, name, media_type, size, sha256, received FROM document'
                      ' WHERE form = ?', ('x', visit.id, form, other))
    assert days == (30,)
    there.start()
    assert there.get(visit.path('/forms'), visit.citizen_token).json['forms'] == []
    assert there.get(visit.path('/documents'), visit.citizen_token).json['documents'] == []
    assert len(there.get(kept.path('/documents'), kept.citizen_token).json['documents']) == 1
    assert len(list(sealed.iterdir())) == 1
    with sqlite3.connect(f'{there.store}/office.db') as store:
        assert store.execute('SELECT count (*) FROM change WHERE form = ?', (form,)).fetchone() == (0,)
    there.stop()


def nobody_came():
    """What was sent for an appointment that never was is kept as long as a draft, and not for good."""
    there = Office()
    token = there.add_staff('espera')
    visits = [Visit(there, informer=token, begin=False, minutes_from_now=60 * n) for n in range(3)]
    sent = [forms.send_document(visit).json['id'] for visit in visits]
    there.kill()
    with sqlite3.connect(f'{there.store}/office.db') as store:
        for visit in visits[:2]:
            store.execute("UPDATE appointment SET ends = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now', '-30 days', '-1 hour')"
                          ' WHERE id = ?', (visit.id,))
        # Of the first the link is over too; by the second's they may still come.
        store.execute("UPDATE token SET expires = '2026-01-01T00:00:00.000Z' WHERE appointment = ?", (visits[0].id,))
    there.start()
    kept = [[d['id'] for d in there.get(visit.path('/documents'), token).json['documents']] for visit in visits]
    assert kept == [[], [sent[1]], [sent[2]]], kept
    assert len(list((pathlib.Path(there.store) / 'documents').iterdir())) == 2
    there.stop()


def sensitive_drafts():
    there = Office()
    chosen = there.add_staff('triada', sensitive=True)
    visit, form = left_as_draft(there, chosen, SENSITIVE)
    code = there.post(visit.path(f'/forms/{form}/code'), None, visit.citizen_token).json['code']
    # With who may not see those it is no code at all; and another procedure knows nothing of it.
    plain = Visit(there, informer=there.add_staff('no-triada'))
    assert there.post(plain.path('/forms'), {'code': code}, plain.token).code == 'not-found'
    change(plain.informer, 'applicant.id_type', 'dni')
    change(plain.informer, 'applicant.nif', '12345678Z')
    plain.informer.barrier()
    assert not any(f.get('duplicates') for m in plain.informer.messages if m['type'] == 'forms'
                   for f in m['forms'])
    later = Visit(there, informer=chosen, minutes_from_now=60)
    assert there.post(later.path('/forms'), {'code': code}, later.token).status == 201
    there.stop()


OLD = '''
INSERT INTO staff VALUES ('s', 'antiga', 'Informadora', 'informer', '', '2026-01-01T00:00:00.000Z');
INSERT INTO appointment (id, procedure, starts, ends, language, staff, state) VALUES
  ('booked', 'carnet-jove', '2026-11-01T09:00:00.000Z', '2026-11-01T09:20:00.000Z', 'ca', 's', 'booked'),
  ('open', 'carnet-jove', '2026-11-01T10:00:00.000Z', '2026-11-01T10:20:00.000Z', 'ca', 's', 'attending'),
  ('filed', 'carnet-jove', '2026-11-01T11:00:00.000Z', '2026-11-01T11:20:00.000Z', 'ca', 's', 'ended'),
  ('left', 'carnet-jove', '2026-11-01T12:00:00.000Z', '2026-11-01T12:20:00.000Z', 'ca', 's', 'ended');
INSERT INTO visit (id, appointment, staff, started, ended) VALUES
  ('v1', 'open', 's', '2026-11-01T10:00:00.000Z', NULL),
  ('v2', 'left', 's', '2026-11-01T12:00:00.000Z', '2026-11-01T12:15:00.000Z');
INSERT INTO change VALUES
  ('open', 1, 'informer', 'c1', 'applicant.given_name', 'Antiga', '2026-11-01T10:01:00.000Z'),
  ('open', 2, 'citizen', 'c1', 'applicant.surname1', 'Prova', '2026-11-01T10:02:00.000Z');
INSERT INTO line VALUES ('open', 'citizen', 0, 'Bon dia', 1, '2026-11-01T10:01:30.000Z');
INSERT INTO hold VALUES ('open', 'payment.holder_name');
INSERT INTO document (id, appointment, kind, name, media_type, size, sha256, received) VALUES
  ('d1', 'open', 'identity', 'dni.pdf', 'application/pdf', 1, '%s', '2026-11-01T10:03:00.000Z');
INSERT INTO receipt VALUES ('filed', '2026-000007', 'AAAA-BBBB-CCCC-DDDD', '2026-11-01T11:10:00.000Z',
  '{}', '%s', 1, 'f1');
PRAGMA user_version = 2;
''' % ('0' * 64, '0' * 64)


def an_older_store():
    root = tempfile.mkdtemp(prefix='fin-office-')
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    os.mkdir(f'{root}/store', 0o700)
    scripts = pathlib.Path(os.environ['FIN_OFFICE_API']).parent / 'store'
    with sqlite3.connect(f'{root}/store/office.db') as store:
        store.create_function('valid', 1, lambda text: text, deterministic=True)
        for script in ('001-office.sql', '002-whole-text.sql'):
            store.executescript((scripts / script).read_text())
        store.executescript(OLD)
    store.close()
    there = Office(store=root)
    token = there.add_staff('nova', 'coordinator')
    for appointment, state in (('booked', 'open'), ('open', 'open'), ('filed', 'filed'),
                               ('left', 'left')):
        listed = there.get(f'/appointments/{appointment}/forms', token).json['forms']
        assert [f['state'] for f in listed] == [state], (appointment, listed)
    with sqlite3.connect(f'{there.store}/office.db') as store:
        assert store.execute("SELECT kept_until FROM form WHERE id = 'left'").fetchall() == \
            [('2026-12-01T12:15:00.000Z',)]
        assert store.execute('SELECT actor FROM change ORDER BY version').fetchall() == \
            [('s',), ('citizen:open',)]
    check = there.get('/receipts/AAAA-BBBB-CCCC-DDDD')
    assert check.json['number'] == '2026-000007'
    citizen = there.socket(there.link(token, 'open'))
    back = citizen.wait('visit')
    fields = fields_of(back['form'])
    assert fields[NAME]['value'] == 'Antiga' and back['form']['version'] == 2
    assert fields['payment.holder_name']['holder'] == 'citizen'
    assert back['documents'][0]['form'] == back['front']
    assert [(l['from'], l['text']) for l in back['lines']] == [('citizen', 'Bon dia')]
    assert change(citizen, NAME, 'Nova', 1)['version'] == 3


run({
    'two procedures in one visit, each by itself': two_in_one_visit,
    'killed between the switch and the typing': killed_between_switch_and_typing,
    'one put aside is kept, and comes back': removed_and_taken_back,
    'each filed by itself, a document serving both': filed_each_by_itself,
    'neutral names': neutral_names,
    'a draft taken up in a later visit by its code': resumed_by_code,
    'what the same person has of the same procedure': duplicates,
    'a draft is gone in its time, its documents with it': gone_in_time,
    'and what was sent for a visit nobody came to': nobody_came,
    'sensitive drafts are for few': sensitive_drafts,
    'what an older store had is a form each': an_older_store,
})
