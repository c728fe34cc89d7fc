# Procedures corrected and added by a coordinator while the office runs: refused with the line of the
# fault, offered from the next form on, forgotten by nobody.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import pathlib
import subprocess

import forms
from office import PROGRAM, Office, Visit, run

here = Office()
coordinator = here.add_staff('coordina', role='coordinator', name='Coordinadora de prova')
informer = here.add_staff('informa')


def versions(token=coordinator, procedure='carnet-jove'):
    return here.get(f'/procedures/{procedure}/versions', token).json['versions']


def file_of(version):
    return here.get(f"/procedures/{version['procedure']}/versions/{version['digest']}", coordinator).body.decode()


def titles():
    return {one['id']: one['title'] for one in here.get('/procedures').json['procedures']}


def load(text):
    return here.post('/procedures', {'file': text}, coordinator)


def corrected(title):
    """The program's own file with another title, as somebody would with an editor."""
    own = file_of(versions()[-1])
    assert own.count('"ca": "Sol·licitar el Carnet Jove"') == 1
    return own.replace('"ca": "Sol·licitar el Carnet Jove"', f'"ca": "{title}"')


def faults():
    text = corrected('Carnet Jove').splitlines(keepends=True)
    number = next(i for i, line in enumerate(text) if '"required": true' in line)
    text[number] = text[number].replace('required', 'requird')
    answer = load(''.join(text))
    assert answer.status == 400 and answer.code == 'bad-request'
    assert answer.json['detail'].startswith(f'line {number + 1}: ') and 'requird' in answer.json['detail']
    assert load('{').json['detail'] == 'line 1: not JSON'
    assert load('[]').status == 400
    assert load('x' * 200001).status == 400
    assert len(versions()) == 1


def by_hand():
    path = pathlib.Path(here.root) / 'procedure.json'
    path.write_text(corrected('Carnet Jove'))
    command = [PROGRAM, '--check-procedure', str(path)]
    good = subprocess.run(command, capture_output=True, text=True)
    assert good.returncode == 0 and good.stdout == f'{path}: Carnet Jove\n', good
    path.write_text('{\n"id": 3}\n')
    bad = subprocess.run(command, capture_output=True, text=True)
    assert bad.returncode == 1 and bad.stderr == f'{path}:2: id: not a text\n', bad
    path.unlink()
    gone = subprocess.run(command, capture_output=True, text=True)
    assert gone.returncode == 1 and str(path) in gone.stderr


def whose():
    for method, path, body in (('GET', '/procedures/carnet-jove/versions', None),
                               ('GET', '/procedures/known', None),
                               ('POST', '/procedures', {'file': '{}'}),
                               ('PUT', '/procedures/carnet-jove/offered', {'digest': 'a'}),
                               ('DELETE', '/procedures/carnet-jove/offered', None)):
        assert here.request(method, path, body, informer).status == 403
        assert here.request(method, path, body).status == 401


def offered():
    kept = load(corrected('Carnet Jove corregit'))
    assert kept.status == 201 and kept.json['procedure'] == 'carnet-jove'
    digest = kept.json['digest']
    assert titles()['carnet-jove'] == 'Sol·licitar el Carnet Jove'
    new, own = versions()
    assert new['digest'] == digest and new['staff'] == 'Coordinadora de prova'
    assert (new['offered'], new['carried'], own['offered'], own['carried']) == (False, False, True, True)
    assert load(corrected('Carnet Jove corregit')).json['digest'] == digest and len(versions()) == 2

    path = '/procedures/carnet-jove/offered'
    assert here.put(path, {'digest': 'x'}, coordinator).status == 404
    assert here.put('/procedures/bo-social-termic/offered', {'digest': digest}, coordinator).status == 404
    answer = here.put(path, {'digest': digest}, coordinator)
    assert answer.status == 200 and answer.json['versions'] == versions()
    assert titles()['carnet-jove'] == 'Carnet Jove corregit'

    here.kill()
    here.start()
    assert titles()['carnet-jove'] == 'Carnet Jove corregit' and versions()[0]['offered']
    assert json.loads(file_of(versions()[0]))['title']['ca'] == 'Carnet Jove corregit'


def under_way():
    """A visit goes on as it began, also over a crash; the next one begins with what is offered by then."""
    title = 'Carnet Jove, una altra vegada'
    digest = load(corrected(title)).json['digest']
    own = versions()[-1]['digest']
    assert here.put('/procedures/carnet-jove/offered', {'digest': own}, coordinator).status == 200
    visit, booked = Visit(here), here.book(informer, 300)
    assert here.put('/procedures/carnet-jove/offered', {'digest': digest}, coordinator).status == 200
    for again in (False, True):
        if again:
            here.kill()
            here.start()
        form = here.socket(visit.token).wait('visit')['form']
        assert form['procedure']['title'] == 'Sol·licitar el Carnet Jove', form['procedure']
    assert here.get(f'/appointments/{booked}', informer).json['title'] == title
    assert Visit(here).visit['form']['procedure']['title'] == title


def withdrawn():
    answer = here.request('DELETE', '/procedures/carnet-jove/offered', None, coordinator)
    assert answer.status == 200 and answer.json['versions'][-1]['offered']
    assert titles()['carnet-jove'] == 'Sol·licitar el Carnet Jove'
    here.kill()
    here.start()
    assert titles()['carnet-jove'] == 'Sol·licitar el Carnet Jove' and len(versions()) == 3


def tried():
    """Before anybody gets it: as informer and as citizen, all of a visit but the receipt."""
    title = 'Carnet Jove en proves'
    digest = load(corrected(title)).json['digest']
    path = f'/procedures/carnet-jove/versions/{digest}/trial'
    assert here.post(path, None, informer).status == 403
    made = here.post(path, None, coordinator)
    assert made.status == 201 and here.post(path, None, coordinator).status == 201
    citizen = here.socket(made.json['url'].split('#')[1])
    citizen.wait('welcome')
    citizen.send('arrive', camera=False, microphone=False)
    mine = here.socket(coordinator)
    mine.wait('queue', lambda m: any(w['appointment']['id'] == made.json['appointment'] for w in m['waiting']))
    appointment = f"/appointments/{made.json['appointment']}"
    assert here.post(f'{appointment}/attend', None, coordinator).status == 200
    visit = Visit.__new__(Visit)
    visit.visit = mine.wait('visit')
    assert visit.visit['form']['procedure']['title'] == title
    visit.office, visit.id, visit.token, visit.informer, visit.citizen = \
        here, made.json['appointment'], coordinator, mine, citizen
    visit.citizen_token = made.json['url'].split('#')[1]
    citizen.send('form.confirm', version=forms.complete(visit))
    mine.wait('form.confirmed')
    receipt = here.post(f'{appointment}/forms/{mine.front()}/receipt', None, coordinator)
    assert receipt.code == 'forbidden', receipt.body
    assert title not in titles().values()
    assert here.get(appointment, coordinator).json['trial'] is True

    # A coordinator ends and removes it, with everything that was sealed for it; others are kept.
    sealed = pathlib.Path(here.store, 'documents')
    assert any(sealed.iterdir())
    assert here.request('DELETE', appointment, None, informer).status == 404
    assert here.request('DELETE', appointment, None, coordinator).status == 204
    assert mine.wait('ended')['outcome'] == citizen.wait('ended')['outcome'] == 'abandoned'
    assert citizen.wait_closed() == 4003
    assert here.get(appointment, coordinator).status == 404 and not any(sealed.iterdir())
    booked = here.book(informer, 900)
    assert 'trial' not in here.get(f'/appointments/{booked}', informer).json
    for token in (informer, coordinator):
        assert here.request('DELETE', f'/appointments/{booked}', None, token).code == 'forbidden'


def tried_apart():
    """A trial is nobody else's: not in their queue, not theirs to attend, and no draft crosses its border."""
    there = Office()
    one = there.add_staff('coordina', role='coordinator')
    other = there.add_staff('coordina-dos', role='coordinator')
    token = there.add_staff('atenent')
    digest = there.get('/procedures/carnet-jove/versions', one).json['versions'][-1]['digest']
    made = there.post(f'/procedures/carnet-jove/versions/{digest}/trial', None, one).json
    trial = f"/appointments/{made['appointment']}"
    citizen, mine = there.socket(made['url'].split('#')[1]), there.socket(one)
    citizen.wait('welcome')
    citizen.send('arrive', camera=False, microphone=False)
    ids = lambda m: {w['appointment']['id'] for w in m['waiting']}
    mine.wait('queue', lambda m: made['appointment'] in ids(m))
    real = Visit(there, informer=token, begin=False)
    real.citizen.send('arrive', camera=False, microphone=False)
    # Who waits for somebody does not wait for it to be over.
    assert real.citizen.wait('position')['ahead'] == 0
    for who in (real.informer, there.socket(other)):
        assert made['appointment'] not in ids(who.wait('queue', lambda m: real.id in ids(m)))
    for stranger in (token, other):
        assert there.get(trial, stranger).status == 404
        assert there.post(f'{trial}/attend', None, stranger).status == 404
    real.begin()
    assert there.post(f'{trial}/attend', None, one).status == 200
    fronts = [real.visit['front'], mine.wait('visit')['front']]
    for informer_of in (real.informer, mine):
        for field, value in (('applicant.id_type', 'dni'), ('applicant.nif', '12345678Z')):
            assert forms.change(informer_of, field, value)['type'] == 'form.changed'
        informer_of.barrier()
    # Of the same person and procedure, and yet neither hears of the other.
    assert not any(form.get('duplicates') for who in (real.informer, mine) for m in who.messages
                   if m['type'] == 'forms' for form in m['forms'])
    drafts = []
    for path, front, who in ((real.path(), fronts[0], token), (trial, fronts[1], one)):
        assert there.post(f'{path}/end', {'outcome': 'abandoned'}, who).status == 200
        drafts.append(there.post(f'{path}/forms/{front}/code', None, who).json['code'])
    later = Visit(there, informer=token, minutes_from_now=60)
    again = there.post(f'/procedures/carnet-jove/versions/{digest}/trial', None, one).json
    citizen = there.socket(again['url'].split('#')[1])
    citizen.wait('welcome')
    citizen.send('arrive', camera=False, microphone=False)
    mine.wait('queue', lambda m: again['appointment'] in ids(m))
    trial = f"/appointments/{again['appointment']}"
    assert there.post(f'{trial}/attend', None, one).status == 200
    assert there.post(later.path('/forms'), {'code': drafts[1]}, token).code == 'not-found'
    assert there.post(f'{trial}/forms', {'code': drafts[0]}, one).code == 'not-found'
    assert there.post(later.path('/forms'), {'code': drafts[0]}, token).status == 201
    assert there.post(f'{trial}/forms', {'code': drafts[1]}, one).status == 201
    there.stop()


def another():
    """The thirtieth procedure is a file."""
    words = {'ca': 'Prova', 'es': 'Prueba', 'en': 'Test'}
    new = {'id': 'tramit-nou', 'number': 30, 'kind': 'request', 'title': words, 'summary': words,
           'steps': [{'id': 'one', 'title': words,
                      'fields': [{'id': 'wish', 'kind': 'text', 'label': words, 'required': True}]}]}
    digest = load(json.dumps(new)).json['digest']
    assert 'tramit-nou' not in titles()
    known = {one['id']: one['offered'] for one in here.get('/procedures/known', coordinator).json['procedures']}
    assert known['carnet-jove'] is True and known['tramit-nou'] is False and len(known) == 28
    assert here.put('/procedures/tramit-nou/offered', {'digest': digest}, coordinator).status == 200
    assert titles()['tramit-nou'] == 'Prova'
    appointment = here.book(informer, 600, procedure='tramit-nou')
    assert here.get(f'/appointments/{appointment}', informer).json['title'] == 'Prova'
    assert here.request('DELETE', '/procedures/tramit-nou/offered', None, coordinator).status == 200
    assert 'tramit-nou' not in titles()
    # Whoever has an appointment for it still sees it.
    assert here.get(f'/appointments/{appointment}', informer).json['procedure'] == 'tramit-nou'


def secrets_stay():
    """A code would be written where there was a tick: neither loaded nor offered, nor good by hand."""
    own = file_of(versions(procedure='suport-alta-idcat-mobil')[-1])
    lines = own.splitlines(keepends=True)
    field = next(i for i, line in enumerate(lines) if '"id": "one_time_code"' in line)
    number = next(i for i in range(field, len(lines)) if '"kind": "secret"' in lines[i])
    lines[number] = lines[number].replace('secret', 'text')
    fault = f'line {number + 1}: activation.one_time_code: kind: what is secret so far stays so'
    answer = load(''.join(lines))
    assert answer.code == 'bad-request' and answer.json['detail'] == fault, answer.body
    assert len(versions(procedure='suport-alta-idcat-mobil')) == 1
    path = pathlib.Path(here.root) / 'procedure.json'
    path.write_text(''.join(lines))
    bad = subprocess.run([PROGRAM, '--check-procedure', str(path)], capture_output=True, text=True)
    assert bad.returncode == 1 and bad.stderr == f'{path}:{fault[5:]}\n', bad
    # Corrected elsewhere it is as good as any, also when something is secret that was not.
    assert load(own.replace('"kind": "boolean"', '"kind": "secret"', 1)).status == 201

    words = {'ca': 'Prova', 'es': 'Prueba', 'en': 'Test'}

    def one(kind, name='code', step='one'):
        return json.dumps({'id': 'tramit-secret', 'number': 31, 'kind': 'support', 'title': words, 'summary': words,
                           'steps': [{'id': step, 'title': words,
                                      'fields': [{'id': name, 'kind': kind, 'label': words}]}]})

    offer = '/procedures/tramit-secret/offered'
    fault = 'line 1: one.code: kind: what is secret so far stays so'
    before, after = (load(one(kind)).json['digest'] for kind in ('text', 'secret'))
    for digest in (before, after):
        assert here.put(offer, {'digest': digest}, coordinator).status == 200
    assert here.put(offer, {'digest': before}, coordinator).json['detail'] == fault
    assert load(one('text')).json['detail'] == load(one('declaration')).json['detail'] == fault
    assert load(one('text', step='two')).json['detail'] == fault.replace('one.', 'two.')
    assert here.put(offer, {'digest': load(one('text', 'other')).json['digest']}, coordinator).status == 200
    # What is not on offer any more binds nobody.
    assert here.put(offer, {'digest': before}, coordinator).status == 200


run({
    'a faulty file is refused with its line': faults,
    'and so it is by hand, as an editor understands it': by_hand,
    'only coordinators keep the catalogue': whose,
    'a corrected file is offered, and still is after a crash': offered,
    'a visit under way keeps the version it began with': under_way,
    'what the program brought comes back': withdrawn,
    'a version is tried before it is offered': tried,
    'a trial is nobody else\'s, and stays apart': tried_apart,
    'a new procedure is a file, nothing else': another,
    'what is secret is not made something to be written': secrets_stay,
})
