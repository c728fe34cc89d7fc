"""Before the visit: links, languages, the try-out with every trouble, documents, the wait."""
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import tempfile

from browser import ALLOWED, Axe, Page, chromium, unbroken
from office import PNG, Informer, Office
from tap import case, equal, run, until


def setup():
    global office, informer, driver, axe, files
    office = Office()
    informer = Informer(office)
    driver = chromium(ALLOWED)
    axe = Axe()
    files = tempfile.TemporaryDirectory()


def teardown():
    for thing, end in (('driver', 'quit'), ('axe', 'close'), ('office', 'close'), ('files', 'cleanup')):
        if thing in globals():
            getattr(globals()[thing], end)()


def path(name, content):
    place = os.path.join(files.name, name)
    with open(place, 'wb') as file:
        file.write(content)
    return place


def accessible(page):
    equal(axe.violations(page), [])


@case('without a link the page says which link is needed')
def no_link():
    page = Page(driver, office)
    driver.get(f'{office.address}/c/')
    page.phase('nolink')
    accessible(page)


@case('a link nobody has is told so, and nothing of it is kept')
def unknown_link():
    page = Page(driver, office, 'A' * 43)
    page.phase('refused')
    page.says('#refused h1', 'Aquest enllaç no serveix')
    equal(page.kept(), '[{},{},""]')
    accessible(page)


@case('the token leaves the address bar and the history, and a reload still works')
def token_hidden():
    _, token = informer.book()
    page = Page(driver, office, token)
    page.phase('welcome')
    equal(driver.current_url, f'{office.address}/c/')
    driver.refresh()
    page.phase('welcome')
    page.says('#welcome-title', 'Hola, Persona de Prova')
    page.says('#welcome-procedure', 'Carnet Jove')


@case('the page speaks Catalan, then the language of the appointment, then the one chosen')
def languages():
    _, token = informer.book(language='es')
    page = Page(driver, office, token)
    page.phase('welcome')
    page.says('#ready', 'Ya estoy a punto')
    page.click('#languages [lang=ar]')
    page.says('#ready', 'كل شيء جاهز')
    equal(page.run('return [document.documentElement.lang, document.documentElement.dir]'),
          ['ar', 'rtl'])
    until('the procedure in Arabic', lambda: page.text('#welcome-procedure') not in
          ('', 'Sol·licitar el Carnet Jove', 'Solicitar el Carnet Jove'))
    accessible(page)
    driver.refresh()
    page.phase('welcome')
    page.says('#ready', 'كل شيء جاهز')


@case('a name from the left does not turn an Arabic sentence around')
def isolates():
    _, token = informer.book(language='ar')
    page = Page(driver, office, token)
    page.phase('welcome')
    until('isolates', lambda: '\u2068Persona de Prova\u2069' in page.run(
        'return document.querySelector("#welcome-title").textContent'))


@case('camera and microphone are tried: one sees oneself, the sound moves the meter')
def devices():
    _, token = informer.book()
    page = Page(driver, office, token)
    page.phase('welcome')
    accessible(page)
    page.click('#check-start')
    until('the picture', lambda: page.run(
        'return document.querySelector("#check-video").videoWidth > 0'))
    page.says('#see-words', 'Us veiem.')
    # The fake microphone beeps once a second.
    page.says('#sound-words', 'Us sentim.')
    accessible(page)


@case('a refused camera is told in words, with the ways on there are')
def refused_camera():
    other = chromium(preferences={'profile.default_content_setting_values.media_stream_camera': 2,
                                  'profile.default_content_setting_values.media_stream_mic': 2})
    try:
        appointment, token = informer.book()
        page = Page(other, office, token)
        page.phase('welcome')
        page.click('#check-start')
        page.says('#check-trouble-text', 'No tenim permís per fer servir la càmera ni el micròfon.')
        for way in ('#check-again', '#only-sound', '#only-writing'):
            page.seen(way)
        accessible(page)
        page.click('#only-writing')
        page.gone('#check-trouble')
        page.click('#ready')
        page.phase('waiting')
        waiting = until('who waits in writing', lambda: [
            one for one in informer.heard('queue')[-1]['waiting']
            if one['appointment']['id'] == appointment])[0]
        equal((waiting['camera'], waiting['microphone']), (False, False))
        assert 'text' in waiting['appointment']['needs'], waiting
    finally:
        other.quit()


def troubled(script):
    page = Page(driver, office, before=script)
    _, token = informer.book()
    page.open(token)
    page.phase('welcome')
    return page


@case('a camera taken by another program: on with sound only')
def busy_camera():
    page = troubled('''
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (wanted) => wanted.video
        ? Promise.reject(new DOMException('taken', 'NotReadableError')) : real(wanted);''')
    page.click('#check-start')
    page.says('#check-trouble-text', 'Un altre programa té la càmera ocupada.')
    page.click('#only-sound')
    page.gone('#check-trouble')
    page.says('#see-words', 'Sense càmera')
    page.says('#sound-words', 'Us sentim.')


@case('neither camera nor microphone there: said, and writing is the way')
def nothing_there():
    page = troubled('''
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('none', 'NotFoundError'));''')
    page.click('#check-start')
    page.says('#check-trouble-text', 'No trobem cap càmera ni cap micròfon.')
    page.gone('#only-sound')
    page.seen('#only-writing')


@case('a browser without WebRTC can still be attended in writing')
def no_webrtc():
    page = troubled('delete window.RTCPeerConnection;')
    page.says('#check-trouble-text', 'Aquest navegador no sap fer videotrucades.')
    page.gone('#check-again')
    accessible(page)
    page.click('#only-writing')
    page.click('#ready')
    page.phase('waiting')


@case('a page without a secure connection says that it is why')
def insecure():
    page = troubled('Object.defineProperty(window, "isSecureContext", {value: false});')
    page.says('#check-trouble-text', 'no s\'ha obert amb connexió segura')


@case('a browser without WebSocket is told to use another')
def no_socket():
    page = Page(driver, office, before='delete window.WebSocket;')
    page.open(informer.book()[1])
    page.phase('unsupported')
    accessible(page)


@case('a document is sent, by kind, and stands in the list')
def document():
    appointment, token = informer.book()
    page = Page(driver, office, token)
    page.phase('welcome')
    page.seen('.wanted')
    page.one('.wanted input[type=file]').send_keys(path('dni de prova.png', PNG))
    page.says('.wanted .document.received', 'dni de prova.png')
    status, answer = office.request('GET', f'appointments/{appointment}/documents', informer.token)
    equal([(d['kind'], d['name'], d['media_type']) for d in answer['documents']],
          [('identity', 'dni de prova.png', 'image/png')])
    accessible(page)
    driver.refresh()
    page.says('.wanted .document.received', 'dni de prova.png')


@case('what is not a document is refused by name and reason')
def refused_document():
    page = Page(driver, office, informer.book()[1])
    page.phase('welcome')
    page.one('#documents-other input[type=file]').send_keys(path('carta.pdf', b'no PDF at all'))
    page.says('.document.refused', 'carta.pdf no és un PDF ni una foto')
    page.one('#documents-other input[type=file]').send_keys(path('buit.png', b''))
    until('the empty one', lambda: 'buit.png és buit' in page.text('#documents-rest'))
    page.one('#documents-other input[type=file]').send_keys(
        path('enorme.png', PNG + b'\0' * (20 * 1024 * 1024)))
    until('the large one', lambda: 'enorme.png pesa massa' in page.text('#documents-rest'))
    accessible(page)


@case('an upload on a slow line shows how far it is, and can be stopped')
def upload_stopped():
    page = Page(driver, office, informer.book()[1])
    page.phase('welcome')
    driver.execute_cdp_cmd('Network.enable', {})
    driver.execute_cdp_cmd('Network.emulateNetworkConditions', {
        'offline': False, 'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': 100_000})
    page.one('#documents-other input[type=file]').send_keys(
        path('foto.png', PNG + bytes(3_000_000)))
    page.says('.document.sending .file-state', 'foto.png')
    so_far = until('some of it', lambda: page.run(
        'return document.querySelector(".document.sending progress").value'))
    until('more of it', lambda: so_far < page.run(
        'return document.querySelector(".document.sending progress").value') < 1)
    page.click('.document.sending button')
    page.gone('.document')
    driver.execute_cdp_cmd('Network.emulateNetworkConditions', {
        'offline': False, 'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': -1})
    # Nothing of it is at the office, and the next one goes.
    page.one('#documents-other input[type=file]').send_keys(path('foto.png', PNG))
    page.seen('.document.received')
    equal(page.run('return document.querySelectorAll(".document").length'), 1)


@case('an upload that breaks can be tried again')
def again():
    page = Page(driver, office, informer.book()[1], before='''
      const send = XMLHttpRequest.prototype.send;
      let times = 0;
      XMLHttpRequest.prototype.send = function (body) {
        if (times++ === 0) setTimeout(() => this.onerror(), 0); else send.call(this, body);
      };''')
    page.phase('welcome')
    page.one('#documents-other input[type=file]').send_keys(path('foto.png', PNG))
    page.says('.document.refused', 'foto.png no ha arribat')
    page.click('.document.refused button')
    page.says('.document.received', 'foto.png')


@case('many documents chosen together go two at a time, and all arrive')
def many():
    appointment, token = informer.book()
    page = Page(driver, office, token, before='''
      const send = XMLHttpRequest.prototype.send;
      let now = 0;
      window.most = 0;
      XMLHttpRequest.prototype.send = function (body) {
        window.most = Math.max(window.most, ++now);
        this.addEventListener('readystatechange', () => { now -= this.readyState === 4; });
        send.call(this, body);
      };''')
    page.phase('welcome')
    page.one('#documents-other input[type=file]').send_keys(
        '\n'.join(path(f'full-{n}.png', PNG) for n in range(12)))
    until('all of them', lambda: len(driver.find_elements(
        'css selector', '.document.received')) == 12)
    equal(driver.execute_script('return window.most'), 2)
    status, answer = office.request('GET', f'appointments/{appointment}/documents', informer.token)
    equal(sorted(d['name'] for d in answer['documents']),
          sorted(f'full-{n}.png' for n in range(12)))


@case('the place in the queue, and out of it again')
def queue():
    first, token = informer.book()
    page = Page(driver, office, token)
    page.arrive()
    page.says('#waiting-place', 'davant vostre')
    accessible(page)
    page.click('#stop-waiting')
    page.phase('welcome')
    until('the place given up', lambda: not [
        one for one in informer.heard('queue')[-1]['waiting'] if one['appointment']['id'] == first])


@case('a reload while waiting keeps the place')
def waiting_reload():
    page = Page(driver, office, informer.book()[1])
    page.arrive()
    driver.refresh()
    page.phase('waiting')


@case('a second tab takes the page over, says so in the first, and gives it back')
def second_tab():
    _, token = informer.book()
    page = Page(driver, office, token)
    page.phase('welcome')
    first = driver.current_window_handle
    driver.switch_to.new_window('tab')
    driver.get(f'{office.address}/c/#{token}')
    page.phase('welcome')
    second = driver.current_window_handle
    driver.switch_to.window(first)
    page.phase('taken')
    accessible(page)
    page.click('#take-back')
    page.phase('welcome')
    driver.switch_to.window(second)
    page.phase('taken')
    driver.close()
    driver.switch_to.window(first)


@case('nothing but the page itself runs in it: the policy is strict and nothing of ours breaks it')
def policy():
    page = Page(driver, office, informer.book()[1])
    page.arrive()
    answer = page.run('''const r = new XMLHttpRequest(); r.open("GET", "/c/", false); r.send();
      return r.getResponseHeader("Content-Security-Policy")''')
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'"):
        assert part in answer, answer
    assert 'unsafe' not in answer, answer
    unbroken(driver)


@case('a receipt nobody made is said to be unknown')
def unknown_receipt():
    page = Page(driver, office)
    driver.get(f'{office.address}/r/NOPE-NOPE-NOPE')
    page.says('#verdict', 'no ha fet cap rebut amb aquest codi')
    page.says('#code', 'NOPE-NOPE-NOPE')
    accessible(page)


run(setup, teardown, after=lambda: unbroken(driver))
