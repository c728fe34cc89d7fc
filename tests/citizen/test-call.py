"""The call, with another browser at the informer's end: pictures, sound, text over the data channel,
and all that can happen to a connection."""
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import uuid

from browser import ALLOWED, HERE, Page, chromium, unbroken
from office import Informer, Office
from tap import case, equal, run, until

# The page's connections, so that a test can look at them and make it offer.
WATCHED = '''
  window.connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...all) { super(...all); window.connections.push(this); }
  };'''
# A path that is dead and counts as open: what goes into the channel goes nowhere.
DEAF = '''
  window.dead = false; window.swallowed = "";
  const send = RTCDataChannel.prototype.send;
  RTCDataChannel.prototype.send = function (data) {
    if (window.dead) window.swallowed += data; else send.call(this, data);
  };'''
RED = '#e01010'


class Desk(Informer):
    """An informer whose end of the call is a browser; signals go through the office."""

    def __init__(self):
        super().__init__(office)
        self.taken = 0
        away.get(f'{office.address}/c/')
        with open(os.path.join(HERE, 'peer.js'), encoding='utf-8') as file:
            away.execute_script(file.read())
        away.execute_async_script(
            'const done = arguments[1]; peer.prepare(arguments[0]).then(done)', RED)

    def call(self):
        self.taken = len(self.heard('signal'))
        away.execute_script('peer.connect()')

    def pump(self, out=True):
        """Carries what waits, both ways."""
        for signal in self.heard('signal')[self.taken:]:
            self.taken += 1
            away.execute_async_script(
                'const done = arguments[1]; peer.handle(arguments[0]).then(done, done)',
                {key: signal[key] for key in ('description', 'candidate') if key in signal})
        if out:
            for signal in away.execute_script('return peer.out.splice(0)'):
                self.send(type='signal', to='citizen', **signal)

    def peer(self, script):
        return away.execute_script(f'return {script}')

    def until(self, what, probe):
        return until(what, lambda: (self.pump(), probe())[1])


def setup():
    global office, driver, away
    office = Office()
    driver = chromium(ALLOWED)
    away = chromium(ALLOWED, '--autoplay-policy=no-user-gesture-required')


def teardown():
    for thing, end in (('driver', 'quit'), ('away', 'quit'), ('office', 'close')):
        if thing in globals():
            getattr(globals()[thing], end)()


def calling(arrive=Page.arrive, before=WATCHED):
    """A call that is up: (page, desk, appointment)."""
    desk = Desk()
    appointment, token = desk.book()
    page = Page(driver, office, token, before=before)
    arrive(page)
    desk.attend(appointment)
    page.phase('visit')
    desk.call()
    desk.until('the connection', lambda: page.run(
        'return connections.at(-1)?.connectionState') == 'connected')
    desk.until('the text channel', lambda: desk.peer('peer.channel.readyState') == 'open')
    return page, desk, appointment


def picture(page):
    """The colour of the informer's picture on the page."""
    return page.run('''const video = document.querySelector(".tile video");
      const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
      if (!video?.videoWidth) return null;
      const brush = canvas.getContext("2d");
      brush.drawImage(video, video.videoWidth * 0.2, video.videoHeight * 0.5, 1, 1, 0, 0, 1, 1);
      return Array.from(brush.getImageData(0, 0, 1, 1).data.slice(0, 3))''')


def red(colour):
    return colour and colour[0] > 150 and colour[1] < 90 and colour[2] < 90


def green(colour):
    return colour and colour[1] > colour[0] + 40 and colour[1] > colour[2] + 40


def they_see(desk):
    return desk.peer('peer.middle(peer.video)')


def lines_at_office(desk):
    """What the office has of the conversation, as it tells whoever comes back."""
    desk.socket.close()
    desk.connect()
    return [line['text'] for line in desk.wait('visit')['lines']]


@case('each sees and hears the other, and the page says that the connection is good')
def both_ways():
    page, desk, _ = calling()
    desk.until('the informer\'s picture', lambda: red(picture(page)))
    desk.until('the citizen\'s picture', lambda: green(they_see(desk)))
    desk.until('the citizen\'s beep', lambda: desk.peer('peer.loud()') > 0.01)
    page.says('#status-text', 'La connexió és bona')
    page.picture('call')


@case('who speaks is marked by words and shape, and no longer when they are silent')
def speaking():
    page, desk, _ = calling()
    page.seen('.tile.speaks .speaking')
    page.says('.tile .speaking', 'parla')
    desk.peer('peer.loudness.gain.value = 0')
    page.gone('.tile .speaking')


@case('the informer\'s text comes letter by letter over the data channel, erasures too')
def channel_in():
    page, desk, _ = calling()
    for part, stands in (('B', 'B'), ('on', 'Bon'), ('\\b\\b', 'B'), ('ona 👋🏽', 'Bona 👋🏽'),
                         ('\\b', 'Bona '), ('tarda\\u2028', 'Bona tarda')):
        desk.peer(f"peer.channel.send('{part}')")
        until(stands, lambda: page.text('.line.received .text') == stands.strip())
    page.says('#polite', 'Montserrat Exemple: Bona tarda')
    desk.peer("peer.channel.send('D')")
    until('the next line', lambda: page.text('.line.received:last-child .text') == 'D')


@case('the citizen\'s text goes out by the data channel, is kept by the office, and is not sent twice')
def channel_out():
    page, desk, _ = calling()
    box = page.one('#box')
    for letter, said in (('S', 'S'), ('í', 'Sí'), ('!', 'Sí!'), ('\ue003', 'Sí!\b')):
        box.send_keys(letter)
        until(repr(said), lambda: desk.peer('peer.text') == said)
    box.send_keys('\ue007')
    until('the end of the line', lambda: desk.peer('peer.text') == 'Sí!\b\u2028')
    equal(desk.heard('text'), [])
    equal(lines_at_office(desk), ['Sí'])


@case('a letter changed in the middle is erased back to, as T.140 has no cursor')
def middle():
    page, desk, _ = calling()
    box = page.one('#box')
    box.send_keys('abc')
    until('abc', lambda: desk.peer('peer.text').endswith('c'))
    page.run('''const box = document.querySelector("#box"); box.value = "aXc";
      box.dispatchEvent(new Event("input"))''')
    until('the change', lambda: desk.peer('peer.text').endswith('\b\bXc'))


@case('T.140 is read as it is defined, whatever is in it')
def t140():
    page = Page(driver, office)
    driver.get(f'{office.address}/c/')

    def read(still, data):
        return driver.execute_async_script('''const done = arguments[2];
          import("/c/t140.js").then(({receive}) => done(receive(arguments[0], arguments[1])
            .map((line) => [line.text, line.done])))''', still, data)
    equal(read('', '\ufeffhola'), [['hola', False]])
    equal(read('hol', 'a\r\nbon\ndia\u2028'),
          [['hola', True], ['bon', True], ['dia', True], ['', False]])
    equal(read('', '\b\b'), [['', False]])
    equal(read('cafe\u0301', '\b'), [['caf', False]])
    equal(read('👩‍👩‍👧', '\b'), [['', False]])
    equal(read('a', '\x07\x9b1;31mb\x1b[0mc'), [['abc', False]])
    equal(read('', 'x' * 5000), [['x' * 4000, False]])
    equal(read('السل', 'ام'), [['السلام', False]])


@case('a channel that breaks inside a line: a loss is shown, and the line goes on by the office')
def channel_lost():
    page, desk, _ = calling()
    desk.peer("peer.channel.send('mig ca')")
    until('the half', lambda: page.text('.line.received .text') == 'mig ca')
    page.one('#box').send_keys('meitat')
    until('the citizen\'s half', lambda: desk.peer('peer.text') == 'meitat')
    desk.peer('peer.channel.close()')
    page.seen('.line.received .lost')
    desk.until('the citizen\'s line by the office', lambda: desk.heard('text') and
               desk.heard('text')[-1]['line']['text'] == 'meitat')
    page.one('#box').send_keys(' i mitja')
    until('its rest', lambda: desk.heard('text')[-1]['line']['text'] == 'meitat i mitja')
    desk.send(type='text', line=0, text='mig camí', done=False, relay=['citizen'])
    until('the line whole', lambda: page.text('.line.received .text') == 'mig camí')
    page.gone('.line.received .lost')


@case('a channel that was dead for a while: lines ended meanwhile, both ways, come by the office')
def channel_dead():
    page, desk, _ = calling(before=WATCHED + DEAF)
    desk.peer("peer.channel.send('Bon dia\\u2028')")
    until('the first line', lambda: page.text('.line.received .text') == 'Bon dia')
    page.one('#box').send_keys('Hola\ue007')
    until('the citizen\'s first', lambda: desk.peer('peer.text') == 'Hola\u2028')
    page.run('window.dead = true')
    page.one('#box').send_keys('primera\ue007segona\ue007')
    until('both at the office', lambda: page.run('return swallowed').count('\u2028') == 2)
    equal(desk.heard('text'), [])
    desk.call()
    # Nobody is in a line: the loss stands by itself until they say what it was.
    until('the loss', lambda: (desk.pump(), page.text('.line.received:last-child .lost'))[1])
    lines = desk.until('the lines ended meanwhile', lambda: (
        [m['line'] for m in desk.heard('text')] if len(desk.heard('text')) == 4 else None))
    equal([(one['line'], one['text'], one['done']) for one in lines],
          [(0, 'Hola', True), (1, 'primera', True), (2, 'segona', True), (3, '', False)])
    for line, text, done in ((0, 'Bon dia', True), (1, 'entremig', True), (2, '', False)):
        desk.send(type='text', line=line, text=text, done=done, relay=['citizen'])
    page.says('.line.received:nth-last-child(1)', 'entremig')
    page.gone('.lost')
    page.run('window.dead = false')
    desk.until('the text channel', lambda: desk.peer('peer.channel.readyState') == 'open')
    desk.peer("peer.channel.send('\\ufeffi ara')")
    until('the next line', lambda: page.run('return Array.from(document.querySelectorAll('
          '".line.received .text"), (e) => e.textContent)') == ['Bon dia', 'entremig', 'i ara'])


@case('a channel that breaks between lines, and nothing was lost: the mark goes')
def nothing_lost():
    page, desk, _ = calling()
    desk.peer("peer.channel.send('Bon dia\\u2028')")
    until('the line', lambda: page.text('.line.received .text') == 'Bon dia')
    desk.peer('peer.channel.close()')
    page.seen('.line.received .lost')
    desk.send(type='text', line=1, text='', done=False, relay=['citizen'])
    page.gone('.line.received .lost')
    equal(page.run('return document.querySelectorAll(".line").length'), 1)


@case('a channel opened anew may say the open line again: it is shown once')
def repeated():
    page, desk, _ = calling()
    desk.peer("peer.channel.send('hola ')")
    until('the half', lambda: page.text('.line.received .text') == 'hola')
    desk.peer('peer.channel.close()')
    page.seen('.line.received .lost')
    desk.peer('peer.open()')
    until('the new channel', lambda: desk.peer('peer.channel.readyState') == 'open')
    desk.peer("peer.channel.send('\\ufeffhola que')")
    until('once', lambda: page.text('.line.received .text') == 'hola que')


@case('both offer at once: the page gives way, and the call goes on')
def glare():
    page, desk, _ = calling()
    page.run('connections[0].addTransceiver("audio")')
    until('the page\'s offer', lambda: page.run(
        'return connections[0].signalingState') == 'have-local-offer')
    # The informer's offer is made before the page's is read.
    desk.peer('peer.offer()')
    desk.until('peace', lambda: page.run('return connections[0].signalingState') == 'stable' and
               desk.peer('peer.pc.signalingState') == 'stable' and
               page.run('return connections[0].getTransceivers().every((t) => t.mid !== null)'))
    equal(page.run('return connections.length'), 1)
    desk.until('the picture still', lambda: red(picture(page)) and green(they_see(desk)))


@case('the path is found anew (ICE restart) without losing the call')
def ice_restart():
    page, desk, _ = calling()
    before = page.run('return connections[0].remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1]')
    desk.peer('peer.pc.restartIce()')
    desk.until('the new path', lambda: page.run(
        'return connections[0].remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1]') != before)
    desk.until('the connection', lambda: page.run(
        'return connections[0].connectionState') == 'connected')
    equal(page.run('return connections.length'), 1)
    desk.until('the picture', lambda: red(picture(page)))


@case('the informer begins the connection again: so does the page, and the text goes on')
def session_anew():
    page, desk, _ = calling()
    desk.peer("peer.channel.send('mig')")
    until('the half', lambda: page.text('.line.received .text') == 'mig')
    page.one('#box').send_keys('meitat')
    until('the citizen\'s half', lambda: desk.peer('peer.text') == 'meitat')
    desk.call()
    desk.until('the new connection', lambda: page.run(
        'return connections.length === 2 && connections[1].connectionState') == 'connected')
    desk.until('the picture', lambda: red(picture(page)) and green(they_see(desk)))
    desk.until('the citizen\'s line by the office', lambda: desk.heard('text') and
               desk.heard('text')[-1]['line']['text'] == 'meitat')
    desk.until('the text channel', lambda: desk.peer('peer.channel.readyState') == 'open')
    desk.peer("peer.channel.send('\\ufeffmig camí')")
    until('the line whole, once', lambda: page.text('.line.received .text') == 'mig camí')


@case('the office dies: the call goes on, text too, and what was written is kept when it is back')
def office_dead():
    page, desk, _ = calling()
    with office.dead():
        page.says('#status-text', 'la trucada continua')
        page.one('#box').send_keys('encara hi som')
        until('the text', lambda: desk.peer('peer.text') == 'encara hi som')
        until('the picture', lambda: red(picture(page)))
    desk.connect()
    page.says('#status-text', 'La connexió és bona')
    until('the line at the office', lambda: 'encara hi som' in lines_at_office(desk))
    equal(page.run('return connections.length'), 1)
    equal(page.run('return connections[0].connectionState'), 'connected')


@case('the informer\'s program starts again: a new connection, and the old one is let go')
def new_instance():
    page, desk, _ = calling()
    desk.socket.close()
    desk.instance = uuid.uuid4().hex
    desk.connect()
    until('another connection', lambda: page.run('return connections.length') == 2)
    equal(page.run('return connections[0].connectionState'), 'closed')
    desk.call()
    desk.until('the call', lambda: page.run(
        'return connections[1].connectionState') == 'connected')
    desk.until('the picture', lambda: red(picture(page)) and green(they_see(desk)))


@case('muted is silent; the camera off is let go and comes back without a new offer')
def switches():
    page, desk, _ = calling()
    desk.until('the picture', lambda: green(they_see(desk)))
    page.click('#switch-microphone')
    said = lambda: desk.heard('participant')[-1]['participant']
    until('the informer told', lambda: said()['microphone'] is False)
    equal(page.one('#switch-microphone').get_attribute('aria-pressed'), 'false')
    until('silence', lambda: desk.peer('peer.loud()') < 0.001)
    page.click('#switch-camera')
    until('the informer told', lambda: said()['camera'] is False)
    until('the camera let go', lambda: page.run(
        'return document.querySelector("#self-video").srcObject.getVideoTracks().length') == 0)
    described = page.run('return connections[0].localDescription.sdp')
    page.click('#switch-camera')
    until('the informer told', lambda: said()['camera'] is True)
    shown = desk.peer('peer.video.currentTime')
    until('pictures again', lambda: desk.peer('peer.video.currentTime') > shown
          and green(they_see(desk)))
    equal(page.run('return connections[0].localDescription.sdp'), described)
    # What was switched off stays off over a reload.
    driver.refresh()
    page.phase('visit')
    until('still muted', lambda: page.one('#switch-microphone').get_attribute('aria-pressed')
          == 'false')
    equal(said()['microphone'], False)


def informed(desk, part, on):
    until(f'the informer told of the {part}',
          lambda: desk.heard('participant')[-1]['participant'][part] is on)


def unplug(page, kind):
    page.run('''document.querySelector("#self-video").srcObject.getTracks()
      .filter((track) => track.kind === arguments[0])
      .forEach((track) => track.dispatchEvent(new Event("ended")))''', kind)


@case('a camera unplugged in mid-visit is told, with the ways on; plugged in again it is seen again')
def unplugged():
    page, desk, _ = calling()
    desk.until('the picture', lambda: green(they_see(desk)))
    unplug(page, 'video')
    page.says('#media-trouble-text', 'La càmera s\'ha desconnectat.')
    page.says('#media-trouble-help', 'Mireu si s\'ha desendollat')
    page.seen('#media-trouble')
    informed(desk, 'camera', False)
    equal(page.run('return connections[0].connectionState'), 'connected')
    page.picture('unplugged')
    shown = desk.peer('peer.video.currentTime')
    page.click('#media-again')
    page.gone('#media-trouble')
    informed(desk, 'camera', True)
    until('pictures again', lambda: desk.peer('peer.video.currentTime') > shown
          and green(they_see(desk)))
    equal(page.run('return document.activeElement.id'), 'box')


# How a telephone gives its cameras: one at a time, the second refused; or the first silenced, or ended.
ONE_CAMERA = WATCHED + '''
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  window.front = null;
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const rear = wanted.video?.facingMode?.ideal === "environment";
    if (rear && window.front?.readyState === "live") {
      if (window.way === "refused")
        throw new DOMException("one at a time", "NotReadableError");
      if (window.way === "muted")
        Object.defineProperty(window.front, "muted", {value: true});
      else
        window.front.stop();
      window.front.dispatchEvent(new Event(window.way === "muted" ? "mute" : "ended"));
    }
    const stream = await ask(wanted);
    if (wanted.video && !rear)
      window.front = stream.getVideoTracks()[0];
    return stream;
  };'''


@case('a telephone that opens one camera at a time: the photo is taken, and one is seen again afterwards')
def one_camera():
    page, desk, appointment = calling(before=ONE_CAMERA)
    for way in ('refused', 'muted', 'ended'):
        desk.until('the picture', lambda: green(they_see(desk)))
        page.run('window.way = arguments[0]', way)
        page.click('#visit-documents .wanted .guided')
        page.says('#capture-away', 'Mentre feu la foto no us veuen')
        page.seen('#capture-away')
        informed(desk, 'camera', False)
        until('the other camera', lambda: page.run(
            'return document.querySelector("#capture-video").videoWidth') > 0)
        page.gone('#media-trouble')
        shown = desk.peer('peer.video.currentTime')
        page.click('#capture-close')
        page.gone('#capture')
        informed(desk, 'camera', True)
        page.gone('#media-trouble')
        desk.until('pictures again', lambda: desk.peer('peer.video.currentTime') > shown
                   and green(they_see(desk)))
    # Where both open at once nothing of this is said.
    page.run('window.front = null')
    page.click('#visit-documents .wanted .guided')
    page.seen('#capture')
    page.gone('#capture-away')
    # The visit ends meanwhile: the camera's light goes out, and stays out.
    equal(desk.end(appointment, 'abandoned')[0], 200)
    page.phase('ended')
    page.gone('#capture')
    equal(page.run('return document.querySelector("#capture-video").srcObject'), None)
    until('no camera', lambda: page.run(
        'return document.querySelector("#self-video").srcObject?.getVideoTracks().length ?? 0') == 0)


@case('the system holds the camera back, for a telephone call or its own camera: told, and got back by itself')
def held_back():
    page, desk, _ = calling()
    desk.until('the picture', lambda: green(they_see(desk)))
    page.run('''const [track] = document.querySelector("#self-video").srcObject.getVideoTracks();
      Object.defineProperty(track, "muted", {value: true, configurable: true});
      track.dispatchEvent(new Event("mute"))''')
    page.says('#media-trouble-text', 'Un altre programa té la càmera ocupada.')
    page.seen('#media-trouble')
    informed(desk, 'camera', False)
    page.run('''const [track] = document.querySelector("#self-video").srcObject.getVideoTracks();
      delete track.muted; track.dispatchEvent(new Event("unmute"))''')
    page.gone('#media-trouble')
    informed(desk, 'camera', True)
    # Or it is gone by the time they come back to the page.
    shown = desk.peer('peer.video.currentTime')
    unplug(page, 'video')
    page.seen('#media-trouble')
    page.run('document.dispatchEvent(new Event("visibilitychange"))')
    page.gone('#media-trouble')
    informed(desk, 'camera', True)
    desk.until('pictures again', lambda: desk.peer('peer.video.currentTime') > shown
               and green(they_see(desk)))


@case('permission refused in mid-visit is told at the button too, and one goes on without')
def refused():
    page, desk, _ = calling()
    page.run('''navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("no", "NotAllowedError"); }''')
    for part, kind, words in (('camera', 'video', 'No tenim permís per fer servir la càmera.'),
                              ('microphone', 'audio',
                               'No tenim permís per fer servir el micròfon.')):
        unplug(page, kind)
        page.click('#media-again')
        page.says('#media-trouble-text', words)
        page.says('#media-trouble-help', 'cadenat')
        informed(desk, part, False)
        if part == 'microphone':
            page.gone('#self-speaking')
        page.click('#media-without')
        page.gone('#media-trouble')
        page.click(f'#switch-{part}')
        page.says('#media-trouble-text', words)
        page.seen('#media-trouble')
        page.click('#media-without')
        page.gone('#media-trouble')
    page.one('#box').send_keys('us llegeixo')
    until('the text', lambda: desk.peer('peer.text').endswith('us llegeixo'))


@case('trouble with both after the page was loaded again is told in the visit')
def troubled_after_reload():
    page, _, _ = calling()
    driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': '''
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException("no", "NotReadableError"); };'''})
    driver.refresh()
    page.phase('visit')
    page.says('#media-trouble-text', 'Un altre programa té la càmera i el micròfon ocupats.')
    page.says('#media-without', 'Continua només per escrit')
    page.click('#media-without')
    page.gone('#media-trouble')
    page.says('#status-text', 'Us llegeix mentre escriviu')


@case('without internet in a call the page says so, and all goes on when it is back')
def no_network():
    page, desk, _ = calling()
    gone = {'latency': 0, 'downloadThroughput': 0, 'uploadThroughput': 0}
    driver.execute_cdp_cmd('Network.enable', {})
    driver.execute_cdp_cmd('Network.emulateNetworkConditions', {'offline': True, **gone})
    # What the emulation leaves standing, the call's own packets, goes too.
    page.run('connections[0].close()')
    page.says('#status-text', 'No teniu internet')
    page.one('#box').send_keys('encara hi soc')
    driver.execute_cdp_cmd('Network.emulateNetworkConditions', {
        'offline': False, 'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': -1})
    until('the line by the office', lambda: desk.heard('text')
          and desk.heard('text')[-1]['line']['text'] == 'encara hi soc')
    desk.call()
    desk.until('the call again', lambda: page.run(
        'return connections.at(-1).connectionState') == 'connected')
    desk.until('the pictures', lambda: red(picture(page)) and green(they_see(desk)))
    page.says('#status-text', 'La connexió és bona')


@case('who came to write only still sees the informer')
def writing_only():
    page, desk, _ = calling(arrive=Page.write_only)
    desk.until('the picture', lambda: red(picture(page)))
    page.says('#status-text', 'Us llegeix mentre escriviu')


@case('signals that make no sense hurt nothing')
def nonsense():
    page, desk, _ = calling()
    for signal in ({'description': {'type': 'answer', 'sdp': 'v=0\r\n'}},
                   {'description': {'type': 'offer', 'sdp': 'not a description'}},
                   {'candidate': {'candidate': 'candidate:nonsense', 'sdpMLineIndex': 9}}):
        desk.send(type='signal', to='citizen', **signal)
    desk.peer("peer.channel.send('encara')")
    until('the text', lambda: page.text('.line.received .text') == 'encara')
    equal(page.run('return connections.length'), 1)
    equal(page.run('return connections[0].connectionState'), 'connected')
    desk.peer('peer.pc.restartIce()')
    desk.until('a good offer after a bad one', lambda: page.run(
        'return connections[0].signalingState') == 'stable' and red(picture(page)))


run(setup, teardown, after=lambda: unbroken(driver))
