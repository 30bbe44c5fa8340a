// Trends and ranks through the ledger: computed from what was published of the waves before, computed again here from the reports alone.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { closedWave } from '../support/answers.mjs';
import { database } from '../support/echolot.mjs';

const db = await database();
const waves = 9;
const reports = [];
const day = (report) => Date.parse(report.wave.closed) / 86400e3;
const figure = (report, code, question) => report.departments.find((d) => d.code === code).questions[question];

// A sinks slowly, D has 15 people, C gets A's neighbour B in wave 6; the tree is then put in another order.
function organisation(wave) {
    const codes = wave < 6
        ? [['ROOT', null, 0], ['A', 0, 40], ['B', 0, 30], ['C', 0, 30], ['D', 0, 16], ['E', 0, 40]]
        : [['ROOT', null, 0], ['C', 0, 30], ['B', 1, 30], ['E', 0, 40], ['D', 0, 16], ['A', 0, 40]];
    return { codes, number: Object.fromEntries(codes.map(([code], i) => [code, i])) };
}

// Everybody's answers differ a little, the same way every time; `down` people say one less.
const people = (department, count, wave, down) => Array.from({ length: count }, (_, i) => ({
    department,
    answers: [(i * 7 + wave * 3) % 11, ...[0, 1, 2, 3].map((q) => Math.max(0, 1 + (i + q * 2 + wave) % 4 - (i < down ? 1 : 0)))],
}));

async function publish(wave) {
    const { codes, number } = organisation(wave);
    const sheets = [...people(number.A, 38, 0, 4 * wave), ...people(number.B, 28, wave, 0), ...people(number.C, 29, wave, 0),
        ...people(number.D, 15, wave, 0), ...people(number.E, wave === 3 ? 4 : 36, wave, 0)];
    const month = String(wave + 1).padStart(2, '0');
    await closedWave(db, `w${wave}`, { departments: codes, closed: `2025-${month}-${wave === 4 ? '28' : '10'}T00:00:00Z`, sheets });
    db.good('analyze', `w${wave}`);
    reports.push(JSON.parse(db.good('report', `w${wave}`, '--format', 'json', '--out', '-')));
}

before(async () => {
    db.good('survey', 'add', 'surveys/team-pulse.json');
    for (let wave = 0; wave < waves; wave++) {
        await publish(wave);
        // Who needs the answers of long ago has not understood the ledger; the wave before is compared with its cells.
        if (wave > 0) await db.sql('DELETE FROM answers.cell WHERE wave_id < (SELECT max(wave_id) FROM survey.wave)');
        if (wave > 0) await db.sql('DELETE FROM answers.block WHERE wave_id < (SELECT max(wave_id) FROM survey.wave)');
    }
});

const near = (actual, expected, what) => assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${actual} instead of ${expected}`);

// METHODS section 3 on eNPS, in this language.
const enpsPoints = (code, from = 0) => reports.slice(from).map((report) => ({ x: day(report), ...figure(report, code, 'enps') }))
    .filter((point) => point.published);
function adjusted({ n, promoters, detractors }) {
    const m = n + 3, p = (n * promoters + 0.75) / m, d = (n * detractors + 0.75) / m;
    return 1e4 * (p + d - (p - d) ** 2) / m;
}
function slope(points) {
    const w = points.map((point) => 1 / adjusted(point)), sum = (f) => points.reduce((all, point, i) => all + w[i] * f(point), 0);
    const x = sum((p) => p.x) / sum(() => 1), y = sum((p) => p.enps) / sum(() => 1);
    return 365.25 * sum((p) => (p.x - x) * (p.enps - y)) / sum((p) => (p.x - x) ** 2);
}
function average(points) {
    const base = points.slice(0, 6), n = base.reduce((all, p) => all + p.n, 0);
    const share = (name) => base.reduce((all, p) => all + p.n * p[name], 0) / n;
    const c = share('promoters') - share('detractors'), v = share('promoters') + share('detractors') - c * c;
    return points.slice(6).reduce((all, p) => 0.7 * all + 0.3 * (p.enps / 100 - c) / Math.sqrt(v / p.n), 0);
}

test('a slope is that of the published eNPS on real time', () => {
    for (const code of ['ROOT', 'A', 'B', 'D']) {
        const points = enpsPoints(code), { trend } = figure(reports.at(-1), code, 'enps');
        assert.equal(trend.waves, points.length); // in wave 3 somebody is hidden so that E stays so
        near(trend.slope, slope(points), code);
        near(trend.average, average(points), `${code}, average`);
        assert.ok(trend.low < trend.slope && trend.slope < trend.high);
        const slopes = points.flatMap((a, i) => points.slice(i + 1).map((b) => 365.25 * (b.enps - a.enps) / (b.x - a.x))).sort((a, b) => a - b);
        near(trend.rank_slope, (slopes[slopes.length / 2 - 1] + slopes[slopes.length / 2]) / 2, `${code}, Theil–Sen`);
    }
});

test('there is a slope from the fourth published wave on, and a check by ranks from the eighth', () => {
    assert.deepEqual(figure(reports[2], 'A', 'enps').trend, {});
    assert.equal(figure(reports[3], 'A', 'enps').trend.waves, 4);
    assert.equal(figure(reports[3], 'A', 'enps').trend.rank_p, undefined);
    assert.equal(figure(reports[7], 'A', 'enps').trend.waves, 8);
    assert.equal(typeof figure(reports[7], 'A', 'enps').trend.alarm, 'boolean');
});

test('a wave in which a department was hidden is a gap in its line', () => {
    assert.equal(figure(reports[3], 'E', 'enps').published, false);
    assert.equal(figure(reports[3], 'E', 'enps').trend, undefined);
    const points = enpsPoints('E');
    assert.equal(points.length, waves - 1);
    near(figure(reports.at(-1), 'E', 'enps').trend.slope, slope(points), 'E');
});

test('where half of the members came from elsewhere the line begins anew', () => {
    assert.deepEqual(figure(reports[6], 'C', 'enps').change, { broken: true });
    assert.deepEqual(figure(reports[6], 'C', 'enps').trend, {});
    assert.ok(figure(reports[8], 'B', 'enps').trend.waves >= waves - 1);
    assert.deepEqual(figure(reports[8], 'C', 'enps').trend, {}); // its third wave
});

test('a slow fall is found, with its words', () => {
    const { trend } = figure(reports.at(-1), 'A', Object.keys(reports[0].departments[0].questions)[1]);
    assert.ok(trend.detectable && trend.high < 0, JSON.stringify(trend));
    const drifts = reports.at(-1).findings.filter((finding) => finding.kind === 'drift');
    assert.ok(drifts.length > 0 && drifts.every((finding) => finding.department === 'A'), JSON.stringify(reports.at(-1).findings));
    for (const drift of drifts) {
        const shown = figure(reports.at(-1), 'A', drift.question).trend;
        assert.deepEqual([drift.numbers.difference, drift.numbers.low, drift.numbers.high, drift.numbers.waves], [shown.slope, shown.low, shown.high, waves]);
    }
});

test('departments without a shown one below are compared, and drawn to the middle', () => {
    const last = reports.at(-1), compared = last.departments.filter((d) => d.questions.enps.rank.departments);
    assert.deepEqual(compared.map((d) => d.code), ['B', 'E', 'D', 'A']);
    const pooled = compared.map((d) => d.questions.enps), spread = (values) => Math.max(...values) - Math.min(...values);
    assert.ok(spread(pooled.map((f) => f.rank.value)) <= spread(pooled.map((f) => f.enps)));
    for (const { rank } of pooled)
        assert.ok(rank.departments === 4 && rank.low < rank.value && rank.value < rank.high && rank.better >= 0 && rank.better <= 1);
});

test('the ledger takes no second opinion', async () => {
    for (const table of ['department_line', 'question_line', 'trend', 'rank'])
        for (const statement of [`UPDATE ledger.${table} SET wave_id = 0`, `DELETE FROM ledger.${table}`, `TRUNCATE ledger.${table}`])
            for (const role of ['echolot_owner', 'echolot_analyze', 'echolot_present'])
                await assert.rejects(db.sql(`DO $$ BEGIN SET LOCAL ROLE ${role}; ${statement}; END $$`), /permission denied/, `${role}: ${statement}`);
});

test('a line begins anew where figures begin to be weighted', async () => {
    const other = await database();
    other.good('survey', 'add', 'surveys/team-pulse.json');
    for (let wave = 0; wave < 5; wave++) {
        const sheets = [...people(1, 30, wave, 0), ...people(2, 30, wave, 0)];
        await closedWave(other, `w${wave}`, { departments: [['ROOT', null, 0], ['A', 0, 40], ['B', 0, 40]], closed: `2025-0${wave + 1}-10`, sheets, weighted: wave === 4 });
        other.good('analyze', `w${wave}`);
    }
    const at = (key) => figure(JSON.parse(other.good('report', key, '--format', 'json', '--out', '-')), 'A', 'enps');
    assert.equal(at('w3').trend.waves, 4);
    assert.deepEqual([at('w4').trend, at('w4').change], [{}, { broken: true }]);
});
