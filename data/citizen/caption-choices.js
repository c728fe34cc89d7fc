// How the person wants captions: whether, how they look, said aloud too; in which language they read them, and
// which they speak. All but the languages are of this tab; these are kept by the office, which transcribes and
// translates by them.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor } from './announce.js';
import { byId, make } from './dom.js';
import { LANGUAGES, changes, format, say } from './i18n.js';
import { draw, keep, recall } from './session.js';
import { voiceOf } from './spoken-lines.js';

const SIZES = [1, 1.5, 2, 2.5, 3];
const FONTS = ['plain', 'serif', 'monospace'];
const COLOURS = ['dark', 'yellow', 'light'];
// Of each voice: two as UNE 153010 has them, more for who reads slowly.
const LINES = [2, 3, 4];

/**
 * Event `change` when `on`, `aloud`, `lines` or `reads`, the language to read captions in, became another. The
 * elements with class `caption-look` take on how they look.
 */
export class CaptionChoices extends EventTarget {
  #link;
  #me = null;
  #size;
  #font;
  #colours;

  constructor(link) {
    const { on = true, size, font, colours, lines, aloud = false } = recall('captions', {});

    super();
    this.#link = link;
    this.on = on;
    this.aloud = aloud;
    this.#size = SIZES.includes(size) ? size : SIZES[0];
    this.#font = FONTS.includes(font) ? font : FONTS[0];
    this.#colours = COLOURS.includes(colours) ? colours : COLOURS[0];
    this.lines = LINES.includes(lines) ? lines : LINES[0];
    for (const name of ['reads', 'speaks']) {
      byId(`caption-${name}`).append(...Object.entries(LANGUAGES).map(([value, language]) =>
        make('option', { value, lang: value, dir: language.dir }, language.name)));
      byId(`caption-${name}`).addEventListener('change', () => this.#ask(name));
    }
    byId('caption-size').append(...SIZES.map((value) => make('option', { value })));
    byId('caption-size').addEventListener('change', ({ target }) => this.#choose({ size: Number(target.value) }));
    byId('caption-font').append(...FONTS.map((value) =>
      say(make('option', { value }), `captions.font.${value}`)));
    byId('caption-font').addEventListener('change', ({ target }) => this.#choose({ font: target.value }));
    byId('caption-lines').append(...LINES.map((value) => make('option', { value })));
    byId('caption-lines').addEventListener('change', ({ target }) => this.#choose({ lines: Number(target.value) }));
    byId('caption-colours').append(...COLOURS.map((value) =>
      say(make('option', { value }), `captions.colours.${value}`)));
    byId('caption-colours').addEventListener('change', ({ target }) => this.#choose({ colours: target.value }));
    byId('caption-aloud').addEventListener('change', ({ target }) => this.#choose({ aloud: target.checked }));
    window.speechSynthesis?.addEventListener?.('voiceschanged', () => this.#showVoice());
    byId('switch-captions').addEventListener('click', () => this.#switch());
    byId('caption-options').addEventListener('click', () => byId('caption-dialog').showModal());
    byId('caption-close').addEventListener('click', () => byId('caption-dialog').close());
    changes.addEventListener('change', () => this.#nameNumbers());
    this.#nameNumbers();
    this.#showLook();
    this.#showSwitch();
  }

  get reads() {
    return this.#me?.reads;
  }

  // Oneself, as the office has it.
  set me(participant) {
    const before = this.reads;

    this.#me = participant;
    for (const name of ['reads', 'speaks'])
      byId(`caption-${name}`).value = participant[name];
    this.#showVoice();
    if (before !== this.reads)
      this.dispatchEvent(new Event('change'));
  }

  #ask(name) {
    const select = byId(`caption-${name}`);

    if (this.#link.send({ type: 'spoken', id: draw(), [name]: select.value }))
      return;
    select.value = this.#me[name];
    alarmFor('offline');
  }

  #switch() {
    this.#choose({ on: !this.on });
    this.#showSwitch();
    this.dispatchEvent(new Event('change'));
  }

  #showSwitch() {
    byId('switch-captions').setAttribute('aria-pressed', String(this.on));
    say(byId('switch-captions-state'), this.on ? 'captions.on' : 'captions.off');
  }

  #choose({
    on = this.on, size = this.#size, font = this.#font, colours = this.#colours, lines = this.lines, aloud = this.aloud,
  }) {
    const changed = aloud !== this.aloud || lines !== this.lines;

    this.on = on;
    this.aloud = aloud;
    this.lines = lines;
    this.#size = size;
    this.#font = font;
    this.#colours = colours;
    keep('captions', { on, size, font, colours, lines, aloud });
    this.#showLook();
    this.#showVoice();
    if (changed)
      this.dispatchEvent(new Event('change'));
  }

  #showLook() {
    byId('caption-size').value = this.#size;
    byId('caption-font').value = this.#font;
    byId('caption-colours').value = this.#colours;
    byId('caption-lines').value = this.lines;
    for (const element of document.querySelectorAll('.caption-look')) {
      element.dataset.font = this.#font;
      element.dataset.colours = this.#colours;
      element.style.setProperty('--lines', this.lines);
      element.classList.toggle('large', this.#size >= 2);
      element.style.setProperty('--size', this.#size);
    }
  }

  // There may be no voice, and then nothing is said: that is told where it was asked for.
  #showVoice() {
    const language = LANGUAGES[this.reads];

    byId('caption-aloud').checked = this.aloud;
    byId('caption-no-voice').hidden = !this.aloud || !language || Boolean(voiceOf(this.reads));
    if (language)
      say(byId('caption-no-voice'), 'captions.no-voice', { language: language.name });
  }

  #nameNumbers() {
    for (const option of byId('caption-size').options)
      option.textContent = `${format(Number(option.value))}×`;
    for (const option of byId('caption-lines').options)
      option.textContent = format(Number(option.value));
  }
}
