"""What was said, taken away from the citizen's page: offered, accepted or not, saved, erased; and its captions read
by Chromium's own parser. FINESTRETA_PICTURES=DIR keeps pictures."""
# SPDX-License-Identifier: GPL-3.0-or-later
import html
import os
import tempfile
import urllib.request

from browser import ALLOWED, Axe, Page, chromium, unbroken
from office import Informer, Office
from tap import case, equal, run, until

SAID = 'Bon dia & <res> --> gràcies'
MEANT = 'صباح الخير 3 & <لا>'
# By the browser, which knows nothing of who wrote the file.
CUES = '''const done = arguments[1];
  const video = document.body.appendChild(document.createElement("video"));
  const track = video.appendChild(document.createElement("track"));
  track.src = URL.createObjectURL(new Blob([arguments[0]], {type: "text/vtt"}));
  track.addEventListener("error", () => done("refused"));
  track.addEventListener("load", () => done(Array.from(track.track.cues, (cue) => {
    const shown = cue.getCueAsHTML();
    return [cue.startTime < cue.endTime, shown.querySelector("span[title]")?.title ?? "", shown.textContent];
  })));
  track.track.mode = "showing";'''


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


class Talk:
    """A visit in which something was said."""

    def __init__(self, language='ca'):
        self.informer = Informer(office)
        self.appointment, self.token = self.informer.book(language=language)
        self.page = Page(driver, office, self.token)
        self.page.write_only()
        self.informer.attend(self.appointment)
        self.page.phase('visit')
        self.page.gone('#transcript')
        self.informer.send(**{'type': 'caption', 'from': 'informer', 'origin': 'speech', 'line': 0, 'text': SAID,
                              'language': 'ca', 'done': True})
        self.informer.send(**{'type': 'translation', 'from': 'informer', 'origin': 'speech', 'line': 0,
                              'text': MEANT, 'language': 'ar', 'draft': False})

    def offer(self):
        self.informer.send(type='transcript', state='offered')
        self.page.seen('#transcript-offer')

    def accept(self):
        self.offer()
        self.page.click('#transcript-yes')
        self.page.seen('#transcript-have')

    def taken(self, shape, language):
        request = urllib.request.Request(
            f'{office.address}/api/v1/appointments/{self.appointment}/transcript.{shape}',
            headers={'Authorization': f'Bearer {self.token}', 'Accept-Language': language})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()


def saved(kind):
    return until(f'the {kind}', lambda: next(
        (os.path.join(files.name, name) for name in os.listdir(files.name) if name.endswith(f'.{kind}')), None))


@case('offered, the person says yes, saves it then and after the end, and has it erased')
def accepted():
    talk = Talk()
    page = talk.page
    talk.offer()
    page.says('#polite', 'conversa per escrit')
    equal(axe.violations(page), [])
    page.picture('transcript-offer')
    page.click('#transcript-yes')
    page.says('#transcript-kept', 'fins ara')
    until('the office to know', lambda: any(m['state'] == 'accepted' for m in talk.informer.heard('transcript')))
    page.click('#transcript-txt')
    with open(saved('txt'), encoding='utf-8') as file:
        assert SAID in file.read()
    page.click('#transcript-vtt')
    with open(saved('vtt'), encoding='utf-8') as file:
        captions = file.read()
        assert captions.startswith('WEBVTT\n') and html.escape(SAID, quote=False) in captions, captions
    # Through a reload, and the end.
    driver.refresh()
    page.phase('visit')
    page.seen('#transcript-have')
    talk.informer.end(talk.appointment)
    page.phase('ended')
    page.says('#transcript-kept', 'des del final')
    page.click('#transcript-pdf')
    with open(saved('pdf'), 'rb') as file:
        assert file.read(5) == b'%PDF-'
    equal(axe.violations(page), [])
    page.picture('transcript-have')
    # And by the link, which still leads there.
    page = Page(driver, office, talk.token)
    page.phase('ended')
    page.click('#transcript-erase')
    page.says('#transcript-told', 'S\'ha esborrat')
    page.gone('#transcript-have')
    page = Page(driver, office, talk.token)
    page.phase('ended')
    page.gone('#transcript')


@case('who says no has nothing of it, and may be offered it again')
def declined():
    talk = Talk()
    talk.offer()
    talk.page.click('#transcript-no')
    talk.page.gone('#transcript')
    talk.accept()
    # Taken back by the person, and by the office.
    talk.page.click('#transcript-erase')
    talk.page.gone('#transcript')
    talk.accept()
    talk.informer.send(type='transcript', state='withdrawn')
    talk.page.gone('#transcript')
    # An offer that was not answered by then is none.
    talk.offer()
    talk.informer.end(talk.appointment)
    talk.page.phase('ended')
    talk.page.gone('#transcript')


@case('in Arabic too')
def arabic():
    talk = Talk('ar')
    talk.accept()
    equal(axe.violations(talk.page), [])
    talk.page.picture('transcript-ar')


@case('its captions are what Chromium reads of them')
def captions():
    talk = Talk('ar')
    talk.accept()
    wanted = {'ca': [True, 'Oficina', SAID], 'ar': [True, 'المكتب', MEANT]}
    for language, cue in wanted.items():
        file = talk.taken('vtt', language)
        driver.switch_to.new_window('tab')
        driver.get('about:blank')
        read = driver.execute_async_script(CUES, file)
        driver.close()
        driver.switch_to.window(driver.window_handles[0])
        equal([[ok, voice, text.replace('\n', ' ')] for ok, voice, text in read], [cue])


run(setup, teardown, lambda: unbroken(driver))
