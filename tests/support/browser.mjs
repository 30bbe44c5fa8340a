// A real browser, and axe in its page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function browser() {
    const handle = await chromium.launch({
        executablePath: process.env.TEST_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync'],
    });
    after(() => handle.close());
    return handle;
}

// What WCAG 2.2 A and AA find wrong with the page, as text; [] when nothing. The pages' policy keeps foreign scripts out, so axe goes in
// through the debugger.
export async function violations(page) {
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }));
    return result.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

// For looking at: TEST_SCREENSHOTS names a folder.
export async function look(page, name) {
    if (process.env.TEST_SCREENSHOTS)
        await page.screenshot({ path: `${process.env.TEST_SCREENSHOTS}/${name}.png`, fullPage: true });
}

// Tabs until the focus is on an element that the selector matches.
export async function tabTo(page, selector) {
    for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    }
    throw new Error(`the keyboard never reaches ${selector}`);
}

// What a reader cannot see whole: elements that reach beyond the window's sides or hide a part of themselves; [] when nothing.
export function cut(page) {
    return page.evaluate(() => [...document.querySelectorAll('body *')]
        .filter((element) => element.checkVisibility() && !element.closest('.unseen, .skip') && !element.matches('input, svg *'))
        .filter((element) => {
            const box = element.getBoundingClientRect();
            const hides = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
            return box.left < -1 || box.right > window.innerWidth + 1 || hides;
        })
        .map((element) => element.outerHTML.slice(0, 120))
        .concat(document.documentElement.scrollWidth > window.innerWidth ? ['the page scrolls sideways'] : []));
}
