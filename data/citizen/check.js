// The try-out before the visit: are you seen, are you heard, do you hear; and when not, why, and how
// to go on all the same.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, icon, make } from './dom.js';
import { Devices } from './devices.js';
import { say } from './i18n.js';
import { chime, watch } from './levels.js';

const LIGHT_EVERY_MS = 1000;
// Mean of 0 to 255 under which a face is not made out.
const DARK = 40;

export class Check {
  #devices;
  #unwatch = () => {};
  #watched = null;
  #heard = false;
  #canvas = make('canvas', { width: 32, height: 24 });

  constructor(devices) {
    this.#devices = devices;
    devices.addEventListener('change', () => this.show());
    byId('check-start').addEventListener('click', () => this.run());
    byId('check-again').addEventListener('click', () => this.run());
    // With less from the start, too: not every home is to be seen, not everybody speaks.
    for (const id of ['start-sound', 'only-sound'])
      byId(id).addEventListener('click', () =>
        devices.settle({ camera: false, microphone: true }));
    for (const id of ['start-writing', 'only-writing'])
      byId(id).addEventListener('click', () =>
        devices.settle({ camera: false, microphone: false }));
    byId('check-sound').addEventListener('click', () => {
      chime();
      say(byId('hear-words'), 'check.played');
    });
    byId('choose-camera').addEventListener('change', (event) =>
      devices.choose('video', event.target.value));
    byId('choose-microphone').addEventListener('change', (event) =>
      devices.choose('audio', event.target.value));
    window.setInterval(() => this.#light(), LIGHT_EVERY_MS);
    if (Devices.obstacle())
      devices.open();
    this.show();
  }

  // Asks for the camera and the microphone; true when nothing was refused or missing.
  async run() {
    byId('check-start').disabled = true;
    await this.#devices.open();
    byId('check-start').disabled = false;
    if (this.#troubled())
      byId('check-trouble').focus();
    return !this.#troubled();
  }

  get ready() {
    return this.#devices.tried && !this.#troubled();
  }

  show() {
    const { tried, wanted, camera, stream, trouble } = this.#devices;
    const video = byId('check-video');

    byId('check-before').hidden = tried;
    byId('check-result').hidden = !tried;
    byId('check-picture').hidden = !camera;
    if (camera && video.srcObject !== stream)
      video.srcObject = stream;
    this.#row('see', camera, wanted.camera ? 'check.see' : 'check.see-not-wanted',
      trouble.camera && `trouble.camera.${trouble.camera}`, !wanted.camera);
    this.#listen();
    this.#showTrouble();
    this.#list();
  }

  #troubled() {
    const { trouble } = this.#devices;

    return Boolean(trouble.camera || trouble.microphone);
  }

  // A line of the list: a mark that is a shape, and words.
  #row(name, good, key, troubleKey, skipped) {
    const mark = byId(`${name}-mark`);

    mark.replaceChildren(icon(good ? 'check' : skipped ? 'dash' : 'warning'));
    mark.parentElement.className = good ? 'good' : skipped ? 'skipped' : 'bad';
    say(byId(`${name}-words`), troubleKey || key);
  }

  #listen() {
    const { wanted, trouble } = this.#devices;
    const track = this.#devices.track('audio');
    const tell = () => this.#row('sound', track && this.#heard,
      !wanted.microphone ? 'check.sound-not-wanted' : this.#heard ? 'check.sound' : 'check.say-hello',
      trouble.microphone && `trouble.microphone.${trouble.microphone}`,
      !wanted.microphone || (track && !this.#heard));

    byId('meter').hidden = !track;
    if (track !== this.#watched) {
      this.#watched = track;
      this.#heard = false;
      this.#unwatch();
      this.#unwatch = track ? watch(new MediaStream([track]), ({ level, speaking }) => {
        byId('meter').value = level;
        if (speaking && !this.#heard) {
          this.#heard = true;
          tell();
        }
      }) : () => {};
    }
    tell();
  }

  // One sentence for what is in the way, and only the ways on that exist.
  #showTrouble() {
    const { trouble, microphone, problem } = this.#devices;
    const both = problem?.part === 'both';

    byId('check-trouble').hidden = !problem;
    if (!problem)
      return;
    say(byId('check-trouble-text'), problem.sentence);
    say(byId('check-trouble-help'), problem.help);
    byId('check-again').hidden = problem.hopeless;
    byId('only-sound').hidden = problem.hopeless || Boolean(trouble.microphone && !both)
      || (both && problem.kind === 'missing') || (!microphone && !both);
  }

  async #list() {
    const devices = await navigator.mediaDevices?.enumerateDevices?.() ?? [];

    for (const [kind, name, part] of [['videoinput', 'camera', 'video'], ['audioinput', 'microphone', 'audio']]) {
      const track = this.#devices.track(part);
      const some = devices.filter((device) => device.kind === kind && device.label !== '');
      const select = byId(`choose-${name}`);

      select.replaceChildren(...some.map(({ deviceId, label }) =>
        make('option', { value: deviceId }, label)));
      select.value = track?.getSettings().deviceId ?? '';
      select.closest('label').hidden = !track || some.length < 2;
    }
  }

  // A face against a window, or a lamp forgotten, is said in time.
  #light() {
    const video = byId('check-video');
    const brush = this.#canvas.getContext('2d', { willReadFrequently: true });

    if (byId('check-card').offsetParent === null || !this.#devices.camera || video.videoWidth === 0)
      return;
    brush.drawImage(video, 0, 0, 32, 24);
    const { data } = brush.getImageData(0, 0, 32, 24);
    let sum = 0;

    for (let at = 0; at < data.length; at += 4)
      sum += (data[at] * 3 + data[at + 1] * 6 + data[at + 2]) / 10;
    say(byId('see-words'), sum / (data.length / 4) < DARK ? 'check.dark' : 'check.see');
  }
}
