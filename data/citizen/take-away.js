// What was said and written, to be taken away: the office offers it, the person says yes or no, and
// afterwards may have it erased.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor, announce } from './announce.js';
import { byId } from './dom.js';
import { say } from './i18n.js';

export class TakeAway {
  #link;
  #appointment = null;
  #state = null;
  #over = false;

  constructor(link) {
    this.#link = link;
    link.addEventListener('transcript', ({ detail }) => {
      this.#show(detail.state);
      if (detail.state === 'offered') {
        announce('transcript.offer-told');
        byId('transcript').scrollIntoView({ block: 'nearest' });
      }
    });
    byId('transcript-yes').addEventListener('click', () => this.#answer('accepted'));
    byId('transcript-no').addEventListener('click', () => this.#answer('declined'));
    byId('transcript-erase').addEventListener('click', () => this.#erase());
    for (const kind of ['pdf', 'txt', 'vtt'])
      byId(`transcript-${kind}`).addEventListener('click', () => this.#save(kind));
  }

  // As the office tells it when one comes, or comes back.
  set appointment(appointment) {
    this.#appointment = appointment.id;
    this.#over = appointment.state === 'ended';
    this.#show(appointment.transcript);
  }

  // The visit is over, and it is in `place` from now on.
  moveTo(place, { over = false } = {}) {
    this.#over = over;
    place.append(byId('transcript'));
    this.#show(this.#state);
  }

  #show(state) {
    // What was not accepted by then can't be had any more.
    const offered = state === 'offered' && !this.#over;
    const accepted = state === 'accepted';

    this.#state = state ?? null;
    byId('transcript').hidden = !offered && !accepted;
    byId('transcript-offer').hidden = !offered;
    byId('transcript-have').hidden = !accepted;
    say(byId('transcript-kept'), this.#over ? 'transcript.kept' : 'transcript.kept-now');
    byId('transcript-told').hidden = true;
  }

  #answer(state) {
    if (this.#link.send({ type: 'transcript', state }))
      byId('transcript-title').focus();
    else
      alarmFor('offline');
  }

  async #save(kind) {
    try {
      await this.#link.save(`appointments/${this.#appointment}/transcript.${kind}`, `conversation.${kind}`);
    } catch ({ code }) {
      alarmFor(code);
    }
  }

  async #erase() {
    if (!this.#over) {
      this.#answer('declined');
      return;
    }
    try {
      await this.#link.request(`appointments/${this.#appointment}/transcript`, { method: 'DELETE' });
      this.#state = null;
      byId('transcript-have').hidden = true;
      byId('transcript-told').hidden = false;
      byId('transcript-title').focus();
    } catch ({ code }) {
      alarmFor(code);
    }
  }
}
