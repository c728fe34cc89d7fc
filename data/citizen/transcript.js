// What everybody in the visit has written and said, as lines. A model: it knows no element of the page.
// SPDX-License-Identifier: GPL-3.0-or-later
import { LOST, receive, repeats } from './t140.js';

// What was said aloud, and heard by a machine or written down by somebody: not typed by who it is of.
export const spoken = ({ origin = 'typed' }) => origin !== 'typed';

const same = (known, told) => Object.entries(told).every(([name, value]) =>
  (name === 'translations' ? JSON.stringify(known[name]) === JSON.stringify(value) : known[name] === value));

/**
 * Lines are { from, origin, line, text, done, at, language, believed, mended, translations }, in the order
 * they began; `origin` is typed, speech or captioner, and each of them counts its lines for itself. What
 * is typed comes by its own channel or by the office; what is spoken by the office only. Event `line` with
 * the line in `detail`, when it came, changed, or went (only a loss that was none goes).
 */
export class Transcript extends EventTarget {
  lines = [];
  // What the office's clock is ahead of this page's, in ms: the device's own may be set wrong, or anew.
  #ahead = performance.timeOrigin;
  // How far each is, where the office told it without a line.
  #reached = new Map();
  // Whose channel brought something since their last loss.
  #fed = new Set();
  // The line that is nothing but a loss, of who has one.
  #marks = new Map();

  // What the office's clock says now.
  setNow(time) {
    this.#ahead = Date.parse(time) - performance.now();
  }

  find(from, number, origin = 'typed') {
    return this.lines.find((line) =>
      line.from === from && line.origin === origin && line.line === number);
  }

  // What they typed, in order.
  typed(from) {
    return this.lines.filter((line) => line.from === from && !spoken(line));
  }

  // Their typed line that is not ended, if they are in one.
  open(from) {
    return this.typed(from).findLast((line) => !line.done);
  }

  next(from) {
    return this.typed(from).reduce((next, line) => Math.max(next, line.line + 1),
      this.#reached.get(from) ?? 0);
  }

  // A line whole, as it stands. What has ended is not opened again by news that is older.
  // An empty line that is not known is none yet: it only says how far they are.
  set({
    from, origin = 'typed', line, text, done, at, language, believed = true, mended = false, translations,
  }) {
    const known = this.find(from, line, origin);
    // Channels know of no translation; what the office says of a spoken line is all there is of it.
    const kept = origin === 'typed' && known?.text === text ? known.translations : [];
    const told = { text, done, language, believed, mended, translations: translations ?? kept };

    if (!known && text === '' && !done) {
      if (origin === 'typed')
        this.#reached.set(from, Math.max(line, this.#reached.get(from) ?? 0));
    } else if (!known) {
      const here = performance.now();
      const made = { from, origin, line, at: at ? Date.parse(at) : this.#ahead + here, ...told };

      // The office's clock may have been put forward since.
      this.#ahead = Math.max(this.#ahead, made.at - here);
      // What one writes, or says, keeps its order, however late it comes.
      const after = this.lines.findLastIndex((other) =>
        (other.from === from && other.origin === origin ? other.line < line : other.at <= made.at));

      this.lines.splice(after + 1, 0, made);
      this.#tell(made);
    } else if ((done || !known.done) && !same(known, told)) {
      Object.assign(known, told);
      this.#tell(known);
    }
  }

  // The office's copy on coming back. It is a moment behind the channel: of a line that still
  // grows, the longer one is the newer, unless ours has holes.
  restore(line) {
    if (spoken(line)) {
      this.set(line);
      return;
    }
    this.#settleMark(line);
    const known = this.find(line.from, line.line);

    if (known && !line.done && !known.text.includes(LOST) && known.text.length > line.text.length)
      return;
    this.set(line);
  }

  // A line that was passed on by the office.
  take(line) {
    // With translations it is one that everybody has.
    if (!spoken(line) && !line.translations)
      this.#settleMark(line);
    this.set(line);
  }

  feed(from, data, { first = false } = {}) {
    this.#fed.add(from);
    this.#marks.delete(from);
    const known = this.open(from);
    const again = first && known && repeats(known.text, data);
    const lines = receive(again ? '' : known?.text ?? '', data);
    let number = known?.line ?? this.next(from);

    for (const { text, done } of lines) {
      if (text !== '' || this.find(from, number))
        this.set({ from, line: number, text, done });
      if (this.find(from, number))
        number += 1;
    }
  }

  // Some of what they wrote may be missing (EN 301 549 6.2.3, RFC 8865 5.4): of their open line, or,
  // with `between`, of lines that nothing is known of.
  markLoss(from, { between = false } = {}) {
    const known = this.open(from);
    const fed = this.#fed.delete(from);

    if (known?.text && !known.text.endsWith(LOST))
      this.set({ ...known, text: known.text + LOST });
    else if (!known && fed && between) {
      const line = this.next(from);

      this.set({ from, line, text: LOST, done: false });
      this.#marks.set(from, this.find(from, line));
    }
  }

  // What the office has of them says what the mark only feared.
  #settleMark({ from, line, text }) {
    const mark = this.#marks.get(from);

    // Who says again by the office what went into a channel has found it closed before this side did.
    this.#fed.delete(from);
    if (!mark)
      return;
    this.#marks.delete(from);
    if (line > mark.line) {
      this.set({ ...mark, done: true });
    } else if (line < mark.line || text === '') {
      this.lines.splice(this.lines.indexOf(mark), 1);
      this.#tell(mark);
    }
  }

  #tell(line) {
    this.dispatchEvent(new CustomEvent('line', { detail: line }));
  }
}
