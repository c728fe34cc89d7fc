// The conversation as it is seen: who wrote or said what, what it means, and the box to write in.
// SPDX-License-Identifier: GPL-3.0-or-later
import { announceLine } from './announce.js';
import { arrange, icon, make } from './dom.js';
import { say, t } from './i18n.js';
import { translated, write } from './line-words.js';
import { LOST } from './t140.js';
import { spoken } from './transcript.js';

export class Conversation {
  #list;
  #box;
  #composer;
  #transcript;
  #choices;
  #speaker;
  #rows = new Map();
  // What was read out, or need not be: lines, and translations by their line.
  #settled = new WeakSet();
  #meant = new WeakMap();
  #me = null;
  #quiet = false;
  // The newest line is kept in sight, unless the person went back to read.
  #following = true;

  // `speaker(id)` is { name, role, mine, speaks } of a participant; a name may be { key }.
  constructor({ list, form, box, transcript, composer, choices, speaker }) {
    this.#list = list;
    this.#box = box;
    this.#transcript = transcript;
    this.#composer = composer;
    this.#choices = choices;
    this.#speaker = speaker;
    list.addEventListener('scroll', () => { this.#following = this.#atEnd(); });
    new ResizeObserver(() => this.#follow()).observe(list);
    transcript.addEventListener('line', ({ detail }) => this.#show(detail));
    choices.addEventListener('change', () => this.#showAll());
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
    for (const line of lines)
      if (!this.#knowsBetter(line))
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

  // What one typed oneself: the office adds a translation to it, and no more.
  #knowsBetter(line) {
    if (line.from !== this.#me || spoken(line) || line.mended)
      return false;
    const known = this.#transcript.find(line.from, line.line);

    return known && !(known.done && known.text === line.text);
  }

  // Captions came or went, or are read in another language.
  #showAll() {
    this.#quiet = true;
    for (const line of this.#transcript.lines)
      this.#fill(line);
    this.#quiet = false;
    this.#arrange();
  }

  #show(line) {
    this.#fill(line);
    if (!this.#transcript.lines.includes(line))
      this.#rows.delete(line);
    this.#arrange();
  }

  #fill(line) {
    const row = this.#rows.get(line) ?? this.#make(line);
    const meant = translated(line, this.#choices.reads);

    write(row.text, line.believed ? line.text : { key: 'captions.unheard' }, line.language ?? row.speaks);
    row.meant.hidden = !meant;
    write(row.meant, meant?.text ?? '', this.#choices.reads);
    row.draft.hidden = !meant?.draft;
    row.mended.hidden = !line.mended;
    row.item.classList.toggle('open', !line.done);
    row.writing.hidden = line.done || line.from === this.#me || line.text === LOST;
    row.item.hidden = line.text === '' || (spoken(line) && !this.#choices.on);
    this.#settle(line, meant, row.item.hidden);
  }

  #arrange() {
    const items = this.#transcript.lines.map((one) => this.#rows.get(one)?.item).filter(Boolean);

    arrange(this.#list, items);
    this.#list.hidden = items.every((item) => item.hidden);
    this.#follow();
  }

  #atEnd() {
    return this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 24;
  }

  #follow() {
    if (this.#following)
      this.#list.scrollTop = this.#list.scrollHeight;
  }

  #make(line) {
    const { name, role, mine, speaks } = this.#speaker(line.from);
    const who = make('span', { class: 'who', dir: 'auto' }, write(make('bdi'), name));
    const text = make('span', { class: 'text', dir: 'auto' });
    const meant = make('bdi', { class: 'meant', hidden: true });
    const draft = say(make('span', { class: 'draft-mark', hidden: true }), 'captions.draft');
    const mended = say(make('span', { class: 'writing', hidden: true }), 'captions.mended');
    const writing = say(make('span', { class: 'writing' }),
      spoken(line) ? 'captions.hearing' : 'text.writing');

    if (spoken(line))
      who.append(' ', make('span', { class: 'origin' }, icon(line.origin === 'speech' ? 'voice' : 'pen'), ' ',
        say(make('span'), `captions.origin.${line.origin}`)));
    const item = make('li', { class: mine ? 'line sent' : 'line received', 'data-role': role },
      who, ' ', text, ' ', mended, writing, meant, ' ', draft);
    const row = { item, speaks, text, meant, draft, mended, writing };

    this.#rows.set(line, row);
    return row;
  }

  // Only what is settled is read out, once, and once what it means: a voice that spells every letter
  // helps nobody.
  #settle(line, meant, hidden) {
    const loud = !this.#quiet && !hidden && line.from !== this.#me && line.text !== '';
    const { name, speaks } = this.#speaker(line.from);
    const who = name.key ? t(name.key) : name;

    if (line.done && !this.#settled.has(line)) {
      this.#settled.add(line);
      if (loud && line.believed)
        announceLine(who, line.text, line.language ?? speaks);
      else if (loud)
        announceLine(who, t('captions.unheard'));
    }
    // Who changes the language is given the last lines in it, which were read out already.
    if ((this.#quiet ? line.done : meant) && this.#meant.get(line) !== this.#choices.reads) {
      this.#meant.set(line, this.#choices.reads);
      if (loud)
        announceLine(who, meant.text, this.#choices.reads, meant.draft ? t('captions.draft') : '');
    }
  }
}
