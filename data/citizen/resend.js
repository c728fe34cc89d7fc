// What the office refuses for coming too fast, said again after the pause it asks for. See
// `fin-resend.h` for the other end.
// SPDX-License-Identifier: GPL-3.0-or-later

const MOST_REMEMBERED = 256; // more than the office takes at once
const PAUSE_S = 1; // where the office names none
const OURS = 'resend-';
// What a later message says anew, by type: its members that say of what. A signal is never said
// anew; pointers and form changes, which are repeated until they are answered, are let pass.
const SUBJECTS = {
  signal: null,
  presence: ['presence'],
  language: ['language'],
  media: ['media'],
  arrive: ['place'],
  leave: ['place'],
  text: ['text', 'line'],
  'form.front': ['front'],
  'form.focus': ['focus'],
  'form.hand': ['hand', 'form', 'field'],
  'form.confirm': ['confirm', 'form'],
  'form.assent': ['assent', 'form', 'step', 'field'],
  'form.ask': ['ask', 'form', 'step'],
};

export class Resend {
  #send;
  #later;
  #sent = []; // { subject, message }, the oldest first
  #refused = []; // in the order they were refused, which is the one they were sent in
  #names = 0;
  #waits = false;

  // `send(message)`: false when it cannot go out now. `later(step, ms)`: calls `step` in so long.
  constructor(send, later = (step, ms) => setTimeout(step, ms)) {
    this.#send = send;
    this.#later = later;
  }

  // It goes out as what is returned: with a name, if it had none. What was said of the same before,
  // and did not get through, is not said again.
  note(message) {
    if (!(message.type in SUBJECTS))
      return message;
    const members = SUBJECTS[message.type];
    const subject = members && JSON.stringify([members[0], ...members.slice(1).map((name) => message[name] ?? null)]);
    const named = message.id ? message : { ...message, id: `${OURS}${++this.#names}` };
    const others = (one) => subject === null || one.subject !== subject;

    this.#sent = [...this.#sent.filter(others), { subject, message: named }].slice(-MOST_REMEMBERED);
    this.#refused = this.#refused.filter(others);
    return named;
  }

  // A problem came: what the page is to be told of it, null when what it is about goes again.
  refused(problem) {
    const found = this.#sent.find(({ message }) => message.id === problem.re);

    if (problem.re && found && problem.code === 'too-many') {
      this.#sent = this.#sent.filter((one) => one !== found);
      this.#refused.push(found);
      this.#wait(problem.retry_after ?? PAUSE_S);
      return null;
    }
    return problem.re?.startsWith(OURS) ? { ...problem, re: undefined } : problem;
  }

  // Nothing of what was said is said again: it is over.
  forget() {
    this.#sent = [];
    this.#refused = [];
  }

  #wait(seconds) {
    if (this.#waits)
      return;
    this.#waits = true;
    this.#later(() => this.#again(), seconds * 1000);
  }

  #again() {
    const now = this.#refused;

    this.#waits = false;
    this.#refused = [];
    while (now.length > 0 && this.#send(now[0].message))
      now.shift();
    this.#refused = [...now, ...this.#refused];
    if (this.#refused.length > 0)
      this.#wait(PAUSE_S);
  }
}
