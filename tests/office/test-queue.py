# Waiting and attending: one's place, who gets whom, one socket each.
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures

import office
from office import Office, Visit, run

here = Office('--place-seconds', '3')


def race():
    staff = [here.add_staff(f'cursa{n}') for n in range(4)]
    for round in range(3):
        appointment = here.book(staff[0], 60 * round)
        citizen = here.socket(here.link(staff[0], appointment))
        citizen.send('arrive', camera=True, microphone=True)
        citizen.wait('position')
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(
                lambda token: here.post(f'/appointments/{appointment}/attend', None, token),
                staff * 2))
        winners = {answer.body for answer in answers if answer.status == 200}
        assert len(winners) == 1, [a.status for a in answers]
        # The winner asked twice, and may; each other was told it is taken.
        assert [a.status for a in answers].count(200) == 2
        assert {a.code for a in answers if a.status != 200} == {'taken'}
        citizen.wait('visit')
        winner = next(t for t, a in zip(staff * 2, answers) if a.status == 200)
        assert here.post(f'/appointments/{appointment}/end', {'outcome': 'abandoned'},
                         winner).status == 200


def one_at_a_time():
    visit = Visit(here)
    second = here.book(visit.token, 60)
    citizen = here.socket(here.link(visit.token, second))
    citizen.send('arrive', camera=False, microphone=False)
    citizen.wait('position')
    assert here.post(f'/appointments/{second}/attend', None, visit.token).code == 'conflict'
    nobody = here.book(visit.token, 120)
    assert here.post(f'/appointments/{nobody}/attend', None,
                     here.add_staff('lliure')).code == 'not-waiting'
    here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token)
    assert here.post(f'/appointments/{second}/attend', None, visit.token).status == 200
    here.post(f'/appointments/{second}/end', {'outcome': 'filed'}, visit.token)


def places():
    token = here.add_staff('places')
    staff = here.socket(token)
    first, second = here.book(token), here.book(token, 60)
    link = here.link(token, first)
    one, two = here.socket(link), here.socket(here.link(token, second))
    one.send('arrive', camera=True, microphone=True)
    one.wait('position')
    two.send('arrive', camera=True, microphone=True)
    place = two.wait('position')
    assert place['ahead'] == 1 and place['minutes'] > 0
    # Connection lost: the place is kept a while, and seen as such; come back in time, it is theirs.
    one.vanish()
    staff.wait('queue', lambda m: len(m['waiting']) == 2 and not m['waiting'][0]['connected'])
    one = here.socket(link)
    assert one.wait('welcome')['appointment']['state'] == 'waiting'
    assert one.wait('position')['ahead'] == 0
    # Saying so again, as a page does that was loaded anew, is not the end of the queue.
    one.send('arrive', camera=True, microphone=True)
    one.barrier()
    two.barrier()
    assert [m['ahead'] for m in two.messages if m['type'] == 'position'][-1] == 1
    # Not in time: the next moves up.
    one.vanish()
    staff.wait('queue', lambda m: [w['appointment']['id'] for w in m['waiting']] == [second])
    two.wait('position', lambda m: m['ahead'] == 0)
    assert here.get(f'/appointments/{first}', token).json['state'] == 'booked'
    two.send('leave')
    staff.wait('queue', lambda m: m['waiting'] == [])


def not_everybody_sees_the_queue():
    """An interpreter is told of nobody's business."""
    token = here.add_staff('cua')
    interpreter = here.socket(here.add_staff('interpret', 'interpreter'))
    assert interpreter.wait('queue')['waiting'] == []
    citizen = here.socket(here.link(token, here.book(token)))
    citizen.send('arrive', camera=True, microphone=True)
    citizen.wait('position')
    interpreter.barrier()
    assert interpreter.kinds().count('queue') == 1
    citizen.send('leave')
    citizen.barrier()


def an_appointment_made():
    """Agendas are asked anew when the queue comes: also when it is another's appointment that is made."""
    there = Office()
    informer = there.socket(there.add_staff('informadora'))
    informer.wait('queue')
    there.book(there.add_staff('coordinadora', 'coordinator'))
    informer.wait('queue')


def one_socket_each():
    visit = Visit(here)
    second = here.socket(visit.citizen_token)
    assert visit.citizen.wait('problem')['code'] == 'taken'
    assert visit.citizen.wait_closed() == 4001
    assert second.wait('welcome')['attending'] == visit.visit['id']
    assert second.wait('visit')['you'] == 'citizen'
    told = visit.informer.wait(
        'participant', lambda m: m['participant']['instance'] == second.instance)
    assert told['participant']['connected']
    # The same run coming back is the same instance: nobody is told anything was taken.
    third = here.socket(visit.citizen_token, instance=second.instance)
    third.wait('visit')
    second.wait_closed()
    assert 'problem' not in second.kinds()
    visit.informer.send('signal', to='citizen', candidate={'candidate': 'x', 'sdpMLineIndex': 0})
    third.wait('signal')
    # A member of staff too.
    another = here.socket(visit.token)
    assert another.wait('welcome')['presence'] == 'busy'
    assert visit.informer.wait_closed() == 4001
    assert another.wait('visit')['you'] == 'informer'
    here.post(visit.path('/end'), {'outcome': 'filed'}, visit.token)


def coming_back():
    visit = Visit(here)
    visit.citizen.send('text', line=0, text='Espereu', done=True)
    visit.informer.send('form.focus', field='applicant.surname1')
    visit.citizen.wait('form.focus')
    visit.informer.vanish()
    assert visit.citizen.wait('form.focus')['field'] == ''
    assert not visit.citizen.wait('participant')['participant']['connected']
    informer = here.socket(visit.token, language='en')
    assert informer.wait('welcome')['attending'] == visit.visit['id']
    assert informer.wait('visit')['lines'][0]['text'] == 'Espereu'
    visit.citizen.wait('participant', lambda m: m['participant']['connected'])
    # Away for a while, by one's own wish.
    visit.citizen.send('leave')
    assert not informer.wait('participant',
                             lambda m: not m['participant']['connected'])['participant']['connected']
    visit.citizen.send('text', id='t', line=1, text='x', done=True)
    assert visit.citizen.wait('problem')['code'] == 'not-in-visit'
    visit.citizen.send('arrive', camera=False, microphone=True)
    visit.citizen.wait('visit')
    informer.wait('participant', lambda m: m['participant']['connected'])
    here.post(visit.path('/end'), {'outcome': 'referred', 'referred_to': 'municipality',
                                       'referred_name': 'Ajuntament de prova'}, visit.token)
    assert informer.wait('ended')['outcome'] == 'referred'


def endings():
    visit = Visit(here)
    for wrong in ({'outcome': 'referred'}, {'outcome': 'referred', 'referred_to': 'municipality'},
                  {'outcome': 'next-appointment'}, {'outcome': 'filed', 'reason': 'other'},
                  {'outcome': 'next-appointment', 'reason': 'other', 'referred_name': 'x'}):
        assert here.post(visit.path('/end'), wrong, visit.token).code == 'bad-request', wrong
    ending = {'outcome': 'referred', 'referred_to': 'municipality', 'referred_name': 'Ajuntament de prova'}
    ended = here.post(visit.path('/end'), ending, visit.token).json
    told = visit.citizen.wait('ended')
    kept = here.get(visit.path(), visit.citizen_token).json
    assert all({k: said[k] for k in ending} == ending for said in (ended, told, kept))
    visit = Visit(here)
    here.post(visit.path('/end'), {'outcome': 'next-appointment', 'reason': 'not-identified'}, visit.token)
    assert visit.citizen.wait('ended')['reason'] == 'not-identified'
    # Who looks at the screen of one about violence is not told where they go from here.
    visit = Visit(here, procedure='indemnitzacio')
    assert here.post(visit.path('/end'), ending, visit.token).json['referred_name'] == ending['referred_name']
    assert 'referred_name' not in visit.citizen.wait('ended')
    assert 'referred_name' not in here.get(visit.path(), visit.citizen_token).json


def presence():
    token = here.add_staff('presencia')
    socket = here.socket(token)
    assert socket.wait('welcome')['presence'] == 'available'
    socket.send('presence', state='away')
    assert socket.wait('presence')['state'] == 'away'
    socket.close()
    assert here.socket(token).wait('welcome')['presence'] == 'away'


def told_in_moderation():
    """One who waits and cannot let a camera be does not fill everybody's line with the queue."""
    there = Office()
    staff = there.add_staff('a')
    informer = there.socket(staff)
    informer.wait('queue')
    waiting = [there.socket(there.link(staff, there.book(staff, n * 20))) for n in range(3)]
    for citizen in waiting:
        citizen.send('arrive', camera=True, microphone=True)
        citizen.wait('position')
    informer.wait('queue', lambda m: len(m['waiting']) == 3)
    queues = informer.kinds().count('queue')
    positions = waiting[1].kinds().count('position')
    begin = office.time.monotonic()
    for n in range(200):
        waiting[0].send('media', camera=n % 2 == 0, microphone=True)
    waiting[0].send('media', camera=False, microphone=False)
    informer.wait('queue', lambda m: not m['waiting'][0]['microphone'])
    told = informer.kinds().count('queue') - queues
    assert told <= 3 + (office.time.monotonic() - begin) * 4, told
    # Said again, nothing is told; and where nothing moved nobody is told that it did not.
    waiting[0].send('media', camera=False, microphone=False)
    waiting[0].barrier()
    waiting[2].send('leave')
    informer.wait('queue', lambda m: len(m['waiting']) == 2)
    assert waiting[1].kinds().count('position') == positions
    for _ in range(2):
        waiting[1].send('arrive', camera=True, microphone=True)
        waiting[1].wait('position')


def dates():
    there = Office()
    staff = there.add_staff('a')
    for day in ('9999-12-31', '1999-12-31', '2101-01-01', '0001-01-01'):
        assert there.get(f'/appointments?from={day}&days=31', staff).status == 400, day
        assert there.post('/appointments', {
            'procedure': 'carnet-jove', 'starts': f'{day}T12:00:00Z', 'minutes': 20,
            'language': 'ca'}, staff).status == 400, day
    assert there.get('/appointments?from=2100-12-31&days=31', staff).status == 200


def turn():
    secret = office.tempfile.NamedTemporaryFile('w')
    secret.write('secret compartit\n')
    secret.flush()
    there = Office('--ice-server', 'stun:stun.example.org', '--ice-server',
                   'turn:turn.example.org?transport=udp', '--turn-secret-file', secret.name)
    servers = there.socket(there.add_staff('una')).wait('welcome')['ice_servers']
    assert servers[0] == {'urls': 'stun:stun.example.org'}
    import base64
    import hashlib
    import hmac
    import time
    until = int(servers[1]['username'].split(':')[0])
    assert time.time() + 3600 < until
    digest = hmac.new(b'secret compartit', servers[1]['username'].encode(), hashlib.sha1).digest()
    assert servers[1]['credential'] == base64.b64encode(digest).decode()


run({
    'the queue is told in moderation': told_in_moderation,
    'dates have an end': dates,
    'of any number who attend at once exactly one gets the visit': race,
    'a member of staff is in one visit at a time': one_at_a_time,
    'a place is kept for who lost connection, and then it is not': places,
    'agendas hear of an appointment that is made': an_appointment_made,
    'the queue is for those who attend': not_everybody_sees_the_queue,
    'one socket each: the later takes the earlier one\'s place': one_socket_each,
    'who comes back to a visit finds all of it': coming_back,
    'an ending says to whom or why, and the citizen is told': endings,
    'presence is kept while a workstation is gone': presence,
    'TURN credentials are what coturn checks': turn,
})
