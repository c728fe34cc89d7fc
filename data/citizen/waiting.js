// The wait: one's place, and being told that it is one's turn by sound, by sight and by touch.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from './dom.js';
import { say, t } from './i18n.js';
import { chime } from './levels.js';

const BLINK_MS = 1000;
const CHIMES = 3;

export function showPlace({ ahead, minutes }) {
  say(byId('waiting-place'), ahead === 0 ? 'waiting.next' : 'waiting.ahead', { count: ahead });
  byId('waiting-minutes').hidden = !minutes;
  if (minutes)
    say(byId('waiting-minutes'), 'waiting.minutes', { count: minutes });
}

// Until the person looks: three chimes, the title of the tab, a shake of the phone. `entitle` gives
// the tab its own title.
export function callThem(entitle) {
  let times = 0;
  const timer = window.setInterval(() => {
    times += 1;
    if (times % 2)
      document.title = t('waiting.turn');
    else
      entitle();
    if (times % 2 === 0 && !document.hidden) {
      window.clearInterval(timer);
      return;
    }
    if (times < CHIMES)
      chime();
  }, BLINK_MS);

  chime();
  navigator.vibrate?.([300, 150, 300]);
}

// A phone that sleeps drops its call: it is kept awake while somebody waits or is attended. The
// system takes the lock back whenever the page is hidden.
export class Awake {
  #wanted = false;
  #lock = null;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#ask());
  }

  set(wanted) {
    this.#wanted = wanted;
    if (wanted)
      this.#ask();
    else
      this.#lock?.release();
  }

  async #ask() {
    if (!this.#wanted || document.hidden || (this.#lock && !this.#lock.released))
      return;
    try {
      this.#lock = await navigator.wakeLock?.request('screen');
    } catch {
      // Low battery, or not allowed: the call goes on without.
    }
  }
}
