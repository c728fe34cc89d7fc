// One field of the form, as something to write in, by its kind.
// SPDX-License-Identifier: GPL-3.0-or-later
import { make } from './dom.js';
import { format, say, t } from './i18n.js';

// What is always written from left to right, also inside Arabic; and the keyboard a phone shows.
const TYPED = {
  iban: { dir: 'ltr', autocapitalize: 'characters', autocomplete: 'off', spellcheck: 'false' },
  nif: { dir: 'ltr', autocapitalize: 'characters', autocomplete: 'off', spellcheck: 'false' },
  nie: { dir: 'ltr', autocapitalize: 'characters', autocomplete: 'off', spellcheck: 'false' },
  cip: { dir: 'ltr', autocapitalize: 'characters', autocomplete: 'off', spellcheck: 'false' },
  email: { dir: 'ltr', type: 'email', autocomplete: 'email', spellcheck: 'false' },
  phone: { dir: 'ltr', type: 'tel', autocomplete: 'tel' },
  postcode: { dir: 'ltr', inputmode: 'numeric', autocomplete: 'postal-code' },
  number: { dir: 'ltr', inputmode: 'decimal' },
  amount: { dir: 'ltr', inputmode: 'decimal' },
  date: { dir: 'ltr', type: 'date' },
};
// More choices than these are a list to open, not one to read.
const FEW = 6;
const LONGEST = 4000;

export const idOf = (field) => `field-${field.id.replace(/[^A-Za-z0-9_-]/g, '-')}`;

function typed(field, told) {
  const input = field.kind === 'multiline'
    ? make('textarea', { rows: 4, dir: 'auto', maxlength: LONGEST })
    : make('input', { type: 'text', dir: 'auto', maxlength: LONGEST, ...TYPED[field.kind] });

  input.id = idOf(field);
  input.addEventListener('input', () => told(input.value));
  return {
    inputs: [input],
    body: input,
    lock: (locked) => { input.readOnly = locked; },
    write: (value) => {
      if (input.value === value)
        return;
      const { selectionStart: start, selectionEnd: end } = input;

      input.value = value;
      // Whoever is in the field stays where they were in it.
      if (document.activeElement === input && typeof start === 'number')
        input.setSelectionRange(Math.min(start, value.length), Math.min(end, value.length));
    },
  };
}

function listed(field, told) {
  const select = make('select', { id: idOf(field) },
    say(make('option', { value: '' }), 'form.choose'),
    ...field.options.map(({ value, label }) => make('option', { value }, label)));

  select.addEventListener('change', () => told(select.value));
  return {
    inputs: [select],
    body: select,
    lock: (locked) => { select.disabled = locked; },
    write: (value) => { select.value = value; },
  };
}

function ticked(field, { type, options, read, write, told }) {
  const inputs = options.map(({ value }, at) =>
    make('input', { type, name: idOf(field), value, id: `${idOf(field)}-${at}` }));
  const body = make('div', { class: 'options' }, ...options.map(({ label, key }, at) => {
    const words = make('span');

    if (key)
      say(words, key);
    else
      words.textContent = label;
    return make('label', { class: 'option', for: inputs[at].id }, inputs[at], words);
  }));

  body.addEventListener('change', () => told(read(inputs)));
  return {
    inputs,
    body,
    role: type === 'radio' ? 'radiogroup' : 'group',
    lock: (locked) => inputs.forEach((input) => { input.disabled = locked; }),
    write: (value) => write(inputs, value),
  };
}

const one = {
  type: 'radio',
  read: (inputs) => inputs.find((input) => input.checked)?.value ?? '',
  write: (inputs, value) => inputs.forEach((input) => { input.checked = input.value === value; }),
};
const several = {
  type: 'checkbox',
  read: (inputs) => inputs.filter((input) => input.checked).map((input) => input.value).join(','),
  write: (inputs, value) => inputs.forEach((input) => {
    input.checked = value.split(',').includes(input.value);
  }),
};
const agreed = {
  type: 'checkbox',
  read: ([input]) => String(input.checked),
  write: ([input], value) => { input.checked = value === 'true'; },
};
const YES_NO = [{ value: 'true', key: 'form.yes' }, { value: 'false', key: 'form.no' }];

// { inputs, body, role (of a group), lock (bool), write (value) }; `told (value)` at each key or choice.
export function makeControl(field, told) {
  const options = field.options ?? [];

  switch (field.kind) {
    case 'choice':
      return options.length <= FEW ? ticked(field, { ...one, options, told }) : listed(field, told);
    case 'multichoice':
      return ticked(field, { ...several, options, told });
    case 'boolean':
      return ticked(field, { ...one, options: YES_NO, told });
    case 'declaration':
      return ticked(field, { ...agreed, options: [{ value: 'true', key: 'form.agree' }], told });
    case 'secret':
      return ticked(field, { ...agreed, options: [{ value: 'true', key: 'form.secret-done' }], told });
    default:
      return typed(field, told);
  }
}

// A value in words, for reading it over before confirming.
export function inWords(field) {
  const options = new Map((field.options ?? []).map(({ value, label }) => [value, label]));

  if (field.value === '')
    return t('form.nothing');
  switch (field.kind) {
    case 'choice':
      return options.get(field.value) ?? field.value;
    case 'multichoice':
      return field.value.split(',').map((value) => options.get(value) ?? value).join(' · ');
    case 'boolean':
    case 'declaration':
    case 'secret':
      return t(field.value === 'true' ? 'form.yes' : 'form.no');
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(field.value) && !Number.isNaN(Date.parse(field.value))
        ? format({ day: `${field.value}T12:00:00Z` })
        : field.value;
    case 'amount':
      return /^\d{1,12}([.,]\d{1,2})?$/.test(field.value)
        ? format({ euros: Number(field.value.replace(',', '.')) })
        : field.value;
    case 'iban':
      return field.value.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
    default:
      return field.value;
  }
}
