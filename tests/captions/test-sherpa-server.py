"""The protocol of sherpa-onnx's online server, against a server that speaks as it does, and bad ones."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import struct

from talk import READY, Talk, WebSocketServer, nobody
from tap import case, equal, run, until

CHUNK = 5120  # samples it decodes at once: 0.32 s


def result(text, segment=0, final=False, start=0.0, stamps=(), probabilities=()):
    """Written as the server writes it."""
    def numbers(values, digits):
        return '[' + ', '.join(f'{value:.{digits}f}' for value in values) + ']'

    def quoted(value):
        return '"' + value.replace('\\', '\\\\').replace('"', '\\"') + '"'

    return ('{ "text": %s, "tokens": [%s], "timestamps": %s, "ys_probs": %s, "lm_probs": [], '
            '"context_scores": [], "segment": %d, "words": [], "start_time": %.2f, "is_final": %s, '
            '"is_eof": false}' % (quoted(text), ', '.join(quoted('▁' + word) for word in text.split()),
                                  numbers(stamps, 2), numbers(probabilities, 6), segment, start,
                                  'true' if final else 'false'))


class Sherpa(WebSocketServer):
    """Answers each chunk with the next of `answers`, or nothing new."""

    def __init__(self, *answers):
        super().__init__(self.serve)
        self.answers = list(answers)
        self.sound = b''
        self.texts = []

    async def serve(self, connection):
        decoded = 0
        async for message in connection:
            if isinstance(message, str):
                self.texts.append(message)
                await connection.send('Done!')
                return
            self.sound += message
            while len(self.sound) // 4 - decoded > CHUNK:
                decoded += CHUNK
                await connection.send(self.answers.pop(0) if self.answers else result('', 9))


@case('sound arrives as numbers, and words come back as they are understood, in their time')
def whole():
    with Sherpa(result('bon'), result('bon dia', 0, False, 0, (0.12, 0.4), (-0.1, -0.3)),
                result('bon dia', 0, True, 0, (0.12, 0.4), (-0.1, -0.3)),
                result('', 1, False, 0.96), result('adéu', 1, False, 1.28, (0.16,)),
                result('', 1, True), result('adéu', 1, True, 1.28, (0.16,))) as server:
        talk = Talk('sherpa-onnx-server', server.address)
        equal((talk.engine['traits'], talk.engine['state']), (0, READY))
        talk.expect('ready')
        talk.say('sound 400 16384')
        equal(talk.utterance(), (0, 'bon', False))
        talk.say('sound 300 0')
        told = talk.expect('utterance')
        equal((told['text'], told['final']), ('bon dia', False))
        equal([round(told[key], 2) for key in ('confidence', 'start', 'end')], [0.82, 0.12, 0.4])
        talk.say('sound 300 0')
        equal(talk.utterance(), (0, 'bon dia', True))
        talk.say('gap 5000')
        talk.say('sound 700 16384')
        told = talk.expect('utterance')
        equal((told['number'], told['text'], told['final']), (1, 'adéu', False))
        equal([round(told[key], 2) for key in ('confidence', 'start', 'end')], [-1, 6.44, 6.44])
        talk.say('pause')
        equal(talk.utterance(), (1, '', True))
        talk.say('sound 100 0')
        equal(talk.utterance(), (2, 'adéu', True))
        until('all of it', lambda: len(server.sound) == (1800 + 1500) * 16 * 4)
        talk.stop()
    equal(server.texts, ['Done'])
    # A pause is told as silence, which the server ends an utterance by.
    samples = struct.unpack(f'<{(1800 + 1500) * 16}f', server.sound)
    equal((max(samples), min(samples)), (0.5, -0.5))
    equal(set(samples[1700 * 16:1700 * 16 + 24000]), {0.0})


RUBBISH = {
    'no JSON': 'hello',
    'good-bye before its time': 'Done!',
    'half a message': result('bon')[:30],
    'no text': '{"segment" : 0, "is_final" : true}',
    'text that is none': '{"text" : [], "segment" : 0}',
    'an utterance before the first': '{"text" : "a", "segment" : -1}',
    'times that are none': '{"text" : "a", "segment" : 4, "timestamps" : ["soon"]}',
    'sureness that is none': '{"text" : "a", "segment" : 4, "ys_probs" : 7}',
    'what was over long since': result('bon', 3),
    'bytes': b'\x00\x01\x02',
    'too much': result('a' * (2 << 20)),
    'a token with a control in it': result('a\nb', 4),
}


@case('a server that says rubbish is given up, whatever the rubbish')
def rubbish():
    for what, answer in RUBBISH.items():
        with Sherpa(result('bon', 4), answer) as server:
            talk = Talk('sherpa-onnx-server', server.address)
            talk.expect('ready')
            talk.say('sound 700 8000')
            equal((what, talk.utterance()), (what, (0, 'bon', False)))
            event = talk.expect('failed')
            equal((what, event['code'], 'bon' in event['message']), (what, 'failed', False))
            talk.stop()


@case('text is shown as text: without direction overrides, markup as it is, bounded')
def text():
    with Sherpa(result('<b>hola</b>\u202e &amp; món'), result('à' * 100000)) as server:
        talk = Talk('sherpa-onnx-server', server.address)
        talk.expect('ready')
        talk.say('sound 700 8000')
        equal(talk.utterance(), (0, '<b>hola</b> &amp; món', False))
        equal(talk.utterance(), (0, 'à' * 4000, False))
        talk.stop()


@case('numbers beyond reason move no utterance out of what was heard')
def beyond():
    with Sherpa(result('a', 0, False, 1e300, (1e300,)), result('b', 0, True, -5, (-7,), (3,))) as server:
        talk = Talk('sherpa-onnx-server', server.address)
        talk.expect('ready')
        talk.say('sound 700 8000')
        for _ in range(2):
            told = talk.expect('utterance')
            equal((0 <= told['start'] <= told['end'] <= 0.7, told['confidence']), (True, -1))
        talk.stop()


@case('a server that hears and says nothing is given up after two seconds of sound')
def mute():
    sound = []

    async def listen(connection):
        async for message in connection:
            if isinstance(message, bytes):
                sound.append(message)

    with WebSocketServer(listen) as server:
        talk = Talk('sherpa-onnx-server', server.address)
        talk.expect('ready')
        for i in range(21):
            talk.say('sound 100 8000')
            until('the sound', lambda: len(sound) > i)
        equal(talk.expect('failed')['code'], 'timed-out')
        talk.stop()


@case('a server that does not stop answering is given up')
def flood():
    async def babble(connection):
        await connection.recv()
        for i in range(100000):
            await connection.send(result(f'{i}'))

    with WebSocketServer(babble) as server:
        talk = Talk('sherpa-onnx-server', server.address)
        talk.expect('ready')
        talk.say('sound 100 8000')
        for i in range(100):
            equal(talk.utterance(), (0, f'{i}', False))
        talk.fails('failed')


@case('a server that goes away in mid-word, or is not there, is told')
def closed():
    async def close(connection):
        await connection.recv()
        await connection.send(result('bon d'))

    with WebSocketServer(close) as server:
        talk = Talk('sherpa-onnx-server', server.address)
        talk.expect('ready')
        talk.say('sound 100 8000')
        equal(talk.utterance(), (0, 'bon d', False))
        talk.fails('offline')
    talk = Talk('sherpa-onnx-server', 'ws://' + nobody())
    talk.fails('offline')


run()
