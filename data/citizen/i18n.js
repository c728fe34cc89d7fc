// The words of the page in five languages, and all that goes with a language: direction, plurals,
// dates, numbers. An element carries the key of what it says, so that a switch is one walk.
// SPDX-License-Identifier: GPL-3.0-or-later
import { keep, recall } from './session.js';

// Numbers keep Western digits everywhere: they are what stands in forms, documents and on the door.
export const LANGUAGES = {
  ca: { name: 'Català', locale: 'ca-ES', dir: 'ltr' },
  es: { name: 'Castellano', locale: 'es-ES', dir: 'ltr' },
  en: { name: 'English', locale: 'en-GB', dir: 'ltr' },
  ar: { name: 'العربية', locale: 'ar-MA-u-nu-latn', dir: 'rtl' },
  ur: { name: 'اردو', locale: 'ur-PK-u-nu-latn', dir: 'rtl' },
};

// The office's own zone: an appointment is at the office's time wherever its citizen is.
const ZONE = 'Europe/Madrid';
const FORMATS = {
  date: { weekday: 'long', day: 'numeric', month: 'long', timeZone: ZONE },
  day: { dateStyle: 'long', timeZone: ZONE },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE },
  moment: { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone: ZONE },
};

const catalogues = new Map();
let current = 'ca';

export const changes = new EventTarget();
export const language = () => current;
// The one the person chose, if they did: an appointment's language does not undo it.
export const chosen = () => recall('language');

async function load(code) {
  if (!catalogues.has(code)) {
    const answer = await fetch(new URL(`messages/${code}.json`, import.meta.url));

    if (!answer.ok)
      throw new Error(`catalogue ${code}: ${answer.status}`);
    catalogues.set(code, await answer.json());
  }
}

// What is put into a sentence is isolated, so that a Latin name or a number does not turn an
// Arabic sentence around, nor an Arabic name a Catalan one (UAX #9).
const isolated = (text) => `\u2068${text}\u2069`;

// A number, a moment or a size, as it is written in the language.
export function format(value) {
  const { locale } = LANGUAGES[current];

  if (typeof value === 'number')
    return new Intl.NumberFormat(locale).format(value);
  if (typeof value !== 'object' || value === null)
    return String(value);
  if (value.key)
    return t(value.key, value);
  for (const [name, options] of Object.entries(FORMATS))
    if (value[name])
      return new Intl.DateTimeFormat(locale, options).format(new Date(value[name]));
  if (value.euros !== undefined)
    return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(value.euros);
  if (value.bytes !== undefined) {
    const mega = value.bytes >= 1e6;

    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: mega ? 'megabyte' : 'kilobyte',
      maximumFractionDigits: mega ? 1 : 0,
    }).format(Math.max(1, value.bytes / (mega ? 1e6 : 1e3)));
  }
  return '';
}

// The sentence `key` with {name}s put in. A sentence that counts is an object of plural forms,
// chosen by `params.count`. Values: text, numbers, { date|day|time|moment: ISO }, { bytes: n }, { euros: n },
// { key: 'another.sentence' }.
export function t(key, params = {}) {
  let text = catalogues.get(current)?.[key];

  if (text && typeof text === 'object')
    text = text[new Intl.PluralRules(LANGUAGES[current].locale).select(params.count)] ?? text.other;
  return (text ?? key).replace(/\{(\w+)\}/g, (whole, name) =>
    name in params ? isolated(format(params[name])) : whole);
}

// The sentence of a family by its code, or the family's common one: an office newer than this page
// may have codes it does not know.
export const either = (key, otherwise) => (key in (catalogues.get(current) ?? {}) ? key : otherwise);

function translateOne(element) {
  const params = element.dataset.params ? JSON.parse(element.dataset.params) : {};

  if (element.dataset.t)
    element.textContent = t(element.dataset.t, params);
  if (element.dataset.tLabel)
    element.setAttribute('aria-label', t(element.dataset.tLabel, params));
  if (element.dataset.tPlaceholder)
    element.setAttribute('placeholder', t(element.dataset.tPlaceholder, params));
}

export function translate(root) {
  for (const element of root.querySelectorAll('[data-t], [data-t-label], [data-t-placeholder]'))
    translateOne(element);
}

// Makes `element` say `key`, now and in whatever language comes after.
export function say(element, key, params = null) {
  const stated = params ? JSON.stringify(params) : undefined;

  if (element.dataset.t === key && element.dataset.params === stated)
    return element;
  element.dataset.t = key;
  if (stated)
    element.dataset.params = stated;
  else
    delete element.dataset.params;
  translateOne(element);
  return element;
}

export function label(element, key, params = null) {
  element.dataset.tLabel = key;
  if (params)
    element.dataset.params = JSON.stringify(params);
  translateOne(element);
  return element;
}

// Changes to `code`; when its words can't be had, the page stays as it is and false comes back.
export async function use(code, { byHand = false } = {}) {
  if (!(code in LANGUAGES))
    return false;
  try {
    await load(code);
  } catch {
    return false;
  }
  if (byHand)
    keep('language', code);
  current = code;
  document.documentElement.lang = code;
  document.documentElement.dir = LANGUAGES[code].dir;
  translate(document);
  changes.dispatchEvent(new Event('change'));
  return true;
}

// The row of languages at the head of the page, each named in itself.
export function fillSwitch(row) {
  const mark = () => {
    for (const button of row.children)
      button.setAttribute('aria-pressed', String(button.lang === current));
  };

  for (const [code, { name, dir }] of Object.entries(LANGUAGES)) {
    const button = document.createElement('button');

    button.type = 'button';
    button.lang = code;
    button.dir = dir;
    button.textContent = name;
    button.addEventListener('click', () => use(code, { byHand: true }));
    row.append(button);
  }
  changes.addEventListener('change', mark);
  mark();
}
