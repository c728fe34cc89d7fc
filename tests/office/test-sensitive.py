# What is nobody else's business: neutral names on every list and message, the true one only where the
# informer works on it.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import json
import sqlite3

import forms
from office import Office, Visit, now_text, run

here = Office()
NEUTRAL = "Cita a l'Oficina Virtual"


def neutral_everywhere():
    token = here.add_staff('alies', sensitive=True)
    kinds = (('indemnitzacio', 'violence'), ('grau-discapacitat', 'health'))
    for number, (procedure, sensitive) in enumerate(kinds):
        appointment = here.book(token, 30 * number, procedure=procedure)
        booked = here.get(f'/appointments/{appointment}', token).json
        assert booked['title'] == NEUTRAL and booked['sensitive'] == sensitive
        citizen = here.socket(here.link(token, appointment))
        assert citizen.wait('welcome')['appointment']['title'] == NEUTRAL
        informer = here.socket(token)
        citizen.send('arrive', camera=False, microphone=False)
        queue = informer.wait('queue', lambda m: any(
            one['appointment']['id'] == appointment for one in m['waiting']))
        assert [one['appointment']['title'] for one in queue['waiting']
                if one['appointment']['id'] == appointment] == [NEUTRAL]

        assert here.post(f'/appointments/{appointment}/attend', None, token).status == 200
        mine = informer.wait('visit')['form']['procedure']
        theirs = citizen.wait('visit')['form']['procedure']
        assert mine['title'] != NEUTRAL and mine['sensitive'] == sensitive
        assert mine['recording'] == theirs['recording'] == ('never' if sensitive == 'violence' else 'off')
        # Who looks over the citizen's shoulder may be the one they are leaving.
        assert (theirs['title'] == NEUTRAL) == (sensitive == 'violence')
        assert here.post(f'/appointments/{appointment}/end', {'outcome': 'abandoned'}, token).status == 200


def screened():
    """For whom it is not, it is not there: in no list, queue or answer, and under no address."""
    chosen = here.add_staff('triada', sensitive=True)
    other = here.add_staff('no-triada')
    coordinator = here.add_staff('coordina', role='coordinator')
    visit = Visit(here, informer=chosen, begin=False, procedure='indemnitzacio', name='Nom Secret')
    plain = Visit(here, informer=here.add_staff('normal'), begin=False)
    mine, theirs, all_of_it = (here.socket(token) for token in (chosen, other, coordinator))
    for one in (visit, plain):
        one.citizen.send('arrive', camera=False, microphone=False)
    ids = lambda m: {w['appointment']['id'] for w in m['waiting']}
    mine.wait('queue', lambda m: {visit.id, plain.id} <= ids(m))
    for socket in (theirs, all_of_it):
        assert visit.id not in ids(socket.wait('queue', lambda m: plain.id in ids(m)))
        socket.send('language', language='es')
        assert visit.id not in ids(socket.wait('queue', lambda m: plain.id in ids(m)))
    sent = forms.send_document(visit, kind=None).json['id']
    front = here.get(visit.path('/forms'), chosen).json['front']
    bodies = {'/attend': None, '/end': {'outcome': 'filed'}, '/link': None,
              f'/forms/{front}/receipt': None, '/forms': {'procedure': 'carnet-jove'},
              f'/documents/{sent}/review': {'status': 'accepted'}}
    for token in (other, coordinator):
        for path, body in bodies.items():
            missing = here.post('/appointments/none-such' + path, body, token)
            assert (missing.status, missing.body) == (404, here.post(visit.path(path), body, token).body), path
        for path in ('', '/documents', f'/documents/{sent}', '/notes', '/forms',
                     f'/forms/{front}/receipt.pdf', f'/forms/{front}/receipt.json'):
            assert here.get(visit.path(path), token).status == 404, path
        assert here.put(visit.path('/notes'), {'text': 'x'}, token).status == 404
    # Whatever day it is in Madrid.
    day = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    listed = lambda token: here.get(f'/appointments?from={day}&days=3', token).json['appointments']
    assert visit.id in {one['id'] for one in listed(chosen)}
    # The coordinator learns that the time is taken, and nothing else.
    (slot,) = [one for one in listed(coordinator) if one['id'] == visit.id]
    assert (slot['title'], slot['procedure'], slot['needs']) == (NEUTRAL, 'reserved', [])
    assert 'sensitive' not in slot and 'citizen_name' not in slot
    refused = here.post('/appointments', {
        'procedure': 'indemnitzacio', 'starts': now_text(), 'minutes': 20, 'language': 'ca'}, other)
    assert refused.code == 'forbidden'
    # Let see, they see; and their sessions end, for what those show is of before.
    staff = here.get('/session', other).json['id']
    assert here.put(f'/staff/{staff}/sensitive', {'sensitive': True}, other).status == 403
    assert here.put(f'/staff/{staff}/sensitive', {'sensitive': True}, coordinator).status == 204
    assert theirs.wait_closed() == 4003
    again = here.sign_in('no-triada', 'contrasenya de no-triada')
    assert here.get('/staff', again).code == 'forbidden'
    everybody = here.get('/staff', coordinator).json['staff']
    assert [one['sensitive'] for one in everybody if one['account'] == 'no-triada'] == [True]
    assert [one['name'] for one in everybody] == sorted(one['name'] for one in everybody)
    assert here.get('/session', again).json['sensitive']
    assert here.get(visit.path(), again).status == 200
    # Who lets themselves see goes on, and sees.
    own = here.get('/session', coordinator).json['id']
    assert here.put(f'/staff/{own}/sensitive', {'sensitive': True}, coordinator).status == 204
    all_of_it.wait('queue', lambda m: visit.id in ids(m))


def loaded(there, coordinator, name, sensitive=None):
    """A version of a procedure that the program does not carry; its digest."""
    words = {'ca': name, 'es': name, 'en': name}
    kept = there.post('/procedures', {'file': json.dumps({
        'id': 'tramit-propi', 'number': 40, 'kind': 'request', 'title': words, 'summary': words,
        **({'sensitive': sensitive, 'recording': 'never'} if sensitive else {}),
        'steps': [{'id': 'one', 'title': words,
                   'fields': [{'id': 'wish', 'kind': 'text', 'label': words, 'required': True}]}]})}, coordinator)
    assert kept.status == 201, kept.body
    return kept.json['digest']


def offer(there, coordinator, digest):
    assert there.put('/procedures/tramit-propi/offered', {'digest': digest}, coordinator).status == 200


def withdraw(there, coordinator):
    assert there.request('DELETE', '/procedures/tramit-propi/offered', None, coordinator).status == 200


def whatever_is_offered_since():
    """What a form was begun with goes on counting, and what is not offered any more counts as it was."""
    there = Office()
    chosen = there.add_staff('triada', sensitive=True)
    other = there.add_staff('no-triada')
    coordinator = there.add_staff('coordina', role='coordinator')
    close = loaded(there, coordinator, 'Tràmit reservat', 'violence')
    plain = loaded(there, coordinator, 'Tràmit corrent')
    offer(there, coordinator, close)
    booked = there.book(chosen, 300, procedure='tramit-propi', name='Nom Secret')
    visit = Visit(there, informer=chosen, procedure='tramit-propi', name='Nom Secret')
    forms.change(visit.informer, 'one.wish', 'Res')
    visit.citizen.send('form.confirm', version=1)
    visit.informer.wait('form.confirmed')
    receipt = there.post(visit.receipt(), None, chosen)
    assert receipt.status == 201, receipt.body
    code = receipt.json['code']
    listening = there.socket(other)
    day = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()

    def screened_still(appointment):
        for token in (other, coordinator):
            assert there.get(f'/appointments/{appointment}', token).status == 404
        (slot,) = [one for one in there.get(f'/appointments?from={day}&days=3', coordinator).json['appointments']
                   if one['id'] == appointment]
        assert slot['procedure'] == 'reserved' and 'citizen_name' not in slot
        mine = there.get(f'/appointments/{appointment}', chosen).json
        assert (mine['title'], mine['sensitive'], mine['citizen_name']) == (NEUTRAL, 'violence', 'Nom Secret')

    for again in (False, True):
        if again:
            there.kill()
            there.start()
        withdraw(there, coordinator)
        screened_still(visit.id)
        screened_still(booked)
        assert there.get(f'/receipts/{code}').json['procedure'] == NEUTRAL
        # Of one that was never begun what is offered counts: it would begin with that.
        offer(there, coordinator, plain)
        screened_still(visit.id)
        assert there.get(f'/receipts/{code}').json['procedure'] == NEUTRAL
        assert there.get(f'/appointments/{booked}', coordinator).json['title'] == 'Tràmit corrent'
    there.kill()
    # Nothing is known of it: the program carried it, and another one does not.
    with sqlite3.connect(f'{there.store}/office.db') as store:
        store.execute('PRAGMA foreign_keys = OFF')
        store.execute('DELETE FROM procedure_offered')
        store.execute('DELETE FROM procedure_version')
    there.start()
    screened_still(visit.id)
    screened_still(booked)
    assert there.get(f'/receipts/{code}').json['procedure'] == NEUTRAL
    there.stop()


def offered_as_sensitive():
    """Who attends what is sensitive only since goes on with it; for others it is not there any more."""
    there = Office()
    coordinator = there.add_staff('coordina', role='coordinator')
    plain = loaded(there, coordinator, 'Tràmit corrent')
    close = loaded(there, coordinator, 'Tràmit reservat', 'health')
    offer(there, coordinator, plain)
    attending, waiting = (Visit(there, informer=there.add_staff(name), begin=False, procedure='tramit-propi')
                          for name in ('una', 'altra'))
    attending.begin()
    ids = lambda m: {w['appointment']['id'] for w in m['waiting']}
    waiting.citizen.send('arrive', camera=False, microphone=False)
    waiting.informer.wait('queue', lambda m: waiting.id in ids(m))
    forms.change(attending.informer, 'one.wish', 'Res')
    left = attending.visit['front']
    offer(there, coordinator, close)
    waiting.informer.wait('queue', lambda m: waiting.id not in ids(m))
    assert there.post(waiting.path('/attend'), None, waiting.token).status == 404
    assert there.get(attending.path(), coordinator).status == 404
    assert there.get(attending.path('/forms'), attending.token).status == 200
    assert there.post(attending.path('/end'), {'outcome': 'abandoned'}, attending.token).status == 200
    assert there.get(attending.path(), attending.token).status == 404
    # Its draft neither.
    code = there.post(attending.path(f'/forms/{left}/code'), None, attending.citizen_token).json['code']
    later = Visit(there, informer=waiting.token, minutes_from_now=60)
    assert there.post(later.path('/forms'), {'code': code}, later.token).code == 'not-found'
    withdraw(there, coordinator)
    assert there.post(later.path('/forms'), {'code': code}, later.token).code == 'not-found'
    offer(there, coordinator, plain)
    assert there.post(later.path('/forms'), {'code': code}, later.token).status == 201
    there.stop()


def others_by_their_name():
    token = here.add_staff('nom')
    booked = here.get(f'/appointments/{here.book(token)}', token).json
    assert booked['title'] == 'Sol·licitar el Carnet Jove' and 'sensitive' not in booked


def no_trace():
    """No page and no answer is left in a browser's cache."""
    for path in ('/c/', '/c/main.js', '/c/messages/ca.json', '/r/NONE', '/api/v1/procedures'):
        assert here.page(path).headers['cache-control'] == 'no-store', path


run({
    'nothing stays in a cache': no_trace,
    'lists and messages call it neutrally, its form by its name': neutral_everywhere,
    'who may not see them finds nothing of them': screened,
    'and so it stays, whatever is offered since': whatever_is_offered_since,
    'offered as sensitive while somebody waits, and another is attended': offered_as_sensitive,
    'what is no secret is called by its name': others_by_their_name,
})
