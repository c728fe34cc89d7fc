// The citizen's documents: what is asked for, sending it from a file or the camera, and what
// became of it. One list, that goes along from the welcome to the end.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarm, alarmFor, announce } from './announce.js';
import { Capture } from './capture.js';
import { arrange, byId, icon, make } from './dom.js';
import { either, say, t } from './i18n.js';
import { Pages } from './pages.js';

const ACCEPTED = 'application/pdf,image/jpeg,image/png,image/heic,image/webp,.pdf,.heic';
const LARGEST = 20 * 1024 * 1024;
const AT_ONCE = 2;
// The kind of what is looked at in the visit and not kept.
const ONLY_SHOWN = 'only-shown';
const ICONS = { received: 'clock', accepted: 'check', 'to-correct': 'warning' };

export class Documents extends EventTarget {
  #link;
  #appointment = null;
  #form = null;
  #wanted = [];
  #others = true;
  #sent = new Map();
  #uploads = new Set();
  #sending = 0;
  #queue = [];
  #closed = false;
  #rows = new Map();
  #pages = new Pages();
  #capture;

  constructor(link, devices) {
    super();
    this.#link = link;
    this.#capture = new Capture(devices);
    link.addEventListener('document', ({ detail }) => this.#receive(detail.document));
    byId('documents-other').append(this.#chooser(null));
    byId('documents-show').append(this.#chooser(ONLY_SHOWN));
  }

  set appointment(id) {
    this.#appointment = id;
  }

  // Only those of this form are shown and sent; null: of all, sent to the one in front.
  set form(form) {
    this.#form = form;
    this.#show();
  }

  // The documents the procedure asks for, in the reader's language.
  set wanted(wanted) {
    this.#wanted = wanted;
    this.#show();
  }

  // Whether anything else may be sent: where a code comes to the citizen's telephone, it might be a picture of it.
  set others(others) {
    this.#others = others;
    this.#show();
  }

  load(documents) {
    this.#sent = new Map(documents.map((one) => [one.id, one]));
    this.#show();
  }

  async fetch() {
    const answer = await this.#link.request(`appointments/${this.#appointment}/documents`);

    this.load((await answer.json()).documents);
  }

  // The list is shown in `place` from now on.
  moveTo(place, { closed = false } = {}) {
    this.#closed = closed;
    place.append(byId('documents'));
    this.#show();
  }

  // Nothing more can be sent.
  set closed(closed) {
    this.#closed = closed;
    this.#show();
  }

  #mine(all) {
    return Array.from(all).filter(({ form }) => this.#form === null || form === this.#form);
  }

  #receive(document) {
    const before = this.#sent.get(document.id);

    this.#sent.set(document.id, document);
    this.#show();
    if (document.status !== before?.status)
      announce(`documents.told.${document.status}`, { name: document.name });
  }

  #show() {
    const kinds = new Set(this.#wanted.map(({ id }) => id));
    const others = this.#mine(this.#sent.values()).filter(({ kind }) => !kinds.has(kind));
    const loose = this.#mine(this.#uploads).filter(({ kind }) => !kinds.has(kind));

    byId('documents-intro').hidden = this.#closed;
    byId('documents-other').hidden = this.#closed || !this.#others;
    byId('documents-only-asked').hidden = this.#closed || this.#others;
    byId('documents-show').hidden = this.#closed;
    arrange(byId('documents-wanted'), this.#wanted.map((wanted) => this.#wantedRow(wanted)));
    arrange(byId('documents-rest'), [
      ...others.map((one) => this.#documentRow(one)),
      ...loose.map((upload) => upload.row),
    ]);
    byId('documents-none').hidden = !this.#closed || this.#sent.size > 0;
  }

  #wantedRow({ id, label: title, required }) {
    const row = this.#row(`wanted ${id}`, () => {
      const list = make('ul', { class: 'sent-files' });
      const heading = make('p', { class: 'wanted-title' }, make('b', { dir: 'auto' }), ' ', make('span'));
      const asked = make('p', { class: 'file-state' }, icon('dash'), say(make('span'), 'documents.status.asked'));
      const reuse = make('div', { class: 'reuse' });
      const chooser = make('div', {}, reuse, this.#chooser(id));

      return {
        element: make('li', { class: 'wanted' }, heading, asked, list, chooser),
        list, title: heading, asked, reuse, chooser,
      };
    });
    const sent = this.#mine(this.#sent.values()).filter(({ kind }) => kind === id);
    const uploads = this.#mine(this.#uploads).filter(({ kind }) => kind === id);

    row.title.firstChild.textContent = title;
    say(row.title.lastChild, required ? 'documents.required' : 'documents.optional');
    arrange(row.list, [
      ...sent.map((one) => this.#documentRow(one)),
      ...uploads.map((upload) => upload.row),
    ]);
    this.#offer(row.reuse, id, sent);
    row.asked.hidden = sent.length + uploads.length > 0;
    // One that was accepted is done with.
    row.chooser.hidden = this.#closed || sent.some(({ status }) => status === 'accepted');
    return row.element;
  }

  // What was sent for another procedure of the visit serves here too: of the same kind at hand, the
  // rest when asked for.
  #offer(place, kind, here) {
    const others = Array.from(this.#sent.values()).filter((one) =>
      this.#form !== null && one.form !== this.#form && one.kind !== ONLY_SHOWN
      && one.status !== 'to-correct' && !here.some(({ sha256 }) => sha256 === one.sha256));
    const stated = others.map(({ id }) => id).join();

    // Left alone while it offers the same: somebody may be in it.
    if (place.dataset.stated === stated)
      return;
    place.dataset.stated = stated;
    const alike = others.filter((one) => one.kind === kind);
    const rest = others.filter((one) => one.kind !== kind);
    const button = (one) => {
      const made = say(make('button', { type: 'button', class: 'small' }), 'documents.reuse', { name: one.name });

      made.addEventListener('click', () => this.#reuse(one, kind));
      return made;
    };

    place.replaceChildren(...alike.map(button));
    if (rest.length > 0)
      place.append(make('details', {}, say(make('summary'), 'documents.reuse-other'), ...rest.map(button)));
  }

  async #reuse({ id }, kind) {
    try {
      const answer = await this.#link.request(`appointments/${this.#appointment}/documents/${id}/use`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ form: this.#form, kind }),
      });
      const document = await answer.json();

      this.#receive(this.#sent.get(document.id) ?? document);
    } catch ({ code }) {
      alarmFor(code);
    }
  }

  #documentRow(document) {
    const row = this.#row(`document ${document.id}`, () => {
      const name = make('span', { class: 'file-name', dir: 'auto' });
      const state = make('span', { class: 'file-state' });
      const reason = make('p', { class: 'file-reason' });
      const whole = make('code', { dir: 'ltr' }, document.sha256);
      const copy = say(make('button', { type: 'button', class: 'small' }), 'documents.copy');
      const hash = make('details', { class: 'file-hash' },
        make('summary', {}, say(make('span'), 'documents.hash'), ' ',
          make('code', { dir: 'ltr' }, `${document.sha256.slice(0, 8)}…`)), whole, ' ',
        navigator.clipboard ? copy : null);

      copy.addEventListener('click', async () => {
        await navigator.clipboard.writeText(document.sha256);
        announce('documents.copied');
      });
      return { element: make('li', {}, name, state, reason, hash), name, state, reason };
    });
    const words = make('span');

    row.name.textContent = document.name;
    row.element.className = `document ${document.status}`;
    say(words, `documents.status.${document.status}`, { size: { bytes: document.size } });
    row.state.replaceChildren(icon(ICONS[document.status]), words);
    if (document.kind === ONLY_SHOWN)
      row.state.append(' · ', say(make('span'), 'documents.only-shown'));
    row.reason.hidden = document.status !== 'to-correct';
    if (document.reason)
      row.reason.replaceChildren(say(make('span'), `documents.reason.${document.reason}`),
        ' ', make('span', { dir: 'auto' }, document.note ?? ''));
    return row.element;
  }

  #row(key, build) {
    if (!this.#rows.has(key))
      this.#rows.set(key, build());
    return this.#rows.get(key);
  }

  #chooser(kind) {
    const pick = (name, key, symbol, extra = {}) => {
      const input = make('input', { type: 'file', accept: ACCEPTED, class: 'unseen', ...extra });

      input.addEventListener('change', () => {
        this.#take(Array.from(input.files), kind);
        input.value = '';
      });
      return make('label', { class: `button ${name}` }, input, icon(symbol), say(make('span'), key));
    };

    return make('div', { class: 'row chooser' },
      pick('choose', 'documents.choose', 'file', { multiple: true }),
      pick('photo', 'documents.photo', 'photo', { accept: 'image/*', capture: 'environment' }),
      this.#guided(kind));
  }

  // With help, and page after page.
  #guided(kind) {
    const button = make('button', { type: 'button', class: 'button guided', hidden: !Capture.possible },
      icon('photo'), say(make('span'), 'documents.guided'));

    button.addEventListener('click', () => this.#photograph(kind));
    return button;
  }

  async #photograph(kind) {
    const started = await this.#capture.start((file) => this.#arrange([file], kind));

    if (!started)
      alarm('documents.no-camera');
  }

  // Several pictures for one document are its pages. Anything else goes as it is.
  async #take(files, kind) {
    const pictures = files.filter(({ type }) => type.startsWith('image/'));
    const rest = kind && pictures.length > 1
      ? [...files.filter((file) => !pictures.includes(file)), ...await this.#arrange(pictures, kind)]
      : files;

    rest.forEach((file) => this.#send(file, kind));
  }

  #arrange(pictures, kind) {
    return this.#pages.add(pictures, {
      name: this.#wanted.find(({ id }) => id === kind)?.label ?? t('documents.other'),
      send: (file) => this.#send(file, kind),
      more: () => this.#photograph(kind),
    });
  }

  async #send(file, kind) {
    const upload = this.#upload(file, kind);

    this.#uploads.add(upload);
    this.#show();
    try {
      if (file.size > LARGEST)
        throw Object.assign(new Error(), { code: 'too-large' });
      if (file.size === 0)
        throw Object.assign(new Error(), { code: 'empty' });
      const query = new URLSearchParams();

      if (kind)
        query.set('kind', kind);
      if (upload.form)
        query.set('form', upload.form);
      const document = await this.#inTurn(upload, () => this.#link.upload(
        `appointments/${this.#appointment}/documents?${query}`, file,
        { progress: upload.progress, signal: upload.signal }));

      this.#uploads.delete(upload);
      // The socket may have told of it already, and of its review: this answer is older.
      this.#receive(this.#sent.get(document.id) ?? document);
    } catch ({ code }) {
      if (code === 'cancelled')
        this.#drop(upload);
      else
        upload.fail(code ?? 'failed');
    }
  }

  async #inTurn(upload, send) {
    upload.signal.addEventListener('abort', () => this.#drop(upload));
    await this.#turn();
    try {
      if (upload.signal.aborted)
        throw Object.assign(new Error(), { code: 'cancelled' });
      return await send();
    } finally {
      this.#over();
    }
  }

  // Few at once: each arrives sooner, and the office takes no more of one appointment.
  async #turn() {
    if (this.#sending >= AT_ONCE)
      await new Promise((resolve) => { this.#queue.push(resolve); });
    else
      this.#sending += 1;
  }

  #over() {
    const next = this.#queue.shift();

    if (next)
      next();
    else
      this.#sending -= 1;
  }

  #drop(upload) {
    this.#uploads.delete(upload);
    this.#show();
  }

  // A file on its way: its name, how far it is, and, if it is refused, why.
  #upload(file, kind) {
    const control = new AbortController();
    const bar = make('progress', { max: 1, value: 0 });
    const words = say(make('p', { class: 'file-state' }), 'documents.sending', { name: file.name });
    const actions = make('div', { class: 'row' });
    const row = make('li', { class: 'document sending' }, words, bar, actions);
    const button = (key, act) => {
      const made = say(make('button', { type: 'button', class: 'small' }), key);

      made.addEventListener('click', act);
      return made;
    };
    const upload = {
      form: this.#form,
      kind,
      row,
      signal: control.signal,
      progress: (part) => { bar.value = part; },
      fail: (code) => {
        bar.remove();
        row.className = 'document refused';
        words.replaceWith(make('p', { class: 'file-state', role: 'alert' }, icon('warning'),
          say(make('span'), either(`documents.refused.${code}`, 'documents.refused.failed'),
            { name: file.name })));
        actions.replaceChildren(
          ...(['offline', 'failed', 'too-many'].includes(code) ? [button('documents.again', () => {
            this.#drop(upload);
            this.#send(file, kind);
          })] : []),
          button('documents.forget', () => this.#drop(upload)),
        );
      },
    };

    words.id = `upload-${Math.random().toString(36).slice(2)}`;
    bar.setAttribute('aria-labelledby', words.id);
    actions.append(button('documents.cancel', () => control.abort()));
    return upload;
  }
}
