// The call: a peer for each other participant, made anew only when they are (another `instance`).
// SPDX-License-Identifier: GPL-3.0-or-later
import { Devices } from './devices.js';
import { Peer } from './peer.js';

// Candidates of a few network changes; what is older is of no use.
const OUTBOX_SIZE = 200;

/**
 * Events, with the participant's id in `detail.id`: `state`, `stream`, `channel`, `quality`,
 * `text` (`detail.data`, `detail.first`), `gone`.
 */
export class Call extends EventTarget {
  #link;
  #devices;
  #iceServers = [];
  #peers = new Map();
  #outbox = [];

  constructor(link, devices) {
    super();
    this.#link = link;
    this.#devices = devices;
    link.addEventListener('signal', ({ detail }) => this.#receive(detail));
    devices.addEventListener('change', () => {
      for (const { peer } of this.#peers.values())
        peer.refresh();
    });
  }

  set iceServers(servers) {
    this.#iceServers = servers;
  }

  peer(id) {
    return this.#peers.get(id)?.peer ?? null;
  }

  ids() {
    return Array.from(this.#peers.keys());
  }

  // A participant as the office has them; `order` is one's own. The same instance that comes back keeps its
  // call: the media never passed through the office.
  meet({ id, instance, order: theirs, connected, gone }, order) {
    const known = this.#peers.get(id);

    if (gone) {
      this.drop(id);
      return;
    }
    if (known && connected && !known.connected)
      known.peer.repeat();
    if (known)
      known.connected = connected;
    if (instance === '' || Devices.obstacle() === 'unsupported' || known?.instance === instance)
      return;
    if (known)
      this.drop(id);
    this.#make(id, instance, theirs < order);
    this.#peers.get(id).connected = connected;
  }

  drop(id) {
    const known = this.#peers.get(id);

    if (!known)
      return;
    this.#peers.delete(id);
    this.#outbox = this.#outbox.filter((signal) => signal.to !== id);
    known.peer.close();
    this.#tell('gone', id);
  }

  // What could not be sent while the office was away.
  flush() {
    while (this.#outbox.length > 0 && this.#link.send(this.#outbox[0]))
      this.#outbox.shift();
  }

  stop() {
    for (const id of this.ids())
      this.drop(id);
    this.#outbox = [];
  }

  #receive({ from, description, candidate }) {
    this.#peers.get(from)?.peer.handle({ description, candidate });
  }

  #make(id, instance, polite) {
    const peer = new Peer({
      iceServers: this.#iceServers,
      local: this.#devices.stream,
      polite,
      send: (signal) => this.#post({ type: 'signal', to: id, ...signal }),
    });

    this.#peers.set(id, { instance, peer });
    for (const name of ['state', 'stream', 'channel', 'quality'])
      peer.addEventListener(name, () => this.#tell(name, id));
    peer.addEventListener('text', ({ detail }) => this.#tell('text', id, detail));
    this.#tell('state', id);
  }

  // The office can bring nothing to who is not there, and counts what is asked of it in vain.
  #post(signal) {
    if (this.#peers.get(signal.to)?.connected === false)
      return;
    if (this.#outbox.length > 0 || !this.#link.send(signal))
      this.#outbox.push(signal);
    this.#outbox.splice(0, this.#outbox.length - OUTBOX_SIZE);
  }

  #tell(name, id, more = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail: { id, ...more } }));
  }
}
