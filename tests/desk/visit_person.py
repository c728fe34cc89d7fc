# A visit for tests: an informer at the workstation, a citizen on a socket, and what a person does
# with keyboard and mouse.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import re
import subprocess
import threading
import time
import urllib.request
import uuid

import websocket

from desk import PATIENCE, wait

PASSWORD = 'una contrasenya'
# The smallest PDF that shows a page.
PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
0000000101 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF
"""


class Citizen:
    """A citizen's browser as far as the office can tell. Reads all the time; what it keeps of the
    form and of the other side's text is what a page would show."""

    def __init__(self, office, token):
        self.office = office
        self.token = token
        self.instance = 'c' + uuid.uuid4().hex[:12]
        self.changed = threading.Condition()
        self.values = {}
        self.versions = {}
        self.front = None
        self.forms = []
        self.missing = []
        self.version = 0
        self.lines = {}   # (from, number) -> (text, done)
        self.seen = []    # every state of a line, as a reader saw it grow
        self.holders = {}
        self.documents = {}
        self.focus = {}
        self.receipt = None
        self.shown = None     # the page the informer shows
        self.pointer = None   # where they point on it
        self.ended = None
        self.problems = []
        self.asked = []   # steps to confirm
        self.captions = []    # every state of a line that was not typed
        self.translated = []  # lines with what they mean elsewhere
        self.transcript = None  # whether it may be taken away
        self.connect()

    def connect(self):
        self.socket = websocket.create_connection(
            self.office.address.replace('http', 'ws', 1) + '/api/v1/socket', timeout=PATIENCE)
        self.send('hello', token=self.token, instance=self.instance, language='ca')
        threading.Thread(target=self._read, args=[self.socket], daemon=True).start()

    def _read(self, socket):
        try:
            while True:
                text = socket.recv()
                if not text:
                    return
                with self.changed:
                    self._take(json.loads(text))
                    self.changed.notify_all()
        except Exception:  # closed, by us or by the office
            return

    def _take(self, message):
        kind = message['type']
        self.front = message.get('front', self.front)
        self.forms = message.get('forms', self.forms)
        if kind == 'visit':
            if 'form' in message:
                self._form(message['form'])
            for line in message['lines']:
                self._line(line)
            self.shown = message.get('shown')
        elif kind == 'form':
            self._form(message)
        elif kind == 'form.changed':
            self.values[message['field']] = message['value']
            self.versions[message['field']] = self.version = message['version']
            self.missing = message['missing']
        elif kind == 'form.ask':
            self.asked.append(message['step'])
        elif kind == 'form.hand':
            self.holders[message['field']] = message['to']
        elif kind == 'form.focus':
            self.focus[message['from']] = message['field']
        elif kind == 'text':
            self._line(message['line'])
        elif kind == 'transcript':
            self.transcript = message['state']
        elif kind == 'document':
            self.documents[message['document']['id']] = message['document']
        elif kind == 'shown':
            self.shown = message.get('shown')
        elif kind == 'pointer':
            self.pointer = message
        elif kind == 'receipt':
            self.receipt = message['receipt']
        elif kind == 'ended':
            self.ended = message['outcome']
        elif kind in ('problem', 'form.refused'):
            self.problems.append(message)

    def _form(self, form):
        self.version = form['version']
        self.missing = form['missing']
        for step in form['steps']:
            for field in step['fields']:
                self.values[field['id']] = field['value']
                self.versions[field['id']] = field['version']
                self.holders[field['id']] = field.get('holder', '')

    def _line(self, line):
        if line.get('translations'):
            self.translated.append(line)
        if 'origin' in line:
            self.captions.append(line)
            return
        self.lines[line['from'], line['line']] = (line['text'], line['done'])
        self.seen.append((line['from'], line['text']))

    def send(self, kind, **members):
        if kind.startswith('form.'):
            members = {'form': self.front, **members}
        self.socket.send(json.dumps({'type': kind, **members}))

    def until(self, condition, text):
        with self.changed:
            assert self.changed.wait_for(condition, PATIENCE), f'waited in vain: {text}'

    def write(self, field, value):
        self.send('form.change', change='k' + uuid.uuid4().hex[:12], field=field, value=value,
                  base=self.versions.get(field, 0))
        self.until(lambda: self.values.get(field) == value or self.problems,
                   f'{field} is {value}')
        assert not self.problems, self.problems

    def picture(self):
        """Of the page that is shown: (width, height) of its PNG."""
        request = urllib.request.Request(
            f'{self.office.address}/api/v1/appointments/{self.appointment}/shown/{self.shown["picture"]}',
            headers={'Authorization': f'Bearer {self.token}'})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=PATIENCE) as answer:
            png = answer.read()
        assert png.startswith(b'\x89PNG'), png[:20]
        return int.from_bytes(png[16:20], 'big'), int.from_bytes(png[20:24], 'big')

    def upload(self, name, content, kind='identity'):
        request = urllib.request.Request(
            f'{self.office.address}/api/v1/appointments/{self.appointment}/documents?kind={kind}',
            data=content, method='POST',
            headers={'Authorization': f'Bearer {self.token}', 'X-File-Name': name,
                     'Content-Type': 'application/octet-stream'})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())['id']


class Practice:
    """The practice citizen of the program, with a script of one's own; what it did and saw."""

    def __init__(self, desktop, link, steps):
        script = f'{desktop.folder}/script.json'
        with open(script, 'w', encoding='utf-8') as file:
            json.dump({'language': 'ca', 'camera': True, 'microphone': True, 'steps': steps}, file)
        self.log = f'{desktop.folder}/practice.log'
        self.process = desktop.spawn(os.environ['FINESTRETA_PRACTICE'], '--link', link, '--script',
                                     script, stdout=open(self.log, 'w', encoding='utf-8'))

    def journal(self, did, **members):
        entries = []
        with open(self.log, encoding='utf-8') as file:
            for line in file:
                if line.startswith('{') and line.endswith('\n'):
                    entries.append(json.loads(line))
        return [e for e in entries if e.get('did') == did
                and all(e.get(k) == v for k, v in members.items())]


def picture(program):
    """Nothing stands over the citizen's picture, and it was drawn."""
    return not [t for t in program.labels()
                if t.startswith(('Connecting', 'Waiting for their', 'No picture', 'They are not'))]


class Informer:
    """A person before the workstation, beyond what Program does: the keyboard, the mouse on what
    has no action of its own, and this page's places."""

    def __init__(self, program):
        self.program = program

    def keys(self, *names):
        subprocess.run(['xdotool', 'key', '--delay', '30', *names], check=True)

    def typing(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '40', text], check=True)

    def mouse(self, node):
        """A real click in its middle: check buttons and rows have no action in GTK 4.8."""
        Atspi = self.program.Atspi
        box = node.get_extents(Atspi.CoordType.WINDOW)
        subprocess.run(['xdotool', 'mousemove', str(box.x + box.width // 2),
                        str(box.y + box.height // 2), 'click', '1'], check=True)

    def drag(self, x, y, to_x, to_y):
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'mousedown', '1', 'mousemove',
                        str((x + to_x) // 2), str((y + to_y) // 2), 'mousemove', str(to_x), str(to_y),
                        'mouseup', '1'], check=True)

    def field(self, label):
        return self.program.find('text', label)

    def value(self, label):
        return self.program.text(self.field(label))

    def enter(self, label):
        """Puts the keyboard into a field by a click; by another, if it moved away under the first."""
        node = self.field(label)
        clicked = 0

        def there():
            nonlocal clicked
            if clicked and (node.get_state_set().contains(self.program.Atspi.StateType.FOCUSED)
                            or self.focused_within(node)):
                return True
            if time.monotonic() - clicked > 5:
                self.scroll_to(node)
                self.stands_still(node)
                self.mouse(node)
                clicked = time.monotonic()
            return False
        wait(there, f'the keyboard is in {label}')
        return node

    def focused_within(self, node):
        states = (child.get_state_set() for _, _, child in self.program.walk(node, showing=False))
        return any(s.contains(self.program.Atspi.StateType.FOCUSED) for s in states)

    def editable(self, label):
        return self.field(label).get_state_set().contains(self.program.Atspi.StateType.EDITABLE)

    def choose(self, label, option, scroll=True):
        """A choice, by the mouse; waits until it is on."""
        program = self.program

        def button():
            groups = program.all('panel', label)
            found = program.all(('check box', 'radio button'), option, groups[0]) if groups else None
            return found[0] if found else None
        node = wait(button, f'{option} of {label}')
        if scroll:
            self.scroll_to(node)
        self.stands_still(node)
        self.mouse(node)
        wait(lambda: node.get_state_set().contains(program.Atspi.StateType.CHECKED),
             f'{label}: {option} is chosen')

    def stands_still(self, node):
        """What slides into its place is aimed at when it is there."""
        places = []

        def same():
            places.append(node.get_extents(self.program.Atspi.CoordType.WINDOW))
            return places[-5:] == places[-1:] * 5
        wait(same, 'it stands still')

    def scroll_to(self, node):
        """Turns the wheel over the form until all of @node can be seen."""
        Atspi = self.program.Atspi
        frame = next(n for r, _, n in self.program.walk() if r == 'form')
        view = frame.get_extents(Atspi.CoordType.WINDOW)
        for _ in range(60):
            box = node.get_extents(Atspi.CoordType.WINDOW)
            above = view.y + 90 - box.y
            below = box.y + box.height - (view.y + view.height - 60)
            if above <= 0 and below <= 0:
                return
            # A turn is some 60 pixels, and glides.
            subprocess.run(['xdotool', 'mousemove', str(view.x + view.width // 2),
                            str(view.y + view.height // 2), 'click', '--repeat',
                            str(1 + max(above, below) // 120), '--delay', '20',
                            '4' if above > 0 else '5'], check=True)
            time.sleep(0.05)

    def step(self, title):
        """Goes to a step by its segment of the bar."""
        self.program.click('button', re.compile(rf'^Step \d+ of \d+: {re.escape(title)}'))
        self.program.find('button', re.compile(rf': {re.escape(title)} \(this one'))

    def captions(self):
        group = self.program.find('panel', 'Last lines')
        # Wherever its rows end.
        return [n.replace('\n', ' ') for r, n, _ in self.program.walk(group) if r == 'label']

    def conversation(self):
        return self.program.text(self.program.find('text', 'Conversation so far'))


def begin(desktop, office, account='anna'):
    """An informer signed in by hand, and a citizen who has been attended."""
    token = office.staff(account, 'Informadora de prova')
    appointment = office.appointment(token, minutes_from_now=-6)
    link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
    program = desktop.start('--office', office.address)
    sign_in(program, account)
    citizen = Citizen(office, link.split('#')[1])
    citizen.appointment = appointment['id']
    citizen.send('arrive', camera=True, microphone=True)
    program.click('button', re.compile('^Attend'))
    program.find('heading', 'Apply for the Youth Card')
    citizen.until(lambda: citizen.values, 'the citizen is in the visit')
    return token, appointment['id'], program, citizen


def sign_in(program, account):
    program.type('text', 'Account', account)
    program.type('text', 'Password', PASSWORD)
    program.click('button', 'Sign in')
