// Both catalogues say the same things, and nothing is asked of them that they do not know.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = process.env.TEST_SOURCE;
const folder = join(root, 'reports', 'language');
const catalogues = Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.json'))
    .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), 'utf8'))]));
const english = catalogues.en;

function files(path) {
    return readdirSync(path).flatMap((name) => {
        const inner = join(path, name);
        return statSync(inner).isDirectory() ? files(inner) : [inner];
    });
}
const sources = files(join(root, 'src')).filter((path) => /\.[ch]$/.test(path));
const shells = files(join(root, 'reports')).filter((path) => path.endsWith('.html'));
const code = [...sources, ...shells].map((path) => readFileSync(path, 'utf8')).join('\n');

const placeholders = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

test('a key stands once in each catalogue', () => {
    for (const language of Object.keys(catalogues)) {
        const keys = [...readFileSync(join(folder, `${language}.json`), 'utf8').matchAll(/"([\w.-]+)"\s*:/g)].map((m) => m[1]);
        assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), [], language);
    }
});

test('every catalogue has the keys and placeholders of the English one', () => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
        assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(english).sort(), language);
        for (const [key, text] of Object.entries(catalogue)) {
            assert.ok(text.length > 0, `${language} ${key} is empty`);
            assert.deepEqual(placeholders(text), placeholders(english[key]), `${language} ${key}`);
        }
    }
});

// language_text(…, "key"), …_format(…, "key", …), …_count (key.one, key.other), …_word(…, "group", …): a call may go
// through a helper, whose name then ends the same way (page_text, page_format …).
const calls = (kind) => [...code.matchAll(new RegExp(`\\w*_${kind}\\((?:[^"()]|\\([^()]*\\))*"([a-z][a-z0-9_-]*(?:\\.[a-z0-9_-]+)*)"`, 'g'))]
    .map((match) => match[1]);
const known = (key) => key in english;

test('every key that the program asks for exists', () => {
    for (const kind of ['text', 'format', 'count']) assert.ok(calls(kind).length > 3, `no call of …_${kind} is recognised any more`);
    for (const key of [...calls('text'), ...calls('format')].filter((key) => key.includes('.') && !/\.(csv|json|html|css|gp)$/.test(key)))
        assert.ok(known(key), `${key} is in no catalogue`);
    for (const key of calls('count').filter((key) => key.includes('.')))
        for (const form of ['one', 'other']) assert.ok(known(`${key}.${form}`), `${key}.${form} is in no catalogue`);
});

test('every word that a page shell asks for exists', () => {
    for (const [, key] of code.matchAll(/data-word(?:-[a-z-]+)?="([^"]+)"/g)) assert.ok(known(key), `${key} is in no catalogue`);
});

test('every key is used', () => {
    const literal = new Set([...code.matchAll(/"([a-z][a-z0-9_.-]*)(?:\.%s)?"/g)].map((match) => match[1]));
    const used = (key) => literal.has(key) || literal.has(key.slice(0, key.lastIndexOf('.')));
    const idle = Object.keys(english).filter((key) => !used(key) && key !== 'language.name');
    assert.deepEqual(idle, []);
});
