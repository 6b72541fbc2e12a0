// Checks a report page with axe, at two widths, light and dark, and with the list of a cell open. Run by hand:
//   npm install --prefix target/a11y axe-core puppeteer-core
//   cp retention-examples/src/test/a11y/check.mjs target/a11y/
//   node target/a11y/check.mjs "$(command -v chromium)" retention-report/report.html
// Prints what is wrong, and ends with 1 if anything is: a violation, an error of a script, a page wider than its window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const [browserPath, page] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await puppeteer.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
let wrong = 0;

function tell(where, what) {
  wrong++;
  console.log(where + ': ' + what);
}

for (const [width, scheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']]) {
  const where = width + ' ' + scheme;
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => tell(where, error));
  await tab.setBypassCSP(true); // for axe itself
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await tab.goto(pathToFileURL(resolve(page)).href);
  await tab.evaluate(axe);
  for (const step of ['page', 'list']) {
    if (step === 'list') {
      await tab.evaluate(() => document.querySelector('button.open')?.click());
    }
    for (const each of await tab.evaluate(async () => (await window.axe.run()).violations)) {
      tell(where + ' ' + step, each.id + ': ' + each.help + ': ' + each.nodes.map((node) => node.html).join('\n'));
    }
  }
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) {
    tell(where, 'the page is wider than its window by ' + over);
  }
  await tab.close();
}
await browser.close();
console.log(wrong === 0 ? 'nothing wrong' : wrong + ' wrong');
process.exit(wrong === 0 ? 0 : 1);
