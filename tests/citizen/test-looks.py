"""Every state of the page on telephones and computers, enlarged, in the dark, from right to left: it
fits, it can be hit with a thumb, and axe-core finds nothing. FINESTRETA_PICTURES=DIR keeps pictures."""
# SPDX-License-Identifier: GPL-3.0-or-later
from browser import ALLOWED, Axe, Page, chromium, unbroken
from office import PNG, Informer, Office, complete
from tap import case, equal, run, until

# name: width, height, scale, language, colour scheme. 683 by 384 is a 1366 by 768 at 200 %; 320 by
# 256 is what WCAG 1.4.10 asks of reflow.
VIEWS = {
    'phone-ca': (390, 844, 1, 'ca', 'light'),
    'phone-ar-dark': (390, 844, 1, 'ar', 'dark'),
    'computer-ca-dark': (1366, 768, 1, 'ca', 'dark'),
    'computer-ar': (1366, 768, 1, 'ar', 'light'),
    'enlarged-es': (683, 384, 2, 'es', 'light'),
    'reflow-ur': (320, 256, 2, 'ur', 'dark'),
    'narrow-en': (320, 640, 2, 'en', 'light'),
}
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
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide <= 0 ? [] : Array.from(document.querySelectorAll('main *'))
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
        page.click(f'#languages [lang={language}]')
        until('the language', lambda: page.run('return document.documentElement.lang') == language)
        equal((state, name, page.run(WIDE)), (state, name, []))
        equal((state, name, page.run(SMALL)), (state, name, []))
        equal((state, name, axe.violations(page)), (state, name, []))
        equal((state, name, page.run('return document.getAnimations().length')), (state, name, 0))
        page.picture(f'{state}-{name}')
    driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})
    page.click('#languages [lang=ca]')


def waiting():
    informer = Informer(office)
    appointment, token = informer.book()
    page = Page(driver, office, token)
    page.arrive()
    return page, informer, appointment, token


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
