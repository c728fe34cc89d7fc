# The whole way: a citizen in an ordinary browser, the informer at the workstation, a real office between
# them, and what one shows the other.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import signal
import subprocess
import sys

from desk import HERE, Desktop, Office, done, ok, wait
from visit_person import Informer, sign_in

sys.path.append(os.path.join(os.path.dirname(HERE), 'citizen'))
from browser import ALLOWED, Page, chromium, unbroken  # noqa: E402

MOBILE = 'contact.mobile'

desktop = Desktop(keyring=None, notifications=False, environment={
    'FINESTRETA_CAMERA': 'videotestsrc is-live=true pattern=solid-color foreground-color=0xffd01010 '
                         '! video/x-raw,width=640,height=480,framerate=30/1'})
office = Office()
token = office.staff('anna', 'Informadora de prova')
appointment = office.appointment(token, minutes_from_now=-2)
link = office.ask('POST', f'/appointments/{appointment["id"]}/link', None, token)['url']
program = desktop.start('--office', office.address)
person = Informer(program)
sign_in(program, 'anna')

driver = chromium(ALLOWED)
# The page's connections, and a path that is dead and counts as open: nothing goes in or out of the text's
# channel.
page = Page(driver, office, link.split('#')[1], before='''
  window.dead = false; window.connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...all) { super(...all); window.connections.push(this); }
  };
  const send = RTCDataChannel.prototype.send;
  RTCDataChannel.prototype.send = function (data) { if (!window.dead) send.call(this, data); };
  Object.defineProperty(RTCDataChannel.prototype, "onmessage", { set(take) {
    this.addEventListener("message", (event) => window.dead || take(event));
  } });''')
page.arrive()
program.click('button', re.compile('^Attend'))
page.phase('visit')
program.find('status bar', 'Good connection')
ok(True, 'the visit begins')


def at_the_citizens():
    """The colour in the middle of the informer's picture on the page."""
    return page.run('''const video = document.querySelector(".tile video");
      if (!video?.videoWidth) return null;
      const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
      const brush = canvas.getContext("2d");
      brush.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
      return Array.from(brush.getImageData(0, 0, 1, 1).data.slice(0, 3))''')


def at_the_informers():
    """The colour of the left half of the citizen's picture in the window, as the display has it."""
    tile = program.find('image', re.compile('^Picture of Persona de prova'))
    box = tile.get_extents(program.Atspi.CoordType.WINDOW)
    shot = subprocess.run(
        ['import', '-window', 'root', '-crop', f'8x8+{box.x + box.width // 4}+{box.y + box.height // 2}',
         '-resize', '1x1!', '-depth', '8', 'rgb:-'], check=True, capture_output=True).stdout
    return tuple(shot[:3])


def red(colour):
    return colour and colour[0] > 150 and colour[1] < 90 and colour[2] < 90


def green(colour):
    return colour and colour[1] > colour[0] + 40 and colour[1] > colour[2] + 40


def write(text):
    person.keys('ctrl+t')
    person.typing(text)
    person.keys('Return')


def read_by_citizen(text):
    page.says('#lines', text)
    return True


wait(lambda: red(at_the_citizens()), 'the informer’s colour at the citizen’s')
ok(True, 'the citizen sees what the workstation’s camera sees')
wait(lambda: green(at_the_informers()), 'the citizen’s colour in the window')
ok(True, 'the window shows what the citizen’s camera sees')
program.find('label', '· speaking')
ok(True, 'the citizen’s sound is heard: their tile says that they speak')
wait(lambda: page.run('return document.querySelector(".tile video").srcObject.getAudioTracks()'
                      '.some(t => t.readyState === "live" && !t.muted)'), 'the informer’s sound')
ok(True, 'the informer’s sound arrives at the page')

write('Bon dia')
ok(read_by_citizen('Bon dia'), 'what the informer writes is on the page')
page.click('#write')
page.one('#box').send_keys('Hola, bon dii\b a')
wait(lambda: any('Hola, bon di a' in c for c in person.captions()), 'the citizen’s line')
ok(True, 'what the citizen writes is under their picture, erasure done, before the line is ended')
page.one('#box').send_keys('\n')

box = page.goto(MOBILE).find_element('css selector', 'input')
box.send_keys('600 00')
person.step('Contact and address')
wait(lambda: person.value('Mobile phone').replace(' ', '').startswith('60000'), 'the number')
ok(True, 'what the citizen types into the form is in the informer’s field')

page.run('window.dead = true')
write('Primera')
write('Segona')
page.one('#box').send_keys('Una\nDues\n')
wait(lambda: page.run('return document.querySelectorAll(".line.sent").length') == 3, 'both written')
ok('Primera' not in page.text('#lines'), 'on a path that died nothing arrives, though it counts as open')
page.run('connections.at(-1).close(); window.dead = false')
wait(lambda: any('Dues' in c for c in person.captions()), 'the citizen’s last line')
page.says('#lines', 'Segona')
wait(lambda: not page.driver.find_elements('css selector', '.lost'), 'no loss')
lines = page.run('return Array.from(document.querySelectorAll(".line .text"), (e) => e.textContent)')
ok(sorted(lines) == ['Bon dia', 'Dues', 'Hola, bon di a', 'Primera', 'Segona', 'Una'],
   f'once it is found dead, the lines ended meanwhile are at the citizen’s: {lines}')
person.keys('alt+3')
wait(lambda: 'Dues\n' in person.conversation(), 'the conversation')
said = person.conversation()
person.keys('alt+1')
ok(all(said.count(line) == 1 for line in ('Una', 'Dues', 'Segona')) and '\ufffd' not in said,
   f'and at the informer’s, once and without a loss: {said!r}')
program.find('status bar', 'Good connection')
write('Tercera')
ok(read_by_citizen('Tercera'), 'and text goes on')

office.stop(signal.SIGKILL)
program.find('alert', re.compile('The office is out of reach'))
before = page.run('return document.querySelector(".tile video").currentTime')
write('Sense oficina')
ok(read_by_citizen('Sense oficina'), 'with the office killed text still goes')
box.send_keys('0 000')
wait(lambda: page.run('return document.querySelector(".tile video").currentTime') > before + 1, 'moving')
ok(red(at_the_citizens()) and green(at_the_informers()), 'and the pictures go on')
office.start()
program.gone('alert', re.compile('The office is out of reach'))
wait(lambda: person.value('Mobile phone').replace(' ', '') == '600000000', 'the whole number')
ok(True, 'and the keys typed meanwhile are in the informer’s field once it is back')

page.click('#hang-up')
page.click('#leave-yes')
program.find('label', re.compile('They are not connected now'))
ok(True, 'the citizen hangs up, and the workstation says so')
unbroken(driver)

page.click('#come-back')
page.phase('visit')
program.find('status bar', 'Good connection')
driver.close()
program.find('label', re.compile('They are not connected now'))
program.find('status bar', 'They are not connected now')
program.gone('label', re.compile('is being mended'))
ok(True, 'they come back and close the tab: tile and header say the same')
driver.quit()
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
