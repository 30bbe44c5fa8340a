// External norms: registered from a file with every fault in its place, attached to a wave when it is published, and never changed in an old report.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contents, database } from '../support/echolot.mjs';
import { closedWave } from '../support/answers.mjs';

const codes = ['A', 'B', 'C', 'D', 'E'];
const departments = [['ROOT', null, 0], ...codes.map((code) => [code, 0, 40])];
// Five departments on different levels; each department's answers differ the same way.
const sheets = codes.flatMap((_, at) => Array.from({ length: 30 }, (_, i) => ({
    department: at + 1,
    answers: [Math.min(10, 4 + at + i % 3), ...[0, 1, 2, 3].map((q) => Math.min(4, (at + i + q) % 5))],
})));

async function prepared() {
    const db = await database();
    db.good('survey', 'add', 'surveys/team-pulse.json');
    return db;
}
function file(db, name, lines) {
    const path = join(db.directory, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
}
const header = 'question,driver,figure,value,source,year,n';
const report = (db, key) => JSON.parse(db.good('report', key, '--format', 'json', '--out', '-'));

test('every fault of a file is told with its place, and nothing is stored', async () => {
    const db = await prepared();
    const path = file(db, 'norms.csv', [header, 'enps,,enps,140,UK,2024,10', 'herd,,mean,3,UK,2024,', ',being-herd,mean,3,UK,2024,', 'heard,,enps,3,UK,2024,',
        'heard,,favourable,62,UK,2024,', 'heard,,mean,6,,24,many', 'roles,,mean,3.5,UK,2024,', 'roles,,mean,3.6,UK,2024,', ',,mean,3,UK,2024,']);
    const before = await contents(db);
    const { status, stderr } = db.run('benchmark', 'add', 'uk', path, '--survey', 'team-pulse');
    assert.equal(status, 1);
    for (const place of [/norms\.csv:2: value: an eNPS stands between -100 and 100/, /norms\.csv:3: question: .*no question 'herd'; did you mean 'heard'\?/,
        /norms\.csv:4: driver: .*did you mean 'being-heard'\?/, /norms\.csv:5: figure: a scale question has/, /norms\.csv:6: value: .*62 % is 0\.62/,
        /norms\.csv:7: value: the scale of 'heard' goes from 1 to 5/, /norms\.csv:7: source: is empty/, /norms\.csv:7: year: is not a whole number from 1900/,
        /norms\.csv:7: n: is not a number/, /norms\.csv:9: figure: there is a norm for mean of 'roles' already/, /norms\.csv:10: question: the line names neither/])
        assert.match(stderr, place);
    assert.equal(await contents(db), before);
});

test('headings, the survey and the name are checked', async () => {
    const db = await prepared();
    const add = (name, lines, ...args) => db.run('benchmark', 'add', name, file(db, 'n.csv', lines), ...args);
    assert.match(add('x', ['question,figure,value,source,years', 'enps,enps,1,UK,2024'], '--survey', 'team-pulse').stderr, /unknown column 'years'[\s\S]*column 'year' is missing/);
    assert.match(add('x', [header, 'enps,,enps,1,UK,2024,'], '--survey', 'nothing').stderr, /nothing/);
    assert.equal(add('x', [header, 'enps,,enps,1,UK,2024,']).status, 2);
    assert.match(add('x', [header], '--survey', 'team-pulse').stderr, /no norm in it/);
    assert.equal(add('x', [header, 'enps,,enps,1,UK,2024,'], '--survey', 'team-pulse').status, 0);
    const again = add('x', [header, 'enps,,enps,2,UK,2025,'], '--survey', 'team-pulse');
    assert.equal(again.status, 1);
    assert.match(again.stderr, /there is a benchmark 'x' already[\s\S]*benchmark remove x/);
});

test('a norm is attached when a wave is published and stays as it was', async () => {
    const db = await prepared();
    const path = file(db, 'uk.csv', [header, 'enps,,enps,12,UK survey,2024,5000', ',being-heard,favourable,0.62,UK survey,2024,', 'heard,,mean,1.2,UK survey,2024,']);
    await closedWave(db, 'early', { departments, closed: '2026-01-31', sheets });
    db.good('analyze');
    assert.match(db.good('benchmark', 'add', 'uk', path, '--survey', 'team-pulse'), /benchmark uk: 3 norms for survey team-pulse/);
    await closedWave(db, 'later', { departments, closed: '2026-03-31', sheets });
    db.good('analyze');
    assert.deepEqual(report(db, 'early').benchmarks.norms, []);
    const { departments: nodes, benchmarks: { norms } } = report(db, 'later');
    assert.deepEqual(norms.map(({ benchmark, source, year, question, figure, value, n }) => [benchmark, source, year, question, figure, value, n]), [
        ['uk', 'UK survey', 2024, 'enps', 'enps', 12, 5000], ['uk', 'UK survey', 2024, 'heard', 'favourable', 0.62, null], ['uk', 'UK survey', 2024, 'heard', 'mean', 1.2, null]]);
    for (const norm of norms) {
        assert.deepEqual(Object.keys(norm.departments), ['ROOT', ...codes]);
        for (const [code, { difference, low, high, p, q, detectable }] of Object.entries(norm.departments)) {
            const figure = nodes.find((node) => node.code === code).questions[norm.question];
            assert.equal(difference, figure[norm.figure] - norm.value);
            assert.ok(low <= high && p >= 0 && q >= p - 1e-15 && detectable === (q <= 0.1));
        }
    }
    assert.ok(norms[2].departments.ROOT.detectable && norms[2].departments.ROOT.low > 0);
    assert.match(db.good('benchmark', 'list'), /^uk {2}team-pulse {2}\d{4}-\d\d-\d\d {2}3 norms {2}UK survey 2024$/m);
    assert.deepEqual(JSON.parse(db.good('benchmark', 'list', '--json')).map(({ name, norms: count, publications }) => [name, count, publications]), [['uk', 3, 1]]);
    const shown = JSON.stringify(report(db, 'later'));
    db.good('benchmark', 'remove', 'uk');
    assert.equal(JSON.stringify(report(db, 'later')), shown);
    assert.equal(db.run('benchmark', 'remove', 'uk').status, 1);
    await closedWave(db, 'last', { departments, closed: '2026-05-31', sheets });
    db.good('analyze');
    assert.deepEqual(report(db, 'last').benchmarks.norms, []);
});

test('the median department is that in the middle of those that are different people', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { departments, sheets });
    await closedWave(db, 'few', { departments: departments.slice(0, 5), closed: '2026-03-31', sheets: sheets.filter(({ department }) => department < 5) });
    db.good('analyze');
    const { departments: nodes, benchmarks: { medians } } = report(db, 'w');
    const middle = (pick) => nodes.slice(1).map(pick).sort((a, b) => a - b)[2];
    assert.deepEqual(medians.enps, { departments: 5, enps: middle((node) => node.questions.enps.enps) });
    const { heard } = medians;
    assert.equal(heard.departments, 5);
    assert.equal(heard.mean, middle((node) => node.questions.heard.mean));
    assert.equal(heard.favourable, middle((node) => node.questions.heard.favourable));
    assert.ok(Math.abs(heard.score - 25 * (heard.mean - 1)) < 1e-9);
    assert.deepEqual(report(db, 'few').benchmarks.medians, {}); // of four there is none
});

test('nobody may change what was published', async () => {
    const db = await prepared();
    for (const table of ['nonresponse', 'median', 'norm', 'norm_difference']) {
        for (const role of ['echolot_owner', 'echolot_analyze', 'echolot_present']) {
            await assert.rejects(db.sql(`BEGIN; SET LOCAL ROLE ${role}; DELETE FROM ledger.${table}`), /permission denied/, `${role} ${table}`);
            await db.sql('ROLLBACK');
        }
    }
});
