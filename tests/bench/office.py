"""The office as a relay, against the npm `peer` server on the same machine in the same run: what one
relayed signalling message costs in processor time, and what one connected citizen costs in memory.

    /usr/bin/python3 tests/bench/office.py _build/app/office/finestreta-office [--keep]

Both servers get the same load from the same client: PAIRS pairs, each side sending candidates to the other with
WINDOW on the way, beside IDLE citizens who only stay connected. Three rounds, in turn; medians are printed."""
import asyncio
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import websockets

import last

# Each socket of the office may send 240 messages at once: a burst of candidates, as a call has them.
PAIRS, MESSAGES, WINDOW, IDLE, ROUNDS = 24, 220, 8, 500, 3
CANDIDATE = {'candidate': 'candidate:1 1 UDP 2015363327 127.0.0.1 50000 typ host generation 0 ufrag abcd',
             'sdpMLineIndex': 0, 'sdpMid': '0'}


def cpu_seconds(pid):
    fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def memory_kib(pid):
    for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines():
        if line.startswith('Pss:'):
            return int(line.split()[1])
    raise RuntimeError('no Pss')


class Office:
    """Our office, with an account and an appointment for each pair."""

    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, '--listen', '127.0.0.1:0', '--store', folder,
                                         '--key-file', f'{folder}/key'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ready = json.loads(self.process.stdout.readline())
        self.address, setup = ready['address'], ready['setup_token']
        self.call('POST', '/staff', setup, account='coordinator', name='Coordinator', role='coordinator',
                  password='a long password')
        self.coordinator = self.sign_in('coordinator')
        self.next_slot = time.time()

    def call(self, method, path, token=None, **body):
        request = urllib.request.Request(f'{self.address}/api/v1{path}', method=method,
                                         data=json.dumps(body).encode() if method == 'POST' else None)
        request.add_header('Content-Type', 'application/json')
        if token:
            request.add_header('Authorization', f'Bearer {token}')
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or 'null')

    def sign_in(self, account):
        return self.call('POST', '/session', account=account, password='a long password')['token']

    def appointment(self, staff=None):
        owner = {'staff': staff} if staff else {}
        self.next_slot += 20 * 60
        made = self.call('POST', '/appointments', self.coordinator, procedure='carnet-jove', minutes=20, language='ca',
                         starts=time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(self.next_slot)), **owner)['id']
        link = self.call('POST', f'/appointments/{made}/link', self.coordinator)['url']
        return made, link.rpartition('#')[2]

    async def connect(self, token):
        connection = await websockets.connect(self.address.replace('http', 'ws') + '/api/v1/socket', max_size=None)
        await connection.send(json.dumps({'type': 'hello', 'token': token, 'instance': os.urandom(8).hex(), 'language': 'ca'}))
        await wait_for(connection, 'welcome')
        return connection

    async def pair(self, number):
        staff = self.call('POST', '/staff', self.coordinator, account=f'informer{number}', name='Informer',
                          role='informer', password='a long password')
        token = self.sign_in(f'informer{number}')
        appointment, link = self.appointment(staff['id'])
        informer, citizen = await self.connect(token), await self.connect(link)
        await citizen.send(json.dumps({'type': 'arrive', 'camera': True, 'microphone': True}))
        await wait_for(citizen, 'position')
        await asyncio.to_thread(self.call, 'POST', f'/appointments/{appointment}/attend', token)
        await wait_for(citizen, 'visit')
        await wait_for(informer, 'visit')
        return (informer, json.dumps({'type': 'signal', 'to': 'citizen', 'candidate': CANDIDATE}),
                citizen, json.dumps({'type': 'signal', 'to': 'informer', 'candidate': CANDIDATE}))

    async def idle(self, _number):
        return await self.connect(self.appointment()[1])


class Peer:
    """The npm peer server."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(['node', f'{folder}/node_modules/peer/dist/bin/peerjs.js', '--host', '127.0.0.1',
                                         '--port', str(self.port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.process.stdout.readline()
        # Its log must not fill the pipe.
        subprocess.Popen(['cat'], stdin=self.process.stdout, stdout=subprocess.DEVNULL)

    async def connect(self, name):
        connection = await websockets.connect(f'ws://127.0.0.1:{self.port}/peerjs?key=peerjs&id={name}&token=t', max_size=None)
        await wait_for(connection, 'OPEN')
        return connection

    async def pair(self, number):
        left, right = f'left{number}', f'right{number}'
        message = {'type': 'CANDIDATE', 'payload': CANDIDATE}
        return (await self.connect(left), json.dumps({**message, 'dst': right}),
                await self.connect(right), json.dumps({**message, 'dst': left}))

    async def idle(self, number):
        return await self.connect(f'idle{number}')


async def wait_for(connection, kind):
    async with asyncio.timeout(20):
        while json.loads(await connection.recv())['type'] != kind:
            pass


async def pour(sender, message, receiver):
    """MESSAGES from one side to the other, WINDOW on the way; what else arrives is not counted."""
    window = asyncio.Semaphore(WINDOW)

    async def send():
        for _ in range(MESSAGES):
            await window.acquire()
            await sender.send(message)

    async def receive():
        got = 0
        while got < MESSAGES:
            if json.loads(await receiver.recv())['type'] in ('signal', 'CANDIDATE'):
                got += 1
                window.release()

    await asyncio.gather(send(), receive())


async def measure(server):
    pid = server.process.pid
    empty = memory_kib(pid)
    idle = [await server.idle(number) for number in range(IDLE)]
    each = (memory_kib(pid) - empty) / IDLE
    pairs = [await server.pair(number) for number in range(PAIRS)]
    before, began = cpu_seconds(pid), time.monotonic()
    await asyncio.gather(*(pour(left, to_right, right) for left, to_right, right, _ in pairs),
                         *(pour(right, to_left, left) for left, _, right, to_left in pairs))
    took, used, relayed = time.monotonic() - began, cpu_seconds(pid) - before, 2 * PAIRS * MESSAGES
    for connection in idle + [side for pair in pairs for side in (pair[0], pair[2])]:
        connection.transport.abort()
    server.process.kill()
    server.process.wait(20)
    return relayed / used, relayed / took, each, empty


def main():
    program = sys.argv[1]
    figures = {'office': [], 'peer': []}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['npm', 'install', '--silent', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, 'peer@1.0.2'],
                       check=True, stdout=subprocess.DEVNULL)
        for number in range(ROUNDS):
            store = f'{folder}/store{number}'
            os.mkdir(store)
            figures['office'].append(asyncio.run(measure(Office(program, store))))
            figures['peer'].append(asyncio.run(measure(Peer(folder))))
    office, peer = ([statistics.median(column) for column in zip(*figures[name])] for name in ('office', 'peer'))
    last.show('office', 'office', 'peer', list(zip((
        'messages per second of processor', 'messages per second (client-bound)', 'KiB per connected citizen',
        'KiB before any idle one'), office, peer)))


if __name__ == '__main__':
    main()
