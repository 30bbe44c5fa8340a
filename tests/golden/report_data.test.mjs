// JSON and CSV say exactly what the ledger says, and nothing that is hidden.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { contents, database } from '../support/echolot.mjs';
import { departments, hostile, nordwind, read, reports, survey } from '../support/nordwind.mjs';
import { publish } from '../support/published.mjs';

const db = await database();
let wave, json, ledger;

before(async () => {
    wave = await nordwind(db);
    db.good('report', '2026-11', '--format', 'json,csv', '--out', reports(db));
    json = JSON.parse(read(db, 'report.json'));
    ledger = await db.sql('SELECT * FROM ledger.figure WHERE wave_id = $1', [wave.id]);
});

const figure = (code, question) => json.departments.find((d) => d.code === code).questions[question];

// RFC 4180, for reading back.
function parse(text) {
    const rows = [[]];
    for (const [, cell, end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
        rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
        if (end === '\r\n') rows.push([]);
    }
    rows.pop();
    const [header, ...lines] = rows;
    return lines.map((line) => {
        assert.equal(line.length, header.length);
        return Object.fromEntries(header.map((name, i) => [name, line[i]]));
    });
}

test('the wave is described as it was published', () => {
    assert.equal(json.format, 'echolot.report/1');
    assert.deepEqual(json.wave, {
        key: '2026-11', survey: 'nordwind', survey_version: 1, definition_hash: json.wave.definition_hash, k: 5,
        opened: '2026-11-02T00:00:00Z', closed: '2026-11-13T00:00:00Z', published: '2026-11-13T00:00:00Z',
    });
    assert.match(json.wave.definition_hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(Object.keys(json), ['format', 'wave', 'departments', 'indices', 'drivers', 'benchmarks', 'comments', 'findings', 'actions']);
});

test('every department of the snapshot is listed, parents first, with what is known of its participation', () => {
    assert.deepEqual(json.departments.map((d) => d.code), departments.map((d) => d.code));
    const [root, ops] = json.departments;
    assert.equal(root.parent, null);
    assert.equal(ops.parent, 'NW');
    assert.deepEqual([root.invited, root.responded, root.response_rate], [412, 318, 318 / 412]);
    const hidden = json.departments[4];
    assert.deepEqual([hidden.invited, hidden.responded, hidden.response_rate], [6, null, null]);
});

test('every published number is the double of the ledger', () => {
    const names = { mean: 'mean', mean_low: 'mean_low', mean_high: 'mean_high', score: 'score', favourable: 'favourable',
        favourable_low: 'favourable_low', favourable_high: 'favourable_high', neutral: 'neutral', unfavourable: 'unfavourable' };
    const enps = { enps: 'enps', low: 'enps_low', high: 'enps_high', promoters: 'promoters', passives: 'passives', detractors: 'detractors' };
    let compared = 0;
    for (const row of ledger) {
        const question = survey.questions[row.question];
        const shown = figure(departments[row.department].code, question.id);
        assert.equal(shown.published, row.status === 0);
        if (row.status !== 0) continue;
        assert.equal(shown.n, row.n);
        for (const [name, column] of Object.entries({ enps, scale: names, choice: {} }[question.type])) {
            assert.equal(shown[name], row[column], `${question.id} ${name}`);
            compared++;
        }
        if (question.type === 'choice')
            assert.deepEqual(Object.values(shown.options), row.shares);
        else
            assert.deepEqual(shown.histogram, row.histogram);
        if (row.change_status === 1)
            assert.deepEqual(shown.change, { from: '2026-08', difference: row.change_difference, low: row.change_low,
                high: row.change_high, p: row.change_p, q: row.change_q, detectable: row.change_detectable });
    }
    assert.ok(compared > 300);
});

test('trends and ranks are those of the ledger, and {} where there are none', () => {
    const { trend, rank } = figure('NW', 'enps');
    assert.deepEqual(trend, { waves: 9, slope: 3.1, low: 1.2, high: 5.1, p: 0.004, q: 0.03, detectable: true,
        rank_slope: 3, rank_low: 1, rank_high: 4.5, rank_p: 0.01, average: 1.4, limit: 1.2, alarm: true });
    assert.deepEqual(figure('OPS/N', 'heard').trend, { waves: 5, slope: -0.31, low: -0.5, high: -0.12, p: 0.01, q: 0.04, detectable: true });
    assert.deepEqual(rank, {}); // departments below it are shown
    assert.deepEqual(figure('IT', 'enps').rank, { departments: 5, value: 31, low: 18, high: 44, better: 0.9991 });
    assert.deepEqual([figure('IT', 'acted').trend, figure('IT', 'acted').rank], [{}, {}]);
    assert.equal(figure('NW', 'channel').trend, undefined);
    const row = parse(read(db, 'report.csv')).find((line) => line.department === 'NW' && line.question === 'enps');
    assert.deepEqual([row.trend_waves, row.trend_slope, row.trend_detectable, row.trend_rank_p, row.trend_alarm, row.rank_value], ['9', '3.1', 'true', '0.01', 'true', '']);
});

test('those who did not answer: warnings and the worst case, in JSON and CSV', () => {
    const of = (code) => json.departments.find((department) => department.code === code).nonresponse;
    assert.deepEqual(of('NW'), { warnings: [], siblings_rate: null, question: 'enps', enps_low: -22.3, enps_high: 23.4 });
    assert.deepEqual(of('OPS/N'), { warnings: ['below_siblings'], siblings_rate: 0.94, question: 'enps', enps_low: -41, enps_high: 0.4 });
    assert.deepEqual(of('HR'), { warnings: ['below_half', 'small_group'], siblings_rate: 0.9, question: null, enps_low: null, enps_high: null });
    assert.deepEqual(of('IT'), {});
    const rows = parse(read(db, 'report.csv'));
    const row = (code) => rows.find((line) => line.department === code);
    assert.deepEqual([row('NW').nonresponse_warnings, row('NW').nonresponse_enps_low, row('NW').nonresponse_enps_high], ['', '-22.3', '23.4']);
    assert.equal(row('HR').nonresponse_warnings, 'below_half small_group');
    assert.equal(row('IT').nonresponse_enps_low, '');
});

test('medians and norms, in JSON and CSV, and of a part only its own departments', () => {
    const { medians, norms } = json.benchmarks;
    assert.deepEqual(medians, { enps: { departments: 5, enps: 9.5 }, heard: { departments: 5, mean: 3.42, score: 60.5, favourable: 0.55 } });
    assert.deepEqual(norms.map(({ benchmark, source, year, question, figure: kind, value, n }) => [benchmark, source, year, question, kind, value, n]),
        [['branch', hostile.markup, 2025, 'heard', 'favourable', 0.62, null], ['country', 'Country barometer', 2024, 'enps', 'enps', 3, 5000]]);
    assert.deepEqual(norms[0].departments.NW, { difference: -0.08, low: -0.14, high: -0.02, p: 0.004, q: 0.02, detectable: true });
    assert.deepEqual(Object.keys(norms[0].departments), ['NW', 'OPS/N']);
    const part = JSON.parse(db.good('report', '2026-11', '--department', 'OPS', '--format', 'json', '--out', '-'));
    assert.deepEqual(part.benchmarks.norms.map(({ departments: of }) => Object.keys(of)), [['OPS/N'], []]);
    assert.equal(part.benchmarks.norms[0].departments['OPS/N'].difference, 0.01);
    const rows = parse(read(db, 'benchmarks.csv')).filter((row) => row.department === 'NW');
    assert.deepEqual(rows.map(({ reference, question, figure: kind, reference_value: value, reference_departments: of, difference, detectable }) =>
        [reference, question, kind, value, of, difference, detectable]), [
        ['median department', 'enps', 'enps', '9.5', '5', '', ''], ['norm', 'enps', 'enps', '3', '', '12.2', 'true'],
        ['median department', 'heard', 'mean', '3.42', '5', '', ''], ['median department', 'heard', 'favourable', '0.55', '5', '', ''],
        ['norm', 'heard', 'favourable', '0.62', '', '-0.08', 'true']]);
    assert.equal(rows[1].value, String(figure('NW', 'enps').enps));
});

test('findings without a question are there', () => {
    const few = json.findings.filter(({ kind }) => kind === 'low_participation');
    assert.deepEqual(few.map(({ department, question, driver }) => [department, question, driver]), [['IT', null, null], [departments[9].code, null, null]]);
});

test('a hidden figure has a reason and nothing else', () => {
    assert.deepEqual(figure('OPS/X', 'heard'), { published: false, reason: 'below_minimum' });
    assert.deepEqual(figure('OPS/Y', 'enps'), { published: false, reason: 'protects_others' });
});

test('a broken line says so, a first figure has an empty change', () => {
    assert.deepEqual(figure('NW', 'tools').change, { broken: true });
    assert.deepEqual(figure('NW', 'channel').change, {});
});

test('comments are no figures, and small groups have no histogram', () => {
    assert.equal(figure('NW', 'improve'), undefined);
    assert.equal(figure('HR', 'heard').histogram, null);
    assert.equal(figure('HR', 'heard').clipped, true);
});

test('findings and actions come with codes and ids', () => {
    assert.deepEqual(json.findings[0], { rank: 1, kind: 'fall', department: 'OPS/N', question: 'heard', driver: 'being-heard', numbers: { difference: -0.62, low: -0.91, high: -0.33 } });
    const planned = json.actions.find((a) => a.state === 'planned');
    assert.deepEqual([planned.department, planned.owner, planned.due, planned.expected, planned.wave, planned.finding],
        ['OPS/N', 'm.brandt@example.org', '2026-12-18', 0.4, '2026-11', 1]);
    assert.equal(json.actions.length, 5);
    assert.deepEqual([planned.outcome, planned.measured, planned.measured_low, planned.method], [null, null, null, null]);
    const closed = json.actions.find((a) => a.state === 'closed');
    assert.deepEqual([closed.outcome, closed.measured, closed.measured_low, closed.measured_high, closed.method],
        ['verified', 1.22, 0.82, 1.63, 'difference_in_differences']);
});

test('CSV carries the same figures, one line a department and question', () => {
    const rows = parse(read(db, 'report.csv'));
    assert.equal(rows.length, departments.length * 7);
    for (const row of rows) {
        const code = row.department.startsWith("'") ? row.department.slice(1) : row.department;
        const shown = figure(code, row.question);
        assert.equal(row.published, String(shown.published));
        if (!shown.published) {
            assert.equal(row.reason, shown.reason);
            assert.equal(row.n + row.mean + row.enps + row.favourable + row.histogram + row.options + row.change_broken, '');
            continue;
        }
        assert.equal(Number(row.n), shown.n);
        for (const [column, name] of [['mean', 'mean'], ['favourable', 'favourable'], ['favourable_low', 'favourable_low'],
            ['enps', 'enps'], ['promoters', 'promoters'], ...(shown.enps === undefined ? [] : [['enps_low', 'low']])])
            assert.equal(row[column], shown[name] === undefined ? '' : String(shown[name]), `${row.question} ${column}`);
        assert.equal(row.change_difference, shown.change.difference === undefined ? '' : String(shown.change.difference));
        assert.equal(row.change_broken, String(shown.change.broken === true));
        assert.equal(row.histogram, (shown.histogram ?? []).join(' '));
    }
});

test('a spreadsheet never sees a formula, and numbers stay numbers', () => {
    const rows = parse(read(db, 'report.csv'));
    const guarded = rows.find((row) => row.department_name.includes('HYPERLINK'));
    assert.ok(guarded.department.startsWith("'="));
    assert.ok(guarded.department_name.startsWith("'="));
    for (const row of rows)
        for (const [name, cell] of Object.entries(row))
            assert.doesNotMatch(cell, /^[=+@\t\r]|^-(?!\d)/, name);
    assert.ok(rows.some((row) => row.change_difference.startsWith('-')));
});

test('one format goes to standard output, and is the file', () => {
    assert.equal(db.good('report', '2026-11', '--format', 'json', '--out', '-'), read(db, 'report.json'));
});

test('--department shows this department and those below, and nothing else', () => {
    const part = JSON.parse(db.good('report', '2026-11', '--department', 'OPS', '--format', 'json', '--out', '-'));
    assert.deepEqual(part.departments.map((d) => d.code), ['OPS', 'OPS/N', 'OPS/S', 'OPS/X', 'OPS/Y']);
    assert.deepEqual(part.departments.map((d) => d.parent), [null, 'OPS', 'OPS', 'OPS', 'OPS']);
    assert.deepEqual(part.departments[1], json.departments[2]);
    assert.deepEqual(part.findings.map((f) => f.rank), [1, 3, 4]);
    assert.deepEqual(part.actions.map((a) => a.department), ['OPS/N', 'OPS/N']);
});

test('question texts in the CSV follow the language', () => {
    const rows = parse(db.good('report', '2026-11', '--format', 'csv', '--language', 'de', '--out', '-'));
    assert.equal(rows[1].text, 'In meinem Team wird meine Meinung gehört und ernst genommen.');
});

test('an unpublished or unknown wave, department, format or language is refused with what to do', async () => {
    await publish(db, { key: 'open-one', survey, opened: '2026-12-01', closed: null, departments: departments.slice(0, 1), state: 'open' });
    await publish(db, { key: 'closed-one', survey, opened: '2026-12-01', closed: '2026-12-02', departments: departments.slice(0, 1), state: 'closed' });
    const refused = (status, pattern, ...args) => {
        const result = db.run('report', ...args);
        assert.equal(result.status, status, result.stderr);
        assert.equal(result.stdout, '');
        assert.match(result.stderr, pattern);
    };
    const json = ['--format', 'json', '--out', '-'];
    refused(1, /open-one is not published: it is open\n.*wave close open-one.*analyze open-one/, 'open-one', ...json);
    refused(1, /closed-one is not published: it is closed\nRun 'echolot analyze closed-one' first/, 'closed-one', ...json);
    refused(1, /no-such/, 'no-such', ...json);
    refused(1, /no department 'NOPE'/, '2026-11', '--department', 'NOPE', ...json);
    refused(2, /unknown format 'doc': expected html, csv, json/, '2026-11', '--format', 'json,doc', '--out', '-');
    refused(2, /pdf is not built yet/, '2026-11', '--format', 'pdf', '--out', '-');
    refused(2, /--out - takes one format/, '2026-11', '--format', 'csv,json', '--out', '-');
    refused(2, /--out is missing/, '2026-11');
    refused(2, /no language 'xx': expected one of de, en/, '2026-11', '--language', 'xx', ...json);
});

test('nothing is written outside the directory, and the database is only read', async () => {
    const stored = await contents(db);
    db.good('report', '2026-11', '--out', reports(db));
    assert.equal(await contents(db), stored);
    assert.ok(!existsSync('/tmp/echolot-escaped') && !existsSync('/tmp/echolot-escaped.html'));
    assert.ok(!existsSync(join(reports(db), '..', 'echolot-escaped.html')));
    for (const name of readdirSync(reports(db))) assert.match(name, /^[A-Za-z0-9_.-]+\.(html|json|csv)$/);
});

test('a directory that cannot be written is an error that names it', () => {
    const result = db.run('report', '2026-11', '--format', 'json', '--out', '/proc/nowhere');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /\/proc\/nowhere/);
});
