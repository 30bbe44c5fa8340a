// Cards to print: what a phone's camera and a hand with scissors find on them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { contents, database, serve } from '../support/echolot.mjs';
import { browser, look, violations } from '../support/browser.mjs';
import { directory, everything, openWave } from '../support/wave.mjs';

const base = 'https://survey.example.org/pulse';
const hostile = '<script>alert(1)</script> & "Ann\\" </svg> ' + 'Ü'.repeat(150);
const db = await database();
await directory(db);
await db.sql('UPDATE identity.person SET name = $1 WHERE employee_id = (SELECT min(employee_id) FROM identity.person)', [hostile]);
await db.sql(`UPDATE identity.person SET name = 'Özge Öz' WHERE name = 'Person B2'`);
await db.sql(`UPDATE identity.person SET name = 'Zoe Zorn' WHERE name = 'Person B1'`);
openWave(db, 'w', { definition: everything, k: 4, args: ['--closes', '2199-11-30'] });
const file = join(db.directory, 'cards.html');
const said = db.good('invite', 'w', '--qr', file, { env: { ECHOLOT_BASE_URL: base } });
const chromium = await browser();

async function open(options = {}) {
    const context = await chromium.newContext({ viewport: { width: 1300, height: 900 }, deviceScaleFactor: 2, ...options });
    const page = await context.newPage();
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, requests, close: () => context.close() };
}

const text = (card, selector) => card.locator(selector).textContent();

// What a camera reads off a picture of the card.
async function scan(card) {
    const png = PNG.sync.read(await card.locator('.qr').screenshot());
    return jsqr(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
}

test('the camera reads from each card the link whose code is printed on it, and the link leads to the survey', async () => {
    const { page, close } = await open();
    const cards = await page.locator('.card').all();
    assert.equal(cards.length, 12);
    const links = new Set();
    for (const card of cards) {
        const link = await scan(card);
        assert.equal(link, `${base}/s#${(await text(card, '.code')).replaceAll('-', '')}`);
        links.add(link);
    }
    assert.equal(links.size, 12, 'each is somebody\'s own');
    const server = await serve(db);
    const send = (token) => fetch(`${server.base}/s`, { method: 'POST', body: new URLSearchParams({ token }) });
    assert.match(await (await send([...links][0].split('#')[1])).text(), /counted in these groups:<[^\n]*>The whole company/);
    assert.match(await (await send(await text(cards[11], '.code'))).text(), /counted in these groups:<[^\n]*>Bäckerei/);
    await close();
});

test('cards lie in the order of handing out: department, then name as people sort', async () => {
    const { page, close } = await open();
    const where = await page.locator('.where').allTextContents();
    assert.deepEqual([...new Set(where.map((line) => line.split(' · ')[0]))], ['The whole company', 'Außendienst', 'North', 'Bäckerei']);
    const names = await page.locator('.name').allTextContents();
    assert.deepEqual(names.slice(9), ['Özge Öz', 'Person B3', 'Zoe Zorn'].sort(new Intl.Collator('en').compare));
    await close();
});

test('each card says in its reader\'s language how, until when, and who will see what', async () => {
    const { page, close } = await open();
    const english = page.locator('.card[lang=en]').first(), german = page.locator('.card[lang=de]').first();
    assert.equal(await text(english, '.survey'), 'Everything');
    assert.match(await text(english, '.until'), /30 November 2199/);
    assert.match(await text(english, '.small'), /groups of at least 4 people.*Comments.*For you only/);
    assert.match(await text(english, '.scan'), /open survey\.example\.org\/pulse\/s and/);
    assert.equal(await text(german, '.survey'), 'Alles');
    assert.match(await text(german, '.until'), /30\. November 2199/);
    assert.match(await text(german, '.small'), /mindestens 4 Personen.*Kommentare.*Nur für Sie/);
    await close();
});

test('a hostile name is text, and pushes nothing off its card', async () => {
    const { page, requests, close } = await open();
    assert.equal(await page.locator('.name', { hasText: 'alert(1)' }).textContent(), hostile);
    assert.equal(await page.locator('script').count(), 0);
    const outside = await page.evaluate(() => [...document.querySelectorAll('.card')].flatMap((card) => {
        const box = card.getBoundingClientRect();
        return [...card.querySelectorAll('.scan, .code, .small, .qr svg, .until')].filter((part) => {
            const { top, bottom, left, right } = part.getBoundingClientRect();
            return top < box.top || bottom > box.bottom || left < box.left || right > box.right || part.scrollWidth > part.clientWidth + 1;
        }).map((part) => `${part.className}: ${part.textContent}`);
    }));
    assert.deepEqual(outside, []);
    assert.deepEqual(requests.filter((url) => !url.startsWith('file:')), [], 'the file needs nothing from anywhere');
    await close();
});

test('eight cards make a page of A4, and no page is empty', async () => {
    const { page, close } = await open();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    if (process.env.TEST_SCREENSHOTS) writeFileSync(`${process.env.TEST_SCREENSHOTS}/cards.pdf`, pdf);
    const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((match) => match[1].trim().split(/\s+/).map(Number));
    assert.equal(boxes.length, 2);
    for (const [, , width, height] of boxes) assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} × ${height}`);
    await close();
});

test('axe finds nothing wrong with the file, and a dark screen shows white paper', async () => {
    for (const options of [{ colorScheme: 'dark', viewport: { width: 360, height: 740 } }]) {
        const { page, close } = await open(options);
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.sheet')).backgroundColor), 'rgb(255, 255, 255)');
        await look(page, `cards-${options.colorScheme}`);
        await close();
    }
});

test('only its owner may read the file', () => {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(said, /12 cards to wave w, readable by you only/);
    assert.ok(!readFileSync(file, 'utf8').includes('href='), 'nothing to click by accident');
});

test('what cannot be done is refused and changes nothing', async () => {
    const before = await contents(db);
    for (const [status, says, args] of [
        [2, /HTML.*print it to PDF/, ['--qr', join(db.directory, 'cards.pdf')]],
        [2, /one of --csv FILE, --qr FILE, --mail, --open DEPARTMENT and --withdraw N/, ['--qr', file, '--csv', file]],
        [2, /go with --mail/, ['--qr', file, '--json']],
        [1, /no-such-folder/, ['--qr', join(db.directory, 'no-such-folder', 'cards.html')]]]) {
        const result = db.run('invite', 'w', ...args);
        assert.equal(result.status, status, result.stderr);
        assert.match(result.stderr, says);
    }
    assert.ok(!existsSync(join(db.directory, 'cards.pdf')));
    assert.equal(await contents(db), before);
    assert.match(db.run('invite', 'nowhere', '--qr', file).stderr, /nowhere/);
});
