// A respondent answers: on a phone, by keyboard alone, without JavaScript, in light and dark, in their language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database, serve } from '../support/echolot.mjs';
import { browser, look, tabTo, violations } from '../support/browser.mjs';
import { directory, everything, invite, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3, args: ['--closes', '2199-11-30'] });
const people = invite(db, 'w');
const server = await serve(db);
const chromium = await browser();
const phone = { viewport: { width: 360, height: 740 }, locale: 'en-GB', reducedMotion: 'reduce' };

async function open(options, path = '/s') {
    const context = await chromium.newContext({ ...phone, ...options });
    const page = await context.newPage();
    const problems = [];
    page.on('console', (message) => { if (message.type() === 'error' && !/status of (404|422)/.test(message.text())) problems.push(message.text()); });
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(server.base + path);
    return { page, problems, close: () => context.close() };
}

const fitsPhone = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

for (const javaScriptEnabled of [false, true])
    test(`the survey is answered by keyboard alone at 360 pixels, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const person = people[javaScriptEnabled ? 1 : 0];
        const { page, problems, close } = await open({ javaScriptEnabled });
        await tabTo(page, '#token');
        await page.keyboard.type(person.code.toLowerCase());
        await page.keyboard.press('Enter');
        await page.waitForSelector('#questions');
        assert.ok(await fitsPhone(page), 'nothing is wider than the phone');
        assert.match(await page.textContent('.promise'), /at least 3 people.*North|Außendienst/s);
        await tabTo(page, '[name=enps]');
        await page.keyboard.press('Space');
        for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
        assert.equal(await page.locator('[name=enps]:checked').getAttribute('value'), '4');
        await tabTo(page, '[name=heard]');
        await page.keyboard.press('ArrowDown');
        await tabTo(page, '[name=channel]');
        await page.keyboard.press('Space');
        await tabTo(page, '[name=shift]');
        await page.keyboard.press('Space');
        await tabTo(page, '[name=why]');
        await page.keyboard.type('Fewer meetings');
        await tabTo(page, '#send');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.receipt');
        const receipt = (await page.textContent('.receipt .number')).trim();
        assert.match(db.good('receipt', receipt), /lies sealed/);
        assert.ok(await fitsPhone(page));
        assert.deepEqual(problems, []);
        await close();
    });

test('a link opens the survey, and its token leaves the address', async () => {
    const { page, problems, close } = await open({}, `/s#${people[2].token}`);
    await page.waitForSelector('#questions');
    assert.ok(!page.url().includes(people[2].token));
    await page.goBack().catch(() => {});
    assert.ok(!page.url().includes(people[2].token));
    assert.deepEqual(problems, []);
    await close();
});

test('a question that depends on another appears when it applies', async () => {
    const { page, close } = await open({}, `/s#${people[2].token}`);
    await page.waitForSelector('#questions');
    assert.equal(await page.isVisible('#q-why'), false);
    await page.check('[name=enps][value="3"]');
    assert.equal(await page.isVisible('#q-why'), true);
    await page.check('[name=enps][value="9"]');
    assert.equal(await page.isVisible('#q-why'), false);
    await close();
});

test('without JavaScript it is there, and says when it applies', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.fill('#token', people[2].code);
    await page.click('button[type=submit]');
    assert.match(await page.textContent('#q-why'), /Only if you chose 0 to 6 for “Would you recommend us\?”/);
    await close();
});

for (const colorScheme of ['light', 'dark'])
    test(`axe finds nothing on any page, ${colorScheme}`, async () => {
        const { page, close } = await open({ colorScheme });
        const check = async (what) => {
            await look(page, `${colorScheme}-${what}`);
            assert.deepEqual(await violations(page), [], what);
        };
        await page.fill('#token', 'WRONG-CODE');
        await page.keyboard.press('Enter');
        await page.waitForSelector('#fault');
        await check('entrance');
        await page.fill('#token', people[3].code);
        await page.keyboard.press('Enter');
        await page.waitForSelector('#questions');
        await look(page, `${colorScheme}-survey`);
        await page.check('[name=channel][value=chat]');
        await page.fill('[name=more]', 'x'.repeat(600));
        await page.evaluate(() => document.getElementById('questions').submit()); // past the script's own check
        await page.waitForSelector('#faults');
        assert.ok(await page.isChecked('[name=channel][value=chat]'), 'what was filled in is kept');
        await check('faults');
        await page.click('#faults a');
        await page.check('[name=enps][value="5"]');
        await page.fill('[name=more]', 'short');
        await page.click('#send');
        await page.waitForSelector('.receipt');
        await check('thanks');
        const receipt = await page.textContent('.receipt .number');
        await page.goto(`${server.base}/receipt`);
        await page.fill('#receipt', receipt);
        await page.keyboard.press('Enter');
        await page.waitForSelector('.answer');
        await check('receipt');
        await page.goto(`${server.base}/nowhere`);
        await check('nowhere');
        await close();
    });

test('the page speaks the reader\'s language and can be switched', async () => {
    const { page, close } = await open({ locale: 'de-DE' });
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    await page.fill('#token', people[4].code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#questions');
    assert.match(await page.textContent('h1'), /Alles/);
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.deepEqual(await violations(page), [], 'wide');
    await look(page, 'german-survey');
    await page.click('.languages button[lang=en]');
    await page.waitForSelector('html[lang=en]');
    assert.match(await page.textContent('h1'), /Everything/);
    await page.check('[name=enps][value="9"]');
    await page.click('#send');
    await page.waitForSelector('.receipt');
    assert.match(await page.textContent('h1'), /Thank you/, 'the chosen language stays');
    await close();
});

test('targets are large enough for a thumb', async () => {
    const { page, close } = await open({}, `/s#${people[5].token}`);
    await page.waitForSelector('#questions');
    const small = await page.evaluate(() => [...document.querySelectorAll('label:has(input), button:not(.unseen), .languages a')]
        .map((e) => ({ text: e.textContent.trim(), box: e.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44)).map(({ text }) => text));
    assert.deepEqual(small, []);
    await close();
});
