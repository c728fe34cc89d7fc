// A field on the page: its control, and around it whose it is, who is in it, what is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
import { icon, make } from './dom.js';
import { idOf, makeControl } from './fields.js';
import { say } from './i18n.js';

export class FieldView {
  #form;
  #control;
  #parts;
  #nameOf;

  constructor(form, field, nameOf) {
    this.id = field.id;
    this.#form = form;
    this.#nameOf = nameOf;
    this.#control = makeControl(field, (value) => form.set(field.id, value));
    this.#parts = this.#build(field);
    this.element = this.#parts.block;
    this.element.addEventListener('focusin', () => form.focus(this.id));
    this.element.addEventListener('focusout', (event) => {
      if (!this.element.contains(event.relatedTarget) && form.focused === this.id)
        form.focus('');
    });
    this.update(field);
  }

  // What, when it changed, needs another element.
  static signature({ kind, label, help, options, required }) {
    return JSON.stringify([kind, label, help, options, required]);
  }

  focus() {
    const [first] = this.#control.inputs;

    (this.#control.inputs.find((input) => input.checked) ?? first).focus();
  }

  update(field) {
    const { block, done, writer, theirs, hand, problem, rejected } = this.#parts;
    const locked = !this.#form.editable(field);
    const wrong = Boolean(field.problem);

    this.#control.write(field.value);
    this.#control.lock(locked);
    block.hidden = !field.visible;
    block.classList.toggle('handed', field.holder === 'citizen');
    block.classList.toggle('watched', Boolean(field.writer));
    block.classList.toggle('wrong', wrong);
    done.hidden = field.value === '' || wrong || !field.saved;
    theirs.hidden = !locked;
    hand.hidden = field.holder !== 'citizen';
    writer.hidden = !field.writer;
    if (field.writer)
      say(writer.lastChild, 'form.writing-here', { name: this.#nameOf(field.writer) });
    problem.hidden = !wrong;
    problem.classList.toggle('soft', Boolean(field.soft));
    problem.lastChild.textContent = field.problem ?? '';
    this.#showRejected(rejected, field);
    this.#describe(field, wrong && !field.soft);
  }

  #build(field) {
    const id = idOf(field);
    const { body, inputs, grouped } = this.#control;
    const optional = field.required ? null : say(make('span', { class: 'optional' }), 'form.optional');
    const done = make('span', { class: 'done' }, icon('check'),
      say(make('span', { class: 'unseen' }), 'form.done'));
    const title = [make('span', { dir: 'auto' }, field.label), ' ', optional, done];
    const help = field.help ? make('p', { class: 'help', id: `${id}-help`, dir: 'auto' }, field.help) : null;
    const writer = make('p', { class: 'mark writer' }, icon('pen'), make('span'));
    const theirs = make('p', { class: 'mark theirs' }, say(make('span'), 'form.theirs'));
    const problem = make('p', { class: 'problem', id: `${id}-problem` }, icon('warning'),
      make('span', { dir: 'auto' }));
    const hand = this.#buildHand(id);
    const rejected = make('div', { class: 'rejected' });
    const rest = [help, hand, body, theirs, writer, problem, rejected];

    if (!grouped)
      return { block: make('div', { class: 'field', 'data-field': field.id },
        make('label', { for: inputs[0].id }, ...title), ...rest),
      done, writer, theirs, hand, problem, rejected };
    return { block: make('fieldset', { class: 'field', 'data-field': field.id },
      make('legend', {}, ...title), ...rest),
    done, writer, theirs, hand, problem, rejected };
  }

  #buildHand(id) {
    const back = say(make('button', { type: 'button', class: 'small' }), 'form.give-back');

    back.addEventListener('click', () => this.#form.giveBack(this.id));
    return make('div', { class: 'mark hand' },
      say(make('p', { id: `${id}-hand` }), 'form.yours'), back);
  }

  #showRejected(place, field) {
    const kept = field.rejected !== null;

    if (place.dataset.text === (kept ? field.rejected : undefined))
      return;
    place.replaceChildren();
    delete place.dataset.text;
    if (!kept)
      return;
    place.dataset.text = field.rejected;
    const mine = say(make('button', { type: 'button', class: 'small' }), 'form.put-mine');
    const theirs = say(make('button', { type: 'button', class: 'small' }), 'form.leave-it');
    const settle = (again) => {
      this.#form.takeBack(field.id, again);
      this.focus();
    };

    mine.addEventListener('click', () => settle(true));
    theirs.addEventListener('click', () => settle(false));
    place.append(
      say(make('p'), `form.refused.${field.refusal}`, { name: this.#nameOf(field.by ?? '') }),
      make('p', { class: 'kept', dir: 'auto' }, field.rejected),
      make('div', { class: 'row' }, this.#form.editable(field) && field.refusal === 'conflict' ? mine : null, theirs),
    );
  }

  #describe(field, invalid) {
    const id = idOf(field);
    const described = [
      field.help ? `${id}-help` : null,
      field.holder === 'citizen' ? `${id}-hand` : null,
      field.problem ? `${id}-problem` : null,
    ].filter(Boolean).join(' ');
    // Of a group, the group is what is described; `aria-invalid` is not for a fieldset.
    const target = this.#control.grouped ? this.element : this.#control.inputs[0];

    if (described)
      target.setAttribute('aria-describedby', described);
    else
      target.removeAttribute('aria-describedby');
    if (!this.#control.grouped) {
      target.setAttribute('aria-required', String(field.required));
      target.setAttribute('aria-invalid', String(invalid));
    }
  }
}
