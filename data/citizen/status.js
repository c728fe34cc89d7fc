// One sentence for how things stand in the visit: the worst of what is going on, in plain words.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, icon } from './dom.js';
import { Devices } from './devices.js';
import { say } from './i18n.js';

const PATIENCE_MS = 20000;

export class Status {
  #link;
  #call;
  #devices;
  #participants;
  #since = 0;
  #timer = 0;

  constructor({ link, call, devices, participants }) {
    this.#link = link;
    this.#call = call;
    this.#devices = devices;
    this.#participants = participants;
    link.addEventListener('state', () => this.show());
    devices.addEventListener('change', () => this.show());
    for (const name of ['state', 'quality', 'gone'])
      call.addEventListener(name, () => this.show());
    for (const name of ['online', 'offline'])
      window.addEventListener(name, () => this.show());
  }

  show() {
    const [tone, key, params] = this.#sentence();
    const place = byId('status');
    const symbol = { good: 'check', busy: 'clock', bad: 'warning' }[tone];

    place.className = `status ${tone}`;
    if (place.dataset.symbol !== symbol) {
      place.dataset.symbol = symbol;
      place.replaceChild(icon(symbol), place.firstElementChild);
    }
    say(byId('status-text'), key, params);
  }

  #sentence() {
    const informer = this.#participants().find(({ role }) => role === 'informer');
    const name = informer?.name ?? '';
    const peer = informer ? this.#call.peer(informer.id) : null;
    const calling = peer?.state === 'connected';

    if (!navigator.onLine)
      return ['bad', 'status.no-network'];
    if (this.#link.state !== 'online')
      return calling ? ['busy', 'status.office-away'] : ['bad', 'status.reconnecting'];
    if (informer && !informer.connected)
      return calling ? ['busy', 'status.informer-returning', { name }]
        : ['bad', 'status.informer-away', { name }];
    if (Devices.obstacle() || (!this.#devices.wanted.camera && !this.#devices.wanted.microphone))
      return ['good', 'status.writing', { name }];
    if (peer?.state === 'interrupted')
      return ['bad', 'status.interrupted'];
    if (!calling)
      return this.#connecting();
    this.#since = 0;
    return [peer.quality === 'good' ? 'good' : 'busy', `status.${peer.quality}`, { name }];
  }

  #connecting() {
    this.#since ||= Date.now();
    window.clearTimeout(this.#timer);
    if (Date.now() - this.#since >= PATIENCE_MS)
      return ['bad', 'status.no-call'];
    this.#timer = window.setTimeout(() => this.show(), PATIENCE_MS);
    return ['busy', 'status.calling'];
  }
}
