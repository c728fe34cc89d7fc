// What is wrong with a photographed document, just inside and just outside of each limit; and several
// photographs as one PDF, which programs that read PDF are asked about.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, run } from './cases.mjs';

const pages = process.env.CITIZEN_PAGES;
const check = await load('picture-check.js');
const { pdfOf } = await load('picture-pdf.js');
const { LIMITS } = check;
const WIDTH = 320;
const HEIGHT = 240;
const frame = check.frameOf(WIDTH, HEIGHT, 85.6 / 54);

// A paper with lines of writing on a table, lying in the frame.
function paper({ table = 60, white = 200, ink = 40, shift = 0 } = {}) {
  const values = new Float32Array(WIDTH * HEIGHT).fill(table);

  for (let y = frame.top; y < frame.top + frame.height; y += 1)
    for (let x = frame.left; x < frame.left + frame.width; x += 1) {
      const inside = x + shift >= frame.left && x + shift < frame.left + frame.width;

      if (inside)
        values[y * WIDTH + x] = y % 8 < 2 && x % 6 < 3 && y > frame.top + 20
          && y < frame.top + frame.height - 20 ? ink : white;
    }
  return { values, width: WIDTH, height: HEIGHT };
}

function brighten(image, by) {
  return { ...image, values: image.values.map((value) => Math.min(255, Math.max(0, value + by))) };
}

// A document as a camera sees it: drawn large with letters of their true size, lying askew on a table, seen
// through a lens and on a sensor, and what went wrong, as `convert` has it. Then small, as it is judged.
const SHAPES = {
  card: { proportion: 85.6 / 54, width: 1280, height: 960, letters: 20, rows: 10, long: 34 },
  sheet: { proportion: 210 / 297, width: 960, height: 1280, letters: 84, rows: 50, long: 64 },
};
const ACROSS = Number(/const ACROSS = (\d+)/.exec(readFileSync(join(pages, 'capture.js'), 'utf8'))[1]);
const LINE = 'Nom i cognoms de la persona, adreça i data de naixement 12345678Z';

function photograph(shape, { angle = 0, table = '#5a4632', offset = '+0+0', wrong = [] } = {}) {
  const { proportion, width, height, letters, rows, long } = SHAPES[shape];
  const large = check.frameOf(width, height, proportion);
  const text = Array(rows).fill(LINE.slice(0, long)).join('\n');
  const raw = execFileSync('convert', ['-size', `${width}x${height}`, `xc:${table}`,
    '(', '-size', `${large.width}x${large.height}`, 'xc:#e9e6dc', '-fill', '#222',
    '-pointsize', String(Math.round(large.height / letters)), '-gravity', 'northwest',
    '-annotate', `+${Math.round(large.width * 0.06)}+${Math.round(large.height * 0.1)}`, text,
    '-background', 'none', '-virtual-pixel', 'none', '+distort', 'SRT', String(angle), ')',
    '-gravity', 'center', '-geometry', offset, '-composite', '-blur', '0x0.6', ...wrong,
    '-seed', '1', '-attenuate', '0.15', '+noise', 'Gaussian',
    '-filter', 'Triangle', '-resize', `${ACROSS}x`, '-colorspace', 'Gray', '-depth', '8', 'gray:-'],
  { maxBuffer: 1 << 26 });
  const image = { values: Float32Array.from(raw), width: ACROSS, height: Math.round(ACROSS * height / width) };

  assert.strictEqual(raw.length, image.width * image.height);
  return { image, frame: check.frameOf(image.width, image.height, proportion) };
}

function told(shape, how, before = null) {
  const { image, frame: place } = photograph(shape, how);

  return check.faults(image, place, before);
}

const SPOT = ['(', '-size', '420x420', 'xc:none', '-fill', 'white', '-draw', 'circle 210,210 210,60',
  '-blur', '0x15', ')', '-gravity', 'center', '-geometry', '+60+80', '-composite'];

await run({
  'a document that can be read has no faults, also when it lies askew'() {
    for (const shape of Object.keys(SHAPES))
      for (const angle of [-6, 0, 4])
        assert.deepStrictEqual([shape, angle, ...told(shape, { angle })], [shape, angle]);
  },
  'letters out of focus'() {
    assert.deepStrictEqual(told('card', { angle: 3, wrong: ['-blur', '0x4'] }), ['blurred']);
    // The letters of a letter are smaller: less is enough.
    assert.deepStrictEqual(told('sheet', { angle: 3, wrong: ['-blur', '0x2.2'] }), ['blurred']);
    assert.deepStrictEqual(told('sheet', { wrong: ['-blur', '0x0.8'] }), []);
  },
  'in the dark, which is told before anything else'() {
    for (const shape of Object.keys(SHAPES)) {
      assert.strictEqual(told(shape, { wrong: ['-evaluate', 'multiply', '0.2'] })[0], 'dark');
      assert.ok(!told(shape, { wrong: ['-evaluate', 'multiply', '0.5'] }).includes('dark'));
    }
  },
  'a lamp in it'() {
    for (const shape of Object.keys(SHAPES))
      assert.deepStrictEqual(told(shape, { angle: 2, wrong: SPOT }), ['glare']);
  },
  'a table of its own colour, or half of it out of the frame'() {
    for (const shape of Object.keys(SHAPES)) {
      assert.deepStrictEqual(told(shape, { table: '#e9e6dc' }), ['edges']);
      assert.deepStrictEqual(told(shape, { offset: '+260+200' }), ['edges']);
      assert.deepStrictEqual(told(shape, { angle: 25 }), ['edges']);
    }
  },
  'still on the way into the frame'() {
    const { image: before } = photograph('card', { offset: '+90+40' });

    assert.ok(told('card', {}, before).includes('moving'));
    assert.deepStrictEqual(told('card', {}, photograph('card').image), []);
  },
  'each fault has its sentence, while looking and afterwards, in every language'() {
    for (const language of ['ca', 'es', 'en', 'ar', 'ur']) {
      const words = JSON.parse(readFileSync(join(pages, 'messages', `${language}.json`), 'utf8'));

      for (const fault of ['dark', 'glare', 'edges', 'moving', 'blurred', 'good'])
        assert.ok(words[`capture.${fault}`], `${language} ${fault}`);
      // Nothing moves in a picture that is taken.
      for (const fault of ['dark', 'glare', 'edges', 'blurred', 'good'])
        assert.ok(words[`capture.shot.${fault}`], `${language} shot ${fault}`);
    }
  },
  'a good one has no faults'() {
    assert.deepStrictEqual(check.faults(paper(), frame), []);
    assert.deepStrictEqual(check.faults(paper(), frame, paper()), []);
  },
  'the frame keeps its proportion and its margin'() {
    for (const [width, height, proportion] of [[320, 240, 85.6 / 54], [240, 320, 210 / 297], [320, 240, 210 / 297]]) {
      const { left, top, width: across, height: down } = check.frameOf(width, height, proportion);

      assert.ok(Math.abs(across / down - proportion) < 0.02);
      assert.ok(left >= width * 0.08 - 1 && top >= height * 0.08 - 1);
    }
  },
  'too dark, and just not'() {
    const now = check.brightness(paper(), frame);

    const at = (wanted) => ({ ...paper(), values: paper().values.map((value) => value * wanted / now) });

    assert.ok(!check.faults(at(LIMITS.dark + 1), frame).includes('dark'));
    assert.ok(check.faults(at(LIMITS.dark - 1), frame).includes('dark'));
  },
  'glare, and just not; white paper is none'() {
    const spot = (part) => {
      const image = paper();
      const rows = Math.round(frame.height * part);

      for (let y = frame.top + 25; y < frame.top + 25 + rows; y += 1)
        for (let x = frame.left; x < frame.left + frame.width; x += 1)
          image.values[y * WIDTH + x] = 255;
      return check.faults(image, frame).includes('glare');
    };

    assert.ok(!spot(LIMITS.glare - 0.012));
    assert.ok(spot(LIMITS.glare + 0.012));
    assert.ok(!check.faults(paper({ white: 255 }), frame).includes('glare'));
  },
  'blurred, and just not'() {
    // Less of a difference between ink and paper is what blurring leaves.
    const variance = (ink) => check.sharpness(paper({ ink }), frame);
    let ink = 0;

    while (variance(ink) >= LIMITS.sharp)
      ink += 1;
    assert.ok(check.faults(paper({ ink }), frame).includes('blurred'));
    assert.ok(!check.faults(paper({ ink: ink - 1 }), frame).includes('blurred'));
  },
  'edges not seen: a table like the paper, or a paper that does not fill the frame'() {
    assert.strictEqual(check.sides(paper({ table: 200 - LIMITS.edge, ink: 200 }), frame), 4);
    assert.strictEqual(check.sides(paper({ table: 200 - LIMITS.edge + 1, ink: 200 }), frame), 0);
    assert.ok(check.faults(paper({ table: 190 }), frame).includes('edges'));
    // One side may be missing, a hand holds it there.
    assert.deepStrictEqual(check.faults(paper({ shift: 30 }), frame), []);
    const two = paper({ shift: 30 });

    for (let y = frame.top; y < frame.top + 20; y += 1)
      two.values.fill(60, y * WIDTH + frame.left, y * WIDTH + frame.left + frame.width);
    assert.ok(check.faults(two, frame).includes('edges'));
  },
  'moving, and just not'() {
    assert.ok(!check.faults(brighten(paper(), LIMITS.still - 1), frame, paper()).includes('moving'));
    assert.ok(check.faults(brighten(paper(), LIMITS.still + 1), frame, paper()).includes('moving'));
  },
  'colours are told by their brightness'() {
    const { values } = check.grey({ data: [255, 0, 0, 255, 0, 255, 0, 255], width: 2, height: 1 });

    assert.ok(values[1] > values[0]);
  },
  'photographs become the pages of one PDF'() {
    const folder = mkdtempSync(join(tmpdir(), 'fin-pictures-'));

    try {
      const sizes = [[400, 300], [300, 400], [2000, 1500]];
      const pictures = sizes.map(([width, height], index) => {
        const file = join(folder, `${index}.jpg`);

        execFileSync('convert', ['-size', `${width}x${height}`, `gradient:red-blue`, file]);
        return { bytes: new Uint8Array(readFileSync(file)), width, height };
      });
      const file = join(folder, 'all.pdf');

      writeFileSync(file, pdfOf(pictures));
      execFileSync('qpdf', ['--check', file]);
      const listed = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' })
        .trim().split('\n').slice(2).map((line) => line.trim().split(/\s+/));

      assert.deepStrictEqual(listed.map(([page, , , width, height]) => [page, width, height].map(Number)),
        sizes.map(([width, height], index) => [index + 1, width, height]));
      assert.ok(listed.every((fields) => fields[8] === 'jpeg'));
      const told = execFileSync('pdfinfo', ['-l', '9', file], { encoding: 'utf8' });

      assert.deepStrictEqual(Array.from(told.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+)/g),
        ([, width, height]) => [Math.round(width), Math.round(height)]),
      [[793, 595], [595, 793], [793, 595]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});
