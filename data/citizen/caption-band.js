// Captions under the picture: of each of the two who spoke last, the last lines of what they said, or
// wrote, and of what it means in the language that is read (UNE 153010). All of it is in the
// conversation too, which is what a screen reader reads.
// SPDX-License-Identifier: GPL-3.0-or-later
import { arrange, byId, make } from './dom.js';
import { say } from './i18n.js';
import { translated, write } from './line-words.js';
import { Roll } from './roll.js';
import { spoken } from './transcript.js';

const SPEAKERS = 2;

class Row {
  #said = new Roll();
  #meant = new Roll();

  constructor({ name, role, mine, speaks }) {
    this.speaks = speaks;
    this.#said.element.classList.add('original');
    this.draft = say(make('span', { class: 'draft-mark', hidden: true }), 'captions.draft');
    this.element = make('div', { class: mine ? 'caption-row mine' : 'caption-row', 'data-role': role },
      make('div', { class: 'who' }, write(make('bdi'), name), ' ', this.draft), this.#said.element,
      this.#meant.element);
  }

  // As many rows as can be seen of one: each line begins on a row of its own.
  show(lines, reads, most, seen) {
    const meant = lines.filter((line) => translated(line, reads));

    this.#meant.element.hidden = meant.length === 0;
    this.draft.hidden = meant.length === 0 || !translated(meant.at(-1), reads).draft;
    this.element.classList.toggle('foreign', meant.length > 0);
    this.#said.show(lines, most, (item, { believed, text, language }) =>
      write(item, believed ? text : { key: 'captions.unheard' }, language ?? this.speaks), seen);
    this.#meant.show(meant, most, (item, line) => write(item, translated(line, reads).text, reads), seen);
  }
}

export class CaptionBand {
  #transcript;
  #choices;
  #speaker;
  #rows = new Map();
  #seen = false;

  // `speaker(id)` is { name, role, mine, speaks } of a participant.
  constructor({ transcript, choices, speaker }) {
    this.#transcript = transcript;
    this.#choices = choices;
    this.#speaker = speaker;
    transcript.addEventListener('line', () => this.show());
    choices.addEventListener('change', () => this.skip(() => this.show()));
  }

  // What comes of `run` is nothing new: its end is shown at once.
  skip(run) {
    this.#seen = true;
    run();
    this.#seen = false;
  }

  show() {
    // What one writes oneself stands in the box.
    const lines = this.#transcript.lines.filter((line) =>
      line.text !== '' && (spoken(line) || !this.#speaker(line.from).mine));
    const last = new Set();

    byId('captions').hidden = !this.#choices.on || !lines.some(spoken);
    if (byId('captions').hidden)
      return;
    for (let at = lines.length - 1; at >= 0 && last.size < SPEAKERS; at -= 1)
      last.add(lines[at].from);
    for (const from of last) {
      if (!this.#rows.has(from))
        this.#rows.set(from, new Row(this.#speaker(from)));
      this.#rows.get(from).show(lines.filter((line) => line.from === from), this.#choices.reads,
        this.#choices.lines, this.#seen);
    }
    // In the order they first spoke, so that they do not change places.
    arrange(byId('caption-rows'), Array.from(this.#rows).filter(([from]) => last.has(from))
      .map(([, { element }]) => element));
  }
}
