// The form on the page, one step at a time, beside the informer's: it goes where they go, unless
// the citizen is writing.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarm, alarmFor, announce, calm } from './announce.js';
import { arrange, byId, make } from './dom.js';
import { FieldView, titleOf } from './field-view.js';
import { changes, format, say } from './i18n.js';
import { Review } from './review.js';

const REVIEW = 'review';

export class FormView {
  #form;
  #nameOf;
  #views = new Map();
  #signatures = new Map();
  #review;
  #shown = null; // the id of the form
  #placesOf = new Map(); // where one was in the others
  #at = null;
  #elsewhere = null;
  // The step they are asked to confirm.
  #asked = null;
  // True while somebody is writing in a place that must not be taken from them.
  #busy;

  constructor({ form, nameOf, busy, openDocuments }) {
    this.#form = form;
    this.#nameOf = nameOf;
    this.#busy = busy;
    this.#review = new Review({ form, openDocuments, openField: (id) => this.open(id) });
    byId('form-back').addEventListener('click', () => this.#move(-1));
    byId('form-next').addEventListener('click', () => this.#move(1));
    byId('form-follow').addEventListener('click', () => this.open(this.#elsewhere, { focus: false }));
    byId('form-to-review').addEventListener('click', () => this.#go(REVIEW, { focus: true }));
    byId('form-right-step').addEventListener('click', () => this.#assentStep());
    byId('form-undo').addEventListener('click', () => this.#undo());
    form.addEventListener('asked', ({ detail }) => this.#ask(detail));
    form.addEventListener('form', () => this.#rebuild());
    for (const name of ['state', 'saved'])
      form.addEventListener(name, () => form.present && this.#show());
    form.addEventListener('field', ({ detail }) => this.#views.get(detail.id)?.update(detail));
    form.addEventListener('entered', ({ detail }) => this.#follow(detail.field));
    form.addEventListener('handed', ({ detail }) => this.#handed(detail));
    changes.addEventListener('change', () => form.present && this.#show());
  }

  // Goes to a field's step, and into the field.
  open(id, { focus = true } = {}) {
    const step = this.#form.stepOf(id);

    if (!step)
      return;
    this.#go(step.id);
    if (focus)
      this.#views.get(id).focus();
    else
      this.#views.get(id).element.scrollIntoView({ block: 'center' });
  }

  get #places() {
    const steps = this.#form.steps.filter((step) => step.visible);

    return [...steps.map((step) => step.id), REVIEW];
  }

  // Another form: its own fields, at the step one was in.
  #turn() {
    if (this.#shown === this.#form.id)
      return;
    if (this.#shown !== null)
      this.#placesOf.set(this.#shown, this.#at);
    this.#shown = this.#form.id;
    this.#at = this.#placesOf.get(this.#shown) ?? null;
    this.#elsewhere = null;
    this.#views.clear();
    this.#signatures.clear();
  }

  #rebuild() {
    this.#turn();
    for (const field of this.#form.fields.values()) {
      const signature = FieldView.signature(field);

      if (this.#signatures.get(field.id) !== signature) {
        this.#signatures.set(field.id, signature);
        this.#replace(field);
      } else {
        this.#views.get(field.id).update(field);
      }
    }
    byId('form').hidden = false;
    byId('form-title').textContent = this.#form.procedure.title;
    this.#show();
    const handed = Array.from(this.#form.fields.values()).find((field) => field.holder === 'citizen');

    if (handed && this.#at === this.#places[0])
      this.#handed(handed);
  }

  // In another language a field is another element; who was in it stays in it.
  #replace(field) {
    const old = this.#views.get(field.id);
    const inside = old?.element.contains(document.activeElement);
    const view = new FieldView(this.#form, field, this.#nameOf);

    this.#views.set(field.id, view);
    old?.element.replaceWith(view.element);
    if (inside)
      view.focus();
  }

  #show() {
    const places = this.#places;

    if (!places.includes(this.#at))
      [this.#at] = places;
    const number = places.indexOf(this.#at) + 1;
    const step = this.#form.steps.find((one) => one.id === this.#at);
    const review = this.#at === REVIEW;

    say(byId('form-step-number'), 'form.step', { count: number, of: places.length });
    byId('form-progress').max = places.length;
    byId('form-progress').value = number;
    if (review)
      say(byId('form-step-title'), 'form.review');
    else
      this.#title(step.title);
    byId('form-step-say').textContent = step?.say ?? '';
    byId('form-step-say').hidden = !step?.say;
    this.#showStops();
    this.#showFees();
    // What is written beside the form goes to the others.
    byId('box-secret').hidden = this.#form.closed
      || !(step?.fields ?? []).some(({ kind, visible, value }) => kind === 'secret' && visible && value !== 'true');
    arrange(byId('form-fields'), (step?.fields ?? []).map((field) => this.#views.get(field.id).element));
    byId('form-fields').hidden = review;
    this.#review.show(review);
    this.#showRight(step);
    byId('form-undo').hidden = !this.#form.undoable;
    byId('form-back').disabled = number === 1;
    byId('form-next').hidden = review;
    byId('form-to-review').hidden = review || !this.#form.complete
      || Boolean(this.#form.declaration.confirmed);
    say(byId('form-saved'), this.#form.saved ? 'form.saved' : 'form.saving');
    byId('form-saved').classList.toggle('saving', !this.#form.saved);
    this.#offerToFollow();
  }

  // What of the step waits for their word, by name, and one button for all of it.
  #showRight(step) {
    const wanted = step && !this.#form.closed ? this.#form.wanted(step) : [];

    byId('form-right').hidden = wanted.length === 0;
    byId('form-asked').hidden = wanted.length === 0 || this.#asked !== step.id;
    if (wanted.length > 0)
      say(byId('form-right-names'), 'form.right-step-names', { fields: wanted.map(titleOf).join(' · ') });
  }

  #assentStep() {
    const step = this.#form.steps.find((one) => one.id === this.#at);

    if (!this.#form.assent({ step: step.id })) {
      alarmFor('offline');
      return;
    }
    announce('form.right-told', { field: step.title });
    byId('form-step-title').focus();
  }

  #ask(id) {
    const step = this.#form.steps.find((one) => one.id === id && one.visible);

    if (!step)
      return;
    this.#asked = id;
    announce('form.right-asked-elsewhere', { step: step.title });
    if (!this.#busy()) {
      this.#go(id, { focus: true });
      return;
    }
    this.#elsewhere = step.fields[0]?.id ?? null;
    this.#show();
  }

  #undo() {
    const undone = this.#form.undo();

    if (!undone)
      return;
    const { field, done } = undone;

    this.open(field.id);
    if (done) {
      calm();
      announce('form.undone', { field: titleOf(field) });
    } else {
      alarm('form.undo-changed', { name: this.#nameOf(field.by ?? '') });
    }
  }

  // Why it can't go on, and what to do instead; told once, however often the form is shown.
  #showStops() {
    const place = byId('form-stops');
    const text = JSON.stringify(this.#form.stops);

    place.hidden = this.#form.stops.length === 0;
    if (place.dataset.text === text)
      return;
    place.dataset.text = text;
    place.replaceChildren(...this.#form.stops.flatMap((stop) => [
      make('p', { dir: 'auto' }, make('b', {}, stop.text)),
      make('p', { dir: 'auto' }, stop.instead),
    ]));
  }

  // Only what is certain is told to who pays it.
  #showFees() {
    const known = this.#form.fees.filter((fee) => fee.amount && !fee.check_first);

    byId('form-fees').hidden = known.length === 0;
    byId('form-fees').textContent = known.map(({ concept, amount, note }) =>
      [`${concept}: ${format({ euros: amount })}`, note].filter(Boolean).join(' · ')).join('\n');
  }

  #title(text) {
    const title = byId('form-step-title');

    delete title.dataset.t;
    title.textContent = text;
  }

  #move(by) {
    const places = this.#places;

    this.#go(places[places.indexOf(this.#at) + by], { focus: true });
  }

  #go(place, { focus = false } = {}) {
    this.#at = place;
    this.#show();
    if (focus)
      byId('form-step-title').focus();
  }

  #follow(id) {
    const step = this.#form.stepOf(id);

    this.#elsewhere = step ? id : null;
    if (step && step.id !== this.#at && !this.#busy())
      this.#go(step.id);
    else
      this.#offerToFollow();
  }

  #offerToFollow() {
    const step = this.#elsewhere ? this.#form.stepOf(this.#elsewhere) : null;

    byId('form-follow').hidden = !step || step.id === this.#at;
    if (step)
      say(byId('form-follow'), 'form.follow', { step: step.title });
  }

  #handed(field) {
    if (!this.#busy()) {
      this.open(field.id);
      return;
    }
    this.#elsewhere = field.id;
    this.#offerToFollow();
    announce('form.handed', { field: field.label });
  }
}
