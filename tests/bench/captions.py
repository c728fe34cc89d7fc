"""Captions: what we add to an engine's own time, what they take, and how much of what was read is erased again.

    /usr/bin/python3 tests/bench/captions.py BUILD [WORDS] [--keep]

Delay: a click in the informer's microphone becomes a word the moment the engine hears it (a server with
Vosk's protocol that takes no time of its own), and that is drawn on the citizen's page; against the same word
sent by that server, at the same moment, over a WebSocket of its own to a page that does nothing but draw it.
Load: the visit with two voices that both speak all the time, captioned by the demonstration engine, against the
same visit without captions. Flicker: words erased for each word that stays, with the last two of a hypothesis
held back as they are, against none."""
# SPDX-License-Identifier: GPL-3.0-or-later
import array
import asyncio
import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import wave

import websockets

import last

TESTS = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
WORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
SECONDS = 30
RATE, BLOCK = 16000, .02
os.environ.update(FINESTRETA=f'{BUILD}/app/finestreta', FINESTRETA_OFFICE=f'{BUILD}/app/office/finestreta-office',
                  FINESTRETA_PAGES=f'{BUILD}/app/documents/pages/finestreta-pages',
                  FINESTRETA_RECOGNISER=f'{BUILD}/app/captions/recogniser/finestreta-recogniser',
                  PIPELINE=f'{BUILD}/tests/captions/pipeline', GSETTINGS_SCHEMA_DIR=f'{BUILD}/data')
sys.path[:0] = [str(TESTS / 'desk'), str(TESTS / 'citizen'), str(TESTS / 'media')]
from call import cpu_seconds, memory_mib, tree  # noqa: E402
from desk import Desktop, Office, wait  # noqa: E402
from visit_person import Informer, sign_in  # noqa: E402
from browser import ALLOWED, Page, chromium  # noqa: E402

SENTENCES = {
    'ca ca': ['Vull demanar una beca per a la meva filla.', 'Ha de portar el passaport i el certificat.',
              'He perdut la targeta sanitària.', 'Moltes gràcies per la seva ajuda.'],
    'es es': ['Quiero pedir una beca para mi hija.', 'He perdido la tarjeta sanitaria.',
              'No tengo el contrato de alquiler.', 'Muchas gracias por su ayuda.'],
    'en en-us': ['I want to apply for a scholarship for my daughter.', 'I have lost my health card.',
                 'Please speak more slowly.', 'Thank you very much for your help.'],
}
# When each word stood in what `arguments[0]` finds.
WATCH = '''window.drawn = [];
  (function look() {
    const text = document.querySelector(arguments[0])?.textContent ?? "";
    const count = Math.max(0, ...Array.from(text.matchAll(/mot(\\d+)/g), (word) => Number(word[1])));
    while (drawn.length < count) drawn.push(performance.timeOrigin + performance.now());
    requestAnimationFrame(() => look.apply(null, [arguments[0]]));
  })(arguments[0])'''


PLAIN = '''<!doctype html><p id=text></p><script>
  new WebSocket("ws://127.0.0.1:%d").onmessage = ({data}) => document.getElementById("text").textContent = data
</script>'''


class Server:
    """Vosk's protocol: a word for each click, and two more that are held back. What it says goes to `watchers` too."""

    def __init__(self):
        self.count, self.loop, self.ports = 0, asyncio.new_event_loop(), {}
        self.watchers, self.ready = set(), threading.Event()
        threading.Thread(target=self.run, daemon=True).start()
        self.ready.wait()

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.start())
        self.loop.run_forever()

    async def start(self):
        for name, handler in ('vosk', self.hear), ('plain', self.watch):
            server = await websockets.serve(handler, '127.0.0.1', 0)
            self.ports[name] = server.sockets[0].getsockname()[1]
        self.ready.set()

    def page(self, folder):
        """The address of a page that draws what is said. From this computer: Chromium asks others first."""
        pathlib.Path(folder, 'plain.html').write_text(PLAIN % self.ports['plain'])
        class Files(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        handler = functools.partial(Files, directory=folder)
        pages = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        return f'http://127.0.0.1:{pages.server_port}/plain.html'

    async def watch(self, connection, path=None):
        self.watchers.add(connection)
        await connection.wait_closed()

    async def hear(self, connection, path=None):
        await connection.recv()
        # However the visit ends.
        with contextlib.suppress(websockets.ConnectionClosed):
            await self.answer(connection)

    async def answer(self, connection):
        loud = False
        async for message in connection:
            if isinstance(message, bytes):
                peak = max(map(abs, array.array('h', message)), default=0)
                if peak > 8000 and not loud:
                    self.count += 1
                loud = peak > 8000
            text = ' '.join(f'mot{n}' for n in range(max(1, self.count - 3), self.count + 1))
            # First what is measured, then what it is measured against.
            await connection.send(json.dumps({'partial': f'{text} a b' if text else ''}))
            for watcher in self.watchers:
                await watcher.send(text)


def begin(captions, environment, settings=(), *arguments):
    """An informer and a citizen in a visit."""
    desktop = Desktop(keyring=None, notifications=False, captions=captions, environment=environment)
    with open(f'{desktop.folder}/home/config/glib-2.0/settings/keyfile', 'a') as keyfile:
        keyfile.writelines(f'{line}\n' for line in settings)
    office = Office()
    token = office.staff('anna', 'Informadora de prova')
    appointment = office.appointment(token, minutes_from_now=-2)
    link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
    program = desktop.start('--office', office.address)
    Informer(program)
    sign_in(program, 'anna')
    driver = chromium(ALLOWED, *arguments)
    page = Page(driver, office, link.split('#')[1])
    page.arrive()
    program.click('button', re.compile('^Attend'))
    page.phase('visit')
    program.find('status bar', 'Good connection')
    return desktop, office, program, driver, page


def delay():
    """Of each word: from the click to the citizen's page, and from the server to a plain page."""
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(('127.0.0.1', 0))
            port = probe.getsockname()[1]
        line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        address = f'ws://127.0.0.1:{server.ports["vosk"]}'
        clicks, going = [], threading.Event()

        def play():
            """As a microphone does: a block every 20 ms, and every 300 ms one with a click."""
            quiet = array.array('h', [0] * int(RATE * BLOCK)).tobytes()
            click = array.array('h', ([16000] * 16 + [-16000] * 16) * int(RATE * BLOCK / 32)).tobytes()
            due, number = time.monotonic(), 0
            while len(clicks) < WORDS:
                number += 1
                due += BLOCK
                time.sleep(max(0, due - time.monotonic()))
                loud = going.is_set() and number % 15 == 0
                if loud:
                    clicks.append(time.time() * 1000)
                line.sendto(click if loud else quiet, ('127.0.0.1', port))

        player = threading.Thread(target=play, daemon=True)
        player.start()
        desktop, office, program, driver, page = begin(True, {
            'FINESTRETA_MICROPHONE': f'udpsrc port={port} caps="audio/x-raw,format=S16LE,rate={RATE},channels=1,'
                                     'layout=interleaved" ! audioconvert ! audioresample'},
            [f"vosk-servers={{'en': '{address}'}}",
             "caption-engines={'en': 'vosk-server', 'ca': 'none', 'es': 'none'}"])
        plain = chromium()
        plain.get(server.page(folder))
        page.run(WATCH, '#lines')
        plain.execute_script(WATCH, '#text')
        wait(lambda: server.watchers, 'the plain page')
        going.set()
        player.join()
        wait(lambda: page.run('return drawn.length') >= WORDS, 'the last word')
        ours, theirs = page.run('return drawn'), plain.execute_script('return drawn')
        for browser in driver, plain:
            browser.quit()
        program.stop()
        office.close()
        desktop.close()
    return ([drawn - click for drawn, click in zip(ours, clicks)],
            [drawn - click for drawn, click in zip(theirs, clicks)])


def load(captions):
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for voice, text in ('ca', SENTENCES['ca ca'][0]), ('en-us', SENTENCES['en en-us'][0]):
            files[voice] = f'{folder}/{voice}.wav'
            subprocess.run(['espeak-ng', '-s', '150', '-v', voice, '-w', files[voice], ' '.join([text] * 30)], check=True)
        desktop, office, program, driver, page = begin(captions, {
            'FINESTRETA_MICROPHONE': f'filesrc location={files["en-us"]} ! wavparse ! identity sync=true '
                                     '! audioconvert ! audioresample'},
            (), f'--use-file-for-fake-audio-capture={files["ca"]}')
        if captions:
            wait(lambda: page.run('return ["sent", "received"].every((side) => '
                                  'document.querySelector(`#lines .line.${side}`))'), 'both captioned')
        time.sleep(3)
        pids = tree(program.process.pid)
        before, began = cpu_seconds(pids), time.monotonic()
        time.sleep(SECONDS)
        result = (cpu_seconds(pids) - before) * 60 / (time.monotonic() - began), memory_mib(pids)
        driver.quit()
        program.stop()
        office.close()
        desktop.close()
    return result


def flicker():
    said = '\n'.join(f'{how} {sentence}' for how, some in SENTENCES.items() for sentence in some)
    out = subprocess.run([f'{BUILD}/tests/bench/bench-flicker'], input=said, check=True, capture_output=True, text=True,
                         env={**os.environ, 'LC_ALL': 'C.UTF-8'}).stdout
    return {int(hidden): int(erased) / int(final) for hidden, erased, final in map(str.split, out.splitlines())}


def percentile(times, q):
    return sorted(times)[min(len(times) - 1, len(times) * q // 100)]


def apart(what):
    """In a process of its own: one process knows one accessibility bus."""
    out = subprocess.run([sys.executable, __file__, str(BUILD), str(WORDS), what], check=True, stdout=subprocess.PIPE,
                         text=True).stdout
    return json.loads(out.splitlines()[-1])


def main():
    parts = {'delay': delay, 'captioned': lambda: load(True), 'plain': lambda: load(False)}
    if sys.argv[3:]:
        print(json.dumps(parts[sys.argv[3]]()))
        return
    ours, theirs = apart('delay')
    added = [mine - other for mine, other in zip(ours, theirs)]
    last.show('captions, delay', 'captions', 'plain page', [
        (f'a word, from the microphone to the page, ms, p{q}', percentile(ours, q), percentile(theirs, q))
        for q in (50, 95)])
    print(f'added to it, ms: p50 {percentile(added, 50):.1f}, p95 {percentile(added, 95):.1f}')
    (cpu, memory), (cpu_plain, memory_plain) = apart('captioned'), apart('plain')
    last.show('captions, load', 'two captioned', 'no captions', [
        ('processor, seconds a minute', cpu, cpu_plain), ('memory, MiB (PSS)', memory, memory_plain)])
    erased = flicker()
    last.show('captions, flicker', 'two held back', 'none', [
        ('words erased for a hundred that stay', erased[2] * 100, erased[0] * 100)])
    print(f'with one held back: {erased[1] * 100:.1f}')


if __name__ == '__main__':
    main()
