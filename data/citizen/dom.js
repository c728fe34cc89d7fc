// The little that is needed to make elements: no framework, no markup from strings.
// SPDX-License-Identifier: GPL-3.0-or-later

export const byId = (id) => document.getElementById(id);

// make('p', { class: 'note', onclick: f }, 'text', child): attributes, `on…` listeners, children.
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);

  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false)
      continue;
    if (key.startsWith('on'))
      element.addEventListener(key.slice(2), value);
    else
      element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// One of the pictures drawn at the head of index.html; it says nothing the words beside it don't.
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');

  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

// Puts `children` in the order given without touching those that are in place already: an element
// that is moved loses focus and what an input method is composing.
export function arrange(parent, children) {
  let next = parent.firstChild;

  for (const child of children) {
    if (child === next)
      next = next.nextSibling;
    else
      parent.insertBefore(child, next);
  }
  while (next) {
    const gone = next;

    next = next.nextSibling;
    gone.remove();
  }
}
