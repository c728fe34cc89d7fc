// How loud a stream is and whether somebody speaks in it; and the sounds the page makes itself.
// SPDX-License-Identifier: GPL-3.0-or-later

const EVERY_MS = 100;
// Speech at a usual distance; it has stopped when it was below for so long, or syllables flicker.
const SPEAKING = 0.02;
const HOLD_MS = 700;

let context = null;

function audioContext() {
  const AudioContext = window.AudioContext ?? window.webkitAudioContext;

  if (!context && AudioContext)
    context = new AudioContext();
  return context;
}

// Browsers let a page sound, and listen to what it plays, only once it was touched.
for (const touch of ['click', 'keydown'])
  window.addEventListener(touch, () => audioContext()?.resume().catch(() => {}), true);

// Calls `told({ level, speaking })` ten times a second, level 0 to 1, until the function that comes
// back is called.
export function watch(stream, told) {
  const audio = audioContext();

  if (!audio || stream.getAudioTracks().length === 0)
    return () => {};
  const source = audio.createMediaStreamSource(stream);
  const analyser = audio.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  let last = -Infinity;

  source.connect(analyser);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const level = Math.sqrt(power);
    const now = performance.now();

    if (level > SPEAKING)
      last = now;
    // The ear is logarithmic: -60 dB is nothing, 0 dB is all.
    told({
      level: Math.max(0, Math.min(1, 1 + Math.log10(Math.max(level, 1e-6)) / 3)),
      speaking: now - last < HOLD_MS,
    });
  }, EVERY_MS);

  return () => {
    window.clearInterval(timer);
    source.disconnect();
  };
}

// Two soft notes, made here so that nothing has to be fetched when it matters.
export function chime() {
  const audio = audioContext();

  if (!audio || audio.state !== 'running')
    return;
  [659.25, 880].forEach((frequency, at) => {
    const start = audio.currentTime + at * 0.28;
    const note = audio.createOscillator();
    const loudness = audio.createGain();

    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.35, start + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.8);
    note.connect(loudness).connect(audio.destination);
    note.start(start);
    note.stop(start + 0.85);
  });
}
