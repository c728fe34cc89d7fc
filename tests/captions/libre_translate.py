"""A server of LibreTranslate's documented HTTP interface, for tests: what it is told on its standard input, one
JSON object a line, it does; each line is answered by one.

    {"fault": "500", "times": 2}   the next two answers of /translate go wrong in this way; "times" may be -1
    {"listing": "500"}             those of /languages do, until {"listing": null}
    {"report": true}               how many requests came, and the last one
"""
import argparse
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LANGUAGES = {'ar': 'Arabic', 'ca': 'Catalan', 'en': 'English', 'es': 'Spanish', 'fr': 'French', 'ur': 'Urdu'}
# What its model knows; the rest comes back with the target's name before it.
MEMORY = {
    ('en', 'ar', 'Bring 40 € on 12/03/2027.'): 'أحضر ٤٠ € في 12/03/2027.',
    ('en', 'ur', 'Call 600 000 000.'): '۶۰۰ ۰۰۰ ۰۰۰ پر کال کریں۔',
    ('en', 'ar', 'Ask for the ROPELL.'): 'اطلب السجل.',
    ('ca', 'ar', 'Bon dia'): 'صباح \u202eالخير\u0007\n',
}

arguments = argparse.ArgumentParser()
arguments.add_argument('--key')
arguments = arguments.parse_args()

lock = threading.Lock()
state = {'fault': None, 'times': 0, 'listing': None, 'translate': 0, 'languages': 0, 'elsewhere': 0, 'last': None}
released = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind='application/json', length=None, **headers):
        body = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(body)

    def go_wrong(self, fault):
        match fault:
            case '429':
                self.answer(429, {'error': 'Slowdown: too many'}, Retry_After='2')
            case '429 forever':
                self.answer(429, {'error': 'Slowdown: too many'}, Retry_After='99999999999')
            case '400' | '403' | '404' | '413' | '500' | '502' | '503':
                self.answer(int(fault), {'error': 'Cannot translate'})
            case 'slow':
                released.wait()
                self.close_connection = True
            case 'trickle':
                self.send_response(200)
                self.send_header('Content-Length', '1000')
                self.end_headers()
                while not released.wait(0.1):
                    self.wfile.write(b' ')
                self.close_connection = True
            case 'close':
                self.close_connection = True
            case 'no http':
                self.wfile.write(b'\x16\x03\x01\x00\x00 hello\r\n\r\n')
                self.close_connection = True
            case 'garbage':
                self.answer(200, bytes(range(256)) * 8)
            case 'html':
                self.answer(200, b'<!DOCTYPE html><title>Sign in</title>', kind='text/html')
            case 'enormous':
                self.answer(200, {'translatedText': 'x' * 10_000_000})
            case 'long':
                self.answer(200, {'translatedText': 'x' * 5000})
            case 'number':
                self.answer(200, {'translatedText': 40})
            case 'list':
                self.answer(200, {'translatedText': ['a', 'b']})
            case 'array':
                self.answer(200, [{'translatedText': 'a'}])
            case 'null':
                self.answer(200, None)
            case 'nothing':
                self.answer(200, {'translatedText': ' \u202e\n'})
            case 'no body':
                self.answer(200, b'')
            case 'surrogate':
                self.answer(200, b'{"translatedText":"\\ud800"}')
            case 'half':
                self.answer(200, b'{"translatedText":"half', length=100)
                self.close_connection = True
            case 'half JSON':
                self.answer(200, b'{"translatedText":"half')
            case 'redirect':
                self.answer(307, b'', Location=f'http://127.0.0.1:{elsewhere.server_port}{self.path}')
            case 'see other':
                self.answer(303, b'', Location=f'http://127.0.0.1:{elsewhere.server_port}{self.path}')
            case _:
                self.answer(500, {'error': f'no fault {fault}'})

    def do_GET(self):
        match self.path:
            case '/languages':
                with lock:
                    state['languages'] += 1
                    listing = state['listing']
                if listing:
                    self.go_wrong(listing)
                else:
                    self.answer(200, [{'code': code, 'name': name, 'targets': sorted(LANGUAGES)}
                                      for code, name in LANGUAGES.items()])
            case '/health':
                self.answer(200, {'status': 'ok'})
            case _:
                self.answer(404, {'error': 'Not found'})

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        if self.path != '/translate' or self.headers.get_content_type() != 'application/json':
            self.answer(404, {'error': 'Not found'})
            return
        request = json.loads(body)
        with lock:
            state['translate'] += 1
            state['last'] = request
            fault = state['fault'] if state['times'] else None
            state['times'] -= 1 if state['times'] > 0 else 0
        if fault:
            self.go_wrong(fault)
            return
        for name in 'q', 'source', 'target':
            if not request.get(name):
                self.answer(400, {'error': f'Invalid request: missing {name} parameter'})
                return
        if arguments.key and 'api_key' not in request:
            self.answer(400, {'error': 'Please contact the server operator to get an API key'})
        elif arguments.key and request['api_key'] != arguments.key:
            self.answer(403, {'error': 'Invalid API key'})
        elif not {request['source'], request['target']} <= LANGUAGES.keys():
            self.answer(400, {'error': 'not supported'})
        else:
            known = MEMORY.get((request['source'], request['target'], request['q']))
            self.answer(200, {'translatedText': known or f"{request['target']}: {request['q']}"})


class Elsewhere(Handler):
    """Where nobody is to go."""

    def do_GET(self):
        with lock:
            state['elsewhere'] += 1
        super().do_GET()

    def do_POST(self):
        with lock:
            state['elsewhere'] += 1
        super().do_POST()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that goes away is what the test is about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


elsewhere = Server(('127.0.0.1', 0), Elsewhere)
server = Server(('127.0.0.1', 0), Handler)
for each in elsewhere, server:
    threading.Thread(target=each.serve_forever, daemon=True).start()
print(json.dumps({'address': f'http://127.0.0.1:{server.server_port}'}), flush=True)

for line in sys.stdin:
    command = json.loads(line)
    with lock:
        if 'fault' in command:
            state.update(fault=command['fault'], times=command.get('times', 1))
        if 'listing' in command:
            state['listing'] = command['listing']
        print(json.dumps({name: state[name] for name in ('translate', 'languages', 'elsewhere', 'last')}), flush=True)
