"""Whisper over HTTP, against servers that take what whisper.cpp's and OpenAI's take, and bad ones."""
# SPDX-License-Identifier: GPL-3.0-or-later
import email.parser
import email.policy
import json
import struct
import threading

from talk import (AT_PAUSES, NO_ADDRESS, READY, TAKES_PHRASES, Quiet, Talk, http_server, mute_server,
                  nobody)
from tap import case, equal, run, until


def verbose(*segments, **more):
    """`segments`: (text, avg_logprob, no_speech_prob)."""
    return json.dumps({
        'task': 'transcribe', 'language': 'catalan', 'text': ''.join(one[0] for one in segments),
        'segments': [{'id': i, 'text': text, 'start': 0.0, 'end': 1.0, 'tokens': [], 'words': [],
                      'temperature': 0.0, 'avg_logprob': sure, 'no_speech_prob': silent}
                     for i, (text, sure, silent) in enumerate(segments)], **more})


def server(*answers, health=(200, '{"status":"ok"}'), hold=None):
    """Answers each sound with the next of `answers` (status, body), waiting for `hold` before."""
    left = list(answers)

    class Handler(Quiet):
        protocol_version = 'HTTP/1.1'
        requests = []
        asked = 0

        def answer(self, status, body):
            body = body if isinstance(body, bytes) else body.encode()
            self.send_response(status)
            self.send_header('Content-Length', str(len(body)))
            if status == 302:
                self.send_header('Location', '/elsewhere')
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            equal(self.path, '/health')
            Handler.asked += 1
            self.answer(*(health(Handler.asked) if callable(health) else health))

        def do_POST(self):
            head = f'Content-Type: {self.headers["Content-Type"]}\r\n\r\n'.encode()
            body = self.rfile.read(int(self.headers['Content-Length']))
            form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
            Handler.requests.append((self.path, self.headers['Authorization'], {
                part.get_param('name', header='content-disposition'): part.get_payload(decode=True)
                for part in form.iter_parts()}))
            if hold:
                hold.wait()
            self.answer(*left.pop(0))

    return Handler


def speak(talk):
    """A word, and the microphone is off."""
    talk.say('sound 100 20')
    talk.say('sound 400 8000')
    talk.say('pause')


@case('an utterance goes out as a WAV file when it ends, and its words come back with how sure they are')
def whole():
    handler = server((200, verbose((' Bon dia.', -0.1, 0.01), (' Hola?', -0.4, 0.02))),
                     (200, verbose((' Adéu', -0.2, 0.0))))
    with http_server(handler) as address:
        talk = Talk('whisper', address + '/inference', 'idCAT Mòbil', 'AGAUR')
        equal((talk.engine['traits'], talk.engine['state'], talk.engine['another']),
              (AT_PAUSES | TAKES_PHRASES, READY, NO_ADDRESS))
        talk.expect('ready')
        talk.say('sound 500 20')
        talk.say('sound 800 8000')
        talk.say('sound 600 20')
        told = talk.expect('utterance')
        equal((told['number'], told['text'], told['final']), (0, 'Bon dia. Hola?', True))
        # With a little of the room before and after it.
        equal([round(told[key], 1) for key in ('confidence', 'start', 'end')], [0.8, 0.2, 1.8])
        speak(talk)
        equal(talk.utterance(), (1, 'Adéu', True))
        talk.stop()
    path, key, form = handler.requests[0]
    equal((path, key, sorted(form)),
          ('/inference', None, ['file', 'language', 'prompt', 'response_format', 'temperature']))
    equal((form['language'], form['prompt'].decode(), form['response_format']),
          (b'ca', 'idCAT Mòbil, AGAUR', b'verbose_json'))
    file = form['file']
    equal((file[:4], file[8:16], file[36:40]), (b'RIFF', b'WAVEfmt ', b'data'))
    equal(struct.unpack('<I', file[4:8])[0], len(file) - 8)
    equal(struct.unpack('<IHHIIHH', file[16:36]), (16, 1, 1, 16000, 32000, 2, 16))
    equal(struct.unpack('<I', file[40:44])[0], len(file) - 44)
    samples = struct.unpack(f'<{(len(file) - 44) // 2}h', file[44:])
    equal((max(samples), max(samples[:4000])), (8000, 20))


@case('the interface of OpenAI gets its model and its key, and is not asked for its health')
def openai():
    handler = server((200, '{"text": "Bon dia."}'))
    with http_server(handler) as address:
        talk = Talk('whisper', address + '/v1/audio/transcriptions', TALK_MODEL='whisper-large-v3',
                    TALK_KEY='open-sesame')
        talk.expect('ready')
        speak(talk)
        told = talk.expect('utterance')
        equal((told['text'], told['confidence']), ('Bon dia.', -1))
        talk.stop()
    path, key, form = handler.requests[0]
    equal((path, key, form['model'], handler.asked),
          ('/v1/audio/transcriptions', 'Bearer open-sesame', b'whisper-large-v3', 0))


@case('what is no speech is not told, and what is made up is told as not believed')
def made_up():
    again = ' Gràcies per veure el vídeo.'
    handler = server((200, verbose((' Subtítols', -1.3, 0.9))), (200, verbose()),
                     (200, '{"text": " \\n "}'),
                     (200, verbose((again * 5, -0.2, 0.1))),
                     (200, verbose((' x' * 400, -0.2, 0.1))),
                     (200, verbose((' sí sí sí, és clar', -0.2, 0.1))))
    with http_server(handler) as address:
        talk = Talk('whisper', address + '/inference')
        talk.expect('ready')
        for i, text in enumerate((None, None, None, (again * 5).strip(), ('x ' * 400).strip())):
            speak(talk)
            until('the request', lambda: len(handler.requests) > i)
            if text:
                told = talk.expect('utterance')
                equal((told['text'], told['confidence']), (text, 0))
        speak(talk)
        told = talk.expect('utterance')
        equal((told['number'], told['text'], round(told['confidence'], 2)),
              (2, 'sí sí sí, és clar', 0.82))
        talk.stop()


@case('text is shown as text: without controls and direction overrides, markup as it is, bounded')
def text():
    handler = server((200, json.dumps({'text': '<b>hola</b>\u202e &amp;\n\u2066món\x1b[31m'})),
                     (200, json.dumps({'text': 'à' * 100000}, ensure_ascii=False)))
    with http_server(handler) as address:
        talk = Talk('whisper', address + '/inference')
        talk.expect('ready')
        speak(talk)
        equal(talk.utterance(), (0, '<b>hola</b> &amp; món [31m', True))
        speak(talk)
        told = talk.expect('utterance')
        equal((told['text'], told['confidence']), ('à' * 4000, 0))
        talk.stop()


ANSWERS = {
    'no JSON': (200, 'hello', 'failed'),
    'half an answer': (200, '{"text": "bon d', 'failed'),
    'nothing': (200, '', 'failed'),
    'no text': (200, '{"segments": []}', 'failed'),
    'segments that are none': (200, '{"text": "a", "segments": 7}', 'failed'),
    'a segment that is none': (200, '{"text": "a", "segments": [7]}', 'failed'),
    'sureness that is none': (200, '{"text": "a", "segments": [{"text": "a", "avg_logprob": "x"}]}', 'failed'),
    'bytes': (200, b'{"text": "\xff\xfe"}', 'failed'),
    'too much': (200, json.dumps({'text': 'a' * (2 << 20)}), 'failed'),
    'another place': (302, '', 'failed'),
    'refused': (400, '{"error":"no \'file\' field in the request"}', 'failed'),
    'an error': (500, 'oh', 'failed'),
    'the key refused': (401, '', 'unauthorized'),
    'too many': (429, '', 'timed-out'),
}


@case('a server that refuses or says rubbish is given up, and why is told')
def rubbish():
    for what, (status, body, code) in ANSWERS.items():
        handler = server((status, body))
        with http_server(handler) as address:
            talk = Talk('whisper', address + '/inference', TALK_KEY='open-sesame')
            talk.expect('ready')
            speak(talk)
            equal((what, talk.expect('failed')['code']), (what, code))
            talk.stop()
        equal((what, len(handler.requests)), (what, 1))


@case('an answer cut short is none')
def cut():
    class Handler(Quiet):
        def do_GET(self):
            self.send_error(404)

        def do_POST(self):
            self.rfile.read(int(self.headers['Content-Length']))
            self.send_response(200)
            self.send_header('Content-Length', '1000')
            self.end_headers()
            self.wfile.write(b'{"text": "bon d')

    with http_server(Handler) as address:
        talk = Talk('whisper', address + '/inference')
        talk.expect('ready')
        speak(talk)
        talk.fails('failed')


@case('a server that loads its model is waited for, with what is said meanwhile')
def loading():
    handler = server((200, verbose((' Bon dia.', -0.1, 0.01))),
                     health=lambda n: (200, '{"status":"ok"}') if n > 2
                     else (503, '{"status":"loading model"}'))
    with http_server(handler) as address:
        talk = Talk('whisper', address + '/inference')
        speak(talk)
        talk.expect('ready')
        equal(talk.utterance(), (0, 'Bon dia.', True))
        talk.stop()
    equal(handler.asked, 3)


@case('one utterance is asked at a time, in order; a server that lets three wait does not keep up')
def behind():
    hold = threading.Event()
    handler = server(*[(200, verbose((f' {i}', -0.1, 0.0))) for i in range(5)], hold=hold)
    with http_server(handler) as address:
        talk = Talk('whisper', address + '/inference')
        talk.expect('ready')
        for _ in range(3):
            speak(talk)
        hold.set()
        for i in range(3):
            equal(talk.utterance(), (i, f'{i}', True))
        hold.clear()
        speak(talk)
        until('the request', lambda: len(handler.requests) == 4)
        for _ in range(3):
            speak(talk)
        equal(talk.expect('failed')['message'], 'the server does not keep up')
        hold.set()
        talk.stop()


@case('a server that is not there is told')
def absent():
    talk = Talk('whisper', f'http://{nobody()}/inference')
    talk.fails('offline')


@case('who stops does not wait for an answer')
def stops():
    with mute_server() as address:
        talk = Talk('whisper', f'http://{address}/v1/audio/transcriptions', TALK_MODEL='whisper-1')
        talk.expect('ready')
        speak(talk)
        talk.stop()


run()
