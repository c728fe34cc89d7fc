// A photograph of a document with help: a frame of the right proportion, and what is wrong told in words
// while there is time to mend it, and again before it is used.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarm } from './announce.js';
import { byId, make } from './dom.js';
import { say } from './i18n.js';
import { faults, frameOf, grey } from './picture-check.js';

const PROPORTIONS = { card: 85.6 / 54, sheet: 210 / 297 };
const LOOK_MS = 350;
const SAID_FOR_MS = 2500; // a screen reader is not interrupted by its own next hint
// Fewer, and the blur that makes ten-point letters unreadable is not seen.
const ACROSS = 640;

// The picture as it is judged: small, since the limits are of that size.
function look(source, width, height) {
  const canvas = make('canvas', { width: ACROSS, height: Math.round(ACROSS * height / width) });
  const brush = canvas.getContext('2d', { willReadFrequently: true });

  brush.drawImage(source, 0, 0, canvas.width, canvas.height);
  return grey(brush.getImageData(0, 0, canvas.width, canvas.height));
}

export class Capture {
  #stream = null;
  #timer = null;
  #before = null;
  #said = 0;
  #shape = 'sheet';
  #shot = null; // { canvas }
  #take = null;
  #devices;

  constructor(devices) {
    const video = byId('capture-video');

    this.#devices = devices;
    devices.addEventListener('change', () => { byId('capture-away').hidden = !devices.away; });
    byId('capture-shoot').addEventListener('click', () => this.#shoot());
    byId('capture-again').addEventListener('click', () => this.#again());
    byId('capture-use').addEventListener('click', () => this.#use());
    byId('capture-close').addEventListener('click', () => byId('capture').close());
    byId('capture').addEventListener('close', () => this.#stop());
    video.addEventListener('loadedmetadata', () => this.#frame());
    for (const shape of Object.keys(PROPORTIONS))
      byId(`capture-${shape}`).addEventListener('click', () => {
        this.#shape = shape;
        this.#frame();
      });
  }

  static get possible() {
    return Boolean(navigator.mediaDevices?.getUserMedia);
  }

  // `take(file)` is given each photograph that is to be used. False when there is no camera to be had.
  async start(take) {
    this.#take = take;
    this.#devices.lend();
    this.#stream = await this.#open();
    if (!this.#stream) {
      await this.#devices.giveBack();
      return false;
    }
    // Taken by the system in its turn: there is nothing to photograph with.
    this.#stream.getVideoTracks()[0].addEventListener('ended', () => {
      byId('capture').close();
      alarm('documents.no-camera');
    });
    byId('capture-video').srcObject = this.#stream;
    byId('capture').showModal();
    this.#again();
    byId('capture-shoot').focus();
    return true;
  }

  // Many telephones open one camera at a time: then the call's is let go for as long.
  async #open() {
    const ask = () => navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 2560 }, height: { ideal: 1920 } },
    });

    try {
      return await ask();
    } catch (error) {
      if (!this.#devices.camera || !['NotReadableError', 'AbortError'].includes(error.name))
        return null;
    }
    this.#devices.letGo();
    return ask().catch(() => null);
  }

  #frame() {
    const { videoWidth: width, videoHeight: height } = byId('capture-video');

    for (const shape of Object.keys(PROPORTIONS))
      byId(`capture-${shape}`).setAttribute('aria-pressed', String(shape === this.#shape));
    if (!width)
      return;
    const frame = frameOf(width, height, PROPORTIONS[this.#shape]);
    const { style } = byId('capture-frame');

    byId('capture-scene').style.aspectRatio = `${width} / ${height}`;
    style.left = `${frame.left / width * 100}%`;
    style.top = `${frame.top / height * 100}%`;
    style.width = `${frame.width / width * 100}%`;
    style.height = `${frame.height / height * 100}%`;
  }

  #watch() {
    const video = byId('capture-video');

    if (!video.videoWidth || this.#shot)
      return;
    const image = look(video, video.videoWidth, video.videoHeight);
    const found = faults(image, frameOf(image.width, image.height, PROPORTIONS[this.#shape]),
      this.#before);

    this.#before = image;
    byId('capture-frame').classList.toggle('good', found.length === 0);
    this.#hint(found[0] ?? 'good');
  }

  #hint(code) {
    if (performance.now() - this.#said < SAID_FOR_MS && code !== 'good')
      return;
    if (byId('capture-hint').dataset.t !== `capture.${code}`)
      this.#said = performance.now();
    say(byId('capture-hint'), `capture.${code}`);
  }

  #shoot() {
    const video = byId('capture-video');

    if (!video.videoWidth)
      return;
    const canvas = byId('capture-shot');

    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    this.#shot = canvas;
    const image = look(canvas, canvas.width, canvas.height);
    const [fault] = faults(image, frameOf(image.width, image.height, PROPORTIONS[this.#shape]));

    this.#phase(true);
    say(byId('capture-verdict'), fault ? `capture.shot.${fault}` : 'capture.shot.good');
    say(byId('capture-use'), fault ? 'capture.anyway' : 'capture.use');
    byId('capture-use').classList.toggle('primary', !fault);
    byId('capture-again').classList.toggle('primary', Boolean(fault));
    byId(fault ? 'capture-again' : 'capture-use').focus();
  }

  #phase(shot) {
    for (const id of ['capture-shot', 'capture-verdict', 'capture-again', 'capture-use'])
      byId(id).hidden = !shot;
    for (const id of ['capture-shoot', 'capture-hint', 'capture-shapes'])
      byId(id).hidden = shot;
  }

  #again() {
    this.#shot = null;
    this.#before = null;
    this.#phase(false);
    window.clearInterval(this.#timer);
    this.#timer = window.setInterval(() => this.#watch(), LOOK_MS);
    byId('capture-shoot').focus();
  }

  #use() {
    const take = this.#take;

    this.#shot.toBlob((blob) => {
      byId('capture').close();
      if (blob)
        take(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
    }, 'image/jpeg', 0.92);
  }

  #stop() {
    window.clearInterval(this.#timer);
    this.#timer = null;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#shot = null;
    byId('capture-video').srcObject = null;
    byId('capture-shot').width = 0;
    this.#devices.giveBack();
  }
}
