# The notification on real services of Debian, dunst and notification-daemon: it stays, and a person presses
# its buttons.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import shutil
import subprocess

from desk import Desktop, Office, _end, done, ok, wait

DAEMON = next((path for path in ('/usr/lib/notification-daemon/notification-daemon',
                                 '/usr/libexec/notification-daemon') if os.path.exists(path)), None)
NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'

desktop = Desktop(keyring=None, notifications=False)
office = Office()
token = office.staff('anna', 'Informadora de prova')
first = office.appointment(token, 5, 'Ona <b>& Pol</b>')
second = office.appointment(token, 25, 'Persona de prova 2')


class Service:
    def __init__(self, *command):
        self.process = desktop.spawn(*command, stderr=subprocess.DEVNULL)
        desktop._wait_for_name(NAME)

    def all(self, role):
        walk = program.accessible.walk(program.bus.application(self.process.pid), True)
        return [(name, node) for r, name, node in walk if r == role]

    def shows(self, text):
        return any(text in name for name, _ in self.all('label'))

    def press(self, name):
        """A real click on a button of the bubble."""
        node = wait(lambda: dict(self.all('button')).get(name), f'{name} in the bubble')
        box = node.get_extents(program.Atspi.CoordType.SCREEN)
        subprocess.run(['xdotool', 'mousemove', str(box.x + box.width // 2),
                        str(box.y + box.height // 2), 'click', '1'], check=True)


def passes_by():
    """Another notification, that goes by itself."""
    from gi.repository import Gio, GLib
    connection = Gio.bus_get_sync(Gio.BusType.SESSION)
    closed = []
    connection.signal_subscribe(NAME, NAME, 'NotificationClosed', PATH, None, Gio.DBusSignalFlags.NONE,
                                lambda *event: closed.append(event[5].unpack()))
    number, = connection.call_sync(NAME, PATH, NAME, 'Notify', GLib.Variant('(susssasa{sv}i)', (
        'test', 0, '', 'Passing by', '', [], {}, 1000)), None, Gio.DBusCallFlags.NONE, -1).unpack()

    def expired():
        GLib.MainContext.default().iteration(False)
        return (number, 1) in closed
    wait(expired, 'that it expires')


def displayed():
    return int(subprocess.run(['dunstctl', 'count', 'displayed'], check=True, capture_output=True).stdout)


ok(DAEMON and shutil.which('dunst'), 'notification-daemon and dunst are installed')
program = desktop.start('--office', office.address)
program.type('text', 'Account', 'anna')
program.type('text', 'Password', 'una contrasenya')
service = Service('dunst', '-config', '/dev/null')
program.click('button', 'Sign in')
program.reads('Nobody is waiting')
citizen = office.citizen(token, first)
citizen.arrive()
wait(lambda: displayed() == 1, 'dunst shows it')
passes_by()
ok(displayed() == 1, 'it stays while others come and go')
_end(service.process)

service = Service(DAEMON)
wait(lambda: service.shows('Waiting'), 'the bubble')
ok(service.shows(first['title']) and service.shows('Ona <b>& Pol</b>'),
   'where another service takes over it is shown again, a name as it is')
ok({'Attend', 'Not now'} <= {name for name, _ in service.all('button')}, 'with its two buttons')
service.press('Not now')
wait(lambda: not service.shows('Waiting'), 'no bubble')
ok(program.find('button', re.compile('^Attend \\d')), 'its button Not now puts them off')
other = office.citizen(token, second)
other.arrive()
wait(lambda: service.shows('Persona de prova 2'), 'the bubble of the next one')
ok(not service.shows('Ona'), 'and the next one is shown alone')

service.press('Attend')
ok(program.find('heading', 'Apply for the Youth Card') and other.expect('visit')['id'],
   'its button Attend begins the visit')
wait(lambda: not service.shows('Waiting'), 'no bubble')
ok(True, 'and it is gone, being handled')
program.stop()
ok(not program.complaints(), f'nothing to complain of {program.complaints() or ""}')
done()
