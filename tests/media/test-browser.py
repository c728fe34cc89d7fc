#!/usr/bin/python3
# A call between call-peer and an unmodified browser: what is seen, heard and read at either end.
# SPDX-License-Identifier: GPL-3.0-or-later
import array
import math
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ends  # noqa: E402

GREEN, RED = (0x20, 0xd0, 0x20), (0xd0, 0x20, 0x20)
RATE = 48000
count = 0


def check(condition, text):
    global count
    count += 1
    print(f'{"ok" if condition else "not ok"} {count} - {text}', flush=True)


def alike(colour, wanted):
    # Wide, for Chromium turns a canvas into BT.709 of full range and doesn't say so.
    return bool(colour) and all(abs(a - b) < 60 for a, b in zip(colour, wanted))


def share(path, frequency):
    """How much of the last second's sound is at that frequency (Goertzel)."""
    with open(path, 'rb') as file:
        samples = array.array('h', file.read()[-2 * RATE:])
    power = sum(s * s for s in samples)
    if len(samples) < RATE or power == 0:
        return 0
    factor, a, b = 2 * math.cos(2 * math.pi * frequency / RATE), 0.0, 0.0
    for s in samples:
        a, b = s + factor * a - b, a
    return 2 * (a * a + b * b - factor * a * b) / (len(samples) * power)


def main():
    sound = tempfile.NamedTemporaryFile(suffix='.raw')
    browser = ends.Browser()
    peer = ends.Peer(
        sys.argv[1],
        '--video', 'videotestsrc is-live=true pattern=solid-color foreground-color=0xffd02020 ! '
                   'video/x-raw,width=640,height=480,framerate=30/1',
        '--audio', 'audiotestsrc is-live=true freq=6750 volume=0.3 samplesperbuffer=480',
        '--sink', f'filesink location={sound.name} buffer-mode=unbuffered')

    def until(condition):
        return ends.wait(peer, browser, condition)

    def browser_colour():
        picture = browser.run('return look()')
        return picture and picture['colour']

    check(until(lambda: peer.state == 'connected'), 'connects')
    check(until(lambda: alike(peer.colour(), GREEN)), 'the browser is seen')
    check(until(lambda: alike(browser_colour(), RED)), 'the browser sees')
    check(until(lambda: peer.figures.get('level', 0) > 0.6), 'the browser is heard')
    check(until(lambda: share(sound.name, 6750) > 0.7), 'a tone of 6750 Hz is heard as it is')
    check(until(lambda: abs((browser.run('return hear()') or 0) - 6750) < 30),
          'the browser hears a tone of 6750 Hz')
    check(until(lambda: peer.text_open and browser.run('return channel?.readyState') == 'open'),
          'the text channel opens')
    check(browser.run('return channel.protocol + " " + channel.label + " " + channel.ordered + " " +'
                      'channel.maxRetransmits') == 't140 t140 true null',
          'and is what RFC 8865 says: t140, in order, reliable')
    peer.tell(text='Bon dia, à è ٣')
    check(until(lambda: browser.run('return text.join("")') == 'Bon dia, à è ٣'),
          'the browser reads')
    browser.run('channel.send("Hol"); channel.send("\\b\\u2028")')
    check(until(lambda: peer.text == 'Hol\b\u2028'), 'the browser is read')

    browser.run('window.other = pc.createDataChannel("other")')
    check(until(lambda: browser.run('return other.readyState') == 'closed'),
          'a channel for anything else is closed')
    peer.tell(microphone=False)
    check(until(lambda: browser.run('return hear()') is None), 'muted, the browser hears nothing')
    peer.tell(microphone=True)
    check(until(lambda: browser.run('return hear()') is not None), 'and then again')
    check(until(lambda: peer.figures.get('round_trip_ms', -1) >= 0 and
                peer.figures['video_in_fps'] > 20 and peer.figures['video_out_fps'] > 20 and
                peer.figures['video_in_kbps'] > 0 and peer.figures['jitter_ms'] >= 0 and
                peer.figures['loss_out_percent'] >= 0), 'figures arrive, of 20 pictures a second')

    peer.tell(restart=True)
    check(until(lambda: peer.state != 'connected') and until(lambda: peer.state == 'connected'),
          'beginning again connects again')
    check(until(lambda: alike(peer.colour(), GREEN) and alike(browser_colour(), RED)),
          'and is seen at both ends')
    check(until(lambda: peer.text_open), 'and text is open')
    check(not peer.refused, 'nothing the browser said was refused')
    browser.close()
    check(peer.close() == 0, 'call-peer ends cleanly')
    print(f'1..{count}')


main()
