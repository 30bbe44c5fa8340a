// `wave open --rake`: a wave's answers are weighted to the people invited, and published with these weights only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { database, serve } from '../support/echolot.mjs';
import { directory, invite, openWave, post } from '../support/wave.mjs';

const sum = (list) => list.reduce((a, b) => a + b, 0);

// Everybody with the group that they are raked in: the department below the root, and the tenure.
async function people(db) {
    return db.sql(`SELECT employee_id, CASE d.code WHEN 'A1' THEN 'A' ELSE d.code END AS department, segments ->> 'tenure' AS tenure
        FROM identity.person JOIN identity.department d USING (department_id)`);
}

// Of short tenure all answer, of long tenure every second; the one are promoters, the other detractors.
function answering(everybody) {
    return everybody.map((person, i) => ({ ...person, enps: person.tenure === '0-2' ? 9 : 3 }))
        .filter((person, i) => person.tenure === '0-2' || i % 2 === 0);
}

// Iterative proportional fitting, written for this test: a weight for each who answered.
function rake(everybody, answered, margins) {
    const weights = answered.map(() => 1);
    for (let round = 0; round < 200; round++)
        for (const margin of margins)
            for (const value of new Set(everybody.map((p) => p[margin]))) {
                const target = everybody.filter((p) => p[margin] === value).length;
                const have = sum(weights.filter((_, i) => answered[i][margin] === value));
                weights.forEach((weight, i) => { if (answered[i][margin] === value) weights[i] = weight * target / have; });
            }
    return weights;
}

async function collect(db, key, answered) {
    const server = await serve(db);
    const tokens = new Map(invite(db, key).map((row) => [row.employee_id, row.token]));
    for (const person of answered) {
        const answers = { enps: person.enps, heard: person.enps > 5 ? 4 : 2, roles: 3, recognised: 4, acted: 3 };
        const response = await post(server, { token: tokens.get(person.employee_id), answers });
        assert.equal(response.status, 201, await response.text());
    }
    await server.stop();
}

const report = (db, key) => JSON.parse(db.good('report', key, '--format', 'json', '--out', '-'));

test('a raked wave speaks for the people invited and says what its weights are worth', async () => {
    const db = await database();
    await directory(db, { scale: 10 });
    assert.match(openWave(db, 'w', { args: ['--rake', 'tenure'] }), /weighted {4}to the people invited, by department, tenure/);
    const [{ invited }] = await db.sql(`SELECT invited FROM survey.wave_segment WHERE name = 'tenure'`);
    const everybody = await people(db), answered = answering(everybody);
    assert.deepEqual(invited, ['0-2', '3+'].map((tenure) => everybody.filter((p) => p.tenure === tenure).length));
    await collect(db, 'w', answered);
    db.good('wave', 'close', 'w');
    for (const shard of ['2/2', '1/2']) db.good('analyze', 'w', '--shard', shard);
    const printed = db.good('analyze', 'w');
    const weights = rake(everybody, answered, ['department', 'tenure']);
    const effective = sum(weights) ** 2 / sum(weights.map((w) => w * w));
    assert.match(printed, new RegExp(`weighted to the people invited: ${answered.length} people are worth ${Math.floor(effective)} of equal weight`));
    const { wave, departments: [root] } = report(db, 'w');
    assert.equal(wave.weighting.method, 'raked');
    assert.deepEqual(wave.weighting.segments, ['tenure']);
    assert.equal(wave.weighting.effective_n, Math.floor(effective + 1e-6));
    const enps = root.questions.enps, promoters = sum(weights.filter((_, i) => answered[i].enps === 9)) / sum(weights);
    assert.equal(enps.n, answered.length);
    assert.equal(enps.effective_n, Math.floor(effective + 1e-6));
    assert.equal(enps.promoters, Math.round(promoters * answered.length) / answered.length);
    assert.ok(enps.promoters < answered.filter((p) => p.enps === 9).length / answered.length - 0.05, 'weights matter here');
    assert.equal(enps.histogram, null);
});

test('the report says that its figures are weighted, in the page and in the table', async () => {
    const db = await database();
    await directory(db, { scale: 10 });
    openWave(db, 'w', { args: ['--rake', 'department'] });
    const everybody = await people(db);
    await collect(db, 'w', everybody.filter((person, i) => person.department !== 'B' || i % 4 === 0).map((p) => ({ ...p, enps: 8 })));
    db.good('wave', 'close', 'w');
    db.good('analyze', 'w');
    assert.deepEqual(report(db, 'w').wave.weighting.segments, []);
    const out = join(db.directory, 'out');
    db.good('report', 'w', '--format', 'html,csv', '--out', out);
    assert.match(readFileSync(join(out, 'index.html'), 'utf8'), /The figures are weighted, so that departments and groups count/);
    const [header, first] = db.good('report', 'w', '--format', 'csv', '--out', '-').split('\r\n');
    const column = header.replaceAll('"', '').split(',').indexOf('effective_n');
    assert.ok(column > 0 && first.includes(','));
});

test('a wave is not raked to what nobody knows', async () => {
    const db = await database();
    await directory(db, { scale: 1 });
    db.good('survey', 'add', 'surveys/team-pulse.json');
    const { status, stderr } = db.run('wave', 'open', 'w', '--survey', 'team-pulse', '--rake', 'tenure,shoe size');
    assert.equal(status, 2);
    assert.match(stderr, /people have no segment 'shoe size'[^]*department, site, tenure/);
    const [{ count }] = await db.sql('SELECT count(*)::int FROM survey.wave');
    assert.equal(count, 0);
});

test('an open link does not lead into a raked wave', async () => {
    const db = await database();
    await directory(db, { scale: 2 });
    openWave(db, 'w', { args: ['--rake', 'department'] });
    const { status, stderr } = db.run('invite', 'w', '--open', 'B');
    assert.equal(status, 1);
    assert.match(stderr, /weighted to the people invited/);
});
