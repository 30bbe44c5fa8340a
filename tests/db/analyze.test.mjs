// `echolot analyze`: a closed wave is published once, whole or not at all.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { contents, database, program } from '../support/echolot.mjs';
import { closedWave } from '../support/answers.mjs';

const departments = [['ROOT', null, 0], ['A', 0, 30], ['B', 0, 30], ['C', 0, 30]];
// eNPS and four drivers; a department's people differ a little, the same way every time.
function answers(count, department, shift = 0) {
    return Array.from({ length: count }, (_, i) => ({
        department, weight: 1.5,
        answers: [Math.max(0, 9 - i % 4 - 2 * shift), ...[0, 1, 2, 3].map((q) => Math.max(0, 4 - (i + q) % 3 - shift))],
    }));
}
const sheets = (shift = 0) => [...answers(25, 1), ...answers(24, 2, shift), ...answers(26, 3)];

async function prepared() {
    const db = await database();
    db.good('survey', 'add', 'surveys/team-pulse.json');
    return db;
}

test('a closed wave is published with every department and question', async () => {
    const db = await prepared();
    const wave = await closedWave(db, 'w1', { departments, sheets: sheets() });
    const stdout = db.good('analyze', 'w1');
    assert.match(stdout, /^w1: published 20 figures; hidden 0 below the minimum of 5, 0 to protect others \(75 sheets, 4 departments\)/);
    const [row] = await db.sql('SELECT state, published FROM survey.wave WHERE wave_id = $1', [wave]);
    assert.equal(row.state, 'published');
    assert.ok(row.published);
    const [{ n, mean, favourable, histogram }] = await db.sql(
        'SELECT * FROM ledger.figure WHERE wave_id = $1 AND department = 0 AND question = 1', [wave]);
    const values = sheets().map((s) => s.answers[1] + 1);
    assert.equal(n, 75);
    assert.ok(Math.abs(mean - values.reduce((a, b) => a + b) / 75) < 1e-12);
    assert.ok(Math.abs(favourable - values.filter((v) => v >= 4).length / 75) < 1e-12);
    assert.deepEqual(histogram, [1, 2, 3, 4, 5].map((v) => values.filter((x) => x === v).length));
    const participation = await db.sql('SELECT * FROM ledger.participation WHERE wave_id = $1 ORDER BY department', [wave]);
    assert.deepEqual(participation.map((p) => [p.invited, p.responded, p.partial]),
        [[90, 75, 0], [30, 25, 0], [30, 24, 0], [30, 26, 0]]);
});

test('a published wave is never computed again', async () => {
    const db = await prepared();
    await closedWave(db, 'w1', { departments, sheets: sheets() });
    db.good('analyze');
    const before = await contents(db);
    assert.equal(db.good('analyze'), 'nothing to analyze: every closed wave is published\n');
    assert.equal(db.good('analyze', '--all'), 'nothing to analyze: every closed wave is published\n');
    assert.equal(db.good('analyze', 'w1'), 'w1: already published\n');
    assert.equal(await contents(db), before);
});

test('waves are analyzed oldest first, and a wave that was read is not read again', async () => {
    const db = await prepared();
    const later = await closedWave(db, 'later', { departments, closed: '2026-03-31', sheets: sheets(2) });
    const first = await closedWave(db, 'first', { departments, closed: '2026-01-31', sheets: sheets() });
    const result = JSON.parse(db.good('analyze', 'first', '--json'));
    assert.equal(result.format, 'echolot.analyze/1');
    assert.deepEqual(result.waves.map((w) => [w.key, w.previous]), [['first', null]]);
    await db.sql('DELETE FROM answers.block WHERE wave_id = $1', [first]);
    const [wave] = JSON.parse(db.good('analyze', '--json')).waves;
    assert.deepEqual([wave.key, wave.previous], ['later', 'first']);
    assert.ok(wave.changes.detectable > 0);
    const [change] = await db.sql(
        `SELECT now.mean - before.mean AS expected, now.change_difference, now.change_detectable, publication.previous
         FROM ledger.figure now JOIN ledger.publication ON publication.wave_id = now.wave_id
         JOIN ledger.figure before ON before.wave_id = $2 AND before.department = now.department AND before.question = now.question
         WHERE now.wave_id = $1 AND now.department = 2 AND now.question = 1`, [later, first]);
    assert.equal(change.previous, first);
    assert.ok(Math.abs(change.change_difference - change.expected) < 1e-12);
    assert.equal(change.change_detectable, true);
});

test('both waves in one run, oldest first whatever order they are named in', async () => {
    const db = await prepared();
    await closedWave(db, 'first', { departments, closed: '2026-01-31', sheets: sheets() });
    await closedWave(db, 'later', { departments, closed: '2026-03-31', sheets: sheets(2) });
    const { waves } = JSON.parse(db.good('analyze', 'later', 'first', '--json'));
    assert.deepEqual(waves.map((w) => [w.key, w.previous]), [['first', null], ['later', 'first']]);
});

test('the same answers give the same publication, whatever their order', async () => {
    const [one, other] = [await prepared(), await prepared()];
    await closedWave(one, 'w', { departments, sheets: sheets(1) });
    await closedWave(other, 'w', { departments, sheets: sheets(1).reverse() });
    const figures = async (db) => {
        db.good('analyze');
        return JSON.stringify([await db.sql('SELECT * FROM ledger.figure ORDER BY department, question'),
            await db.sql('SELECT * FROM ledger.participation ORDER BY department'),
            await db.sql('SELECT * FROM ledger.finding ORDER BY finding')]);
    };
    assert.equal(await figures(one), await figures(other));
});

test('a fall becomes a finding of published numbers and proposed actions', async () => {
    const db = await prepared();
    await closedWave(db, 'first', { departments, closed: '2026-01-31', sheets: sheets() });
    const later = await closedWave(db, 'later', { departments, closed: '2026-03-31', sheets: sheets(2) });
    const [, wave] = JSON.parse(db.good('analyze', '--json')).waves;
    assert.equal(wave.findings[0].kind, 'fall');
    assert.equal(wave.findings[0].department, 'B');
    const findings = await db.sql(
        `SELECT finding, kind, numbers, f.status, f.n, f.mean, f.enps, f.change_difference FROM ledger.finding
         JOIN ledger.figure f USING (wave_id, department, question) WHERE wave_id = $1 ORDER BY finding`, [later]);
    assert.deepEqual(findings.map((f) => f.finding), findings.map((_, i) => i + 1));
    for (const finding of findings) {
        assert.equal(finding.status, 0);
        assert.equal(finding.numbers.n, finding.n);
        if ('mean' in finding.numbers) assert.equal(finding.numbers.mean, finding.mean);
        if ('enps' in finding.numbers) assert.equal(finding.numbers.enps, finding.enps);
        if (finding.kind === 'fall') assert.equal(finding.numbers.difference, finding.change_difference);
    }
    const [{ count }] = await db.sql(`SELECT count(*)::int FROM action.action WHERE state = 'proposed' AND wave_id = $1`, [later]);
    assert.ok(count > 0);
    assert.equal(wave.actions_proposed, count);
});

test('the figures of a weighted wave are weighted, all of them, and that is said', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { departments, sheets: sheets(), weighted: true });
    assert.match(db.good('analyze', 'w'), /weighted as imported: 75 people are worth 75 of equal weight \(design effect 1\.00\)/);
    const rows = await db.sql('SELECT n, effective, histogram FROM ledger.figure WHERE status = 0');
    assert.ok(rows.length > 0 && rows.every(({ n, effective, histogram }) => effective === n && histogram === null));
    const [{ method, people }] = await db.sql('SELECT method, people FROM ledger.weighting');
    assert.deepEqual([method, people], ['import', 75]);
});

test('a question that was not asked has no figure, and a hidden one has a status and nothing else', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { departments, asked: [0, 1], sheets: [...answers(3, 1), ...answers(20, 2), ...answers(20, 3)] });
    db.good('analyze');
    const rows = await db.sql(`SELECT status, (to_jsonb(f) - '{wave_id,department,question,status}'::text[])::text AS rest
        FROM ledger.figure f WHERE status <> 0`);
    assert.equal(rows.filter((r) => r.status === 3).length, 3 * departments.length);
    assert.ok(rows.some((r) => r.status === 1) && rows.some((r) => r.status === 2));
    for (const { rest } of rows) assert.ok(Object.values(JSON.parse(rest)).every((value) => value === null), rest);
    // Three of 43 people took part in A: neither A nor who would give it away may be told by a head count.
    const responded = await db.sql('SELECT responded FROM ledger.participation ORDER BY department');
    assert.equal(responded[1].responded, 3); // of 30 invited: participation is protected by the number invited
});

test('an open, an unknown or a damaged wave is refused and nothing changes', async () => {
    const db = await prepared();
    await closedWave(db, 'fine', { departments, sheets: sheets() });
    await closedWave(db, 'open', { departments, state: 'open', sheets: sheets() });
    const broken = await closedWave(db, 'broken', { departments, closed: '2020-01-31', sheets: sheets() });
    await db.sql(`UPDATE answers.block SET payload = set_byte(payload, length(payload) - 1, 77) WHERE wave_id = $1`, [broken]);
    const before = await contents(db);
    for (const [args, status, message] of [
        [['fine', 'open'], 1, /wave open is still open\n'echolot wave close open' closes it/],
        [['fine', 'nowhere'], 1, /no wave 'nowhere'/],
        [['broken'], 1, /a byte that is no answer/],
        [['fine', '--all'], 2, /name waves or give --all/]]) {
        const result = db.run('analyze', ...args);
        assert.equal(result.status, status, result.stderr);
        assert.match(result.stderr, message);
        assert.equal(await contents(db), before);
    }
});

test('a wave is not compared past an earlier one that is not published yet', async () => {
    const db = await prepared();
    await closedWave(db, 'second', { departments, closed: '2026-02-28', sheets: sheets(2) });
    await closedWave(db, 'first', { departments, closed: '2026-01-31', sheets: sheets() });
    const before = await contents(db);
    const result = db.run('analyze', 'second');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /wave first of the same survey closed before second.*\n'echolot analyze first' first/);
    assert.equal(await contents(db), before);
    db.good('analyze', 'first');
    db.good('analyze', 'second');
});

test('two analyzers at once publish a wave once', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { departments, sheets: sheets() });
    const runs = await Promise.all([1, 2, 3].map(() => new Promise((resolve) => {
        const child = spawn(program, ['analyze', 'w'], { env: db.environment });
        let output = '';
        child.stdout.on('data', (data) => { output += data; });
        child.stderr.on('data', (data) => { output += data; });
        child.on('close', (status) => resolve({ status, output }));
    })));
    assert.deepEqual(runs.map((r) => r.status), [0, 0, 0], JSON.stringify(runs));
    assert.equal(runs.filter((r) => /published 20 figures/.test(r.output)).length, 1);
    assert.equal(runs.filter((r) => /already published/.test(r.output)).length, 2);
});

test('a login that is nothing but echolot_analyze is enough, and one without it is refused', async () => {
    const db = await prepared();
    await closedWave(db, 'w', { departments, sheets: sheets() });
    for (const [role, status] of [['echolot_present', 1], ['echolot_analyze', 0]]) {
        const login = `test_${role}_${process.pid}`;
        await db.sql(`CREATE ROLE ${login} LOGIN PASSWORD 'test' IN ROLE ${role}`);
        const connection = `dbname=${db.name} user=${login} password=test`;
        const result = db.run('analyze', 'w', { env: { ECHOLOT_DATABASE_ANALYZE: connection } });
        await db.sql(`DROP ROLE ${login}`);
        assert.equal(result.status, status, result.stderr);
    }
});
