// The visit: who is in it, and what the office says of it handed to whom it concerns.
// SPDX-License-Identifier: GPL-3.0-or-later
import { announce } from './announce.js';
import { Call } from './call.js';
import { CaptionBand } from './caption-band.js';
import { CaptionChoices } from './caption-choices.js';
import { CommonAnswers } from './common-answers.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { byId } from './dom.js';
import { FormView } from './form-view.js';
import { SharedForm } from './form.js';
import { say } from './i18n.js';
import { MediaTrouble } from './media-trouble.js';
import { Shown } from './shown.js';
import { SpokenLines } from './spoken-lines.js';
import { Stage } from './stage.js';
import { Status } from './status.js';
import { Transcript } from './transcript.js';

export class Visit {
  #link;
  #devices;
  #documents;
  #receipt;
  #forms;
  #front = null;
  #sensitive;
  #participants = new Map();
  #me = null;
  #call;
  #transcript = new Transcript();
  #choices;
  #conversation;
  #band;
  #spoken;
  #form;
  #shown;
  #stage;
  #status;
  #said = null;
  #over;

  // `over` is told when one is out of the visit for good, as a guest.
  constructor({ link, devices, documents, receipt, forms, leave, sensitive, over }) {
    const participants = () => this.#others();
    const nameOf = (id) => this.#nameOf(id);
    const speaker = (id) => this.#speaker(id);

    this.#link = link;
    this.#devices = devices;
    this.#documents = documents;
    this.#receipt = receipt;
    this.#forms = forms;
    this.#sensitive = sensitive;
    this.#over = over;
    this.#call = new Call(link, devices);
    this.#choices = new CaptionChoices(link);
    this.#band = new CaptionBand({ transcript: this.#transcript, choices: this.#choices, speaker });
    this.#spoken = new SpokenLines({ transcript: this.#transcript, choices: this.#choices, speaker });
    this.#conversation = new Conversation({
      list: byId('lines'),
      form: byId('writing'),
      box: byId('box'),
      transcript: this.#transcript,
      composer: new Composer({
        link,
        call: this.#call,
        transcript: this.#transcript,
        others: () => participants().map(({ id }) => id),
      }),
      choices: this.#choices,
      speaker,
    });
    this.#form = new SharedForm(link);
    new FormView({
      form: this.#form,
      nameOf,
      busy: () => this.#busy(),
      openDocuments: () => byId('visit-documents').scrollIntoView(),
    });
    new CommonAnswers({ link, form: this.#form });
    this.#shown = new Shown(link, () => this.#busy());
    this.#stage = new Stage({
      call: this.#call,
      devices,
      participants,
      leave,
      write: () => byId('box').focus(),
    });
    new MediaTrouble(devices);
    this.#status = new Status({ link, call: this.#call, devices, participants });
    this.#listen();
  }

  set iceServers(servers) {
    this.#call.iceServers = servers;
  }

  // Something typed is not at the office, and closing the tab would leave it here.
  get unsaved() {
    return this.#me !== null && !this.#form.saved;
  }

  // What was asked for under this name is asked for again by itself.
  repeats(name) {
    return this.#form.repeats(name);
  }

  // Into the visit, or back into it: `visit` alone rebuilds all there is.
  enter(visit) {
    this.#me = visit.you;
    this.#form.me = visit.you;
    this.#participants = new Map(visit.participants.map((one) => [one.id, one]));
    this.#choices.me = this.#participants.get(visit.you);
    for (const id of this.#call.ids())
      if (!this.#others().some((other) => other.id === id))
        this.#call.drop(id);
    this.#others().forEach((participant) => this.#call.meet(participant, this.#order));
    this.#call.flush();
    if (visit.form)
      this.#form.load(visit.form);
    this.#documents.load(visit.documents);
    this.#shown.appointment = visit.appointment.id;
    this.#shown.load(visit.shown ?? null);
    this.#front = visit.front ?? null;
    this.#showForms(visit);
    // Afterwards the page has them, from when they were written.
    if (this.#transcript.lines.length === 0)
      byId('earlier').hidden = visit.earlier === 0;
    this.#transcript.setNow(visit.now);
    this.#band.skip(() =>
      this.#spoken.skip(() => this.#conversation.resume(visit.you, visit.lines)));
    this.#said = null;
    this.#sayMedia();
    this.#showUnheard();
    this.#show();
  }

  stop() {
    this.#me = null;
    this.#call.stop();
    this.#stage.stop();
    this.#spoken.stop();
    this.#shown.load(null);
    this.#form.close();
  }

  #listen() {
    this.#link.addEventListener('participant', ({ detail }) => this.#meet(detail.participant));
    this.#link.addEventListener('text', ({ detail }) => this.#transcript.take(detail.line));
    this.#link.addEventListener('forms', ({ detail }) => {
      const front = detail.forms.find(({ id }) => id === detail.front);
      const switched = front && detail.front !== this.#front;

      this.#front = detail.front ?? null;
      this.#form.bring(this.#front);
      this.#showForms(detail);
      if (switched)
        announce('forms.switched', { title: front.title });
    });
    this.#link.addEventListener('form.changed', ({ detail: { form, filled, asked } }) =>
      this.#forms.update(form, { filled, asked }));
    this.#link.addEventListener('receipt', ({ detail }) => {
      this.#forms.update(detail.form, { receipt: detail.receipt, state: 'filed' });
      if (detail.form !== this.#front)
        return;
      this.#seal(true);
      this.#receipt.show(detail.form, detail.receipt);
      announce('receipt.told');
      byId('receipt').scrollIntoView({ block: 'nearest' });
    });
    this.#call.addEventListener('text', ({ detail }) =>
      this.#transcript.feed(detail.id, detail.data, detail));
    this.#call.addEventListener('channel', ({ detail }) => {
      // Who has left between two lines left nothing out.
      if (this.#call.peer(detail.id)?.textOpen === false)
        this.#transcript.markLoss(detail.id,
          { between: this.#participants.get(detail.id)?.connected });
    });
    this.#devices.addEventListener('change', () => this.#sayMedia());
    this.#choices.addEventListener('change', () => this.#showUnheard());
    this.#form.addEventListener('form', () => {
      byId('no-form').hidden = true;
      this.#documents.wanted = this.#form.documents;
    });
    this.#form.addEventListener('state', () => { this.#documents.wanted = this.#form.documents; });
  }

  #showForms({ forms, front }) {
    const shown = forms.find(({ id }) => id === front);

    this.#documents.form = front ?? null;
    this.#seal(Boolean(shown?.receipt));
    if (shown?.receipt)
      this.#receipt.show(shown.id, shown.receipt);
    else
      this.#receipt.hide();
    this.#forms.show(forms, front);
    if (forms.some((form) => form.sensitive))
      this.#sensitive();
    if (forms.some((form) => form.secret))
      this.#documents.others = false;
  }

  // What the receipt says of form and documents stays so.
  #seal(sealed) {
    this.#form.closed = sealed;
    this.#documents.closed = sealed;
  }

  #others() {
    return Array.from(this.#participants.values()).filter(({ id, gone }) => id !== this.#me && !gone);
  }

  // Of two participants the one with the lower offers the call.
  get #order() {
    return this.#participants.get(this.#me)?.order ?? 0;
  }

  #nameOf(id) {
    if (id === this.#me)
      return { key: 'text.you' };
    return this.#participants.get(id)?.name || { key: 'role.someone' };
  }

  #speaker(id) {
    const { role, speaks } = this.#participants.get(id) ?? {};

    return { name: this.#nameOf(id), role, speaks, mine: id === this.#me };
  }

  #meet(participant) {
    this.#participants.set(participant.id, participant);
    this.#showUnheard();
    if (participant.id === this.#me) {
      this.#choices.me = participant;
      if (participant.gone)
        this.#over();
      return;
    }
    if (!participant.connected)
      this.#form.left(participant.id);
    this.#call.meet(participant, this.#order);
    this.#show();
  }

  #show() {
    this.#stage.show();
    this.#status.show();
  }

  // Who counts on captions knows when there are none, and what to do instead.
  #showUnheard() {
    const other = this.#others().find(({ captioned, connected }) => captioned === false && connected);
    const mine = this.#participants.get(this.#me)?.captioned === false;

    byId('unheard').hidden = !this.#choices.on || !(other || mine);
    if (other)
      say(byId('unheard'), mine ? 'captions.none' : 'captions.none-theirs', { name: this.#nameOf(other.id) });
    else if (mine)
      say(byId('unheard'), 'captions.none-mine');
  }

  #sayMedia() {
    const { camera, microphone } = this.#devices;
    const now = `${camera} ${microphone}`;

    if (this.#me === null || now === this.#said)
      return;
    if (this.#link.send({ type: 'media', camera, microphone }))
      this.#said = now;
  }

  // The person is writing: nothing takes them away from it.
  #busy() {
    const place = document.activeElement;

    if (place === byId('box'))
      return place.value !== '';
    return byId('form-fields').contains(place) && place.matches('input, textarea, select');
  }
}
