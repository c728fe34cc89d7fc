// What everybody in the visit has written, as lines. A model: it knows no element of the page.
// SPDX-License-Identifier: GPL-3.0-or-later
import { LOST, receive, repeats } from './t140.js';

/**
 * Lines are { from, line, text, done, at }, in the order they began. Event `line` with the line in
 * `detail`, when it came or changed.
 */
export class Transcript extends EventTarget {
  lines = [];

  find(from, number) {
    return this.lines.find((line) => line.from === from && line.line === number);
  }

  // Their line that is not ended, if they are in one.
  open(from) {
    return this.lines.findLast((line) => line.from === from && !line.done);
  }

  next(from) {
    return this.lines.reduce((next, line) =>
      line.from === from ? Math.max(next, line.line + 1) : next, 0);
  }

  // A line whole, as it stands. What has ended is not opened again by news that is older.
  set({ from, line, text, done, at }) {
    const known = this.find(from, line);

    if (!known) {
      const made = { from, line, text, done, at: at ?? new Date().toISOString() };
      const after = this.lines.findLastIndex((other) => other.at <= made.at);

      this.lines.splice(after + 1, 0, made);
      this.#tell(made);
    } else if ((done || !known.done) && (known.text !== text || known.done !== done)) {
      known.text = text;
      known.done = done;
      this.#tell(known);
    }
  }

  // The office's copy on coming back. It is a moment behind the channel: of a line that still
  // grows, the longer one is the newer, unless ours has holes.
  restore(line) {
    const known = this.find(line.from, line.line);

    if (known && !line.done && !known.text.includes(LOST) && known.text.length > line.text.length)
      return;
    this.set(line);
  }

  feed(from, data, { first = false } = {}) {
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

  // Some of what they wrote may be missing (EN 301 549 6.2.3, RFC 8865 5.4).
  markLoss(from) {
    const known = this.open(from);

    if (known && known.text !== '' && !known.text.endsWith(LOST))
      this.set({ ...known, text: known.text + LOST });
  }

  #tell(line) {
    this.dispatchEvent(new CustomEvent('line', { detail: line }));
  }
}
