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
    return this.track('video') !== null;
  }

  get microphone() {
    return this.track('audio') !== null && this.microphoneOn;
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
    const camera = this.wanted.camera && !this.track('video');
    const microphone = this.wanted.microphone && !this.track('audio');

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
      this.trouble.camera = this.track('video') ? null : await this.#get({ camera: true });
    } else {
      this.wanted.camera = false;
      this.trouble.camera = null;
      this.#release('video');
    }
    this.#tell();
  }

  async setMicrophone(on) {
    this.microphoneOn = on;
    if (on && !this.track('audio')) {
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

  stop() {
    this.#release('video');
    this.#release('audio');
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
    track.addEventListener('ended', () => {
      this.stream.removeTrack(track);
      this.trouble[track.kind === 'video' ? 'camera' : 'microphone'] = 'lost';
      this.#tell();
    });
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
