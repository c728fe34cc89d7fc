# Voices all the way: espeak-ng speaks into an ordinary browser's microphone and into the workstation's, the
# workstation hears both over a real call, and what it understood is read on the citizen's page.
# SPDX-License-Identifier: GPL-3.0-or-later
import array
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import wave

from desk import HERE, Desktop, Office, done, ok, wait
from visit_person import Informer, sign_in

sys.path.append(os.path.join(os.path.dirname(HERE), 'citizen'))
from browser import ALLOWED, Page, chromium, unbroken  # noqa: E402

CITIZEN = 'Vull demanar una beca per a la meva filla.'
# And in the other language they speak, right after it.
SPANISH = 'Quiero pedir una beca para mi hija.'
# Whose window is in English.
INFORMER = 'You have to bring your passport and your registration certificate.'

if not shutil.which('espeak-ng'):
    print('1..0 # SKIP no espeak-ng in this distribution')
    sys.exit(0)


def spoken(folder, *said, times=1):
    """Each text by its voice, with pauses, over the noise of a quiet room: pure zeros are heard worse."""
    path = os.path.join(folder, f'{said[0][0]}.wav')
    noise = random.Random(1)
    whole = []
    for voice, text in said:
        subprocess.run(['espeak-ng', '-s', '150', '-v', voice, '-w', path, text], check=True)
        with wave.open(path, 'rb') as file:
            rate, sound = file.getframerate(), array.array('h', file.readframes(file.getnframes()))
        pause = [0] * (rate * 3 // 2)
        whole += [*pause, *sound, *pause]
    with wave.open(path, 'wb') as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array('h', (max(-32768, min(32767, s + noise.randint(-50, 50)))
                                           for s in whole)).tobytes() * times)
    return path


def words(text):
    return re.findall(r"[\w·']+", text.lower())


def errors(said, heard):
    """Words wrong, missing or too many, for each word said."""
    said, heard = words(said), words(heard)
    row = list(range(len(heard) + 1))
    for i, one in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1] / len(said)


with tempfile.TemporaryDirectory() as folder:
    # The browser says it over and over by itself.
    citizens = spoken(folder, ('ca', CITIZEN), ('es', SPANISH))
    informers = spoken(folder, ('en-us', INFORMER), times=60)
    desktop = Desktop(keyring=None, notifications=False, captions=True, environment={
        'FINESTRETA_MICROPHONE': f'filesrc location={informers} ! wavparse ! identity sync=true '
                                 '! audioconvert ! audioresample'})
    office = Office()
    token = office.staff('anna', 'Informadora de prova')
    appointment = office.appointment(token, minutes_from_now=-2)
    link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
    program = desktop.start('--office', office.address)
    Informer(program)
    sign_in(program, 'anna')
    driver = chromium(ALLOWED, f'--use-file-for-fake-audio-capture={citizens}')
    try:
        page = Page(driver, office, link.split('#')[1])
        page.arrive()
        program.click('button', re.compile('^Attend'))
        page.phase('visit')
        program.find('status bar', 'Good connection')

        def read(side, text):
            """The best of the settled lines of one side on the page, once one is mostly right."""
            lines = page.run('''return Array.from(document.querySelectorAll(
                `#lines .line.${arguments[0]}:not(.open) .text`), (e) => e.textContent)''', side)
            good = [line for line in lines if errors(text, line) < 0.5]
            return good[0] if good else None

        def is_read(side, text, what):
            try:
                heard = wait(lambda: read(side, text), f'what {what}', patience=120)
            except AssertionError:
                print(page.run('return document.querySelector("#lines").innerText'), program.errors(), sep='\n',
                      file=sys.stderr)
                raise
            ok(True, f'what {what} is heard at the workstation and read on the page, '
                     f'{errors(text, heard):.0%} of the words wrong')

        is_read('sent', CITIZEN, 'the citizen says')
        is_read('received', INFORMER, 'the informer says')
        page.says('#captions .captions-note', 'Transcripció automàtica: es pot equivocar.')
        ok(page.run('return document.querySelectorAll("#captions .caption-row").length') == 2,
           'both are captioned under the picture')
        if shutil.which('apertium'):
            wait(lambda: page.run('''return Array.from(document.querySelectorAll("#lines .line.received"),
                (e) => [".meant[lang=ca]", ".draft-mark"].map((one) => e.querySelector(one)?.innerText))'''
                                  '''.some(([words, draft]) => /passaport/.test(words) && draft)'''),
                 'a translation')
            ok(True, 'what is said in another language is translated, and said to be a draft')
        page.click('#caption-options')
        page.run('''const select = document.querySelector('#caption-speaks'); select.value = 'es';
            select.dispatchEvent(new Event('change'))''')
        page.click('#caption-close')
        is_read('sent', SPANISH, 'they say in Spanish, once they chose it,')
        program.click('button', 'Captions and languages')
        program.click(('toggle', 'switch', 'check box'), 'Captions')
        page.says('#unheard', 'Ara no hi ha subtítols.')
        page.run('location.reload()')
        page.says('#unheard', 'Ara no hi ha subtítols.')
        program.click(('toggle', 'switch', 'check box'), 'Captions')
        wait(lambda: page.run('return document.querySelector("#unheard").hidden'), 'captions again')
        ok(True, 'when the informer switches captions off, the citizen is told, and what to do instead')
        unbroken(driver)
    finally:
        driver.quit()
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
