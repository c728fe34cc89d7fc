// A way out for whoever may not be safe: a button always in sight and a key make this page another
// one at once. Nothing of it stays in the tab or in its history.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from './dom.js';

// What anybody may be looking at.
const ELSEWHERE = 'https://www.meteo.cat/';
// Shift three times, as public services elsewhere have it: no key that writes, none that a screen
// reader or a browser keeps for itself.
const PRESSES = 3;
const WITHIN_MS = 3000;

export class LeaveQuickly {
  #presses = [];
  #gone;

  // `gone` ends all that is under way, and forgets.
  constructor(gone) {
    this.#gone = gone;
    byId('leave-quickly').addEventListener('click', () => this.#go());
    // All outside an open dialogue is out of reach: the button goes into it, and back.
    const home = byId('leave-quickly').parentElement;

    new MutationObserver(() => (document.querySelector('dialog[open]') ?? home).append(byId('leave-quickly')))
      .observe(document.body, { attributeFilter: ['open'], subtree: true });
    window.addEventListener('keyup', (event) => this.#key(event), true);
  }

  set offered(offered) {
    byId('leave-quickly').hidden = !offered;
    byId('leave-quickly-help').hidden = !offered;
  }

  #key({ key }) {
    const now = Date.now();

    if (byId('leave-quickly').hidden)
      return;
    this.#presses = key === 'Shift'
      ? [...this.#presses, now].filter((at) => now - at < WITHIN_MS)
      : [];
    if (this.#presses.length >= PRESSES)
      this.#go();
  }

  #go() {
    // Before anything else: the other page may be slow to come.
    document.documentElement.style.display = 'none';
    document.title = '';
    try {
      this.#gone();
    } finally {
      // Whatever did not end well, away from here; and what ended may have named the tab again.
      document.title = '';
      window.location.replace(ELSEWHERE);
    }
  }
}
