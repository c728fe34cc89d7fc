#!/usr/bin/python3
# The token in a real keyring, and in every state a keyring may be found in.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import subprocess
import sys
import tempfile

TOOL = sys.argv[1]
OFFICE = "http://127.0.0.1:1"
TOKEN = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
count = 0
failed = 0

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""

# Owns the secret service's name and never says a word.
MUTE = """
import gi
from gi.repository import Gio, GLib
loop = GLib.MainLoop()
Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.secrets', 0, None,
                 lambda *a: print('mute', flush=True), lambda *a: loop.quit())
c = Gio.bus_get_sync(Gio.BusType.SESSION, None)
c.add_filter(lambda conn, message, incoming: None if incoming
             and message.get_message_type() == Gio.DBusMessageType.METHOD_CALL else message)
loop.run()
"""


def check(what, got, wanted):
    global count, failed
    count += 1
    ok = got == wanted
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {count} - {what}", flush=True)
    if not ok:
        print(f"# wanted {wanted!r}, got {got!r}")


def environment(home, **more):
    env = {key: value for key, value in os.environ.items()
           if key not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
    run = home / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    env.update(HOME=str(home), XDG_RUNTIME_DIR=str(run), XDG_DATA_HOME=str(home / "data"),
               XDG_CACHE_HOME=str(home / "cache"), XDG_CONFIG_HOME=str(home / "config"),
               LC_ALL="C.UTF-8", G_DEBUG="fatal-criticals", TOOL=TOOL, OFFICE=OFFICE, TOKEN=TOKEN)
    env.update(more)
    return env


def session(home, script, config=None, **more):
    """The lines the script prints on a bus of its own."""
    command = ["dbus-run-session"]
    if config:
        command += [f"--config-file={config}"]
    done = subprocess.run(command + ["--", "sh", "-c", script], env=environment(home, **more),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
    return done.stdout.split()


def unlock(password):
    return f"printf {password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "


with tempfile.TemporaryDirectory() as folder:
    base = pathlib.Path(folder)
    home = base / "one"
    home.mkdir()

    check("what is stored is found, and nothing before it",
          session(home, unlock("first") + '"$TOOL" load "$OFFICE"; "$TOOL" store "$OFFICE" "$TOKEN";'
                  '"$TOOL" load "$OFFICE"; "$TOOL" load http://another'),
          ["nothing", "done", TOKEN, "nothing"])
    check("it is there in the next session, until it is cleared",
          session(home, unlock("first") + '"$TOOL" load "$OFFICE"; "$TOOL" store "$OFFICE";'
                  '"$TOOL" load "$OFFICE"; "$TOOL" store "$OFFICE"'),
          [TOKEN, "done", "nothing", "done"])
    check("what was signed out of is kept apart from what signs in",
          session(home, unlock("first") + '"$TOOL" store "$OFFICE" "$TOKEN" one two;'
                  '"$TOOL" load "$OFFICE"; "$TOOL" store "$OFFICE" "" two; "$TOOL" load "$OFFICE"'),
          ["done", TOKEN, "-one", "-two", "done", "nothing", "-two"])
    session(home, unlock("first") + '"$TOOL" store "$OFFICE" "$TOKEN"')
    check("a locked keyring gives nothing away, takes nothing in, and says what it does not let go",
          session(home, unlock("wrong") + '"$TOOL" load "$OFFICE"; "$TOOL" store "$OFFICE" other;'
                  '"$TOOL" store "$OFFICE"'),
          ["nothing", "error", "error"])

    bus = base / "bus.conf"
    bus.write_text(BUS)
    home = base / "two"
    home.mkdir()
    script = '"$TOOL" load "$OFFICE"; "$TOOL" store "$OFFICE" "$TOKEN"; "$TOOL" store "$OFFICE"'
    check("no keyring on the bus: an error, not a wait",
          session(home, script, config=bus), ["error"] * 3)

    no_bus = subprocess.run(["sh", "-c", script], text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, timeout=60,
                            env=environment(home, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent"))
    check("no bus: an error, not a wait", no_bus.stdout.split(), ["error"] * 3)

    check("a keyring that never answers: an error, not a wait for ever",
          session(home, '/usr/bin/python3 -c "$MUTE" > "$HOME/mute" & P=$!; '
                  'until [ -s "$HOME/mute" ]; do sleep 0.05; done; '
                  '"$TOOL" load "$OFFICE"; kill $P', config=bus, MUTE=MUTE), ["error"])

print(f"1..{count}")
sys.exit(failed > 0)
