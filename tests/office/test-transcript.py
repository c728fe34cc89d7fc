# What was said, taken away by the citizen: only when the office offered it and they said yes, for some days, in
# their language; else nothing of it is left.
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import pathlib
import sqlite3
import subprocess

from office import Office, Visit, run

here = Office()
SAID = 'Vull el carnet jove & <res> més --> gràcies'
MEANT = 'أريد بطاقة الشباب رقم 3'


@contextlib.contextmanager
def stored():
    with contextlib.closing(sqlite3.connect(f'{here.store}/office.db')) as store, store:
        yield store


def kept(visit):
    """Of what was said, in the store."""
    with stored() as store:
        return sum(store.execute(f'SELECT count (*) FROM {table} WHERE appointment = ?', (visit.id,)).fetchone()[0]
                   for table in ('line', 'translation'))


def found(*words):
    """Where in the bytes of the store any of these is: an erased row is not an erased page, nor log."""
    return [(file.name, word) for file in pathlib.Path(here.store).rglob('*') if file.is_file()
            for word in words if word.encode() in file.read_bytes()]


def audited(visit):
    with stored() as store:
        return [(action, actor.split(':')[0]) for action, actor in store.execute(
            "SELECT action, actor FROM audit WHERE subject = ? AND action LIKE 'transcript.%' ORDER BY number",
            (visit.id,))]


def state(who, wanted):
    who.send('transcript', state=wanted)
    return who.wait('transcript', lambda m: m['state'] == wanted)['state']


def refused(who, wanted):
    who.send('transcript', id='t', state=wanted)
    return who.wait('problem', lambda m: m.get('re') == 't')['code']


def take(visit, token, shape='txt', language='ar'):
    return here.get(visit.path(f'/transcript.{shape}?language={language}'), token)


def talk(visit, code='El 1999'):
    visit.informer.send('caption', **{'from': 'citizen', 'origin': 'speech', 'line': 0, 'text': SAID,
                                      'language': 'ca', 'done': True})
    visit.informer.send('translation', **{'from': 'citizen', 'origin': 'speech', 'line': 0, 'language': 'ar',
                                          'text': MEANT, 'draft': True})
    visit.informer.send('caption', **{'from': 'informer', 'origin': 'captioner', 'line': 0, 'language': 'ca',
                                      'text': 'Quin any vau néixer?', 'done': True})
    visit.informer.send('caption', **{'from': 'informer', 'origin': 'speech', 'line': 1, 'language': 'ca',
                                      'text': 'xerinola de soroll', 'done': True, 'believed': False})
    visit.citizen.send('text', line=0, text=code, done=True, relay=['informer'])
    visit.citizen.send('text', line=1, text='encara esc', done=False, relay=['informer'])
    visit.informer.barrier()
    visit.citizen.barrier()


def end(visit):
    assert here.post(visit.path('/end'), {'outcome': 'abandoned'}, visit.token).status == 200


def without():
    """Offered or not: without the citizen's yes it can't be had, and is gone with the visit."""
    visit = Visit(here)
    talk(visit, 'gos d\'atura 4417')
    assert found('gos d\'atura 4417')
    for token in (visit.citizen_token, visit.token):
        assert take(visit, token).status == 404
    assert refused(visit.citizen, 'accepted') == 'forbidden'
    assert refused(visit.citizen, 'offered') == 'forbidden'
    assert refused(visit.informer, 'accepted') == 'forbidden'
    assert state(visit.informer, 'offered') == 'offered'
    assert visit.citizen.wait('transcript')['state'] == 'offered'
    assert take(visit, visit.citizen_token).status == 404
    assert kept(visit) == 6
    end(visit)
    assert kept(visit) == 0 and not found('gos d\'atura 4417', SAID, MEANT)
    assert take(visit, visit.citizen_token).status == 404
    assert 'transcript' not in here.get(visit.path(), visit.citizen_token).json


def with_it():
    visit = Visit(here)
    talk(visit)
    state(visit.informer, 'offered')
    assert state(visit.citizen, 'accepted') == 'accepted'
    again = here.socket(visit.citizen_token)
    assert again.wait('visit')['appointment']['transcript'] == 'accepted'
    end(visit)
    assert here.get(visit.path(), visit.citizen_token).json['transcript'] == 'accepted'

    text = take(visit, visit.citizen_token).body.decode()
    assert SAID in text and MEANT in text and 'Quin any vau néixer?' in text and 'El 1999' in text
    assert 'الشخص المراجع' in text and 'تفريغ آلي' in text and 'كتبه المكتب' in text
    # What the machine did not trust is not told, nor what was never ended; and nobody's name.
    assert 'xerinola' not in text and 'encara esc' not in text and 'Informadora de prova' not in text
    assert text == take(visit, visit.token).body.decode()
    catalan = take(visit, visit.citizen_token, language='ca').body.decode()
    assert 'transcripció automàtica' in catalan and MEANT not in catalan

    captions = take(visit, visit.citizen_token, 'vtt').body.decode()
    assert captions.startswith('WEBVTT\n') and MEANT in captions and '&lt;' not in captions
    assert '&amp; &lt;res&gt;' in take(visit, visit.citizen_token, 'vtt', 'ca').body.decode()
    paper = pathlib.Path(here.root) / 'conversation.pdf'
    paper.write_bytes(take(visit, visit.citizen_token, 'pdf').body)
    words = subprocess.run(['pdftotext', '-raw', paper, '-'], check=True, capture_output=True, text=True).stdout
    assert 'carnet jove & <res>' in words and 'El 1999' in words, words
    about = subprocess.run(['pdfinfo', paper], check=True, capture_output=True, text=True).stdout
    assert 'Tagged:          yes' in about, about

    # Nobody else's.
    other = Visit(here)
    assert take(visit, other.citizen_token).status in (403, 404)
    assert take(visit, other.token).status == 404
    assert here.request('DELETE', visit.path('/transcript'), None, visit.token).status == 403
    # Erased when the citizen wants it, for good.
    assert kept(visit) == 6
    assert here.request('DELETE', visit.path('/transcript'), None, visit.citizen_token).status == 204
    assert kept(visit) == 0 and not found(SAID, MEANT, 'El 1999')
    assert take(visit, visit.citizen_token).status == 404
    assert here.request('DELETE', visit.path('/transcript'), None, visit.citizen_token).status == 404
    told = audited(visit)
    assert told[0][0] == 'transcript.offered' and told[1] == ('transcript.accepted', 'citizen')
    assert ('transcript.read', 'citizen') in told and told[-1] == ('transcript.erased', 'citizen')


def cut():
    """Of more than fits, whoever takes it away is told so."""
    visit = Visit(here)
    talk(visit)
    state(visit.informer, 'offered')
    state(visit.citizen, 'accepted')
    went_on = 'La conversa va ser més llarga'
    assert went_on not in take(visit, visit.citizen_token, language='ca').body.decode()
    with stored() as store:
        store.executemany('INSERT INTO line (appointment, participant, origin, line, text, done, at)'
                          " VALUES (?, 'citizen', 'typed', ?, ?, 1, '2026-11-27T10:00:00.000Z')",
                          [(visit.id, 10 + n, f'n{n} ' + 'paraula ' * 120) for n in range(300)])
    text = take(visit, visit.citizen_token, language='ca').body.decode()
    assert 'n200 ' in text and 'n299 ' not in text and text.rstrip().endswith(went_on + ': el que es va dir després'
                                                                              ' no hi cap.'), text[-200:]
    assert went_on in take(visit, visit.citizen_token, 'vtt', 'ca').body.decode()[-300:]
    paper = pathlib.Path(here.root) / 'cut.pdf'
    paper.write_bytes(take(visit, visit.citizen_token, 'pdf', 'ca').body)
    words = subprocess.run(['pdftotext', paper, '-'], check=True, capture_output=True, text=True).stdout
    assert went_on in words
    end(visit)
    assert here.request('DELETE', visit.path('/transcript'), None, visit.citizen_token).status == 204


def taken_back():
    visit = Visit(here)
    talk(visit)
    state(visit.informer, 'offered')
    state(visit.citizen, 'declined')
    state(visit.informer, 'offered')
    state(visit.citizen, 'accepted')
    assert take(visit, visit.citizen_token).status == 200
    assert here.request('DELETE', visit.path('/transcript'), None, visit.citizen_token).status == 409
    assert state(visit.citizen, 'declined') == 'declined'
    assert take(visit, visit.citizen_token).status == 404
    # The office's word is needed too.
    state(visit.citizen, 'accepted')
    assert state(visit.informer, 'withdrawn') == 'withdrawn'
    assert take(visit, visit.citizen_token).status == 404
    assert refused(visit.citizen, 'accepted') == 'forbidden'
    end(visit)
    assert kept(visit) == 0


def some_days():
    visit = Visit(here)
    talk(visit)
    state(visit.informer, 'offered')
    state(visit.citizen, 'accepted')
    end(visit)
    with stored() as store:
        (until, ended, days) = store.execute(
            "SELECT julianday (transcript_until), julianday (ended), (SELECT days FROM retention WHERE what ="
            " 'transcript') FROM visit WHERE appointment = ?", (visit.id,)).fetchone()
    assert round(until - ended) == days == 7
    here.stop()
    here.start()
    assert take(visit, visit.citizen_token).status == 200
    here.stop()
    with stored() as store:
        store.execute("UPDATE visit SET transcript_until = '2026-01-01T00:00:00.000Z' WHERE appointment = ?", (visit.id,))
    here.start()
    assert kept(visit) == 0 and not found(SAID, MEANT, 'El 1999')
    assert take(visit, visit.citizen_token).status == 404
    assert audited(visit)[-1] == ('transcript.purged', 'office')


def turns_to(procedure):
    """Nothing is kept either when the visit turns to it after the yes."""
    visit = Visit(here)
    talk(visit)
    state(visit.informer, 'offered')
    state(visit.citizen, 'accepted')
    assert here.post(visit.path('/forms'), {'procedure': procedure}, visit.token).status == 201
    assert take(visit, visit.citizen_token).status == 404
    end(visit)
    assert kept(visit) == 0 and not found(SAID, MEANT)


def never_of_violence():
    visit = Visit(here, procedure='indemnitzacio')
    assert refused(visit.informer, 'offered') == 'forbidden'
    turns_to('indemnitzacio')


def never_of_secrets():
    """A code is easily said aloud, or written to the informer."""
    for procedure in ('suport-alta-idcat-mobil', 'suport-alta-clave', 'suport-idcat-certificat',
                      'suport-registre-representants'):
        visit = Visit(here, procedure=procedure)
        assert visit.visit['appointment']['transcript'] == 'never'
        assert refused(visit.informer, 'offered') == 'forbidden'
        talk(visit, f'el codi és 71052 {procedure}')
        end(visit)
        assert kept(visit) == 0 and not found('el codi és 71052', SAID, MEANT)
    turns_to('suport-alta-clave')


run({
    'without the citizen\'s yes nothing is left of what was said': without,
    'with it: to read, on paper and as captions, to the two of them, until it is erased': with_it,
    'of what does not fit, the end is told': cut,
    'who said yes can take it back, and so can the office': taken_back,
    'kept for some days after the end, and gone then': some_days,
    'of a visit about violence there is none': never_of_violence,
    'nor of one in which a code may have been said': never_of_secrets,
})
