// Indices from answer sheets to the report: published with their wave, compared with the one before, in every format.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { database } from '../support/echolot.mjs';
import { closedWave } from '../support/answers.mjs';

const item = (id, more = {}) => ({ id, type: 'scale', scale: 'five', text: { en: `Item ${id}.` }, ...more });
const survey = {
    id: 'indexed', version: 1, title: { en: 'Indexed' },
    scales: { five: { min: 1, max: 5, favourable: [4, 5], neutral: [3], not_applicable: 'exclude' } },
    questions: [item('a'), item('b', { reverse: true }), item('c')],
    indices: [
        { id: 'whole', title: { en: 'Everything & more', de: 'Alles' }, method: 'person_mean', items: ['a', 'b', 'c'] },
        { id: 'positive', method: 'item_mean', figure: 'favourable', items: ['a', 'c'] }],
};
const departments = [['ROOT', null, 0], ['A', 0, 60], ['B', 0, 60], ['C', 0, 6]];
const NONE = 255;

// By department: a person's three answers as value indices; every seventh leaves the last out, every tenth the last two.
function sheets(shift) {
    return [[1, 50], [2, 45], [3, 3]].flatMap(([department, count]) => Array.from({ length: count }, (_, i) => ({
        department,
        answers: [Math.max(0, (i * 3 + department) % 5 - (department === 1 ? shift : 0)), i % 10 ? (i * 2) % 5 : NONE, i % 7 && i % 10 ? (i + 1) % 5 : NONE],
    })));
}

const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;

// What METHODS.md section 1 calls the person mean, straight from the sheets.
function personMean(list) {
    const people = list.map(({ answers: [a, b, c] }) => [a, b === NONE ? NONE : 4 - b, c].filter((value) => value !== NONE))
        .filter((values) => values.length >= 1.5);
    return { n: people.length, score: mean(people.map((values) => 25 * mean(values))) };
}

const favourable = (list, column) => {
    const answers = list.map((sheet) => sheet.answers[column]).filter((value) => value !== NONE);
    return 100 * mean(answers.map((value) => (value >= 3 ? 1 : 0)));
};

async function prepared() {
    const db = await database();
    const path = join(db.directory, 'survey.json');
    writeFileSync(path, JSON.stringify(survey));
    db.good('survey', 'add', path);
    return db;
}

const report = (db, key, ...more) => JSON.parse(db.good('report', key, ...more, '--format', 'json', '--out', '-'));

test('an index says what its people say, where they are enough', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { survey: 'indexed', departments, sheets: sheets(0) });
    db.good('analyze');
    const { indices: { whole, positive } } = report(db, 'w');
    assert.deepEqual([whole.method, whole.figure, whole.items], ['person_mean', 'score', ['a', 'b', 'c']]);
    assert.deepEqual(whole.title, { en: 'Everything & more', de: 'Alles' });
    for (const [number, code] of ['ROOT', 'A', 'B'].entries()) {
        const list = sheets(0).filter(({ department }) => number === 0 || department === number);
        const expected = personMean(list), figure = whole.departments[code];
        if (!figure.published) continue; // hidden with C
        assert.equal(figure.n, expected.n, code);
        assert.ok(Math.abs(figure.score - expected.score) < 1e-9, `${code}: ${figure.score} for ${expected.score}`);
        assert.ok(figure.low < figure.score && figure.score < figure.high);
        const shares = mean([favourable(list, 0), favourable(list, 2)]);
        assert.ok(Math.abs(positive.departments[code].score - shares) < 1e-9);
    }
    assert.deepEqual(whole.departments.C, { published: false, reason: 'below_minimum' });
    assert.ok(whole.alpha < 1 && whole.alpha_low < whole.alpha && whole.alpha < whole.alpha_high);
    assert.equal(whole.alpha_n, sheets(0).filter(({ answers }) => !answers.includes(NONE)).length);
    assert.equal(positive.alpha, null); // of two items
    assert.equal(report(db, 'w', '--department', 'A').indices.whole.alpha, null); // the organisation's, not a department's
});

test('a change of an index is that to the wave before, whose answers are not read again', async () => {
    const db = await prepared();
    await closedWave(db, 'first', { survey: 'indexed', departments, closed: '2026-01-31', sheets: sheets(0) });
    db.good('analyze');
    await db.sql('DELETE FROM answers.block');
    await closedWave(db, 'second', { survey: 'indexed', departments, closed: '2026-03-31', sheets: sheets(2) });
    db.good('analyze');
    const before = report(db, 'first').indices.whole.departments.ROOT, now = report(db, 'second').indices.whole.departments.ROOT;
    assert.deepEqual(before.change, {});
    assert.equal(now.change.from, 'first');
    assert.ok(Math.abs(now.change.difference - (now.score - before.score)) < 1e-9);
    assert.ok(now.change.low < now.change.difference && now.change.difference < now.change.high && now.change.q >= now.change.p);
});

test('page and table show indices', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { survey: 'indexed', departments, sheets: sheets(0) });
    db.good('analyze');
    const out = join(db.directory, 'out'), score = report(db, 'w').indices.whole.departments.ROOT.score;
    db.good('report', 'w', '--format', 'html,csv', '--out', out);
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    assert.match(page, /Several questions together/);
    assert.match(page, /Everything &amp; more/);
    assert.ok(page.includes(`>${score.toFixed(1)}<`), 'the score, rounded where it is read');
    assert.match(page, /3 questions, mean scores\. They go together with a reliability/);
    const lines = db.good('report', 'w', '--format', 'csv', '--out', '-').trimEnd().split('\r\n');
    const rows = lines.filter((line) => /,"?index"?,/.test(line));
    assert.equal(rows.length, departments.length * survey.indices.length);
    assert.ok(rows[0].includes(String(score)));
});

test('the sums of an index go with the answers', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { survey: 'indexed', departments, closed: '2020-01-31', sheets: sheets(0) });
    db.good('analyze');
    const [{ before }] = await db.sql('SELECT count(*)::int AS before FROM answers.sums');
    assert.equal(before, departments.length + 1);
    db.good('retain', '--answers', '12');
    const [{ after }] = await db.sql('SELECT count(*)::int AS after FROM answers.sums');
    assert.equal(after, 0);
    assert.equal(report(db, 'w').indices.whole.departments.ROOT.published, true);
});
