# Whatever comes in is refused with a reason, and a visit beside it goes on undisturbed.
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import http.client
import json
import re
import socket
import sqlite3
import struct

import websocket

import forms
import office
from office import Office, Visit, run

here = Office()
quiet = Visit(here)
quiet.informer.barrier()
quiet.citizen.barrier()


@contextlib.contextmanager
def undisturbed():
    """The other visit: what passed between its two before passes after, and nothing else came."""
    before = len(quiet.informer.messages), len(quiet.citizen.messages)
    yield
    quiet.informer.send('signal', to='citizen', candidate={'candidate': 'x', 'sdpMLineIndex': 0})
    quiet.citizen.wait('signal')
    quiet.citizen.send('text', line=0, text='Encara hi som', done=False, relay=['informer'])
    quiet.informer.wait('text')
    strangers = [m for m in quiet.informer.messages[before[0]:] + quiet.citizen.messages[before[1]:]
                 if m['type'] not in ('signal', 'text', 'queue')]
    assert not strangers, strangers
    assert here.get('/health').status == 200


def refused(who, text, code='bad-request'):
    who.send_raw(text if isinstance(text, str) else json.dumps(text))
    problem = who.wait('problem')
    assert problem['code'] == code, (text if len(str(text)) < 200 else '…', problem)
    return problem


def json_of_all_kinds():
    with undisturbed():
        visit = Visit(here)
        for text in ('', '{', 'null', '[]', '1', '"hello"', '{}', '{"type":1}', '{"type":"none"}',
                     '{"type":"\\ud800"}', '{"type":null}', '[' * 60000, '{"a":' * 10000,
                     '{"type":"text","line":0,"text":"x","done":true}}',
                     '{"type":"text","line":1e999,"text":"x","done":true}',
                     '{"type":"text","line":99999999999999999999,"text":"x","done":true}'):
            refused(visit.citizen, text)
        back = here.socket(visit.citizen_token)
        back.wait('visit')


def json_that_hides():
    """What the parser would read and a simple look does not see: nesting behind comments and other
    quotes, half a surrogate pair, which nobody could be sent afterwards."""
    with undisturbed():
        for hiding in ('/*"*/', '//"\n', "{'\"':", '#"\n', '["\\ud800" ",'):
            assert here.post('/session', hiding + '[' * 200000).code == 'bad-request', hiding
            refused(here.socket(quiet.token, greet=False), hiding + '[' * 60000)
        visit = Visit(here)
        for half in ('\\ud800', '\\udc00', '\\ud83d.', '\\u0000'):
            refused(visit.citizen, '{"type":"text","line":0,"text":"hola %s","done":true,'
                    '"relay":["informer"]}' % half)
            assert here.put(visit.path('/notes'), '{"text":"%s"}' % half,
                            visit.token).code == 'bad-request'
        visit.citizen.send_raw('{"type":"text","line":0,"text":"\\ud83d\\ude00","done":true}')
        assert here.socket(visit.citizen_token).wait('visit')['lines'][0]['text'] == '\U0001f600'


def members_of_wrong_kinds():
    text = {'type': 'text', 'id': 'm', 'line': 0, 'text': 'x', 'done': True}
    change = {'type': 'form.change', 'form': 'f', 'change': 'm', 'field': 'applicant.given_name', 'value': 'x',
              'base': 0}
    offer = {'type': 'offer', 'sdp': 'v=0'}
    signal = {'type': 'signal', 'id': 'm', 'to': 'informer'}
    wrong = [
        *({**text, **part} for part in (
            {'line': -1}, {'line': 100001}, {'line': '0'}, {'line': 0.5}, {'text': None},
            {'text': 'x' * 4001}, {'text': ['x']}, {'done': 1}, {'done': 'true'}, {'relay': 'all'},
            {'relay': ['a b']}, {'relay': ['x'] * 9}, {'relay': [1]}, {'more': 1}, {'from': 'y'})),
        *({**change, **part} for part in (
            {'change': 'a b'}, {'change': 'x' * 65}, {'change': ''}, {'field': 'x' * 81},
            {'value': 1}, {'value': 'x' * 4001}, {'base': -1}, {'base': None})),
        *({**signal, **part} for part in (
            {}, {'description': offer, 'candidate': {'candidate': 'x', 'sdpMLineIndex': 0}},
            {'description': {**offer, 'type': 'rollback'}}, {'description': 'v=0'},
            {'description': {**offer, 'more': 1}}, {'description': {**offer, 'sdp': 'x' * 60001}},
            {'candidate': {'candidate': 'x' * 1001, 'sdpMLineIndex': 0}},
            {'candidate': {'candidate': 'x', 'sdpMLineIndex': 32}},
            {'candidate': {'candidate': 'x', 'sdpMLineIndex': 0, 'sdpMid': 1}},
            {'candidate': {'candidate': 'x'}})),
        {'type': 'media', 'camera': 'on', 'microphone': True},
        {'type': 'form.hand', 'form': 'f', 'field': 'x', 'to': 'informer'},
        {'type': 'form.confirm', 'form': 'f', 'version': '1'},
        {'type': 'form.confirm', 'version': 1},
        {'type': 'form.front', 'form': 'a b'},
        {'type': 'language', 'language': 'tlh'},
        {'type': 'arrive', 'camera': True},
        {'type': 'presence', 'state': 'asleep'},
        {'type': 'hello', 'token': 'x', 'instance': 'y', 'language': 'ca'},
    ]
    with undisturbed():
        # A socket with more than 40 problems a minute is closed; so a few for each.
        for begin in range(0, len(wrong), 30):
            visit = Visit(here)
            for message in wrong[begin:begin + 30]:
                refused(visit.citizen, message)
            assert visit.citizen.closed is None
            here.post(visit.path('/end'), {'outcome': 'abandoned'}, visit.token)


def out_of_turn():
    with undisturbed():
        visit = Visit(here, begin=False)
        for message in ({'type': 'text', 'line': 0, 'text': 'x', 'done': True},
                        {'type': 'signal', 'to': 'informer',
                         'candidate': {'candidate': 'x', 'sdpMLineIndex': 0}},
                        {'type': 'form.change', 'form': 'f', 'change': 'c', 'field': 'x', 'value': 'y',
                         'base': 0},
                        {'type': 'form.focus', 'form': 'f', 'field': ''},
                        {'type': 'form.confirm', 'form': 'f', 'version': 0},
                        {'type': 'form.hand', 'form': 'f', 'field': 'x', 'to': ''}):
            refused(visit.citizen, message, 'not-in-visit')
        refused(visit.citizen, {'type': 'presence', 'state': 'away'}, 'forbidden')
        refused(visit.informer, {'type': 'arrive', 'camera': True, 'microphone': True},
                'forbidden')
        visit.begin()
        for to in ('citizen', 'nobody', quiet.id):
            refused(visit.citizen, {'type': 'signal', 'to': to,
                                    'candidate': {'candidate': 'x', 'sdpMLineIndex': 0}},
                    'not-found')
        # Lines go to whom they name in one's own visit, and to nobody else.
        visit.citizen.send('text', line=0, text='x', done=True, relay=['citizen', 'nobody'])
        visit.citizen.barrier()
        # The largest that may be, is passed on whole.
        visit.citizen.send('signal', to='informer',
                           description={'type': 'offer', 'sdp': 'v' * 60000})
        assert len(visit.informer.wait('signal')['description']['sdp']) == 60000


def before_hello():
    with undisturbed():
        silent = here.socket(quiet.token, greet=False)
        refused(silent, {'type': 'text', 'line': 0, 'text': 'x', 'done': True})
        refused(silent, {'type': 'hello', 'token': 'x', 'instance': 'y'})
        silent.send('hello', token='x' * 128, instance='y', language='ca')
        assert silent.wait('problem')['code'] == 'unauthorized'
        assert silent.wait_closed() == 4003
        waiting = here.socket(quiet.token, greet=False)
        assert waiting.wait_closed() == 1008, 'ten seconds without hello'


def frames():
    with undisturbed():
        visit = Visit(here)
        visit.citizen.ws.send_binary(b'{"type":"leave"}')
        assert visit.citizen.wait('problem')['code'] == 'bad-request'
        refused(visit.citizen, '{"type":"text","text":"' + 'x' * 70000 + '"}', 'too-large')
        visit.citizen.send_raw('{"type":"text","text":"' + 'x' * 200000 + '"}')
        # Its reason may be lost with what was still on its way in.
        assert visit.citizen.wait_closed() in (1009, 1006)

        # Fragments without end add up to no more.
        fragments = here.socket(visit.citizen_token)
        fragments.wait('visit')
        with contextlib.suppress(OSError, websocket.WebSocketException):
            fragments.ws.send_frame(websocket.ABNF.create_frame(
                'x' * 60000, websocket.ABNF.OPCODE_TEXT, 0))
            for _ in range(1000):
                fragments.ws.send_frame(websocket.ABNF.create_frame(
                    'x' * 60000, websocket.ABNF.OPCODE_CONT, 0))
        fragments.wait_closed()

        # Not UTF-8; not masked; nonsense.
        for raw in (b'\x81\x82\0\0\0\0\xff\xff', b'\x81\x02{}', b'\xff\xff\xff\xff', bytes(64)):
            broken = here.socket(visit.citizen_token)
            broken.wait('visit')
            broken.ws.sock.sendall(raw)
            broken.wait_closed()


def too_many_problems():
    with undisturbed():
        visit = Visit(here)
        for _ in range(41):
            visit.citizen.send_raw('{}')
        assert visit.citizen.wait_closed() == 1008
        # Flooding: what is too frequent is refused, and then the socket closed.
        flood = here.socket(visit.citizen_token)
        flood.wait('visit')
        with contextlib.suppress(OSError, websocket.WebSocketException):
            for number in range(5000):
                flood.send('text', id='f', line=0, text='x', done=False)
        told = flood.wait('problem')
        # It says which one, so that its sender can send it again.
        assert told['code'] == 'too-many' and told['re'] == 'f' and told['retry_after'] == 1, told
        assert flood.wait_closed() in (1008, 1006)


def who_does_not_read():
    """Megabytes for one who reads nothing are not kept: their socket is."""
    with undisturbed():
        visit = Visit(here)
        deaf = websocket.create_connection(
            f'ws://127.0.0.1:{here.port}/api/v1/socket', timeout=office.PATIENCE,
            sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
        deaf.send(json.dumps({'type': 'hello', 'token': visit.citizen_token, 'instance': 'deaf',
                              'language': 'ca'}))
        visit.informer.wait('participant', lambda m: m['participant']['instance'] == 'deaf')
        before = len(visit.informer.messages)

        def gone():
            return any(m['type'] == 'participant' and not m['participant']['connected']
                       for m in visit.informer.messages[before:])

        # More than the kernel keeps and the office does, within what may be sent at once.
        for number in range(220):
            visit.informer.send('signal', to='citizen',
                                description={'type': 'offer', 'sdp': 'v' * 59000})
            if number % 20 == 19:
                visit.informer.send('presence', state='busy')
                visit.informer.wait('presence')
            if gone():
                break
        assert gone()
        with open(f'/proc/{here.process.pid}/status') as status:
            resident = next(int(line.split()[1]) for line in status if line.startswith('VmRSS'))
        assert resident < 800 * 1024, f'{resident} KiB'
        deaf.close()


PING = b'\x89\x80\0\0\0\0'


def pings_without_end():
    """Pongs nobody reads are not kept, nor is anybody held up by many small frames."""
    with undisturbed():
        visit = Visit(here)
        for token in (None, visit.citizen_token):
            deaf = websocket.create_connection(
                f'ws://127.0.0.1:{here.port}/api/v1/socket', timeout=office.PATIENCE,
                sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
            message = b'{"type":"form.focus","form":"f","field":""}' if token else b'{}'
            frame = bytes((0x81, 0x80 | len(message))) + bytes(4) + message
            if token:
                deaf.send(json.dumps({'type': 'hello', 'token': token, 'instance': 'deaf',
                                      'language': 'ca'}))
            # With a token as without one, long before what it sends here has been taken.
            try:
                for _ in range(400):
                    deaf.sock.sendall((b'\x89\xfd' + bytes(129)) * 1500 + frame)
            except OSError:
                pass
            else:
                raise AssertionError('80 MB of pings were answered')
        # Who reads may ping as much as they like, a few at a time.
        pinging = here.socket(visit.citizen_token)
        pinging.wait('visit')
        for _ in range(20):
            pinging.ws.sock.sendall(PING * 100)
            pinging.barrier()
        assert pinging.closed is None
        # And small frames, read at once, take no time anybody notices.
        stranger = here.socket('x', greet=False)
        with contextlib.suppress(OSError):
            stranger.ws.sock.sendall(b'\x8a\x80\0\0\0\0' * 43000)
        assert stranger.wait_closed() == 1006
        strange = here.socket('x', greet=False)
        for _ in range(4):
            strange.send_raw('{}')
        assert strange.wait_closed() == 1008


def deaf_socket(there, visit, token, side):
    """One that says hello and never reads; @side of the other one is told of it."""
    instance = 'd' + office.uuid.uuid4().hex[:12]
    deaf = websocket.create_connection(
        f'ws://127.0.0.1:{there.port}/api/v1/socket', timeout=office.PATIENCE,
        sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
    deaf.send(json.dumps({'type': 'hello', 'token': token, 'instance': instance,
                          'language': 'ca'}))
    side.wait('participant', lambda m: m['participant']['instance'] == instance)
    return deaf, lambda: any(
        m['type'] == 'participant' and m['participant']['instance'] == instance
        and not m['participant']['connected'] for m in side.messages)


def perturbed():
    """What is freed is overwritten, so that whoever looks at it again is found out."""
    return Office(environment={'MALLOC_PERTURB_': '165'})


def who_falls_behind_while_attending():
    """The socket goes in the middle of being told its own visit again."""
    there = perturbed()
    visit = Visit(there)
    visit.citizen.send('form.focus', field='applicant.given_name')
    for line in range(6):
        visit.citizen.send('text', line=line, text='x' * 4000, done=True)
    deaf, gone = deaf_socket(there, visit, visit.token, visit.citizen)
    for _ in range(300):
        there.post(visit.path('/attend'), None, visit.token)
        if gone():
            break
    assert gone()
    deaf.shutdown()
    back = there.socket(visit.token)
    back.wait('visit')


def who_is_replaced_when_full():
    """An unread socket is filled until the word that it is replaced is one too many."""
    there = perturbed()
    visit = Visit(there)
    sizes = (59000, 6000, 600, None)  # of signals; the last is a short message
    plan = []

    def told():
        visit.informer.send('presence', state='busy')
        visit.informer.wait('presence')

    def tell(size):
        if size is None:
            visit.informer.send('form.hand', field='card.route', to='citizen')
        else:
            visit.informer.send('signal', to='citizen',
                                description={'type': 'offer', 'sdp': 'v' * size})

    # Each round finds how many of the next smaller size still fit; the kernel's part varies a little.
    for _ in range(9):
        visit.informer = there.socket(visit.token)  # who may send 240 at once again
        visit.informer.wait('visit')
        deaf, gone = deaf_socket(there, visit, visit.citizen_token, visit.informer)
        for size, count in zip(sizes, plan):
            for _ in range(count):
                tell(size)
        told()
        if gone():
            plan.pop()
        elif len(plan) < len(sizes):
            count = 0
            while not gone() and count < (40 if plan else 110):
                tell(sizes[len(plan)])
                told()
                count += 1
            if gone():
                plan.append(count - 1)
            else:
                plan.pop()
        else:
            deaf_socket(there, visit, visit.citizen_token, visit.informer)[0].shutdown()
            plan.pop()
            told()
        deaf.shutdown()
    there.socket(visit.citizen_token).wait('visit')


def raw(data, size=65536):
    with socket.create_connection(('127.0.0.1', here.port), office.PATIENCE) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(data)
            # What is half a request stays half: the office need not wait for more.
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(size)
    return b''


def http_of_all_kinds():
    with undisturbed():
        for data in (b'\0' * 100, b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n',
                     b'GET /api/v1/health HTTP/1.1\r\nHost: a/b\r\n\r\n',
                     b'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
                     b'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n',
                     b'GET /api/v1/' + b'a' * 60000 + b' HTTP/1.1\r\nHost: x\r\n\r\n',
                     b'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', b'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
                     b'GET /api/v1/socket HTTP/1.1\r\nHost: x\r\n\r\n'):
            answer = raw(data)
            assert not answer or answer.split()[1][:1] in (b'4', b'5', b'2', b'3'), answer[:80]
        raw(b'GET / HTTP/1.1\r\n' + b'X: ' + b'a' * 1000000)
        for body in ('', 'x', '[]', '{', '{"account":1,"password":"x"}', '{"account":"x"}',
                     '{"account":"x","password":"y","more":1}', '[' * 50000,
                     json.dumps({'account': 'x' * 65, 'password': 'y'}),
                     json.dumps({'account': 'x', 'password': 'y' * 257})):
            assert here.post('/session', body).code == 'bad-request', body[:50]
        assert here.post('/session', 'x' * 300000).code == 'too-large'
        assert here.post('/session', iter([b'x' * 100000] * 5), check=False).code == 'too-large'
        for path in ('', '/', '/none', '/appointments/a/b/c/d', '/appointments/%2e%2e',
                     '/appointments/a%00b', '/appointments/' + 'x' * 65, '/sessions'):
            assert here.get(path, quiet.token, check=False).status in (404, 400), path
        assert here.request('PATCH', '/session', None, quiet.token, check=False).status == 404
        assert here.get('/appointments?from=%ff&days=%00', quiet.token).status == 400


def ranges():
    """A page is given whole, however many times it is asked for in parts; and / leads to our own."""
    with undisturbed():
        for path in ('/c/index.html', '/api/v1/procedures'):
            for ranges in ('0-,' * 20000 + '0-', '0-0', '-1'):
                answer = raw(f'GET {path} HTTP/1.1\r\nHost: x\r\nRange: bytes={ranges}\r\n\r\n'
                             .encode())
                assert answer.startswith(b'HTTP/1.1 200 '), answer[:80]
                length = int(re.search(rb'content-length: (\d+)', answer.lower())[1])
                assert length < 100000, length
        answer = raw(b'GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n').lower()
        assert b'\r\nlocation: /c/\r\n' in answer, answer


def who_says_much():
    """Thousands of long lines, and asking for all of it again and again: told as much as fits, at
    a pace others do not feel; and each line once to each."""
    with undisturbed():
        there = Office()
        visit = Visit(there)
        with sqlite3.connect(f'{there.store}/office.db') as store:
            store.executemany(
                "INSERT INTO line (appointment, participant, origin, line, text, done, at)"
                " VALUES (?, 'citizen', 'typed', ?, ?, 1, '2026-01-01T00:00:00.000Z')",
                ((visit.id, n, '\U0001f600' * 4000) for n in range(1000)))
            plan = ' '.join(row[3] for row in store.execute(
                'EXPLAIN QUERY PLAN SELECT text FROM line INDEXED BY line_appointment'
                ' WHERE appointment = ? ORDER BY rowid DESC', ('x',)))
            assert 'TEMP B-TREE' not in plan, plan
        visit.informer.send('text', line=0, text='\x7f' * 2000, done=True, relay=['citizen'] * 8)
        visit.informer.send('text', line=1, text='x', done=True, relay=['citizen'])
        visit.citizen.wait('text', lambda m: m['line']['line'] == 1)
        assert visit.citizen.kinds().count('text') == 2
        refused(visit.citizen, '{"type":"signal","to":"informer","description":{"type":"offer",'
                '"sdp":"%s"}}' % ('\x7f' * 59000))
        for _ in range(60):
            visit.citizen.send('arrive', camera=True, microphone=True)
        visit.citizen.wait('problem', lambda m: m['code'] == 'too-many')
        visits = [m for m in visit.citizen.messages if m['type'] == 'visit']
        assert len(visits) < 40, len(visits)
        assert len(json.dumps(visits[-1], ensure_ascii=False)) < 128 * 1024
        assert [line['line'] for line in visits[-1]['lines']] == [*range(1000), 0, 1][-len(
            visits[-1]['lines']):], [line['line'] for line in visits[-1]['lines']]


def who_changes_much():
    """Changes are kept, and so there is an end to them; the other one writes on."""
    with undisturbed():
        there = Office()
        visit = Visit(there)
        informers = next(f for f, x in forms.fields_of(visit.visit['form']).items()
                         if x.get('who') == 'informer')
        visit.informer.send('form.hand', id='h', field=informers, to='citizen')
        assert visit.informer.wait('problem')['code'] == 'not-yours'
        there.stop()
        with sqlite3.connect(f'{there.store}/office.db') as store:
            store.executemany(
                "INSERT INTO change (form, version, participant, actor, change, field, value, at)"
                " VALUES (?, ?, 'citizen', '', ?, 'applicant.given_name', ?,"
                " '2026-01-01T00:00:00.000Z')",
                ((visit.visit['front'], n, f'c{n}', '\U0001f600' * 4000) for n in range(1, 1050)))
        there.start()
        citizen = there.socket(visit.citizen_token)
        version = forms.fields_of(citizen.wait('visit')['form'])['applicant.given_name']['version']
        answer = forms.change(citizen, 'applicant.given_name', 'x', version)
        assert answer.get('code') == 'full', answer
        informer = there.socket(visit.token)
        informer.wait('visit')
        answer = forms.change(informer, 'applicant.given_name', 'y', version)
        assert answer['type'] == 'form.changed', answer


def slow_ones():
    """Heads that never end and bodies that trickle give their places up, and one appointment has
    few of those where everybody's documents come in."""
    there = Office('--max-connections', '20')
    visit = Visit(there)
    other = Visit(there)

    def begin(text):
        connection = socket.create_connection(('127.0.0.1', there.port), office.PATIENCE)
        connection.sendall(text.encode())
        return connection

    sending = [begin(f'POST /api/v1/appointments/{visit.id}/documents HTTP/1.1\r\nHost: x\r\n'
                     f'Authorization: Bearer {visit.citizen_token}\r\n'
                     'Content-Length: 2000000\r\n\r\n%PDF-') for _ in range(4)]
    deadline = office.time.monotonic() + office.PATIENCE
    while forms.send_document(visit).code != 'too-many':
        assert office.time.monotonic() < deadline
    assert forms.send_document(other).status == 201
    heads = [begin('GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX: ') for _ in range(3)] + [begin('')]
    # Each is let go, though a byte comes now and then.
    for connection in sending + heads:
        connection.settimeout(1)
        while True:
            assert office.time.monotonic() < deadline
            try:
                connection.sendall(b'a' if connection not in heads[3:] else b'')
                if connection.recv(1000) == b'':
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    assert forms.send_document(visit).status == 201


def rights_gone_meanwhile():
    """What was begun with a right is not finished without it."""
    there = Office()
    visit = Visit(there)
    colleague = there.add_staff('colleague')

    def begin(method, path, token, body):
        connection = http.client.HTTPConnection('127.0.0.1', there.port, timeout=office.PATIENCE)
        connection.putrequest(method, '/api/v1' + path)
        connection.putheader('Authorization', f'Bearer {token}')
        connection.putheader('Content-Length', str(len(body)))
        connection.endheaders(body[:5])
        there.get('/health')  # so its head was seen before what follows
        return connection, body[5:]

    def end(connection, rest):
        connection.send(rest)
        return office.Answer(connection.getresponse())

    document = begin('POST', visit.path('/documents'), visit.citizen_token, forms.PDF)
    link = there.link(visit.token, visit.id)
    assert end(*document).code == 'unauthorized'
    assert there.get(visit.path('/documents'), link).json['documents'] == []

    waiting = Visit(there, begin=False)
    waiting.citizen.send('arrive', camera=True, microphone=True)
    waiting.citizen.wait('position')
    notes = begin('PUT', waiting.path('/notes'), waiting.token, b'{"text":"mine"}')
    ending = begin('POST', waiting.path('/end'), waiting.token, b'{"outcome":"abandoned"}')
    assert there.post(waiting.path('/attend'), None, colleague).status == 200
    assert end(*notes).code == 'not-found'
    assert end(*ending).code == 'not-found'
    assert there.get(waiting.path('/notes'), colleague).json['text'] == ''

    notes = begin('PUT', visit.path('/notes'), visit.token, b'{"text":"mine"}')
    there.request('DELETE', '/session', None, visit.token)
    assert end(*notes).code == 'unauthorized'


def connections():
    few = Office('--max-connections', '4')
    held = [socket.create_connection(('127.0.0.1', few.port)) for _ in range(4)]
    one_more = socket.create_connection(('127.0.0.1', few.port))
    one_more.settimeout(office.PATIENCE)
    assert one_more.recv(1) == b'', 'one too many is closed'
    for connection in held:
        connection.close()
    deadline = office.time.monotonic() + office.PATIENCE
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if few.get('/health').status == 200:
                break
        assert office.time.monotonic() < deadline
    # Connections reset before they are accepted do not stop it accepting.
    for _ in range(50):
        rude = socket.create_connection(('127.0.0.1', few.port))
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        rude.close()
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if few.get('/health').status == 200:
                break
        assert office.time.monotonic() < deadline


def connections_of_one():
    """One address cannot hold every place: the others' are open still."""
    few = Office('--max-connections', '100', '--max-per-address', '3')
    held = [socket.create_connection(('127.0.0.1', few.port), source_address=('127.0.0.2', 0))
            for _ in range(3)]

    def turned_away():
        one_more = socket.create_connection(('127.0.0.1', few.port), office.PATIENCE,
                                            source_address=('127.0.0.2', 0))
        with one_more, contextlib.suppress(ConnectionError):
            one_more.sendall(b'GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n')
            return one_more.recv(1) == b''
        return True

    assert turned_away()
    assert few.get('/health').status == 200, 'from another address'
    held.pop().close()
    deadline = office.time.monotonic() + office.PATIENCE
    while turned_away():
        assert office.time.monotonic() < deadline, 'a place that is free again'


def bodies_to_pages():
    """A page takes no body, and one without end is not read for ever."""
    with undisturbed(), socket.create_connection(('127.0.0.1', here.port), office.PATIENCE) as sender:
        sender.sendall(b'POST /c/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n')
        chunk = b'100000\r\n' + bytes(0x100000) + b'\r\n'
        try:
            for _ in range(200):
                sender.sendall(chunk)
        except (ConnectionError, TimeoutError):  # let go, or read no further
            return
        raise AssertionError('200 MiB were read')


def log_says_nothing_of_people():
    with open(here.log) as log:
        said = log.read()
    for secret in (quiet.token, quiet.citizen_token, 'Persona de prova', 'Encara hi som',
                   'contrasenya', 'CRITICAL', 'ERROR'):
        assert secret not in said, f'{secret!r} is in the log:\n{said}'


run({
    'JSON of all kinds': json_of_all_kinds,
    'JSON that hides what it is': json_that_hides,
    'members of wrong kinds and sizes': members_of_wrong_kinds,
    'messages out of turn': out_of_turn,
    'hello comes first, and soon': before_hello,
    'frames too large, endless, binary or broken': frames,
    'too many problems, too many messages': too_many_problems,
    'who does not read is let go': who_does_not_read,
    'pings without end': pings_without_end,
    'who falls behind while they attend': who_falls_behind_while_attending,
    'who is replaced when no word more fits': who_is_replaced_when_full,
    'HTTP of all kinds': http_of_all_kinds,
    'ranges': ranges,
    'who changes much': who_changes_much,
    'who says much': who_says_much,
    'slow heads and bodies': slow_ones,
    'rights gone meanwhile': rights_gone_meanwhile,
    'so many connections and no more': connections,
    'so many from one address': connections_of_one,
    'a body no page wants': bodies_to_pages,
    'the log says nothing of people': log_says_nothing_of_people,
})
