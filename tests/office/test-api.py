# The contract: a whole visit, every answer and every message held against data/office-api.yaml, and
# nothing of the API left unseen.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import hashlib
import json
import os
import subprocess

import forms
import office
from office import Office, Visit, run

here = Office()


def first_account():
    body = {'account': 'coordinadora', 'name': 'Coordinadora de prova', 'role': 'coordinator',
            'password': 'una contrasenya llarga'}
    assert here.post('/staff', body, 'no-such-token').status == 401
    assert here.post('/staff', {**body, 'account': 'Majúscules'},
                     here.ready['setup_token']).status == 400
    assert here.post('/staff', body, here.ready['setup_token']).status == 201
    # The setup token made its account: it makes no other.
    assert here.post('/staff', {**body, 'account': 'segona'},
                     here.ready['setup_token']).status == 401
    token = here.sign_in('coordinadora', 'una contrasenya llarga')
    assert here.post('/staff', body, token).status == 409
    assert here.post('/staff', {**body, 'account': 'interpret', 'role': 'interpreter'},
                     token).status == 201
    interpreter = here.sign_in('interpret', 'una contrasenya llarga')
    assert here.post('/staff', {**body, 'account': 'x'}, interpreter).status == 403
    assert here.post('/appointments', {
        'procedure': 'carnet-jove', 'starts': office.now_text(), 'minutes': 20,
        'language': 'ca'}, interpreter).status == 403


def catalogue():
    titles = set()
    for language in ('ca', 'es', 'en'):
        answer = here.get(f'/procedures?language={language}')
        assert answer.status == 200 and answer.json['procedures']
        titles.add(answer.json['procedures'][0]['title'])
    assert len(titles) == 3
    assert here.get('/procedures', headers={'Accept-Language': 'en-GB, es;q=0.5'}).json == \
        here.get('/procedures?language=en').json
    assert here.get('/health').json == {'status': 'ok', 'malware_scan': False}


def searching():
    token = here.add_staff('cerca')
    path = '/procedures/search'
    found = here.post(path, {'text': 'where does the IBAN go?'}, token).json['found']
    places = {f['procedure']: [p['id'] for p in f['places']] for f in found}
    assert 'payment.iban' in places['carnet-jove'] and len(places) > 5, places
    named = here.post(path, {'text': 'carne joven'}, token).json['found']
    assert named[0]['procedure'] == 'carnet-jove'
    assert here.post(path, {'text': 'no hi ha res que es digui aixi'}, token).json == {'found': []}
    for wrong in ({}, {'text': ''}, {'text': 'x' * 101}, {'text': 1}, {'text': 'x', 'more': 1}):
        assert here.post(path, wrong, token).status == 400, wrong
    assert here.post(path, {'text': 'iban'}).status == 401
    citizen = here.link(token, here.book(token))
    assert here.post(path, {'text': 'iban'}, citizen).status == 403
    assert here.post(path, {'text': 'x' * 300000}, token).status == 413


def agenda():
    token = here.add_staff('agenda')
    other = here.add_staff('altra')
    later = here.book(token, 90)
    sooner = here.book(token, 30, language='ur', needs=['translation', 'captions'])
    now = datetime.datetime.now(datetime.timezone.utc)
    # The day in Madrid, whatever it is in UTC, with the day after.
    day = (now + datetime.timedelta(hours=-1)).date().isoformat()
    answer = here.get(f'/appointments?from={day}&days=3', token)
    assert [a['id'] for a in answer.json['appointments']] == [sooner, later]
    assert answer.json['appointments'][0]['needs'] == ['translation', 'captions']
    assert here.get(f'/appointments?from={day}&days=3', other).json['appointments'] == []
    for query in ('', '?from=today', f'?from={day}&days=0', f'?from={day}&days=32',
                  '?from=2026-02-30'):
        assert here.get('/appointments' + query, token).status == 400, query
    assert here.get(f'/appointments?from={day}').status == 401
    # Another's is as good as none.
    assert here.get(f'/appointments/{later}', other).status == 404
    assert here.get('/appointments/none', token).status == 404
    assert here.get(f'/appointments/{later}').status == 401
    body = {'procedure': 'carnet-jove', 'starts': office.now_text(), 'minutes': 20,
            'language': 'ca'}
    for wrong in ({'procedure': 'none'}, {'starts': 'soon'}, {'minutes': 4}, {'minutes': '20'},
                  {'language': 'tlh'}, {'needs': ['horse']}, {'more': 1}, {'minutes': 20.5}):
        assert here.post('/appointments', {**body, **wrong}, token).status == 400, wrong
    answer = here.post('/appointments', {**body, 'starts': '2031-01-01T10:00:00+01:00'}, token)
    assert answer.status == 201 and answer.json['starts'].startswith('2031-01-01T09:00:00')
    answer = here.post('/appointments', {**body, 'starts': '2031-01-01T09:10:00Z'}, token)
    assert answer.status == 409 and answer.code == 'conflict'
    assert here.post('/appointments', {**body, 'staff': 'x' * 20}, token).status == 403


def notes():
    token = here.add_staff('notes')
    mine = here.book(token)
    citizen = here.link(token, mine)
    path = f'/appointments/{mine}/notes'
    assert here.get(path, token).json == {'text': ''}
    text = 'Té pressa. ' + 'ñ' * 19000
    assert here.put(path, {'text': text}, token).status == 204
    assert here.get(path, token).json == {'text': text}
    assert here.put(path, {'text': 'x' * 20001}, token).status == 400
    assert here.put(path, {'text': 'x' * 300000}, token).status == 413
    assert here.get(path, citizen).status == 403
    assert here.put(path, {'text': 'x'}, citizen).status == 403
    assert here.get(path).status == 401


def whole_visit():
    visit = Visit(here, begin=False, language='es', needs=['captions'])
    seen = here.get(visit.path(), visit.citizen_token).json
    assert seen['state'] == 'booked' and seen['id'] == visit.id
    welcome = visit.citizen.messages[0]
    assert welcome['wanted'] and welcome['role'] == 'citizen' and welcome['ice_servers'] == []

    # Before: a document sent ahead; the citizen is told of it, and waits.
    assert forms.send_document(visit, name='abans.pdf', kind=None).status == 201
    assert visit.citizen.wait('document')['document']['name'] == 'abans.pdf'
    visit.citizen.send('arrive', camera=True, microphone=False, needs=['captions', 'text'])
    waiting = visit.informer.wait('queue', lambda m: m['waiting'])['waiting'][0]
    assert waiting['connected'] and waiting['camera'] and not waiting['microphone']
    assert waiting['appointment']['needs'] == ['captions', 'text']
    assert waiting['appointment']['documents'] == 1
    assert visit.citizen.wait('position')['ahead'] == 0
    visit.citizen.send('media', camera=True, microphone=True)
    visit.informer.wait('queue', lambda m: m['waiting'][0]['microphone'])

    assert here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token).code == 'not-in-visit'
    first = here.get(visit.path('/forms'), visit.token).json
    assert [f['id'] for f in first['forms']] == [first['front']]
    assert here.post(visit.path(f'/forms/{first["front"]}/receipt'), None,
                     visit.token).code == 'not-in-visit'
    answer = here.post(visit.path('/attend'), None, visit.token)
    assert answer.status == 200
    assert visit.informer.wait('presence')['state'] == 'busy'
    mine = visit.informer.wait('visit')
    theirs = visit.citizen.wait('visit')
    visit.visit = mine
    assert mine['you'] == 'informer' and theirs['you'] == 'citizen'
    assert mine['id'] == theirs['id'] == answer.json['id']
    assert mine['form']['procedure'].get('notes') and not theirs['form']['procedure'].get('notes')
    assert any('guide' in step for step in mine['form']['steps'])
    assert not any('guide' in step for step in theirs['form']['steps'])
    # Asked again, it is theirs still, and told anew.
    assert here.post(visit.path('/attend'), None, visit.token).json == answer.json
    visit.informer.wait('visit')

    # Call and text.
    visit.informer.send('media', camera=True, microphone=True)
    visit.citizen.wait('participant', lambda m: m['participant']['camera'])
    visit.informer.send('signal', to='citizen', description={'type': 'offer', 'sdp': 'v=0\r\n'})
    assert visit.citizen.wait('signal')['description'] == {'type': 'offer', 'sdp': 'v=0\r\n'}
    visit.citizen.send('signal', to='informer', candidate={
        'candidate': 'candidate:1', 'sdpMLineIndex': 0, 'sdpMid': None})
    assert visit.informer.wait('signal')['candidate']['sdpMid'] is None
    visit.citizen.send('text', line=0, text='Bon dia', done=False, relay=['informer'])
    assert visit.informer.wait('text')['line']['text'] == 'Bon dia'
    visit.citizen.send('text', line=0, text='Bon dia!', done=True, relay=['informer'])
    assert visit.informer.wait('text')['line']['done']

    # The form, in another language half way.
    visit.citizen.send('language', language='en')
    english = visit.citizen.wait('form')
    assert english['declaration']['text'] != theirs['form']['declaration']['text']
    assert visit.informer.wait('participant')['participant']['language'] == 'en'
    visit.informer.send('form.focus', field='applicant.surname1')
    assert visit.citizen.wait('form.focus') == {
        'type': 'form.focus', 'form': mine['front'], 'from': 'informer',
        'field': 'applicant.surname1'}
    visit.citizen.send('form.confirm', id='too-soon', version=0)
    refused = visit.citizen.wait('problem')
    assert refused['code'] == 'incomplete' and refused['re'] == 'too-soon' and refused['missing']
    incomplete = here.post(visit.receipt(), None, visit.token)
    assert incomplete.code == 'incomplete' and 'applicant.surname1' in incomplete.json['missing']
    version = forms.complete(visit)
    unconfirmed = here.post(visit.receipt(), None, visit.token)
    assert unconfirmed.code == 'not-confirmed'

    # The document: refused, and then another accepted.
    sent = here.get(visit.path('/documents'), visit.token).json['documents'][1]
    review = visit.path(f'/documents/{sent["id"]}/review')
    assert here.post(review, {'status': 'to-correct'}, visit.token).status == 400
    assert here.post(review, {'status': 'accepted'}, visit.citizen_token).status == 403
    answer = here.post(review, {'status': 'to-correct', 'reason': 'other', 'note': 'És de gener'},
                       visit.token)
    assert answer.json['reason'] == 'other' and answer.json['note'] == 'És de gener'
    seen = visit.citizen.wait('document', lambda m: m['document']['status'] == 'to-correct')
    assert seen['document']['note'] == 'És de gener'
    # What it proved is missing again, and the form says so to both.
    assert 'document:identity' in visit.informer.wait('form')['missing']
    again = forms.send_document(visit, name='dni-nou.pdf').json
    assert visit.informer.wait('form')['complete']
    assert here.post(visit.path(f'/documents/{again["id"]}/review'), {'status': 'accepted'},
                     visit.token).json['status'] == 'accepted'
    content = here.get(visit.path(f'/documents/{again["id"]}'), visit.token)
    assert content.body == forms.PDF and content.headers['content-type'] == 'application/pdf'

    # A copy without what is nobody's business: the office's own.
    copy_path = visit.path(f'/documents/{again["id"]}/redacted')
    assert here.post(copy_path, forms.PDF, visit.citizen_token).status == 403
    assert here.post(copy_path, b'\x89PNG\r\n\x1a\n' + bytes(60), visit.token).status == 415
    copy = here.post(copy_path, forms.PDF, visit.token, headers={'X-File-Name': 'dni.pdf'})
    assert copy.status == 201 and copy.json['redacted_from'] == again['id'], copy.body
    copy = copy.json
    visit.informer.wait('document', lambda m: m['document'] == copy)
    path = visit.path(f'/documents/{copy["id"]}')
    assert here.get(path, visit.token).body == forms.PDF
    assert here.get(path, visit.citizen_token).status == 404
    assert here.post(path + '/redacted', forms.PDF, visit.token).status == 404
    assert here.post(path + '/review', {'status': 'accepted'}, visit.token).status == 400
    listed = [[d['id'] for d in here.get(visit.path('/documents'), token).json['documents']]
              for token in (visit.token, visit.citizen_token)]
    assert copy['id'] in listed[0] and listed[1] == [i for i in listed[0] if i != copy['id']]

    # Its page before both, and where each points.
    shown = visit.path('/shown')
    page = shown + f'?document={again["id"]}&page=1&pages=2'
    png = b'\x89PNG\r\n\x1a\n' + bytes(60)
    assert here.post(page, png, visit.citizen_token).status == 403
    assert here.post(page, forms.PDF, visit.token).status == 415
    assert here.post(page, png + bytes(4 << 20), visit.token).status == 413
    assert here.post(shown + '?document=none&page=1&pages=2', png, visit.token).status == 404
    assert here.post(page.replace('page=1', 'page=3'), png, visit.token).status == 400
    first = here.post(page, png, visit.token).json
    assert visit.citizen.wait('shown')['shown'] == first
    assert (first['name'], first['page'], first['pages']) == ('dni-nou.pdf', 1, 2)
    picture = f'{shown}/{first["picture"]}'
    assert here.get(picture, visit.citizen_token).body == png
    visit.citizen.send('pointer', picture=first['picture'], x=250, y=1000)
    assert visit.informer.wait('pointer') == {'type': 'pointer', 'from': 'citizen', 'x': 250,
                                              'y': 1000, 'picture': first['picture']}
    # Who comes back is told what is shown, and where the other points.
    visit.informer.send('pointer', picture=first['picture'], x=10, y=20)
    visit.citizen.wait('pointer')
    visit.citizen = here.socket(visit.citizen_token, 'en')
    assert visit.citizen.wait('visit')['shown'] == first
    assert visit.citizen.wait('pointer')['x'] == 10
    assert visit.informer.wait('pointer') == {'type': 'pointer', 'from': 'citizen',
                                              'picture': first['picture']}
    second = here.post(page, png, visit.token).json
    assert visit.citizen.wait('shown')['shown'] == second
    assert here.get(picture, visit.citizen_token).status == 404
    visit.citizen.send('pointer', picture=first['picture'], x=1, y=1)
    visit.citizen.send('pointer', picture=second['picture'], x=2, y=2)
    assert visit.informer.wait('pointer')['picture'] == second['picture']
    assert here.request('DELETE', shown, None, visit.token).status == 204
    assert visit.citizen.wait('shown') == {'type': 'shown'}
    assert here.get(f'{shown}/{second["picture"]}', visit.token).status == 404

    # Confirmed, undone by a change, confirmed.
    visit.citizen.send('form.confirm', id='c', version=version)
    assert visit.informer.wait('form.confirmed')['version'] == version
    changed = forms.change(visit.informer, 'applicant.given_name', 'Persona Nova', version)
    assert changed['type'] == 'form.changed'
    assert here.post(visit.receipt(), None, visit.token).code == 'not-confirmed'
    visit.citizen.send('form.confirm', id='late', version=version)
    assert visit.citizen.wait('problem')['code'] == 'conflict'
    visit.citizen.send('form.confirm', version=changed['version'])
    visit.informer.wait('form.confirmed')

    # The receipt.
    answer = here.post(visit.receipt(), None, visit.token)
    assert answer.status == 201, answer.body
    receipt = answer.json
    assert visit.citizen.wait('receipt')['receipt'] == receipt
    assert here.post(visit.receipt(), None, visit.token).json == receipt
    year, number = receipt['number'].split('-')
    assert len(year) == 4 and len(number) == 6
    assert len(receipt['code'].replace('-', '')) * 5 >= 80
    pdf = here.get(visit.receipt('.pdf'), visit.citizen_token)
    assert pdf.status == 200 and pdf.body.startswith(b'%PDF-')
    content = here.get(visit.receipt('.json'), visit.token).json
    assert content['code'] == receipt['code'] and content['language'] == 'en'
    assert 'Persona Nova' in str(content['values'])
    check = here.get(f'/receipts/{receipt["code"].lower()}')
    assert check.json['number'] == receipt['number']
    assert check.json['pdf_sha256'] == hashlib.sha256(pdf.body).hexdigest()
    assert here.get('/receipts/AAAA-AAAA-AAAA-AAAA').status == 404
    late = forms.change(visit.informer, 'applicant.given_name', 'Massa Tard', changed['version'])
    assert late['type'] == 'form.refused' and late['code'] == 'closed'
    # Nor do the documents it names become others.
    assert forms.send_document(visit).code == 'closed'
    for status in ({'status': 'accepted'}, {'status': 'to-correct', 'reason': 'cut-off'}):
        assert here.post(visit.path(f'/documents/{again["id"]}/review'), status,
                         visit.token).code == 'closed'
    assert len(here.get(visit.path('/documents'), visit.citizen_token).json['documents']) == 3
    assert copy['id'] not in str(content)
    assert here.post(copy_path, forms.PDF, visit.token).status == 201, 'also afterwards'

    # What was said, to take away.
    visit.informer.send('transcript', state='offered')
    assert visit.citizen.wait('transcript')['state'] == 'offered'
    visit.citizen.send('transcript', state='accepted')
    visit.informer.wait('transcript', lambda m: m['state'] == 'accepted')
    for shape in ('txt', 'pdf', 'vtt'):
        assert here.get(visit.path(f'/transcript.{shape}'), visit.citizen_token).status == 200

    # The end.
    ended = here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token)
    assert ended.status == 200 and ended.json['ended']
    assert visit.citizen.wait('ended')['outcome'] == 'filed'
    assert visit.informer.wait('presence', lambda m: m['state'] == 'available')
    assert here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token).json == ended.json
    assert here.post(visit.path('/end'), {'outcome': 'referred'}, visit.token).code == 'closed'
    assert here.request('DELETE', visit.path('/transcript'), None, visit.citizen_token).status == 204
    seen = here.get(visit.path(), visit.token).json
    assert seen['state'] == 'ended' and seen['receipt'] == receipt['number']
    # What was said in it is gone; receipt and documents are the citizen's still.
    visit.citizen.send('text', id='t', line=1, text='Adeu', done=True)
    assert visit.citizen.wait('problem')['code'] == 'not-in-visit'
    visit.citizen.send('arrive', id='a', camera=True, microphone=True)
    assert visit.citizen.wait('problem')['code'] == 'closed'
    assert forms.send_document(visit).code == 'closed'
    assert here.get(visit.receipt('.pdf'), visit.citizen_token).body == pdf.body
    back = here.socket(visit.citizen_token)
    assert back.wait('welcome')['appointment']['state'] == 'ended'


def pages():
    for path, kind in (('/c/', 'text/html'), ('/c/main.js', 'text/javascript'),
                       ('/r/AAAA-BBBB', 'text/html')):
        answer = here.page(path)
        assert answer.status == 200 and answer.headers['content-type'].startswith(kind), path
        policy = answer.headers['content-security-policy']
        assert "default-src 'none'" in policy and 'unsafe' not in policy
        assert answer.headers['x-content-type-options'] == 'nosniff'
        assert answer.headers['referrer-policy'] == 'no-referrer'
        assert 'camera=(self)' in answer.headers['permissions-policy']
    for path in ('/c/../office.db', '/c/%2e%2e/store/001-office.sql', '/c/none', '/r/', '/r/a/b',
                 '/etc/passwd'):
        assert here.page(path).status in (400, 404), path
    assert here.page('/').headers['location'].endswith('/c/')
    assert here.get('/health').headers['cache-control'] == 'no-store'


def resolved(schema):
    while '$ref' in schema:
        schema = office.API['components']['schemas'][schema['$ref'].rsplit('/', 1)[1]]
    return schema


def bounds(schema, low, high):
    return schema.get(low, 0), schema.get(high)


def hold(where, members, schema):
    """A shape of the office's against the schema of the API: the same members, within the same bounds."""
    schema = resolved(schema)
    assert schema['additionalProperties'] is False, where
    wanted = schema['properties']
    assert set(members) == set(wanted), (where, set(members) ^ set(wanted))
    assert {n for n, m in members.items() if m['required']} == set(schema['required']), where
    for name, member in members.items():
        one, here_ = resolved(wanted[name]), f'{where}.{name}'
        kind, said = member['kind'], (member['min'], member['max'])
        if 'const' in one:
            assert kind == 'string', here_
        elif kind in ('string', 'nullable'):
            assert one['type'] == ('string' if kind == 'string' else ['string', 'null']), here_
            # An account's pattern says its length.
            assert 'pattern' in one or bounds(one, 'minLength', 'maxLength') == said, here_
        elif kind == 'integer':
            low, high = bounds(one, 'minimum', 'maximum')
            assert (low, high or 2**31 - 1) == said, here_
        elif kind in ('ids', 'choices'):
            assert one['type'] == 'array' and one['maxItems'] == member['max'], here_
            items = resolved(one['items'])
            assert items.get('enum') == member.get('choices'), here_
        elif kind == 'choice':
            assert sorted(one['enum']) == sorted(member['choices']), here_
        elif kind == 'object':
            hold(here_, member['members'], one)
        else:
            id_, time = (office.API['components']['schemas'][k] for k in ('Id', 'Time'))
            assert one == {'id': id_, 'time': time, 'boolean': {'type': 'boolean'}}[kind], here_


def tables():
    """What the office takes is what the API says, no more and no less."""
    said = json.loads(subprocess.check_output([os.environ['FIN_OFFICE_CONTRACT']]))
    named = {(method.upper(), '/'.join('*' if part.startswith('{') else part
                                       for part in path.split('/'))): operation
             for path, operations in office.API['paths'].items()
             for method, operation in operations.items() if method != 'parameters'}
    # The one that becomes a WebSocket is no route.
    del named['GET', '/socket']
    routes = {(route['method'], route['path']): route.get('body') for route in said['routes']}
    assert set(routes) == set(named), set(routes) ^ set(named)
    for key, body in routes.items():
        content = named[key].get('requestBody', {}).get('content', {})
        assert (body is not None) == ('application/json' in content), key
        if body is not None:
            hold(' '.join(key), body, content['application/json']['schema'])
    messages, client = said['messages'], office.API['x-socket']['client']
    assert set(messages) == set(client), set(messages) ^ set(client)
    for kind, members in messages.items():
        hold(kind, members, client[kind])


def nothing_unseen():
    """Every message of the office, and every success of every path, was among what was checked."""
    wanted = {f'message {kind}' for kind in office.MESSAGES}
    for path, operations in office.API['paths'].items():
        for method, operation in operations.items():
            if method in ('get', 'post', 'put', 'delete') and path != '/socket':
                wanted |= {f'{method.upper()} {path} {status}'
                           for status in operation['responses'] if status[0] == '2'}
    # These are shown elsewhere: handing over, asking to confirm and the history in test-form,
    # several forms in test-forms, signing out in test-sign-in, keeping the catalogue in test-procedures, who is
    # asked into a visit in test-guests.
    wanted = {one for one in wanted if '{procedure}' not in one and '/guests' not in one and
              one not in ('POST /procedures 201', 'GET /procedures/known 200')}
    wanted -= {'message form.hand', 'message form.ask', 'message asked', 'message unasked',
               'GET /appointments/{appointment}/interpreters 200', 'PUT /staff/{staff}/interprets 204',
               'GET /appointments/{appointment}/forms/{form}/history 200',
               'POST /appointments/{appointment}/forms 201',
               'DELETE /appointments/{appointment}/forms/{form} 204',
               'POST /appointments/{appointment}/forms/{form}/code 201',
               'POST /appointments/{appointment}/documents/{document}/use 201',
               'DELETE /session 204', 'GET /session 200',
               'DELETE /staff/{staff}/sessions 204', 'PUT /staff/{staff}/password 204',
               'PUT /staff/{staff}/sensitive 204', 'GET /staff 200', 'DELETE /appointments/{appointment} 204'}
    assert not wanted - office.SEEN, sorted(wanted - office.SEEN)


run({
    'the first account by the setup token, the others by a coordinator': first_account,
    'the catalogue in three languages': catalogue,
    'staff find where something is asked': searching,
    'an agenda has one\'s own appointments in order': agenda,
    'notes are kept, bounded, and never the citizen\'s to see': notes,
    'a whole visit, to the receipt and after': whole_visit,
    'the citizen\'s pages come with the headers that keep them to themselves': pages,
    'the office\'s tables are the API\'s': tables,
    'nothing of the API was left unseen': nothing_unseen,
})
