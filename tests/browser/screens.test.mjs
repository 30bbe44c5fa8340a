// With a script the survey is one screen a section: checked before the next one, with a draft that only its owner can open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database, serve } from '../support/echolot.mjs';
import { browser, look, violations } from '../support/browser.mjs';
import { directory, everything, invite, openWave } from '../support/wave.mjs';

// Three sections; the second is there for some only.
const part = (id) => everything.questions.find((question) => question.id === id);
const sections = {
    ...everything, id: 'sections',
    sections: [{ id: 'all', title: { en: 'All in all', de: 'Alles in allem' } }, { id: 'better', title: { en: 'What would help', de: 'Was helfen würde' } },
        { id: 'rest', title: { en: 'And else', de: 'Und sonst' } }],
    questions: [{ ...part('enps'), section: 'all' }, { ...part('heard'), section: 'all' }, { ...part('why'), section: 'better' },
        { ...part('shift'), required: true, section: 'rest' }, { ...part('more'), section: 'rest' }],
};
const db = await database();
await directory(db);
openWave(db, 'w', { definition: sections, k: 3 });
const people = invite(db, 'w');
const server = await serve(db);
const chromium = await browser();
const phone = { viewport: { width: 360, height: 740 }, locale: 'en-GB', reducedMotion: 'reduce' };

async function open(person, options = {}, context) {
    const own = context ?? await chromium.newContext({ ...phone, ...options });
    const page = await own.newPage();
    await page.goto(`${server.base}/s#${person.token}`);
    await page.waitForSelector('body.scripted');
    return { page, context: own, close: () => own.close() };
}

const heading = (page) => page.locator('.step h2:visible').allTextContents();
const place = (page) => page.textContent('#place');
const focused = (page) => page.evaluate(() => document.activeElement.closest('.question, .step, #faults')?.id || document.activeElement.textContent);
const drafts = (page) => page.evaluate(() => Object.entries({ ...localStorage }).map(([name, value]) => `${name} ${value}`));
const until = (page, condition, argument) => page.waitForFunction(condition, argument);

test('one section after the other, with its place said and the reading going on at its heading', async () => {
    const { page, close } = await open(people[0]);
    assert.deepEqual([await heading(page), await place(page)], [['All in all'], '1 of 2']);
    assert.equal(await page.isVisible('.promise'), true);
    assert.equal(await page.isVisible('#send'), false);
    await page.check('[name=enps][value="3"]');
    assert.equal(await place(page), '1 of 3', 'a section that applies is counted');
    await page.click('#next');
    assert.deepEqual([await heading(page), await place(page), await focused(page)], [['What would help'], '2 of 3', 'What would help']);
    assert.equal(await page.isVisible('.promise'), false);
    assert.match(await page.title(), /^2 of 3 – /);
    await page.click('#next');
    assert.deepEqual([await heading(page), await page.isVisible('#next'), await page.isVisible('#send')], [['And else'], false, true]);
    await page.click('#back');
    await page.click('#back');
    assert.equal(await focused(page), 'All in all');
    await page.check('[name=enps][value="9"]');
    await page.click('#next');
    assert.deepEqual(await heading(page), ['And else'], 'a section without a question is left out');
    assert.deepEqual(await violations(page), []);
    await page.goBack();
    assert.deepEqual(await heading(page), ['All in all'], 'the browser\'s way back is one screen back');
    await close();
});

test('what is missing is said beside its question before the next section, and Enter goes on like the button', async () => {
    const { page, close } = await open(people[0]);
    await page.focus('[name=heard]');
    await page.keyboard.press('Enter');
    assert.equal(await page.textContent('#f-enps'), 'An answer is needed here.');
    assert.match(await page.getAttribute('#q-enps', 'aria-describedby'), /f-enps/);
    assert.equal(await focused(page), 'q-enps');
    await look(page, 'screens-missing');
    await page.keyboard.press('Space');
    assert.equal(await page.locator('#f-enps').count(), 0, 'the message goes with its reason');
    await page.keyboard.press('Enter');
    assert.deepEqual(await heading(page), ['What would help']);
    await page.fill('[name=why]', 'x'.repeat(201));
    await page.click('#next');
    assert.equal(await page.textContent('#f-why'), 'At most 200 characters fit here.');
    await page.fill('[name=why]', 'short');
    await page.click('#next');
    await page.click('#send');
    assert.equal(await focused(page), 'q-shift', 'the last section is checked as well');
    assert.equal(await page.locator('.receipt').count(), 0);
    await close();
});

test('what the server finds wrong brings the respondent to its section', async () => {
    const { page, close } = await open(people[1]);
    await page.check('[name=enps][value="9"]');
    await page.evaluate(() => document.getElementById('questions').submit());
    await page.waitForSelector('#faults');
    await page.waitForSelector('body.scripted');
    assert.deepEqual([await heading(page), await focused(page)], [['And else'], 'faults']);
    assert.deepEqual(await violations(page), []);
    await page.click('#faults a');
    assert.equal(await focused(page), 'q-shift');
    await page.check('[name=shift][value=day]');
    await page.click('#send');
    await page.waitForSelector('.receipt');
    await close();
});

test('a draft comes back in the same browser, whichever way the code is given, and is gone after sending', async () => {
    const first = await open(people[2]);
    await first.page.check('[name=enps][value="2"]');
    await first.page.click('#next');
    await first.page.fill('[name=why]', 'a secret of mine');
    await until(first.page, () => localStorage.length === 1);
    await first.page.waitForTimeout(200);
    await first.page.close();
    const page = await first.context.newPage();
    await page.goto(`${server.base}/s`);
    await page.fill('#token', people[2].code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.waitForSelector('#restored:not([hidden])');
    assert.deepEqual([await heading(page), await page.inputValue('[name=why]')], [['What would help'], 'a secret of mine']);
    await look(page, 'screens-restored');
    await page.click('#next');
    await page.check('[name=shift][value=day]');
    await page.click('#send');
    await page.waitForSelector('.receipt');
    await until(page, () => localStorage.length === 0);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.deepEqual(await first.context.cookies(), []);
    await first.close();
});

test('a draft is shown to nobody else at the same computer, and cannot be read without its code', async () => {
    const { page, context, close } = await open(people[3]);
    await page.check('[name=enps][value="1"]');
    await page.click('#next');
    await page.fill('[name=why]', 'a secret of mine');
    await until(page, () => localStorage.length === 1);
    await page.waitForTimeout(200);
    const kept = (await drafts(page)).join();
    for (const word of [people[3].token, people[3].code, 'secret of mine'])
        assert.ok(!kept.includes(word) && !kept.includes(Buffer.from(word).toString('base64').slice(0, -4)), word);
    const other = await open(people[4], {}, context);
    await other.page.waitForSelector('#draft-hint:not([hidden])');
    await other.page.waitForTimeout(200);
    assert.equal(await other.page.isVisible('#restored'), false);
    assert.equal(await other.page.locator('.question input:checked').count(), 0);
    await close();
});

test('a draft can be deleted, and an old one goes by itself', async () => {
    const { page, context, close } = await open(people[5]);
    await page.check('[name=enps][value="9"]');
    await until(page, () => localStorage.length === 1);
    await page.evaluate(() => localStorage.setItem('echolot-draft-old', `${Date.now() - 31 * 24 * 3600 * 1000} a b`));
    const again = await open(people[5], {}, context);
    await again.page.waitForSelector('#restored:not([hidden])');
    await again.page.click('#restored button');
    assert.equal(await again.page.locator('.question input:checked').count(), 0);
    assert.match(await again.page.textContent('#restored'), /deleted/);
    await until(again.page, () => localStorage.length === 0);
    await close();
});

test('a shared device keeps no draft', async () => {
    const { page, context, close } = await open(people[6]);
    await page.goto(`${server.base}/kiosk`);
    await page.fill('#token', people[6].code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('body.scripted');
    await page.check('[name=enps][value="9"]');
    await page.click('#next');
    await page.waitForTimeout(200);
    assert.deepEqual(await drafts(page), []);
    assert.equal(await page.isVisible('#draft-hint'), false);
    assert.deepEqual(await violations(page), []);
    await context.close();
    await close();
});

for (const javaScriptEnabled of [true, false])
    test(`another language keeps what was filled in, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const context = await chromium.newContext({ ...phone, javaScriptEnabled });
        const page = await context.newPage();
        await page.goto(`${server.base}/s`);
        await page.fill('#token', people[7].code);
        await page.click('form button');
        await page.waitForSelector('#questions');
        await page.check('[name=enps][value="3"]');
        if (javaScriptEnabled) await page.click('#next');
        await page.fill('[name=why]', 'Zeit');
        await page.click('.languages button[lang=de]');
        await page.waitForSelector('html[lang=de]');
        assert.equal(await page.inputValue('[name=why]'), 'Zeit');
        assert.ok(await page.isChecked('[name=enps][value="3"]'));
        if (javaScriptEnabled) await page.waitForSelector('#s-2:visible'); // the same screen again
        await context.close();
    });
