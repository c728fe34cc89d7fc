// The sending side of real-time text: what stands in the writing box goes out as it is written,
// by the data channel to whom has one, and always to the office, which keeps it.
// SPDX-License-Identifier: GPL-3.0-or-later
import { keep, recall } from './session.js';
import { END_OF_LINE, difference } from './t140.js';
import { spoken } from './transcript.js';

// EN 301 549 6.2.4 asks for 500 ms from key to wire; a key after a pause goes at once.
const PACE_MS = 150;
// A path that is dead counts as open for a while: what went into a channel this long before it closed is
// in doubt.
const DOUBT_MS = 60000;
const ENDED_MAX = 64;

/**
 * One line at a time. `me` is one's participant id, `others()` the ids of the rest, `call` has their
 * channels. A line stays on the way it began on, save that a channel that closes hands it over, and with
 * it the lines ended shortly before.
 */
export class Composer {
  #link;
  #call;
  #transcript;
  #others;
  #me = null;
  #number = 0;
  #text = '';
  #sent = '';
  #direct = null;
  #timer = 0;
  #last = 0;
  // The last lines: { number, at }.
  #ended = [];
  // Whose channel is open, and since when what went into a closed one is in doubt.
  #open = new Set();
  #doubts = new Map();

  constructor({ link, call, transcript, others }) {
    this.#link = link;
    this.#call = call;
    this.#transcript = transcript;
    this.#others = others;
    call.addEventListener('channel', ({ detail }) => this.#channel(detail.id));
    call.addEventListener('gone', ({ detail }) => this.#gone(detail.id));
  }

  // In the visit, or back in it, with the office's `lines`: one's own that it has not, or has in an
  // earlier state, are sent again. Comes back with the text of the line to go on with.
  resume(me, lines) {
    const held = new Map(lines.filter((line) => line.from === me && !spoken(line))
      .map((line) => [line.line, line]));
    const draft = recall('draft');

    this.#me = me;
    if (draft && this.#transcript.next(me) <= draft.line)
      this.#transcript.set({ from: me, ...draft, done: false });
    for (const line of this.#transcript.typed(me)) {
      const theirs = held.get(line.line);

      if ((theirs?.text !== line.text || theirs?.done !== line.done))
        this.#report(line);
    }
    for (const id of Array.from(this.#doubts.keys()))
      this.#handOver(id);
    const open = this.#transcript.open(me);

    this.#number = open?.line ?? this.#transcript.next(me);
    if (open && this.#text === '') {
      const fresher = draft?.line === open.line ? draft.text : open.text;

      this.#sent = open.text;
      this.#direct = this.#direct ?? new Set();
      this.write(fresher);
    }
    return this.#text;
  }

  write(text) {
    this.#text = text;
    keep('draft', text === '' ? null : { line: this.#number, text });
    if (this.#timer)
      return;
    const wait = this.#last + PACE_MS - performance.now();

    if (wait <= 0)
      this.#flush();
    else
      this.#timer = window.setTimeout(() => this.#flush(), wait);
  }

  endLine() {
    if (this.#text === '')
      return;
    this.#flush(true);
    this.#ended = [...this.#ended, { number: this.#number, at: performance.now() }].slice(-ENDED_MAX);
    this.#number += 1;
    this.#text = '';
    this.#sent = '';
    this.#direct = null;
    keep('draft', null);
  }

  get #line() {
    return { from: this.#me, line: this.#number, text: this.#text };
  }

  #flush(done = false) {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#me === null || (this.#text === this.#sent && !done))
      return;
    this.#last = performance.now();
    this.#direct ??= new Set(this.#others().filter((id) => this.#call.peer(id)?.textOpen));
    const change = difference(this.#sent, this.#text) + (done ? END_OF_LINE : '');

    for (const id of this.#direct)
      if (!this.#call.peer(id)?.sendText(change))
        this.#direct.delete(id);
    this.#sent = this.#text;
    this.#transcript.set({ ...this.#line, done });
    this.#report(this.#transcript.find(this.#me, this.#number));
  }

  // The office keeps the line, and carries it to whom no channel does.
  #report({ line, text, done }) {
    const here = line === this.#number;
    const relay = this.#others().filter((id) => !(here && this.#direct?.has(id)));

    return this.#link.send({
      type: 'text',
      line,
      text,
      done,
      ...(relay.length > 0 ? { relay } : {}),
    });
  }

  #channel(id) {
    if (this.#call.peer(id)?.textOpen) {
      this.#open.add(id);
      return;
    }
    this.#direct?.delete(id);
    if (!this.#open.delete(id) || this.#me === null)
      return;
    this.#doubts.set(id, performance.now() - DOUBT_MS);
    this.#handOver(id);
  }

  // Who comes back as another instance is given all the office has; only the open line goes on.
  #gone(id) {
    this.#open.delete(id);
    this.#doubts.delete(id);
    if (this.#direct?.delete(id) && this.#sent !== '')
      this.#report({ line: this.#number, text: this.#sent, done: false });
  }

  // Says again through the office what a channel that closed may have swallowed, and last how far one
  // is: the open line, be it empty. While the office is away it waits for resume().
  #handOver(id) {
    const since = this.#doubts.get(id);
    const lines = this.#ended.filter(({ at }) => at >= since)
      .map(({ number }) => this.#transcript.find(this.#me, number));

    lines.push({ line: this.#number, text: this.#sent, done: false });
    if (lines.every((line) => this.#report(line)))
      this.#doubts.delete(id);
  }
}
