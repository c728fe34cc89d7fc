"""Every procedure of the catalogue carried from the first question to the receipt, by a scripted informer
and a citizen in a real browser, as its scenario in tests/procedures has it: first told why they may not
apply, then a document sent back and sent anew, the declaration confirmed on the page."""
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import glob
import json
import os
import pathlib

from browser import ALLOWED, Page, chromium, unbroken
from office import PNG, Informer, Office
from tap import case, equal, run, until

SCENARIOS = sorted(pathlib.Path(os.environ['FIN_SCENARIOS']).glob('*.json'))
PROCEDURES = pathlib.Path(os.environ['FIN_PROCEDURES'])
FAKETIME = glob.glob('/usr/lib/*/faketime/libfaketime.so.1')[0]

# By number, what stands where it is all read over: whose a name is when two people have one, money as money.
READ_OVER = {
    5: ('L\'altra persona · Nom: Persona', 'Què voleu fer? Inscriure'),
    24: ('Import pagat: 95,25 €', 'ES91 2100 0418 4502 0005 1332'),
}


def setup():
    global driver, running
    driver = chromium(ALLOWED)
    running = {}


def teardown():
    if 'driver' in globals():
        driver.quit()
    for office, _ in globals().get('running', {}).values():
        office.close()


def office_on(day):
    """An office whose calendar stands at a day: rules look at it."""
    if day not in running:
        os.environ.update(LD_PRELOAD=FAKETIME, FAKETIME=f'@{day} 10:00:00',
                          FAKETIME_DONT_FAKE_MONOTONIC='1', TZ='UTC')
        try:
            office = Office()
        finally:
            for name in ('LD_PRELOAD', 'FAKETIME', 'FAKETIME_DONT_FAKE_MONOTONIC'):
                del os.environ[name]
        running[day] = office, Informer(office)
    return running[day]


def book(office, informer, day, procedure):
    informer.booked = getattr(informer, 'booked', 0) + 1
    starts = datetime.datetime.fromisoformat(f'{day}T10:00') + datetime.timedelta(
        minutes=15 * informer.booked)
    status, made = office.request('POST', 'appointments', informer.token, {
        'procedure': procedure, 'starts': starts.strftime('%Y-%m-%dT%H:%M:%SZ'), 'minutes': 15,
        'language': 'ca', 'needs': [], 'citizen_name': 'Persona de Prova'})
    assert status == 201, made
    status, link = office.request('POST', f"appointments/{made['id']}/link", informer.token)
    assert status == 201, link
    return made['id'], link['url'].split('#')[1]


def field_of(informer, name):
    return next(f for step in informer.form()['steps'] for f in step['fields'] if f['id'] == name)


def tick(page, informer, name):
    """What only the citizen may say, said on the page."""
    page.run('document.querySelector(arguments[0]).scrollIntoView({block: "center"})',
             page.field(name)) if page.goto(name) else None
    secret = field_of(informer, name)['kind'] == 'secret'
    warning = page.one('#box-secret')
    if secret:
        until('the warning where one writes', warning.is_displayed)
    page.click(f'{page.field(name)} input')
    until(f'{name} at the office', lambda: informer.value(name) == 'true')
    if secret and secrets_of(informer, name) == [name]:
        until('no warning any more', lambda: not warning.is_displayed())


def secrets_of(informer, name):
    """All codes that the step of @name may ask for."""
    step = next(step for step in informer.form()['steps'] if any(f['id'] == name for f in step['fields']))
    return [f['id'] for f in step['fields'] if f['kind'] == 'secret']


def type_in(page, informer, name, value):
    """Or typed there, or chosen."""
    page.goto(name)
    box = page.one(f'{page.field(name)} :is(input, select, textarea)')
    if field_of(informer, name)['kind'] == 'date':
        page.run('arguments[0].value = arguments[1];'
                 'arguments[0].dispatchEvent(new Event("input", {bubbles: true}))', box, value)
    elif box.get_attribute('type') in ('radio', 'checkbox'):
        page.click(f'{page.field(name)} input[value="{value}"]')
    else:
        box.send_keys(value)
    until(f'{name} at the office', lambda: informer.value(name) == value)


def answer(page, informer, name, value):
    field = field_of(informer, name)
    if field.get('who') != 'citizen':
        informer.change(name, value)
    elif field['kind'] in ('declaration', 'secret'):
        tick(page, informer, name)
    else:
        type_in(page, informer, name, value)


def send(office, appointment, token, kind):
    status, document = office.request(
        'POST', f'appointments/{appointment}/documents?kind={kind}', token, raw=PNG,
        headers={'X-File-Name': f'{kind}.png', 'Content-Type': 'image/png'})
    assert status == 201, document
    return document['id']


def review(office, informer, appointment, document, **verdict):
    status, answer = office.request(
        'POST', f'appointments/{appointment}/documents/{document}/review', informer.token, verdict)
    assert status == 200, answer


def not_eligible(page, informer, scenario, procedure):
    """The first way of not being eligible that the first questions alone tell."""
    for one in scenario['stops']:
        if one['stop'] and all(name.startswith('eligibility.') for name in one['set']):
            break
    else:
        return False
    visit = dict(scenario['visit'])
    for name, value in {**{k: v for k, v in visit.items() if k.startswith('eligibility.')},
                        **one['set']}.items():
        answer(page, informer, name, value)
    stop = next(s for s in procedure['eligibility']['stops'] if s['id'] == one['stop'])
    page.says('#form-stops', stop['text']['ca'])
    page.says('#form-stops', stop['instead']['ca'])
    return True


def whole(scenario, procedure):
    office, informer = office_on(scenario['today'])
    appointment, token = book(office, informer, scenario['today'], scenario['procedure'])
    page = Page(driver, office, token)
    page.write_only()
    # Where a code is asked for, nothing is sent but what is asked for, before the visit too.
    others = [page.one('#documents-other').is_displayed()]
    informer.messages.clear()
    informer.attend(appointment)
    page.phase('visit')
    page.seen('#form')
    others.append(page.one('#documents-other').is_displayed())
    secret = any(field['kind'] == 'secret' for step in informer.form()['steps'] for field in step['fields'])
    equal(others, [not secret] * 2)

    stopped = not_eligible(page, informer, scenario, procedure)
    for name, value in scenario['visit']:
        answer(page, informer, name, value)
    if stopped:
        page.gone('#form-stops')

    for kind in scenario['documents']:
        document = send(office, appointment, token, kind)
        if kind == scenario['correct']:
            review(office, informer, appointment, document, status='to-correct', reason='cut-off')
            page.says('#visit-documents', 'tallat')
            document = send(office, appointment, token, kind)
        review(office, informer, appointment, document, status='accepted')

    until('the form to be complete', lambda: not page.run(
        'return document.querySelector("#form-to-review").hidden'))
    page.click('#form-to-review')
    page.picture(f'{procedure["number"]:02}-review')
    for text in READ_OVER.get(procedure['number'], ()):
        page.says('#review', text)
    page.click('#confirm')
    page.seen('#confirmed')
    until('the confirmation', lambda: informer.heard('form.confirmed'))
    status, receipt = office.request('POST', informer.receipt(appointment), informer.token)
    assert status == 201, receipt
    page.seen('#receipt')
    status, paper = office.request('GET', informer.receipt(appointment, '.json'), token)
    assert status == 200, paper
    declared = {value['id'] for value in paper['values']}
    equal(sorted({name for name, _ in scenario['visit']} - declared), [])
    status, ended = informer.end(appointment)
    assert status == 200, ended
    page.phase('ended')
    unbroken(driver)


for file in SCENARIOS:
    @case(f'{file.stem}, from the first question to the receipt')
    def _(file=file):
        whole(json.loads(file.read_text(encoding='utf-8')),
              json.loads((PROCEDURES / file.name).read_text(encoding='utf-8')))


run(setup, teardown)
