"""Several procedures in one visit, and a procedure begun in an earlier one taken up by its code."""
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from browser import ALLOWED, Axe, Page, chromium, unbroken
from office import PNG, Informer, Office
from tap import case, equal, run, until

SECOND = 'llicencia-caca'
SUPPORT = 'suport-alta-idcat-mobil'
NAME = 'applicant.given_name'
SURNAME = 'applicant.surname1'
POSTCODE = 'contact.postcode'
CARD = 'card.card_kind'
IDENTIFIED = 'identification.identity_checked'
GIVEN = 'identification.consent_given'
CONSENT = 'identification.assisted_filing_consent'
WRONG = 'AAAA-AAAA-AAAA-AAAA'


def setup():
    global office, driver, axe
    office = Office()
    driver = chromium(ALLOWED)
    axe = Axe()


def teardown():
    for thing, end in (('driver', 'quit'), ('axe', 'close'), ('office', 'close')):
        if thing in globals():
            getattr(globals()[thing], end)()


def visit(place=None):
    """A visit under way, the citizen's side writing only: (page, informer, appointment, token)."""
    informer = Informer(place or office)
    appointment, token = informer.book()
    page = Page(driver, place or office, token)
    page.write_only()
    informer.attend(appointment)
    page.phase('visit')
    page.seen('#form')
    return page, informer, appointment, token


def add(informer, appointment, procedure=SECOND):
    status, made = office.request('POST', f'appointments/{appointment}/forms', informer.token,
                                  {'procedure': procedure})
    assert status == 201, made
    until('it in front', lambda: informer.front() == made['id'])
    return made['id']


def send(appointment, token, kind, name, content=PNG):
    status, document = office.request(
        'POST', f'appointments/{appointment}/documents?kind={kind}', token, raw=content,
        headers={'X-File-Name': name, 'Content-Type': 'image/png'})
    assert status == 201, document
    return document


@case('what was answered for one procedure is offered for another of the visit, and put in when pressed')
def common():
    page, informer, appointment, _ = visit()
    for field, text in ((NAME, 'Aina'), (SURNAME, 'Prova'), (POSTCODE, '08980')):
        informer.change(field, text)
    page.gone('#form-common')
    first = informer.front()
    add(informer, appointment)
    page.says('#form-common', 'Fer servir les 3 respostes donades a «Sol·licitar el Carnet Jove»')
    equal(axe.violations(page), [])
    # What stands already is not written over.
    informer.change(SURNAME, 'Altre')
    page.says('#form-common', 'Fer servir les 2 respostes')
    # Nothing goes by itself.
    equal(informer.value(NAME), '')
    page.click('#form-common')
    until('the answers at the office', lambda: (informer.value(NAME), informer.value(SURNAME),
                                                informer.value(POSTCODE)) == ('Aina', 'Altre', '08980'))
    page.says('#polite', "S'han posat 2 respostes.")
    page.gone('#form-common')
    equal(page.run('return document.activeElement.id'), 'form-step-title')
    # Their own words now: there is nothing for them to confirm.
    page.goto(NAME)
    page.gone(f'{page.field(NAME)} .ask')
    # Nothing is left to offer the first one, which has all of it.
    informer.send(type='form.front', form=first)
    page.says('#form-title', 'Sol·licitar el Carnet Jove')
    page.gone('#form-common')


@case('a document sent for one procedure serves another of the visit without being sent again')
def reuse():
    page, informer, appointment, token = visit()
    identity = send(appointment, token, 'identity', 'dni.png')
    other = send(appointment, token, 'eu_registration', 'registre.png', PNG + b'\0')
    # What is only shown is erased with the visit: nothing can rest on it.
    send(appointment, token, 'only-shown', 'carnet.png', PNG + b'\0\0')
    page.seen('.document.received')
    page.gone('.reuse button')
    second = add(informer, appointment)
    page.says('.wanted .reuse', 'Fer servir dni.png, que ja heu enviat')
    assert 'carnet.png' not in page.text('#documents'), page.text('#documents')
    equal(axe.violations(page), [])
    page.click('.wanted .reuse > button')
    used = informer.wait('document')['document']
    until('it in the other form', lambda: informer.heard('document')[-1]['document']['form'] == second)
    used = informer.heard('document')[-1]['document']
    equal((used['kind'], used['sha256']), ('identity', identity['sha256']))
    page.says('.wanted .document.received', 'dni.png')
    page.says('#polite', 'dni.png')
    # Once here it is not offered again; one of another kind is, to who asks.
    page.gone('.wanted .reuse > button')
    page.click('.wanted .reuse summary')
    page.click('.wanted .reuse details button')
    until('the other too', lambda: informer.heard('document')[-1]['document']['sha256'] == other['sha256'])
    until('both in the row', lambda: len(driver.find_elements('css selector', '.wanted .document')) == 2)


@case('with a procedure that asks for a code, nothing is sent of any but what they ask for: it may be its picture')
def secret():
    page, informer, appointment, token = visit()
    page.seen('#documents-other')
    first = informer.front()
    add(informer, appointment, SUPPORT)
    page.gone('#documents-other')
    page.says('#documents-only-asked', "mai la imatge d'un codi")
    equal(axe.violations(page), [])
    informer.send(type='form.front', form=first)
    page.says('#form-title', 'Sol·licitar el Carnet Jove')
    page.gone('#documents-other')
    # Nor to who comes back.
    driver.refresh()
    page.phase('visit')
    page.says('#form-title', 'Sol·licitar el Carnet Jove')
    page.gone('#documents-other')
    # By whatever way it comes.
    status, refused = office.request('POST', f'appointments/{appointment}/documents?form={first}', token, raw=PNG,
                                     headers={'X-File-Name': 'codi.png', 'Content-Type': 'image/png'})
    equal((status, refused['type']), (403, 'urn:finestreta:problem:forbidden'))
    # What is asked for is, as ever.
    send(appointment, token, 'identity', 'dni.png')
    page.says('.wanted .document.received', 'dni.png')


@case('a code typed in takes up what was begun: the answers are there, identity and consent asked anew')
def code():
    page, informer, appointment, _ = visit()
    informer.change(NAME, 'Aina')
    informer.change(CARD, 'financial')
    informer.change(IDENTIFIED, 'document_on_camera')
    informer.change('identification.service_mode', 'assisted_filing')
    informer.change(GIVEN, 'screen')
    page.goto(CONSENT)
    page.click(f'{page.field(CONSENT)} input')
    until('the consent', lambda: informer.value(CONSENT) == 'true')
    equal(informer.end(appointment, 'abandoned')[0], 200)
    page.phase('ended')
    kept = page.seen('#ended .draft .code').text
    assert re.fullmatch(r'[0-9A-Z]{4}(-[0-9A-Z]{4}){3}', kept), kept
    # Its name too in another language, though nothing comes by itself any more; the code stays.
    page.click('#languages [lang=ar]')
    page.says('#ended .form-entry', 'طلب بطاقة الشباب')
    until('nothing left in the language before', lambda: 'passaport' not in page.text('#ended'))
    equal(page.seen('#ended .draft .code').text, kept)
    equal(page.kept(), '[{},{},""]')

    page, informer, _, _ = visit()
    page.click('#resume summary')
    page.one('#resume-code').send_keys(WRONG)
    page.click('#resume-form button')
    page.says('#resume-told', 'No hi ha cap tràmit a mitges amb aquest codi.')
    page.seen('#resume-told')
    equal(page.one('#resume-code').get_attribute('value'), WRONG)
    equal(axe.violations(page), [])

    # As it was copied by hand: small letters, spaces.
    page.one('#resume-code').clear()
    page.one('#resume-code').send_keys(kept.lower().replace('-', ' '), '\ue007')
    page.gone('#resume-told')
    until('the box to close', lambda: not page.run('return document.querySelector("#resume").open'))
    equal(page.run('return document.activeElement.closest("#resume") !== null'), True)
    equal(page.one('#resume-code').get_attribute('value'), '')
    until('the informer has them', lambda: informer.value(NAME) == 'Aina')
    equal(page.goto(NAME).find_element('css selector', 'input').get_attribute('value'), 'Aina')
    equal(informer.value(CARD), 'financial')
    equal([informer.value(one) for one in (IDENTIFIED, GIVEN, CONSENT)], ['', '', ''])
    # How it is given is to be said again, and nothing on the page says that it was.
    equal(page.run('return document.querySelector(arguments[0]) === null', page.field(CONSENT)), True)
    # The empty one it came in place of is gone: there is one procedure, and no list of several.
    page.gone('#forms')
    assert kept not in driver.current_url and kept not in page.kept(), 'a code stays behind'


@case('guessing codes has an end, which is told; who guesses goes on with what they have')
def guesses():
    # Its own office: those of one address are counted together.
    place = Office()
    try:
        page, informer, _, _ = visit(place)
        page.click('#resume summary')
        box = page.one('#resume-code')
        for number in range(40):
            box.clear()
            box.send_keys(f'AAAA-AAAA-AAAA-{number:04}')
            answers = page.run('return performance.getEntriesByType("resource").filter('
                               '(e) => e.name.endsWith("/forms")).length')
            page.click('#resume-form button')
            until('an answer', lambda: page.run('return performance.getEntriesByType("resource").filter('
                                                '(e) => e.name.endsWith("/forms")).length') > answers)
            if page.one('#alarm').is_displayed():
                break
        page.says('#alarm-text', 'Massa vegades seguides. Espereu un minut')
        page.gone('#resume-told')
        page.goto(NAME).find_element('css selector', 'input').send_keys('Aina')
        until('the name', lambda: informer.value(NAME) == 'Aina')
    finally:
        place.close()


run(setup, teardown, after=lambda: unbroken(driver))
