// The conversation as it is seen: who wrote what, and the box to write in.
// SPDX-License-Identifier: GPL-3.0-or-later
import { announce } from './announce.js';
import { arrange, make } from './dom.js';
import { label, say } from './i18n.js';
import { LOST } from './t140.js';

// Text with its losses named: a screen reader says nothing useful for U+FFFD.
function withLosses(element, text) {
  const parts = text.split(LOST);

  element.replaceChildren();
  parts.forEach((part, at) => {
    element.append(part);
    if (at < parts.length - 1)
      element.append(label(make('span', { role: 'img', class: 'lost' }, LOST), 'text.lost'));
  });
}

export class Conversation {
  #list;
  #box;
  #composer;
  #transcript;
  #nameOf;
  #rows = new Map();
  #settled = new WeakSet();
  #me = null;
  #quiet = false;
  // The newest line is kept in sight, unless the person went back to read.
  #following = true;

  // `nameOf(id)` is what to call a participant: { key } or a name.
  constructor({ list, form, box, transcript, composer, nameOf }) {
    this.#list = list;
    this.#box = box;
    this.#transcript = transcript;
    this.#composer = composer;
    this.#nameOf = nameOf;
    list.addEventListener('scroll', () => { this.#following = this.#atEnd(); });
    new ResizeObserver(() => this.#follow()).observe(list);
    transcript.addEventListener('line', ({ detail }) => this.#show(detail));
    box.addEventListener('input', () => this.#typed());
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing)
        return;
      event.preventDefault();
      this.#end();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#end();
      box.focus();
    });
  }

  resume(me, lines) {
    this.#me = me;
    this.#quiet = true;
    // Of one's own lines the page knows best.
    for (const line of lines)
      if (line.from !== me || !this.#transcript.find(me, line.line))
        this.#transcript.restore(line);
    this.#quiet = false;
    const open = this.#composer.resume(me, lines);

    if (this.#box.value === '')
      this.#box.value = open;
  }

  #typed() {
    // A pasted text of several lines is several lines.
    const parts = this.#box.value.split(/\r?\n/);

    while (parts.length > 1) {
      this.#composer.write(parts.shift());
      this.#composer.endLine();
    }
    if (this.#box.value !== parts[0])
      this.#box.value = parts[0];
    this.#composer.write(parts[0]);
  }

  #end() {
    this.#composer.write(this.#box.value);
    this.#composer.endLine();
    this.#box.value = '';
  }

  #show(line) {
    const row = this.#rows.get(line) ?? this.#make(line);

    if (!this.#transcript.lines.includes(line))
      this.#rows.delete(line);
    withLosses(row.text, line.text);
    row.item.classList.toggle('open', !line.done);
    row.writing.hidden = line.done || line.from === this.#me || line.text === LOST;
    row.item.hidden = line.text === '';
    arrange(this.#list, this.#transcript.lines.map((one) => this.#rows.get(one)?.item)
      .filter(Boolean));
    this.#list.hidden = this.#list.children.length === 0;
    this.#follow();
    this.#settle(line);
  }

  #atEnd() {
    return this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 24;
  }

  #follow() {
    if (this.#following)
      this.#list.scrollTop = this.#list.scrollHeight;
  }

  #make(line) {
    const mine = line.from === this.#me;
    const name = this.#nameOf(line.from);
    const who = make('span', { class: 'who', dir: 'auto' });
    const text = make('span', { class: 'text', dir: 'auto' });
    const writing = say(make('span', { class: 'writing' }), 'text.writing');

    if (mine)
      say(who, 'text.you');
    else if (name.key)
      say(who, name.key);
    else
      who.textContent = name;
    const item = make('li', { class: mine ? 'line sent' : 'line received' }, who, ' ', text, writing);
    const row = { item, who, text, writing };

    this.#rows.set(line, row);
    return row;
  }

  // Only what is settled is read out, once: a voice that spells every letter helps nobody.
  #settle(line) {
    if (!line.done || this.#settled.has(line))
      return;
    this.#settled.add(line);
    if (!this.#quiet && line.from !== this.#me && line.text !== '')
      announce('text.said', { name: this.#nameOf(line.from), text: line.text });
  }
}
