// The receipt, once there is one: its number and code, and the two files to keep.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor } from './announce.js';
import { byId } from './dom.js';
import { say } from './i18n.js';

export class Receipt {
  #link;
  #appointment = null;
  #form = null;
  #receipt = null;

  constructor(link) {
    this.#link = link;
    byId('receipt-pdf').addEventListener('click', () => this.download(this.#form, this.#receipt.number, 'pdf'));
    byId('receipt-json').addEventListener('click', () => this.download(this.#form, this.#receipt.number, 'json'));
  }

  get present() {
    return this.#receipt !== null;
  }

  set appointment(id) {
    this.#appointment = id;
  }

  // Shown in `place` from now on.
  moveTo(place) {
    place.append(byId('receipt'));
  }

  show(form, receipt) {
    const { number, code, issued } = receipt;

    this.#form = form;
    this.#receipt = receipt;
    byId('receipt').hidden = false;
    byId('receipt-number').textContent = number;
    byId('receipt-code').textContent = code;
    say(byId('receipt-issued'), 'receipt.issued', { when: { moment: issued } });
    byId('receipt-check').href = `/r/${encodeURIComponent(code)}`;
  }

  // None is of what is in front.
  hide() {
    this.#receipt = null;
    byId('receipt').hidden = true;
  }

  async download(form, number, kind) {
    try {
      await this.#link.save(`appointments/${this.#appointment}/forms/${form}/receipt.${kind}`,
        `${number.replace(/[^\w-]/g, '-')}.${kind}`);
    } catch ({ code }) {
      alarmFor(code);
    }
  }
}
