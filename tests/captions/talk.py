"""A session of an engine (the program talk), and servers for it to talk to."""
# SPDX-License-Identifier: GPL-3.0-or-later
import asyncio
import contextlib
import http.server
import json
import os
import queue
import socket
import subprocess
import sys
import threading

import websockets
from tap import equal

PATIENCE = 30
READY, NO_PROGRAM, NO_MODEL, NO_ADDRESS = 0, 2, 3, 4
SENDS_SOUND, APPEND_ONLY, AT_PAUSES, TAKES_PHRASES = 2, 4, 8, 16


class Talk:
    """In Catalan; what it tells is taken one by one."""

    def __init__(self, engine, where, *phrases, **environment):
        self.events = queue.Queue()
        self.process = subprocess.Popen(
            [os.environ['TALK'], engine, where, *phrases], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
        threading.Thread(target=self._read, daemon=True).start()
        self.engine = self.expect('engine')

    def _read(self):
        for line in self.process.stdout:
            self.events.put(json.loads(line))
        self.events.put(None)

    def say(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def expect(self, kind):
        try:
            event = self.events.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f'{kind} never came') from None
        if event is None or event['event'] != kind:
            raise AssertionError(f'{event} is no {kind}')
        return event

    def utterance(self):
        """Its number, text and whether it is final."""
        event = self.expect('utterance')
        return event['number'], event['text'], event['final']

    def fails(self, code):
        equal(self.expect('failed')['code'], code)
        self.stop()

    def stop(self):
        """Lets go of it; nothing is told after that but that it is gone."""
        self.say('stop')
        self.expect('gone')
        self.end()

    def end(self):
        equal(self.process.wait(PATIENCE), 0)
        self.process.stdin.close()
        self.process.stdout.close()


class WebSocketServer:
    """One conversation, by `hold`: a coroutine that is given the socket. What it raises is raised where the
    server is left."""

    def __init__(self, hold, tls=None):
        self.hold = hold
        self.tls = tls
        self.error = None
        self.over = threading.Event()
        self.loop = asyncio.new_event_loop()

    async def _converse(self, connection, *_):
        try:
            await self.hold(connection)
        except websockets.exceptions.ConnectionClosed:
            pass
        except Exception as error:
            self.error = error
        self.over.set()

    async def _serve(self):
        # Sound does not get smaller, and the servers that are spoken to do not try.
        self.server = await websockets.serve(self._converse, '127.0.0.1', 0, ssl=self.tls, max_size=None,
                                             compression=None)

    def __enter__(self):
        self.loop.run_until_complete(self._serve())
        self.address = '%s://127.0.0.1:%d' % ('wss' if self.tls else 'ws', self.server.sockets[0].getsockname()[1])
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self

    def __exit__(self, kind, *_):
        if kind is None and not self.over.wait(PATIENCE):
            kind, self.error = True, AssertionError('the conversation never ended')
        self.server.close()
        asyncio.run_coroutine_threadsafe(self.server.wait_closed(), self.loop).result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
        if self.error:
            raise self.error


class Quiet(http.server.BaseHTTPRequestHandler):
    """Of HTTP; knows nothing by itself."""

    def log_message(self, *_):
        pass


class HttpServer(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, address)


@contextlib.contextmanager
def http_server(handler):
    """Its address."""
    server = HttpServer(('127.0.0.1', 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.05})
    thread.start()
    try:
        yield 'http://127.0.0.1:%d' % server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def mute_server():
    """Takes connections, and never says a word."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        yield '127.0.0.1:%d' % server.getsockname()[1]


def nobody():
    """An address where nobody listens."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        return '127.0.0.1:%d' % server.getsockname()[1]
