"""A real finestreta-office in a directory of its own, and an informer who speaks to it."""
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import datetime
import json
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
import zlib

import websocket

from tap import until

PASSWORD = 'una contrasenya de prova'
PROCEDURE = 'carnet-jove'
PNG = bytes.fromhex(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489'
    '0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082')
# What makes the form of the Carnet Jove complete, but for what only the citizen may say.
ANSWERS = {
    'age_group': 'from18', 'private_place': 'true', 'identity_checked': 'document_on_camera',
    'identity_document': 'dni', 'identity_characters': '678Z', 'service_mode': 'information',
    'given_name': 'Prova', 'surname1': 'Exemple', 'birth_date': '2001-05-03', 'id_type': 'dni',
    'nif': '12345678Z', 'id_expiry': '2031-01-01', 'mobile': '600000000',
    'email': 'prova@example.org', 'street': 'Carrer de la Prova, 1', 'postcode': '08980',
    'municipality': 'Sant Feliu de Llobregat', 'card_kind': 'financial', 'renewal': 'false',
    'nationality_group': 'es', 'lives_in_catalonia': 'true', 'route': 'online', 'fee_year': '2026',
    'pay_method': 'account', 'iban': 'ES9121000418450200051332', 'holder_is_applicant': 'true',
    'fee_paid': 'true', 'opposes_lookup': 'false',
}
# No proxy of the machine's stands between a test and its own office.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Office:
    def __init__(self):
        self.store = tempfile.mkdtemp(prefix='fin-citizen-')
        self.listen = '127.0.0.1:0'
        self.start()
        self.setup = self.ready.get('setup_token')

    def start(self):
        self.process = subprocess.Popen(
            [os.environ['FINESTRETA_OFFICE'], '--listen', self.listen, '--store', self.store],
            stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.address = self.ready['address'].rstrip('/')
        # It comes back where it was, as an office that is started again does.
        self.listen = urllib.parse.urlsplit(self.address).netloc

    @contextlib.contextmanager
    def dead(self):
        """Killed for as long as the block lasts, then started again where it was."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        try:
            yield
        finally:
            self.start()

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.store, ignore_errors=True)

    def request(self, method, path, token=None, body=None, headers=None, raw=None):
        """(status, parsed body or bytes)"""
        headers = dict(headers or {})
        if token:
            headers['Authorization'] = f'Bearer {token}'
        if body is not None:
            raw = json.dumps(body).encode()
            headers['Content-Type'] = 'application/json'
        asked = urllib.request.Request(f'{self.address}/api/v1/{path}', raw, headers, method=method)
        try:
            with opener.open(asked, timeout=20) as answer:
                return answer.status, parsed(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, parsed(refused)


def parsed(answer):
    content = answer.read()
    if 'json' in (answer.headers.get('Content-Type') or ''):
        return json.loads(content)
    return content


class Informer:
    """Signs in with an account of their own and keeps everything the office says."""

    def __init__(self, office, name='Montserrat Exemple'):
        account = f'informer-{uuid.uuid4().hex[:8]}'
        self.office = office
        status, made = office.request('POST', 'staff', Informer.root(office), {
            'account': account, 'name': name, 'role': 'informer', 'password': PASSWORD,
            'sensitive': True})
        assert status == 201, made
        self.token = sign_in(office, account)
        self.name = name
        self.instance = uuid.uuid4().hex
        self.changes = 0
        self.connect()

    @staticmethod
    def root(office):
        """A coordinator's token: the first account is made with the setup token."""
        if not hasattr(office, 'root'):
            status, made = office.request('POST', 'staff', office.setup, {
                'account': 'coordinacio', 'name': 'Coordinació de Prova', 'role': 'coordinator',
                'password': PASSWORD})
            assert status == 201, made
            office.root = sign_in(office, 'coordinacio')
        return office.root

    def connect(self):
        self.messages = []
        self.socket = websocket.create_connection(
            self.office.address.replace('http', 'ws') + '/api/v1/socket', timeout=60,
            http_no_proxy=['127.0.0.1'])
        self.send(type='hello', token=self.token, instance=self.instance, language='ca')
        threading.Thread(target=self.listen, args=(self.socket,), daemon=True).start()
        self.wait('welcome')

    def listen(self, socket):
        messages = self.messages
        try:
            while True:
                text = socket.recv()
                if not text:
                    return
                messages.append(json.loads(text))
        except (OSError, websocket.WebSocketException, ValueError):
            return

    def send(self, **message):
        self.socket.send(json.dumps(message))

    def heard(self, kind, **members):
        return [message for message in self.messages if message['type'] == kind
                and all(message.get(key) == value for key, value in members.items())]

    def wait(self, kind, **members):
        return until(f'{kind} {members}', lambda: self.heard(kind, **members))[-1]

    def book(self, language='ca', needs=(), name='Persona de Prova', procedure=PROCEDURE):
        """An appointment about now: (its id, the citizen's token)."""
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        # Appointments of one informer do not overlap: each takes another quarter of an hour.
        self.booked = getattr(self, 'booked', 0) + 1
        starts = now + datetime.timedelta(minutes=15 * self.booked)
        status, made = self.office.request('POST', 'appointments', self.token, {
            'procedure': procedure, 'starts': starts.strftime('%Y-%m-%dT%H:%M:%SZ'), 'minutes': 15,
            'language': language, 'needs': list(needs), 'citizen_name': name})
        assert status == 201, made
        status, link = self.office.request('POST', f"appointments/{made['id']}/link", self.token)
        assert status == 201, link
        return made['id'], urllib.parse.urlsplit(link['url']).fragment

    def attend(self, appointment):
        def try_it():
            status, answer = self.office.request('POST', f'appointments/{appointment}/attend',
                                                 self.token)
            return status == 200 and answer
        until('who is to be attended', try_it)
        return self.wait('visit')

    def change(self, field, value):
        """Writes a field as it stands, and waits for the office to have it."""
        self.changes += 1
        name = f'{self.instance[:8]}-{self.changes}'
        self.send(type='form.change', form=self.front(), change=name, field=field, value=value, base=self.base(field))
        answer = until(f'an answer to {field}', lambda: self.heard('form.changed', change=name)
                       or self.heard('form.refused', change=name))[-1]
        assert answer['type'] == 'form.changed', answer
        return answer

    def front(self):
        """The id of the form in front of everybody."""
        return [m['front'] for m in self.messages if 'front' in m][-1]

    def receipt(self, appointment, kind=''):
        return f'appointments/{appointment}/forms/{self.front()}/receipt{kind}'

    def form(self):
        whole = [m['form'] if m['type'] == 'visit' else m for m in self.messages
                 if m['type'] == 'form' or (m['type'] == 'visit' and 'form' in m)]
        return whole[-1]

    def base(self, field):
        base = next(f['version'] for step in self.form()['steps'] for f in step['fields']
                    if f['id'] == field)
        return max([base] + [m['version'] for m in self.heard('form.changed', field=field, form=self.front())])

    def value(self, field):
        changed = self.heard('form.changed', field=field, form=self.front())
        if changed:
            return changed[-1]['value']
        return next(f['value'] for step in self.form()['steps'] for f in step['fields']
                    if f['id'] == field)

    def end(self, appointment, outcome='filed'):
        return self.office.request('POST', f'appointments/{appointment}/end', self.token,
                                   {'outcome': outcome})


def sign_in(office, account):
    status, session = office.request('POST', 'session', body={'account': account,
                                                              'password': PASSWORD})
    assert status == 201, session
    return session['token']


def grey(width, height):
    """A grey PNG that can be drawn."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress((b'\0' + b'\x80' * width) * height)) + chunk(b'IEND', b''))


def complete(page, informer, token):
    """Everything answered: by the informer, and on the page what is only the citizen's to say."""
    appointment = informer.heard('visit')[-1]['appointment']['id']
    informer.office.request('POST', f'appointments/{appointment}/documents?kind=identity', token,
                            raw=PNG, headers={'X-File-Name': 'dni.png', 'Content-Type': 'image/png'})
    for _ in range(8):
        last = informer.heard('form.changed')
        missing = last[-1]['missing'] if last else informer.form()['missing']
        fields = {field['id']: field for step in informer.form()['steps'] for field in step['fields']}
        for name in missing:
            if name not in fields:
                continue
            if fields[name].get('who') != 'citizen':
                informer.change(name, ANSWERS[name.split('.')[1]])
                continue
            page.goto(name)
            page.click(f'{page.field(name)} input')
            until(f'{name} at the office', lambda: informer.value(name) == 'true')
        if informer.heard('form.changed')[-1]['complete']:
            return
    raise AssertionError(f"still missing: {informer.heard('form.changed')[-1]['missing']}")
