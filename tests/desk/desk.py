# A desktop for one test: display, session bus, keyring, notifications and an office, all its own;
# and a person's hands and eyes on the workstation through AT-SPI.
# SPDX-License-Identifier: GPL-3.0-or-later
"""
Order matters: make a Desktop first (it sets the environment the bus is found by), then use the rest.

    desktop = Desktop(keyring='unlocked', notifications=True)
    office = Office()
    informer = office.staff('anna', 'Informadora de prova')
    program = desktop.start('--office', office.address)
    program.click('button', 'Sign in')

Waiting is for conditions, each with a sentence; what takes longer than PATIENCE fails with it.
"""
import atexit
import datetime
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

PATIENCE = 60  # a machine may be slow; nothing here measures it
PROGRAM = os.environ['FINESTRETA']
OFFICE = os.environ['FINESTRETA_OFFICE']
HERE = os.path.dirname(os.path.abspath(__file__))

_cases = 0
_failures = 0


def ok(condition, text):
    """One case, counted and printed as TAP."""
    global _cases, _failures
    text = str(text).replace('\n', ' / ')
    _cases += 1
    if not condition:
        _failures += 1
    print(f'{"ok" if condition else "not ok"} {_cases} - {text}', flush=True)
    return bool(condition)


def done():
    print(f'1..{_cases}', flush=True)
    sys.exit(1 if _failures else 0)


def wait(condition, text, patience=PATIENCE):
    """What condition() answers once it is true."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'waited in vain: {text}')
        time.sleep(0.05)


def _end(process, how=signal.SIGTERM):
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Desktop:
    """keyring: 'unlocked', 'locked' or None for no such service. notifications: with the small
    notification service of notification_service.py, or without any. captions: else nothing is
    transcribed or translated, and lines are what was written."""

    def __init__(self, keyring='unlocked', notifications=True, size='1366x768', environment=None,
                 text_scale=1, captions=False):
        self.folder = tempfile.mkdtemp(prefix='fin-desk-')
        atexit.register(self.close)
        self.children = []
        os.makedirs(f'{self.folder}/run', mode=0o700)
        os.makedirs(f'{self.folder}/home')
        for name in ('WAYLAND_DISPLAY', 'GTK_A11Y', 'GTK_THEME', 'DBUS_SESSION_BUS_ADDRESS',
                     'AT_SPI_BUS_ADDRESS'):
            os.environ.pop(name, None)
        os.environ.update(
            HOME=f'{self.folder}/home', XDG_RUNTIME_DIR=f'{self.folder}/run',
            XDG_DATA_HOME=f'{self.folder}/home/data', XDG_CONFIG_HOME=f'{self.folder}/home/config',
            XDG_CACHE_HOME=f'{self.folder}/home/cache', XDG_STATE_HOME=f'{self.folder}/home/state',
            LC_ALL='C.UTF-8', LANGUAGE='en', GDK_BACKEND='x11', GSK_RENDERER='cairo',
            GSETTINGS_BACKEND='keyfile', NO_AT_BRIDGE='0',
            FINESTRETA_CAMERA='videotestsrc is-live=true pattern=smpte75 '
                              '! video/x-raw,width=320,height=240,framerate=15/1',
            FINESTRETA_MICROPHONE='audiotestsrc is-live=true wave=pink-noise volume=0.3',
            FINESTRETA_LOUDSPEAKER='fakesink sync=true')
        os.environ.update(environment or {})
        settings = f'{self.folder}/home/config/glib-2.0/settings'
        os.makedirs(settings)
        with open(f'{settings}/keyfile', 'w') as keyfile:
            keyfile.write(f'[cat/finestreta/Finestreta]\ncaptions={str(captions).lower()}\n')
        self._plain()
        self._display(size)
        if text_scale != 1:
            subprocess.run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER',
                            f'Xft.dpi: {round(96 * text_scale)}'], check=True)
        self._bus()
        if keyring:
            self._keyring(keyring)
        self.notifications = Notifications(self) if notifications else None

    def spawn(self, *arguments, **options):
        process = subprocess.Popen(arguments, **options)
        self.children.append(process)
        return process

    def _plain(self):
        """GTK 4.18 leaves the padding and borders of all that is around out of the extents it tells, so that
        the mouse would miss: there is none then."""
        if subprocess.run(['pkg-config', '--atleast-version=4.10', 'gtk4']).returncode == 0:
            os.makedirs(f'{self.folder}/home/config/gtk-4.0')
            with open(f'{self.folder}/home/config/gtk-4.0/gtk.css', 'w', encoding='utf-8') as file:
                file.write('* { padding: 0; border-width: 0; }\n'
                           'paned > separator { margin: 0; }\n'
                           'window.csd { box-shadow: none; outline-width: 0; }\n')

    def _display(self, size):
        read, write = os.pipe()
        self.spawn('Xvfb', '-displayfd', str(write), '-screen', '0', f'{size}x24', '-nolisten', 'tcp',
                   '-noreset', pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.display = os.environ['DISPLAY'] = ':' + pipe.readline().strip()

    def _bus(self):
        # Nothing starts by itself but the accessibility bus: what a test doesn't ask for isn't there.
        services = f'{self.folder}/services'
        os.makedirs(services)
        shutil.copy('/usr/share/dbus-1/services/org.a11y.Bus.service', services)
        config = f'{self.folder}/bus.conf'
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={self.folder}/run</listen>
<servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>''')
        bus = self.spawn('dbus-daemon', f'--config-file={config}', '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def _keyring(self, state):
        self.unlock('a password')
        if state == 'locked':
            # A keyring exists; the daemon started anew has not its password.
            self.lock()

    def unlock(self, password):
        self.keyring = self.spawn('gnome-keyring-daemon', '--foreground', '--unlock',
                                  '--components=secrets', stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.keyring.stdin.write(password.encode())
        self.keyring.stdin.close()
        self._wait_for_name('org.freedesktop.secrets')

    def lock(self):
        _end(self.keyring)
        self.keyring = self.spawn('gnome-keyring-daemon', '--foreground', '--components=secrets',
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        self._wait_for_name('org.freedesktop.secrets')

    def _wait_for_name(self, name):
        wait(lambda: name in subprocess.run(
            ['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/', '-m',
             'org.freedesktop.DBus.ListNames'], capture_output=True, text=True).stdout,
            f'{name} on the bus')

    def start(self, *arguments, **environment):
        return Program(self, arguments, environment)

    def screenshot(self, path):
        subprocess.run(['import', '-display', self.display, '-window', 'root', path], check=True)

    def close(self):
        for process in reversed(self.children):
            _end(process)
        self.children = []
        shutil.rmtree(self.folder, ignore_errors=True)


class Notifications:
    """What a person sees and does on the desktop's notifications."""

    EXPIRED, DISMISSED, UNDEFINED = 1, 2, 4

    def __init__(self, desktop, *caps):
        self.desktop = desktop
        self.log = f'{desktop.folder}/notifications'
        self.command = ['/usr/bin/python3', f'{HERE}/notification_service.py', self.log, *caps]
        self.start()

    def start(self):
        self.process = self.desktop.spawn(*self.command)
        self.desktop._wait_for_name('org.freedesktop.Notifications')

    def restart(self):
        """What was shown is gone with the old one."""
        _end(self.process)
        os.unlink(self.log)
        self.start()

    def events(self):
        try:
            with open(self.log, encoding='utf-8') as file:
                return [json.loads(line) for line in file if line.endswith('\n')]
        except FileNotFoundError:
            return []

    def shown(self):
        """Those on the screen now, newest last."""
        shown = {}
        for event in self.events():
            if event['event'] == 'notify':
                shown[event['id']] = event
            else:
                shown.pop(event['id'], None)
        return list(shown.values())

    def act(self, notification, action):
        subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.Notifications', '-o',
                        '/test', '-m', 'cat.finestreta.Test.Act', str(notification['id']), action],
                       check=True, stdout=subprocess.DEVNULL)

    def close(self, notification, reason):
        subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.Notifications', '-o',
                        '/test', '-m', 'cat.finestreta.Test.Close', str(notification['id']), str(reason)],
                       check=True, stdout=subprocess.DEVNULL)


class Program:
    """The workstation, and a person in front of it."""

    def __init__(self, desktop, arguments, environment):
        self.desktop = desktop
        self.log = f'{desktop.folder}/program.log'
        self.process = desktop.spawn(PROGRAM, *arguments, env={**os.environ, **environment},
                                     stderr=open(self.log, 'ab'))
        # Only now: the accessibility bus is found by the desktop's environment.
        import accessible
        self.Atspi = accessible.Atspi
        self.accessible = accessible
        self.bus = accessible.Bus()

    def application(self):
        return self.bus.application(self.process.pid)

    def walk(self, root=None, showing=True):
        """Every accessible below, as (role, name, accessible); showing: only what can be seen."""
        return self.accessible.walk(root or self.application(), showing)

    def all(self, role, name=None, root=None):
        """role: one, or several. name: the whole name (a mnemonic's underscore aside), or a compiled
        pattern."""
        # What stays down, and the inner part of a menu button, is a toggle since GTK 4.10.
        roles = ('button', 'toggle') if role == 'button' else (role,) if isinstance(role, str) else role

        def fits(text):
            if name is None:
                return True
            if hasattr(name, 'search'):
                return name.search(text) is not None
            # GTK 4.8 names a button with a mnemonic "_Submit Submit".
            return name in (text, text.replace('_', '')) or text.replace('_', '') == f'{name} {name}'
        return [node for r, n, node in self.walk(root) if r in roles and fits(n)]

    def find(self, role, name=None, patience=PATIENCE):
        def look():
            assert self.process.poll() is None, \
                f'the program ended with {self.process.returncode}: {self.errors()}'
            found = self.all(role, name)
            return found[0] if found else None
        return wait(look, f'a {role} named {getattr(name, "pattern", name)}', patience)

    def gone(self, role, name=None):
        wait(lambda: not self.all(role, name), f'no {role} named {getattr(name, "pattern", name)}')

    def click(self, role, name=None):
        def usable():
            assert self.process.poll() is None, \
                f'the program ended with {self.process.returncode}: {self.errors()}'
            # A menu button is two in one, of which only the inner one does something.
            return next((node for node in self.all(role, name) if node.get_n_actions() > 0
                         and node.get_state_set().contains(self.Atspi.StateType.SENSITIVE)), None)
        node = wait(usable, f'{role} {getattr(name, "pattern", name)} can be used')
        node.do_action(0)
        return node

    def type(self, role, name, text):
        node = self.find(role, name)
        node.set_text_contents(text)
        # Of a password, GTK 4.18 tells only how long it is.
        wait(lambda: self.text(node) in (text, '\u2022' * len(text)), f'{name} holds what was typed')
        return node

    def choose(self, title, path, button):
        """Answers the file chooser of that title."""
        self.find('button', button)
        # There is no window manager here to give it the keyboard.
        subprocess.run(['xdotool', 'search', '--sync', '--name', f'^{title}$', 'windowfocus', '--sync'], check=True)
        self.keys('ctrl+l')
        field = wait(lambda: next((node for node in self.all('text') if node.get_state_set().contains(
            self.Atspi.StateType.FOCUSED)), None), 'the keyboard is where the path is written')
        # At once: GTK completes what is typed.
        field.set_text_contents(str(path))
        wait(lambda: self.text(field) == str(path), 'the path is written')
        self.click('button', button)

    def text(self, node):
        return node.get_text()

    def labels(self):
        """Everything that can be read on the screen now."""
        texts = []
        for role, name, node in self.walk():
            if role in ('label', 'status bar', 'notification', 'alert'):
                texts.append(name)
        return texts

    def reads(self, pattern):
        """Waits until a label says it."""
        compiled = re.compile(pattern)
        return wait(lambda: next((t for t in self.labels() if compiled.search(t)), None),
                    f'a label like {pattern!r}')

    def window_visible(self):
        return any(role == 'frame' and node.get_state_set().contains(self.Atspi.StateType.SHOWING)
                   for role, _, node in self.walk())

    def errors(self):
        with open(self.log, encoding='utf-8', errors='replace') as file:
            return file.read()

    def complaints(self):
        """What it warned of. GTK 4.18 warns of the size of its own scrollbars, which is nothing of ours."""
        return [line for line in self.errors().splitlines()
                if re.search('CRITICAL|WARNING', line) and 'GtkGizmo' not in line]

    def stop(self, how=signal.SIGTERM):
        _end(self.process, how)

    def focus(self):
        """No window manager is here to give the keyboard back when a dialog is closed."""
        def ask(*command):
            return subprocess.run(['xdotool', *command], capture_output=True, text=True).stdout.split()
        windows = ask('search', '--onlyvisible', '--class', 'finestreta')
        if windows and ask('getwindowfocus', '-f')[0] not in windows:
            ask('windowfocus', '--sync', windows[-1])

    def keys(self, *names):
        self.focus()
        subprocess.run(['xdotool', 'key', *names], check=True)


class Office:
    """The real office on a store of its own, and what other programs would ask of it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='fin-office-')
        self.port = 0
        atexit.register(self.close)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [OFFICE, '--listen', f'127.0.0.1:{self.port}', '--store', f'{self.folder}/store',
             '--key-file', f'{self.folder}/key', '--parent'], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, 'the office did not start'
        ready = json.loads(line)
        self.address = ready['address']
        self.port = int(self.address.rsplit(':', 1)[1])
        self.setup = ready.get('setup_token', getattr(self, 'setup', None))

    def stop(self, how=signal.SIGTERM):
        _end(self.process, how)

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, method, path, body=None, token=None):
        request = urllib.request.Request(
            f'{self.address}/api/v1{path}', method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={'Content-Type': 'application/json', 'Accept-Language': 'en',
                     **({'Authorization': f'Bearer {token}'} if token else {})})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text else {}

    def status(self, method, path, body=None, token=None):
        try:
            self.ask(method, path, body, token)
            return 200
        except urllib.error.HTTPError as error:
            return error.code

    def staff(self, account, name, role='informer', password='una contrasenya'):
        """Makes the account (the first by the setup token) and returns a token of its own."""
        maker = self.setup if not hasattr(self, 'coordinator') else self.coordinator
        if not hasattr(self, 'coordinator'):
            self.ask('POST', '/staff', {'account': 'coordinacio', 'name': 'Coordinació de prova',
                                        'role': 'coordinator', 'password': password}, maker)
            self.coordinator = self.sign_in('coordinacio', password)
        self.ask('POST', '/staff', {'account': account, 'name': name, 'role': role,
                                    'password': password, 'sensitive': True}, self.coordinator)
        return self.sign_in(account, password)

    def sign_in(self, account, password):
        return self.ask('POST', '/session', {'account': account, 'password': password})['token']

    def appointment(self, token, minutes_from_now=5, name='Persona de prova', language='ca',
                    needs=('captions', 'lsc')):
        starts = (datetime.datetime.now(datetime.timezone.utc)
                  + datetime.timedelta(minutes=minutes_from_now))
        return self.ask('POST', '/appointments', {
            'procedure': 'carnet-jove', 'starts': starts.strftime('%Y-%m-%dT%H:%M:00.000Z'),
            'minutes': 20, 'language': language, 'needs': list(needs), 'citizen_name': name}, token)

    def citizen(self, token, appointment):
        url = self.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
        return Citizen(self, url.split('#', 1)[1])


class Citizen:
    """A citizen's browser as far as the office can tell: a socket."""

    def __init__(self, office, token):
        import websocket
        self.token = token
        self.socket = websocket.create_connection(
            office.address.replace('http', 'ws', 1) + '/api/v1/socket', timeout=PATIENCE)
        self.send(type='hello', token=token, instance=uuid.uuid4().hex[:16], language='ca')
        self.welcome = self.expect('welcome')

    def send(self, **message):
        self.socket.send(json.dumps(message))

    def expect(self, kind):
        """The next message of that kind; the others are passed over."""
        while True:
            message = json.loads(self.socket.recv())
            if message['type'] == kind:
                return message
            assert message['type'] != 'problem', message

    def arrive(self, camera=True, microphone=True):
        self.send(type='arrive', camera=camera, microphone=microphone)
        self.expect('position')

    def leave(self):
        self.send(type='leave')
        self.socket.close()
