# Killed, stopped, started again: nothing that was acknowledged is lost. And what is started how.
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import random
import resource
import signal
import sqlite3
import subprocess
import threading

import forms
import office
from office import Office, Visit, run


def killed_in_the_middle():
    """Both write as fast as they can while the office is killed, several times over. Each comes back,
    sends again what was not answered, and in the end every keystroke is there once, in order."""
    here = Office()
    visit = Visit(here)
    fields = {'applicant.surname1': 'informer', 'applicant.surname2': 'citizen'}
    written = {field: [] for field in fields}
    for round in range(4):
        pending = {}
        acknowledged = {field: threading.Event() for field in fields}

        def write(who, field):
            base = written[field][-1][1] if written[field] else 0
            for number in range(400):
                name = f'{field.replace(".", "-")}-{round}-{number}'
                pending[field] = (name, name, base)
                try:
                    who.send('form.change', change=name, field=field, value=name, base=base)
                    answer = who.wait('form.changed', lambda m: m.get('change') == name)
                except Exception:
                    return
                base = answer['version']
                written[field].append((name, base))
                del pending[field]
                if number == 3:
                    acknowledged[field].set()

        writers = [threading.Thread(target=write, args=(getattr(visit, side), field))
                   for field, side in fields.items()]
        for writer in writers:
            writer.start()
        assert all(event.wait(office.PATIENCE) for event in acknowledged.values())
        here.kill()
        for writer in writers:
            writer.join()
        visit.informer.wait_closed()
        visit.citizen.wait_closed()
        here.start()

        visit.informer = here.socket(visit.token, instance=visit.informer.instance)
        visit.citizen = here.socket(visit.citizen_token, instance=visit.citizen.instance)
        for side in ('informer', 'citizen'):
            form = forms.fields_of(getattr(visit, side).wait('visit')['form'])
            for field, changes in written.items():
                # At least all that was acknowledged; at most the one under way besides.
                assert form[field]['version'] >= changes[-1][1]
        for field, (name, value, base) in pending.items():
            for _ in range(2):
                answer = forms.change(getattr(visit, fields[field]), field, value, base, name)
                assert answer['type'] == 'form.changed' and answer['value'] == value, answer
            written[field].append((name, answer['version']))

    with sqlite3.connect(f'{here.store}/office.db') as store:
        rows = store.execute('SELECT field, change, version FROM change ORDER BY version').fetchall()
    for field, changes in written.items():
        assert [(c, v) for f, c, v in rows if f == field] == changes
    assert [v for _, _, v in rows] == list(range(1, len(rows) + 1))


def long_conversation():
    """What does not fit into one message is counted, not passed over in silence."""
    here = Office()
    visit = Visit(here)
    assert visit.visit['earlier'] == 0
    for line in range(60):
        visit.citizen.send('text', line=line, text='x' * 4000, done=True)
    visit.citizen.barrier()
    here.kill()
    here.start()
    back = here.socket(visit.token)
    found = back.wait('visit')
    assert [one['line'] for one in found['lines']] == list(range(60)) and found['earlier'] == 0
    citizen = here.socket(visit.citizen_token)
    citizen.wait('visit')
    for line in range(60, 120):
        citizen.send('text', line=line, text='x' * 4000, done=True)
    citizen.barrier()
    here.kill()
    here.start()
    found = here.socket(visit.token).wait('visit')
    assert found['lines'][-1]['line'] == 119 and found['earlier'] == found['lines'][0]['line'] > 0
    here.stop()


def everything_is_kept():
    here = Office()
    visit = Visit(here)
    version = forms.complete(visit)
    visit.citizen.send('text', line=0, text='Això ho he escrit', done=True)
    visit.citizen.send('form.confirm', version=version)
    visit.citizen.wait('form.confirmed')
    visit.informer.send('form.hand', field='payment.holder_name', to='citizen')
    visit.citizen.wait('form.hand')
    here.put(visit.path('/notes'), {'text': 'Una nota'}, visit.token)
    second = here.book(visit.token, 60)
    waiting = here.link(visit.token, second)
    socket = here.socket(waiting)
    socket.send('arrive', camera=True, microphone=False)
    socket.wait('position')
    here.kill()
    here.start()

    back = here.socket(visit.token)
    assert back.wait('welcome')['attending'] == visit.visit['id']
    place = back.wait('queue')['waiting'][0]
    assert place['appointment']['id'] == second and not place['connected'] and place['camera']
    found = back.wait('visit')
    assert found['lines'][0]['text'] == 'Això ho he escrit'
    assert found['form']['version'] == version and found['form']['complete']
    assert found['form']['declaration']['confirmed']
    assert forms.fields_of(found['form'])['payment.holder_name']['holder'] == 'citizen'
    assert here.get(visit.path('/notes'), visit.token).json['text'] == 'Una nota'
    assert here.socket(waiting).wait('position')['ahead'] == 0
    # A confirmation undone is undone for good.
    answer = forms.change(back, 'applicant.given_name', 'Una Altra', version)
    here.kill()
    here.start()
    assert here.post(visit.receipt(), None, visit.token).code == 'not-confirmed'
    citizen = here.socket(visit.citizen_token)
    citizen.send('form.confirm', version=answer['version'])
    citizen.wait('form.confirmed')
    receipt = here.post(visit.receipt(), None, visit.token)
    assert receipt.status == 201, receipt.body
    here.kill()
    here.start()
    assert here.post(visit.receipt(), None, visit.token).json == receipt.json
    assert here.get(visit.receipt('.pdf'), visit.citizen_token).body.startswith(b'%PDF-')
    ended = here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token)
    here.kill()
    here.start()
    assert here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token).json == ended.json
    with sqlite3.connect(f'{here.store}/office.db') as store:
        assert store.execute('SELECT count(*) FROM line').fetchone() == (0,)
    audit(here)


def end_while_the_receipt_is_drawn():
    """Whichever is first: never a receipt of a visit that is over."""
    here = Office(environment={'MALLOC_PERTURB_': '165'})
    visit = Visit(here)
    version = forms.complete(visit)
    visit.citizen.send('form.confirm', version=version)
    visit.citizen.wait('form.confirmed')
    answers = []
    making = threading.Thread(target=lambda: answers.append(
        here.post(visit.receipt(), None, visit.token)))
    making.start()
    while True:
        ended = here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token)
        if ended.status == 200:
            break
        assert ended.code == 'conflict', ended.body
    making.join()
    visit.citizen.wait('ended')
    visit.citizen.barrier()
    kinds = visit.citizen.kinds()
    assert (answers[0].status == 201) == ('receipt' in kinds), answers[0].body
    if 'receipt' in kinds:
        assert kinds.index('receipt') < kinds.index('ended')
    else:
        assert answers[0].code == 'not-in-visit', answers[0].body
    visit.citizen.vanish()
    visit.informer.vanish()


def a_damaged_page():
    """What cannot be read is refused to who asks for it, each time, and the office goes on."""
    here = Office()
    visit, other = Visit(here), Visit(here)
    for line in range(30):
        visit.citizen.send('text', line=line, text='x' * 3000, done=True)
    visit.citizen.barrier()
    assert here.stop() == 0
    path = f'{here.store}/office.db'
    with sqlite3.connect(path) as store:
        page = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'line'").fetchone()[0]
        size = store.execute('PRAGMA page_size').fetchone()[0]
        index = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'line_appointment'"
                              ).fetchone()
    store.close()
    with open(path, 'r+b') as file:
        for root in [page, *(index or ())]:
            file.seek((root - 1) * size)
            file.write(b'\xff' * 200)
    here.start()
    for _ in range(2):
        back = here.socket(visit.citizen_token)
        assert back.wait_any('visit', 'problem')['code'] == 'failed'
        assert here.post(visit.path('/attend'), None, visit.token).status == 500
    assert here.get('/health').status == 200
    assert here.get(other.path(), other.token).json['state'] == 'attending'
    # A token that cannot be looked up is not one that is none.
    assert here.get(other.path(), 'x' * 43).status == 401
    here.kill()


def no_room():
    """Nothing can be written: each is told so and loses nothing by it, and so says /health."""
    here = Office()
    visit = Visit(here)
    limits = resource.prlimit(here.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(here.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
    for number in range(45):
        visit.citizen.send('form.change', change=f'full-{number}', field='applicant.given_name',
                           value='x', base=0)
        assert visit.citizen.wait_any('problem', 'form.changed')['code'] == 'failed'
    assert here.put(visit.path('/notes'), {'text': 'x'}, visit.token).status == 500
    assert here.get('/health').status == 500
    resource.prlimit(here.process.pid, resource.RLIMIT_FSIZE, limits)
    assert here.get('/health').status == 200
    assert forms.change(visit.citizen, 'applicant.given_name', 'x')['type'] == 'form.changed'


def sealed_and_never_told():
    here = Office()
    visit = Visit(here)
    document = forms.send_document(visit).json['id']
    here.kill()
    folder = pathlib.Path(here.store) / 'documents'
    (folder / 'killed-before-its-row').write_bytes(b'x' * 100)
    (folder / 'half.part').write_bytes(b'x')
    here.start()
    assert [file.name for file in folder.iterdir()] == [document]
    assert here.get(visit.path(f'/documents/{document}'), visit.citizen_token).body == forms.PDF


def audit(here):
    """The chain, computed here from what its description says."""
    with sqlite3.connect(f'{here.store}/office.db') as store:
        rows = store.execute('SELECT at, actor, action, subject, hash FROM audit ORDER BY number'
                             ).fetchall()
        actions = {row[2] for row in rows}
        assert {'session.opened', 'visit.attended', 'document.sent', 'form.confirmed',
                'receipt.made', 'receipt.read', 'visit.ended'} <= actions, actions
        before = b''
        for *texts, kept in rows:
            before = hashlib.blake2b(
                before + b''.join(text.encode() + b'\0' for text in texts), digest_size=32).digest()
            assert before == kept
        assert 'Persona' not in str(rows) and 'prova' not in str(rows)
        for forbidden in ("UPDATE audit SET actor = 'x'", 'DELETE FROM audit'):
            try:
                store.execute(forbidden)
            except sqlite3.IntegrityError:
                pass
            else:
                raise AssertionError(forbidden)

    def verify():
        return subprocess.run([office.PROGRAM, '--store', here.store, '--verify-audit'],
                              capture_output=True, timeout=office.PATIENCE)

    assert verify().returncode == 0
    # Somebody who goes round the triggers is found out, and where.
    with sqlite3.connect(f'{here.store}/office.db') as store:
        store.execute('DROP TRIGGER audit_fixed')
        store.execute("UPDATE audit SET actor = 'x' WHERE number = 3")
    said = verify()
    assert said.returncode == 1 and b'3' in said.stdout + said.stderr, said


def stops_cleanly():
    for how in (signal.SIGTERM, signal.SIGINT, 'parent'):
        here = Office()
        visit = Visit(here)
        if how == 'parent':
            here.process.stdin.close()
        else:
            here.process.send_signal(how)
        assert visit.informer.wait_closed() == 1001, how
        assert visit.citizen.wait_closed() == 1001, how
        assert here.process.wait(office.PATIENCE) == 0
        # All of it is in the one file.
        assert not os.path.exists(f'{here.store}/office.db-wal')
        here.start()
        assert here.socket(visit.token).wait('welcome')['attending'] == visit.visit['id']
        assert here.socket(visit.citizen_token).wait('visit')['you'] == 'citizen'
        assert here.stop() == 0


def one_office_a_store():
    here = Office()
    second = subprocess.run([office.PROGRAM, '--store', here.store], capture_output=True,
                            timeout=office.PATIENCE)
    assert second.returncode == 1 and b'another' in second.stderr
    here.kill()
    # One that is ending yet is waited for: its store is held here instead.
    with open(f'{here.store}/lock', 'wb') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        starting = threading.Thread(target=here.start)
        starting.start()
        with contextlib.suppress(BlockingIOError), open(f'{here.store}/opening', 'wb') as opening:
            while starting.is_alive():
                fcntl.flock(opening, fcntl.LOCK_EX | fcntl.LOCK_NB)
                fcntl.flock(opening, fcntl.LOCK_UN)
    starting.join()
    assert here.request('GET', '/health').json['status'] == 'ok'
    here.kill()
    here.start()
    # Beside it accounts are made, but a store of another shape is left to who has it.
    here.add_staff('beside')
    with sqlite3.connect(f'{here.store}/office.db') as store:
        newest, = store.execute('PRAGMA user_version').fetchone()
        store.execute(f'PRAGMA user_version = {newest - 1}')
    add = [office.PROGRAM, '--store', here.store, '--add-staff', 'a', '--name', 'A', '--role',
           'informer']
    older = subprocess.run(add, input=b'contrasenya llarga', capture_output=True,
                           timeout=office.PATIENCE)
    assert older.returncode == 1 and b'older' in older.stderr, older
    with sqlite3.connect(f'{here.store}/office.db') as store:
        assert store.execute('PRAGMA user_version').fetchone() == (newest - 1,)
    here.kill()


def first_at_once():
    """A new store opened by several at the same time is made once, and each finds it whole."""
    with office.tempfile.TemporaryDirectory() as folder:
        adding = [subprocess.Popen(
            [office.PROGRAM, '--store', f'{folder}/store', '--add-staff', f'a{n}', '--name', 'A',
             '--role', 'informer'], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE) for n in range(6)]
        for each in adding:
            each.stdin.write(b'contrasenya llarga\n')
            each.stdin.close()
        for each in adding:
            assert each.wait(office.PATIENCE) == 0, each.stderr.read()
            each.stderr.close()


def practice():
    there = Office('--practice')
    assert 'setup_token' not in there.ready
    credentials = there.ready['practice']
    token = there.sign_in(credentials['account'], credentials['password'])
    who = there.get('/session', token).json
    assert who['name'] == 'Informadora de pràctiques' and who['role'] == 'informer'
    now = office.datetime.datetime.now(office.datetime.timezone.utc)
    day = (now - office.datetime.timedelta(days=1)).date().isoformat()
    week = there.get(f'/appointments?from={day}&days=9', token).json['appointments']
    assert len(week) > 40
    due = [a for a in week if a['state'] == 'booked' and a['starts'] <= office.now_text() < a['ends']]
    assert len(due) == 1
    past = [a for a in week if a['state'] == 'ended']
    assert past and all(a['outcome'] for a in past) and any(a.get('receipt') for a in past)
    assert all(a['citizen_name'].startswith('Persona de prova') for a in week)
    assert {'ca', 'es', 'en', 'ar', 'ur'} == {a['language'] for a in week}
    # Started again: the same week, another password, somebody due.
    there.stop()
    there.start()
    assert there.ready['practice']['password'] != credentials['password']
    assert there.post('/session', credentials).status == 401
    again = there.get(f'/appointments?from={day}&days=9', token).json['appointments']
    assert len(again) in (len(week), len(week) + 1)
    # People's store is not practised in.
    people = Office()
    people.add_staff('persona')
    people.stop()
    refused = subprocess.run([office.PROGRAM, '--store', people.store, '--practice'],
                             capture_output=True, timeout=office.PATIENCE)
    assert refused.returncode == 1


def options():
    def tried(*arguments, **more):
        return subprocess.run([office.PROGRAM, *arguments], capture_output=True, text=True,
                              timeout=office.PATIENCE, **more)

    assert tried('--version').stdout.startswith('finestreta-office ')
    assert '--listen' in tried('--help').stdout
    assert tried('--none').returncode == 2
    assert tried('argument').returncode == 2
    with office.tempfile.TemporaryDirectory() as store:
        for listen in ('0.0.0.0:0', '[::]:0', '192.0.2.1:0'):
            open_to_all = tried('--store', store, '--listen', listen)
            assert open_to_all.returncode == 1 and 'tls' in open_to_all.stderr, open_to_all
        assert tried('--store', store, '--listen', 'localhost:0').returncode == 1
        for account, role, password in (('a', 'informer', 'curta'), ('A', 'informer', 'x' * 10),
                                        ('a', 'boss', 'x' * 10), ('a', 'informer', 'x' * 300)):
            assert tried('--store', store, '--add-staff', account, '--name', 'x', '--role', role,
                         input=password + '\n').returncode == 2, (account, role)
    with office.tempfile.TemporaryDirectory() as store:
        # What is in the way is called by its name.
        os.mkdir(f'{store}/lock')
        locked = tried('--store', store)
        assert locked.returncode == 1 and 'lock' in locked.stderr, locked
        assert 'another' not in locked.stderr, locked
    newer = Office()
    newer.stop()
    with sqlite3.connect(f'{newer.store}/office.db') as store:
        store.execute('PRAGMA user_version = 99')
    assert 'newer' in tried('--store', newer.store).stderr


def tls():
    folder = office.tempfile.mkdtemp()
    office.atexit.register(office.shutil.rmtree, folder)
    pem = os.path.join(folder, 'both.pem')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
                    '-subj', '/CN=localhost', '-keyout', pem, '-out', pem + '.cert'], check=True,
                   capture_output=True)
    pathlib.Path(pem).write_text(pathlib.Path(pem).read_text()
                                 + pathlib.Path(pem + '.cert').read_text())
    bare = subprocess.run([office.PROGRAM, '--store', f'{folder}/store', '--tls-certificate',
                           pem + '.cert'], capture_output=True, timeout=office.PATIENCE,
                          env={**os.environ, 'ASAN_OPTIONS': 'detect_leaks=0'})
    assert bare.returncode == 1 and b'private key' in bare.stderr, bare
    # Debian 12's LeakSanitizer crashes by itself over the thread storage of a TLS module loaded late.
    there = Office('--tls-certificate', pem, environment={'ASAN_OPTIONS': 'detect_leaks=0'})
    assert there.ready['address'].startswith('https://')
    import ssl
    import websocket
    trust = ssl.create_default_context(cafile=pem + '.cert')
    trust.check_hostname = False
    connection = office.http.client.HTTPSConnection('127.0.0.1', there.port, context=trust,
                                                    timeout=office.PATIENCE)
    connection.request('GET', '/api/v1/health')
    answer = office.Answer(connection.getresponse())
    assert answer.json['status'] == 'ok' and 'strict-transport-security' in answer.headers
    socket = websocket.create_connection(f'wss://127.0.0.1:{there.port}/api/v1/socket',
                                         sslopt={'context': trust}, timeout=office.PATIENCE)
    socket.send('{}')
    assert json.loads(socket.recv())['code'] == 'bad-request'
    socket.close()


run({
    'killed in the middle of writing, no keystroke is lost or doubled': killed_in_the_middle,
    'all of a visit outlives the process, and the audit shows it': everything_is_kept,
    'a visit does not end under its receipt': end_while_the_receipt_is_drawn,
    'a damaged page is refused to who asks for it': a_damaged_page,
    'no room to write': no_room,
    'a file nobody was told of goes': sealed_and_never_told,
    'a conversation longer than a message is given back as far as it fits, and the rest counted': long_conversation,
    'it stops cleanly, and with its parent': stops_cleanly,
    'a store is one office\'s': one_office_a_store,
    'several first ones': first_at_once,
    'a practice week': practice,
    'options that cannot be are refused': options,
    'TLS': tls,
})
