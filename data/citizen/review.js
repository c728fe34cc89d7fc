// The end of the form: everything that was answered, what still stands in the way, and the
// declaration, which the citizen reads and confirms on their own screen.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor } from './announce.js';
import { byId, make } from './dom.js';
import { titleOf } from './field-view.js';
import { inWords } from './fields.js';
import { say } from './i18n.js';
import { draw } from './session.js';

const DOCUMENT = 'document:';
const STOP = 'stop:';

export class Review {
  #form;
  #openField;
  #openDocuments;

  constructor({ form, openField, openDocuments }) {
    this.#form = form;
    this.#openField = openField;
    this.#openDocuments = openDocuments;
    byId('confirm').addEventListener('click', () => {
      if (!form.confirm(draw()))
        alarmFor('offline');
    });
  }

  show(shown) {
    const { declaration, complete, missing, saved } = this.#form;
    const confirmed = Boolean(declaration.confirmed);

    byId('review').hidden = !shown;
    if (!shown)
      return;
    byId('review-answers').replaceChildren(...this.#answers());
    byId('review-missing').hidden = missing.every((id) => id.startsWith(STOP));
    byId('review-missing-list').replaceChildren(
      ...missing.filter((id) => !id.startsWith(STOP)).map((id) => this.#missing(id)));
    this.#showUnconfirmed();
    byId('declaration-text').textContent = declaration.text;
    // Hidden, the button would leave whoever pressed it nowhere.
    const pressed = document.activeElement === byId('confirm') && confirmed;

    byId('confirm').hidden = confirmed;
    // Not disabled without a word: what is missing is listed just above.
    byId('confirm').disabled = !complete || !saved;
    byId('confirmed').hidden = !confirmed;
    if (confirmed)
      say(byId('confirmed-text'), 'form.confirmed', { time: { time: declaration.confirmed } });
    if (pressed)
      byId('confirmed').focus();
  }

  #answers() {
    return this.#form.steps.filter((step) => step.visible).flatMap((step) => {
      const fields = step.fields.filter((field) => field.visible && (field.who !== 'office' || field.value !== ''));

      if (fields.length === 0)
        return [];
      return [
        make('h4', { dir: 'auto' }, step.title),
        make('dl', {}, ...fields.map((field) => make('div', {},
          make('dt', { dir: 'auto' }, titleOf(field)),
          make('dd', { dir: 'auto' }, inWords(field))))),
      ];
    });
  }

  // What they have not said singly that it is right, to be read once more before the declaration.
  #showUnconfirmed() {
    const wanted = this.#form.wanted();

    byId('review-unconfirmed').hidden = wanted.length === 0;
    byId('review-unconfirmed-list').replaceChildren(...wanted.map((field) => {
      const title = this.#titleAmong(field, wanted);
      const button = make('button', { type: 'button', class: 'link', dir: 'auto' },
        /[?؟]$/.test(title) ? `${title} ` : `${title}: `, make('b', { dir: 'auto' }, inWords(field)));

      button.addEventListener('click', () => this.#openField(field.id));
      return make('li', {}, button);
    }));
  }

  // Two people may each have a name: then it is told where each is asked.
  #titleAmong(field, all) {
    const title = titleOf(field);

    if (all.filter((other) => titleOf(other) === title).length === 1)
      return title;
    return `${this.#form.steps.find((step) => step.fields.includes(field)).title} · ${title}`;
  }

  #missing(id) {
    const wanted = id.startsWith(DOCUMENT)
      ? this.#form.documents.find((one) => one.id === id.slice(DOCUMENT.length))
      : this.#form.lookup(id);
    const button = make('button', { type: 'button', class: 'link', dir: 'auto' }, wanted?.label ?? id);

    button.addEventListener('click', () =>
      (id.startsWith(DOCUMENT) ? this.#openDocuments() : this.#openField(id)));
    return make('li', {}, button);
  }
}
