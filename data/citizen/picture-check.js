// Is a picture of a document good enough to be read? Plain figures of its pixels, without a page around
// them: an image is { data, width, height } as ImageData has it, and a frame the part of it in which the
// document should be, { left, top, width, height } in pixels.
// SPDX-License-Identifier: GPL-3.0-or-later

// Found by trying with pictures of papers at 640 pixels across; each is tried just inside and outside.
export const LIMITS = {
  dark: 60, // mean brightness in the frame, of 255: below it letters drown
  glare: 0.04, // part of the frame that is blown out, where paper around it is not
  blown: 252,
  sharp: 60, // variance of the Laplacian
  edge: 18, // brightness by which paper and table differ along a side of the frame
  sides: 3, // of the four that must be seen
  still: 9, // mean change of a pixel between two pictures
};

export function grey({ data, width, height }) {
  const values = new Float32Array(width * height);

  for (let i = 0; i < values.length; i += 1)
    values[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  return { values, width, height };
}

// The largest frame of this proportion (width to height) with a margin around it, in the middle.
export function frameOf(width, height, proportion, margin = 0.08) {
  const room = { width: width * (1 - 2 * margin), height: height * (1 - 2 * margin) };
  const across = Math.min(room.width, room.height * proportion);
  const down = across / proportion;

  return {
    left: Math.round((width - across) / 2),
    top: Math.round((height - down) / 2),
    width: Math.round(across),
    height: Math.round(down),
  };
}

function mean({ values, width, height }, left, top, right, bottom) {
  let sum = 0;
  let count = 0;

  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(bottom)); y += 1)
    for (let x = Math.max(0, Math.round(left)); x < Math.min(width, Math.round(right)); x += 1) {
      sum += values[y * width + x];
      count += 1;
    }
  return count > 0 ? sum / count : 0;
}

export function brightness(image, { left, top, width, height }) {
  return mean(image, left, top, left + width, top + height);
}

// The blown-out part, unless nearly all of it is: that is white paper in good light, and no spot.
export function glare({ values, width }, frame) {
  let blown = 0;

  for (let y = frame.top; y < frame.top + frame.height; y += 1)
    for (let x = frame.left; x < frame.left + frame.width; x += 1)
      blown += values[y * width + x] >= LIMITS.blown;
  const part = blown / (frame.width * frame.height);

  return part > 0.6 ? 0 : part;
}

// The variance of the Laplacian: of edges, and blurred edges are flat.
export function sharpness({ values, width }, frame) {
  let sum = 0;
  let squares = 0;
  let count = 0;

  for (let y = frame.top + 1; y < frame.top + frame.height - 1; y += 1)
    for (let x = frame.left + 1; x < frame.left + frame.width - 1; x += 1) {
      const i = y * width + x;
      const value = values[i - 1] + values[i + 1] + values[i - width] + values[i + width]
        - 4 * values[i];

      sum += value;
      squares += value * value;
      count += 1;
    }
  return count > 0 ? squares / count - (sum / count) ** 2 : 0;
}

// Along how many sides of the frame paper and table differ.
export function sides(image, { left, top, width, height }) {
  const depth = Math.max(3, Math.round(Math.min(width, height) * 0.06));
  const right = left + width;
  const bottom = top + height;
  const pairs = [
    [[left, top, right, top + depth], [left, top - depth, right, top]],
    [[left, bottom - depth, right, bottom], [left, bottom, right, bottom + depth]],
    [[left, top, left + depth, bottom], [left - depth, top, left, bottom]],
    [[right - depth, top, right, bottom], [right, top, right + depth, bottom]],
  ];

  return pairs.filter(([inside, outside]) =>
    Math.abs(mean(image, ...inside) - mean(image, ...outside)) >= LIMITS.edge).length;
}

export function change(before, image) {
  let sum = 0;

  if (!before || before.width !== image.width || before.height !== image.height)
    return 0;
  for (let i = 0; i < image.values.length; i += 1)
    sum += Math.abs(image.values[i] - before.values[i]);
  return sum / image.values.length;
}

// What is wrong, the worst first; empty when it can be used. `before`: the picture before, while looking.
export function faults(image, frame, before = null) {
  const found = [];

  if (brightness(image, frame) < LIMITS.dark)
    found.push('dark');
  if (glare(image, frame) > LIMITS.glare)
    found.push('glare');
  if (sides(image, frame) < LIMITS.sides)
    found.push('edges');
  if (change(before, image) > LIMITS.still)
    found.push('moving');
  else if (sharpness(image, frame) < LIMITS.sharp)
    found.push('blurred');
  return found;
}
