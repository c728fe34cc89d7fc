// Several photographs that are one document: put in order, turned, taken out, and sent as one PDF. What
// is sent is drawn anew by the browser, so where a telephone took it (EXIF) stays with the person.
// SPDX-License-Identifier: GPL-3.0-or-later
import { announce } from './announce.js';
import { arrange, byId, icon, make } from './dom.js';
import { label, say } from './i18n.js';
import { pdfOf } from './picture-pdf.js';

const LARGEST_SIDE = 2000;
const QUALITY = 0.85;
const MOST = 20;

// The picture as JPEG, turned by quarters; null when the browser can't read it.
async function drawn(bitmap, turns) {
  const across = turns % 2 === 1;
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = make('canvas', { width: across ? height : width, height: across ? width : height });
  const brush = canvas.getContext('2d');

  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.translate(canvas.width / 2, canvas.height / 2);
  brush.rotate(turns * Math.PI / 2);
  brush.drawImage(bitmap, -width / 2, -height / 2, width, height);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', QUALITY); });

  return blob && {
    bytes: new Uint8Array(await blob.arrayBuffer()), width: canvas.width, height: canvas.height,
  };
}

export class Pages {
  #pages = []; // { bitmap, turns, row, canvas }
  #name = '';
  #send = null;
  #more = null;

  constructor() {
    byId('pages-send').addEventListener('click', () => this.#finish());
    byId('pages-more').addEventListener('click', () => this.#more());
    byId('pages-cancel').addEventListener('click', () => this.#close());
    byId('pages').addEventListener('close', () => this.#forget());
  }

  get open() {
    return byId('pages').open;
  }

  // Adds `files` to what is being put in order; `name` is what the document is called, `send(file)` takes
  // the PDF, `more()` asks for another photograph. Gives back the files that are no pictures to it.
  async add(files, { name, send, more }) {
    const others = [];

    this.#name = name;
    this.#send = send;
    this.#more = more;
    for (const file of files) {
      try {
        if (this.#pages.length < MOST)
          this.#pages.push(this.#page(await createImageBitmap(file)));
        else
          others.push(file);
      } catch {
        others.push(file);
      }
    }
    if (this.#pages.length > 0 && !this.open)
      byId('pages').showModal();
    this.#show();
    return others;
  }

  #page(bitmap) {
    const canvas = make('canvas', { class: 'thumb' });
    const page = { bitmap, turns: 0, canvas };
    const button = (name, key, act) => {
      const made = label(make('button', { type: 'button', class: `small ${name}` }, icon(name)), key);

      made.addEventListener('click', act);
      return made;
    };

    page.number = make('b');
    page.row = make('li', { class: 'page-row' }, canvas, page.number, make('span', { class: 'row' },
      button('up', 'pages.up', () => this.#move(page, -1)),
      button('down', 'pages.down', () => this.#move(page, 1)),
      button('turn', 'pages.turn', () => this.#turn(page)),
      button('bin', 'pages.remove', () => this.#remove(page))));
    this.#paint(page);
    return page;
  }

  #paint({ bitmap, turns, canvas }) {
    const across = turns % 2 === 1;
    const scale = 120 / Math.max(bitmap.width, bitmap.height);
    const width = Math.max(1, bitmap.width * scale);
    const height = Math.max(1, bitmap.height * scale);

    canvas.width = across ? height : width;
    canvas.height = across ? width : height;
    const brush = canvas.getContext('2d');

    brush.translate(canvas.width / 2, canvas.height / 2);
    brush.rotate(turns * Math.PI / 2);
    brush.drawImage(bitmap, -width / 2, -height / 2, width, height);
  }

  #show() {
    const many = this.#pages.length;

    byId('pages-name').textContent = this.#name;
    arrange(byId('pages-list'), this.#pages.map(({ row }) => row));
    this.#pages.forEach((page, index) => {
      say(page.number, 'pages.number', { page: index + 1, pages: many });
      page.row.querySelector('.up').disabled = index === 0;
      page.row.querySelector('.down').disabled = index === many - 1;
    });
    byId('pages-more').hidden = many >= MOST;
  }

  #move(page, by) {
    const from = this.#pages.indexOf(page);
    const button = page.row.querySelector(by < 0 ? '.up' : '.down');

    this.#pages.splice(from, 1);
    this.#pages.splice(from + by, 0, page);
    this.#show();
    // A button that is off has no keyboard.
    (button.disabled ? page.row.querySelector(by < 0 ? '.down' : '.up') : button).focus();
    announce('pages.number', { page: from + by + 1, pages: this.#pages.length });
  }

  #turn(page) {
    page.turns = (page.turns + 1) % 4;
    this.#paint(page);
    announce('pages.turned');
  }

  #remove(page) {
    page.bitmap.close();
    this.#pages.splice(this.#pages.indexOf(page), 1);
    if (this.#pages.length === 0) {
      this.#close();
      return;
    }
    this.#show();
    byId('pages-title').focus();
  }

  async #finish() {
    const send = this.#send;
    const name = this.#name.replace(/[/\\]/g, ' ').slice(0, 60).trim();
    const pictures = [];

    byId('pages-send').disabled = true;
    try {
      for (const { bitmap, turns } of this.#pages)
        pictures.push(await drawn(bitmap, turns));
    } finally {
      byId('pages-send').disabled = false;
    }
    this.#close();
    send(new File([pdfOf(pictures.filter(Boolean))], `${name || 'document'}.pdf`,
      { type: 'application/pdf' }));
  }

  #close() {
    byId('pages').close();
  }

  #forget() {
    this.#pages.forEach(({ bitmap }) => bitmap.close());
    this.#pages = [];
    byId('pages-list').replaceChildren();
  }
}
