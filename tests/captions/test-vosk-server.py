"""vosk-server's protocol, against a server as its documentation has it, and against bad ones."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import ssl
import struct
import subprocess
import tempfile

from talk import (NO_ADDRESS, READY, SENDS_SOUND, Quiet, Talk, WebSocketServer, http_server,
                  mute_server, nobody)
from tap import case, equal, run, until

NOTHING = '{\n  "partial" : ""\n}'


def partial(text):
    return json.dumps({'partial': text}, indent=2, ensure_ascii=False)


def final(text, *words):
    """`words`: (word, start, end, confidence)."""
    answer = {'text': text}
    if words:
        answer['result'] = [dict(zip(('word', 'start', 'end', 'conf'), word)) for word in words]
    return json.dumps(answer, indent=2, ensure_ascii=False)


class Vosk(WebSocketServer):
    """Answers each message with the next of `answers`, or nothing new."""

    def __init__(self, *answers):
        super().__init__(self.serve)
        self.answers = list(answers)
        self.config = self.sound = b''
        self.texts = []

    async def serve(self, connection):
        self.config = await connection.recv()
        async for message in connection:
            if isinstance(message, bytes):
                self.sound += message
            else:
                self.texts.append(message)
            await connection.send(self.answers.pop(0) if self.answers else NOTHING)
            # As the server does: whole strings are compared.
            if message == '{"eof" : 1}':
                return


@case('sound arrives as it was, and what was understood comes back word for word, in its time')
def whole():
    with Vosk(partial('bon'), partial('bon'), partial('bon dia'),
              final('bon dia', ('bon', 0.05, 0.15, 1.0), ('dia', 0.2, 0.3, 0.5)),
              NOTHING, partial('adéu'), final('adéu')) as server:
        talk = Talk('vosk-server', server.address, 'idCAT Mòbil')
        equal((talk.engine['traits'], talk.engine['state'], talk.engine['another']),
              (0, READY, NO_ADDRESS))
        talk.expect('ready')
        talk.say('sound 300 8000')
        equal(talk.utterance(), (0, 'bon', False))
        equal(talk.utterance(), (0, 'bon dia', False))
        talk.say('sound 200 0')
        told = talk.expect('utterance')
        equal((told['number'], told['text'], told['final']), (0, 'bon dia', True))
        equal([round(told[key], 3) for key in ('confidence', 'start', 'end')], [0.75, 0.05, 0.3])
        # A second later by the clock, which the engine's own does not know.
        talk.say('gap 1000')
        talk.say('sound 100 8000')
        told = talk.expect('utterance')
        equal((told['number'], told['text'], told['final']), (1, 'adéu', False))
        equal([round(told[key], 3) for key in ('confidence', 'start', 'end')], [-1, 1.6, 1.6])
        talk.say('pause')
        equal(talk.utterance(), (1, 'adéu', True))
        talk.stop()
    equal(json.loads(server.config),
          {'config': {'sample_rate': 16000, 'words': True, 'max_alternatives': 0}})
    equal(server.texts, ['{"reset" : 1}', '{"eof" : 1}'])
    equal(len(server.sound), 600 * 16 * 2)
    samples = struct.unpack('<9600h', server.sound)
    equal((max(samples[:4800]), min(samples[:4800])), (8000, -8000))
    equal(set(samples[4800:8000]), {0})


@case('an utterance that comes to nothing is taken back')
def nothing():
    with Vosk(partial('eh'), final('')) as server:
        talk = Talk('vosk-server', server.address)
        talk.expect('ready')
        talk.say('sound 100 8000')
        equal(talk.utterance(), (0, 'eh', False))
        talk.say('pause')
        equal(talk.utterance(), (0, '', True))
        talk.stop()


@case('text is shown as text: without controls and direction overrides, markup as it is, bounded')
def text():
    nasty = '  <b>hola</b>\u202e &amp;\t\n\u2066món\x1b[31m '
    long = 'à' * 100000
    with Vosk(partial(nasty), partial(long), final('🧑‍🦽 مرحبا')) as server:
        talk = Talk('vosk-server', server.address)
        talk.expect('ready')
        talk.say('sound 300 8000')
        equal(talk.utterance(), (0, '<b>hola</b> &amp; món [31m', False))
        equal(talk.utterance(), (0, 'à' * 4000, False))
        equal(talk.utterance(), (0, '🧑‍🦽 مرحبا', True))
        talk.stop()


RUBBISH = {
    'no JSON': 'hello',
    'half a message': '{"partial" : "bon di',
    'no object': '["partial"]',
    'neither partial nor final': '{"status" : "ok"}',
    'both': '{"partial" : "a", "text" : "b"}',
    'no text': '{"text" : 7}',
    'a result that is none': '{"text" : "a", "result" : "a"}',
    'a word that is none': '{"text" : "a", "result" : [{"word" : "a", "start" : "soon"}]}',
    'bytes': b'\x00\x01\x02',
    'too much': json.dumps({'partial': 'a' * (2 << 20)}),
    'nothing at all': '',
    'too deep': '{"text" : "a", "x" : ' + '[' * 1000 + ']' * 1000 + '}',
}


@case('a server that says rubbish is given up, whatever the rubbish')
def rubbish():
    for what, answer in RUBBISH.items():
        with Vosk(partial('bon'), answer) as server:
            talk = Talk('vosk-server', server.address)
            talk.expect('ready')
            talk.say('sound 200 8000')
            equal((what, talk.utterance()), (what, (0, 'bon', False)))
            event = talk.expect('failed')
            equal((what, event['code'], 'bon' in event['message']), (what, 'failed', False))
            talk.stop()


@case('an answer nobody asked for is rubbish too')
def unasked():
    async def speak(connection):
        await connection.recv()
        await connection.send(partial('bon dia'))
        await connection.wait_closed()

    with WebSocketServer(speak) as server:
        talk = Talk('vosk-server', server.address)
        talk.expect('ready')
        talk.fails('failed')


@case('a server that hears and says nothing is given up after two seconds of sound')
def mute():
    sound = []

    async def listen(connection):
        async for message in connection:
            if isinstance(message, bytes):
                sound.append(message)

    with WebSocketServer(listen) as server:
        talk = Talk('vosk-server', server.address)
        talk.expect('ready')
        for i in range(21):
            talk.say('sound 100 8000')
            until('the sound', lambda: len(sound) > i)
        equal(talk.expect('failed')['code'], 'timed-out')
        talk.stop()


@case('a slow server is waited for while it keeps up')
def slow():
    async def lag(connection):
        await connection.recv()
        kept = 0
        async for message in connection:
            kept += 1
            # A second behind, for ever.
            if isinstance(message, str):
                break
            if kept > 10:
                await connection.send(partial(f'{kept}'))

    with WebSocketServer(lag) as server:
        talk = Talk('vosk-server', server.address)
        talk.expect('ready')
        talk.say('sound 1000 8000')
        for i in range(11, 41):
            talk.say('sound 100 8000')
            equal(talk.utterance(), (0, f'{i}', False))
        talk.stop()


@case('a connection that is closed in mid-word, by the rules or without them, is told')
def closed():
    async def close(connection):
        await connection.recv()
        await connection.recv()
        await connection.send(partial('bon d'))
        await connection.close()

    async def cut(connection):
        await connection.recv()
        await connection.recv()
        await connection.send(partial('bon d'))
        connection.transport.abort()

    for end in (close, cut):
        with WebSocketServer(end) as server:
            talk = Talk('vosk-server', server.address)
            talk.expect('ready')
            talk.say('sound 100 8000')
            equal(talk.utterance(), (0, 'bon d', False))
            talk.fails('offline')


@case('a server that is not there, never answers, or is no WebSocket is told apart')
def absent():
    talk = Talk('vosk-server', 'ws://' + nobody())
    talk.fails('offline')
    with mute_server() as address:
        talk = Talk('vosk-server', 'ws://' + address)
        talk.fails('offline')
    with http_server(Quiet) as address:
        talk = Talk('vosk-server', address)
        talk.fails('failed')


@case('a server that sends the sound elsewhere is not followed')
def elsewhere():
    class Redirect(Quiet):
        def do_GET(self):
            self.send_response(302)
            self.send_header('Location', elsewhere.address.replace('ws:', 'http:'))
            self.end_headers()

    async def listen(connection):
        heard.append(await connection.recv())

    heard = []
    server = WebSocketServer(listen)
    with server as elsewhere, http_server(Redirect) as address:
        talk = Talk('vosk-server', address)
        talk.fails('failed')
        server.over.set()
    equal(heard, [])


@case('a server whose certificate nobody vouches for hears nothing')
def untrusted():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1',
                        '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', 'key', '-out', 'certificate'],
                       cwd=folder, check=True, stderr=subprocess.DEVNULL)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(f'{folder}/certificate', f'{folder}/key')
    heard = []

    async def listen(connection):
        heard.append(await connection.recv())

    server = WebSocketServer(listen, tls)
    with server:
        talk = Talk('vosk-server', server.address)
        talk.fails('offline')
        server.over.set()
    equal(heard, [])


@case('sound goes in the clear to this computer only, and what leaves it is said')
def addresses():
    for where, state, leaves in (('ws://127.0.0.1:2700', READY, 0), ('ws://localhost:2700', READY, 0),
                                 ('ws://[::1]:2700', READY, 0),
                                 ('wss://captions.example/ca', READY, SENDS_SOUND),
                                 ('ws://captions.example:2700', NO_ADDRESS, 0),
                                 ('ws://localhost.example:2700', NO_ADDRESS, 0),
                                 ('file:///etc/passwd', NO_ADDRESS, 0), ('wss://', NO_ADDRESS, 0),
                                 ('', NO_ADDRESS, 0), ('ws://[', NO_ADDRESS, 0)):
        talk = Talk('vosk-server', where)
        equal((where, talk.engine['state'], talk.engine['traits']), (where, state, leaves))
        if state == READY:
            talk.process.kill()
            talk.process.wait()
        else:
            talk.end()


run()
