// Asks the office whether the receipt of the code in the address is genuine, and says so; and whether a
// file is the one the office made, which this computer finds out by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, icon } from './dom.js';
import { changes, chosen, fillSwitch, language, say, t, use } from './i18n.js';

function codeOf(path) {
  try {
    return decodeURIComponent(path.split('/').pop()).slice(0, 64);
  } catch {
    return '';
  }
}

const code = codeOf(window.location.pathname);

// A receipt is some tens of kilobytes; this much can be read at once anywhere.
const MAX_FILE = 50 * 1024 * 1024;

let issuedDigest = null;

function conclude(tone, key, place = 'verdict') {
  const words = document.createElement('span');
  const verdict = byId(place);

  verdict.hidden = false;
  verdict.className = `status ${tone}`;
  verdict.replaceChildren(icon({ good: 'check', bad: 'warning', busy: 'clock' }[tone]),
    say(words, key));
}

async function ask() {
  conclude('busy', 'verify.asking');
  byId('again').hidden = true;
  try {
    const answer = await fetch(`/api/v1/receipts/${encodeURIComponent(code)}`,
      { headers: { 'Accept-Language': language() } });

    if (answer.ok)
      tell(await answer.json());
    else if (answer.status === 404 || answer.status === 400)
      conclude('bad', 'verify.unknown');
    else
      fail(answer.status === 429 ? 'problem.too-many' : 'problem.failed');
  } catch {
    fail('problem.offline');
  }
}

function fail(key) {
  conclude('bad', key);
  byId('again').hidden = false;
}

function tell({ number, issued, procedure, pdf_sha256: digest }) {
  conclude('good', 'verify.genuine');
  byId('fact-number').textContent = number;
  byId('fact-procedure').textContent = procedure;
  say(byId('fact-issued'), 'verify.moment', { when: { moment: issued } });
  byId('fact-digest').textContent = digest;
  byId('facts').hidden = false;
  byId('digest-help').hidden = false;
  issuedDigest = digest;
  // Only where the browser computes fingerprints: on a page that came encrypted.
  byId('file').hidden = !window.crypto.subtle;
}

async function compare(file) {
  if (!file || !issuedDigest)
    return;
  if (file.size > MAX_FILE) {
    conclude('bad', 'verify.file-large', 'file-verdict');
    return;
  }
  try {
    const hash = await window.crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const digest = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const same = digest === issuedDigest;

    conclude(same ? 'good' : 'bad', same ? 'verify.file-same' : 'verify.file-other', 'file-verdict');
  } catch {
    conclude('bad', 'verify.file-unread', 'file-verdict');
  }
}

function takeFiles() {
  const input = byId('file-input');

  input.addEventListener('change', () => {
    compare(input.files[0]);
    // The same one may be chosen again.
    input.value = '';
  });
  // Anywhere on the page: a file let go of beside the card would else be opened in its place.
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    compare(event.dataTransfer.files[0]);
  });
}

async function begin() {
  const entitle = () => { document.title = `${t('verify.title')} · Oficina Virtual`; };

  await use(chosen() ?? 'ca');
  fillSwitch(byId('languages'));
  changes.addEventListener('change', () => {
    entitle();
    ask();
  });
  entitle();
  byId('code').textContent = code;
  byId('again').addEventListener('click', ask);
  takeFiles();
  ask();
}

begin();
