// T.140 (ITU-T T.140, RFC 8865): text as it is typed, as additions and erasures. Pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later

export const ERASE = '\b';
export const END_OF_LINE = '\u2028';
export const LOST = '\ufffd';
export const LONGEST = 4000;

const segmenter = typeof Intl.Segmenter === 'function'
  ? new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  : null;

// What a person would erase with one key: an accent goes with its letter, an emoji goes whole.
export function graphemes(text) {
  return segmenter ? Array.from(segmenter.segment(text), (part) => part.segment) : Array.from(text);
}

// What turns `before` into `after` for a reader who can only erase from the end.
export function difference(before, after) {
  const old = graphemes(before);
  const young = graphemes(after);
  let same = 0;

  while (same < old.length && same < young.length && old[same] === young[same])
    same += 1;
  return ERASE.repeat(old.length - same) + young.slice(same).join('');
}

// The lines that come of receiving `data` after `open`, the line not ended yet: each
// { text, done }, the last one open.
export function receive(open, data) {
  const lines = [{ text: open, done: false }];

  // A CSI sequence sets colours (T.140 8.4): nothing a reader here needs.
  for (const piece of graphemes(data.replace(/(\u009b|\x1b\[)[\d;]*[a-zA-Z]/g, ''))) {
    const line = lines[lines.length - 1];

    if (piece === ERASE) {
      line.text = graphemes(line.text).slice(0, -1).join('');
    } else if (piece === END_OF_LINE || piece === '\n' || piece === '\r\n' || piece === '\r') {
      line.done = true;
      lines.push({ text: '', done: false });
    } else if (line.text.length + piece.length <= LONGEST) {
      // BOM opens a session, the rest of the controls ring bells: none is text.
      line.text += piece.replace(/[\u0000-\u001f\u007f-\u009f\ufeff]/g, '');
    }
  }
  return lines;
}

// On a channel just opened the sender may say its open line again from the start: it does when it
// begins with BOM and text, as a new session of the workstation does.
export function repeats(open, data) {
  const known = open.endsWith(LOST) ? open.slice(0, -1) : open;
  const text = data.replace(/^\ufeff/, '');

  return known !== '' && text !== '' && (text !== data || text.startsWith(known));
}

const decoder = new TextDecoder();

export function decode(data) {
  return typeof data === 'string' ? data : decoder.decode(data);
}
