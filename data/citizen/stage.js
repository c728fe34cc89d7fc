// The call as it is seen: the others large, oneself small, who is speaking, and the switches.
// SPDX-License-Identifier: GPL-3.0-or-later
import { arrange, byId, icon, make } from './dom.js';
import { label, say } from './i18n.js';
import { watch } from './levels.js';

class Tile {
  #unwatch = () => {};
  #heard = null;

  constructor(participant, retry) {
    this.video = make('video', { autoplay: true, playsinline: true });
    this.name = make('span');
    this.speaking = make('span', { class: 'speaking', hidden: true }, icon('voice'),
      say(make('span'), 'stage.speaking'));
    this.silent = make('span', { class: 'silent', hidden: true }, icon('mic-off'),
      say(make('span', { class: 'unseen' }), 'stage.muted'));
    this.pin = make('button', { type: 'button', class: 'pin', 'aria-pressed': 'false' }, icon('pin'));
    this.pin.addEventListener('click', () => this.enlarge());
    this.blank = make('div', { class: 'blank' }, icon('person'), make('p'));
    this.element = make('figure', { class: 'tile', 'data-participant': participant.id }, this.video,
      this.blank, make('figcaption', {}, this.name, this.silent, this.speaking), this.pin);
    this.retry = retry;
  }

  update(participant, peer) {
    const picture = participant.camera && peer?.stream?.getVideoTracks().length > 0
      && peer.state !== 'closed';

    say(this.name, `role.${participant.role}`, { name: participant.name });
    label(this.video, 'stage.picture', { name: participant.name });
    label(this.pin, 'stage.enlarge', { name: participant.name });
    this.silent.hidden = participant.microphone;
    this.element.classList.toggle('signing', participant.role === 'interpreter');
    this.blank.hidden = Boolean(picture);
    say(this.blank.lastChild, participant.connected || peer?.state === 'connected'
      ? 'stage.no-picture' : 'stage.away');
    if (peer?.stream)
      this.#take(peer.stream);
  }

  // For who looks here, and as long as the visit lasts.
  enlarge() {
    const pinned = this.element.classList.toggle('pinned');

    this.pin.setAttribute('aria-pressed', String(pinned));
  }

  // A browser that was not touched since the page came may refuse to sound: then a touch is asked.
  async play() {
    try {
      await this.video.play();
      this.retry(false);
    } catch (error) {
      if (error.name === 'NotAllowedError')
        this.retry(true);
    }
  }

  stop() {
    this.#unwatch();
    this.video.srcObject = null;
    this.element.remove();
  }

  #take(stream) {
    const [sound] = stream.getAudioTracks();

    if (this.video.srcObject !== stream) {
      this.video.srcObject = stream;
      this.play();
    }
    if (sound === this.#heard)
      return;
    this.#heard = sound;
    this.#unwatch();
    this.#unwatch = watch(stream, ({ speaking }) => this.#speak(speaking));
  }

  #speak(speaking) {
    this.speaking.hidden = !speaking;
    this.element.classList.toggle('speaks', speaking);
  }
}

/**
 * Shows a call. `participants()` are the others in the visit; `leave` is told when the person
 * hangs up, `write` when they want to write.
 */
export class Stage {
  #call;
  #devices;
  #participants;
  #tiles = new Map();
  #unwatch = () => {};
  #heard = null;

  constructor({ call, devices, participants, leave, write }) {
    this.#call = call;
    this.#devices = devices;
    this.#participants = participants;
    for (const name of ['state', 'stream', 'gone'])
      call.addEventListener(name, () => this.show());
    devices.addEventListener('change', () => this.#self());
    byId('switch-microphone').addEventListener('click', () =>
      devices.setMicrophone(!devices.microphone));
    byId('switch-camera').addEventListener('click', () => devices.setCamera(!devices.camera));
    byId('write').addEventListener('click', write);
    byId('hang-up').addEventListener('click', () => byId('leave-dialog').showModal());
    byId('leave-no').addEventListener('click', () => byId('leave-dialog').close());
    byId('leave-yes').addEventListener('click', () => {
      byId('leave-dialog').close();
      leave();
    });
    byId('hear').addEventListener('click', () => this.#tiles.forEach((tile) => tile.play()));
    this.#self();
  }

  show() {
    const others = this.#participants();
    const ids = new Set(others.map(({ id }) => id));

    for (const [id, tile] of this.#tiles)
      if (!ids.has(id)) {
        tile.stop();
        this.#tiles.delete(id);
      }
    for (const participant of others) {
      if (!this.#tiles.has(participant.id))
        this.#tiles.set(participant.id,
          new Tile(participant, (mute) => { byId('hear').hidden = !mute; }));
      this.#tiles.get(participant.id).update(participant, this.#call.peer(participant.id));
    }
    arrange(byId('tiles'), others.map(({ id }) => this.#tiles.get(id).element));
    byId('tiles').dataset.count = others.length;
  }

  stop() {
    this.#tiles.forEach((tile) => tile.stop());
    this.#tiles.clear();
    this.#unwatch();
    this.#heard = null;
  }

  #self() {
    const { stream, camera, microphone } = this.#devices;
    const video = byId('self-video');
    const mark = (id, on, name) => {
      byId(id).setAttribute('aria-pressed', String(on));
      byId(id).querySelector('use').setAttribute('href', `#icon-${name}${on ? '' : '-off'}`);
    };

    if (camera && video.srcObject !== stream)
      video.srcObject = stream;
    byId('self').classList.toggle('no-picture', !camera);
    mark('switch-microphone', microphone, 'mic');
    mark('switch-camera', camera, 'camera');
    say(byId('switch-microphone-state'), microphone ? 'stage.on' : 'stage.off');
    say(byId('switch-camera-state'), camera ? 'stage.on' : 'stage.off');
    this.#listen(this.#devices.track('audio'));
  }

  #listen(track) {
    if (track === this.#heard)
      return;
    this.#heard = track;
    this.#unwatch();
    byId('self').classList.remove('speaks');
    byId('self-speaking').hidden = true;
    this.#unwatch = track ? watch(new MediaStream([track]), ({ speaking }) => {
      byId('self').classList.toggle('speaks', speaking && this.#devices.microphone);
      byId('self-speaking').hidden = !(speaking && this.#devices.microphone);
    }) : () => {};
  }
}
