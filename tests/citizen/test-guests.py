"""Who comes by a link of their own: at the door, in the visit, seen and heard by the citizen's page without the
office in between; and gone again."""
# SPDX-License-Identifier: GPL-3.0-or-later
import urllib.parse

from browser import ALLOWED, Axe, Page, chromium, unbroken
from office import Informer, Office
from tap import case, equal, run, until

# How many pictures of each participant were drawn.
DRAWN = '''return Object.fromEntries(Array.from(document.querySelectorAll(".tile")).map((tile) =>
  [tile.dataset.participant, tile.querySelector("video").getVideoPlaybackQuality?.().totalVideoFrames ?? 0]))'''


def setup():
    global office, driver, away, axe
    office = Office()
    driver = chromium(ALLOWED)
    away = chromium(ALLOWED, '--autoplay-policy=no-user-gesture-required')
    axe = Axe()


def teardown():
    for thing, end in (('driver', 'quit'), ('away', 'quit'), ('axe', 'close'), ('office', 'close')):
        if thing in globals():
            getattr(globals()[thing], end)()


def invite(informer, appointment, **more):
    """The guest, and the token of their link."""
    status, guest = office.request('POST', f'appointments/{appointment}/guests', informer.token,
                                   {'role': 'companion', 'name': 'Acompanyant de Prova', **more})
    assert status == 201, guest
    return guest['id'], urllib.parse.urlsplit(guest['url']).fragment


def admit(informer, appointment, guest):
    status, answer = office.request('POST', f'appointments/{appointment}/guests/{guest}/admit', informer.token)
    assert status == 204, answer


def dismiss(informer, appointment, guest):
    status, answer = office.request('DELETE', f'appointments/{appointment}/guests/{guest}', informer.token)
    assert status == 204, answer


def attended():
    informer = Informer(office)
    appointment, token = informer.book()
    page = Page(driver, office, token)
    page.arrive()
    informer.attend(appointment)
    page.phase('visit')
    return informer, appointment, page


def joined(informer, appointment, **more):
    guest, token = invite(informer, appointment, **more)
    page = Page(away, office, token)
    page.phase('door')
    admit(informer, appointment, guest)
    page.phase('visit')
    return guest, page


def sees(page, whom):
    """More of their pictures come as one looks."""
    first = page.run(DRAWN).get(whom, 0)
    until(f'pictures of {whom}', lambda: page.run(DRAWN).get(whom, 0) > first + 5)


@case('at the door nothing of the visit is seen, and it is said who opens')
def door():
    informer, appointment, _ = attended()
    guest, token = invite(informer, appointment)
    page = Page(away, office, token)
    page.phase('door')
    page.says('#door-who', 'Montserrat Exemple')
    page.gone('#visit')
    page.seen('#check-start')
    equal(axe.violations(page), [])
    interpreter, token = invite(informer, appointment, role='interpreter', interprets='csc')
    Page(away, office, token).says('#door-who', 'llengua de signes catalana (LSC)')
    for width, height in (1366, 768), (360, 740):
        page.size(width, height)
        page.picture(f'door-{width}')
    page.size(1366, 768)


@case('let in they see the citizen and are seen, and have no form and no documents')
def inside():
    informer, appointment, citizen = attended()
    guest, page = joined(informer, appointment)
    sees(page, 'citizen')
    sees(citizen, guest)
    page.gone('.work')
    equal(axe.violations(page), [])
    until('the citizen’s tile of them', lambda: 'acompanyant' in citizen.text(f'[data-participant="{guest}"]'))
    for width, height in (1366, 768), (360, 740):
        for one, name in (page, 'guest'), (citizen, 'citizen'):
            one.size(width, height)
            one.picture(f'{name}-{width}')
    for one in page, citizen:
        one.size(1366, 768)


@case('what one writes is read by the other, letter by letter, and each by all')
def written():
    informer, appointment, citizen = attended()
    guest, page = joined(informer, appointment)
    sees(page, 'citizen')
    page.seen('#box').send_keys('Bon dia a tots')
    citizen.says('#lines', 'Bon dia a tots')
    until('the line at the office', lambda: any(
        m['line']['from'] == guest and 'Bon dia' in m['line']['text'] for m in informer.heard('text')))
    citizen.seen('#box').send_keys('Gràcies')
    page.says('#lines', 'Gràcies')


@case('who comes back is seen again, and nobody else is disturbed')
def back():
    informer, appointment, citizen = attended()
    guest, page = joined(informer, appointment)
    sees(citizen, guest)
    page.run('location.reload()')
    page.phase('visit')
    sees(page, 'citizen')
    sees(citizen, guest)
    citizen.phase('visit')


@case('who leaves for a while and comes back is seen again, by the page they left too')
def returned():
    informer, appointment, citizen = attended()
    guest, page = joined(informer, appointment)
    sees(citizen, guest)
    page.click('#hang-up')
    page.click('#leave-yes')
    page.phase('left')
    page.click('#come-back')
    page.phase('visit')
    sees(page, 'citizen')
    sees(citizen, guest)


@case('an interpreter has half of three, who is enlarged a row, and captions are over nobody')
def room():
    informer, appointment, citizen = attended()
    interpreter, _ = joined(informer, appointment, role='interpreter', interprets='csc')
    for width, height in (1366, 768), (360, 740), (740, 360):
        citizen.size(width, height)
        places = citizen.run('''return Array.from(document.querySelectorAll(".tile, #captions, #self")).map((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return { who: one.dataset.participant ?? one.id, x, y, width, height };
        }).filter(({ width }) => width > 0)''')
        tiles = [p for p in places if p['who'] not in ('captions', 'self')]
        whole = sum(p['width'] * p['height'] for p in tiles)
        theirs = next(p for p in tiles if p['who'] == interpreter)
        assert 3 * theirs['width'] * theirs['height'] >= whole, (width, height, places)
        for one in tiles:
            for other in places:
                apart = one is other or one['x'] + one['width'] <= other['x'] + 1 \
                    or other['x'] + other['width'] <= one['x'] + 1 \
                    or one['y'] + one['height'] <= other['y'] + 1 or other['y'] + other['height'] <= one['y'] + 1
                assert apart, (width, height, one, other)
        citizen.picture(f'interpreter-{width}')
    citizen.size(1366, 768)
    pin = citizen.seen(f'[data-participant="{interpreter}"] .pin')
    equal(pin.get_attribute('aria-pressed'), 'false')
    citizen.click(f'[data-participant="{interpreter}"] .pin')
    equal(pin.get_attribute('aria-pressed'), 'true')
    wide, other = (citizen.run('return document.querySelector(`[data-participant="${arguments[0]}"]`).clientWidth', one)
                   for one in (interpreter, 'informer'))
    assert wide >= other, (wide, other)


@case('who is seen off is told so, and their link opens nothing')
def seen_off():
    informer, appointment, citizen = attended()
    guest, page = joined(informer, appointment)
    dismiss(informer, appointment, guest)
    page.phase('ended')
    page.says('#ended-outcome', 'Ja no sou en aquesta visita')
    until('their tile to go', lambda: not citizen.run(
        'return document.querySelector(`[data-participant="${arguments[0]}"]`)', guest))


@case('the end of the visit is theirs too')
def ended():
    informer, appointment, _ = attended()
    _, page = joined(informer, appointment)
    equal(informer.end(appointment, 'abandoned')[0], 200)
    page.phase('ended')


run(setup, teardown, after=lambda: (unbroken(driver), unbroken(away)))
