// The procedures of the visit, once there are several: which is in front, how far each is, and the receipt
// of each to keep.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor, announce } from './announce.js';
import { byId, icon, make } from './dom.js';
import { say } from './i18n.js';

export class FormsList {
  #link;
  #receipt;
  #appointment = null;
  #codes = new Map(); // of drafts, by form: told once, and kept nowhere but here
  #empty = new Set(); // drafts in which nothing was written
  #forms = [];
  #front = null;

  constructor(link, receipt) {
    this.#link = link;
    this.#receipt = receipt;
    byId('resume-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#resume(byId('resume-code').value.trim());
    });
  }

  set appointment(id) {
    this.#appointment = id;
  }

  // The visit is over: each draft gets the code by which it is taken up.
  async makeCodes() {
    for (const { id, state } of this.#forms)
      if (state === 'left')
        await this.#makeCode(id);
  }

  async #makeCode(id) {
    try {
      const answer = await this.#link.request(
        `appointments/${this.#appointment}/forms/${id}/code`, { method: 'POST' });

      this.#codes.set(id, (await answer.json()).code);
    } catch ({ code }) {
      // Nothing was written in it: there is nothing to go on with.
      if (code === 'not-found')
        this.#empty.add(id);
      else
        alarmFor(code);
    }
    this.show(this.#forms, this.#front);
  }

  async #resume(code) {
    if (code === '')
      return;
    byId('resume-told').hidden = true;
    try {
      await this.#link.request(`appointments/${this.#appointment}/forms`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code }),
      });
      byId('resume-code').value = '';
      byId('resume').open = false;
      // Whoever types is left at its title, not nowhere.
      byId('resume').querySelector('summary').focus();
    } catch ({ code: problem }) {
      byId('resume-told').hidden = problem !== 'not-found';
      if (problem !== 'not-found')
        alarmFor(problem);
    }
  }

  // FormSummary as the office told them, and the id of the one in front (none once the visit is over).
  show(forms, front) {
    this.#forms = forms;
    this.#front = front ?? null;
    byId('forms').hidden = forms.length < 2 && !forms.some(({ state }) => state === 'left');
    byId('resume').hidden = this.#front === null;
    byId('forms-list').replaceChildren(...forms.map((form) => this.#row(form)));
  }

  // What other messages tell of one of them.
  update(id, told) {
    const form = this.#forms.find((one) => one.id === id);

    if (!form)
      return;
    Object.assign(form, told);
    this.show(this.#forms, this.#front);
  }

  moveTo(place) {
    place.append(byId('forms'));
  }

  // How to go on with a draft: its code, to be kept.
  #draft({ id, kept_until: until }) {
    const code = this.#codes.get(id);
    const box = make('div', { class: 'draft' });
    const button = (key, act) => {
      const made = say(make('button', { type: 'button', class: 'small' }), key);

      made.addEventListener('click', act);
      return made;
    };

    if (code)
      box.append(say(make('p'), 'forms.code'), make('p', {}, make('output', { class: 'code', dir: 'ltr' }, code)));
    if (until)
      box.append(say(make('p'), 'forms.until', { date: { date: until } }));
    box.append(make('p', { class: 'row' }, ...(code
      ? [button('forms.copy', () => navigator.clipboard.writeText(code).then(
        () => announce('forms.copied'), () => alarmFor('failed'))),
      button('forms.print', () => window.print())]
      : [button('forms.new-code', () => this.#makeCode(id))])));
    return box;
  }

  #row(form) {
    const { id, title, state, filled, asked, receipt } = form;
    const words = say(make('span', { class: 'form-state' }),
      this.#empty.has(id) ? 'forms.state.empty' : `forms.state.${state}`, { filled, asked });
    const row = make('li', { class: `form-entry ${state}` }, make('b', { dir: 'auto' }, title), ' ', words);

    if (id === this.#front) {
      row.setAttribute('aria-current', 'true');
      row.append(' ', say(make('span', { class: 'form-front' }), 'forms.front'));
    }
    if (receipt) {
      const button = make('button', { type: 'button', class: 'small' }, icon('save'),
        say(make('span'), 'forms.receipt', { number: receipt.number }));

      button.addEventListener('click', () => this.#receipt.download(id, receipt.number, 'pdf'));
      row.append(' ', button);
    }
    if (state === 'left' && this.#front === null && !this.#empty.has(id))
      row.append(this.#draft(form));
    return row;
  }
}
