// Walks through the page as people do: with and without scripts, by keyboard, on a phone; axe looks at every view.
// Called beside the index with the address of a page without a key and the path of the program; prints a line for each check and ends with 1 where one failed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [site, binary] = process.argv.slice(2);
const flags = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const views = ['/', '/quotes?q=tariffs', '/articles?q=tariffs', '/people', '/p/helena-brandt', '/q/a48173c0', '/d/abf72b66?q=sunset',
  '/s/abf72b66', '/like?text=a+bomb+with+a+timer', '/timeline?q=nafta', '/share', '/saved', '/clips', '/status', '/help', '/nothing'];
let [passed, failed] = [0, 0];

async function check(name, act, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', error => wrong.push(String(error)));
  page.on('request', request => { if (!request.url().startsWith(site)) wrong.push('asks ' + request.url()); });
  page.on('console', message => {
    // That an address has no page is told by the browser, too.
    if (message.type() === 'error' && !message.text().includes('404')) wrong.push(message.text());
  });
  try {
    await act(page, context);
    if (wrong.length) throw new Error(wrong.join('; '));
    passed += 1;
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
  await context.close();
}

const holds = (what, text) => { if (!what) throw new Error(text); };
const go = (page, path) => page.goto(site + path);

await check('search, narrow, read in context, come back', async page => {
  await go(page, '/');
  await page.fill('#q', 'tariffs');
  await page.press('#q', 'Enter');
  await page.waitForURL('**/quotes?q=tariffs');
  await page.click('.narrow .with >> text=Helena Brandt');
  holds(new URL(page.url()).searchParams.get('q').includes('speaker:"Helena Brandt"'), 'the facet is in the query');
  holds(await page.locator('.card .name').first().textContent() === 'Helena Brandt', 'only her quotes');
  await page.click('.card .context');
  holds(await page.locator('.anchor:target').count() === 1, 'the quote is the target');
  await page.goBack();
  holds(page.url().includes('/quotes'), 'back at the answer');
  await page.click('.card .context');
  await page.waitForURL('**/d/**');
  await page.keyboard.press('u');
  await page.waitForURL('**/quotes**');
});

await check('a value is left out', async page => {
  await go(page, '/quotes?q=tariffs');
  await page.click('.narrow li:has-text("Helena Brandt") .without');
  const names = await page.locator('.card .name').allTextContents();
  holds(names.length && !names.includes('Helena Brandt'), 'she is left out');
});

await check('a stretch of the chart', async page => {
  await go(page, '/quotes?q=nafta');
  const box = await page.locator('.chart svg').first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 8 });
  await page.mouse.up();
  await page.waitForURL(url => /date:[-0-9]+\.\.[-0-9]+/.test(url.searchParams.get('q') || ''));
  holds(await page.locator('.card').count() > 0, 'there are quotes in it');
});

await check('a citation is copied as it is checked', async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site });
  await go(page, '/q/a48173c0');
  await page.click('.card .cite');
  await page.waitForFunction(() => document.querySelector('.card .cite').textContent.startsWith('Copied'));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  holds(copied.includes('bomb with a timer') && copied.includes('bytes 1662–1721'), copied);
});

await check('the citation is that of the terminal', async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site });
  await go(page, '/quotes?q=sunset+clause');
  const id = await page.locator('.card').first().getAttribute('id');
  await page.click('.card .cite');
  await page.waitForFunction(() => document.querySelector('.card .cite').textContent.startsWith('Copied'));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const printed = execFileSync(binary, ['--no-config', 'cite', id], { encoding: 'utf8' }).trim();
  holds(copied === printed, `${copied} is not ${printed}`);
});

await check('who else said this', async page => {
  await go(page, '/q/a48173c0');
  await page.click('.card .like');
  await page.waitForURL('**/like/**');
  const text = await page.textContent('main');
  holds(await page.locator('.card').count() > 0 || text.includes('Nobody here'), 'somebody, or nobody');
  await go(page, '/like');
  await page.fill('#text', 'a sunset clause is not a detail, it is a bomb with a timer');
  await page.click('.paste button');
  await page.waitForSelector('.card');
  holds((await page.textContent('.card')).includes('bomb with a timer'), 'it is found');
  holds(await page.locator('.diff').count() > 0, 'what differs is shown');
});

await check('a star stays on the page', async page => {
  await go(page, '/quotes?q=sunset');
  await page.click('.card .star button');
  await page.waitForSelector('text=Starred');
  await go(page, '/clips');
  holds(await page.locator('.card').count() === 1, 'it is a clip');
  await page.click('text=Take the star away');
  holds((await page.textContent('main')).includes('None yet'), 'it is gone');
});

await check('keys', async page => {
  await go(page, '/quotes?q=tariffs');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const second = await page.locator('.card').nth(1).getAttribute('id');
  holds(await page.evaluate(() => document.activeElement.id) === second, 'j moves');
  await page.keyboard.press('k');
  await page.keyboard.press('o');
  await page.waitForURL('**/d/**');
  await page.keyboard.press('p');
  const first = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('n');
  holds(first.startsWith('q-') && await page.evaluate(() => document.activeElement.id) !== first, 'p and n go on');
  await page.keyboard.press('/');
  holds(await page.evaluate(() => document.activeElement.id) === 'q', '/ leads to the search');
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  await page.waitForURL('**/help#keys');
});

await check('by Tab and Enter alone', async page => {
  await go(page, '/');
  await page.keyboard.press('Tab');
  holds(await page.evaluate(() => document.activeElement.className) === 'skip', 'the content can be jumped to');
  for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement.matches('.pill'))); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/quotes**');
});

await check('a sentence that nobody said', async page => {
  await go(page, '/like');
  await page.fill('#text', 'The moon is a sort of lemon');
  await page.click('.paste button');
  await page.waitForSelector('text=Nobody here.');
});

await check('without scripts', async page => {
  await go(page, '/');
  await page.fill('#q', 'sunset clause');
  await page.click('.search button');
  await page.click('.card .cite');
  const cited = await page.locator('#cite textarea').first().inputValue();
  holds(cited.includes('bytes 1662–1721'), cited);
  await page.click('text=the whole article');
  holds(await page.locator('.text .quote').count() > 3, 'the quotes are marked');
  await go(page, '/p/helena-brandt');
  await page.fill('#inside', 'wages');
  await page.click('.inside button');
  holds(page.url().includes('q=wages'), 'search within');
}, { javaScriptEnabled: false });

for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark'], [640, 'light']]) {
  await check(`axe and width ${width} ${colorScheme}`, async page => {
    const wrong = [];
    for (const path of views) {
      await go(page, path);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong.push(`${path} is too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      wrong.push(...violations.map(found => `${path} ${found.id}: ${found.nodes[0].html.slice(0, 100)}`));
    }
    holds(!wrong.length, wrong.join('\n  '));
  }, { viewport: { width, height: 900 }, colorScheme });
}

await check('forced colours', async page => {
  for (const path of views) {
    await go(page, path);
    await page.evaluate(axe);
    // The colours are the reader's own.
    const { violations } = await page.evaluate(() => axe.run({ rules: { 'color-contrast': { enabled: false } } }));
    holds(!violations.length, `${path} ${violations.map(found => found.id)}`);
  }
}, { forcedColors: 'active' });

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
