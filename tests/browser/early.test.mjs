// Whoever holds a card days before the survey: what they see with and without a script, and that it works on the day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database, serve } from '../support/echolot.mjs';
import { browser, cut, look, tabTo, violations } from '../support/browser.mjs';
import { directory, everything, invite, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3, args: ['--opens', '2199-12-01'] });
const people = invite(db, 'w');
const server = await serve(db);
const chromium = await browser();
const phone = { viewport: { width: 360, height: 740 }, locale: 'en-GB' };

// By the link where a script runs, else by the code.
async function arrive(options, person) {
    const context = await chromium.newContext({ ...phone, ...options });
    const page = await context.newPage();
    if (options.javaScriptEnabled === false) {
        await page.goto(`${server.base}/s`);
        await page.fill('#token', person.code);
        await page.click('form button');
    } else {
        await page.goto(`${server.base}/s#${person.token}`);
    }
    await page.waitForSelector('#again');
    return { page, context };
}

for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['plain', { javaScriptEnabled: false }]])
    test(`the day is said in both languages, on a phone, ${name}`, async () => {
        const { page, context } = await arrive(options, people[0]);
        assert.match(await page.textContent('.lead'), /It opens on 1 December 2199\. Please come back/);
        await look(page, `early-${name}`);
        if (name !== 'plain') assert.deepEqual(await violations(page), []);
        if (name === 'light')
            for (const viewport of [phone.viewport, { width: 320, height: 256 }]) { // the second: a screen at 400 %
                await page.setViewportSize(viewport);
                assert.deepEqual(await cut(page), []);
            }
        await page.click('.languages button[lang=de]');
        await page.waitForSelector('html[lang=de] #again');
        assert.match(await page.textContent('.lead'), /Sie beginnt am 1\. Dezember 2199\./);
        await look(page, `early-${name}-de`);
        assert.equal(await page.title(), 'Diese Befragung ist noch nicht offen');
        assert.ok(!page.url().includes(people[0].token), 'the code is not in the address');
        assert.deepEqual(await context.cookies(), []);
        if (name !== 'plain') assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
        await context.close();
    });

test('a shared device says the day and is ready for the next code', async () => {
    const context = await chromium.newContext({ viewport: { width: 1300, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${server.base}/kiosk`);
    await page.fill('#token', people[2].code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#fault');
    assert.match(await page.textContent('#fault'), /it opens on 1 December 2199/);
    assert.equal(await page.inputValue('#token'), '');
    assert.deepEqual(await violations(page), []);
    await look(page, 'early-kiosk');
    await context.close();
});

test('the page that was left open leads to the survey on the day, by keyboard', async () => {
    const { page, context } = await arrive({}, people[3]);
    await db.sql(`UPDATE survey.wave SET opened = now()`);
    await tabTo(page, '#again .button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#questions');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await context.close();
});
