# What is nobody else's business: neutral names on every list and message, the true one only where the
# informer works on it.
# SPDX-License-Identifier: GPL-3.0-or-later
from office import Office, run

here = Office()
NEUTRAL = "Cita a l'Oficina Virtual"


def neutral_everywhere():
    token = here.add_staff('alies')
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
        # Who looks over the citizen's shoulder may be the one they are leaving.
        assert (theirs['title'] == NEUTRAL) == (sensitive == 'violence')
        assert here.post(f'/appointments/{appointment}/end', {'outcome': 'abandoned'}, token).status == 200


def others_by_their_name():
    token = here.add_staff('nom')
    booked = here.get(f'/appointments/{here.book(token)}', token).json
    assert booked['title'] == 'Sol·licitar el Carnet Jove' and 'sensitive' not in booked


run({
    'lists and messages call it neutrally, its form by its name': neutral_everywhere,
    'what is no secret is called by its name': others_by_their_name,
})
