// What another procedure of the visit says already of the same person is offered for the one in front:
// pressed, and never by itself, since what somebody said for one thing is not said for another.
// SPDX-License-Identifier: GPL-3.0-or-later
import { announce } from './announce.js';
import { byId } from './dom.js';
import { say } from './i18n.js';

// The steps that procedures share: who it is, and how to reach them.
const SHARED = /^(applicant|contact)\./;

export class CommonAnswers {
  #form;
  #forms = new Map(); // of FormSummary, by id
  #answers = new Map(); // by form, and in it by field: { kind, value, visible }

  constructor({ link, form }) {
    const on = (type, handler) => link.addEventListener(type, ({ detail }) => {
      handler(detail);
      this.#show();
    });

    this.#form = form;
    on('visit', (visit) => {
      this.#list(visit);
      if (visit.form)
        this.#take(visit.form);
    });
    on('forms', (told) => this.#list(told));
    on('form', (whole) => this.#take(whole));
    on('form.changed', (change) => this.#change(change));
    for (const name of ['form', 'state'])
      form.addEventListener(name, () => this.#show());
    byId('form-common').addEventListener('click', () => this.#use());
  }

  #list({ forms }) {
    this.#forms = new Map(forms.map((one) => [one.id, one]));
  }

  #take({ form, steps }) {
    this.#answers.set(form, new Map(steps.flatMap(({ fields }) => fields)
      .filter(({ id }) => SHARED.test(id))
      .map(({ id, kind, value, visible }) => [id, { kind, value, visible }])));
  }

  #change({ form, field, value, states }) {
    const answers = this.#answers.get(form) ?? new Map();

    if (answers.has(field))
      answers.get(field).value = value;
    for (const { id, visible } of states)
      if (answers.has(id))
        answers.get(id).visible = visible;
  }

  // The other form that says most of what this one asks too: { title, answers: [[field, value]] }.
  #best() {
    const others = Array.from(this.#forms.values(), ({ id, title, state }) => ({
      title,
      answers: id === this.#form.id || state === 'left' ? []
        : Array.from(this.#answers.get(id) ?? []).filter(([field, told]) => this.#serves(field, told))
          .map(([field, { value }]) => [field, value]),
    }));

    return others.reduce((best, one) => (one.answers.length > best.answers.length ? one : best),
      { answers: [] });
  }

  #serves(id, { kind, value, visible }) {
    const field = this.#form.lookup(id);

    return visible && value !== '' && field?.value === '' && field.kind === kind && this.#form.editable(field);
  }

  #show() {
    const { title, answers } = this.#best();

    byId('form-common').hidden = answers.length === 0 || this.#form.closed;
    if (answers.length > 0)
      say(byId('form-common'), 'form.common', { count: answers.length, title });
  }

  #use() {
    const { answers } = this.#best();

    for (const [field, value] of answers)
      this.#form.set(field, value);
    this.#show();
    announce('form.common-told', { count: answers.length });
    // Gone with what it offered, a button would leave the keyboard nowhere.
    byId('form-step-title').focus();
  }
}
