// The procedures of the visit, once there are several: which is in front, how far each is, and the receipt
// of each to keep.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, icon, make } from './dom.js';
import { say } from './i18n.js';

export class FormsList {
  #receipt;
  #forms = [];
  #front = null;

  constructor(receipt) {
    this.#receipt = receipt;
  }

  // FormSummary as the office told them, and the id of the one in front (none once the visit is over).
  show(forms, front) {
    this.#forms = forms;
    this.#front = front ?? null;
    byId('forms').hidden = forms.length < 2;
    byId('forms-list').replaceChildren(...forms.map((form) => this.#row(form)));
  }

  // What other messages tell of one of them.
  update(id, told) {
    const form = this.#forms.find((one) => one.id === id);

    if (!form)
      return;
    Object.assign(form, told);
    this.show(this.#forms, this.#front);
  }

  moveTo(place) {
    place.append(byId('forms'));
  }

  #row({ id, title, state, filled, asked, receipt }) {
    const words = say(make('span', { class: 'form-state' }), `forms.state.${state}`, { filled, asked });
    const row = make('li', { class: `form-entry ${state}` }, make('b', { dir: 'auto' }, title), ' ', words);

    if (id === this.#front) {
      row.setAttribute('aria-current', 'true');
      row.append(' ', say(make('span', { class: 'form-front' }), 'forms.front'));
    }
    if (receipt) {
      const button = make('button', { type: 'button', class: 'small' }, icon('save'),
        say(make('span'), 'forms.receipt', { number: receipt.number }));

      button.addEventListener('click', () => this.#receipt.download(id, receipt.number, 'pdf'));
      row.append(' ', button);
    }
    return row;
  }
}
