// The citizen's camera and microphone: opened together, told apart when one of them fails.
// SPDX-License-Identifier: GPL-3.0-or-later
import { keep, recall } from './session.js';

const TROUBLES = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * `stream` is what is open; `trouble.camera` and `trouble.microphone` say what keeps one from being
 * (denied, missing, busy, lost, insecure, unsupported, failed) or null. `wanted` is what the person
 * agreed to; what they went on without is not a trouble any more. Event `change`.
 */
export class Devices extends EventTarget {
  #lent = false;

  constructor() {
    super();
    this.stream = new MediaStream();
    // What was switched off stays off when the page is loaded again.
    const { camera = true, microphone = true, on = true } = recall('devices', {});

    this.wanted = { camera, microphone };
    this.microphoneOn = on;
    this.trouble = { camera: null, microphone: null };
    this.tried = false;
    // A signer is seen by their hands: more points then (EN 301 549 6.5).
    this.signing = false;
    // Another program of the phone may have had them meanwhile, its own camera for one.
    document.addEventListener('visibilitychange', () => document.hidden || this.#recover());
  }

  // A browser that can't call at all, in a word, or null.
  static obstacle() {
    if (!window.isSecureContext)
      return 'insecure';
    if (typeof window.RTCPeerConnection !== 'function' || !navigator.mediaDevices?.getUserMedia)
      return 'unsupported';
    return null;
  }

  track(kind) {
    return this.stream.getTracks().find((track) => track.kind === kind) ?? null;
  }

  get camera() {
    return this.#running('video');
  }

  get microphone() {
    return this.#running('audio') && this.microphoneOn;
  }

  // The camera serves something else, and is seen by nobody meanwhile.
  get away() {
    return this.#lent && !this.camera;
  }

  // Something else needs a camera. What becomes of the one that is open meanwhile is no trouble.
  lend() {
    this.#lent = this.camera;
  }

  // Where one device does not open two.
  letGo() {
    this.#release('video');
    this.#tell();
  }

  // As it was before it was lent.
  async giveBack() {
    const had = this.#lent;

    this.#lent = false;
    if (had && this.wanted.camera && !this.camera)
      this.trouble.camera = await this.#get({ camera: true });
    this.#tell();
  }

  // What is in the way, in keys: `sentence`, `help`; `part` is camera, microphone or both; `hopeless` when
  // trying again is of no use. Null when nothing is.
  get problem() {
    const { camera, microphone } = this.trouble;
    const part = camera && camera === microphone ? 'both' : camera ? 'camera' : 'microphone';
    const kind = camera ?? microphone;
    const hopeless = kind === 'insecure' || kind === 'unsupported';

    if (!kind)
      return null;
    return {
      part,
      kind,
      hopeless,
      sentence: `trouble.${part}.${kind}`,
      help: hopeless ? 'check.help-writing' : `check.help.${kind}`,
    };
  }

  async open() {
    const obstacle = Devices.obstacle();

    this.tried = true;
    if (obstacle) {
      this.trouble = { camera: obstacle, microphone: obstacle };
      this.#tell();
      return;
    }
    const camera = this.wanted.camera && !this.#running('video');
    const microphone = this.wanted.microphone && !this.#running('audio');

    // One question for both; only when that fails is each tried alone, to know which it was.
    if (camera && microphone && await this.#get({ camera, microphone }) === null) {
      this.#tell();
      return;
    }
    if (microphone)
      this.trouble.microphone = await this.#get({ microphone });
    if (camera)
      this.trouble.camera = await this.#get({ camera });
    this.#tell();
  }

  // Goes on with what was agreed only, letting go of the rest.
  async settle(wanted) {
    this.tried = true;
    this.wanted = wanted;
    if (!wanted.camera)
      this.#release('video');
    if (!wanted.microphone)
      this.#release('audio');
    this.trouble = { camera: null, microphone: null };
    if (wanted.camera || wanted.microphone)
      await this.open();
    else
      this.#tell();
  }

  // Goes on with what works.
  settleForLess() {
    const { wanted, trouble } = this;

    return this.settle({
      camera: wanted.camera && !trouble.camera,
      microphone: wanted.microphone && !trouble.microphone,
    });
  }

  // Off lets go of the camera, so that its light goes out: the person can see it is true.
  async setCamera(on) {
    if (on) {
      this.wanted.camera = true;
      this.trouble.camera = this.camera ? null : await this.#get({ camera: true });
    } else {
      this.wanted.camera = false;
      this.trouble.camera = null;
      this.#release('video');
    }
    this.#tell();
  }

  async setMicrophone(on) {
    this.microphoneOn = on;
    if (on && !this.#running('audio')) {
      this.wanted.microphone = true;
      this.trouble.microphone = await this.#get({ microphone: true });
    }
    const track = this.track('audio');

    if (track)
      track.enabled = on;
    this.#tell();
  }

  async choose(kind, deviceId) {
    this.#release(kind);
    const part = kind === 'video' ? 'camera' : 'microphone';

    this.trouble[part] = await this.#get({ [part]: true }, deviceId);
    this.#tell();
  }

  // Whoever comes back has them opened again, as they were wanted.
  stop() {
    this.#lent = false;
    this.tried = false;
    this.#release('video');
    this.#release('audio');
  }

  // Open, and not held back by the system, which gives it to another program or to a call.
  #running(kind) {
    return this.track(kind)?.muted === false;
  }

  async #recover() {
    if (Object.values(this.trouble).some((kind) => kind === 'lost' || kind === 'busy'))
      await this.open();
  }

  #interrupted(track, kind) {
    const part = track.kind === 'video' ? 'camera' : 'microphone';

    // One that was let go has nothing to tell.
    if (!this.stream.getTracks().includes(track))
      return;
    if (kind === 'lost')
      this.stream.removeTrack(track);
    this.trouble[part] = part === 'camera' && this.#lent ? null : kind;
    this.#tell();
  }

  async #get({ camera = false, microphone = false }, deviceId = undefined) {
    const exact = deviceId ? { deviceId: { exact: deviceId } } : {};
    const height = this.signing ? 720 : 480;

    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        audio: microphone && { echoCancellation: true, noiseSuppression: true, ...exact },
        video: camera && {
          facingMode: 'user',
          frameRate: { ideal: 30 },
          width: { ideal: (height * 4) / 3 },
          height: { ideal: height },
          ...exact,
        },
      });

      opened.getTracks().forEach((track) => this.#adopt(track));
      return null;
    } catch (error) {
      return TROUBLES[error.name] ?? 'failed';
    }
  }

  #adopt(track) {
    this.#release(track.kind);
    // Movement before sharpness when the network is narrow: hands and lips have to be read.
    if (track.kind === 'video')
      track.contentHint = 'motion';
    else
      track.enabled = this.microphoneOn;
    for (const [event, kind] of [['ended', 'lost'], ['mute', 'busy'], ['unmute', null]])
      track.addEventListener(event, () => this.#interrupted(track, kind));
    this.stream.addTrack(track);
    this.trouble[track.kind === 'video' ? 'camera' : 'microphone'] = null;
  }

  #release(kind) {
    const track = this.track(kind);

    if (!track)
      return;
    track.stop();
    this.stream.removeTrack(track);
  }

  #tell() {
    keep('devices', { ...this.wanted, on: this.microphoneOn });
    this.dispatchEvent(new Event('change'));
  }
}
