"""The media of the workstation, without its window, against the headless Chromium at the other end of the same
call: processor time and memory of each; and how long the first picture takes, against a call between two Chromiums.

    /usr/bin/python3 tests/bench/call.py _build/tests/media/call-peer [SECONDS] [--keep]

Both send 640x480 at 30 pictures a second, of about half a megabit, and a sound. Three rounds; medians are printed."""
import json
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'media'))
import ends

import last

ROUNDS = 3
CAMERA = 'prepareCamera(640, 480)'


def tree(pid):
    """It and all that it started."""
    found = [pid]
    for task in pathlib.Path(f'/proc/{pid}/task').iterdir():
        for child in (task / 'children').read_text().split():
            found += tree(int(child))
    return found


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf('SC_CLK_TCK')


def memory_mib(pids):
    return sum(int(line.split()[1]) for pid in pids
               for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines()
               if line.startswith('Pss:')) / 1024


def chromium(browser):
    """Its processes, without those that only drive it."""
    driver = browser.pid()
    return [pid for pid in tree(driver) if pid != driver]


def call_with_browser(program, seconds):
    browser = ends.Browser(CAMERA)
    peer = ends.Peer(program, '--wait',
                     '--video', 'videotestsrc is-live=true pattern=smpte75 horizontal-speed=3 ! '
                                'video/x-raw,width=640,height=480,framerate=30/1',
                     '--audio', 'audiotestsrc is-live=true wave=ticks samplesperbuffer=480',
                     '--sink', 'fakesink sync=true')
    # A workstation has been open for a while when a citizen comes.
    ends.wait(peer, browser, lambda: False, seconds=2)
    browser.run('began = performance.now()')
    peer.tell(meet=True)
    if not ends.wait(peer, browser, lambda: peer.figures.get('setup_ms', -1) > 0 and
                     browser.run('return first'), seconds=60, step=0.005):
        raise RuntimeError('no call')
    setup = peer.figures['setup_ms']
    theirs = browser.run('return first - began')
    ends.wait(peer, browser, lambda: False, seconds=3)
    both = {'workstation': [peer.process.pid], 'chromium': chromium(browser)}
    before, began = {name: cpu_seconds(pids) for name, pids in both.items()}, time.monotonic()
    pictures = peer.figures['pictures'], browser.call('figures()')['framesDecoded']
    while time.monotonic() < began + seconds:
        peer.read(began + seconds - time.monotonic())
    took = time.monotonic() - began
    cpu = {name: (cpu_seconds(pids) - before[name]) * 60 / took for name, pids in both.items()}
    memory = {name: memory_mib(pids) for name, pids in both.items()}
    fps = ((peer.figures['pictures'] - pictures[0]) / took,
           (browser.call('figures()')['framesDecoded'] - pictures[1]) / took)
    kbps = peer.figures['video_in_kbps'], peer.figures['video_out_kbps']
    peer.close()
    browser.close()
    return setup, theirs, cpu, memory, fps, kbps


def call_between_browsers():
    one, other = ends.Browser(CAMERA), ends.Browser(CAMERA)
    one.call('offer()')
    while one.run('return first') is None:
        for a, b in (one, other), (other, one):
            for signal in a.run('return out.splice(0)'):
                b.call(f'handle({json.dumps(signal)})')
    took = one.run('return first - began')
    one.close()
    other.close()
    return took


def main():
    program, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 20
    rounds = [call_with_browser(program, seconds) for _ in range(ROUNDS)]
    pairs = [call_between_browsers() for _ in range(ROUNDS)]
    middle = statistics.median

    last.show('call', 'workstation', 'chromium', [
        ('processor, seconds a minute', middle(r[2]['workstation'] for r in rounds),
         middle(r[2]['chromium'] for r in rounds)),
        ('memory, MiB (PSS)', middle(r[3]['workstation'] for r in rounds),
         middle(r[3]['chromium'] for r in rounds)),
        ('first picture of the other, ms', middle(r[0] for r in rounds), middle(r[1] for r in rounds)),
        ('the same, against two Chromiums', middle(r[0] for r in rounds), middle(pairs)),
        ('pictures a second that arrive', middle(r[4][0] for r in rounds), middle(r[4][1] for r in rounds)),
        ('kbit a second that arrive (video)', middle(r[5][0] for r in rounds),
         middle(r[5][1] for r in rounds))])


if __name__ == '__main__':
    main()
