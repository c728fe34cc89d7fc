// The page's end of the office's API: one socket that comes back by itself, and requests.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Resend } from './resend.js';
import { draw } from './session.js';

const API = new URL('/api/v1/', window.location.href);
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10000;
const WELCOME_WITHIN_MS = 10000;
// A phone that changes network can hold a dead socket open for minutes: a silent one is asked after.
const SILENCE_MS = 15000;
// Closes that trying again would not mend (see "One socket each" in office-api.yaml).
const FINAL = { 4001: 'taken', 4003: 'refused' };

export class Problem extends Error {
  constructor(code, detail = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Events: one for each message of the office, named by its type, the message in `detail`; and
 * `state`, when `state` became one of
 * - connecting: trying, and between tries (`tries` of them failed so far);
 * - online: welcomed;
 * - taken: another tab has this visit;
 * - refused: the link is of nobody;
 * - closed: by us;
 * - unsupported: a browser without WebSocket.
 */
export class Link extends EventTarget {
  #token;
  // Of this load of the page: see `instance` in office-api.yaml.
  #instance = draw();
  #language;
  #socket = null;
  #timer = 0;
  #heard = 0;
  #resend = new Resend((message) => this.send(message));

  constructor(token, language) {
    super();
    this.#token = token;
    this.#language = language;
    this.state = 'closed';
    this.tries = 0;
    window.addEventListener('online', () => this.#hurry());
    window.addEventListener('offline', () => this.#drop());
    document.addEventListener('visibilitychange', () => document.hidden || this.#hurry());
    window.setInterval(() => this.#probe(), SILENCE_MS / 3);
  }

  start() {
    if (typeof window.WebSocket !== 'function')
      return this.#become('unsupported');
    if (this.#socket)
      return undefined;
    this.#become('connecting');
    return this.#open();
  }

  // With what was under way let go, a page that comes back is another instance: the others begin their call with
  // it anew, and don't wait for the old one.
  renew() {
    this.#instance = draw();
  }

  stop() {
    window.clearTimeout(this.#timer);
    this.#abandon();
    this.#become('closed');
  }

  // False when it was not sent: what must not be lost is kept by whoever sends it.
  send(message) {
    if (this.state !== 'online' || this.#socket.readyState !== WebSocket.OPEN)
      return false;
    this.#socket.send(JSON.stringify(this.#resend.note(message)));
    return true;
  }

  async request(path, options = {}) {
    let answer;

    try {
      answer = await fetch(new URL(path, API), {
        ...options,
        headers: {
          Authorization: `Bearer ${this.#token}`, 'Accept-Language': this.#language(), ...options.headers,
        },
      });
    } catch {
      throw new Problem('offline');
    }
    if (!answer.ok)
      throw problemOf(await answer.text());
    return answer;
  }

  // A file to keep. The token goes in a header, never in an address that a history or a proxy would keep.
  async save(path, name) {
    const answer = await this.request(path);
    const address = URL.createObjectURL(await answer.blob());
    const anchor = document.createElement('a');

    anchor.href = address;
    anchor.download = name;
    anchor.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  // An upload, which only XMLHttpRequest can tell the progress of. `progress` is told 0 to 1.
  upload(path, file, { progress, signal }) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();

      request.open('POST', new URL(path, API));
      request.setRequestHeader('Authorization', `Bearer ${this.#token}`);
      request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      request.upload.onprogress = (event) =>
        event.lengthComputable && progress(event.loaded / event.total);
      request.onload = () => {
        if (request.status === 201)
          resolve(JSON.parse(request.responseText));
        else
          reject(problemOf(request.responseText));
      };
      request.onerror = () => reject(new Problem('offline'));
      request.onabort = () => reject(new Problem('cancelled'));
      signal.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }

  #become(state) {
    this.state = state;
    if (state !== 'connecting' && state !== 'online')
      this.#resend.forget();
    this.dispatchEvent(new Event('state'));
  }

  #open() {
    const address = new URL('socket', API);

    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);

    this.#socket = socket;
    this.#heard = Date.now();
    this.#timer = window.setTimeout(() => this.#lost(socket), WELCOME_WITHIN_MS);
    socket.onopen = () => socket.send(JSON.stringify({
      type: 'hello',
      token: this.#token,
      instance: this.#instance,
      language: this.#language(),
    }));
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#lost(socket, FINAL[event.code]);
  }

  #receive(data) {
    let message;

    this.#heard = Date.now();
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.type === 'problem' && this.state !== 'online' && message.code === 'unauthorized') {
      this.#lost(this.#socket, 'refused');
      return;
    }
    if (message.type === 'problem' && message.code === 'taken' && !message.re) {
      this.#lost(this.#socket, 'taken');
      return;
    }
    if (message.type === 'welcome' && this.state !== 'online') {
      window.clearTimeout(this.#timer);
      this.tries = 0;
      this.#become('online');
    }
    const detail = message.type === 'problem' ? this.#resend.refused(message) : message;

    if (detail !== null)
      this.dispatchEvent(new CustomEvent(message.type, { detail }));
  }

  #abandon() {
    if (!this.#socket)
      return;
    this.#socket.onopen = null;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #lost(socket, final) {
    if (socket !== this.#socket)
      return;
    window.clearTimeout(this.#timer);
    this.#abandon();
    if (final) {
      this.#become(final);
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.tries);

    this.tries += 1;
    this.#become('connecting');
    // Jitter, so that an office that comes back is not met by everybody at once.
    this.#timer = window.setTimeout(() => this.#open(), pause * (0.75 + Math.random() / 2));
  }

  #hurry() {
    if (this.state !== 'connecting' || this.#socket)
      return;
    window.clearTimeout(this.#timer);
    this.#open();
  }

  #drop() {
    if (this.state === 'online')
      this.#lost(this.#socket);
  }

  async #probe() {
    const socket = this.#socket;

    if (this.state !== 'online' || Date.now() - this.#heard < SILENCE_MS)
      return;
    this.#heard = Date.now();
    try {
      await fetch(new URL('health', API), { signal: AbortSignal.timeout(SILENCE_MS / 3) });
    } catch {
      this.#lost(socket);
    }
  }
}

function problemOf(text) {
  try {
    const problem = JSON.parse(text);

    return new Problem(problem.type.split(':').pop(), problem);
  } catch {
    return new Problem('failed');
  }
}
