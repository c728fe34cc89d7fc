# Filling the form of a test visit, as informer and citizen do.
# SPDX-License-Identifier: GPL-3.0-or-later
import itertools

ANSWERS = {
    'eligibility.age_group': 'from18',
    'identification.private_place': 'true',
    'identification.identity_checked': 'document_on_camera',
    'identification.identity_document': 'dni',
    'identification.identity_characters': '678Z',
    'identification.service_mode': 'guidance',
    'applicant.given_name': 'Persona',
    'applicant.surname1': 'de Prova',
    'applicant.birth_date': '2004-02-29',
    'applicant.id_type': 'dni',
    'applicant.nif': '12345678Z',
    'applicant.id_expiry': '2034-01-01',
    'contact.mobile': '600000000',
    'contact.email': 'persona@example.org',
    'contact.street': 'Carrer de la Prova, 1',
    'contact.postcode': '08980',
    'contact.municipality': 'Sant Feliu de Llobregat',
    'card.card_kind': 'non_financial',
    'card.renewal': 'false',
    'card.nationality_group': 'es',
    'card.lives_in_catalonia': 'true',
    'card.route': 'online',
    'payment.fee_year': '2026',
    'payment.pay_method': 'online',
    'payment.fee_paid': 'true',
    'consents.opposes_lookup': 'false',
    'consents.privacy_read': 'true',
}

PDF = b'%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'

names = (f'change-{n}' for n in itertools.count())


def fields_of(form):
    return {field['id']: field for step in form['steps'] for field in step['fields']}


def change(who, field, value, base=0, name=None, form=None):
    """Sends a change and returns its answer, `form.changed` or `form.refused`."""
    name = name or next(names)
    who.send('form.change', form=form or who.front(), change=name, field=field, value=value, base=base)
    while True:
        answer = who.wait_any('form.changed', 'form.refused')
        if answer.get('change') == name:
            return answer


def fill(visit, but=()):
    """Everything that is required, each by who may write it."""
    fields = fields_of(visit.visit['form'])
    for field, value in ANSWERS.items():
        if field in but:
            continue
        who = visit.citizen if fields[field].get('who') == 'citizen' else visit.informer
        answer = change(who, field, value, fields[field]['version'])
        assert answer['type'] == 'form.changed', answer
    return answer


def send_document(visit, content=PDF, name='dni.pdf', kind='identity', token=None):
    path = visit.path('/documents') + (f'?kind={kind}' if kind else '')
    return visit.office.post(path, content, token or visit.citizen_token,
                             headers={'X-File-Name': name, 'Content-Type': 'application/pdf'})


def complete(visit):
    """A form that lacks nothing but the citizen's word; the version to confirm."""
    answer = send_document(visit)
    assert answer.status == 201, answer.body
    last = fill(visit)
    assert last['complete'], last['missing']
    return last['version']
