// What the tests of the page's modules have in common: modules loaded without a browser, and cases told as TAP.
// SPDX-License-Identifier: GPL-3.0-or-later
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// As the browser's: Node.js asks for another name, or a package.json, to take a file for a module.
const folder = mkdtempSync(join(tmpdir(), 'fin-pages-'));

process.on('exit', () => rmSync(folder, { recursive: true }));
cpSync(process.env.CITIZEN_PAGES, folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');

export const load = (name) => import(pathToFileURL(join(folder, name)));

// `cases`: functions by what they prove. Ends the program.
export async function run(cases) {
  let failed = 0;

  console.log(`1..${Object.keys(cases).length}`);
  for (const [i, [name, test]] of Object.entries(cases).entries()) {
    try {
      await test();
      console.log(`ok ${i + 1} - ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${i + 1} - ${name}`);
      console.log(error.stack.replace(/^/gm, '# '));
    }
  }
  process.exit(failed ? 1 : 0);
}
