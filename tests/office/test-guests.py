# Who else is in a visit: interpreters of the office, asked and answering; companions and others by a link; what
# they see, and that it is no more.
# SPDX-License-Identifier: GPL-3.0-or-later
import uuid

from office import Office, Visit, run

here = Office()
coordinator = here.add_staff('coordinacio', 'coordinator', 'Coordinadora de prova')


def interpreter(languages=('csc',), sensitive=False):
    account = 'x' + uuid.uuid4().hex[:10]
    token = here.add_staff(account, 'interpreter', f'Intèrpret {account}', sensitive)
    me = here.get('/session', token).json
    assert here.put(f'/staff/{me["id"]}/interprets', {'interprets': list(languages)}, coordinator).status == 204
    return token, me['id']


def ask(visit, **who):
    return here.post(visit.path('/guests'), who, visit.token)


def invited(visit, role='companion', **more):
    """By a link: what was answered, and the token."""
    answer = ask(visit, role=role, name='Acompanyant de prova', **more)
    assert answer.status == 201, answer.body
    return answer.json, answer.json['url'].split('#')[1]


def guests(who, matching):
    return who.wait('guests', lambda m: m['guests'] and matching(m['guests']))['guests']


def admit(visit, guest):
    answer = here.post(visit.path(f'/guests/{guest}/admit'), None, visit.token)
    assert answer.status == 204, answer.body


def companion(visit):
    """In the visit: their id and socket, and what they were told."""
    guest, token = invited(visit)
    socket = here.socket(token)
    socket.wait('welcome')
    admit(visit, guest['id'])
    return guest['id'], socket, socket.wait('visit')


def knocks_and_is_let_in():
    visit = Visit(here)
    guest, token = invited(visit)
    assert (guest['role'], guest['state'], guest['connected']) == ('companion', 'asked', False)
    socket = here.socket(token)
    welcome = socket.wait('welcome')
    # Who knocks learns by whom they are awaited, and nothing of the visit.
    assert welcome['role'] == 'companion' and welcome['informer'] == 'Informadora de prova'
    assert 'attending' not in welcome and 'appointment' not in welcome
    guests(visit.informer, lambda all: all[0]['connected'])
    socket.send('text', id='early', line=0, text='Hola', done=True, relay=['citizen'])
    assert socket.wait('problem')['code'] == 'not-in-visit'
    admit(visit, guest['id'])
    told = socket.wait('visit')
    assert told['you'] == guest['id']
    for who in visit.citizen, visit.informer:
        seen = who.wait('participant', lambda m: m['participant']['id'] == guest['id']
                        and m['participant']['connected'])['participant']
        assert (seen['role'], seen['name']) == ('companion', 'Acompanyant de prova')


def sees_no_form_and_no_documents():
    visit = Visit(here)
    visit.informer.send('form.change', change='c1', field='applicant.given_name', value='Fictícia', base=0)
    visit.citizen.wait('form.changed')
    guest, socket, told = companion(visit)
    assert told['forms'] == [] and told['documents'] == [] and 'form' not in told and 'shown' not in told
    assert 'citizen_name' not in told['appointment']
    visit.informer.send('form.change', change='c2', field='applicant.given_name', value='Altra', base=1)
    visit.informer.wait('form.changed', lambda m: m['change'] == 'c2')
    visit.informer.send('form.focus', field='applicant.given_name')
    socket.send('language', language='es')
    socket.barrier()
    assert not {'form', 'forms', 'form.changed', 'form.focus', 'document', 'shown', 'receipt', 'guests'} & \
        set(socket.kinds())
    # Nor can they touch it, or ask for it.
    for message in ({'type': 'form.change', 'form': visit.informer.front(), 'change': 'g1',
                     'field': 'applicant.given_name', 'value': 'Meva', 'base': 2},
                    {'type': 'transcript', 'id': 'g2', 'state': 'accepted'},
                    {'type': 'caption', 'id': 'g3', 'from': 'citizen', 'origin': 'speech', 'line': 0,
                     'text': 'res', 'language': 'ca', 'done': True},
                    {'type': 'arrive', 'id': 'g4', 'camera': True, 'microphone': True}):
        socket.send(message.pop('type'), **message)
        assert socket.wait('problem')['code'] == 'forbidden'
    for path in '', '/documents', '/notes', '/guests', '/forms', '/transcript.txt':
        answer = here.get(visit.path(path), socket.token, check=False)
        assert answer.status in (401, 403, 404), (path, answer.status)
    visit.informer.barrier()
    assert 'g1' not in [m.get('change') for m in visit.informer.messages]


def talks_with_everybody():
    visit = Visit(here)
    guest, socket, told = companion(visit)
    socket.send('media', camera=True, microphone=False)
    seen = visit.citizen.wait('participant', lambda m: m['participant'].get('camera')
                              and m['participant']['id'] == guest)['participant']
    assert not seen['microphone']
    socket.send('text', line=0, text='Bon dia', done=True, relay=['citizen', 'informer'])
    for who in visit.citizen, visit.informer:
        line = who.wait('text')['line']
        assert (line['from'], line['text']) == (guest, 'Bon dia')
    # What is heard goes to them too.
    visit.informer.send('caption', **{'id': 'c', 'from': guest, 'origin': 'speech', 'line': 0, 'text': 'Hola',
                                      'language': 'ca', 'done': True})
    assert socket.wait('text')['line']['origin'] == 'speech'
    # Signals pass between any two, with who sent them; of each two one offers.
    candidate = {'candidate': '', 'sdpMLineIndex': 0}
    socket.send('signal', to='citizen', candidate=candidate)
    assert visit.citizen.wait('signal')['from'] == guest
    visit.citizen.send('signal', to=guest, candidate=candidate)
    assert socket.wait('signal')['from'] == 'citizen'
    orders = {p['id']: p['order'] for p in told['participants']}
    assert orders['informer'] < orders['citizen'] < orders[guest]
    # What they speak is theirs to say, what others do is not.
    socket.send('spoken', speaks='es')
    assert visit.citizen.wait('participant', lambda m: m['participant']['speaks'] == 'es')
    socket.send('spoken', id='s2', participant='citizen', speaks='en')
    assert socket.wait('problem')['code'] == 'forbidden'


def interpreter_is_asked():
    visit = Visit(here)
    token, me = interpreter(('csc', 'ssp'))
    listed = {i['id']: i for i in here.get(visit.path('/interpreters'), visit.token).json['interpreters']}
    assert listed[me]['interprets'] == ['csc', 'ssp'] and listed[me]['presence'] == 'away'
    socket = here.socket(token)
    socket.wait('welcome')
    listed = {i['id']: i for i in here.get(visit.path('/interpreters'), visit.token).json['interpreters']}
    assert listed[me]['presence'] == 'available'
    answer = ask(visit, role='interpreter', staff=me, interprets='csc')
    assert answer.status == 201 and 'url' not in answer.json
    asked = socket.wait('asked')
    assert asked['interprets'] == 'csc' and asked['informer'] == 'Informadora de prova'
    assert 'citizen_name' not in asked['appointment']
    # Told again to who comes later.
    again = here.socket(token)
    assert again.wait('asked')['guest'] == asked['guest']
    assert here.post(f'/guests/{asked["guest"]}/answer', {'accept': True}, token).status == 204
    again.wait('unasked')
    told = again.wait('visit')
    orders = {p['id']: p['order'] for p in told['participants']}
    assert orders['informer'] < orders[asked['guest']] < orders['citizen'], 'a workstation offers to a browser'
    seen = visit.citizen.wait('participant', lambda m: m['participant']['role'] == 'interpreter')['participant']
    assert seen['interprets'] == 'csc'
    again.wait('presence', lambda m: m['state'] == 'busy')
    # They leave for good, and keep their name.
    assert here.request('DELETE', f'/guests/{asked["guest"]}', None, token).status == 204
    gone = again.wait('participant', lambda m: m['participant']['id'] == told['you'])['participant']
    assert gone['gone'] is True
    again.wait('presence', lambda m: m['state'] == 'available')
    late = here.socket(visit.citizen_token).wait('visit')
    assert [p['name'] for p in late['participants'] if p.get('gone')] == [gone['name']]


def interpreter_prepares():
    visit = Visit(here)
    visit.informer.send('form.change', change='c1', field='applicant.given_name', value='Fictícia', base=0)
    visit.citizen.wait('form.changed')
    token, me = interpreter()
    guest = ask(visit, role='interpreter', staff=me, interprets='csc').json['id']
    path = f'/guests/{guest}/preparation'
    sheet = here.get(path, token)
    assert 'Carnet Jove' in sheet.json['title'] and 'Carnet Jove' in sheet.json['glossary']
    assert sheet.json['documents'] and all(step['title'] for step in sheet.json['steps'])
    assert 'Fictícia' not in sheet.body.decode(), 'whom it is for is nobody\'s to prepare with'
    assert here.get(path, interpreter()[0]).code == 'not-found'
    here.post(f'/guests/{guest}/answer', {'accept': False}, token)
    assert here.get(path, token).code == 'not-found'


def interpreter_declines_or_is_too_late():
    visit = Visit(here)
    token, me = interpreter()
    socket = here.socket(token)
    first = ask(visit, role='interpreter', staff=me, interprets='csc').json['id']
    assert ask(visit, role='interpreter', staff=me, interprets='csc').code == 'conflict'
    assert here.post(f'/guests/{first}/answer', {'accept': False}, token).status == 204
    assert guests(visit.informer, lambda all: all[0]['state'] == 'declined')
    assert here.post(f'/guests/{first}/answer', {'accept': True}, token).code == 'closed'
    second = ask(visit, role='interpreter', staff=me, interprets='csc').json['id']
    socket.wait('asked', lambda m: m['guest'] == second)
    assert here.request('DELETE', visit.path(f'/guests/{second}'), None, visit.token).status == 204
    socket.wait('unasked', lambda m: m['guest'] == second)
    # What another was asked is nobody else's to answer.
    other, _ = interpreter()
    third = ask(visit, role='interpreter', staff=me, interprets='csc').json['id']
    assert here.post(f'/guests/{third}/answer', {'accept': True}, other).code == 'not-found'
    assert here.request('DELETE', f'/guests/{third}', None, other).code == 'not-found'


def interpreter_is_in_one_visit():
    one, two = Visit(here), Visit(here)
    token, me = interpreter()
    socket = here.socket(token)
    for visit, expected in (one, 204), (two, 409):
        guest = ask(visit, role='interpreter', staff=me, interprets='csc').json['id']
        assert here.post(f'/guests/{guest}/answer', {'accept': True}, token).status == expected
    assert socket.wait('visit')['id'] == one.visit['id']


def admitted_with_the_citizen():
    visit = Visit(here, begin=False)
    token, me = interpreter()
    socket = here.socket(token)
    guest = ask(visit, role='interpreter', staff=me, interprets='csc').json['id']
    assert here.post(f'/guests/{guest}/answer', {'accept': True}, token).status == 204
    visit.begin()
    assert socket.wait('visit')['you'] == guest
    assert [p['role'] for p in visit.visit['participants']] == ['informer', 'citizen', 'interpreter']


def places_are_four():
    visit = Visit(here)
    first, token = invited(visit)
    invited(visit)
    assert ask(visit, role='companion', name='Tercera').code == 'full'
    # A place that is free again is somebody else's; the link that was opens nothing.
    socket = here.socket(token)
    socket.wait('welcome')
    assert here.request('DELETE', visit.path(f'/guests/{first["id"]}'), None, visit.token).status == 204
    assert socket.wait_closed() == 4003
    assert here.socket(token).wait_closed() == 4003
    invited(visit)


def nonsense_is_refused():
    visit = Visit(here)
    _, me = interpreter()
    for who in ({'role': 'interpreter', 'staff': me}, {'role': 'companion', 'name': 'X', 'interprets': 'csc'},
                {'role': 'interpreter', 'interprets': 'csc'}, {'role': 'companion', 'staff': me},
                {'role': 'interpreter', 'staff': 'ningu', 'interprets': 'csc'},
                {'role': 'interpreter', 'staff': me, 'name': 'X', 'interprets': 'csc'},
                {'role': 'informer', 'name': 'X'}, {'role': 'companion', 'name': ''}):
        assert ask(visit, **who).code == 'bad-request', who
    stranger = here.add_staff('estranya')
    assert here.post(visit.path('/guests'), {'role': 'companion', 'name': 'X'}, stranger).code == 'not-found'
    assert here.post(visit.path('/guests/ningu/admit'), None, visit.token).code == 'not-found'
    mine, _ = invited(visit)
    other = Visit(here)
    assert here.post(other.path(f'/guests/{mine["id"]}/admit'), None, other.token).code == 'not-found'


def sensitive_is_for_few():
    visit = Visit(here, procedure='ajut-proteccio-integral')
    _, plain = interpreter()
    token, trusted = interpreter(sensitive=True)
    listed = [i['id'] for i in here.get(visit.path('/interpreters'), visit.token).json['interpreters']]
    assert trusted in listed and plain not in listed
    assert ask(visit, role='interpreter', staff=plain, interprets='csc').code == 'forbidden'
    asked = ask(visit, role='interpreter', staff=trusted, interprets='csc')
    assert asked.status == 201
    # Who may not any more does not come either.
    account = here.get('/session', token).json['account']
    here.put(f'/staff/{trusted}/sensitive', {'sensitive': False}, coordinator)
    again = here.sign_in(account, f'contrasenya de {account}')
    assert here.post(f'/guests/{asked.json["id"]}/answer', {'accept': True}, again).code == 'forbidden'


def ends_with_the_visit():
    visit = Visit(here)
    guest, socket, _ = companion(visit)
    token, me = interpreter()
    asked = here.socket(token)
    ask(visit, role='interpreter', staff=me, interprets='csc')
    asked.wait('asked')
    assert here.post(visit.path('/end'), {'outcome': 'abandoned'}, visit.token).status == 200
    assert socket.wait('ended')
    assert socket.wait_closed() == 4003
    asked.wait('unasked')
    assert ask(visit, role='companion', name='Tard').code == 'closed'


def outlives_the_office():
    visit = Visit(here)
    guest, socket, _ = companion(visit)
    socket.send('text', line=0, text='Hi soc', done=True, relay=[])
    socket.barrier()
    here.kill()
    here.start()
    back = here.socket(socket.token).wait('visit')
    assert back['you'] == guest and [l['text'] for l in back['lines']] == ['Hi soc']


run({
    'who comes by a link knocks, and is let in': knocks_and_is_let_in,
    'a guest sees no form and no document, and can touch none': sees_no_form_and_no_documents,
    'a guest is seen, heard and read by everybody': talks_with_everybody,
    'an interpreter of the office is asked, comes and leaves': interpreter_is_asked,
    'an interpreter prepares, and learns nothing of whom it is for': interpreter_prepares,
    'an interpreter declines, or nobody asks any more': interpreter_declines_or_is_too_late,
    'an interpreter is in one visit at a time': interpreter_is_in_one_visit,
    'an interpreter who said yes before enters with the citizen': admitted_with_the_citizen,
    'there are four places, and a link works while its guest has one': places_are_four,
    'nonsense is refused': nonsense_is_refused,
    'a sensitive visit is interpreted by those who may': sensitive_is_for_few,
    'guests go when the visit ends': ends_with_the_visit,
    'a guest is still in it after the office is killed': outlives_the_office,
})
