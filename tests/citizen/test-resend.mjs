// What comes too fast for the office goes again: in order, once, and not what was said anew since.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert';
import { load, run } from './cases.mjs';

const { Resend } = await load('resend.js');

// An office that hears or does not, and a clock that is moved by hand.
function made() {
  const it = { sent: [], steps: [], online: true };

  it.resend = new Resend((message) => {
    if (it.online)
      it.say(message);
    return it.online;
  }, (step, ms) => it.steps.push({ step, ms }));
  it.say = (message) => it.sent.push(it.resend.note(message));
  it.refuse = (re, more = {}) => it.resend.refused({ type: 'problem', code: 'too-many', re, ...more });
  it.pass = () => {
    const { step, ms } = it.steps.shift();

    step();
    return ms;
  };
  it.again = () => {
    it.sent = [];
    it.pass();
    return it.sent.map(({ id }) => id);
  };
  return it;
}

const confirm = (id, form = 'f') => ({ type: 'form.confirm', form, id, version: 3 });

await run({
  'refused, it goes again after the pause, under its name'() {
    const it = made();

    it.say(confirm('a'));
    assert.equal(it.refuse('a', { retry_after: 3 }), null);
    assert.equal(it.steps[0].ms, 3000);
    assert.deepStrictEqual(it.again(), ['a']);
    assert.deepStrictEqual(it.sent, [confirm('a')]);
    // And so again, until it is taken.
    assert.equal(it.refuse('a'), null);
    assert.deepStrictEqual(it.again(), ['a']);
    assert.equal(it.steps.length, 0);
  },
  'several go in the order they were said'() {
    const it = made();

    it.say({ type: 'form.hand', id: 'a', form: 'f', field: 'x', to: '' });
    it.say(confirm('b', 'f'));
    it.say(confirm('c', 'g'));
    ['a', 'b', 'c'].forEach((name) => it.refuse(name));
    assert.equal(it.steps.length, 1);
    assert.deepStrictEqual(it.again(), ['a', 'b', 'c']);
  },
  'what was said anew since is not said as it was'() {
    const it = made();

    it.say({ type: 'text', id: 'a', line: 1, text: 'Bon', done: false });
    it.say({ type: 'text', id: 'b', line: 2, text: 'x', done: false });
    it.say({ type: 'text', id: 'c', line: 1, text: 'Bon dia', done: true });
    // The first came too fast; the third got through before it was known, and says more.
    assert.deepStrictEqual(it.refuse('a').re, 'a');
    it.refuse('b');
    assert.deepStrictEqual(it.again(), ['b']);
    it.say({ type: 'arrive', id: 'd', camera: true, microphone: true });
    it.refuse('d');
    it.say({ type: 'leave', id: 'e' });
    assert.deepStrictEqual(it.again(), []);
  },
  'without a name it gets one, of which nobody else hears'() {
    const it = made();
    const signal = { type: 'signal', to: 'informer', candidate: { candidate: '', sdpMLineIndex: 0 } };

    it.say(signal);
    it.say(signal);
    const [first, second] = it.sent.map(({ id }) => id);

    assert.ok(first && second && first !== second);
    it.refuse(first);
    it.refuse(second);
    assert.deepStrictEqual(it.again(), [first, second]);
    assert.equal(it.resend.refused({ type: 'problem', code: 'not-found', re: first }).re, undefined);
    // Pointers and changes are none of its business.
    const pointer = { type: 'pointer', picture: 'p' };

    assert.equal(it.resend.note(pointer), pointer);
    assert.equal(it.refuse('another').re, 'another');
    assert.equal(it.resend.refused({ type: 'problem', code: 'failed' }).code, 'failed');
  },
  'while there is no office it waits'() {
    const it = made();

    it.say(confirm('a', 'f'));
    it.say(confirm('b', 'g'));
    it.refuse('a');
    it.refuse('b');
    it.online = false;
    assert.deepStrictEqual(it.again(), []);
    it.online = true;
    assert.deepStrictEqual(it.again(), ['a', 'b']);
    it.refuse('a');
    it.resend.forget();
    assert.deepStrictEqual(it.again(), []);
  },
});
