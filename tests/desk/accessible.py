# What a program shows on the accessibility bus, asked as a screen reader would ask.
# SPDX-License-Identifier: GPL-3.0-or-later
"""
libatspi waits for each answer before it puts the next question, and a window is more than a thousand
questions: while the program draws a call that takes seconds. Here a whole level of the tree is asked
for at once, and what its members are called, all together, at the end. Nothing is kept: every question is
answered by the program as it is now.
"""
import collections
import os

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT = '/org/a11y/atspi/accessible/root'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
TEXT = 'org.a11y.atspi.Text'
# Debian 12 and later disagree on what some roles are called.
ROLES = {'push button': 'button', 'toggle button': 'toggle', 'push button menu': 'menu button',
         'button menu': 'menu button', 'grouping': 'panel'}
# A label that is one of these.
SAYING = {(int(role), '') for role in (Atspi.Role.STATUS_BAR, Atspi.Role.ALERT, Atspi.Role.NOTIFICATION)}
PATIENCE = 60  # seconds for one answer

Question = collections.namedtuple('Question', 'owner path interface method arguments')
Extents = collections.namedtuple('Extents', 'x y width height')


class States:
    """A set of Atspi.StateType."""

    def __init__(self, words):
        self.bits = words[0] | words[1] << 32

    def contains(self, state):
        return bool(self.bits >> int(state) & 1)


class Bus:
    """The accessibility bus of the session."""

    def __init__(self):
        # Of the desktop there is now: a test may have one for each of two people.
        session = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None,
                                     None, Gio.DBusCallFlags.NONE, PATIENCE * 1000).unpack()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.processes = {}

    def ask(self, questions):
        """The answers, in order; None for whom is gone. All are put before any is waited for."""
        answers = [None] * len(questions)
        waiting = len(questions)

        def answered(connection, result, index):
            nonlocal waiting
            waiting -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
        for index, question in enumerate(questions):
            self.connection.call(*question, None, Gio.DBusCallFlags.NONE, PATIENCE * 1000, None, answered,
                                 index)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def announcements(self):
        """What a program wants said from now on; it grows as the bus is asked things."""
        said = []
        self.connection.signal_subscribe(
            None, 'org.a11y.atspi.Event.Object', 'Announcement', None, None, Gio.DBusSignalFlags.NONE,
            lambda *signal: said.append(signal[5].unpack()[3]))
        self.ask([Question('org.a11y.atspi.Registry', '/org/a11y/atspi/registry', 'org.a11y.atspi.Registry',
                           'RegisterEvent', GLib.Variant('(sass)', ('object:announcement', [], '')))])
        return said

    def application(self, process):
        """The root of a program's tree, or None as long as it has none."""
        roots, = self.ask([Question('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren', None)])
        for owner, path in roots[0] if roots else []:
            if owner not in self.processes:
                number, = self.ask([Question('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                                             'GetConnectionUnixProcessID', GLib.Variant('(s)', (owner,)))])
                if number:
                    self.processes[owner] = number[0]
            if self.processes.get(owner) == process:
                return Node(self, owner, path)
        return None


class Node:
    """One accessible, with the names libatspi has for what can be asked of it."""

    def __init__(self, bus, owner, path):
        self.bus = bus
        self.owner = owner
        self.path = path

    def question(self, interface, method, signature=None, *arguments):
        return Question(self.owner, self.path, interface, method,
                        GLib.Variant(signature, arguments) if signature else None)

    def property(self, interface, name):
        return self.question('org.freedesktop.DBus.Properties', 'Get', '(ss)', interface, name)

    def _ask(self, question, gone):
        answer, = self.bus.ask([question])
        return answer[0] if answer else gone

    def get_name(self):
        return self._ask(self.property(ACCESSIBLE, 'Name'), '')

    def get_description(self):
        return self._ask(self.property(ACCESSIBLE, 'Description'), '')

    def get_state_set(self):
        return States(self._ask(self.question(ACCESSIBLE, 'GetState'), (0, 0)))

    def get_n_actions(self):
        return self._ask(self.property(ACTION, 'NActions'), 0)

    def do_action(self, number):
        return self._ask(self.question(ACTION, 'DoAction', '(i)', number), False)

    def get_extents(self, kind):
        return Extents(*self._ask(self.question('org.a11y.atspi.Component', 'GetExtents', '(u)', int(kind)),
                                  (0, 0, 0, 0)))

    def get_text(self):
        """All of it."""
        count = self._ask(self.property(TEXT, 'CharacterCount'), 0)
        return self._ask(self.question(TEXT, 'GetText', '(ii)', 0, count), '')

    def set_text_contents(self, text):
        return self._ask(self.question('org.a11y.atspi.EditableText', 'SetTextContents', '(s)', text), False)


def tree(root):
    """The accessibles below, each with its children."""
    children = {}
    level = [root]
    while level:
        answers = root.bus.ask([node.question(ACCESSIBLE, 'GetChildren') for node in level])
        children.update((node, [Node(root.bus, *ref) for ref in answer[0]])
                        for node, answer in zip(level, answers) if answer)
        level = [child for node in level for child in children.get(node, [])]
    return children


def about(nodes):
    """What is told of each: role's number, name, states; None of whom is gone."""
    bus, owner = nodes[0].bus, nodes[0].owner
    cache, = bus.ask([Question(owner, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems', None)])
    told = {tuple(item[0]): (item[7], item[6], item[9]) for item in (cache[0] if cache else [])}
    others = [node for node in nodes if (node.owner, node.path) not in told]
    answers = bus.ask([question for node in others for question in (
        node.question(ACCESSIBLE, 'GetRole'), node.property(ACCESSIBLE, 'Name'),
        node.question(ACCESSIBLE, 'GetState'))])
    for index, node in enumerate(others):
        answer = answers[3 * index:3 * index + 3]
        told[node.owner, node.path] = tuple(one[0] for one in answer) if all(answer) else None
    # Since GTK 4.14 such a one has what it says as its text, and no name.
    silent = [node for node in nodes if (told[node.owner, node.path] or (None, True))[:2] in SAYING]
    answers = bus.ask([node.question(TEXT, 'GetText', '(ii)', 0, -1) for node in silent])
    for node, answer in zip(silent, answers):
        role, _, states = told[node.owner, node.path]
        told[node.owner, node.path] = (role, answer[0] if answer else '', states)
    return {node: told[node.owner, node.path] for node in nodes}


def walk(root, showing):
    """Every accessible below, as (role, name, accessible), each before its children; showing: only what can
    be seen."""
    children = tree(root) if root is not None else {}
    told = about(list(children)) if children else {}
    stack = [root] if children else []
    while stack:
        node = stack.pop()
        if told.get(node) is None:
            continue
        role, name, states = told[node]
        role = Atspi.role_get_name(Atspi.Role(role))
        if showing and role != 'application' and not States(states).contains(Atspi.StateType.VISIBLE):
            continue
        yield ROLES.get(role, role), name, node
        stack.extend(reversed(children[node]))
