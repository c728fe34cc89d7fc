"""Every state of the page on telephones and computers, enlarged, in the dark, from right to left: it
fits, it can be hit with a thumb, and axe-core finds nothing. FINESTRETA_PICTURES=DIR keeps pictures."""
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import urllib.parse

from browser import ALLOWED, Axe, Page, chromium, unbroken
from office import PNG, PROCEDURE, Informer, Office, complete, grey
from tap import case, equal, run, until

# name: width, height, scale, language, colour scheme. 683 by 384 is a 1366 by 768 at 200 %; 320 by
# 256 is what WCAG 1.4.10 asks of reflow.
VIEWS = {
    'phone-ca': (360, 740, 1, 'ca', 'light'),
    'phone-ar-dark': (390, 844, 1, 'ar', 'dark'),
    'computer-ca-dark': (1366, 768, 1, 'ca', 'dark'),
    'computer-ar': (1366, 768, 1, 'ar', 'light'),
    'enlarged-es': (683, 384, 2, 'es', 'light'),
    'reflow-ur': (320, 256, 2, 'ur', 'dark'),
    'narrow-en': (320, 640, 2, 'en', 'light'),
}
# Where axe-core looks: light and dark, from left and from right, narrow and wide. To it the others are the
# same page.
AXED = ('phone-ca', 'phone-ar-dark', 'computer-ca-dark', 'computer-ar')
LANGUAGES = ('ca', 'es', 'en', 'ar', 'ur')
# What is pressed, and is less than 44 pixels either way: links in a sentence are let be (2.5.5).
SMALL = '''
  return Array.from(document.querySelectorAll(
      'button, select, textarea, input:not([type=radio], [type=checkbox], [type=file]), .button, .option'))
    .filter((e) => e.checkVisibility() && !e.classList.contains('link'))
    .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([html, box]) => `${html} ${box.width} x ${box.height}`)'''
# What sticks out of the page sideways; the call's own strip scrolls inside itself.
WIDE = '''
  const wide = [document.documentElement, ...document.querySelectorAll('dialog[open]')]
    .some((e) => e.scrollWidth > e.clientWidth);
  return !wide ? [] : Array.from(document.querySelectorAll('main *, dialog[open] *'))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
      || e.getBoundingClientRect().left < -1).map((e) => e.outerHTML.slice(0, 120))'''


def setup():
    global office, driver, axe
    office = Office()
    driver = chromium(ALLOWED)
    axe = Axe()


def teardown():
    for thing, end in (('driver', 'quit'), ('axe', 'close'), ('office', 'close')):
        if thing in globals():
            getattr(globals()[thing], end)()


def looks(page, state):
    for name, (width, height, scale, language, scheme) in VIEWS.items():
        page.size(width, height, scale)
        page.media(prefers_color_scheme=scheme, prefers_reduced_motion='reduce')
        switch(page, language)
        until('the language', lambda: page.run('return document.documentElement.lang') == language)
        equal((state, name, page.run(WIDE)), (state, name, []))
        equal((state, name, page.run(SMALL)), (state, name, []))
        if name in AXED:
            equal((state, name, axe.violations(page)), (state, name, []))
        equal((state, name, page.run('return document.getAnimations().length')), (state, name, 0))
        page.picture(f'{state}-{name}')
    driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})
    switch(page, 'ca')


def switch(page, language):
    """By script: under a dialogue the row of languages can't be pressed."""
    page.run('document.querySelector(arguments[0]).click()', f'#languages [lang={language}]')


def waiting(procedure=PROCEDURE):
    informer = Informer(office)
    appointment, token = informer.book(procedure=procedure)
    page = Page(driver, office, token)
    page.arrive()
    return page, informer, appointment, token


def visiting(procedure=PROCEDURE):
    page, informer, appointment, token = waiting(procedure)
    informer.attend(appointment)
    page.phase('visit')
    page.seen('#form')
    return page, informer, appointment, token


def send(appointment, token, kind, name, content=PNG):
    status, document = office.request(
        'POST', f'appointments/{appointment}/documents?kind={kind}', token, raw=content,
        headers={'X-File-Name': urllib.parse.quote(name), 'Content-Type': 'image/png'})
    equal(status, 201)
    return document['id']


def review(informer, appointment, document, **verdict):
    equal(office.request('POST', f'appointments/{appointment}/documents/{document}/review',
                         informer.token, verdict)[0], 200)


@case('the welcome, before and after trying the devices')
def welcome():
    page = Page(driver, office, Informer(office).book()[1])
    page.phase('welcome')
    looks(page, 'welcome')
    page.click('#check-start')
    page.says('#sound-words', 'Us sentim.')
    looks(page, 'tried')


@case('the welcome with a trouble and a refused document')
def trouble():
    page = Page(driver, office, before='''navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("no", "NotAllowedError"));''')
    page.open(Informer(office).book()[1])
    page.phase('welcome')
    page.click('#check-start')
    page.seen('#check-trouble')
    page.run('''const file = new DataTransfer();
      file.items.add(new File([], "un nom de fitxer llarguíssim que no s'acaba mai de cap manera.pdf"));
      const input = document.querySelector("#documents-other input");
      input.files = file.files; input.dispatchEvent(new Event("change"))''')
    page.seen('.document.refused')
    looks(page, 'trouble')


@case('the wait')
def wait():
    page, _, _, _ = waiting()
    looks(page, 'waiting')


@case('the visit: a conversation, a field handed over, a mistake')
def visit():
    page, informer, appointment, _ = waiting()
    informer.attend(appointment)
    page.phase('visit')
    page.seen('#form')
    informer.send(type='text', line=0, text='Bon dia! Em llegiu bé?', done=True, relay=['citizen'])
    page.one('#box').send_keys('Sí, bon dia. Us veig i us llegeixo.\ue007')
    informer.send(type='text', line=1, text='Ara necessito que escriviu el vostre IBAN a la pan',
                  done=False, relay=['citizen'])
    page.seen('.line.open')
    informer.change('payment.pay_method', 'account')
    informer.change('payment.iban', 'ES9121000418450200051333')
    informer.send(type='form.hand', form=informer.front(), id='h1', field='payment.iban', to='citizen')
    page.seen('.field.handed .problem')
    looks(page, 'visit')
    page.run('''navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("no", "NotAllowedError"));
      document.querySelector("#self-video").srcObject.getTracks()
        .forEach((track) => track.dispatchEvent(new Event("ended")))''')
    page.click('#media-again')
    page.says('#media-trouble-text', 'No tenim permís')
    looks(page, 'media-trouble')
    page.click('#media-without')
    page.gone('#media-trouble')
    page.click('#hang-up')
    page.seen('#leave-dialog')
    equal(axe.violations(page), [])
    page.picture('dialog')
    page.click('#leave-no')


@case('the visit: what the informer wrote is asked of the citizen, field by field and by the step')
def asked():
    page, informer, _, _ = visiting()
    for field, text in (('applicant.given_name', 'Aina'), ('applicant.surname1', 'Prova'),
                        ('applicant.birth_date', '2004-02-03'), ('applicant.id_type', 'dni'),
                        ('applicant.nif', '12345678Z')):
        informer.change(field, text)
    page.goto('applicant.given_name')
    page.run('document.activeElement.blur()')
    informer.send(type='form.ask', form=informer.front(), id='ask', step='applicant')
    page.seen('#form-asked')
    page.click('.ask .right-yes')
    page.seen('.field .said')
    looks(page, 'asked')


@case('the visit: they may not apply, and what they can do instead')
def stopped():
    page, informer, _, _ = visiting()
    informer.change('eligibility.age_group', 'over30')
    page.seen('#form-stops')
    looks(page, 'stopped')


@case('the visit: documents accepted, to correct and on their way, and a page both look at')
def documents():
    page, informer, appointment, token = visiting()
    page.one('#box').send_keys('Us envio els papers.')
    good = send(appointment, token, 'identity', 'dni, davant i darrere.png')
    review(informer, appointment, good, status='accepted')
    bad = send(appointment, token, '', 'un nom de fitxer llarguíssim que no s\'acaba mai.png')
    review(informer, appointment, bad, status='to-correct', reason='other', note='Hi falta el revers.')
    page.seen('.document.to-correct')
    page.run('document.querySelector("#visit-documents").scrollIntoView()')
    looks(page, 'documents')
    status, shown = office.request(
        'POST', f'appointments/{appointment}/shown?document={good}&page=1&pages=2', informer.token,
        raw=grey(210, 297))
    equal(status, 200)
    page.seen('#shown')
    informer.send(type='pointer', picture=shown['picture'], x=250, y=200)
    page.seen('.pointer.theirs')
    page.run('document.querySelector("#shown").scrollIntoView()')
    looks(page, 'shown')


@case('the visit: several photographs of one document, and the camera that helps')
def pictures():
    page, _, _, _ = visiting()
    page.run('''const files = new DataTransfer();
      const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
      for (const name of ["davant.png", "darrere.png"])
        files.items.add(new File([bytes], name, {type: "image/png"}));
      const input = document.querySelector("#visit-documents .wanted input[multiple]");
      input.files = files.files; input.dispatchEvent(new Event("change"))''',
             base64.b64encode(grey(210, 297)).decode())
    page.seen('#pages')
    looks(page, 'pages')
    page.click('#pages-cancel')
    page.click('#visit-documents .wanted .guided')
    page.seen('#capture')
    until('a hint', lambda: page.text('#capture-hint') != '')
    looks(page, 'capture')
    page.click('#capture-shoot')
    page.seen('#capture-verdict')
    looks(page, 'captured')


@case('several procedures: their list, what one lends the other, a code that is wrong, and the end')
def forms():
    page, informer, appointment, token = visiting()
    for field, text in (('applicant.given_name', 'Aina'), ('applicant.surname1', 'Prova')):
        informer.change(field, text)
    send(appointment, token, 'identity', 'dni.png')
    equal(office.request('POST', f'appointments/{appointment}/forms', informer.token,
                         {'procedure': 'llicencia-caca'})[0], 201)
    page.seen('#form-common')
    page.seen('.reuse button')
    page.click('#resume summary')
    page.one('#resume-code').send_keys('AAAA-AAAA-AAAA-AAAA\ue007')
    page.seen('#resume-told')
    looks(page, 'forms')
    equal(informer.end(appointment, 'abandoned')[0], 200)
    page.phase('ended')
    page.seen('#ended .draft .code')
    # Of the one nobody wrote in there is nothing to take up.
    page.says('#ended .form-entry:last-child', 'No s\'hi va escriure res')
    equal(len(driver.find_elements('css selector', '#ended .draft')), 1)
    looks(page, 'draft')


@case('where it may not be safe: a way out, and nothing that tells what it is about')
def sensitive():
    page, informer, _, _ = visiting('indemnitzacio')
    page.seen('#leave-quickly')
    looks(page, 'sensitive')


@case('the office gone in the middle, and having left')
def lost():
    page, informer, _, _ = visiting()
    for language in LANGUAGES:
        switch(page, language)
        until('its words', lambda: page.run('return document.documentElement.lang') == language)
    with office.dead():
        until('the sentence', lambda: 'busy' not in page.one('#status').get_attribute('class'))
        page.goto('applicant.given_name').find_element('css selector', 'input').send_keys('Aina')
        looks(page, 'lost')
    page.click('#hang-up')
    page.click('#leave-yes')
    page.phase('left')
    looks(page, 'left')


@case('a browser that can make no video calls, and one that is too old')
def old_browsers():
    page = Page(driver, office, before='delete window.RTCPeerConnection;')
    page.open(Informer(office).book()[1])
    page.seen('#check-trouble')
    looks(page, 'no-webrtc')
    page = Page(driver, office, before='delete window.WebSocket;')
    page.open(Informer(office).book()[1])
    page.phase('unsupported')
    looks(page, 'unsupported')


@case('the review, the receipt and the end')
def end():
    page, informer, appointment, token = waiting()
    informer.attend(appointment)
    page.phase('visit')
    page.seen('#form')
    while not page.one('#review').is_displayed():
        page.click('#form-next')
    looks(page, 'missing')
    complete(page, informer, token)
    page.click('#form-to-review')
    looks(page, 'review')
    page.click('#confirm')
    page.seen('#confirmed')
    status, made = office.request('POST', informer.receipt(appointment), informer.token)
    equal(status, 201)
    page.seen('#receipt')
    looks(page, 'receipt')
    informer.end(appointment)
    page.phase('ended')
    looks(page, 'ended')
    driver.get(f"{office.address}/r/{made['code']}")
    page.says('#verdict', 'És autèntic')
    looks(page, 'verified')


@case('the sentences for a link that is missing or of nobody')
def links():
    page = Page(driver, office)
    driver.get(f'{office.address}/c/')
    page.phase('nolink')
    looks(page, 'nolink')
    page = Page(driver, office, 'B' * 43)
    page.phase('refused')
    looks(page, 'refused')


run(setup, teardown, after=lambda: unbroken(driver))
