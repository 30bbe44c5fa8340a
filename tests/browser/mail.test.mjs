// A message as a reader sees it, and the page behind its link for reminders.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, look, violations } from '../support/browser.mjs';
import { database, serve } from '../support/echolot.mjs';
import { mailServer, parse, send } from '../support/mail.mjs';
import { directory, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { args: ['--closes', '2199-11-30'] });
const server = await serve(db);
const smtp = await mailServer();
const sent = await send(db, smtp, ['invite', 'w', '--mail'], { env: { ECHOLOT_BASE_URL: server.base } });
assert.equal(sent.status, 0, sent.stderr);
const messages = new Map();
for (const mail of smtp.mails) messages.set(mail.to, await parse(mail));
const chromium = await browser();
const fitsPhone = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

for (const [language, address] of [['en', 'p1a@example.org'], ['de', 'p2a@example.org']])
    test(`the message in ${language} fits a phone, asks for nothing from elsewhere, and axe finds nothing`, async () => {
        const context = await chromium.newContext({ viewport: { width: 360, height: 740 } });
        const page = await context.newPage();
        const requests = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.setContent(messages.get(address).html);
        await look(page, `mail-${language}`);
        assert.ok(await fitsPhone(page));
        // The landmarks around a message are its mail program's.
        assert.deepEqual((await violations(page)).filter((v) => !/^(landmark-one-main|region):/.test(v)), []);
        assert.deepEqual(requests, []);
        await context.close();
    });

test('the button of a message leads to the survey', async () => {
    const context = await chromium.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(messages.get('p1a@example.org').html.match(/href="([^"]*\/s#[^"]*)"/)[1]);
    await page.waitForSelector('#questions');
    await context.close();
});

const [, address] = messages.get('p2a@example.org').text.match(/(http:\S+\/o\?t=\S+)/);
const german = { viewport: { width: 360, height: 740 }, locale: 'de-DE' };

for (const colorScheme of ['light', 'dark'])
    test(`axe finds nothing on the page of reminders, ${colorScheme}`, async () => {
        const context = await chromium.newContext({ ...german, colorScheme });
        const page = await context.newPage();
        await page.goto(address);
        await look(page, `reminders-${colorScheme}`);
        assert.ok(await fitsPhone(page));
        assert.deepEqual(await violations(page), []);
        await context.close();
    });

test('reminders are switched off and on by keyboard without JavaScript', async () => {
    const context = await chromium.newContext({ ...german, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    for (const says of [/keine Erinnerungen mehr/, /bekommen eine Erinnerung/]) {
        await page.keyboard.press('Tab');
        await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
        assert.match(await page.textContent('.lead'), says);
    }
    await context.close();
});
