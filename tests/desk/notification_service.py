# A notification service as small as the standard allows: it shows nothing and writes down everything.
# SPDX-License-Identifier: GPL-3.0-or-later
"""notification_service.py LOG [CAPABILITY…] — one JSON line for each thing that happens."""
import json
import sys

from gi.repository import Gio, GLib

INTERFACE = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="GetCapabilities"><arg direction="out" type="as"/></method>
    <method name="GetServerInformation">
      <arg direction="out" type="s"/><arg direction="out" type="s"/>
      <arg direction="out" type="s"/><arg direction="out" type="s"/></method>
    <method name="Notify">
      <arg direction="in" type="s"/><arg direction="in" type="u"/><arg direction="in" type="s"/>
      <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="as"/>
      <arg direction="in" type="a{sv}"/><arg direction="in" type="i"/>
      <arg direction="out" type="u"/></method>
    <method name="CloseNotification"><arg direction="in" type="u"/></method>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    <signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
  </interface>
  <interface name="cat.finestreta.Test">
    <method name="Act"><arg direction="in" type="u"/><arg direction="in" type="s"/></method>
    <method name="Close"><arg direction="in" type="u"/><arg direction="in" type="u"/></method>
  </interface>
</node>''')
NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
BY_PERSON, BY_CALL = 2, 3

log = open(sys.argv[1], 'a', encoding='utf-8')
capabilities = sys.argv[2:] or ['body', 'body-markup', 'actions', 'persistence']
last = 0


def write(**event):
    log.write(json.dumps(event) + '\n')
    log.flush()


def closed(connection, number, reason):
    write(event='closed', id=number, reason=reason)
    connection.emit_signal(None, PATH, NAME, 'NotificationClosed',
                           GLib.Variant('(uu)', (number, reason)))


def notify(arguments):
    global last
    name, replaces, icon, summary, body, actions, hints, timeout = arguments
    number = replaces
    if not number:
        last += 1
        number = last
    write(event='notify', id=number, app=name, icon=icon, summary=summary, body=body,
          actions=dict(zip(actions[::2], actions[1::2])), hints=hints, timeout=timeout)
    return GLib.Variant('(u)', (number,))


def call(connection, sender, path, interface, method, parameters, invocation):
    arguments = parameters.unpack()
    answer = None
    if method == 'GetCapabilities':
        answer = GLib.Variant('(as)', (capabilities,))
    elif method == 'GetServerInformation':
        answer = GLib.Variant('(ssss)', ('test', 'finestreta', '1', '1.2'))
    elif method == 'Notify':
        answer = notify(arguments)
    elif method == 'CloseNotification':
        closed(connection, arguments[0], BY_CALL)
    elif method == 'Act':
        connection.emit_signal(None, PATH, NAME, 'ActivationToken',
                               GLib.Variant('(us)', (arguments[0], 'token-of-the-test')))
        connection.emit_signal(None, PATH, NAME, 'ActionInvoked', GLib.Variant('(us)', arguments))
        closed(connection, arguments[0], BY_PERSON)
    elif method == 'Close':
        closed(connection, *arguments)
    invocation.return_value(answer)


def acquired(connection, name):
    connection.register_object(PATH, INTERFACE.interfaces[0], call)
    connection.register_object('/test', INTERFACE.interfaces[1], call)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, acquired, None, None)
GLib.MainLoop().run()
