# Documents: told by content, bounded, named harmlessly, sealed on the disk.
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import hashlib
import http.client
import os
import pathlib
import socket
import urllib.parse

import forms
import office
from forms import send_document
from office import Office, Visit, run

here = Office()
MIB = 1024 * 1024


def sealed_files(where=here):
    folder = pathlib.Path(where.store, 'documents')
    return sorted(folder.iterdir())


def by_content():
    visit = Visit(here)
    for content, media_type in (
            (forms.PDF, 'application/pdf'),
            (b'\xff\xd8\xff\xe0' + bytes(60), 'image/jpeg'),
            (b'\x89PNG\r\n\x1a\n' + bytes(60), 'image/png'),
            (b'\0\0\0\x18ftypheic' + bytes(60), 'image/heic'),
            (b'RIFF\x40\0\0\0WEBPVP8 ' + bytes(60), 'image/webp')):
        sent = send_document(visit, content, 'mentida.exe').json
        assert sent['media_type'] == media_type
        assert sent['size'] == len(content)
        assert sent['sha256'] == hashlib.sha256(content).hexdigest()
        back = here.get(visit.path(f'/documents/{sent["id"]}'), visit.token)
        assert back.body == content
        assert back.headers['content-type'] == media_type
        assert back.headers['x-content-type-options'] == 'nosniff'
        assert 'sandbox' in back.headers['content-security-policy']
        assert back.headers['content-disposition'].startswith('attachment')
    before = sealed_files()
    for content in (b'', b'%PDF', b'<html><script>alert(1)</script></html>', b'MZ' + bytes(100),
                    b'PK\x03\x04' + bytes(100), b'GIF89a' + bytes(100),
                    b'<svg xmlns="http://www.w3.org/2000/svg"/>', b' ' + forms.PDF):
        refused = send_document(visit, content, 'dni.pdf')
        assert refused.status == 415 and refused.code == 'unsupported-type', content[:20]
    assert sealed_files() == before, 'what is refused leaves nothing behind'


def bounds():
    visit = Visit(here)
    before = sealed_files()
    largest = forms.PDF + bytes(20 * MIB - len(forms.PDF))
    assert send_document(visit, largest).json['size'] == 20 * MIB
    assert send_document(visit, largest + b'x').code == 'too-large'
    # Also when it does not say how large it is.
    connection = http.client.HTTPConnection('127.0.0.1', here.port, timeout=office.PATIENCE)
    connection.request('POST', '/api/v1' + visit.path('/documents'),
                       iter([largest, b'x']), {'Authorization': f'Bearer {visit.citizen_token}'},
                       encode_chunked=True)
    assert office.Answer(connection.getresponse()).code == 'too-large'
    # Many at once, and no more than fit are kept.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: send_document(visit, name=f'{n}.pdf'), range(25)))
    assert [a.status for a in answers].count(201) == 19
    assert {a.code for a in answers if a.status != 201} == {'full'}
    assert len(here.get(visit.path('/documents'), visit.token).json['documents']) == 20
    assert len(sealed_files()) == len(before) + 20


def broken_off():
    visit = Visit(here)
    before = sealed_files()
    with socket.create_connection(('127.0.0.1', here.port)) as half:
        half.sendall((f'POST /api/v1{visit.path("/documents")} HTTP/1.1\r\nHost: x\r\n'
                      f'Authorization: Bearer {visit.citizen_token}\r\n'
                      f'Content-Length: 1000000\r\n\r\n').encode() + forms.PDF + bytes(100000))
    assert send_document(visit).status == 201
    deadline = office.time.monotonic() + office.PATIENCE
    while len(sealed_files()) != len(before) + 1:
        assert office.time.monotonic() < deadline, sealed_files()
        visit.citizen.barrier()
    assert len(here.get(visit.path('/documents'), visit.token).json['documents']) == 1


def names():
    visit = Visit(here)
    quote = urllib.parse.quote
    for said, kept in (
            ('dni.pdf', 'dni.pdf'),
            (quote('certificat d’empadronament·signat.pdf'),
             'certificat d’empadronament·signat.pdf'),
            (quote('شهادة.pdf'), 'شهادة.pdf'),
            (quote('../../../etc/passwd'), 'passwd'),
            (quote('C:\\fakepath\\foto.jpg'), 'foto.jpg'),
            (quote('factura\u202efdp.exe'), 'facturafdp.exe'),
            (quote('a\u2066b\u2069\u200fc.pdf'), 'abc.pdf'),
            (quote('a\r\nSet-Cookie: x.pdf'), 'aSet-Cookie: x.pdf'),
            (quote('a\0.pdf'), 'document'),
            ('..', 'document'), ('', 'document'), ('%2F%2F', 'document'),
            (quote('  '), 'document'), ('100%.pdf', 'document')):
        sent = send_document(visit, name=said)
        assert sent.status == 201 and sent.json['name'] == kept, (said, sent.json['name'])
        back = here.get(visit.path(f'/documents/{sent.json["id"]}'), visit.token)
        assert back.headers['content-disposition'].isascii()
    long = send_document(visit, name=quote('ñ' * 300 + '.pdf')).json['name']
    assert len(long.encode()) <= 255 and set(long) <= set('ñ.pdf')
    assert send_document(visit, kind='x' * 65).status == 400


def whose():
    visit = Visit(here)
    sent = send_document(visit).json['id']
    other = Visit(here)
    path = visit.path(f'/documents/{sent}')
    assert here.get(path, visit.citizen_token).status == 200
    for token in (other.token, other.citizen_token):
        assert here.get(path, token).status == 404
        assert here.get(visit.path('/documents'), token).status == 404
    assert here.get(other.path(f'/documents/{sent}'), other.token).status == 404
    assert here.get(path).status == 401
    assert send_document(visit, token=visit.token).status == 403
    assert send_document(visit, token=other.citizen_token).status == 404
    # Who waits is seen by all who attend: that there are documents, not what is in them.
    waiting = Visit(here, begin=False)
    mine = send_document(waiting).json['id']
    waiting.citizen.send('arrive', camera=True, microphone=True)
    waiting.citizen.wait('position')
    assert here.get(waiting.path('/documents'), other.token).status == 200
    assert here.get(waiting.path(f'/documents/{mine}'), other.token).status == 404
    waiting.citizen.send('leave')
    waiting.citizen.barrier()


def sealed():
    visit = Visit(here)
    secret = b'aquesta frase no s\'ha de llegir al disc'
    content = forms.PDF + secret * 10000
    sent = send_document(visit, content).json['id']
    for file in pathlib.Path(here.root).rglob('*'):
        if file.is_file():
            assert secret not in file.read_bytes(), file
            assert file.name == 'log' or file.stat().st_mode & 0o077 == 0, file
    path = pathlib.Path(here.store, 'documents', sent)
    sealed_content = path.read_bytes()

    def read():
        """What comes back, up to where it breaks off."""
        try:
            return here.get(visit.path(f'/documents/{sent}'), visit.token, check=False)
        except (http.client.IncompleteRead, ConnectionError, http.client.RemoteDisconnected):
            return None

    # Changed in the middle, cut short, or another's put in its place: it breaks off.
    for spoilt in (sealed_content[:200000] + b'\0\0\0\0' + sealed_content[200004:],
                   sealed_content[:65536 + 24 + 17], sealed_content[:100],
                   pathlib.Path(here.store, 'documents',
                                send_document(visit, content).json['id']).read_bytes()):
        path.write_bytes(spoilt)
        answer = read()
        assert answer is None or answer.status != 200, answer.status
    path.write_bytes(sealed_content)
    assert read().body == content
    path.unlink()
    assert read().status == 404


def key():
    there = Office()
    visit = Visit(there)
    sent = send_document(visit).json['id']
    assert there.stop() == 0
    # A half-written one, as a killed office leaves it, is swept away.
    half = pathlib.Path(there.store, 'documents', 'half.part')
    half.write_bytes(b'x')
    there.start()
    assert not half.exists()
    assert there.get(visit.path(f'/documents/{sent}'), visit.token).body == forms.PDF
    assert there.stop() == 0
    # Without its key it does not begin as if nothing were lost.
    os.rename(f'{there.store}/key', f'{there.store}/key.away')
    refused = office.subprocess.run([office.PROGRAM, '--store', there.store],
                                    capture_output=True, timeout=office.PATIENCE)
    assert refused.returncode == 1 and b'key' in refused.stderr, refused


run({
    'a document is what its content is, whatever its name': by_content,
    'twenty of at most 20 MiB': bounds,
    'one broken off was never there': broken_off,
    'names lose paths, controls and turned directions': names,
    'documents are for whom they concern': whose,
    'on the disk they are sealed': sealed,
    'no key, no office': key,
})
