// A field on the page: its control, and around it whose it is, who is in it, what is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor, announce } from './announce.js';
import { icon, make } from './dom.js';
import { idOf, makeControl } from './fields.js';
import { label, say } from './i18n.js';

// Of several alike, with whose it is.
export const titleOf = ({ group, label: text }) => [group, text].filter(Boolean).join(' · ');

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
  static signature({ kind, label, help, options, required, group }) {
    return JSON.stringify([kind, label, help, options, required, group]);
  }

  focus() {
    const [first] = this.#control.inputs;

    (this.#control.inputs.find((input) => input.checked) ?? first).focus({ preventScroll: true });
    // With its question, and clear of what stays in place above it.
    this.element.scrollIntoView({ block: 'nearest' });
  }

  update(field) {
    const { block, ask, said, done, writer, theirs, worked, hand, back, problem, rejected } = this.#parts;
    const theirField = !this.#form.editable(field);
    const closed = this.#form.closed;
    const wrong = Boolean(field.problem);

    this.#control.write(field.value);
    this.#control.lock(theirField || closed);
    block.hidden = !field.visible;
    block.classList.toggle('handed', field.holder === 'citizen');
    block.classList.toggle('watched', Boolean(field.writer));
    block.classList.toggle('wrong', wrong);
    done.hidden = field.value === '' || wrong || !field.saved || field.who === 'office';
    theirs.hidden = !theirField || field.who === 'office';
    worked.hidden = field.who !== 'office';
    ask.hidden = closed || Boolean(field.writer) || field.assent !== 'wanted';
    said.hidden = !['field', 'step', 'aloud', 'declaration'].includes(field.assent);
    if (!said.hidden)
      say(said.lastChild, field.assent === 'aloud' ? 'form.right-said-aloud' : 'form.right-said');
    hand.hidden = closed || field.holder !== 'citizen';
    back.hidden = hand.hidden;
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
    const { body, role } = this.#control;
    const optional = field.required || field.who === 'office' ? null : say(make('span', { class: 'optional' }), 'form.optional');
    const done = make('span', { class: 'done' }, icon('check'),
      say(make('span', { class: 'unseen' }), 'form.done'));
    // Of several alike, whose it is belongs to the name: a screen reader may come from anywhere.
    const whose = field.group ? make('span', { class: 'group', dir: 'auto' }, `${field.group} · `) : null;
    const title = [whose, make('span', { dir: 'auto' }, field.label), ' ', optional, done];
    const help = field.help ? make('p', { class: 'help', id: `${id}-help`, dir: 'auto' }, field.help) : null;
    const writer = make('p', { class: 'mark writer' }, icon('pen'), make('span'));
    const theirs = make('p', { class: 'mark theirs' }, say(make('span'), 'form.theirs'));
    const worked = make('p', { class: 'mark theirs' }, say(make('span'), 'form.worked-out'));
    const problem = make('p', { class: 'problem', id: `${id}-problem` }, icon('warning'),
      make('span', { dir: 'auto' }));
    const hand = say(make('p', { class: 'mark hand', id: `${id}-hand` }), 'form.yours');
    const back = say(make('button', { type: 'button', class: 'small give-back' }), 'form.give-back');
    const ask = this.#buildAsk(field);
    const said = make('p', { class: 'mark said' }, icon('check'), make('span'));
    const rejected = make('div', { class: 'rejected' });
    // Several inputs are one question: a group, named by it.
    const name = role ? make('p', { class: 'name', id: `${id}-name` }, ...title)
      : make('label', { class: 'name', for: id }, ...title);
    const block = make('div',
      { class: 'field', 'data-field': field.id, role, 'aria-labelledby': role && name.id },
      name, help, hand, body, ask, said, theirs, worked, writer, problem, back, rejected);

    back.addEventListener('click', () => this.#form.giveBack(this.id) || alarmFor('offline'));
    return { block, ask, said, done, writer, theirs, worked, hand, back, problem, rejected };
  }

  // What somebody else wrote is a proposal: it is asked whether it is right.
  #buildAsk(field) {
    const named = { field: titleOf(field) };
    const yes = make('button', { type: 'button', class: 'small right-yes' }, icon('check'),
      say(make('span'), 'form.right-yes'));
    const no = say(make('button', { type: 'button', class: 'small right-no' }), 'form.right-no');

    label(yes, 'form.right-yes-of', named);
    label(no, 'form.right-no-of', named);
    yes.addEventListener('click', () => this.#assent(named));
    no.addEventListener('click', () => this.focus());
    return make('div', { class: 'ask' }, say(make('span', { class: 'ask-question' }), 'form.right'), yes, no);
  }

  // The question goes away; the keyboard goes on to the next one, or stays at the field.
  #assent(named) {
    if (!this.#form.assent({ field: this.id })) {
      alarmFor('offline');
      return;
    }
    announce('form.right-told', named);
    const questions = Array.from(document.querySelectorAll('#form-fields .field:not([hidden]) .ask:not([hidden]) .right-yes'));
    const next = questions[questions.indexOf(this.#parts.ask.querySelector('.right-yes')) + 1];

    if (next)
      next.focus();
    else
      this.focus();
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
    const { role, inputs } = this.#control;
    const target = role ? this.element : inputs[0];

    if (described)
      target.setAttribute('aria-describedby', described);
    else
      target.removeAttribute('aria-describedby');
    // ARIA has these for what is written in and for one choice of several, not for a mere group.
    if (role !== 'group') {
      target.setAttribute('aria-required', String(field.required));
      target.setAttribute('aria-invalid', String(invalid));
    }
  }
}
