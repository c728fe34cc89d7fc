// What a screen reader is told without being asked: little. Settled lines and turns of events
// politely, mistakes and losses at once.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, make } from './dom.js';
import { either, say } from './i18n.js';

// Lines settle faster than they are read out: so many stay for whoever has not come to them.
const LINES = 4;

// The same sentence twice is said twice only if it was gone in between.
function tell(region, key, params) {
  region.replaceChildren();
  region.append(say(document.createElement('p'), key, params));
}

export const announce = (key, params = null) => tell(byId('polite'), key, params);

// What somebody said or wrote, in its own language, so that a voice of that language reads it.
export function announceLine(name, text, lang, note = '') {
  const region = byId('polite');

  while (region.children.length >= LINES)
    region.firstChild.remove();
  region.append(make('p', {}, make('bdi', {}, name), ': ', make('bdi', { lang }, text), ' ', note));
}

// An error, seen and heard. It stays until `calm()` or the next one.
export function alarm(key, params = null) {
  byId('alarm').hidden = false;
  tell(byId('alarm-text'), key, params);
}

// A problem of the office's, by its code.
export const alarmFor = (code) => alarm(either(`problem.${code}`, 'problem.failed'));

export function calm() {
  byId('alarm').hidden = true;
  byId('alarm-text').replaceChildren();
}
