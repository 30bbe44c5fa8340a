// The survey is for everyone: with the keyboard only, at 400 % zoom, in both languages and themes, and over a poor connection.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { database, serve, source } from '../support/echolot.mjs';
import { browser, cut, look, tabTo, violations } from '../support/browser.mjs';
import { directory, invite, openWave } from '../support/wave.mjs';

// The longest survey that comes along: 29 questions in 7 sections.
const definition = JSON.parse(readFileSync(join(source, 'surveys', 'annual.json'), 'utf8'));
const db = await database();
await directory(db);
openWave(db, 'over', { definition, k: 3 });
const late = invite(db, 'over');
db.good('wave', 'close', 'over');
openWave(db, 'w', { definition, k: 5, args: ['--closes', '2199-11-30'] });
const people = invite(db, 'w');
const server = await serve(db);
const chromium = await browser();

async function open(options) {
    const context = await chromium.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB', reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    return { page, close: () => context.close() };
}

async function enter(page, code) {
    await page.fill('#token', code);
    await page.keyboard.press('Enter');
}

// From this screen to the last one.
async function eachScreen(page, then) {
    for (let screen = 0; screen < 8; screen++) {
        await then();
        if (await page.isVisible('#send')) return;
        await page.click('#next');
    }
    assert.fail(`the survey goes on after ${await page.title()}`);
}

// 1280 pixels at 400 % are 320.
const zoomed = { viewport: { width: 320, height: 256 } };
for (const options of [{ colorScheme: 'light', locale: 'en-GB' }, { colorScheme: 'dark', locale: 'de-DE' }])
    test(`at 400 % zoom every page is whole and axe finds nothing: ${options.locale}, ${options.colorScheme}`, async () => {
        const { page, close } = await open({ ...zoomed, ...options });
        const check = async (what) => {
            await look(page, `zoomed-${options.colorScheme}-${what}`);
            assert.deepEqual(await cut(page), [], what);
            assert.deepEqual(await violations(page), [], what);
        };
        const person = people[options.colorScheme === 'light' ? 0 : 1];
        for (const [what, path] of [['nowhere', '/nowhere'], ['reminders', '/o?t=wrong'], ['kiosk', '/kiosk'], ['receipt', '/receipt']]) {
            await page.goto(server.base + path);
            await check(what);
        }
        await page.goto(`${server.base}/s`);
        await enter(page, 'WRONG');
        await page.waitForSelector('#fault');
        await check('unknown');
        await enter(page, late[0].code);
        await page.waitForSelector('h1:text-matches("closed|geschlossen")');
        await check('closed');
        await page.click('main p:last-child a');
        await enter(page, person.code);
        await page.waitForSelector('body.scripted');
        await check('first');
        await page.click('#next');
        await page.click('#next');
        await check('missing');
        await page.check('[name=enps][value="3"]');
        await eachScreen(page, async () => assert.deepEqual(await cut(page), [], await page.title()));
        await check('last');
        await page.evaluate(() => {
            document.querySelectorAll('[name=enps]').forEach((input) => { input.checked = false; });
            document.getElementById('questions').submit();
        });
        await page.waitForSelector('#faults');
        await check('faults');
        await page.check('[name=enps][value="9"]');
        await eachScreen(page, () => {});
        await page.click('#send');
        await page.waitForSelector('.receipt');
        await check('thanks');
        await close();
    });

test('at 400 % zoom the form without a script is whole', async () => {
    const { page, close } = await open({ ...zoomed, javaScriptEnabled: false });
    await page.goto(`${server.base}/s`);
    await enter(page, people[2].code);
    await page.waitForSelector('#questions');
    // Without a script in the page nothing can look at it from inside: its picture is as wide as the page.
    const picture = await page.screenshot({ fullPage: true });
    assert.equal(picture.readUInt32BE(16), 320);
    await close();
});

test('the whole survey is answered with the keyboard only, screen by screen', async () => {
    const { page, close } = await open({ locale: 'de-DE' });
    await page.goto(`${server.base}/s`);
    await tabTo(page, '#token');
    await page.keyboard.type(people[3].code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('body.scripted');
    const ids = definition.questions.filter(({ type }) => type !== 'comment').map(({ id }) => id);
    for (let screens = 0; !await page.locator('.receipt').count(); screens++) {
        assert.ok(screens < 10, 'the survey ends');
        for (const id of await page.evaluate((all) => all.filter((id) => document.querySelector(`[name="${id}"]`)?.checkVisibility()), ids)) {
            await tabTo(page, `[name="${id}"]`);
            await page.keyboard.press('Space');
        }
        const last = await page.isVisible('#send');
        await tabTo(page, last ? '#send' : '#next');
        await page.keyboard.press('Enter');
        if (last) await page.waitForSelector('.receipt');
    }
    assert.match(await page.textContent('h1'), /Danke/);
    await close();
});

test('the whole survey takes less than 50 KB on the wire, headers and requests included', async () => {
    let bytes = 0;
    const counter = createServer((socket) => {
        const upstream = connect(server.port, '127.0.0.1');
        for (const [from, to] of [[socket, upstream], [upstream, socket]]) {
            from.on('data', (data) => { bytes += data.length; to.write(data); });
            from.on('close', () => to.destroy());
            from.on('error', () => to.destroy());
        }
    });
    await new Promise((resolve) => { counter.listen(0, '127.0.0.1', resolve); });
    after(() => counter.close());
    const { page, close } = await open({});
    await page.goto(`http://127.0.0.1:${counter.address().port}/s#${people[4].token}`);
    await page.waitForSelector('body.scripted');
    await eachScreen(page, () => page.evaluate(() => document.querySelectorAll('.step:not([hidden]) input[value="4"]').forEach((input) => input.click())));
    await page.click('#send');
    await page.waitForSelector('.receipt');
    await page.waitForLoadState('networkidle');
    await close();
    console.log(`# ${bytes} bytes`);
    assert.ok(bytes > 20_000 && bytes < 50_000, `${bytes} bytes`);
});
