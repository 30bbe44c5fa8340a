// `echolot action`: the whole life of an action on a ledger made by hand, its history, conflicts and bad input.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import pg from 'pg';
import { database, contents, program } from '../support/echolot.mjs';

const db = await database();
db.good('survey', 'add', 'surveys/team-pulse.json');

// Waves of team-pulse with published figures of ROOT (1,000 people) and its departments: question 0 is enps, 1 heard.
// figures: {CODE: {n, mean, …} or {status}} for question 1.
let waves = 0;
async function wave(key, opened, closed, figures, survey = 'team-pulse') {
    const codes = ['ROOT', 'A', 'B', 'SMALL'];
    const [{ wave_id: id }] = await db.sql(`INSERT INTO survey.wave
        (key, survey_id, survey_version, k, state, opened, closed, published, joined)
        VALUES ($1, $2, 1, 5, 'published', $3, $4, now(), true) RETURNING wave_id`, [key, survey, opened, closed]);
    for (const [number, code] of codes.entries())
        await db.sql('INSERT INTO survey.wave_department VALUES ($1, $2, $3, $3, $4, 10)',
            [id, number, code, number === 0 ? null : 0]);
    await db.sql('INSERT INTO ledger.publication (wave_id) VALUES ($1)', [id]);
    for (const [code, figure] of Object.entries(figures))
        await db.sql(`INSERT INTO ledger.figure (wave_id, department, question, status, n, mean, histogram, change_status)
            VALUES ($1, $2, 1, $3, $4, $5, $6, $7)`, [id, codes.indexOf(code), figure.status ?? 0, figure.n ?? null,
            figure.mean ?? null, figure.histogram ?? null, figure.change ?? 1]);
    await db.sql(`INSERT INTO ledger.finding VALUES ($1, 1, 'fall', 1, 1, '{}')`, [id]);
    waves++;
    return id;
}
const root = { n: 1000, mean: 3.5, histogram: [50, 150, 250, 350, 200] };
await wave('2024-1', '2024-02-01', '2024-02-14', { ROOT: root, A: { n: 80, mean: 3.0 }, SMALL: { status: 1 } });

const json = (...args) => JSON.parse(db.good('action', ...args, '--json'));
const as = ['--as', 'ada@example.org'];
const add = (...args) => json('add', '--department', 'A', '--question', 'heard', '--title', 'Listen', ...args, ...as).id;
const take = (id) => db.good('action', 'take', String(id), ...as);
const plan = (id, ...args) => db.good('action', 'plan', String(id), '--due', '2024-05-01', '--expect', '0.5', ...args, ...as);
function finish(id, started = '2024-03-01', finished = '2024-04-01') {
    take(id);
    plan(id);
    db.good('action', 'start', String(id), '--on', started, ...as);
    db.good('action', 'done', String(id), '--on', finished, '--evidence', 'Four rounds held, minutes on the wall', ...as);
}
async function unchanged(run, expected, status = 1) {
    const before = await contents(db);
    const result = run();
    assert.equal(result.status, status, `${result.stdout}${result.stderr}`);
    assert.match(result.stderr, expected);
    assert.equal(await contents(db), before, 'something was changed');
}

test('an action goes through its whole life, and every step is in its history', async () => {
    const id = add('--note', 'heard in the canteen');
    finish(id);
    await wave('life', '2024-05-01', '2024-05-14', { ROOT: { ...root, n: 1000 }, A: { n: 80, mean: 3.9 } });
    assert.match(db.good('action', 'verify', String(id), ...as),
        /verified\. Mean of heard from 2024-1 to life, against the rest of the organisation: \+0\.98 \(95 %: \+0\.\d+ to \+1\.\d+\), expected \+0\.5: it moved/);
    db.good('action', 'close', String(id), ...as);
    const shown = json('show', String(id));
    assert.equal(shown.format, 'echolot.action/1');
    assert.equal(shown.state, 'closed');
    assert.equal(shown.open, false);
    assert.equal(shown.version, 7);
    assert.equal(shown.driver, 'being-heard');
    assert.equal(shown.verified_by, 'life');
    assert.equal(shown.expected, 0.5);
    assert.deepEqual(shown.history.map((event) => [event.event, event.from, event.to]), [
        [1, null, 'proposed'], [2, 'proposed', 'owned'], [3, 'owned', 'planned'], [4, 'planned', 'in_progress'],
        [5, 'in_progress', 'done'], [6, 'done', 'verified'], [7, 'verified', 'closed']]);
    assert.ok(shown.history.every((event) => event.actor === 'ada@example.org' && event.happened));
    assert.equal(shown.history[0].note, 'heard in the canteen');
    assert.deepEqual(shown.history[2].detail, { due: '2024-05-01', expected: 0.5 });
    assert.equal(shown.history[4].detail.evidence, 'Four rounds held, minutes on the wall');
    const { difference, low, high, method, department, rest_change: rest } = shown.history[5].detail;
    assert.equal(method, 'difference_in_differences');
    assert.ok(Math.abs(difference - (0.9 - (1000 * 3.5 - 80 * 3.9) / 920 + (1000 * 3.5 - 80 * 3.0) / 920)) < 1e-9);
    assert.ok(low > 0 && high > difference && rest < 0);
    assert.equal(department.n_before, 80);
});

test('a pause and a resumption keep the first start', async () => {
    const id = add();
    take(id);
    plan(id);
    db.good('action', 'start', String(id), '--on', '2024-03-01', ...as);
    db.good('action', 'hold', String(id), '--note', 'waiting for the works council', ...as);
    db.good('action', 'start', String(id), '--on', '2024-03-20', ...as);
    const shown = json('show', String(id));
    assert.equal(shown.state, 'in_progress');
    assert.equal(shown.started, '2024-03-01');
    assert.equal(shown.history[4].note, 'waiting for the works council');
});

test('a state cannot be skipped, and the refusal says what is possible', async () => {
    const id = String(add());
    for (const [verb, ...args] of [['plan', '--due', '2024-05-01', '--expect', '1'], ['start'], ['hold'],
        ['done', '--evidence', 'x'], ['verify'], ['close'], ['reopen', '--reason', 'x']])
        await unchanged(() => db.run('action', verb, id, ...args, ...as),
            new RegExp(`action ${id} is proposed: ${verb} is not possible`));
    await unchanged(() => db.run('action', 'close', id, ...as), /Possible now: take, cancel\./);
});

test('each step refuses to go without what it needs', async () => {
    const id = String(add());
    await unchanged(() => db.run('action', 'take', id), /take needs an accountable owner.*\n.*--owner EMAIL/);
    take(id);
    await unchanged(() => db.run('action', 'plan', id, '--expect', '0.3'), /plan needs a due date/);
    await unchanged(() => db.run('action', 'plan', id, '--due', '2024-05-01'), /plan needs the change that is expected/);
    plan(id);
    db.good('action', 'start', id);
    await unchanged(() => db.run('action', 'done', id), /done needs evidence/);
    await unchanged(() => db.run('action', 'cancel', id), /cancel needs a reason/);
    db.good('action', 'cancel', id, '--reason', 'the team was dissolved', ...as);
    assert.equal(json('show', id).history.at(-1).note, 'the team was dissolved');
    await unchanged(() => db.run('action', 'take', id, ...as), /Nothing follows this state/);
});

test('an action without a target question is not planned', async () => {
    const id = String(json('add', '--department', 'A', '--title', 'Paint the walls', ...as).id);
    take(id);
    await unchanged(() => db.run('action', 'plan', id, '--due', '2024-05-01', '--expect', '0.3'), /plan needs a target/);
    db.good('action', 'plan', id, '--due', '2024-05-01', '--expect', '0.3', '--driver', 'recognition', ...as);
    const shown = json('show', id);
    assert.equal(shown.question, 'recognised');
    assert.equal(shown.history[2].detail.driver, 'recognition');
});

test('bad input is refused with its place and changes nothing', async () => {
    const id = String(add());
    const owned = String(add());
    take(owned);
    const cases = [
        [['show', '0'], /0: expected the number of an action/, 2],
        [['show', '1x'], /1x: expected the number/, 2],
        [['show', '999999'], /there is no action 999999/],
        [['take', id, '--owner', 'nobody'], /owner nobody: expected an e-mail address/],
        [['take', id, '--owner', 'a@b@c'], /expected an e-mail address/],
        [['take', id, '--owner', `${'x'.repeat(250)}@example.org`], /the owner has 262 bytes, 200 are allowed/],
        [['plan', owned, '--due', '2024-02-30', '--expect', '1'], /due date 2024-02-30: expected a day/],
        [['plan', owned, '--due', '1.5.2024', '--expect', '1'], /due date 1\.5\.2024: expected a day as YYYY-MM-DD/],
        [['plan', owned, '--due', '2024-05-01', '--expect', 'much'], /--expect much: expected a number/, 2],
        [['plan', owned, '--due', '2024-05-01', '--expect', 'nan'], /expected a number/, 2],
        [['plan', owned, '--due', '2024-05-01', '--expect', '0'], /a number other than 0/],
        [['plan', owned, '--due', '2024-05-01', '--expect', '1', '--question', 'no'], /has no question no/],
        [['plan', owned, '--due', '2024-05-01', '--expect', '1', '--question', 'heard', '--driver', 'trust'], /measures being-heard, not trust/],
        [['plan', owned, '--due', '2024-05-01', '--expect', '1', '--driver', 'nothing'], /no question of survey team-pulse measures the driver nothing/],
        [['start', owned, '--version', '0'], /--version 0: expected a whole number/, 2],
        [['cancel', id, '--reason', '   '], /the note is empty/],
        [['cancel', id, '--reason', 'x'.repeat(4001)], /the note has 4001 bytes/],
        [['add', '--title', 'x'], /which department/, 2],
        [['add', '--department', 'Z', '--title', 'x'], /no wave knows a department Z/],
        [['add', '--department', 'A'], /needs a title or a measure/],
        [['add', '--department', 'A', '--measure', 'no-such'], /the playbook has no measure no-such/],
        [['add', '--department', 'A', '--title', 'x', '--survey', 'none'], /there is no survey none/],
        [['add', '--department', 'A', '--title', 'x', '--as', ''], /the actor is empty/],
        [['list', '--state', 'finished'], /there is no such state/, 2],
        [['list', '--wave', 'none'], /none/],
        [['list', '--ids', '--json'], /either --ids or --json/, 2],
        [['verify'], /either the number of an action or --all/, 2],
        [['verify', id, '--all'], /either the number of an action or --all/, 2],
        [['frobnicate', id], /(?:)/, 2],
    ];
    for (const [args, expected, status = 1] of cases)
        await unchanged(() => db.run('action', ...args), expected, status);
});

test('an answer to what has changed meanwhile is a conflict', async () => {
    const id = String(add());
    take(id);
    await unchanged(() => db.run('action', 'cancel', id, '--reason', 'x', '--version', '1'),
        /action \d+ was changed meanwhile: version 1 is now 2, state owned/);
    db.good('action', 'cancel', id, '--reason', 'x', '--version', '2');
});

test('of many who take an action at once exactly one gets it', async () => {
    const id = String(add());
    const runs = await Promise.all(Array.from({ length: 8 }, (_, i) => new Promise((resolve) => {
        spawn(program, ['action', 'take', id, '--owner', `p${i}@example.org`], { env: db.environment }).on('exit', resolve);
    })));
    assert.deepEqual(runs.sort(), [0, 1, 1, 1, 1, 1, 1, 1]);
    const shown = json('show', id);
    assert.equal(shown.history.length, 2);
    assert.equal(shown.history[1].detail.owner, shown.owner);
});

test('an edit waits for another one and then sees what became of it', async () => {
    const id = String(add());
    take(id);
    const other = new pg.Client({ database: db.name });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT * FROM action.action WHERE action_id = $1 FOR UPDATE', [id]);
    const run = new Promise((resolve) => {
        const child = spawn(program, ['action', 'cancel', id, '--reason', 'x', '--version', '2'], { env: db.environment });
        let text = '';
        child.stderr.on('data', (data) => { text += data; });
        child.on('exit', (status) => resolve({ status, text }));
    });
    for (;;) {
        const [{ count }] = await db.sql(`SELECT count(*)::int FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`);
        if (count > 0) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await other.query(`UPDATE action.action SET version = 3, state = 'planned' WHERE action_id = $1`, [id]);
    await other.query(`INSERT INTO action.event VALUES ($1, 3, now(), 'bea', 'owned', 'planned')`, [id]);
    await other.query('COMMIT');
    await other.end();
    const { status, text } = await run;
    assert.equal(status, 1);
    assert.match(text, /version 2 is now 3/);
});

test('the history cannot be changed or removed, not even by its owner', async () => {
    for (const role of ['echolot_present', 'echolot_analyze', 'echolot_owner'])
        for (const statement of [`UPDATE action.event SET note = ''`, 'DELETE FROM action.event', 'TRUNCATE action.event']) {
            const client = new pg.Client({ database: db.name });
            await client.connect();
            await client.query(`SET ROLE ${role}`);
            await assert.rejects(client.query(statement), /permission denied/, `${role}: ${statement}`);
            await client.end();
        }
});

test('state and version always are what the last event says', async () => {
    const rows = await db.sql(`SELECT a.action_id FROM action.action a
        JOIN LATERAL (SELECT * FROM action.event e WHERE e.action_id = a.action_id ORDER BY event DESC LIMIT 1) last ON true
        WHERE a.state <> last.to_state OR a.version <> last.event
           OR last.event <> (SELECT count(*) FROM action.event e WHERE e.action_id = a.action_id)`);
    assert.deepEqual(rows, []);
});

test('lists are narrowed by state, owner, department with those below, and what is overdue', async () => {
    const id = json('add', '--department', 'B', '--question', 'heard', '--title', 'Only here', ...as).id;
    db.good('action', 'take', String(id), '--owner', 'bea@example.org');
    const ids = (...args) => json('list', ...args).actions.map((action) => action.id);
    assert.equal(json('list').format, 'echolot.actions/1');
    assert.deepEqual(ids('--owner', 'BEA@example.org'), [id]);
    assert.deepEqual(ids('--department', 'B'), [id]);
    assert.equal(db.good('action', 'list', '--department', 'B', '--ids'), `${id}\n`);
    assert.deepEqual(ids('--measure', 'no-such'), []);
    assert.ok(ids('--department', 'ROOT').length > 3);
    assert.ok(ids('--state', 'cancelled').length >= 2);
    assert.deepEqual(ids('--state', 'closed').filter((closed) => ids('--open').includes(closed)), []);
    assert.deepEqual(ids('--overdue', '--owner', 'bea@example.org'), []);
    db.good('action', 'plan', String(id), '--due', '2024-05-01', '--expect', '0.3');
    assert.deepEqual(ids('--overdue', '--owner', 'bea@example.org'), [id]);
    assert.match(db.good('action', 'list', '--department', 'B'), /planned +2024-05-01 +bea@example.org +B +Only here \(overdue\)/);
    assert.match(db.good('action', 'list', '--survey', 'other'), /no actions/);
});

test('show prints the advice of the playbook in the language asked for', async () => {
    const id = String(json('add', '--department', 'A', '--driver', 'being-heard', '--measure', 'being-heard-listening-round', ...as).id);
    assert.match(db.good('action', 'show', id), /Hold a listening round.*\n  Invite the team/s);
    assert.match(db.good('action', 'show', id, '--language', 'de'), /Zuhörrunde halten/);
});

test('control characters of a title do not reach the terminal', async () => {
    const id = String(json('add', '--department', 'A', '--title', 'a\u001b[2Jb', ...as).id);
    assert.match(db.good('action', 'show', id), /a \[2Jb/);
    assert.match(db.good('action', 'list'), /a \[2Jb/);
});

// Verification: each on a survey history of its own after the action.
test('no detectable effect, then reopened, leads back to a new plan', async () => {
    const id = String(add());
    finish(id, '2025-01-10', '2025-02-01');
    await wave('flat', '2025-03-01', '2025-03-14', { ROOT: root, A: { n: 80, mean: 3.92 }, SMALL: { status: 1 } });
    assert.match(db.good('action', 'verify', id, ...as), /no_effect\..*from life to flat.*no detectable change/);
    await unchanged(() => db.run('action', 'close', id, ...as), /close needs a reason/);
    db.good('action', 'reopen', id, '--reason', 'the round was held once only', ...as);
    const shown = json('show', id);
    assert.equal(shown.state, 'owned');
    assert.equal(shown.owner, 'ada@example.org');
    for (const key of ['due', 'expected', 'evidence', 'started', 'finished', 'verified_by'])
        assert.equal(shown[key], null, key);
    await unchanged(() => db.run('action', 'plan', id), /plan needs a due date/);
});

test('a fall against the rest is worse, and is closed with a reason', async () => {
    const id = String(add());
    finish(id, '2025-04-01', '2025-05-01');
    await wave('fall', '2025-06-01', '2025-06-14', { ROOT: root, A: { n: 80, mean: 3.2 }, SMALL: { n: 6, mean: 3 } });
    assert.match(db.good('action', 'verify', '--all', ...as), new RegExp(`action ${id}: worse\\.`));
    db.good('action', 'close', id, '--reason', 'another way was found', ...as);
    assert.equal(json('show', id).verified_by, 'fall');
});

test('without a later wave nothing is verified', async () => {
    const id = String(add());
    finish(id, '2025-07-01', '2025-08-01');
    await unchanged(() => db.run('action', 'verify', id), /no wave of survey team-pulse opened since action \d+ was done \(2025-08-01\) is published yet; the latest is fall/);
    const result = db.run('action', 'verify', '--all');
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stderr, new RegExp(`action ${id} stays done`));
    db.good('action', 'cancel', id, '--reason', 'test');
});

test('a hidden figure, before or after, verifies nothing', async () => {
    const small = () => String(json('add', '--department', 'SMALL', '--question', 'heard', '--title', 'x', ...as).id);
    const id = small();
    finish(id, '2025-03-20', '2025-04-01');
    await unchanged(() => db.run('action', 'verify', id), /the figure of SMALL for question heard is not published in wave flat/);
    const later = small();
    finish(later, '2025-07-01', '2025-07-02');
    await wave('hidden', '2025-09-01', '2025-09-14', { ROOT: root, A: { n: 80, mean: 3.5 }, SMALL: { status: 2 } });
    await unchanged(() => db.run('action', 'verify', later), /not published in wave hidden/);
});

test('a wave that did not ask the question is passed over', async () => {
    const id = String(add());
    finish(id, '2025-09-20', '2025-09-25');
    await wave('other-items', '2025-10-01', '2025-10-14', { ROOT: { status: 3 }, A: { status: 3 } });
    await unchanged(() => db.run('action', 'verify', id), /no wave of survey/);
    await wave('asked-again', '2025-11-01', '2025-11-14', { ROOT: root, A: { n: 80, mean: 3.5 } });
    assert.match(db.good('action', 'verify', id), /from hidden to asked-again/);
});

test('a broken line verifies nothing', async () => {
    const id = String(add());
    finish(id, '2025-11-20', '2025-11-25');
    await wave('broken', '2025-12-01', '2025-12-14', { ROOT: root, A: { n: 80, mean: 4.5, change: 2 } });
    await unchanged(() => db.run('action', 'verify', id), /the line of question heard breaks between waves asked-again and broken/);
});

test('a line that broke at a wave in between verifies nothing', async () => {
    const id = String(add());
    finish(id, '2025-11-20', '2026-01-05');
    await wave('after-broken', '2026-02-01', '2026-02-14', { ROOT: root, A: { n: 80, mean: 4.6 } });
    await unchanged(() => db.run('action', 'verify', id),
        /the line of question heard breaks between waves asked-again and after-broken/);
});

test('a wave is named where dates cannot tell, but it must be published and of the survey', async () => {
    const id = String(add());
    finish(id, '2025-09-20', '2026-01-01');
    await unchanged(() => db.run('action', 'verify', id, '--wave', 'none'), /no published wave none/);
    await unchanged(() => db.run('action', 'verify', id, '--wave', 'hidden'),
        /wave hidden closed on 2025-09-14, before action \d+ began \(2025-09-20\): it shows no effect/);
    assert.match(db.good('action', 'verify', id, '--wave', 'asked-again'), /from hidden to asked-again/);
});

test('an end before the start, or in the future, is refused', async () => {
    const id = String(add());
    take(id);
    plan(id);
    await unchanged(() => db.run('action', 'start', id, '--on', '2199-01-01'), /2199-01-01 has not come yet/);
    db.good('action', 'start', id, '--on', '2025-03-01');
    await unchanged(() => db.run('action', 'done', id, '--evidence', 'x', '--on', '2025-02-01'), /began on 2025-03-01, after 2025-02-01/);
});
