# Accounts, tokens and how often a password may be tried.
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import sqlite3
import statistics
import time

import office
from office import Office, run


def attempt(here, account, password):
    return here.post('/session', {'account': account, 'password': password})


def limits():
    here = Office()
    here.add_staff('una')
    other = here.add_staff('altra')
    for _ in range(4):
        assert attempt(here, 'una', 'no és aquesta').code == 'unauthorized'
    # The right one forgives the wrong ones before.
    assert attempt(here, 'una', 'contrasenya de una').status == 201
    # Many at once do not slip past the limit together.
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        codes = [a.code for a in pool.map(
            lambda n: attempt(here, 'una', f'no és aquesta {n}'), range(8))]
    assert codes.count('unauthorized') == 5 and codes.count('too-many') == 3, codes
    locked = attempt(here, 'una', 'contrasenya de una')
    assert locked.status == 429 and locked.json['retry_after'] > 0
    assert locked.headers['retry-after'] == str(locked.json['retry_after'])
    # Others go on, and so does who is in already.
    assert attempt(here, 'altra', 'contrasenya de altra').status == 201
    assert here.get('/session', other).status == 200
    # An address that tries account after account is stopped too, whatever it tries next.
    codes = [attempt(here, f'compte{n}', 'x').code for n in range(25)]
    assert 'too-many' in codes, codes
    assert attempt(here, 'altra', 'contrasenya de altra').status == 429


def strangers_lock_nobody_out():
    """Whoever guesses elsewhere waits there, and what is refused unseen counts for nobody."""
    here = Office()
    here.add_staff('maria')
    here.add_staff('anna')

    def attempt_from(address, account, password):
        connection = office.http.client.HTTPConnection(
            '127.0.0.1', here.port, timeout=office.PATIENCE, source_address=(address, 0))
        connection.request('POST', '/api/v1/session',
                           office.json.dumps({'account': account, 'password': password}))
        return office.Answer(connection.getresponse())

    for _ in range(5):
        assert attempt_from('127.0.0.2', 'maria', 'no').code == 'unauthorized'
    for _ in range(25):
        assert attempt_from('127.0.0.2', 'maria', 'contrasenya de maria').code == 'too-many'
    assert attempt_from('127.0.0.2', 'anna', 'contrasenya de anna').status == 201
    assert attempt_from('127.0.0.1', 'maria', 'contrasenya de maria').status == 201


def unknown_takes_as_long():
    here = Office()
    here.add_staff('coneguda')
    seconds = {'coneguda': [], 'desconeguda': []}
    for _ in range(4):
        for account, times in seconds.items():
            begin = time.perf_counter()
            assert attempt(here, account, 'no és aquesta').code == 'unauthorized'
            times.append(time.perf_counter() - begin)
    known, unknown = (statistics.median(times) for times in seconds.values())
    # Without the hash it would be a hundredth of it.
    assert unknown > known / 4, (known, unknown)


def tokens():
    here = Office()
    token = here.add_staff('una')
    assert here.get('/session', token).json['account'] == 'una'
    for wrong in (token[:-1], token + 'A', 'x' * 43, '', "' OR 1=1 --"):
        assert here.get('/session', wrong).status == 401, wrong
    # The store has nothing to sign in with: no token, no password.
    store = sqlite3.connect(f'{here.store}/office.db')
    everything = '\n'.join(store.iterdump())
    assert token not in everything and 'contrasenya de una' not in everything
    assert '$argon2id$' in everything
    # Signing out here leaves the session there.
    there = here.sign_in('una', 'contrasenya de una')
    socket = here.socket(token)
    socket.wait('welcome')
    assert here.request('DELETE', '/session', None, token).status == 204
    assert socket.wait('problem')['code'] == 'unauthorized'
    assert socket.wait_closed() == 4003
    assert here.get('/session', token).status == 401
    assert here.get('/session', there).status == 200
    back = here.socket(token)
    assert back.wait('problem')['code'] == 'unauthorized'
    assert back.wait_closed() == 4003


def others_end():
    here = Office()
    head = here.add_staff('cap', role='coordinator')
    mine, other = here.add_staff('una'), here.add_staff('altra')
    me = here.get('/session', mine).json['id']
    there = here.sign_in('una', 'contrasenya de una')
    socket = here.socket(there)
    socket.wait('welcome')
    sessions = f'/staff/{me}/sessions'
    # Not a colleague's, unless one coordinates.
    assert here.request('DELETE', sessions, None, other).status == 403
    assert here.request('DELETE', sessions).status == 401
    assert here.request('DELETE', '/staff/none/sessions', None, head).status == 404
    assert here.get('/session', there).status == 200
    # One's own, but for the one that asks.
    assert here.request('DELETE', sessions, None, mine).status == 204
    assert socket.wait('problem')['code'] == 'unauthorized'
    assert socket.wait_closed() == 4003
    assert here.get('/session', there).status == 401
    assert here.get('/session', mine).status == 200
    assert here.get('/session', other).status == 200
    # A lost computer's, by who coordinates: all of them.
    socket = here.socket(mine)
    socket.wait('welcome')
    assert here.request('DELETE', sessions, None, head).status == 204
    assert socket.wait_closed() == 4003
    assert here.get('/session', mine).status == 401
    assert here.get('/session', head).status == 200


def new_password():
    here = Office()
    head = here.add_staff('cap', role='coordinator')
    mine, other = here.add_staff('una'), here.add_staff('altra')
    me = here.get('/session', mine).json['id']
    there = here.sign_in('una', 'contrasenya de una')
    path, new = f'/staff/{me}/password', 'una altra contrasenya'
    for token, body, status in ((None, {'password': new}, 401), (other, {'password': new}, 403),
                                (mine, {'password': new}, 400), (mine, {'password': 'curta'}, 400),
                                (mine, {'password': new, 'current': 'no és aquesta'}, 403)):
        assert here.put(path, body, token).status == status, (body, status)
    assert here.get('/session', there).status == 200
    assert here.put(path, {'password': new, 'current': 'contrasenya de una'}, mine).status == 204
    assert attempt(here, 'una', 'contrasenya de una').status == 401
    assert here.get('/session', there).status == 401
    assert here.get('/session', mine).status == 200
    again = here.sign_in('una', new)
    # Forgotten: a coordinator gives another, and whoever is in is in no more.
    assert here.put(path, {'password': 'i encara una altra'}, head).status == 204
    assert here.get('/session', mine).status == here.get('/session', again).status == 401
    here.sign_in('una', 'i encara una altra')


def so_many_sessions():
    here = Office()
    first = here.add_staff('una')
    socket = here.socket(first)
    socket.wait('welcome')
    second = here.sign_in('una', 'contrasenya de una')
    for _ in range(8):
        here.sign_in('una', 'contrasenya de una')
    assert here.get('/session', first).status == 200, 'ten fit'
    here.sign_in('una', 'contrasenya de una')
    assert socket.wait_closed() == 4003
    assert here.get('/session', first).status == 401
    assert here.get('/session', second).status == 200


def expiry():
    here = Office()
    token = here.add_staff('una')
    socket = here.socket(token)
    socket.wait('welcome')
    here.kill()
    with sqlite3.connect(f'{here.store}/office.db') as store:
        store.execute("UPDATE token SET expires = '2020-01-01T00:00:00.000Z'")
    here.start()
    assert here.get('/session', token).status == 401
    assert here.socket(token).wait_closed() == 4003


def links():
    here = Office()
    token = here.add_staff('una')
    mine, next_one = here.book(token), here.book(token, 60)
    first = here.link(token, mine)
    socket = here.socket(first)
    socket.wait('welcome')
    # One appointment's and nothing else.
    assert here.get(f'/appointments/{mine}', first).status == 200
    assert here.get(f'/appointments/{next_one}', first).status == 404
    assert here.get('/session', first).status == 403
    assert here.get('/appointments?from=2026-01-01', first).status == 403
    assert here.post(f'/appointments/{mine}/link', None, first).status == 403
    assert here.post(f'/appointments/{mine}/attend', None, first).status == 403
    assert here.post(f'/appointments/{mine}/end', {'outcome': 'filed'}, first).status == 403
    assert here.post(f'/appointments/{mine}/forms/x/receipt', None, first).status == 403
    # A new link, and the one before is worth nothing.
    second = here.link(token, mine)
    assert socket.wait('problem')['code'] == 'unauthorized'
    assert socket.wait_closed() == 4003
    assert here.get(f'/appointments/{mine}', first).status == 401
    assert here.get(f'/appointments/{mine}', second).status == 200
    assert here.post(f'/appointments/{mine}/link', None, here.add_staff('altra')).status == 404


def receipts_are_not_guessed():
    here = Office()
    codes = [here.get(f'/receipts/AAAA-AAAA-AAAA-{n:04}').status for n in range(30)]
    assert codes[0] == 404 and 429 in codes, codes


run({
    'a stranger locks nobody out': strangers_lock_nobody_out,
    'an account and an address may be tried so often': limits,
    'an unknown account takes as long as a known one': unknown_takes_as_long,
    'tokens are kept as hashes, revoked, and their sockets closed': tokens,
    'all other sessions of an account can be ended': others_end,
    'a new password ends every other session': new_password,
    'an account has ten sessions, and the oldest goes first': so_many_sessions,
    'a token ends at its time': expiry,
    'a link is one appointment\'s, and the newest the only one': links,
    'verification codes are not tried one after another': receipts_are_not_guessed,
})
