// Asks the office whether the receipt of the code in the address is genuine, and says so.
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

function conclude(tone, key) {
  const words = document.createElement('span');
  const verdict = byId('verdict');

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
  ask();
}

begin();
