// For who does not read: what the others say in another language, and what they write, said aloud in the
// person's own, by a voice of the browser's (EN 301 549 7.1.5).
// SPDX-License-Identifier: GPL-3.0-or-later
import { translated } from './line-words.js';
import { spoken } from './transcript.js';

// With more that waits, what is oldest is not said any more: it is behind what they are talking of.
const WAITING = 3;

const languageOf = (voice) => voice.lang.toLowerCase().split(/[-_]/)[0];

// A voice that speaks `language`, or undefined. Browsers load theirs late: `voiceschanged` tells.
export const voiceOf = (language) =>
  window.speechSynthesis?.getVoices().find((voice) => languageOf(voice) === language);

export class SpokenLines {
  #choices;
  #speaker;
  #said = new WeakMap();
  #waiting = 0;
  #quiet = false;

  // `speaker(id)` is { mine, speaks } of a participant.
  constructor({ transcript, choices, speaker }) {
    this.#choices = choices;
    this.#speaker = speaker;
    transcript.addEventListener('line', ({ detail }) => this.#take(detail));
    choices.addEventListener('change', () => {
      if (!choices.aloud)
        this.#hush();
    });
  }

  // What comes while `f` runs is from before, and is not said.
  skip(f) {
    this.#quiet = true;
    f();
    this.#quiet = false;
  }

  stop() {
    this.#hush();
  }

  #hush() {
    window.speechSynthesis?.cancel();
    this.#waiting = 0;
  }

  // Who speaks the person's own language is heard already.
  #words(line) {
    const { reads } = this.#choices;
    const { mine, speaks } = this.#speaker(line.from);
    const own = (line.language ?? speaks) === reads;

    if (mine || !line.done || !line.believed)
      return '';
    return translated(line, reads)?.text ?? (own && !spoken(line) ? line.text : '');
  }

  #take(line) {
    const words = this.#words(line);

    if (words === '' || this.#said.get(line) === words)
      return;
    this.#said.set(line, words);
    if (this.#choices.aloud && !this.#quiet)
      this.#say(words);
  }

  #say(words) {
    const voice = voiceOf(this.#choices.reads);

    if (!voice)
      return;
    if (this.#waiting >= WAITING)
      this.#hush();
    const utterance = new SpeechSynthesisUtterance(words);

    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = () => { this.#waiting = Math.max(0, this.#waiting - 1); };
    this.#waiting += 1;
    window.speechSynthesis.speak(utterance);
  }
}
