// Several pictures as the pages of one PDF. A JPEG is put in as it is (ISO 32000-1, DCTDecode): nothing
// is encoded here, and there is nothing in it but pages and pictures.
// SPDX-License-Identifier: GPL-3.0-or-later

const A4 = { short: 595, long: 842 };

// In points: as large as fits a sheet of A4 that lies like the picture.
function sizeOf({ width, height }) {
  const sheet = width > height ? [A4.long, A4.short] : [A4.short, A4.long];
  const scale = Math.min(sheet[0] / width, sheet[1] / height);

  return [width * scale, height * scale].map((side) => side.toFixed(2));
}

// `pictures`: { bytes, width, height }, each a JPEG in colour. Gives the file's bytes.
export function pdfOf(pictures) {
  const encoder = new TextEncoder();
  const pieces = [];
  const places = [];
  let length = 0;
  const put = (piece) => {
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece;

    pieces.push(bytes);
    length += bytes.length;
  };
  const object = (number, ...parts) => {
    places[number] = length;
    put(`${number} 0 obj\n`);
    parts.forEach(put);
    put('\nendobj\n');
  };
  const numberOf = (index) => 3 + index * 3;

  put('%PDF-1.4\n%\u00e2\u00e3\n');
  object(1, '<</Type/Catalog/Pages 2 0 R>>');
  object(2, `<</Type/Pages/Count ${pictures.length}/Kids[${
    pictures.map((_, index) => `${numberOf(index)} 0 R`).join(' ')}]>>`);
  pictures.forEach((picture, index) => {
    const page = numberOf(index);
    const [width, height] = sizeOf(picture);
    const content = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`;

    object(page, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents ${page + 1} 0 R`
      + `/Resources<</XObject<</P ${page + 2} 0 R>>>>>>`);
    object(page + 1, `<</Length ${content.length}>>\nstream\n${content}\nendstream`);
    object(page + 2, `<</Type/XObject/Subtype/Image/Width ${picture.width}/Height ${picture.height}`
      + '/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode'
      + `/Length ${picture.bytes.length}>>\nstream\n`, picture.bytes, '\nendstream');
  });

  const start = length;

  put(`xref\n0 ${places.length}\n0000000000 65535 f \n`);
  places.slice(1).forEach((place) => put(`${String(place).padStart(10, '0')} 00000 n \n`));
  put(`trailer\n<</Size ${places.length}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);

  const whole = new Uint8Array(length);
  let at = 0;

  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
