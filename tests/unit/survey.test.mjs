// `echolot survey check` and surveys/survey.schema.json agree about every case of survey/cases.json: about the whole
// definition where a schema can say it, and where it cannot, the case says so itself.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';

const root = process.env.TEST_SOURCE;
const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const schema = new Ajv2020.default({ strict: true, strictTypes: false, strictRequired: false })
    .compile(JSON.parse(read('surveys', 'survey.schema.json')));
const { about, ...groups } = JSON.parse(read('tests', 'unit', 'survey', 'cases.json'));
const everything = read('tests', 'unit', 'survey', 'everything.json');

const directory = mkdtempSync(join(tmpdir(), 'echolot-survey-'));
after(() => rmSync(directory, { recursive: true, force: true }));

function check(content) {
    const path = join(directory, 'survey.json');
    writeFileSync(path, content);
    const { status, stdout, stderr } = spawnSync(process.env.TEST_PROGRAM, ['survey', 'check', path, '--json'], { encoding: 'utf8' });
    assert.ok(status === 0 || status === 1, `exit ${status}: ${stderr}`);
    const result = stdout ? JSON.parse(stdout) : { valid: false, faults: [], message: stderr };
    assert.equal(status === 0, result.valid);
    return result;
}

function parent(document, pointer) {
    const steps = pointer.split('/').slice(1);
    return [steps.slice(0, -1).reduce((at, step) => at[step], document), steps.at(-1)];
}

function put(document, pointer, value) {
    const [at, key] = parent(document, pointer);
    if (Array.isArray(at) && key === '-') at.push(value);
    else at[key] = value;
}

function remove(document, pointer) {
    const [at, key] = parent(document, pointer);
    if (Array.isArray(at)) at.splice(Number(key), 1);
    else delete at[key];
}

const letters = (number) => String.fromCharCode(97 + Math.floor(number / 26), 97 + (number % 26));

// `[what, count]`: a text repeated, or a list of questions or options that differ in their ids.
function filled(what, count) {
    if (what === 'language') return Object.fromEntries([['en', 'x'], ...Array.from({ length: count - 1 }, (_, i) => [`x${letters(i)}`, 'x'])]);
    if (typeof what === 'string') return what.repeat(count);
    return Array.from({ length: count }, (_, i) => {
        const item = { ...what, id: i || !what.id ? `n${i}` : what.id };
        if (item.options) item.options = filled({ text: { en: 'x' } }, Number(item.options));
        return item;
    });
}

function contentOf(entry) {
    if (entry.latin1) return Buffer.from(entry.latin1, 'latin1');
    if (entry.fill?.text) return filled(...entry.fill.text);
    if (entry.text !== undefined) return entry.text;
    const document = JSON.parse(everything);
    for (const [pointer, value] of Object.entries(entry.set ?? {})) put(document, pointer, value);
    for (const [pointer, [what, count]] of Object.entries(entry.fill ?? {})) put(document, pointer, filled(what, count));
    for (const pointer of entry.remove ?? []) remove(document, pointer);
    return JSON.stringify(document);
}

for (const [group, entries] of Object.entries(groups))
    for (const entry of entries)
        test(`${group}: ${entry.name}`, () => {
            const content = contentOf(entry);
            const result = check(content);
            const expected = entry.faults ?? [];
            assert.deepEqual(result.faults.map((fault) => fault.path).sort(), [...expected].sort(), JSON.stringify(result, null, 1));
            assert.equal(result.valid, group === 'good');
            if (entry.says)
                assert.ok([result.message, ...result.faults.map((fault) => fault.message)].some((text) => text?.includes(entry.says)),
                    JSON.stringify(result, null, 1));
            if (entry.only === 'text') return;
            const accepted = schema(JSON.parse(content));
            assert.equal(accepted, group === 'good' || entry.only === 'meaning', JSON.stringify(schema.errors, null, 1));
        });

test('the corpus is large enough to mean something', () => {
    const cases = Object.values(groups).flat();
    assert.ok(groups.good.length >= 20 && cases.length >= 100, `${cases.length} cases`);
    assert.equal(new Set(cases.map((entry) => entry.name)).size, cases.length, 'names differ');
});

const shipped = readdirSync(join(root, 'surveys'))
    .filter((name) => name.endsWith('.json') && !['survey.schema.json', 'playbook.json'].includes(name));

test('everything.json and every definition that ships are good', () => {
    for (const content of [everything, ...shipped.map((name) => read('surveys', name))]) {
        assert.deepEqual(check(content).faults, []);
        assert.ok(schema(JSON.parse(content)), JSON.stringify(schema.errors, null, 1));
    }
});

test('every driver of a definition that ships has its measures in the playbook', () => {
    const drivers = new Set(JSON.parse(read('surveys', 'playbook.json')).drivers.map(({ id }) => id));
    for (const name of shipped)
        for (const { id, driver } of JSON.parse(read('surveys', name)).questions)
            assert.ok(driver === undefined || drivers.has(driver), `${name}: ${id}: ${driver}`);
});

test('without --json every fault is a line FILE: PATH: message', () => {
    const path = join(directory, 'faulty.json');
    writeFileSync(path, '{"id": "a b", "version": 0}');
    const { status, stdout, stderr } = spawnSync(process.env.TEST_PROGRAM, ['survey', 'check', path], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.deepEqual(stderr.trimEnd().split('\n').map((line) => line.replace(path, 'FILE')), [
        `FILE: $.id: "a b" is no id: 1 to 64 letters, digits, '-' and '_', beginning with a letter or digit`,
        'FILE: $.version: expected a whole number from 1 to 1000000',
        'FILE: $: "title" is missing',
        'FILE: $: "questions" is missing',
        'echolot survey check: FILE: 4 faults',
    ]);
});

test('a good file gets one line', () => {
    const { status, stdout, stderr } = spawnSync(process.env.TEST_PROGRAM, ['survey', 'check', 'surveys/team-pulse.json'], { encoding: 'utf8', cwd: root });
    assert.deepEqual([status, stdout, stderr], [0, 'surveys/team-pulse.json: valid: team-pulse version 1, 5 questions, languages en de\n', '']);
});

test('after fifty faults the others are counted', () => {
    const document = JSON.parse(everything);
    document.questions = Array.from({ length: 80 }, () => ({ type: 'comment' }));
    const result = check(JSON.stringify(document));
    assert.equal(result.faults.length, 50);
    assert.ok(result.fault_count >= 160);
});
