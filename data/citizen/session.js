// What must survive a reload of this tab and nothing longer: the link's token, the language, what was
// typed and is not at the office yet. Wiped when the visit is over.
// SPDX-License-Identifier: GPL-3.0-or-later

const PREFIX = 'finestreta.';

// A browser told to keep nothing throws here; then a reload forgets, and all else works.
function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export function recall(key, otherwise = null) {
  try {
    return JSON.parse(storage()?.getItem(PREFIX + key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(key, value) {
  try {
    if (value === null || value === undefined)
      storage()?.removeItem(PREFIX + key);
    else
      storage()?.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: memory still has it.
  }
}

export function wipe() {
  const kept = storage();

  if (!kept)
    return;
  for (const key of Object.keys(kept))
    if (key.startsWith(PREFIX))
      kept.removeItem(key);
}

// The token travels in the fragment, which no server sees and no log keeps, and leaves the
// address bar and the history at once: over a shoulder, or on a shared computer, it is a key.
export function takeToken() {
  const given = window.location.hash.slice(1);

  if (given !== '')
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(given))
    return recall('token');
  if (given !== recall('token'))
    wipe();
  keep('token', given);
  return given;
}

// A name nobody else has: of this load of the page, of a change, of a request.
export function draw() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(12));

  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
