// A supplier in front of a poster: what a phone's camera reads off it, and the survey that it leads to.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { database, serve } from '../support/echolot.mjs';
import { browser, look, violations } from '../support/browser.mjs';
import { directory, everything, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: { ...everything, questions: everything.questions.slice(0, 2) }, k: 3, args: ['--closes', '2199-11-30'] });
const server = await serve(db);
const poster = join(db.directory, 'poster.html');
const made = JSON.parse(db.good('invite', 'w', '--open', 'A', '--name', 'Suppliers', '--poster', poster, '--json', { env: { ECHOLOT_BASE_URL: server.base } }));
const chromium = await browser();
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, locale: 'en-GB' };
const ballots = async () => (await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n;

async function visit(options, url = made.url) {
    const context = await chromium.newContext({ ...phone, ...options });
    const page = await context.newPage();
    await page.goto(url);
    return { page, context };
}
async function send(page) {
    await page.locator('[name=enps][value="9"]').check();
    await page.click('#send');
    await page.waitForSelector('.receipt');
}

test('the camera reads the link off the poster, and the code on it is the same', async () => {
    const { page, context } = await visit({ viewport: { width: 900, height: 1200 } }, pathToFileURL(poster).href);
    const png = PNG.sync.read(await page.locator('.qr').screenshot());
    assert.equal(jsqr(new Uint8ClampedArray(png.data), png.width, png.height)?.data, made.url);
    assert.equal((await page.textContent('.code')).replaceAll('-', ''), made.url.split('#')[1]);
    assert.match(await page.textContent('main'), /Suppliers[^]*Open until[^]*This is an open link/);
    assert.deepEqual(await violations(page), []);
    await look(page, 'open-link-poster');
    await page.pdf({ format: 'A4', preferCSSPageSize: true }).then((pdf) => assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1, 'one sheet'));
    await context.close();
});

for (const colorScheme of ['light', 'dark'])
    test(`on a phone the page says first what the link is, ${colorScheme}`, async () => {
        const { page, context } = await visit({ colorScheme });
        await page.waitForSelector('#questions');
        assert.ok(!page.url().includes('#') && !page.url().includes(made.code), 'the token leaves the address');
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing to scroll sideways');
        const top = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().top);
        assert.ok(await top('.visitor') < await top('.promise'));
        assert.match(await page.textContent('.promise'), /Suppliers \(by open link; how many people is not known\)/);
        assert.deepEqual(await violations(page), []);
        await look(page, `open-link-survey-${colorScheme}`);
        await send(page);
        assert.match(await page.textContent('.visitor'), /Close this page/);
        assert.deepEqual(await violations(page), []);
        await look(page, `open-link-thanks-${colorScheme}`);
        assert.deepEqual(await context.cookies(), []);
        assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, 'nothing stays in the browser');
        await context.close();
    });

for (const javaScriptEnabled of [false, true])
    test(`one after the other answers, a double click counts once, and a mind can be changed, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const before = await ballots();
        for (let person = 1; person <= 2; person++) {
            const { page, context } = await visit({ javaScriptEnabled }, javaScriptEnabled ? made.url : `${server.base}/s`);
            if (!javaScriptEnabled) {
                await page.fill('#token', made.code.toLowerCase());
                await page.click('#entrance button');
            }
            await page.waitForSelector('#questions');
            await page.locator('[name=enps][value="3"]').check();
            await page.locator('#send').dblclick();
            await page.waitForSelector('.receipt');
            const receipt = await page.textContent('.receipt .number');
            await page.click('.again button');
            await page.waitForSelector('#questions');
            await send(page);
            assert.notEqual(await page.textContent('.receipt .number'), receipt);
            assert.equal(await ballots(), before + person);
            await context.close();
        }
    });

test('a link that is withdrawn while somebody writes says so clearly', async () => {
    const short = JSON.parse(db.good('invite', 'w', '--open', 'B', '--json', { env: { ECHOLOT_BASE_URL: server.base } }));
    const { page, context } = await visit({}, short.url);
    await page.waitForSelector('#questions');
    db.good('invite', 'w', '--withdraw', String(short.link));
    await page.locator('[name=enps][value="9"]').check();
    await page.click('#send');
    await page.waitForSelector('#questions', { state: 'detached' });
    assert.match(await page.textContent('main'), /withdrawn and takes no more answers/);
    assert.equal(await page.locator('#token').count(), 0, 'there is nothing to correct in the code');
    assert.deepEqual(await violations(page), []);
    await look(page, 'open-link-withdrawn');
    await context.close();
});
