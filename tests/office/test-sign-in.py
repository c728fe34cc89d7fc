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
    assert here.post(f'/appointments/{mine}/receipt', None, first).status == 403
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
    'a token ends at its time': expiry,
    'a link is one appointment\'s, and the newest the only one': links,
    'verification codes are not tried one after another': receipts_are_not_guessed,
})
