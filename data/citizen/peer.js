// One other participant of the call. Towards a workstation the browser is the polite side of perfect
// negotiation (WebRTC 1.0, 10.7): the workstation offers, and when both offer at once this side gives way.
// Of two browsers the one that was there first does as a workstation.
// SPDX-License-Identifier: GPL-3.0-or-later
import { decode } from './t140.js';

// The workstation mends a broken path itself; only if it does not, this side asks too.
const MEND_AFTER_MS = 4000;
const FIGURES_MS = 2000;
// How long packets may wait to be put in order on a bad network: pictures a little older, but whole.
const PATIENCE_MS = 150;

/**
 * Events: `state` (see `state`: connecting, connected, interrupted, closed), `stream` (`stream` is
 * new), `channel` (the text channel opened or closed), `text` (T.140 in `detail.data`, `detail.first` for
 * a channel's first), `quality` (`quality`: good, weak, bad).
 */
export class Peer extends EventTarget {
  #pc = null;
  #send;
  #polite;
  #local;
  #iceServers;
  #session = null;
  #offering = false;
  #channel = null;
  #queue = Promise.resolve();
  #mending = 0;
  #watching = 0;
  #counted = null;

  // `local` is the stream whose tracks are sent; `send` takes a SendSignal without type and to; who is not
  // `polite` offers.
  constructor({ iceServers, local, send, polite }) {
    super();
    this.#local = local;
    this.#send = send;
    this.#polite = polite;
    this.state = 'connecting';
    this.stream = null;
    this.quality = 'good';
    this.#iceServers = iceServers;
    this.#connect();
    this.#watching = window.setInterval(() => this.#measure(), FIGURES_MS);
  }

  // Signals are taken one after another: a candidate waits for the description it belongs to.
  handle(signal) {
    this.#queue = this.#queue.then(() => this.#handle(signal)).catch(({ name }) => {
      console.warn(`What came for the call can't be used: ${name}`);
    });
    return this.#queue;
  }

  get textOpen() {
    return this.#channel?.readyState === 'open';
  }

  sendText(t140) {
    if (!this.textOpen)
      return false;
    this.#channel.send(t140);
    return true;
  }

  // What the local stream has now is what goes out, without negotiating anew.
  refresh() {
    for (const transceiver of this.#pc.getTransceivers())
      this.#feed(transceiver);
  }

  // They are at the office again, and may not have had what was sent meanwhile: an offer without an answer goes
  // once more, with the candidates found since.
  repeat() {
    if (this.#pc.signalingState === 'have-local-offer')
      this.#describe();
  }

  close() {
    window.clearInterval(this.#watching);
    window.clearTimeout(this.#mending);
    this.#pc.close();
    this.#become('closed');
  }

  #connect() {
    this.#pc = new RTCPeerConnection({ iceServers: this.#iceServers, bundlePolicy: 'max-bundle' });
    this.#pc.onnegotiationneeded = () => this.#offer();
    this.#pc.onicecandidate = ({ candidate }) => candidate && this.#send({
      candidate: {
        candidate: candidate.candidate,
        sdpMLineIndex: candidate.sdpMLineIndex ?? 0,
        sdpMid: candidate.sdpMid,
      },
    });
    this.#pc.ontrack = (event) => this.#take(event);
    this.#pc.ondatachannel = ({ channel }) => this.#adopt(channel);
    this.#pc.onconnectionstatechange = () => this.#follow();
    if (this.#polite)
      return;
    // Both ways from the beginning, whatever there is to send now.
    for (const kind of ['audio', 'video']) {
      const track = this.#local.getTracks().find((one) => one.kind === kind);

      this.#pc.addTransceiver(track ?? kind, { direction: 'sendrecv', streams: [this.#local] });
    }
    this.#adopt(this.#pc.createDataChannel('t140', { protocol: 't140', ordered: true }));
  }

  // An offer of another session is how the workstation mends a broken path: everything begins again,
  // on both sides.
  #renew({ type, sdp }) {
    const session = /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? null;

    // One that has no session is none: it will be refused, and is not worth the connection there is.
    // Who gives way does not begin anew either.
    if (!this.#polite || type !== 'offer' || session === null || session === this.#session)
      return;
    if (this.#session !== null) {
      window.clearTimeout(this.#mending);
      this.#pc.onconnectionstatechange = null;
      this.#pc.close();
      this.#channel = null;
      this.stream = null;
      this.#counted = null;
      this.#connect();
      this.#become('interrupted');
      this.dispatchEvent(new Event('channel'));
    }
    this.#session = session;
  }

  async #offer() {
    try {
      this.#offering = true;
      await this.#pc.setLocalDescription();
      this.#describe();
    } catch {
      // Closed meanwhile, or their offer came first: theirs stands.
    } finally {
      this.#offering = false;
    }
  }

  async #handle({ description, candidate }) {
    if (candidate) {
      await this.#pc.addIceCandidate(candidate);
      return;
    }
    if (!description || (description.type === 'answer' && this.#pc.signalingState !== 'have-local-offer'))
      return;
    // Collides with ours, and is theirs to roll back.
    if (description.type === 'offer' && !this.#polite
      && (this.#offering || this.#pc.signalingState !== 'stable'))
      return;
    this.#renew(description);
    // Polite: an offer that collides with ours rolls ours back, which setRemoteDescription does.
    await this.#pc.setRemoteDescription(description);
    if (description.type !== 'offer')
      return;
    this.refresh();
    await this.#pc.setLocalDescription();
    this.#describe();
  }

  #describe() {
    const { type, sdp } = this.#pc.localDescription;

    this.#send({ description: { type, sdp } });
  }

  // Answering both ways even without a camera leaves the way open for one switched on later.
  #feed(transceiver) {
    const { kind } = transceiver.receiver.track;
    const track = this.#local.getTracks().find((one) => one.kind === kind) ?? null;

    if (transceiver.direction === 'stopped')
      return;
    if (transceiver.currentDirection === null)
      transceiver.direction = 'sendrecv';
    transceiver.sender.setStreams?.(this.#local);
    transceiver.sender.replaceTrack(track).catch(() => {});
  }

  #take({ track, streams }) {
    const stream = this.stream ?? streams[0] ?? new MediaStream();

    if (!stream.getTracks().includes(track))
      stream.addTrack(track);
    this.stream = stream;
    this.dispatchEvent(new Event('stream'));
  }

  #adopt(channel) {
    if (channel.protocol !== 't140')
      return;
    const tell = () => this.dispatchEvent(new Event('channel'));
    let first = true;

    channel.binaryType = 'arraybuffer';
    channel.onopen = tell;
    channel.onmessage = ({ data }) => {
      this.dispatchEvent(new CustomEvent('text', { detail: { data: decode(data), first } }));
      first = false;
    };
    channel.onclose = () => {
      if (this.#channel === channel)
        this.#channel = null;
      tell();
    };
    this.#channel = channel;
    if (channel.readyState === 'open')
      tell();
  }

  #become(state) {
    if (state === this.state)
      return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  #follow() {
    const { connectionState } = this.#pc;

    window.clearTimeout(this.#mending);
    if (connectionState === 'connected')
      this.#become('connected');
    else if (connectionState === 'disconnected')
      this.#become('interrupted');
    if (connectionState === 'failed') {
      this.#become('interrupted');
      this.#mending = window.setTimeout(() => this.#pc.restartIce(), MEND_AFTER_MS);
    }
  }

  async #measure() {
    if (this.state !== 'connected')
      return;
    const report = await this.#pc.getStats();
    const now = { lost: 0, received: 0, trip: 0 };

    report.forEach((entry) => {
      if (entry.type === 'inbound-rtp') {
        now.lost += entry.packetsLost ?? 0;
        now.received += entry.packetsReceived ?? 0;
      } else if (entry.type === 'candidate-pair' && entry.nominated) {
        now.trip = Math.max(now.trip, entry.currentRoundTripTime ?? 0);
      }
    });
    const before = this.#counted ?? now;
    const lost = Math.max(0, now.lost - before.lost);
    const share = lost / Math.max(1, lost + now.received - before.received);
    const quality = share > 0.08 || now.trip > 1 ? 'bad' : share > 0.02 || now.trip > 0.4 ? 'weak' : 'good';

    this.#counted = now;
    if (quality === this.quality)
      return;
    this.quality = quality;
    for (const receiver of this.#pc.getReceivers())
      receiver.jitterBufferTarget = quality === 'good' ? null : PATIENCE_MS;
    this.dispatchEvent(new Event('quality'));
  }
}
