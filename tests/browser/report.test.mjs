// The report pages in a real browser: accessible in both themes, readable on a phone, printable.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { database } from '../support/echolot.mjs';
import { nordwind, reports } from '../support/nordwind.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const db = await database();
let browser;

before(async () => {
    await nordwind(db);
    db.good('report', '2026-11', '--format', 'html', '--out', reports(db));
    browser = await chromium.launch({ executablePath: process.env.TEST_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(() => browser?.close());

async function open(name, options, work) {
    const context = await browser.newContext({ bypassCSP: true, ...options });
    try {
        const page = await context.newPage();
        const requests = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(`file://${join(reports(db), name)}`);
        await work(page);
        assert.equal(requests.filter((url) => !url.startsWith('data:')).length, 1, 'nothing else is loaded');
    } finally {
        await context.close();
    }
}

async function check(page) {
    await page.evaluate(() => document.querySelectorAll('details').forEach((element) => { element.open = true; }));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).slice(0, 3).join(' | ')}`), []);
}

for (const colorScheme of ['light', 'dark'])
    for (const width of [360, 1440])
        test(`no accessibility fault: ${colorScheme}, ${width} pixels`, async () => {
            for (const name of width === 360 ? ['index.html', 'OPS-X.html'] : ['OPS.html'])
                await open(name, { colorScheme, viewport: { width, height: 900 } }, check);
        });

test('a page scrolls in one direction only, on a phone and on a desktop', async () => {
    for (const [name, width] of [...['index.html', 'OPS.html', 'HR.html', 'OPS-X.html'].map((page) => [page, 320]), ['index.html', 1200]])
        await open(name, { viewport: { width, height: 700 } }, async (page) => {
            await page.evaluate(() => document.querySelectorAll('details').forEach((element) => { element.open = true; }));
            const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
            assert.ok(inner <= outer, `${name} is ${inner} wide in ${outer}`);
        });
});

test('text in drawings is at least 11 pixels high on a phone, and one drawing of the bars is shown', async () => {
    for (const width of [360, 1440])
        await open('index.html', { viewport: { width, height: 800 } }, async (page) => {
            const [smallest, bars] = await page.evaluate(() => [
                Math.min(...[...document.querySelectorAll('svg.chart text')].filter((text) => text.getClientRects().length && text.textContent.trim())
                    .map((text) => parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b))
                    .filter((size) => size > 0)),
                [...document.querySelectorAll('svg.chart-bars')].filter((svg) => svg.getClientRects().length).length,
            ]);
            assert.ok(smallest >= 11, `${smallest} pixels at ${width}`);
            assert.equal(bars, 1);
        });
});

test('the keyboard reaches the content, the links and what scrolls', async () => {
    await open('OPS.html', { viewport: { width: 1440, height: 900 } }, async (page) => {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#content');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), 'index.html');
        assert.ok(await page.evaluate(() => document.querySelector('.chart-scroll').tabIndex === 0));
    });
});

test('it prints on paper, in ink on white', async () => {
    await open('index.html', { colorScheme: 'dark' }, async (page) => {
        const path = join(db.directory, 'report.pdf');
        await page.pdf({ path, format: 'A4' });
        assert.ok(statSync(path).size > 20000);
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    });
});
