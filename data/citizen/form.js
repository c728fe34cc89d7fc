// The form of the visit as this page has it: the office's state, and what was typed here and is not
// there yet. A model: it knows no element of the page. See `fin-shared-form.h` for the other end.
// SPDX-License-Identifier: GPL-3.0-or-later
import { draw, keep, recall } from './session.js';

// An answer that does not come while the office is there is asked for again: the same change twice
// is done once.
const AGAIN_MS = 5000;
// Pieces of writing that can be taken back.
const MOST_UNDONE = 50;

/**
 * A field has what the office says of it (FormField) and
 * - `value`, as it stands here, and `standing`, as the office has it;
 * - `saved`: the office has it so;
 * - `writer`: the participant who is in it now, or null;
 * - `rejected`: what was typed here and lost to somebody else's change or a rule, or null;
 *   `refusal` says why.
 *
 * Events: `form` (all is new), `field` (`detail` the field), `state` (complete, missing, documents, stops, fees,
 * declaration, steps, what is confirmed), `saved`, `entered` (`detail` who, and into which field), `handed` (`detail` a
 * field that is now the citizen's to write), `asked` (`detail` a step they are asked to confirm).
 */
export class SharedForm extends EventTarget {
  #link;
  #id = null; // the form's
  #behind = new Map(); // forms that came and are not in front yet, by id
  #lost = new Map(); // what was refused while its form was not in front, by key
  #me = null;
  // By form and field. A form that is left keeps what it had: its answers still come.
  #unsent = new Map(Object.entries(recall('unsent', {})).filter(([, { form }]) => form));
  #focused = '';
  #closed = false;
  #timers = new Map();
  // What was written here, each piece of one field: { id, before, after, open }, open while it is
  // being written.
  #pieces = [];
  #piecesOf = new Map(); // of the forms that are not in front

  constructor(link) {
    super();
    this.#link = link;
    this.fields = new Map();
    this.steps = [];
    this.documents = [];
    this.stops = [];
    this.fees = [];
    this.missing = [];
    this.present = false;
    const on = (type, handler) => link.addEventListener(type, ({ detail }) => handler(detail));

    on('form', (form) => this.#take(form));
    on('form.changed', (change) => this.#of(change, () => this.#changed(change),
      () => this.#answeredBehind(change)));
    on('form.refused', (refusal) => this.#of(refusal, () => this.#refused(refusal),
      () => this.#refusedBehind(refusal)));
    on('form.focus', (focus) => this.#of(focus, () => this.#entered(focus.from, focus.field)));
    on('form.hand', (hand) => this.#of(hand, () => this.#handed(hand.field, hand.to)));
    on('form.confirmed', (told) => this.#of(told, () => this.#confirmed(told.version, told.at)));
    on('form.assented', ({ form, fields, how }) => form === this.#id && this.#assented(fields, how));
    on('form.ask', ({ form, step }) => form === this.#id && this.#tell('asked', step));
  }

  set me(id) {
    this.#me = id;
  }

  // Everything typed is at the office.
  get saved() {
    return this.#unsent.size === 0;
  }

  // A change by this name is sent again by itself.
  repeats(change) {
    return Array.from(this.#unsent.values()).some((waiting) => waiting.change === change);
  }

  get focused() {
    return this.#focused;
  }

  get id() {
    return this.#id;
  }

  // This form of the visit is the one in front now: what the office sent of it is shown.
  bring(id) {
    const form = this.#behind.get(id);

    if (id === this.#id || !form)
      return;
    this.load(form);
  }

  #take(form) {
    if (form.form === this.#id || this.#id === null)
      this.load(form);
    else
      this.#behind.set(form.form, form);
  }

  #of(message, here, behind = () => {}) {
    if (message.form === this.#id)
      here();
    else
      behind();
  }

  #key(id, form = this.#id) {
    return `${form}/${id}`;
  }

  // The form whole: at the start, on coming back, in another language, in front in place of another.
  load(form) {
    const before = form.form === this.#id ? this.fields : new Map();

    if (form.form !== this.#id) {
      this.#focused = '';
      this.#piecesOf.set(this.#id, this.#pieces);
      this.#pieces = this.#piecesOf.get(form.form) ?? [];
    }
    this.#behind.delete(form.form);

    this.#id = form.form;
    this.present = true;
    this.procedure = form.procedure;
    this.version = form.version;
    this.declaration = form.declaration;
    this.complete = form.complete;
    this.missing = form.missing;
    this.documents = form.documents;
    this.stops = form.stops;
    this.fees = form.fees;
    this.fields = new Map();
    this.steps = form.steps.map((step) => ({ ...step, fields: step.fields.map((field) => {
      const known = before.get(field.id);
      const made = {
        ...field,
        standing: field.value,
        saved: true,
        writer: known?.writer ?? null,
        rejected: known?.rejected ?? null,
        refusal: known?.refusal ?? null,
        ...this.#lost.get(this.#key(field.id)),
      };

      this.fields.set(field.id, made);
      return made;
    }) }));
    this.dispatchEvent(new Event('form'));
    this.#forgetUnknown();
    this.#resend();
    this.#tell('state');
  }

  lookup(id) {
    return this.fields.get(id) ?? null;
  }

  // Once the receipt is made the form is for reading.
  get closed() {
    return this.#closed;
  }

  set closed(closed) {
    if (closed === this.#closed)
      return;
    this.#closed = closed;
    this.fields.forEach((field) => this.#tell('field', field));
  }

  editable(field) {
    return field.who === undefined || field.who === 'citizen';
  }

  // The step a field is in.
  stepOf(id) {
    return this.steps.find((step) => step.fields.some((field) => field.id === id)) ?? null;
  }

  set(id, value) {
    const field = this.lookup(id);

    if (!field || field.value === value)
      return;
    this.#record(id, field.value, value);
    this.#write(field, value);
  }

  // Is there something of one's own to take back?
  get undoable() {
    return this.#pieces.length > 0 && !this.#closed;
  }

  // Takes the last piece back: { field, done }, done false when somebody changed it since; null when
  // there is none.
  undo() {
    const piece = this.#pieces.pop();
    const field = piece ? this.lookup(piece.id) : null;

    if (!field)
      return null;
    const done = field.value === piece.after && this.editable(field);

    if (done)
      this.#write(field, piece.before);
    this.#tell('state');
    return { field, done };
  }

  // What of a step, or of the whole form, waits for the citizen's word.
  wanted(step = null) {
    const steps = step ? [step] : this.steps.filter((one) => one.visible);

    return steps.flatMap((one) => one.fields.filter((field) => field.visible && field.assent === 'wanted'));
  }

  // It is right: one field, or all of a step. Only as it stands at the version shown here.
  assent({ field, step }) {
    return this.#link.send({
      type: 'form.assent', form: this.#id, id: draw(), ...(field ? { field } : { step }), version: this.version,
    });
  }

  #record(id, before, after) {
    const last = this.#pieces.at(-1);

    if (last?.open && last.id === id && last.after === before) {
      last.after = after;
      if (last.before === after)
        this.#pieces.pop();
    } else {
      if (last)
        last.open = false;
      this.#pieces.push({ id, before, after, open: true });
      this.#pieces.splice(0, this.#pieces.length - MOST_UNDONE);
    }
  }

  #write(field, value) {
    const { id } = field;
    const waiting = this.#unsent.get(this.#key(id));

    field.value = value;
    if (waiting)
      waiting.next = value;
    else
      this.#unsent.set(this.#key(id),
        { form: this.#id, field: id, change: draw(), value, base: field.version, next: null });
    this.#keep();
    if (!waiting)
      this.#send(this.#key(id));
    this.#settle(field);
  }

  // What was rejected is written over what stands, or let go.
  takeBack(id, again) {
    const field = this.lookup(id);
    const text = field?.rejected;

    if (text === null || text === undefined)
      return;
    field.rejected = null;
    field.refusal = null;
    this.#lost.delete(this.#key(id));
    if (again)
      this.set(id, text);
    this.#tell('field', field);
  }

  focus(id) {
    if (id === this.#focused)
      return;
    this.#focused = id;
    if (this.#pieces.length > 0)
      this.#pieces.at(-1).open = false;
    this.#link.send({ type: 'form.focus', form: this.#id, field: id });
  }

  giveBack(id) {
    return this.#link.send({ type: 'form.hand', form: this.#id, id: draw(), field: id, to: '' });
  }

  confirm(id) {
    return this.#link.send({ type: 'form.confirm', form: this.#id, id, version: this.version });
  }

  // Over: nothing of it stays.
  close() {
    this.#timers.forEach((timer) => window.clearTimeout(timer));
    this.#unsent.clear();
    keep('unsent', null);
  }

  #keep() {
    this.#tell('saved');
    keep('unsent', this.saved ? null : Object.fromEntries(this.#unsent));
  }

  #send(key) {
    const { form, field, change, value, base } = this.#unsent.get(key);

    window.clearTimeout(this.#timers.get(key));
    this.#timers.set(key,
      window.setTimeout(() => this.#unsent.has(key) && this.#send(key), AGAIN_MS));
    this.#link.send({ type: 'form.change', form, change, field, value, base });
  }

  // After a break: what is not known to have arrived goes again under the name it had.
  #resend() {
    for (const [key, waiting] of this.#unsent) {
      if (waiting.form === this.#id) {
        const field = this.lookup(waiting.field);

        field.value = waiting.next ?? waiting.value;
        field.saved = false;
        this.#tell('field', field);
      }
      this.#send(key);
    }
    if (this.#focused !== '')
      this.#link.send({ type: 'form.focus', form: this.#id, field: this.#focused });
  }

  #forgetUnknown() {
    for (const [key, { form, field }] of this.#unsent)
      if (form === this.#id && !this.fields.has(field))
        this.#unsent.delete(key);
    this.#keep();
  }

  #changed(message) {
    const field = this.lookup(message.field);
    const waiting = this.#unsent.get(this.#key(message.field));
    const answered = waiting !== undefined && waiting.change === message.change;

    if (!field)
      return;
    if (message.version > field.version) {
      field.version = message.version;
      field.by = message.by;
      field.standing = message.value;
    }
    // Done before a break, and written over by somebody since: what was typed on top of it would
    // go over theirs unseen.
    if (answered && message.version < field.version)
      this.#giveWay(field, waiting, 'conflict');
    else if (answered)
      this.#answered(field, waiting);
    if (message.version > this.version) {
      this.version = message.version;
      delete this.declaration.confirmed;
    }
    this.#adopt(message);
    this.#settle(field);
    this.#tell('state');
  }

  #answered(field, { next }) {
    this.#follow(this.#key(field.id), next, field.version);
  }

  // One is answered; what was typed on top of it goes next.
  #follow(key, next, base) {
    const { form, field } = this.#unsent.get(key);

    window.clearTimeout(this.#timers.get(key));
    this.#unsent.delete(key);
    if (next !== null && next !== undefined) {
      this.#unsent.set(key, { form, field, change: draw(), value: next, base, next: null });
      this.#send(key);
    }
    this.#keep();
  }

  #answeredBehind({ form, field, change, version }) {
    const key = this.#key(field, form);
    const waiting = this.#unsent.get(key);

    if (waiting?.change === change)
      this.#follow(key, waiting.next, version);
  }

  // Nothing typed is lost: it is offered when its form is in front again.
  #refusedBehind({ form, field, change, code }) {
    const key = this.#key(field, form);
    const waiting = this.#unsent.get(key);

    if (waiting?.change !== change)
      return;
    this.#lost.set(key, { rejected: waiting.next ?? waiting.value, refusal: code });
    this.#follow(key, null, 0);
  }

  #adopt({ states, steps, documents, stops, fees, complete, missing }) {
    for (const { id, value, visible, required, assent, problem, soft } of states) {
      const field = this.lookup(id);

      if (!field)
        continue;
      Object.assign(field, { visible, required, assent, problem, soft });
      // One that is worked out changes with others, and by no change of its own.
      if (value !== undefined && field.who === 'office') {
        field.standing = value;
        field.value = value;
      }
      this.#tell('field', field);
    }
    for (const { id, visible } of steps ?? []) {
      const step = this.steps.find((one) => one.id === id);

      if (step)
        step.visible = visible;
    }
    this.documents = documents ?? this.documents;
    this.stops = stops ?? this.stops;
    this.fees = fees ?? this.fees;
    this.complete = complete;
    this.missing = missing;
  }

  #refused({ change, field: id, code, value, version, by }) {
    const field = this.lookup(id);
    const waiting = this.#unsent.get(this.#key(id));

    if (!field || waiting?.change !== change)
      return;
    field.version = Math.max(field.version, version);
    field.by = by ?? field.by;
    field.standing = value;
    this.#giveWay(field, waiting, code);
    this.#settle(field);
    this.#tell('state');
  }

  // Nothing typed is lost: it is kept beside the field, and offered back.
  #giveWay(field, { value, next }, code) {
    const typed = next ?? value;

    this.#answered(field, { next: null });
    if (typed === field.standing || typed === '')
      return;
    field.rejected = typed;
    field.refusal = code;
  }

  // What is being typed here stays until the office says whether it stands.
  #settle(field) {
    field.saved = !this.#unsent.has(this.#key(field.id));
    if (field.saved)
      field.value = field.standing;
    this.#tell('field', field);
  }

  #entered(from, id) {
    if (from === this.#me)
      return;
    for (const field of this.fields.values()) {
      const writer = field.id === id ? from : field.writer === from ? null : field.writer;

      if (writer === field.writer)
        continue;
      field.writer = writer;
      this.#tell('field', field);
    }
    this.dispatchEvent(new CustomEvent('entered', { detail: { from, field: id } }));
  }

  // Somebody who went is in no field.
  left(from) {
    this.#entered(from, '');
  }

  #handed(id, to) {
    const field = this.lookup(id);

    if (!field)
      return;
    if (to === '')
      delete field.holder;
    else
      field.holder = to;
    this.#tell('field', field);
    if (to === 'citizen')
      this.#tell('handed', field);
  }

  #assented(ids, how) {
    for (const id of ids) {
      const field = this.lookup(id);

      if (!field)
        continue;
      field.assent = how;
      this.#tell('field', field);
    }
    this.#tell('state');
  }

  #confirmed(version, at) {
    if (version !== this.version)
      return;
    this.declaration.confirmed = at;
    this.#tell('state');
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
