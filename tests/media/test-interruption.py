#!/usr/bin/python3
# A participant who is gone for a while, as with a closed lid or a dead network: told, and healed when
# they are back.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ends  # noqa: E402

CAMERA = 'videotestsrc is-live=true ! video/x-raw,width=160,height=120,framerate=15/1'
count = 0


def check(condition, text):
    global count
    count += 1
    print(f'{"ok" if condition else "not ok"} {count} - {text}', flush=True)


desk = ends.Peer(sys.argv[1], '--video', CAMERA)
citizen = ends.Peer(sys.argv[1], '--polite', '--video', CAMERA)


def until(condition):
    return ends.meet(desk, citizen, condition)


check(until(lambda: desk.state == citizen.state == 'connected' and desk.text_open), 'connected')
check(until(lambda: citizen.figures.get('video_in_fps', 0) > 5), 'and seen')

os.kill(citizen.process.pid, signal.SIGSTOP)
check(until(lambda: desk.state == 'interrupted'), 'who falls silent is told of')
check(until(lambda: not desk.text_open), 'and text is known not to arrive')
os.kill(citizen.process.pid, signal.SIGCONT)
check(until(lambda: desk.state == citizen.state == 'connected'), 'who is back is connected again')
check(until(lambda: desk.text_open and citizen.text_open), 'and text is open')
desk.tell(text='Bentornat')
check(until(lambda: citizen.text == 'Bentornat'), 'and read')
check(until(lambda: desk.figures['video_in_fps'] > 5 and citizen.figures['video_in_fps'] > 5),
      'and seen')
check(not desk.refused and not citizen.refused, 'nothing was refused')
check(desk.close() == 0 and citizen.close() == 0, 'both end cleanly')
print(f'1..{count}')
