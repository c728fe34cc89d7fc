// Words of a line, put into an element that may have had them in part.
// SPDX-License-Identifier: GPL-3.0-or-later
import { make } from './dom.js';
import { label, say } from './i18n.js';
import { LOST } from './t140.js';

// What a line means in `language`: { text, draft }, where somebody translated it.
export const translated = (line, language) =>
  (line.believed ? line.translations.find((one) => one.language === language) : undefined);

// `words` are text, in the language `lang`, or { key } of a sentence of the page's. What grows keeps its place and selection; a
// loss is named, as a screen reader says nothing useful for U+FFFD.
export function write(element, words, lang) {
  if (lang && !words.key)
    element.lang = lang;
  else
    element.removeAttribute('lang');
  if (words.key)
    return say(element, words.key);
  delete element.dataset.t;
  const [node] = element.childNodes;

  if (!words.includes(LOST) && node?.nodeType === Node.TEXT_NODE && element.childNodes.length === 1) {
    if (node.data !== words)
      node.data = words;
    return element;
  }
  element.replaceChildren();
  words.split(LOST).forEach((part, at) => {
    if (at > 0)
      element.append(label(make('span', { role: 'img', class: 'lost' }, LOST), 'text.lost'));
    element.append(part);
  });
  return element;
}
