# The real office on a store of its own, HTTP and sockets to speak to it, and every answer it gives
# held against data/office-api.yaml.
# SPDX-License-Identifier: GPL-3.0-or-later
import atexit
import datetime
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid

import jsonschema
import websocket
import yaml

PROGRAM = os.environ['FIN_OFFICE']
API = yaml.safe_load(pathlib.Path(os.environ['FIN_OFFICE_API']).read_text())
RECEIPT = json.loads(pathlib.Path(os.environ['FIN_RECEIPT_SCHEMA']).read_text())
PATIENCE = 60  # a machine may be slow; nothing here measures it


def checker(schema):
    """A validator of one schema of the API, whose references are found in it."""
    resolver = jsonschema.RefResolver('', API)
    return jsonschema.Draft202012Validator(schema, resolver=resolver,
                                           format_checker=jsonschema.FormatChecker())


MESSAGES = {kind: checker(schema) for kind, schema in API['x-socket']['office'].items()}
CLIENT_MESSAGES = {kind: checker(schema) for kind, schema in API['x-socket']['client'].items()}
OFFICES = []
SEEN = set()  # what of the API was seen, to tell what was not


def check_message(message):
    kind = message.get('type')
    assert kind in MESSAGES, f'the office sent {kind}, which is not in the API'
    MESSAGES[kind].validate(message)
    SEEN.add(f'message {kind}')


def check_answer(method, path, answer):
    """The answer's status, media type and body are ones the API names for this request."""
    parts = path.split('?')[0].strip('/').split('/')
    for pattern, operations in API['paths'].items():
        wanted = pattern.strip('/').split('/')
        if len(wanted) == len(parts) and all(
                w == p or w.startswith('{') for w, p in zip(wanted, parts)):
            break
    else:
        raise AssertionError(f'{path} is not in the API: is it meant to be asked for?')
    assert method.lower() in operations, f'{method} {pattern} is not in the API'
    responses = operations[method.lower()]['responses']
    assert str(answer.status) in responses, \
        f'{method} {pattern} answered {answer.status}, which is not in the API'
    SEEN.add(f'{method} {pattern} {answer.status}')
    response = responses[str(answer.status)]
    if '$ref' in response:
        response = API['components']['responses'][response['$ref'].split('/')[-1]]
    content = response.get('content', {})
    if not content:
        assert answer.body == b'', f'{method} {pattern} has a body'
        return
    media_type = answer.headers['content-type'].split(';')[0]
    if '*/*' in content:
        return
    assert media_type in content, f'{method} {pattern} answered as {media_type}'
    if media_type.endswith('json'):
        checker(content[media_type]['schema']).validate(answer.json)
        if pattern.endswith('receipt.json') and answer.status == 200:
            jsonschema.Draft202012Validator(RECEIPT).validate(answer.json)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """Of a problem."""
        return self.json['type'].rsplit(':', 1)[1]


class Office:
    """The program, started when made."""

    def __init__(self, *options, store=None, environment=None):
        self.root = store or tempfile.mkdtemp(prefix='fin-office-')
        if store is None:
            atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        self.store = os.path.join(self.root, 'store')
        self.log = os.path.join(self.root, 'log')
        self.options = options
        self.environment = {**os.environ, **(environment or {})}
        self.port = 0
        OFFICES.append(self)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [PROGRAM, '--listen', f'127.0.0.1:{self.port}', '--store', self.store, '--parent',
             *self.options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(self.log, 'ab'),
            env=self.environment)
        atexit.register(self.process.kill)
        line = self.process.stdout.readline()
        assert line, 'the office did not start: ' + pathlib.Path(self.log).read_text()
        self.ready = json.loads(line)
        self.port = int(self.ready['address'].rsplit(':', 1)[1])

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it as systemd would; what it ended with."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def request(self, method, path, body=None, token=None, headers=None, check=True):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=PATIENCE)
        headers = dict(headers or {})
        if token:
            headers['Authorization'] = f'Bearer {token}'
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        try:
            connection.request(method, '/api/v1' + path, body, headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        if check:
            check_answer(method, path, answer)
        return answer

    def page(self, path):
        """Something that is not the API's."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=PATIENCE)
        try:
            connection.request('GET', path)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, token=None, **more):
        return self.request('GET', path, None, token, **more)

    def post(self, path, body=None, token=None, **more):
        return self.request('POST', path, body, token, **more)

    def put(self, path, body=None, token=None, **more):
        return self.request('PUT', path, body, token, **more)

    def add_staff(self, account, role='informer', name='Informadora de prova', sensitive=False):
        password = f'contrasenya de {account}'
        subprocess.run([PROGRAM, '--store', self.store, '--add-staff', account, '--name', name,
                        '--role', role, *(['--sensitive'] if sensitive else [])], input=password.encode(), check=True,
                       stdout=subprocess.DEVNULL)
        return self.sign_in(account, password)

    def sign_in(self, account, password):
        answer = self.post('/session', {'account': account, 'password': password})
        assert answer.status == 201, answer.body
        return answer.json['token']

    def book(self, token, minutes_from_now=0, language='ca', name='Persona de prova', **more):
        starts = (datetime.datetime.now(datetime.timezone.utc)
                  + datetime.timedelta(minutes=minutes_from_now))
        answer = self.post('/appointments', {
            'procedure': 'carnet-jove', 'starts': starts.strftime('%Y-%m-%dT%H:%M:%SZ'),
            'minutes': 20, 'language': language, 'citizen_name': name, **more}, token)
        assert answer.status == 201, answer.body
        return answer.json['id']

    def link(self, token, appointment):
        """The citizen's token."""
        answer = self.post(f'/appointments/{appointment}/link', None, token)
        assert answer.status == 201, answer.body
        return answer.json['url'].split('#')[1]

    def socket(self, token, language='ca', instance=None, greet=True):
        return Socket(self, token, language, instance, greet)


class Socket:
    """One participant's; reads all the time, so that waiting is for what has come or will."""

    def __init__(self, office, token, language='ca', instance=None, greet=True):
        self.instance = instance or 'i' + uuid.uuid4().hex[:12]
        self.token = token
        self.messages = []
        self.cursor = 0
        self.closed = None
        self.changed = threading.Condition()
        self.ws = websocket.create_connection(
            f'ws://127.0.0.1:{office.port}/api/v1/socket', timeout=PATIENCE)
        self.ws.settimeout(None)  # silence is no fault; who waits has their own patience
        self.error = None
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        if greet:
            self.send('hello', token=token, instance=self.instance, language=language)

    def read(self):
        try:
            while True:
                opcode, data = self.ws.recv_data(control_frame=True)
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    with self.changed:
                        self.closed = int.from_bytes(data[:2], 'big') if len(data) >= 2 else 1005
                        self.changed.notify_all()
                    return
                if opcode == websocket.ABNF.OPCODE_PING:
                    self.ws.pong(data)
                if opcode != websocket.ABNF.OPCODE_TEXT:
                    continue
                message = json.loads(data)
                try:
                    check_message(message)
                except Exception as error:  # told where it is waited for
                    self.error = error
                with self.changed:
                    self.messages.append(message)
                    self.changed.notify_all()
        except Exception:
            with self.changed:
                if self.closed is None:
                    self.closed = 1006
                self.changed.notify_all()

    def front(self):
        """The form in front of everybody, as last told."""
        def told():
            return [m['front'] for m in self.messages if 'front' in m]
        with self.changed:
            assert self.changed.wait_for(told, PATIENCE), 'no form was told to be in front'
            return told()[-1]

    def send(self, kind, **members):
        if kind.startswith('form.') and 'form' not in members:
            members['form'] = self.front()
        message = {'type': kind, **members}
        CLIENT_MESSAGES[kind].validate(message)
        self.send_raw(json.dumps(message))

    def send_raw(self, text):
        self.ws.send(text)

    def wait(self, kind, matching=lambda message: True):
        """The next message of @kind that matches; those before it are passed over."""
        return self.wait_any(kind, matching=matching)

    def wait_any(self, *kinds, matching=lambda message: True):
        deadline = time.monotonic() + PATIENCE
        with self.changed:
            while True:
                while self.cursor < len(self.messages):
                    message = self.messages[self.cursor]
                    self.cursor += 1
                    if message['type'] in kinds and matching(message):
                        if self.error:
                            raise self.error
                        return message
                if self.error:
                    raise self.error
                left = deadline - time.monotonic()
                assert self.closed is None, \
                    f'closed with {self.closed} waiting for {kinds}; had {self.kinds()}'
                assert left > 0, f'no {kinds}; had {self.kinds()}'
                self.changed.wait(left)

    def wait_closed(self):
        deadline = time.monotonic() + PATIENCE
        with self.changed:
            while self.closed is None:
                left = deadline - time.monotonic()
                assert left > 0, 'it was not closed'
                self.changed.wait(left)
        return self.closed

    def kinds(self):
        return [m['type'] for m in self.messages]

    def barrier(self):
        """Everything sent before was handled: an unknown message is answered in its turn."""
        mark = 'b' + uuid.uuid4().hex[:10]
        self.send_raw(json.dumps({'type': 'barrier', 'id': mark}))
        return self.wait('problem', lambda m: m.get('re') == mark)

    def close(self):
        self.ws.close()
        self.reader.join(PATIENCE)

    def vanish(self):
        """As a computer does whose plug is pulled."""
        self.ws.sock.shutdown(socket.SHUT_RDWR)
        self.reader.join(PATIENCE)


class Visit:
    """A signed-in informer, a citizen with a link, and both in a visit."""

    def __init__(self, office, informer=None, language='ca', begin=True, **booking):
        self.office = office
        self.token = informer or office.add_staff('i' + uuid.uuid4().hex[:10], sensitive=True)
        self.id = office.book(self.token, language=language, **booking)
        self.citizen_token = office.link(self.token, self.id)
        self.informer = office.socket(self.token)
        self.informer.wait('welcome')
        self.citizen = office.socket(self.citizen_token, language)
        self.citizen.wait('welcome')
        if begin:
            self.begin()

    def begin(self):
        self.citizen.send('arrive', camera=True, microphone=True)
        self.informer.wait('queue', lambda m: any(
            w['appointment']['id'] == self.id for w in m['waiting']))
        answer = self.office.post(f'/appointments/{self.id}/attend', None, self.token)
        assert answer.status == 200, answer.body
        self.visit = self.informer.wait('visit')
        self.citizen.wait('visit')

    def path(self, rest=''):
        return f'/appointments/{self.id}{rest}'

    def receipt(self, rest=''):
        """Of the form in front: `receipt`, or with @rest `receipt.pdf`, `receipt.json`."""
        return self.path(f'/forms/{self.informer.front()}/receipt{rest}')


def now_text():
    return datetime.datetime.now(datetime.timezone.utc).isoformat().replace('+00:00', 'Z')


def no_office_complained():
    """Every office that still runs stops cleanly, with a sanitizer too, and none logged a fault."""
    for office in OFFICES:
        if office.process.poll() is None:
            office.stop()
        said = pathlib.Path(office.log).read_text()
        for fault in ('Sanitizer', 'runtime error', 'CRITICAL', '-ERROR **'):
            assert fault not in said, said
        # Killed by a test, refused by design, or stopped.
        assert office.process.returncode in (0, -signal.SIGKILL), office.process.returncode


def run(cases):
    """Each case of a dictionary of name to function, as TAP."""
    names = sys.argv[1:]
    chosen = {n: c for n, c in cases.items() if not names or any(x in n for x in names)}
    chosen['every office stops cleanly'] = no_office_complained
    print(f'1..{len(chosen)}', flush=True)
    failed = 0
    for number, (name, case) in enumerate(chosen.items(), 1):
        try:
            case()
            print(f'ok {number} - {name}', flush=True)
        except Exception as error:
            import traceback
            failed += 1
            print(f'not ok {number} - {name}', flush=True)
            for line in traceback.format_exception(error):
                for part in line.rstrip().splitlines():
                    print(f'# {part}', flush=True)
    sys.exit(1 if failed else 0)
