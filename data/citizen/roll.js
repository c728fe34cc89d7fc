// The last lines of one voice, rolling up through a low box: no faster than they can be read.
// SPDX-License-Identifier: GPL-3.0-or-later
import { make } from './dom.js';

// UNE 153010: fifteen characters a second, a row from one second to six; and never further behind than that.
const CHARACTERS_A_SECOND = 15;
const SHORTEST_MS = 1000;
const LONGEST_MS = 6000;
// So many lines may wait below; of more at once only the end can be had in time.
const WAITING = 12;

export class Roll {
  element = make('div', { class: 'roll' });
  #items = new Map();
  #gone = new WeakSet();
  #most = 0;
  #moved = -LONGEST_MS;
  #timer = 0;

  /**
   * `lines` in order, of which the last are seen, on as many rows as the box is high: `most`. `fill(item, line)`
   * writes one. With `seen`, none of it is new, and its end is
   * shown at once.
   */
  show(lines, most, fill, seen) {
    if (most !== this.#most)
      this.#gone = new WeakSet();
    this.#most = most;
    if (seen)
      lines.slice(0, -most).forEach((line) => this.#gone.add(line));
    const shown = lines.slice(-WAITING).filter((line, at, { length }) =>
      at >= length - most || !this.#gone.has(line));

    for (const [line, item] of this.#items)
      if (!shown.includes(line)) {
        item.remove();
        this.#items.delete(line);
      }
    shown.forEach((line, at) => {
      if (!this.#items.has(line))
        this.#items.set(line, make('bdi'));
      const item = this.#items.get(line);

      if (this.element.children[at] !== item)
        this.element.insertBefore(item, this.element.children[at] ?? null);
      fill(item, line);
    });
    this.element.lang = this.element.lastChild?.lang ?? '';
    if (seen)
      this.#moveTo(this.element.scrollHeight);
    else if (!this.#timer)
      this.#roll();
  }

  #moveTo(top) {
    this.element.scrollTop = top;
    this.#moved = performance.now();
  }

  // What has been there long enough makes place; a single row always does, as in a text that grows.
  #roll() {
    const { element } = this;
    const row = element.clientHeight / this.#most;
    const behind = Math.round((element.scrollHeight - element.clientHeight - element.scrollTop) / row) || 0;

    if (behind > 0) {
      const characters = element.textContent.length * row / element.scrollHeight;
      const pace = Math.min(Math.max(characters * 1000 / CHARACTERS_A_SECOND, SHORTEST_MS), LONGEST_MS / behind);
      const read = Math.floor((performance.now() - this.#moved) / pace);

      if (read > 0 || (behind === 1 && !this.#timer))
        this.#moveTo(element.scrollTop + row * Math.min(behind, this.#most, Math.max(read, 1)));
      if (behind > 1 || this.#timer) {
        this.#timer = setTimeout(() => this.#roll(), pace);
        return;
      }
    }
    this.#timer = 0;
    this.#forget();
  }

  // What has gone up and out.
  #forget() {
    for (const [line, item] of Array.from(this.#items).slice(0, -this.#most))
      if (item.offsetTop + item.offsetHeight <= this.element.scrollTop + this.element.offsetTop + 1) {
        this.#gone.add(line);
        item.remove();
        this.#items.delete(line);
      }
  }
}
