// What a screen reader is told without being asked: little. Settled lines and turns of events
// politely, mistakes and losses at once.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from './dom.js';
import { either, say } from './i18n.js';

// The same sentence twice is said twice only if it was gone in between.
function tell(region, key, params) {
  region.replaceChildren();
  region.append(say(document.createElement('p'), key, params));
}

export const announce = (key, params = null) => tell(byId('polite'), key, params);

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
