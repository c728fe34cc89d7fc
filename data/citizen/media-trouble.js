// Trouble with the camera or the microphone within the visit: what it is, and the ways on. The call goes on
// meanwhile with what there is.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from './dom.js';
import { say } from './i18n.js';

export class MediaTrouble {
  #devices;

  constructor(devices) {
    this.#devices = devices;
    devices.addEventListener('change', () => this.#show());
    byId('media-again').addEventListener('click', () => this.#act(() => devices.open()));
    byId('media-without').addEventListener('click', () => this.#act(() => devices.settleForLess()));
    this.#show();
  }

  async #act(way) {
    const buttons = [byId('media-again'), byId('media-without')];

    buttons.forEach((button) => { button.disabled = true; });
    await way();
    buttons.forEach((button) => { button.disabled = false; });
    // Gone with the trouble, a button would leave the keyboard nowhere.
    if (!this.#devices.problem)
      byId('box').focus();
  }

  #show() {
    const { problem } = this.#devices;

    byId('media-trouble').hidden = !problem;
    if (!problem)
      return;
    say(byId('media-trouble-text'), problem.sentence);
    say(byId('media-trouble-help'), problem.help);
    say(byId('media-without'), `stage.without.${problem.part}`);
    byId('media-again').hidden = problem.hopeless;
  }
}
