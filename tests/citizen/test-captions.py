"""Captions on the citizen's page: who said what, mended and translated where it stands, read out once,
and shown as the citizen wants them. FINESTRETA_PICTURES=DIR keeps pictures."""
# SPDX-License-Identifier: GPL-3.0-or-later
from browser import ALLOWED, Axe, Page, chromium, clean, unbroken
from office import Informer, Office
from tap import case, equal, run, until

AUTOMATIC = 'Transcripció automàtica: es pot equivocar.'
# What stands in the conversation, in its order: who, words, meaning.
LINES = '''return Array.from(document.querySelectorAll("#lines > li")).filter((e) => e.checkVisibility())
  .map((e) => [".who bdi", ".text", ".meant"].map((one) => e.querySelector(one).textContent.trim()))'''


def setup():
    global office, driver, axe
    office = Office()
    driver = chromium(ALLOWED)
    axe = Axe()


def teardown():
    for thing, end in (('driver', 'quit'), ('axe', 'close'), ('office', 'close')):
        if thing in globals():
            getattr(globals()[thing], end)()


class Captioned:
    """A visit, and the workstation's voice in it."""

    def __init__(self, language='ca', before=None):
        self.informer = Informer(office)
        self.appointment, token = self.informer.book(language=language)
        self.page = Page(driver, office, token, before=before)
        self.page.write_only()
        self.informer.attend(self.appointment)
        self.page.phase('visit')
        self.page.seen('#form')

    def caption(self, text, line=0, done=True, who='informer', **more):
        self.informer.send(**{'type': 'caption', 'from': who, 'origin': 'speech', 'line': line, 'text': text,
                              'language': 'ca', 'done': done, **more})

    def translation(self, text, line=0, who='informer', language='ar', origin='speech', draft=False):
        self.informer.send(**{'type': 'translation', 'from': who, 'origin': origin, 'line': line, 'text': text,
                              'language': language, 'draft': draft})

    def type(self, text, line=0):
        self.informer.send(type='text', line=line, text=text, done=True, relay=['citizen'])

    def lines(self, *wanted):
        until(f'{wanted}', lambda: self.page.run(LINES) == [list(one) for one in wanted]
              or Page.fail(self.page.run(LINES)))


ME, THEM = 'Vós', 'Montserrat Exemple'
# Everything a screen reader is told, in its order.
TOLD = '''
  window.told = [];
  addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => changes.forEach((one) =>
    one.addedNodes.forEach((node) => window.told.push(node.textContent))))
    .observe(document.querySelector("#polite"), {childList: true, subtree: true, characterData: true}));'''


def told(page):
    return [clean(text) for text in page.run('return told')]


@case('what is typed and what is spoken are one conversation in order, and neither overwrites the other')
def together():
    visit = Captioned()
    page = visit.page
    page.gone('#captions')
    visit.type('Escrit zero')
    visit.caption('Dit zero')
    visit.caption('Dit per mi', who='citizen')
    visit.lines((THEM, 'Escrit zero', ''), (THEM, 'Dit zero', ''), (ME, 'Dit per mi', ''))
    page.one('#box').send_keys('Escrit per mi\ue007')
    until('mine at the office', lambda: any(m['line']['done'] for m in visit.informer.heard('text')))
    visit.caption('Dit un', 1)
    visit.type('Escrit un', 1)
    all_of_it = ((THEM, 'Escrit zero', ''), (THEM, 'Dit zero', ''), (ME, 'Dit per mi', ''),
                 (ME, 'Escrit per mi', ''), (THEM, 'Dit un', ''), (THEM, 'Escrit un', ''))
    visit.lines(*all_of_it)
    # Told apart by more than a colour, and said to be a machine's, once.
    equal(page.run('''return Array.from(document.querySelectorAll("#lines .origin"),
        (e) => e.closest("li").querySelector(".text").textContent)'''), ['Dit zero', 'Dit per mi', 'Dit un'])
    page.says('#lines .origin', 'automàtic')
    equal(page.text('#captions .captions-note'), AUTOMATIC)
    # What was written down by a person is another series still.
    visit.caption('Escrit per un estenotipista', origin='captioner')
    visit.lines(*all_of_it, (THEM, 'Escrit per un estenotipista', ''))
    page.says('#lines > li:last-child .origin', 'escrit per una persona')
    # What began earlier comes where it began, whenever it is understood.
    visit.caption('Dit abans de tot', 5, who='citizen', ago=600000)
    # Yet one speaker's own lines keep their order.
    until('it among one\'s own', lambda: [text for who, text, _ in page.run(LINES) if who == ME]
          == ['Dit per mi', 'Dit abans de tot', 'Escrit per mi'] or Page.fail(page.run(LINES)))
    driver.refresh()
    page.phase('visit')
    until('the same after a reload', lambda: sorted(text for _, text, _ in page.run(LINES)) == sorted(
        [text for _, text, _ in all_of_it] + ['Dit abans de tot', 'Escrit per un estenotipista']))
    # Nor was anything spoken sent back as if it had been typed.
    page.one('#box').send_keys('i això\ue007')
    until('the next line', lambda: any(m['line']['text'] == 'i això' for m in visit.informer.heard('text')))
    equal({m['line']['text'] for m in visit.informer.heard('text') if m['line']['done']},
          {'Escrit per mi', 'i això'})


# What the browser is given to say: headless, it has no voice of its own.
VOICES = '''
  window.said = []; window.hushed = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => [{lang: "es-ES"}, {lang: "ca_ES"}], addEventListener() {},
    speak(one) { window.said.push([one.text, one.lang]); }, cancel() { window.hushed += 1; }}});'''


def choose_aloud(page):
    page.click('#caption-options')
    page.click('#caption-aloud')


@case('who does not read hears what is not in their language, and what is typed, once, and no more of the past')
def aloud():
    visit = Captioned(before=VOICES)
    page = visit.page
    visit.type('Abans')
    visit.lines((THEM, 'Abans', ''))
    equal(page.run('return said'), [])
    choose_aloud(page)
    page.gone('#caption-no-voice')
    equal(axe.violations(page), [])
    page.picture('captions-aloud')
    page.click('#caption-close')
    visit.type('Escrit', 1)
    visit.caption('Se le oye', language='es')
    visit.translation('Se us sent', language='ca')
    # In their own language they heard it; their own words they know.
    visit.caption('Dit en català', 1)
    visit.caption('Dit per mi', who='citizen', language='es')
    visit.translation('El que he dit', who='citizen', language='ca')
    visit.caption('Se le oye mal', language='es', mended=True)
    visit.translation('Se us sent malament', language='ca')
    until('all of it', lambda: page.run('return said') == [
        ['Escrit', 'ca_ES'], ['Se us sent', 'ca_ES'], ['Se us sent malament', 'ca_ES']] or Page.fail(page.run('return said')))
    # Coming back, nothing is said again; and with many at once only the newest.
    driver.refresh()
    page.phase('visit')
    visit.lines((THEM, 'Abans', ''), (THEM, 'Escrit', ''), (THEM, 'Se le oye mal', 'Se us sent malament'),
                (THEM, 'Dit en català', ''), (ME, 'Dit per mi', 'El que he dit'))
    equal(page.run('return said'), [])
    for number in range(2, 7):
        visit.type(f'Ara {number}', number)
    until('the newest', lambda: page.run('return said.length') == 5)
    assert page.run('return hushed') >= 1
    choose_aloud(page)
    page.click('#caption-close')
    visit.type('Ja no', 7)
    page.says('#lines', 'Ja no')
    equal(page.run('return said.length'), 5)


@case('a browser without a voice says so where it is asked for')
def no_voice():
    visit = Captioned()
    choose_aloud(visit.page)
    visit.page.says('#caption-no-voice', 'no té cap veu per a Català')
    equal(axe.violations(visit.page), [])


@case('a line grows where it stands and is read out once, when it is settled')
def growing():
    visit = Captioned(before=TOLD)
    page = visit.page
    visit.caption('Ara', done=False)
    page.says('#lines .text', 'Ara')
    page.seen('#lines .line.open .writing')
    page.run('''window.gone = 0; window.first = document.querySelector("#lines .text").firstChild;
      window.shown = document.querySelector("#captions .original bdi").firstChild;
      for (const place of ["#lines", "#captions"])
        new MutationObserver((all) => all.forEach((one) => {
          window.gone += one.removedNodes.length; })).observe(document.querySelector(place),
          {childList: true, subtree: true})''')
    for text in ('Ara mirarem', 'Ara mirarem el', 'Ara mirarem el vostre'):
        visit.caption(text, done=False)
        until(text, lambda: page.text('#lines .text') == text and page.text('#captions .original') == text)
    equal(told(page), [])
    visit.caption('Ara mirarem el vostre DNI.')
    page.gone('#lines .line.open')
    equal(told(page), ['Montserrat Exemple: Ara mirarem el vostre DNI.'])
    # Nothing was taken away and made again: it does not flicker, nor lose what is selected in it.
    equal(page.run('return [gone, first.isConnected, shown.isConnected]'), [0, True, True])
    # Put right: where it stands, said to be, and not read out over what comes next.
    visit.caption('Ara mirarem el vostre NIE.', mended=True)
    page.says('#lines .text', 'NIE.')
    page.says('#lines .line', 'corregit')
    page.says('#captions .original', 'NIE.')
    # Two that settle at once are both read out; what one said oneself is not.
    visit.caption('jo mateix', who='citizen')
    visit.caption('Primera.', 1)
    visit.caption('Segona.', 2)
    until('both', lambda: told(page)[1:] == ['Montserrat Exemple: Primera.', 'Montserrat Exemple: Segona.']
          or Page.fail(told(page)))
    equal(page.run('''return Array.from(document.querySelectorAll("#polite bdi[lang]"), (e) => e.lang)'''),
          ['ca', 'ca', 'ca'])


@case('what was not understood is said to be, instead of as nonsense')
def unheard():
    visit = Captioned()
    visit.caption('xarop de gripau', who='citizen', believed=False)
    visit.lines((ME, '[no s\'ha entès]', ''))
    visit.page.says('#captions .original', '[no s\'ha entès]')
    assert 'gripau' not in visit.page.run('return document.body.innerText')
    # By a person who did understand it it can be put right.
    visit.caption('carnet de conduir', who='citizen', mended=True)
    visit.lines((ME, 'carnet de conduir', ''))


@case('captions are read in the language one chooses, the original beside it, and a draft said to be one')
def translated():
    visit = Captioned(before=TOLD)
    page = visit.page
    visit.caption('Abans de triar.')
    visit.lines((THEM, 'Abans de triar.', ''))
    page.click('#caption-options')
    page.seen('#caption-dialog')
    equal(page.run('return document.querySelector("#caption-reads").value'), 'ca')
    page.run('''for (const [id, value] of [["reads", "ar"], ["speaks", "ur"]]) {
      const select = document.querySelector(`#caption-${id}`);
      select.value = value; select.dispatchEvent(new Event("change")); }''')
    until('the office to know', lambda: [
        m['participant'] for m in visit.informer.heard('participant')
        if (m['participant']['speaks'], m['participant']['reads']) == ('ur', 'ar')])
    page.click('#caption-close')
    # The last lines are translated for who changes, and were read out before.
    visit.translation('قبل الاختيار.')
    visit.lines((THEM, 'Abans de triar.', 'قبل الاختيار.'))
    visit.caption('Vingueu a Sant Boi el 3, a les 10:30.', 1)
    words = 'تعالوا إلى Sant Boi يوم 3 على الساعة 10:30.'
    visit.translation(words, 1, draft=True)
    visit.translation('Vengan a Sant Boi.', 1, language='es')
    visit.lines((THEM, 'Abans de triar.', 'قبل الاختيار.'), (THEM, 'Vingueu a Sant Boi el 3, a les 10:30.', words))
    page.says('#lines > li:last-child .draft-mark', '(traducció aproximada)')
    page.gone('#lines > li:first-child .draft-mark')
    page.says('#captions .foreign .who', '(traducció aproximada)')
    equal(page.run('''return [".text", ".meant"].map((one) => {
      const e = document.querySelector(`#lines > li:last-child ${one}`);
      return [e.lang, getComputedStyle(e).direction]; })'''), [['ca', 'ltr'], ['ar', 'rtl']])
    equal(page.run('''return Array.from(document.querySelectorAll("#captions .roll:not([hidden]) bdi:last-child"),
      (e) => [e.lang, getComputedStyle(e).direction])'''), [['ca', 'ltr'], ['ar', 'rtl']])
    equal(told(page), ['Montserrat Exemple: Abans de triar.',
                       'Montserrat Exemple: Vingueu a Sant Boi el 3, a les 10:30.',
                       f'Montserrat Exemple: {words} (traducció aproximada)'])
    # What is typed is translated too, one's own as well.
    page.one('#box').send_keys('Gràcies\ue007')
    until('mine at the office', lambda: any(m['line']['done'] for m in visit.informer.heard('text')))
    visit.translation('شكرا', origin='typed', who='citizen')
    page.says('#lines > li:last-child .meant', 'شكرا')
    driver.refresh()
    page.phase('visit')
    page.says('#lines > li:last-child .meant', 'شكرا')
    equal(page.run('return document.querySelector("#caption-reads").value'), 'ar')
    # A mended line has another meaning.
    visit.caption('Vingueu a Sant Boi el 4, a les 10:30.', 1, mended=True)
    until('no old meaning', lambda: ['Montserrat Exemple', 'Vingueu a Sant Boi el 4, a les 10:30.', '']
          in page.run(LINES))
    assert words not in page.text('#captions')


@case('until one chooses, captions are read in the page\'s language')
def by_itself():
    visit = Captioned(language='en')
    page = visit.page
    for language in ('en', 'ar', 'ur'):
        page.click(f'#languages [lang={language}]')
        until(f'captions in {language}', lambda: page.run(
            'return document.querySelector("#caption-reads").value') == language)


@case('a button beside the microphone\'s takes captions away and brings them back, and so it stays')
def switched():
    visit = Captioned(before=TOLD)
    page = visit.page
    equal(page.run('return document.querySelector("#switch-microphone").nextElementSibling.id'),
          'switch-captions')
    visit.type('Escrit')
    visit.caption('Dit')
    visit.lines((THEM, 'Escrit', ''), (THEM, 'Dit', ''))
    page.seen('#captions')
    page.click('#switch-captions')
    page.gone('#captions')
    visit.lines((THEM, 'Escrit', ''))
    equal(page.one('#switch-captions').get_attribute('aria-pressed'), 'false')
    page.says('#switch-captions', 'apagats')
    driver.refresh()
    page.phase('visit')
    visit.caption('Dit un', 1)
    visit.type('Escrit un', 1)
    visit.lines((THEM, 'Escrit', ''), (THEM, 'Escrit un', ''))
    equal(told(page), ['Montserrat Exemple: Escrit un'])
    page.click('#switch-captions')
    visit.lines((THEM, 'Escrit', ''), (THEM, 'Dit', ''), (THEM, 'Dit un', ''), (THEM, 'Escrit un', ''))
    page.says('#captions .original', 'Dit')
    # What was missed is there to be read; it is not all read out at once.
    equal(told(page), ['Montserrat Exemple: Escrit un'])


def size_of(page, selector):
    return page.run('return parseFloat(getComputedStyle(document.querySelector(arguments[0])).fontSize)', selector)


@case('size and colours are the citizen\'s, from one to three times, and stay for this tab only')
def look():
    visit = Captioned()
    page = visit.page
    visit.caption('Una frase.')
    page.seen('#captions')
    before = size_of(page, '#captions .original')
    choose = '''const select = document.querySelector(`#caption-${arguments[0]}`);
      select.value = arguments[1]; select.dispatchEvent(new Event("change"));'''
    page.click('#caption-options')
    page.run(choose, 'size', '3')
    page.run(choose, 'colours', 'light')
    page.click('#caption-close')
    for _ in range(2):
        equal(size_of(page, '#captions .original'), before * 3)
        equal(page.run('const s = getComputedStyle(document.querySelector("#captions"));'
                       'return [s.color, s.backgroundColor]'), ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
        driver.refresh()
        page.phase('visit')
        page.seen('#captions')
    assert 'frase' not in page.kept()
    equal(page.run('return localStorage.length'), 0)
    visit.informer.office.request('POST', f'appointments/{visit.appointment}/end', visit.informer.token,
                                  {'outcome': 'next-appointment', 'reason': 'no-time'})
    page.phase('ended')
    equal(page.kept(), '[{},{},""]')


@case('markup and controls in what is heard stay text, and the longest line stays in its two lines')
def hostile():
    visit = Captioned()
    visit.caption('<b onclick="x">Núm. 3</b> \u202eاب 👋')
    visit.lines((THEM, '<b onclick="x">Núm. 3</b> \u202eاب 👋', ''))
    visit.caption('X' * 4000, 1)
    until('it', lambda: len(visit.page.text('#lines > li:last-child .text')) == 4000)
    equal(visit.page.run('''const roll = document.querySelector("#captions .original");
      const line = parseFloat(getComputedStyle(roll).lineHeight);
      return [Math.round(roll.offsetHeight / line), document.documentElement.scrollWidth > innerWidth]'''),
          [2, False])


LOOKS = {'phone-ca': (360, 740, 'ca'), 'phone-ar': (360, 740, 'ar'), 'computer-ca': (1366, 768, 'ca'),
         'computer-ar': (1366, 768, 'ar'), 'narrow-es': (320, 640, 'es'), 'enlarged-ur': (683, 384, 'ur'),
         'computer-en': (1920, 1080, 'en')}
# What a person must be able to see whole at once: the captions under the picture, over the switches.
PLACES = '''const box = (id) => document.querySelector(id).getBoundingClientRect();
  const [picture, captions, switches] = ["#stage", "#captions", ".controls"].map(box);
  return [captions.top >= picture.bottom - 2, captions.bottom <= switches.top + 1 || innerHeight < 600,
    document.documentElement.scrollWidth <= innerWidth]'''


CHOOSE = '''const select = document.querySelector(`#caption-${arguments[0]}`);
  select.value = arguments[1]; select.dispatchEvent(new Event("change"));'''


@case('a long sentence that comes all at once rolls by from its beginning, and no row of it is passed over')
def rolling():
    visit = Captioned()
    visit.caption('Bon dia.', 0)
    visit.page.says('#captions', 'Bon dia.')
    visit.page.run('''const roll = document.querySelector("#captions .original");
      window.seen = [roll.scrollTop];
      roll.addEventListener("scroll", () => window.seen.push(roll.scrollTop));''')
    visit.caption(' '.join(f'La frase número {number} és aquí.' for number in range(8)), 1)
    until('its end', lambda: visit.page.run('''const roll = document.querySelector("#captions .original");
      return roll.textContent.includes("número 7") && roll.scrollTop + roll.clientHeight > roll.scrollHeight - 2'''))
    rows, high, seen = visit.page.run('''const roll = document.querySelector("#captions .original");
      const row = parseFloat(getComputedStyle(roll).lineHeight);
      return [roll.scrollHeight / row, roll.clientHeight / row, window.seen.map((top) => top / row)];''')
    # What went up and out is taken away at the end, so the way back is no step.
    steps = [there - here for here, there in zip(seen, seen[1:]) if there > here]
    assert rows > 5, rows
    assert len(steps) > 2 and max(steps) < high + 0.1, seen


@case('in the letters and as many lines as one reads best, also after the page is loaded again')
def letters():
    visit = Captioned()
    page = visit.page
    for number in range(5):
        visit.caption(f'Frase número {number}.', number)
    page.says('#captions', 'Frase número 4.')
    rolls = 'return document.querySelector("#caption-rows .roll").children.length'
    until('the first three have gone up', lambda: page.run(rolls) == 2)
    page.run(CHOOSE, 'font', 'serif')
    page.run(CHOOSE, 'lines', '4')
    for _ in range(2):
        until('four lines', lambda: page.run(rolls) == 4)
        style = page.run('const s = getComputedStyle(document.querySelector("#caption-rows .roll"));'
                         'return [s.fontFamily, Math.round(parseFloat(s.height) / parseFloat(s.lineHeight))]')
        equal(style, ['serif', 4])
        page.picture('captions-serif-4')
        page.run('location.reload()')
        page.says('#captions', 'Frase número 4.')
        until('the office has the lines', lambda: page.run(rolls))
    page.run(CHOOSE, 'font', 'plain')
    page.run(CHOOSE, 'lines', '2')
    equal(page.run(rolls), 2)


@case('when nothing captions what is said, that is told, and what to do instead')
def none():
    visit = Captioned()
    page = visit.page
    note = page.one('#unheard')
    visit.informer.send(type='captioned', participant='informer', captioned=False)
    page.says('#unheard', 'demaneu que us ho escrigui')
    visit.informer.send(type='captioned', participant='citizen', captioned=False)
    page.says('#unheard', 'Ara no hi ha subtítols. Escriviu a sota')
    page.picture('captions-none')
    page.click('#switch-captions')
    until('nobody who does not want them is told', lambda: not note.is_displayed())
    page.click('#switch-captions')
    visit.informer.send(type='captioned', participant='informer', captioned=True)
    page.says('#unheard', 'per escrit us entendran igual')
    visit.informer.send(type='captioned', participant='citizen', captioned=True)
    until('captioned again', lambda: not note.is_displayed())


@case('on telephones and computers, at any size and colours, captions are under the picture and accessible')
def looks():
    visit = Captioned()
    page = visit.page
    visit.type('Bona tarda, us escric.')
    visit.caption('Bon dia, avui farem el Carnet Jove; necessitaré el vostre DNI i l\'IBAN del compte.', ago=4000)
    visit.caption('Aquí el tinc.', who='citizen', ago=3000)
    visit.caption('soroll', 1, who='citizen', believed=False, ago=2000)
    visit.informer.send(type='spoken', participant='citizen', reads='ar')
    visit.translation('صباح الخير، سننجز اليوم Carnet Jove؛ سأحتاج إلى DNI وإلى IBAN الحساب.', draft=True)
    visit.caption('Ara us ho', 1, done=False)
    page.seen('#captions .foreign')
    page.seen('#lines .line.open')
    for size in ('1', '3'):
        for colours in ('dark', 'yellow', 'light'):
            page.run(CHOOSE, 'size', size)
            page.run(CHOOSE, 'colours', colours)
            for name, (width, height, language) in LOOKS.items():
                page.size(width, height)
                page.media(prefers_reduced_motion='reduce')
                page.run('document.querySelector(arguments[0]).click()', f'#languages [lang={language}]')
                until('the language', lambda: page.run('return document.documentElement.lang') == language)
                where = (name, size, colours)
                equal((where, page.run(PLACES)), (where, [True, True, True]))
                if colours == 'light' or name in ('phone-ca', 'phone-ar'):
                    equal((where, axe.violations(page)), (where, []))
                page.picture(f'captions-{name}-{size}-{colours}')
    page.run('document.querySelector("#caption-dialog").showModal()')
    for name in ('phone-ca', 'phone-ar'):
        page.size(*LOOKS[name][:2])
        page.run('document.querySelector(arguments[0]).click()', f'#languages [lang={LOOKS[name][2]}]')
        until('the language', lambda: page.run('return document.documentElement.lang') == LOOKS[name][2])
        equal((name, axe.violations(page)), (name, []))
        page.picture(f'captions-options-{name}')
    driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})


run(setup, teardown, after=lambda: unbroken(driver))
