// The page from beginning to end: which section is shown, and who is told of what the office says.
// SPDX-License-Identifier: GPL-3.0-or-later
import { alarmFor, calm } from './announce.js';
import { Check } from './check.js';
import { Devices } from './devices.js';
import { Documents } from './documents.js';
import { byId } from './dom.js';
import { changes, chosen, fillSwitch, language, say, t, use } from './i18n.js';
import { LeaveQuickly } from './leave-quickly.js';
import { Link } from './link.js';
import { FormsList } from './forms-list.js';
import { Receipt } from './receipt.js';
import { TakeAway } from './take-away.js';
import { draw, keep, recall, takeToken, wipe } from './session.js';
import { Visit } from './visit.js';
import { Awake, callThem, showPlace } from './waiting.js';

const PHASES = ['connecting', 'nolink', 'refused', 'unsupported', 'taken', 'left', 'welcome', 'door',
  'waiting', 'visit', 'ended'];
const ONGOING = ['welcome', 'door', 'waiting', 'visit'];
const SIGNED = ['lsc', 'lse'];
const SIGNED_LANGUAGES = ['csc', 'ssp'];

const token = takeToken();
const link = new Link(token, language);
const devices = new Devices();
const check = new Check(devices);
const documents = new Documents(link, devices);
const receipt = new Receipt(link);
const takeAway = new TakeAway(link);
const forms = new FormsList(link, receipt);
const visit = new Visit({
  link, devices, documents, receipt, forms, leave, over: () => finishGuest('guest.over'),
  sensitive: () => { quickly.offered = true; },
});
const awake = new Awake();
const quickly = new LeaveQuickly(vanish);
let vanished = false;
let phase = null;
let appointment = null;
let arriving = null;
let guest = null;

function entitle() {
  if (vanished)
    return;
  document.title = `${t(`${phase}.title`)} · Oficina Virtual`;
}

// Shows a section, and takes whoever follows by voice or keyboard to its title.
function show(next) {
  if (next === phase)
    return;
  const first = phase === null || phase === 'connecting';

  phase = next;
  for (const name of PHASES)
    byId(name).hidden = name !== next;
  document.body.dataset.phase = next;
  entitle();
  calm();
  awake.set(['waiting', 'door', 'visit'].includes(next));
  // What was under way in one goes no further.
  if (!ONGOING.includes(next))
    document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());
  if (!first)
    byId(next).querySelector('h1').focus();
  window.scrollTo(0, 0);
}

function showAppointment() {
  const { title, starts, ends, citizen_name: name } = appointment;

  say(byId('welcome-title'), name ? 'welcome.title-named' : 'welcome.title', name ? { name } : null);
  byId('welcome-procedure').textContent = title;
  say(byId('welcome-when'), 'welcome.when',
    { date: { date: starts }, start: { time: starts }, end: { time: ends } });
}

// What happened, and what happens next.
function sayEnd({ outcome, referred_name: name, reason }) {
  if (outcome === 'referred' && name)
    say(byId('ended-outcome'), 'ended.referred-named', { name });
  else
    say(byId('ended-outcome'), `ended.${outcome ?? 'over'}`);
  byId('ended-next').hidden = !reason;
  if (reason)
    say(byId('ended-next'), `ended.next.${reason}`);
}

// Who came by a link of their own has no papers to keep.
function finishGuest(words) {
  visit.stop();
  link.stop();
  devices.stop();
  wipe();
  say(byId('ended-outcome'), words);
  show('ended');
}

async function finish(ending, { live = false } = {}) {
  visit.stop();
  link.stop();
  devices.stop();
  wipe();
  sayEnd(ending);
  forms.moveTo(byId('ended-forms'));
  receipt.moveTo(byId('ended-receipt'));
  takeAway.moveTo(byId('ended-transcript'), { over: true });
  documents.form = null;
  documents.moveTo(byId('ended-documents'), { closed: true });
  show('ended');
  try {
    await documents.fetch();
    await showForms();
    if (live)
      await forms.makeCodes();
  } catch ({ code }) {
    alarmFor(code);
  }
}

// On coming back by the link after the end too: what became of each procedure, and its receipt.
async function showForms() {
  const answer = await link.request(`appointments/${appointment.id}/forms`);
  const all = (await answer.json()).forms;
  const filed = all.filter((form) => form.receipt);

  forms.show(all, null);
  if (filed.length > 0 && !receipt.present)
    receipt.show(filed[0].id, filed[0].receipt);
}

function arrive() {
  const needs = new Set(appointment.needs);

  // Whoever can't be heard is waited for in writing.
  if (!devices.microphone)
    needs.add('text');
  arriving = draw();
  link.send({
    type: 'arrive',
    id: arriving,
    camera: devices.camera,
    microphone: devices.microphone,
    needs: Array.from(needs).slice(0, 6),
  });
}

async function ready() {
  if (!check.ready && !await check.run())
    return;
  if (link.state !== 'online') {
    alarmFor('offline');
    return;
  }
  arrive();
  wait();
}

function wait() {
  documents.moveTo(byId('waiting-documents'));
  show('waiting');
}

function prepare() {
  documents.moveTo(byId('welcome-documents'));
  show('welcome');
}

// Out of the visit for now, by the person's will: the link brings them back.
function leave() {
  link.send({ type: 'leave', id: draw() });
  rest('left');
  keep('left', true);
}

// Nothing is asked and nothing stays, whatever was under way.
function vanish() {
  vanished = true;
  link.send({ type: 'leave', id: draw() });
  visit.stop();
  link.stop();
  devices.stop();
  wipe();
}

function rest(next) {
  visit.stop();
  link.stop();
  link.renew();
  devices.stop();
  show(next);
}

function comeBack() {
  keep('left', null);
  show('connecting');
  link.start();
}

// A guest waits at the door until the informer lets them in.
function onGuest(detail) {
  guest = detail.guest;
  document.body.dataset.guest = guest.role;
  visit.iceServers = detail.ice_servers;
  devices.signing = SIGNED_LANGUAGES.includes(guest.interprets);
  say(byId('leave-text'), 'leave.text-guest');
  if (detail.attending)
    return;
  byId('door-check').append(byId('check-card'));
  say(byId('door-who'), `door.${guest.role}`,
    { name: detail.informer, language: { key: `interprets.${guest.interprets}` } });
  show('door');
}

function onWelcome({ detail }) {
  const before = phase;

  if (detail.guest) {
    onGuest(detail);
    return;
  }

  appointment = detail.appointment;
  documents.appointment = appointment.id;
  documents.wanted = detail.wanted ?? [];
  documents.others = !appointment.secret;
  receipt.appointment = appointment.id;
  takeAway.appointment = appointment;
  forms.appointment = appointment.id;
  visit.iceServers = detail.ice_servers;
  devices.signing = appointment.needs.some((need) => SIGNED.includes(need));
  quickly.offered = Boolean(appointment.sensitive);
  showAppointment();
  if (!chosen() && appointment.language !== language())
    use(appointment.language);
  if (detail.attending)
    return;
  if (appointment.state === 'ended') {
    finish(appointment);
    return;
  }
  documents.fetch().catch(({ code }) => alarmFor(code));
  if (appointment.state === 'waiting') {
    wait();
  } else if (before === 'waiting') {
    // Away longer than a place is kept: at the end of the queue again.
    arrive();
  } else {
    prepare();
  }
}

function onVisit({ detail }) {
  if (phase !== 'visit') {
    documents.moveTo(byId('visit-documents'));
    forms.moveTo(byId('visit-forms'));
    receipt.moveTo(byId('visit-receipt'));
    takeAway.moveTo(byId('visit-transcript'));
    if (phase === 'waiting' || phase === 'door')
      callThem(entitle);
    show('visit');
  }
  takeAway.appointment = detail.appointment;
  visit.enter(detail);
  if (!devices.tried)
    devices.open();
}

function onProblem({ detail }) {
  // Without `re` it answers nothing the person did; and what was only too fast comes again.
  if (!detail.re || (detail.code === 'too-many' && visit.repeats(detail.re)))
    return;
  if (detail.re === arriving)
    prepare();
  alarmFor(detail.code);
}

function onState() {
  const { state } = link;

  byId('waiting-lost').hidden = state === 'online';
  byId('door-lost').hidden = state === 'online';
  // They were seen off, or the visit is over: their link opens nothing any more.
  if (state === 'refused' && guest) {
    if (phase !== 'ended')
      finishGuest('guest.over');
    return;
  }
  if (state === 'taken' || state === 'refused')
    rest(state);
  else if (state === 'unsupported')
    show('unsupported');
  if (state === 'refused')
    wipe();
  if (phase === 'connecting')
    say(byId('connecting-text'), link.tries > 2 ? 'connecting.long' : 'connecting.text');
}

async function begin() {
  await use(chosen() ?? 'ca');
  fillSwitch(byId('languages'));
  changes.addEventListener('change', () => {
    entitle();
    // Afterwards nothing comes by itself any more: the titles are asked for anew.
    if (phase === 'ended') {
      link.stop();
      link.start();
    } else {
      link.send({ type: 'language', language: language() });
    }
  });
  link.addEventListener('welcome', onWelcome);
  link.addEventListener('position', ({ detail }) => showPlace(detail));
  link.addEventListener('visit', onVisit);
  link.addEventListener('ended', ({ detail }) => {
    if (guest)
      finishGuest('ended.over');
    else
      finish(detail, { live: true });
  });
  link.addEventListener('problem', onProblem);
  link.addEventListener('state', onState);
  byId('ready').addEventListener('click', ready);
  byId('stop-waiting').addEventListener('click', () => {
    link.send({ type: 'leave', id: draw() });
    prepare();
  });
  byId('come-back').addEventListener('click', comeBack);
  byId('take-back').addEventListener('click', comeBack);
  byId('alarm-close').addEventListener('click', calm);
  // The link of another appointment, opened in this same tab.
  window.addEventListener('hashchange', () => {
    takeToken();
    window.location.reload();
  });
  window.addEventListener('beforeunload', (event) => !vanished && visit.unsaved && event.preventDefault());
  if (!token) {
    show('nolink');
  } else if (recall('left')) {
    show('left');
  } else {
    show('connecting');
    link.start();
  }
}

begin();
