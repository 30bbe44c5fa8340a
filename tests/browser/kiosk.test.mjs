// A tablet in the canteen: many people, one device, nothing of one left for the next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database, serve } from '../support/echolot.mjs';
import { browser, look, violations } from '../support/browser.mjs';
import { directory, everything, invite, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3 });
const people = invite(db, 'w');
const server = await serve(db);
const chromium = await browser();
const tablet = { viewport: { width: 1300, height: 900 }, locale: 'en-GB' };
const ballots = async () => (await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n;

async function open(options = {}) {
    const context = await chromium.newContext({ ...tablet, ...options });
    const page = await context.newPage();
    await page.goto(`${server.base}/kiosk`);
    return { page, context, close: () => context.close() };
}

async function enter(page, code) {
    await page.fill('#token', code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#questions');
}

const post = (path, fields) => fetch(server.base + path, { method: 'POST', body: new URLSearchParams(fields) });
const round = async (path = '/kiosk') => (await (await fetch(server.base + path)).text()).match(/name="_kiosk" value="([0-9A-Z]{26})"/)[1];

for (const javaScriptEnabled of [false, true])
    test(`one after the other answers and the device comes back by itself, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, context, close } = await open({ javaScriptEnabled });
        // The same header with a shorter time, so that nobody waits.
        await context.route('**/s/answers', async (route) => {
            const response = await route.fetch();
            const headers = response.headers();
            assert.match(headers.refresh, /^30; url=\/kiosk\?ended=[0-9A-Z]{26}$/);
            assert.equal(headers['cache-control'], 'no-store');
            await route.fulfill({ response, headers: { ...headers, refresh: headers.refresh.replace('30', '1') } });
        });
        const before = await ballots();
        for (const person of people.slice(javaScriptEnabled ? 2 : 0, javaScriptEnabled ? 4 : 2)) {
            await enter(page, person.code.toLowerCase());
            await page.check('[name=enps][value="8"]');
            await page.click('#send');
            await page.waitForSelector('.receipt');
            assert.equal(await page.locator('form').count(), 0, 'nothing that the next person could go on with');
            await page.waitForSelector('#kiosk');
            assert.equal(await page.inputValue('#token'), '');
        }
        assert.equal(await ballots(), before + 2);
        assert.deepEqual(await context.cookies(), []);
        await close();
    });

test('what the browser still has in its history can neither show nor send anything', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    const bodies = [];
    page.on('request', (request) => { if (request.method() === 'POST') bodies.push([new URL(request.url()).pathname, request.postData()]); });
    await enter(page, people[4].code);
    await page.check('[name=enps][value="3"]');
    await page.click('#send');
    await page.waitForSelector('.receipt');
    const before = await db.sql('SELECT tag, receipt FROM box.ballot ORDER BY tag');
    assert.equal(bodies.length, 2);
    for (const [path, body] of bodies) {
        const response = await post(path, body);
        const html = await response.text();
        assert.equal(response.status, 410);
        assert.match(html, /from somebody before you/);
        assert.ok(!html.includes(people[4].token) && !html.includes(people[4].code), 'the code is not shown to the next person');
    }
    assert.deepEqual(await db.sql('SELECT tag, receipt FROM box.ballot ORDER BY tag'), before);
    await close();
});

test('leaving without sending ends the round too', async () => {
    const { page, close } = await open();
    await enter(page, people[5].code);
    const field = (await page.inputValue('#questions [name=_kiosk]'));
    await page.click('#leave');
    await page.waitForSelector('#kiosk');
    assert.equal((await post('/s', { token: people[5].token, _kiosk: field })).status, 410);
    assert.equal((await post('/s', { token: people[5].token, _kiosk: await round() })).status, 200, 'with a new round the code works');
    await close();
});

test('who walks away is asked, and then everything is cleared', async () => {
    const { page, context, close } = await open();
    await context.clock.install();
    await page.reload();
    await enter(page, people[6].code);
    await page.check('[name=enps][value="2"]');
    await page.fill('[name=more]', 'secret');
    await page.clock.fastForward(50_000);
    await page.keyboard.press('Shift');
    await page.clock.fastForward(50_000);
    assert.equal(await page.isVisible('#idle'), false, 'whoever is there is not asked');
    await page.clock.fastForward(15_000);
    assert.equal(await page.isVisible('#idle'), true);
    assert.ok(await page.evaluate(() => document.activeElement.matches('#idle button')), 'the way to stay has the focus');
    assert.deepEqual(await violations(page), []);
    await look(page, 'kiosk-idle');
    await page.keyboard.press('Enter');
    assert.equal(await page.isVisible('#idle'), false);
    assert.equal(await page.inputValue('[name=more]'), 'secret');
    await page.clock.fastForward(61_000);
    await page.clock.fastForward(31_000);
    await page.waitForSelector('#kiosk');
    assert.ok(!page.url().includes(people[6].token));
    const before = await ballots();
    await page.goBack().catch(() => {});
    assert.equal(await page.locator('[name=more]').count(), 0, 'the way back does not lead to it');
    assert.equal(await ballots(), before);
    await close();
});

test('without a script the survey clears itself after a quarter of an hour, with one it is the script that knows', async () => {
    const kiosk = await round();
    assert.equal((await post('/s', { token: people[7].token, _kiosk: kiosk })).headers.get('refresh'), `900; url=/kiosk?ended=${kiosk}`);
    const watched = await post('/s', { token: people[7].token, _kiosk: `${kiosk}~` });
    assert.equal(watched.headers.get('refresh'), null);
    assert.match(await watched.text(), new RegExp(`name="_kiosk" value="${kiosk}~"`));
    assert.equal((await post('/s', { token: people[7].token })).headers.get('refresh'), null, 'never on the reader\'s own device');
    assert.match((await post('/s', { token: 'wrong', _kiosk: kiosk })).headers.get('refresh'), /^60; /);
});

test('a mistake stays in the kiosk: wrong code, missing answer, another language', async () => {
    const { page, close } = await open();
    await page.fill('#token', 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#fault');
    assert.ok(await page.isVisible('#kiosk'));
    await page.fill('#token', `${server.base}/s#${people[8].token}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#questions');
    await page.click('.languages button[lang=de]');
    await page.waitForSelector('html[lang=de]');
    await page.evaluate(() => document.getElementById('questions').submit()); // past the script's own check
    await page.waitForSelector('#faults');
    await page.check('[name=enps][value="7"]');
    await page.click('#send');
    await page.waitForSelector('.receipt');
    await page.click('main .button');
    await page.waitForSelector('#kiosk');
    assert.equal(await page.getAttribute('html', 'lang'), 'en', 'the next person\'s language is not chosen by the last');
    await close();
});

test('a round that somebody made up is as good as a new one, and no more', async () => {
    for (const made of ['', '1', '~', 'x'.repeat(3000), '<b>', '0'.repeat(26)]) {
        const html = await (await post('/s', { token: people[9].token, _kiosk: made })).text();
        assert.match(html, /name="_kiosk" value="[0-9A-Z]{26}~?"/);
        assert.ok(!html.includes('<b>'));
    }
    assert.equal((await fetch(`${server.base}/kiosk?ended=%3Cb%3E`)).status, 200);
});

for (const options of [{ colorScheme: 'light', locale: 'en-GB' }, { colorScheme: 'dark', locale: 'de-DE', viewport: { width: 360, height: 740 } }])
    test(`axe finds nothing and targets are large: ${options.colorScheme}, ${options.locale}, ${options.viewport?.width ?? 1300} pixels`, async () => {
        const { page, close } = await open(options);
        const name = `kiosk-${options.colorScheme}-${options.viewport?.width ?? 1300}`;
        const check = async (part) => {
            assert.deepEqual(await violations(page), [], part);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), part);
            const small = await page.evaluate(() => [...document.querySelectorAll('label:has(input), button:not(.unseen), .button, .languages a, #token')]
                .map((e) => ({ text: e.textContent.trim(), height: e.getBoundingClientRect().height }))
                .filter(({ height }) => height > 0 && height < 55));
            assert.deepEqual(small, [], part);
            await look(page, `${name}-${part}`);
        };
        await check('entrance');
        await enter(page, people[10].code);
        await check('survey');
        await page.check('[name=enps][value="9"]');
        await page.click('#send');
        await page.waitForSelector('.receipt');
        await check('thanks');
        await close();
    });
