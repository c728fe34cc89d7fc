"""In the visit, without media: form, conversation, documents, declaration, receipt, and an office
that dies in the middle."""
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import json
import os
import re
import tempfile

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import ALLOWED, Axe, Page, chromium, clean, unbroken
from office import ANSWERS, PNG, Informer, Office, complete, grey
from tap import case, equal, run, until

NAME = 'applicant.given_name'
SURNAME = 'applicant.surname1'
MOBILE = 'contact.mobile'
POSTCODE = 'contact.postcode'
IBAN = 'payment.iban'


def setup():
    global office, driver, axe, files
    files = tempfile.TemporaryDirectory()
    office = Office()
    driver = chromium(ALLOWED, preferences={'download.default_directory': files.name})
    axe = Axe()


def teardown():
    for thing, end in (('driver', 'quit'), ('axe', 'close'), ('office', 'close'), ('files', 'cleanup')):
        if thing in globals():
            getattr(globals()[thing], end)()


def visit(language='ca', before=None):
    """A visit under way, the citizen's side writing only: (page, informer, appointment, token)."""
    informer = Informer(office)
    appointment, token = informer.book(language=language)
    page = Page(driver, office, token, before=before)
    page.write_only()
    informer.attend(appointment)
    page.phase('visit')
    page.seen('#form')
    return page, informer, appointment, token


def value(page, field):
    return page.run('return document.querySelector(arguments[0]).value',
                    f'{page.field(field)} :is(input, textarea, select)')


def type_in(page, field, text):
    box = page.goto(field).find_element('css selector', 'input, textarea')
    box.send_keys(text)
    return box


def same(informer, field, text):
    until(f'{field} at the office', lambda: informer.value(field) == text
          or Page.fail(informer.value(field)))



@case('it is one\'s turn: the page says who attends, and everything in it is accessible')
def turn():
    page, _, _, _ = visit()
    page.says('#status-text', 'Esteu amb Montserrat Exemple. Us llegeix mentre escriviu.')
    page.says('.tile figcaption', 'Montserrat Exemple · de l\'oficina')
    equal(axe.violations(page), [])


@case('when the turn comes a sound calls, the tab\'s title too, and the screen is kept awake')
def called():
    informer = Informer(office)
    appointment, token = informer.book()
    page = Page(driver, office, token, before='''
      window.notes = 0; window.awake = 0; window.titles = new Set();
      const start = AudioScheduledSourceNode.prototype.start;
      AudioScheduledSourceNode.prototype.start = function (...all) {
        window.notes += 1; start.apply(this, all);
      };
      const ask = WakeLock.prototype.request;
      WakeLock.prototype.request = function (...all) { window.awake += 1; return ask.apply(this, all); };
      addEventListener("DOMContentLoaded", () => new MutationObserver(() =>
        window.titles.add(document.title)).observe(document.querySelector("title"), {childList: true}));''')
    page.write_only()
    until('the screen kept awake', lambda: page.run('return awake') > 0)
    equal(page.run('return notes'), 0)
    informer.attend(appointment)
    until('the sound', lambda: page.run('return notes') > 0)
    until('the title', lambda: page.run('return titles.has("És el vostre torn!")'))
    until('the title as it was', lambda: page.run('return document.title').startswith('La visita'))


@case('what the citizen types is at the informer\'s as it is typed')
def typing():
    page, informer, _, _ = visit()
    type_in(page, NAME, 'Aïna')
    same(informer, NAME, 'Aïna')
    page.says('#form-saved', 'Tot desat')
    equal(informer.heard('form.focus')[-1]['field'], NAME)


@case('what the informer writes is on the page as it is written, and the page follows them')
def following():
    page, informer, _, _ = visit()
    informer.send(type='form.focus', form=informer.front(), field=MOBILE)
    page.seen(page.field(MOBILE))
    page.says(f'{page.field(MOBILE)} .writer', 'Montserrat Exemple hi escriu ara')
    for text in ('6', '60', '600'):
        informer.change(MOBILE, text)
        until(f'{text} on the page', lambda: value(page, MOBILE) == text)
    informer.send(type='form.focus', form=informer.front(), field='')
    page.gone(f'{page.field(MOBILE)} .writer')


@case('who is writing is not taken elsewhere, but may follow')
def not_taken():
    page, informer, _, _ = visit()
    type_in(page, NAME, 'A')
    informer.send(type='form.focus', form=informer.front(), field=MOBILE)
    page.says('#form-follow', 'Aneu-hi')
    page.seen(page.field(NAME))
    page.click('#form-follow')
    page.seen(page.field(MOBILE))


@case('a value with a mistake is told in words, tied to its field')
def mistake():
    page, informer, _, _ = visit()
    box = type_in(page, POSTCODE, '28001')
    same(informer, POSTCODE, '28001')
    until('words', lambda: page.text(f'{page.field(POSTCODE)} .problem') != '')
    described = box.get_attribute('aria-describedby').split()
    assert any('problem' in one for one in described), described
    for _ in '28001':
        box.send_keys(Keys.BACKSPACE)
    box.send_keys('08980')
    same(informer, POSTCODE, '08980')
    page.gone(f'{page.field(POSTCODE)} .problem')


@case('a field of the informer\'s can be read and not written')
def theirs():
    page, informer, _, _ = visit()
    field = page.goto('identification.private_place')
    assert not any(i.is_enabled() for i in field.find_elements('css selector', 'input'))
    page.says(f'{page.field("identification.private_place")} .theirs', 'Ho omple l\'oficina')
    informer.change('identification.private_place', 'true')
    until('the answer', lambda: page.run(
        'return document.querySelector(arguments[0]).checked',
        f'{page.field("identification.private_place")} input[value=true]'))


@case('a field handed over comes into sight and into focus, and goes back')
def handed():
    page, informer, _, _ = visit()
    informer.change('payment.pay_method', 'account')
    informer.send(type='form.hand', form=informer.front(), id='h1', field=IBAN, to='citizen')
    until('the focus', lambda: page.run(
        'return document.activeElement.closest("[data-field]")?.dataset.field') == IBAN)
    page.seen(f'{page.field(IBAN)}.handed')
    described = page.run('return document.activeElement.getAttribute("aria-describedby")')
    assert 'hand' in described, described
    equal(axe.violations(page), [])
    driver.switch_to.active_element.send_keys('ES9121000418450200051332')
    same(informer, IBAN, 'ES9121000418450200051332')
    page.click(f'{page.field(IBAN)} .give-back')
    informer.wait('form.hand', field=IBAN, to='')
    page.gone(f'{page.field(IBAN)} .hand')


def focused_field(page):
    return page.run('return document.activeElement.closest("[data-field]")?.dataset.field')


@case('what the informer wrote is asked of the citizen: field by field, and a step in one answer')
def proposals():
    page, informer, _, _ = visit()
    for field, text in ((NAME, 'Aina'), (SURNAME, 'Prova'), ('applicant.birth_date', '2004-02-03'),
                        (POSTCODE, '08980')):
        informer.change(field, text)
    page.goto(NAME)
    page.says(f'{page.field(NAME)} .ask', 'És correcte?')
    equal(clean(page.one(f'{page.field(NAME)} .right-yes').accessible_name), 'Sí, és correcte: Nom')
    equal(axe.violations(page), [])

    # No: into the field; and what they write themselves needs no confirming.
    page.click(f'{page.field(SURNAME)} .right-no')
    until('the field', lambda: focused_field(page) == SURNAME)
    driver.switch_to.active_element.send_keys(Keys.END, 's')
    same(informer, SURNAME, 'Provas')
    page.gone(f'{page.field(SURNAME)} .ask')
    page.click('#form-undo')
    same(informer, SURNAME, 'Prova')
    page.says('#polite', 'Desfet: Primer cognom')

    # Yes, by keyboard: it is told, and the next question is at hand.
    page.run('document.querySelector(arguments[0]).focus()', f'{page.field(NAME)} .right-yes')
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    equal(informer.wait('form.assented', how='field')['fields'], [NAME])
    page.says(f'{page.field(NAME)} .said', 'Heu confirmat que és correcte')
    until('the next question', lambda: focused_field(page) == 'applicant.birth_date')

    # All that is left of the step the informer asks for, by name.
    page.goto(POSTCODE)
    page.run('document.activeElement.blur()')
    informer.send(type='form.ask', form=informer.front(), id='ask', step='applicant')
    page.says('#form-asked', 'Us demanen que reviseu aquest pas')
    page.seen('#form-asked')
    page.says('#form-right-names', 'Això confirma: Data de naixement')
    equal(axe.violations(page), [])
    page.click('#form-right-step')
    equal(informer.wait('form.assented', how='step')['fields'], ['applicant.birth_date'])
    page.gone('#form-right')

    # What is changed is asked again; what is not said singly is to be read at the end.
    informer.change(NAME, 'Anna')
    page.seen(f'{page.field(NAME)} .ask')
    while page.one('#form-next').is_displayed():
        page.click('#form-next')
    page.says('#review-unconfirmed-list', 'Nom: Anna')
    page.says('#review-unconfirmed-list', 'Codi postal: 08980')
    equal(axe.violations(page), [])


@case('two in one field at once: nothing of the citizen\'s is lost, and it is offered back')
def conflict():
    # The informer's change is on its way while the page, cut off, still writes on the old one.
    page, informer, _, _ = visit(before='''
      const send = WebSocket.prototype.send;
      window.held = [];
      WebSocket.prototype.send = function (text) {
        if (window.hold && text.includes("form.change")) window.held.push(() => send.call(this, text));
        else send.call(this, text);
      };''')
    page.run('window.hold = true')
    type_in(page, SURNAME, 'Meu')
    informer.change(SURNAME, 'Seu')
    page.run('window.hold = false; window.held.forEach((one) => one())')
    page.says(f'{page.field(SURNAME)} .rejected', 'Montserrat Exemple ho ha canviat alhora.')
    equal(page.text(f'{page.field(SURNAME)} .kept'), 'Meu')
    equal(value(page, SURNAME), 'Seu')
    equal(axe.violations(page), [])
    page.click(f'{page.field(SURNAME)} .rejected button')
    same(informer, SURNAME, 'Meu')
    equal(page.text(f'{page.field(SURNAME)} .rejected'), '')


@case('an answer lost with the connection: what was typed on is offered back, not put over the other\'s')
def unanswered():
    page, informer, _, _ = visit(before='''
      const heard = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
      Object.defineProperty(WebSocket.prototype, "onmessage", { set(handler) {
        heard.set.call(this, handler && ((event) => {
          if (!window.deaf || !event.data.includes("form.changed")) handler(event);
        }));
      } });''')
    page.run('window.deaf = true')
    type_in(page, SURNAME, 'Pr')
    until('the first letter', lambda: informer.value(SURNAME) == 'P')
    informer.change(SURNAME, 'Pons')
    page.run('window.deaf = false; window.dispatchEvent(new Event("offline"))')
    page.says(f'{page.field(SURNAME)} .rejected', 'Montserrat Exemple ho ha canviat alhora.')
    equal(page.text(f'{page.field(SURNAME)} .kept'), 'Pr')
    equal(value(page, SURNAME), 'Pons')
    # Nor does it go later by itself: what is written next is all that comes.
    type_in(page, NAME, 'A')
    same(informer, NAME, 'A')
    equal(informer.value(SURNAME), 'Pons')


@case('each letter written is at the other end, and each erasure')
def text_out():
    page, informer, _, _ = visit()
    box = page.one('#box')
    so_far = ''
    for letter in 'Hola!':
        box.send_keys(letter)
        so_far += letter
        until(so_far, lambda: informer.heard('text') and
              informer.heard('text')[-1]['line']['text'] == so_far)
    box.send_keys(Keys.BACKSPACE)
    until('Hola', lambda: informer.heard('text')[-1]['line']['text'] == 'Hola')
    box.send_keys(Keys.ENTER)
    until('the end of the line', lambda: informer.heard('text')[-1]['line']['done'])
    equal(box.get_attribute('value'), '')
    box.send_keys('Segona')
    until('the second line', lambda: [m for m in informer.heard('text')
                                      if m['line']['line'] == 1 and m['line']['text'] == 'Segona'])
    mine = page.seen('.line.sent')
    equal(clean(mine.text), 'Vós Hola')


@case('what the informer writes is seen letter by letter, and only the settled line is read out')
def text_in():
    page, informer, _, _ = visit()
    for text in ('B', 'Bo', 'Bon', 'Bo', 'Bon dia'):
        informer.send(type='text', line=0, text=text, done=False, relay=['citizen'])
        until(text, lambda: page.text('.line.received .text') == text)
    page.seen('.line.received .writing')
    equal(page.text('#polite'), '')
    informer.send(type='text', line=0, text='Bon dia', done=True, relay=['citizen'])
    page.says('#polite', 'Montserrat Exemple: Bon dia')
    page.gone('.line.received .writing')
    page.says('.line.received .who', 'Montserrat Exemple')
    informer.send(type='text', line=1, text='aquí \ufffdfalta', done=True, relay=['citizen'])
    page.seen('.line.received .lost[aria-label]')
    equal(axe.violations(page), [])


@case('a reload in mid-visit comes back to it, with the open line and the conversation')
def reload():
    page, informer, _, _ = visit()
    informer.send(type='text', line=0, text='Hola', done=True, relay=['citizen'])
    page.says('.line.received .text', 'Hola')
    page.one('#box').send_keys('Un momen')
    until('the line', lambda: informer.heard('text') and
          informer.heard('text')[-1]['line']['text'] == 'Un momen')
    # What is said to the office is kept; leaving is not asked about when nothing is pending.
    driver.refresh()
    page.phase('visit')
    page.says('.line.received .text', 'Hola')
    until('the open line', lambda: page.one('#box').get_attribute('value') == 'Un momen')
    page.one('#box').send_keys('t')
    until('the same line going on', lambda: informer.heard('text')[-1]['line'].items() >=
          {'line': 0, 'text': 'Un moment', 'done': False}.items())


@case('the office killed and started again: nothing typed is lost, on the form or in the text')
def killed():
    page, informer, _, _ = visit()
    type_in(page, NAME, 'Ab')
    same(informer, NAME, 'Ab')
    page.one('#box').send_keys('Hola ')
    until('the line', lambda: informer.heard('text') and
          informer.heard('text')[-1]['line']['text'] == 'Hola ')
    with office.dead():
        page.says('#status-text', 'S\'ha tallat la connexió')
        type_in(page, NAME, 'cd')
        type_in(page, SURNAME, 'Exemple')
        page.one('#box').send_keys('encara')
        page.says('#form-saved', 'Desant')
    informer.connect()
    page.says('#status-text', 'Esteu amb')
    same(informer, NAME, 'Abcd')
    same(informer, SURNAME, 'Exemple')
    until('the line whole', lambda: any(
        m['line']['text'] == 'Hola encara' for m in informer.heard('text')) or any(
        line['text'] == 'Hola encara' for line in informer.heard('visit')[-1]['lines']))
    page.says('#form-saved', 'Tot desat')
    equal(page.one('#box').get_attribute('value'), 'Hola encara')
    equal(value(page, NAME), 'Abcd')


@case('typed while the office is dead, then loaded again: still there')
def killed_and_reloaded():
    page, informer, _, _ = visit()
    type_in(page, NAME, 'Ab')
    same(informer, NAME, 'Ab')
    with office.dead():
        page.says('#status-text', 'S\'ha tallat la connexió')
        type_in(page, NAME, 'cd')
    informer.connect()
    page.run('window.addEventListener("beforeunload", (e) => e.stopImmediatePropagation(), true)')
    driver.refresh()
    page.phase('visit')
    same(informer, NAME, 'Abcd')


@case('without internet the page says so, and goes on where it was when it is back')
def no_network():
    page, informer, _, _ = visit()
    gone = {'latency': 0, 'downloadThroughput': 0, 'uploadThroughput': 0}
    driver.execute_cdp_cmd('Network.enable', {})
    driver.execute_cdp_cmd('Network.emulateNetworkConditions', {'offline': True, **gone})
    page.says('#status-text', 'No teniu internet')
    type_in(page, NAME, 'Aïna')
    driver.execute_cdp_cmd('Network.emulateNetworkConditions', {
        'offline': False, 'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': -1})
    same(informer, NAME, 'Aïna')
    page.says('#status-text', 'Esteu amb')


@case('the language is changed in mid-visit: right to left, the form too, focus and text kept')
def arabic():
    page, informer, _, _ = visit()
    type_in(page, NAME, 'Aïna')
    same(informer, NAME, 'Aïna')
    label = page.text(f'{page.field(NAME)} .name')
    page.click('#languages [lang=ar]')
    until('the form in Arabic', lambda: page.text(f'{page.field(NAME)} .name') not in ('', label))
    equal(page.run('return document.documentElement.dir'), 'rtl')
    equal(value(page, NAME), 'Aïna')
    page.goto(MOBILE)
    equal(page.run('return getComputedStyle(document.querySelector(arguments[0])).direction',
                   f'{page.field(MOBILE)} input'), 'ltr')
    informer.change(MOBILE, '600000000')
    until('the number', lambda: value(page, MOBILE) == '600000000')
    equal(axe.violations(page), [])


@case('a document sent in the visit, asked for again with the reason in the citizen\'s language')
def documents():
    page, informer, appointment, _ = visit(language='es')
    place = os.path.join(files.name, 'dni.png')
    with open(place, 'wb') as file:
        file.write(PNG)
    page.one('#visit-documents .wanted input[type=file]').send_keys(place)
    document = informer.wait('document')['document']
    equal((document['name'], document['kind']), ('dni.png', 'identity'))
    status, _ = office.request(
        'POST', f"appointments/{appointment}/documents/{document['id']}/review", informer.token,
        {'status': 'to-correct', 'reason': 'cut-off'})
    equal(status, 200)
    page.says('.document.to-correct .file-reason', 'Está cortado.')
    page.says('#polite', 'dni.png: hay que volver a enviarlo.')
    equal(axe.violations(page), [])
    office.request('POST', f"appointments/{appointment}/documents/{document['id']}/review",
                   informer.token, {'status': 'accepted'})
    page.seen('.document.accepted')
    page.gone('.wanted .chooser')

    # Both look at it: the citizen sees the picture the office sends, and both point.
    def show(number):
        status, shown = office.request(
            'POST', f"appointments/{appointment}/shown?document={document['id']}&page={number}&pages=2",
            informer.token, raw=PNG)
        equal(status, 200)
        page.says('#shown-position', f'Página {number} de 2')
        return shown['picture']

    picture = show(1)
    page.says('#polite', 'La oficina le enseña dni.png, página 1 de 2.')
    until('the picture', lambda: page.run('return document.querySelector("#shown-image").naturalWidth') > 0)
    equal(axe.violations(page), [])
    informer.send(type='pointer', picture=picture, x=250, y=500)
    until('the office\'s pointer', lambda: page.run(
        'const one = document.querySelector(".pointer.theirs"); return one?.style.left') == '25%')
    page.seen('.pointer.theirs')
    page.one('#shown-page').send_keys(Keys.ARROW_RIGHT)
    until('what the keyboard points at', lambda: informer.heard('pointer', x=520, y=500))
    ActionChains(driver).move_to_element(page.one('#shown-image')).perform()
    until('what the mouse points at', lambda: [m for m in informer.heard('pointer')
                                               if abs(m.get('x', 0) - 500) < 20 and m['x'] != 520])
    # A break of the line, an office that starts anew and is told again, and the end of it.
    page.run('window.dispatchEvent(new Event("offline"))')
    page.says('#status-text', 'Está con')
    page.seen('#shown')
    with office.dead():
        page.says('#status-text', 'Se ha cortado')
    informer.connect()
    page.says('#status-text', 'Está con')
    page.gone('#shown')
    show(2)
    page.seen('#shown')
    office.request('DELETE', f'appointments/{appointment}/shown', informer.token)
    page.gone('#shown')
    page.says('#polite', 'La oficina ha dejado de enseñarle el documento.')


@case('several photographs are put in order and sent as one document; the camera helps to take them')
def photographs():
    page, informer, _, _ = visit()
    places = []
    for name in ('davant', 'darrere'):
        places.append(os.path.join(files.name, f'{name}.png'))
        with open(places[-1], 'wb') as file:
            file.write(grey(30, 20))
    page.one('#visit-documents .wanted input[type=file]').send_keys('\n'.join(places))
    page.seen('#pages')
    page.says('#pages-list', 'Pàgina 2 de 2')
    equal(axe.violations(page), [])
    first = page.run('return document.querySelector("#pages-list li canvas").id = "first"')
    page.click('#pages-list li:first-child .down')
    equal(page.run('return document.querySelector("#pages-list li:last-child canvas").id'), first)
    page.says('#polite', 'Pàgina 2 de 2')
    page.click('#pages-list li:last-child .turn')
    page.click('#pages-send')
    document = informer.wait('document')['document']
    equal((document['media_type'], document['kind']), ('application/pdf', 'identity'))
    page.gone('#pages')
    page.says('.file-hash summary', document['sha256'][:8])
    # The camera: a test's picture is no document, and that is said.
    page.click('#visit-documents .wanted .guided')
    page.seen('#capture')
    until('the camera', lambda: page.run('return document.querySelector("#capture-video").videoWidth') > 0)
    until('a hint', lambda: page.text('#capture-hint') != '')
    equal(axe.violations(page), [])
    page.picture('capture')
    page.click('#capture-shoot')
    page.seen('#capture-verdict')
    page.click('#capture-use')
    page.says('#pages-list', 'Pàgina 1 de 1')
    page.gone('#capture')
    equal(page.run('return document.querySelector("#capture-video").srcObject'), None)
    page.click('#pages-cancel')
    page.gone('#pages')


@case('from the form to the receipt: read, confirmed, downloaded, checked; and nothing is left behind')
def receipt():
    page, informer, appointment, token = visit()
    complete(page, informer, token)
    page.click('#form-to-review')
    page.says('#review-answers', 'Prova')
    equal(axe.violations(page), [])
    page.click('#confirm')
    informer.wait('form.confirmed')
    page.says('#confirmed-text', 'Confirmada a les')
    # A change undoes it: what was confirmed is what was read.
    informer.change(NAME, 'Provat')
    page.seen('#confirm')
    page.click('#confirm')
    page.says('#confirmed-text', 'Confirmada a les')
    status, made = office.request('POST', informer.receipt(appointment), informer.token)
    equal(status, 201)
    page.says('#receipt-number', made['number'])
    page.says('#receipt-code', made['code'])
    # What it says stays so: there is nothing to write or to send any more.
    page.gone('#documents .chooser')
    box = page.goto(NAME).find_element('css selector', 'input')
    assert box.get_attribute('readonly') or not box.is_enabled(), box.get_attribute('outerHTML')
    for kind, start in (('pdf', b'%PDF-'), ('json', b'{')):
        page.click(f'#receipt-{kind}')
        saved = until(f'the {kind}', lambda: glob.glob(os.path.join(files.name, f'*.{kind}')))[0]
        content = until('its end', lambda: open(saved, 'rb').read())
        assert content.startswith(start), content[:20]
    with open(glob.glob(os.path.join(files.name, '*.json'))[0], encoding='utf-8') as file:
        equal(json.load(file)['number'], made['number'])
    # A further procedure: the page follows, and goes back; what is typed as it turns is not lost.
    first = informer.front()
    status, second = office.request('POST', f'appointments/{appointment}/forms', informer.token,
                                    {'procedure': 'llicencia-caca'})
    equal(status, 201)
    page.says('#form-title', second['title'])
    page.says('#forms-list', 'Presentat')
    page.says('#forms-list [aria-current]', second['title'])
    page.gone('#receipt')
    until('the other in front', lambda: informer.front() == second['id'])
    type_in(page, NAME, 'Segona')
    informer.send(type='form.front', form=first)
    page.says('#receipt-number', made['number'])
    until('the first in front', lambda: value(page, NAME) == 'Provat')
    informer.send(type='form.front', form=second['id'])
    page.says('#form-title', second['title'])
    until('what was typed', lambda: value(page, NAME) == 'Segona')
    same(informer, NAME, 'Segona')
    equal(axe.violations(page), [])
    equal(informer.end(appointment)[0], 200)
    page.phase('ended')
    page.says('#ended-outcome', 'El tràmit s\'ha presentat.')
    page.seen('#receipt-pdf')
    page.says('#ended #forms-list', 'Queda per acabar')
    # What was not filed is kept, and here is by what it is found again.
    code = page.seen('#ended .draft .code').text
    assert re.fullmatch(r'[0-9A-Z]{4}(-[0-9A-Z]{4}){3}', code), code
    page.says('#ended #forms-list button', made['number'])
    equal(page.kept(), '[{},{},""]')
    equal(axe.violations(page), [])
    page.open(token)
    page.phase('ended')
    page.says('#receipt-number', made['number'])
    page.says('#receipt-code', made['code'])
    page.says('#documents-wanted', 'dni.png')
    driver.get(f"{office.address}/r/{made['code']}")
    page.says('#verdict', 'És autèntic')
    page.says('#fact-number', made['number'])
    page.says('#fact-procedure', 'Sol·licitar el Carnet Jove')
    # The file itself: compared here, sent nowhere.
    saved = glob.glob(os.path.join(files.name, '*.pdf'))[0]
    driver.find_element('css selector', '#file-input').send_keys(saved)
    page.says('#file-verdict', 'exactament el fitxer')
    with open(saved, 'ab') as paper:
        paper.write(b' ')
    driver.find_element('css selector', '#file-input').send_keys(saved)
    page.says('#file-verdict', 'no és el que vam fer')
    equal(axe.violations(page), [])


@case('hanging up asks first, lets go of the camera, and the link leads back')
def hang_up():
    informer = Informer(office)
    appointment, token = informer.book()
    page = Page(driver, office, token)
    page.arrive()
    informer.attend(appointment)
    page.phase('visit')
    page.click('#hang-up')
    page.seen('#leave-dialog')
    equal(axe.violations(page), [])
    page.click('#leave-no')
    page.phase('visit')
    page.click('#hang-up')
    page.click('#leave-yes')
    page.phase('left')
    until('the informer to see them go', lambda: [
        m for m in informer.heard('participant') if m['participant']['id'] == 'citizen'
        and not m['participant']['connected']])
    equal(page.run('return document.querySelector("#self-video").srcObject?.active ?? false'), False)
    equal(axe.violations(page), [])
    driver.refresh()
    page.phase('left')
    page.click('#come-back')
    page.phase('visit')


@case('an informer who is cut off is told of in words, and so is their return')
def informer_away():
    page, informer, _, _ = visit()
    informer.socket.close()
    page.says('#status-text', 'Montserrat Exemple s\'ha desconnectat i tornarà de seguida')
    informer.connect()
    page.says('#status-text', 'Esteu amb Montserrat Exemple')


@case('by the keyboard alone: skip to the content, the switches, the form, the dialogue')
def keyboard():
    page, informer, _, _ = visit()
    reached = set()
    page.run('document.activeElement.blur(); window.scrollTo(0, 0)')
    for _ in range(60):
        ActionChains(driver).send_keys(Keys.TAB).perform()
        name = page.run('''const e = document.activeElement; const r = getComputedStyle(e);
          if (e !== document.body && r.outlineStyle === "none" && !e.closest(".button"))
            throw new Error(`no focus seen on ${e.outerHTML}`);
          return e.id || e.dataset.field || e.lang || e.name''')
        reached.add(name)
    for wanted in ('ar', 'switch-microphone', 'switch-camera', 'write', 'hang-up', 'box', 'form-next'):
        assert wanted in reached, (wanted, reached)
    page.run('document.querySelector("#hang-up").focus()')
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    page.seen('#leave-dialog')
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.gone('#leave-dialog')


ACTIVE = '''const e = document.activeElement; const field = e.closest("[data-field]");
  return {id: e.id, type: e.type ?? "", value: e.value ?? "", checked: e.checked ?? false,
          field: field && e.matches("input, textarea, select") ? field.dataset.field : null,
          locked: e.readOnly || e.disabled}'''


def press(*keys):
    ActionChains(driver).send_keys(*keys).perform()


def tab_to(page, name):
    for _ in range(80):
        if page.run(ACTIVE)['id'] == name:
            return
        press(Keys.TAB)
    raise AssertionError(f'{name} is not reached by Tab')


def answer_by_keyboard(page, informer, place, wanted):
    if place['type'] == 'radio':
        press(Keys.SPACE)
        for _ in range(12):
            if page.run(ACTIVE)['value'] == wanted:
                break
            press(Keys.ARROW_DOWN)
    elif place['type'] == 'select-one':
        for _ in range(12):
            if page.run(ACTIVE)['value'] == wanted:
                break
            press(Keys.ARROW_DOWN)
    elif place['type'] == 'checkbox':
        press(Keys.SPACE)
    elif place['type'] == 'date':
        year, month, day = wanted.split('-')
        press(*f'{month}{day}{year}')
    else:
        press(*wanted)
    same(informer, place['field'], wanted)


@case('the whole form by the keyboard alone, from the first question to the confirmation')
def whole_by_keyboard():
    page, informer, appointment, token = visit()
    office.request('POST', f'appointments/{appointment}/documents?kind=identity', token, raw=PNG,
                   headers={'X-File-Name': 'dni.png', 'Content-Type': 'image/png'})
    answers = {'nationality_group': 'es', **ANSWERS}
    written = set()

    def fields():
        return {f['id']: f for s in informer.form()['steps'] for f in s['fields']}

    def theirs():
        """The informer does what is theirs, as it comes to be asked."""
        for name, field in fields().items():
            short = name.split('.')[-1]
            if field.get('who') == 'informer' and informer.value(name) == '' and name in missing(informer) \
                    and short in answers:
                informer.change(name, answers[short])
        return True

    def passed_by():
        """What an answer brought up behind the one who had gone on: they see that it is empty, and go back."""
        return page.run('''return Array.from(document.querySelectorAll("#form-fields [data-field]"))
            .filter((field) => field.checkVisibility()).map((field) => field.dataset.field)''')

    while not page.one('#review').is_displayed():
        shown = page.run('return document.querySelector("#form-step-title").textContent')
        page.run('document.querySelector("#form-step-title").focus()')
        for _ in range(80):
            theirs()
            press(Keys.TAB)
            place = page.run(ACTIVE)
            name = place['field'] and place['field'].split('.')[-1]
            if place['id'] == 'form-next':
                if any(name in missing(informer) and fields()[name].get('who') != 'informer'
                       for name in passed_by()):
                    page.run('document.querySelector("#form-step-title").focus()')
                    continue
                press(Keys.ENTER)
                break
            if name is None or place['locked'] or place['field'] in written:
                continue
            wanted = answers.get(name, 'true' if place['type'] == 'checkbox' else None)
            if wanted is not None:
                answer_by_keyboard(page, informer, place, wanted)
                written.add(place['field'])
        until('the title of the next step', lambda: page.run(ACTIVE)['id'] == 'form-step-title'
              and page.run('return document.querySelector("#form-step-title").textContent') != shown)
    until('nothing to be missing', lambda: theirs() and not missing(informer))
    assert len(written) >= 15, written
    tab_to(page, 'confirm')
    press(Keys.ENTER)
    informer.wait('form.confirmed')
    page.says('#confirmed-text', 'Confirmada a les')
    until('the answer to be at hand', lambda: page.run(ACTIVE)['id'] == 'confirmed')


def missing(informer):
    changed = informer.heard('form.changed')
    return changed[-1]['missing'] if changed else informer.form()['missing']


@case('who may not be safe is out of it at once, by a button or a key, and nothing stays behind')
def quickly():
    ways = (lambda page: page.click('#leave-quickly'),
            lambda page: ActionChains(driver).send_keys(Keys.SHIFT, Keys.SHIFT, Keys.SHIFT).perform())
    for way in ways:
        informer = Informer(office)
        appointment, token = informer.book(procedure='indemnitzacio')
        page = Page(driver, office, token)
        page.phase('welcome')
        page.says('#welcome-procedure', 'Cita a l\'Oficina Virtual')
        page.write_only()
        informer.attend(appointment)
        page.phase('visit')
        page.says('#form-title', 'Cita a l\'Oficina Virtual')
        assert 'violència' in informer.form()['procedure']['title'].lower()
        # Within reach of a dialogue too.
        page.click('#hang-up')
        page.seen('#leave-dialog')
        way(page)
        until('another page', lambda: driver.current_url.startswith('https://www.meteo.cat'))
        until('the office to know', lambda: any(
            not m['participant']['connected'] for m in informer.heard('participant')
            if m['participant']['id'] == 'citizen'))
        history = driver.execute_cdp_cmd('Page.getNavigationHistory', {})['entries']
        assert not any(office.address in entry['url'] for entry in history), history
        driver.get(f'{office.address}/c/')
        page.phase('nolink')
        equal(page.kept(), '[{},{},""]')


@case('where it is nobody else\'s business to hide, there is no such way out')
def calm():
    page, _, _, _ = visit()
    page.gone('#leave-quickly')


run(setup, teardown, after=lambda: unbroken(driver))
