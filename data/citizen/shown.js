// The page that both look at: its picture as the office sees it, where the office points on it, and
// where this person does, by mouse, finger or keyboard. Places are thousandths of its sides.
// SPDX-License-Identifier: GPL-3.0-or-later
import { announce } from './announce.js';
import { byId, make } from './dom.js';
import { label, say } from './i18n.js';

const PAUSE_MS = 60;
const STEP = 20;
const LONG_STEP = 100;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value) => Math.min(1000, Math.max(0, Math.round(value)));

export class Shown {
  #link;
  #busy;
  #appointment = null;
  #shown = null;
  #address = null;
  #place = null; // where this person points
  #told = null;
  #timer = null;
  #marks = new Map(); // of the others, by participant

  constructor(link, busy) {
    const page = byId('shown-page');

    this.#link = link;
    this.#busy = busy;
    link.addEventListener('shown', ({ detail }) => this.load(detail.shown ?? null));
    link.addEventListener('pointer', ({ detail }) => this.#mark(detail));
    for (const name of ['pointerdown', 'pointermove'])
      page.addEventListener(name, (event) => this.#follow(event));
    // A finger that lets go still points: there is no other way to show a place with it.
    page.addEventListener('pointerleave', ({ pointerType }) =>
      pointerType === 'mouse' && this.#point(null));
    page.addEventListener('keydown', (event) => this.#press(event));
    page.addEventListener('blur', () => this.#point(null));
    byId('shown-zoom').addEventListener('click', () => {
      const large = byId('shown').classList.toggle('large');

      byId('shown-zoom').setAttribute('aria-pressed', String(large));
    });
  }

  set appointment(id) {
    this.#appointment = id;
  }

  // What is shown now, or null. The same again changes nothing but the connection it came by.
  async load(shown) {
    const before = this.#shown;

    this.#shown = shown;
    if (!shown) {
      this.#close(before);
      return;
    }
    if (shown.picture === before?.picture && this.#address)
      return;
    this.#forgetPlaces();
    try {
      const answer = await this.#link.request(
        `appointments/${this.#appointment}/shown/${shown.picture}`);
      const picture = await answer.blob();

      // Another page was turned to meanwhile.
      if (this.#shown?.picture === shown.picture)
        this.#open(shown, picture, before);
    } catch {
      // It is gone, or the connection is: what comes next tells.
      if (this.#shown?.picture === shown.picture)
        this.#close(before);
    }
  }

  #open(shown, picture, before) {
    const { name, page, pages } = shown;
    const image = byId('shown-image');

    this.#release();
    this.#address = URL.createObjectURL(picture);
    image.src = this.#address;
    image.alt = '';
    byId('shown-name').textContent = name;
    say(byId('shown-position'), 'shown.position', { page, pages });
    label(byId('shown-page'), 'shown.page', { name, page, pages });
    byId('shown').hidden = false;
    announce('shown.told', { name, page, pages });
    if (before?.document !== shown.document && !this.#busy())
      byId('shown').scrollIntoView();
  }

  #close(before) {
    this.#shown = null;
    this.#forgetPlaces();
    this.#release();
    byId('shown').hidden = true;
    if (before)
      announce('shown.over');
  }

  #release() {
    byId('shown-image').removeAttribute('src');
    if (this.#address)
      URL.revokeObjectURL(this.#address);
    this.#address = null;
  }

  #forgetPlaces() {
    window.clearTimeout(this.#timer);
    this.#timer = null;
    this.#place = null;
    this.#told = null;
    this.#marks.forEach((mark) => mark.remove());
    this.#marks.clear();
    byId('shown-mine').hidden = true;
  }

  #put(mark, { x, y }) {
    mark.hidden = false;
    mark.style.left = `${x / 10}%`;
    mark.style.top = `${y / 10}%`;
  }

  #mark({ from, picture, x, y }) {
    if (picture !== this.#shown?.picture)
      return;
    if (!this.#marks.has(from)) {
      const mark = make('span', { class: 'pointer theirs', 'aria-hidden': 'true', hidden: true });

      this.#marks.set(from, mark);
      byId('shown-page').append(mark);
    }
    const mark = this.#marks.get(from);

    if (x === undefined)
      mark.hidden = true;
    else
      this.#put(mark, { x, y });
  }

  #follow(event) {
    const { left, top, width, height } = byId('shown-image').getBoundingClientRect();

    if (width === 0 || height === 0)
      return;
    this.#point({
      x: within((event.clientX - left) / width * 1000),
      y: within((event.clientY - top) / height * 1000),
    });
  }

  #press(event) {
    const arrow = ARROWS[event.key];

    if (event.key === 'Escape') {
      this.#point(null);
    } else if (arrow && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const { x, y } = this.#place ?? { x: 500, y: 500 };
      const step = event.shiftKey ? LONG_STEP : STEP;

      event.preventDefault();
      this.#point({ x: within(x + arrow[0] * step), y: within(y + arrow[1] * step) });
    }
  }

  #point(place) {
    if (!this.#shown || (place === null && this.#place === null))
      return;
    this.#place = place;
    if (place)
      this.#put(byId('shown-mine'), place);
    else
      byId('shown-mine').hidden = true;
    this.#timer ??= window.setTimeout(() => this.#tell(), PAUSE_MS);
  }

  #tell() {
    const now = JSON.stringify(this.#place);

    this.#timer = null;
    if (!this.#shown || now === this.#told)
      return;
    if (this.#link.send({ type: 'pointer', picture: this.#shown.picture, ...this.#place }))
      this.#told = now;
  }
}
