# Writing one form together: order, conflicts, repeats, handing over, confirming.
# SPDX-License-Identifier: GPL-3.0-or-later
import forms
from forms import change
from office import Office, Visit, run

here = Office()
NAME = 'applicant.given_name'


def both_see_each_change():
    visit = Visit(here)
    for number, (who, other) in enumerate([(visit.informer, visit.citizen),
                                           (visit.citizen, visit.informer)] * 3, 1):
        answer = change(who, NAME, f'Persona {number}', number - 1)
        assert answer['version'] == number and answer['value'] == f'Persona {number}'
        seen = other.wait('form.changed')
        assert {**seen, 'states': []} == {**answer, 'states': []}
    assert answer['by'] == 'citizen'


def conflict():
    visit = Visit(here)
    change(visit.informer, NAME, 'De la informadora')
    lost = change(visit.citizen, NAME, 'De la ciutadana', 0)
    assert lost['type'] == 'form.refused' and lost['code'] == 'conflict'
    assert (lost['value'], lost['version'], lost['by']) == ('De la informadora', 1, 'informer')
    # On top of what stands it is accepted; and who wrote last may write on without waiting.
    assert change(visit.citizen, NAME, 'De la ciutadana', 1)['version'] == 2
    for text in ('A', 'An', 'Ann', 'Anna'):
        visit.citizen.send('form.change', change=f't-{text}', field=NAME, value=text, base=2)
    last = visit.informer.wait('form.changed', lambda m: m['value'] == 'Anna')
    assert last['version'] == 6
    # Different fields never stand in each other's way.
    assert change(visit.informer, 'applicant.surname1', 'Prova', 0)['type'] == 'form.changed'
    assert change(visit.citizen, 'applicant.surname2', 'Prova', 0)['type'] == 'form.changed'


def repeated():
    visit = Visit(here)
    first = change(visit.informer, NAME, 'Una', 0, 'una')
    assert change(visit.informer, NAME, 'Una', 0, 'una')['version'] == first['version']
    change(visit.citizen, NAME, 'Una altra', first['version'], 'altra')
    # Known, done, and by now another's: the answer is what it did then, never the other's words
    # under its name, or who sent it would write on over them.
    late = change(visit.informer, NAME, 'Una', 0, 'una')
    assert late['type'] == 'form.changed'
    assert (late['value'], late['version'], late['by']) == ('Una', 1, 'informer'), late
    # Another change under a name that is taken is refused aloud, not swallowed.
    other = change(visit.informer, NAME, 'Una tercera', 2, 'una')
    assert other['type'] == 'form.refused' and other['code'] == 'bad-request'
    # A name is one's own.
    assert change(visit.citizen, 'applicant.surname1', 'x', 0, 'una')['type'] == 'form.changed'


def whose():
    visit = Visit(here)
    for who, field in ((visit.citizen, 'payment.fee_paid'),
                       (visit.informer, 'consents.privacy_read')):
        refused = change(who, field, 'true')
        assert refused['type'] == 'form.refused' and refused['code'] == 'not-yours', refused
    for field, value, code in (('none.such', 'x', 'not-found'), ('card.renewal', 'potser',
                                                                 'bad-request'),
                               ('card.route', 'none_such', 'bad-request')):
        refused = change(visit.informer, field, value)
        assert refused['type'] == 'form.refused' and refused['code'] == code, refused


def rules_speak_each_language():
    visit = Visit(here, language='en')
    change(visit.informer, 'applicant.id_type', 'dni')
    visit.citizen.wait('form.changed')
    mine = change(visit.informer, 'applicant.nif', '12345678A')
    theirs = visit.citizen.wait('form.changed', lambda m: m['field'] == 'applicant.nif')
    problems = [{s['id']: s.get('problem') for s in m['states']}['applicant.nif']
                for m in (mine, theirs)]
    assert all(problems) and problems[0] != problems[1], problems
    assert 'applicant.nif' in mine['missing'] and not mine['complete']


def handing_over():
    visit = Visit(here)
    field = 'payment.holder_name'
    visit.citizen.send('form.hand', id='h1', field=field, to='citizen')
    assert visit.citizen.wait('problem')['code'] == 'not-yours'
    visit.informer.send('form.hand', field=field, to='citizen')
    assert visit.citizen.wait('form.hand')['to'] == 'citizen'
    visit.informer.wait('form.hand')
    assert change(visit.informer, field, 'x')['code'] == 'not-yours'
    assert change(visit.citizen, field, 'Titular de prova')['type'] == 'form.changed'
    visit.informer.send('form.hand', id='h2', field=field, to='')
    assert visit.informer.wait('problem')['re'] == 'h2'
    # Who comes back finds it handed over.
    visit.informer.vanish()
    visit.informer = here.socket(visit.token)
    back = visit.informer.wait('visit')['form']
    assert forms.fields_of(back)[field]['holder'] == 'citizen'
    # Given back by the citizen; and, once they are gone, taken back.
    visit.citizen.send('form.hand', field=field, to='')
    assert visit.informer.wait('form.hand')['to'] == ''
    assert change(visit.informer, field, 'Una altra', 1)['type'] == 'form.changed'
    visit.informer.send('form.hand', field=field, to='citizen')
    visit.citizen.wait('form.hand', lambda m: m['to'] == 'citizen')
    visit.citizen.vanish()
    visit.informer.wait('participant', lambda m: not m['participant']['connected'])
    visit.informer.send('form.hand', field=field, to='')
    assert visit.informer.wait('form.hand', lambda m: m['to'] == '')
    visit.informer.send('form.hand', id='h3', field='none.such', to='citizen')
    assert visit.informer.wait('problem')['code'] == 'not-found'


def confirming():
    visit = Visit(here)
    version = forms.complete(visit)
    visit.informer.send('form.confirm', id='c', version=version)
    assert visit.informer.wait('problem')['code'] == 'not-yours'
    visit.citizen.send('form.confirm', version=version)
    confirmed = visit.informer.wait('form.confirmed')
    again = here.socket(visit.citizen_token)
    assert again.wait('visit')['form']['declaration']['confirmed'] == confirmed['at']
    # A change, by whomever, and it is confirmed no more.
    change(visit.informer, NAME, 'Una altra', 4)
    visit.informer.send('language', language='es')
    assert 'confirmed' not in visit.informer.wait('form')['declaration']


def assent_of(who, field):
    who.send('language', language='es')
    return forms.fields_of(who.wait('form'))[field].get('assent')


def proposals():
    visit = Visit(here)
    form = visit.citizen.front()
    # What the informer wrote is a proposal, and both are told so with the change itself.
    proposed = change(visit.informer, NAME, 'Persona')
    assert {s['id']: s.get('assent') for s in proposed['states']}[NAME] == 'wanted'
    change(visit.informer, 'applicant.surname1', 'De Prova')
    change(visit.informer, 'card.route', 'online')
    last = change(visit.citizen, 'applicant.surname2', 'Meva')
    assert {s['id']: s.get('assent') for s in last['states']}['applicant.surname2'] == 'own'
    # A field by itself.
    visit.citizen.send('form.assent', form=form, field=NAME, version=last['version'])
    told = visit.informer.wait('form.assented')
    assert told['fields'] == [NAME] and told['how'] == 'field', told
    # A step: all that is left of it, and nothing of another.
    visit.citizen.send('form.assent', form=form, step='applicant', version=last['version'])
    told = visit.informer.wait('form.assented', lambda m: m['how'] == 'step')
    assert told['fields'] == ['applicant.surname1'], told
    assert assent_of(visit.informer, 'card.route') == 'wanted'
    # Whatever the informer changes is a proposal again; what the citizen changes is theirs.
    again = change(visit.informer, NAME, 'Persona Maria', 1)
    assert {s['id']: s.get('assent') for s in again['states']}[NAME] == 'wanted'
    # Not what they had not seen, nor what is not theirs to say.
    for members, code in (({'field': NAME, 'version': last['version']}, 'conflict'),
                          ({'field': 'none.such', 'version': 9}, 'not-found'),
                          ({'step': 'none', 'version': 9}, 'not-found'),
                          ({'version': 9}, 'bad-request'),
                          ({'field': NAME, 'step': 'applicant', 'version': 9}, 'bad-request')):
        visit.citizen.send('form.assent', id='no', form=form, **members)
        assert visit.citizen.wait('problem')['code'] == code, members
    visit.informer.send('form.assent', id='no', form=form, field=NAME, version=9)
    assert visit.informer.wait('problem')['code'] == 'not-yours'
    # Said aloud, as the informer heard: of a step, and recorded as that.
    visit.informer.send('form.assent', form=form, step='applicant', version=again['version'])
    told = visit.citizen.wait('form.assented', lambda m: m['how'] == 'aloud')
    assert told['fields'] == [NAME], told
    assert change(visit.citizen, NAME, 'Persona', again['version'])['type'] == 'form.changed'
    assert assent_of(visit.citizen, NAME) == 'own'
    # It survives whoever goes, and the office.
    here.stop()
    here.start()
    back = here.socket(visit.citizen_token)
    fields = forms.fields_of(back.wait('visit')['form'])
    assert [fields[f].get('assent') for f in (NAME, 'applicant.surname1', 'card.route')] == \
        ['own', 'step', 'wanted']


def asked_to_confirm():
    visit = Visit(here)
    form = visit.citizen.front()
    change(visit.informer, NAME, 'Persona')
    visit.citizen.send('form.ask', id='a1', form=form, step='applicant')
    assert visit.citizen.wait('problem')['code'] == 'not-yours'
    visit.informer.send('form.ask', id='a2', form=form, step='none')
    assert visit.informer.wait('problem')['code'] == 'not-found'
    visit.informer.send('form.ask', form=form, step='applicant')
    assert visit.citizen.wait('form.ask')['step'] == 'applicant'
    # Who comes back is asked still; once they have said so, no more.
    visit.citizen.vanish()
    visit.citizen = here.socket(visit.citizen_token)
    assert visit.citizen.wait('form.ask')['form'] == form
    visit.citizen.send('form.assent', form=form, step='applicant', version=1)
    visit.informer.wait('form.assented')
    visit.citizen.vanish()
    visit.citizen = here.socket(visit.citizen_token)
    visit.citizen.wait('visit')
    visit.citizen.send('form.assent', id='z', form=form, field='none.such', version=1)
    visit.citizen.wait('problem')
    assert not [m for m in visit.citizen.messages if m['type'] == 'form.ask']


def declaration_confirms_the_rest():
    visit = Visit(here)
    version = forms.complete(visit)
    form = visit.citizen.front()
    visit.citizen.send('form.assent', form=form, field=NAME, version=version)
    visit.informer.wait('form.assented')
    visit.citizen.send('form.confirm', form=form, version=version)
    told = visit.informer.wait('form.assented', lambda m: m['how'] == 'declaration')
    assert NAME not in told['fields'] and 'card.route' in told['fields'], told
    assert here.post(visit.receipt(''), None, visit.token).status == 201
    receipt = here.get(visit.receipt('.json'), visit.citizen_token).json
    how = {value['id']: value.get('assent') for value in receipt['values']}
    assert how[NAME] == 'field' and how['card.route'] == 'declaration', how
    assert how['consents.privacy_read'] == 'own' and how['identification.service_mode'] is None
    visit.citizen.send('form.assent', id='late', form=form, step='applicant', version=version)
    assert visit.citizen.wait('problem')['code'] == 'closed'


def history():
    visit = Visit(here)
    path = visit.path(f'/forms/{visit.citizen.front()}/history?field=')
    for text in ('A', 'An', 'Ann', 'Anna'):
        change(visit.informer, NAME, text)
    change(visit.citizen, NAME, 'Aina', 4)
    change(visit.informer, NAME, 'Joana', 5)
    for token in (visit.token, visit.citizen_token):
        values = here.get(path + NAME, token).json['values']
        # What was written in one go is one value.
        assert [(v['by'], v['value']) for v in values] == \
            [('informer', 'Joana'), ('citizen', 'Aina'), ('informer', 'Anna')], values
    # Another value is another, however soon it came.
    for text in ('online', 'caixabank', 'online'):
        change(visit.informer, 'card.route', text)
    values = here.get(path + 'card.route', visit.token).json['values']
    assert [v['value'] for v in values] == ['online', 'caixabank', 'online'], values
    assert here.get(path + 'contact.street', visit.token).json == {'values': []}
    assert here.get(path + 'none.such', visit.token).status == 404
    assert here.get(visit.path('/forms/none/history?field=' + NAME), visit.token).status == 404
    assert here.get(path + NAME).status == 401
    assert here.get(path + NAME, here.add_staff('curiosa')).status == 404


def secrets_have_none():
    visit = Visit(here, procedure='suport-alta-idcat-mobil')
    secret = next(f['id'] for f in forms.fields_of(visit.visit['form']).values() if f['kind'] == 'secret')
    change(visit.citizen, secret, 'true')
    path = visit.path(f'/forms/{visit.citizen.front()}/history?field={secret}')
    assert here.get(path, visit.token).status == 404


def focus():
    visit = Visit(here)
    visit.citizen.send('form.focus', field=NAME)
    assert visit.informer.wait('form.focus')['field'] == NAME
    visit.citizen.send('form.focus', field='')
    assert visit.informer.wait('form.focus')['field'] == ''
    visit.citizen.send('form.focus', field='none.such')
    assert visit.citizen.wait('problem')['code'] == 'not-found'
    # Who enters is told where the other is.
    visit.citizen.send('form.focus', field=NAME)
    visit.informer.wait('form.focus')
    back = here.socket(visit.token)
    assert back.wait('form.focus')['field'] == NAME


run({
    'both see each change, in one order': both_see_each_change,
    'two in one field never lose a keystroke silently': conflict,
    'a change sent again is done once': repeated,
    'each writes what is theirs to write': whose,
    'a problem is told to each in their language': rules_speak_each_language,
    'a field handed over is the citizen\'s until given back': handing_over,
    'a confirmation holds until the next change': confirming,
    'where the other is': focus,
    'what the informer writes is a proposal until the citizen says it is right': proposals,
    'the citizen is asked to confirm a step': asked_to_confirm,
    'the declaration confirms the rest, and the receipt says how each was': declaration_confirms_the_rest,
    'what a field said before, and who wrote it': history,
    'of a secret there is no history': secrets_have_none,
})
