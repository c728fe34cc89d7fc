// The lines of a conversation: in the order of the office's clock, and sound whatever a channel brings.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert';
import { load, run } from './cases.mjs';

// Node.js 18 has none.
globalThis.CustomEvent ??= class extends Event {
  constructor(type, { detail }) {
    super(type);
    this.detail = detail;
  }
};

const { Transcript } = await load('transcript.js');
const { LONGEST, receive } = await load('t140.js');

// xorshift32: the same texts at every run, and a seed to find one again.
function random(seed) {
  let state = seed;

  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const PIECES = ['a', 'l·l', ' ', 'é', 'e\u0301', 'ﺎ', 'اردو', '👩‍👩‍👧', '🇨🇦', '\b', '\b\b\b', '\u2028', '\n', '\ufeff', '\ufffd',
  '\u0007', '\u0000', '\u009b1m', '\u200f', '\u202e', '<b>', '\ud83d', 'x'.repeat(700)];

await run({
  'lines of the channel and of the office are in the order they began, whatever the device’s clock says'() {
    const real = Date.now;

    try {
      for (const wrong of [-3600e3, 3600e3]) {
        const transcript = new Transcript();

        Date.now = () => real() + wrong;
        transcript.setNow('2020-11-24T09:00:00.000Z');
        transcript.set({ from: 'i', line: 0, text: 'abans', done: true, at: '2020-11-24T08:59:58.000Z' });
        transcript.feed('c', 'al mig');
        // Somebody sets the clock while they write.
        Date.now = () => real() - wrong;
        transcript.set({ from: 'c', line: 1, text: 'també', done: false });
        transcript.set({ from: 'i', origin: 'speech', line: 0, text: 'després', done: false, at: '2020-11-24T09:00:30.000Z' });
        // The office's own was put forward, to there.
        transcript.feed('d', 'al final');
        assert.deepStrictEqual(transcript.lines.map(({ text }) => text),
          ['abans', 'al mig', 'també', 'després', 'al final']);
      }
    } finally {
      Date.now = real;
    }
  },
  'whatever comes by a channel makes lines of text, and no control'() {
    for (let seed = 1; seed <= 500; seed += 1) {
      const next = random(seed);
      const data = Array.from({ length: next(40) }, () => PIECES[next(PIECES.length)]).join('');
      const lines = receive(next(2) ? 'abc' : '', data);

      assert.ok(lines.every(({ text }) => !/[\u0000-\u001f\u007f-\u009f\u2028\ufeff]/.test(text)), `control, seed ${seed}`);
      assert.ok(lines.every(({ text }) => text.length <= LONGEST), `too long, seed ${seed}`);
      assert.ok(lines.every(({ done }, i) => done === i < lines.length - 1), `open lines, seed ${seed}`);
    }
  },
  'cut anywhere between its characters it makes the same lines'() {
    // What no sender cuts: a cluster that is typed grows by what comes later.
    const whole = PIECES.filter((piece) => !/[\u009b\ud83d\u200d]|🇨🇦|\u0301/.test(piece) || piece === '\b');

    for (let seed = 1; seed <= 200; seed += 1) {
      const next = random(seed);
      const pieces = Array.from({ length: next(30) }, () => whole[next(whole.length)]);
      let parts = [{ text: '', done: false }];

      for (const piece of pieces)
        parts = [...parts.slice(0, -1), ...receive(parts.at(-1).text, piece)];
      assert.deepStrictEqual(parts, receive('', pieces.join('')), `seed ${seed}`);
    }
  },
});
