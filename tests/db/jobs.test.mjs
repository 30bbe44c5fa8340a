// `jobs run`: what is due is done, once. All days are far ahead and given with --as-of, so that no test depends on today.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import pg from 'pg';
import { contents, database, program, serve, source } from '../support/echolot.mjs';
import { directory, invite, post, pulse } from '../support/wave.mjs';

const db = await database();
const questions = JSON.parse(readFileSync(pulse, 'utf8')).questions;
const answers = Object.fromEntries(questions.filter((q) => q.type === 'enps' || q.type === 'scale').map((q) => [q.id, 4]));
const key = (wave) => join(db.directory, 'keys', `${wave}.key`);

before(async () => {
    db.good('survey', 'add', pulse);
    await directory(db, { scale: 2 });
});

const schedule = (name, start, ...rest) => db.good('schedule', 'add', name, '--survey', 'team-pulse', '--every', 'week', '--open-for', '3', '--start', start, ...rest);

function jobs(moment, ...args) {
    const result = db.run('jobs', 'run', '--json', '--as-of', moment, ...args);
    return { ...result, jobs: result.stdout ? JSON.parse(result.stdout).jobs : [] };
}
const short = (list) => list.map((j) => `${j.result} ${j.job} ${j.wave}`);

async function refused(args, pattern) {
    const stored = await contents(db);
    const result = db.run(...args);
    assert.match(result.stderr, pattern);
    assert.equal(result.status, 2, result.stderr);
    assert.equal(await contents(db), stored, 'nothing was changed');
}

test('bad input is refused', async () => {
    await refused(['jobs', 'run', '--as-of', 'tomorrow-ish'], /--as-of tomorrow-ish: expected a time/);
    await refused(['jobs', 'run', '--as-of', '2031-13-01'], /expected a time/);
    await refused(['jobs', 'run', '--only', 'open,everything'], /--only open,everything: expected open, invite/);
    await refused(['jobs', 'run', '--only', ''], /expected open/);
    await refused(['jobs', 'run', '--only', 'open,'], /expected open/);
    await refused(['jobs', 'run', 'now'], /unexpected 'now'/);
    await refused(['jobs', 'run', '--dry-run=yes'], /takes no value/);
    await refused(['jobs', 'run', '--as-of'], /needs a value/);
    await refused(['jobs', 'run', { env: { ECHOLOT_TIME_ZONE: 'Berlin' } }], /no such time zone/);
    assert.match(db.run('wave', 'show', 'unknown').stderr, /no wave 'unknown'/);
});

test('a dry run says what is due and does nothing', async () => {
    schedule('life', '2031-03-03', '--k', '4');
    assert.deepEqual(jobs('2031-03-02T23:59:59Z', '--dry-run').jobs, []);
    const stored = await contents(db);
    assert.deepEqual(short(jobs('2031-03-03T00:00:00Z', '--dry-run').jobs), ['due open life-2031-W10']);
    assert.equal(await contents(db), stored);
    assert.ok(!existsSync(key('life-2031-W10')));
});

test('a wave opens by itself, and only once', async () => {
    assert.match(db.good('jobs', 'run', '--as-of', '2031-03-03T08:00:00Z', '--only', 'open'), /^done +open +life-2031-W10: 24 people are asked until the end of 2031-03-05$/m);
    assert.deepEqual(jobs('2031-03-03T08:00:00Z', '--only', 'open').jobs, []);
    assert.ok(existsSync(key('life-2031-W10')));
    assert.deepEqual(await db.sql('SELECT kind, subject, state, attempts FROM survey.job'), [{ kind: 'open', subject: 'life-2031-W10', state: 'done', attempts: 1 }]);
    const [listed] = JSON.parse(db.good('schedule', 'list', '--json'));
    assert.equal(listed.latest, 'life-2031-W10');
    assert.deepEqual(listed.next, { wave: 'life-2031-W11', day: '2031-03-10' });
});

test('participation is counted once a day, for groups of k or more, and never changed', async () => {
    const people = invite(db, 'life-2031-W10');
    const server = await serve(db);
    for (const { token } of people.slice(0, 10))
        assert.equal((await post(server, { token, answers })).status, 201);
    await server.stop();
    assert.match(db.good('wave', 'show', 'life-2031-W10'), /participation was not counted yet/);
    assert.deepEqual(short(jobs('2031-03-03T09:00:00Z').jobs), ['done count life-2031-W10']);
    const { participation } = JSON.parse(db.good('wave', 'show', 'life-2031-W10', '--json'));
    assert.equal(participation.length, 1);
    const own = await db.sql(`SELECT d.code, count(*)::int AS people FROM identity.person p JOIN identity.department d USING (department_id)
        WHERE p.employee_id = ANY ($1) GROUP BY 1`, [people.slice(0, 10).map((p) => p.employee_id)]);
    const answered = (...codes) => own.filter((d) => codes.includes(d.code)).reduce((sum, d) => sum + d.people, 0);
    assert.deepEqual(participation[0].departments.map(({ code, invited, responded }) => [code, invited, responded]), [
        ['ROOT', 24, 10], ['A', 14, answered('A', 'A1')], ['A1', 8, answered('A1')], ['B', 6, answered('B')]]);
    const [before] = JSON.parse(db.good('wave', 'list', '--json'));
    assert.deepEqual([before.responded, before.counted], [10, participation[0].day]);
    assert.match(db.good('wave', 'list'), new RegExp(`10 of 24 responded until ${participation[0].day}`));
    const [ballot] = await db.sql('DELETE FROM box.ballot WHERE tag = (SELECT tag FROM box.ballot LIMIT 1) RETURNING *');
    assert.deepEqual(JSON.parse(db.good('wave', 'list', '--json')), [before], 'whatever happens during the day');
    await db.sql('INSERT INTO box.ballot VALUES ($1, $2, $3, $4)', Object.values(ballot));
    assert.match(db.good('wave', 'show', 'life-2031-W10'), /groups of 4 or more:\n +10 of +24 +The whole company\n/);
    assert.deepEqual(jobs('2031-03-04T09:00:00Z').jobs, [], 'a pretended day is no day');
    await db.sql(`SET ROLE echolot_owner`);
    await assert.rejects(db.sql('UPDATE survey.turnout SET responded = 0'), /permission denied/);
    await assert.rejects(db.sql('DELETE FROM survey.turnout'), /permission denied/);
    await db.sql('RESET ROLE');
    const zone = { env: { ECHOLOT_TIME_ZONE: 'Etc/GMT-14' } };
    db.good('jobs', 'run', '--only', 'count', zone);
    db.good('jobs', 'run', '--only', 'count', { env: { ECHOLOT_TIME_ZONE: 'Etc/GMT+12' } });
    assert.equal((await db.sql('SELECT DISTINCT day FROM survey.turnout')).length, 1, 'another time zone is no other day either');
});

test('a small department is not shown while the wave is open', async () => {
    db.good('wave', 'open', 'small', '--survey', 'team-pulse', '--k', '7');
    db.good('jobs', 'run', '--only', 'count');
    const { participation: [day] } = JSON.parse(db.good('wave', 'show', 'small', '--json'));
    const shown = Object.fromEntries(day.departments.map((d) => [d.code, d.invited]));
    assert.deepEqual(shown, { ROOT: 24, A: 14 }, 'A1 has eight, but six people would be left of A');
    db.good('wave', 'close', 'small');
});

test('past its end a wave is closed, analyzed and reported', async () => {
    assert.deepEqual(jobs('2031-03-05T23:59:59Z', '--only', 'close').jobs, []);
    const done = jobs('2031-03-06T00:00:00Z', '--only', 'close,analyze,report');
    assert.deepEqual(short(done.jobs).filter((j) => j.includes('life')), ['done close life-2031-W10', 'done analyze life-2031-W10', 'done report life-2031-W10']);
    assert.ok(!existsSync(key('life-2031-W10')));
    const report = JSON.parse(readFileSync(join(db.directory, 'reports', 'life-2031-W10', 'report.json'), 'utf8'));
    assert.equal(report.departments[0].responded, 10);
    assert.ok(readdirSync(join(db.directory, 'reports', 'life-2031-W10')).some((name) => name.endsWith('.html')));
    assert.deepEqual(jobs('2031-03-06T00:00:01Z').jobs, []);
});

test('a wave whose key is kept elsewhere waits for it', async () => {
    db.good('jobs', 'run', '--as-of', '2031-03-10T08:00:00Z', '--only', 'open');
    renameSync(key('life-2031-W11'), join(db.directory, 'safe.key'));
    const waiting = jobs('2031-03-14T00:00:00Z', '--only', 'close');
    assert.deepEqual(short(waiting.jobs), ['waiting close life-2031-W11']);
    assert.equal(waiting.status, 0);
    renameSync(join(db.directory, 'safe.key'), key('life-2031-W11'));
});

test('a job that fails is recorded, tried again later, and does not keep the others', async () => {
    schedule('other', '2031-03-10');
    db.good('jobs', 'run', '--as-of', '2031-03-10T08:00:00Z', '--only', 'open');
    const broken = `wave_id = (SELECT wave_id FROM survey.wave WHERE key = 'life-2031-W11')`;
    await db.sql(`INSERT INTO box.ballot SELECT wave_id, '\\x01', decode(repeat('00', 400), 'hex'), decode(repeat('ab', 10), 'hex')
        FROM survey.wave WHERE ${broken}`);
    const first = jobs('2031-03-14T00:00:00Z', '--only', 'close');
    assert.deepEqual(short(first.jobs), ['failed close life-2031-W11', 'done close other-2031-W11']);
    assert.equal(first.status, 1);
    assert.match(first.stderr, /1 job failed/);
    assert.match(first.jobs[0].says, /1 of 1 ballots cannot be opened.*again at 2031-03-14T00:01:00Z/);
    const early = jobs('2031-03-14T00:00:59Z', '--only', 'close');
    assert.deepEqual(short(early.jobs), ['later close life-2031-W11']);
    assert.equal(early.status, 0);
    assert.match(jobs('2031-03-14T00:01:00Z', '--only', 'close').jobs[0].says, /again at 2031-03-14T00:05:00Z/);
    await db.sql(`DELETE FROM box.ballot WHERE ${broken}`);
    assert.deepEqual(short(jobs('2031-03-14T00:05:00Z', '--only', 'close').jobs), ['done close life-2031-W11']);
    db.good('jobs', 'run', '--as-of', '2031-03-14T00:06:00Z', '--only', 'analyze,report');
});

test('a wave key that is taken does no harm', async () => {
    db.good('wave', 'open', 'life-2031-W12', '--survey', 'team-pulse');
    const before = readFileSync(key('life-2031-W12'), 'utf8');
    const run = jobs('2031-03-17T00:00:00Z', '--only', 'open');
    assert.match(run.jobs.find((j) => j.wave === 'life-2031-W12').says, /there is a wave 'life-2031-W12' already/);
    assert.equal(readFileSync(key('life-2031-W12'), 'utf8'), before);
    db.good('wave', 'close', 'life-2031-W12');
});

function start(...args) {
    const child = spawn(program, args, { env: db.environment, cwd: source, stdio: ['ignore', 'pipe', 'pipe'] });
    child.output = '';
    child.stdout.on('data', (data) => { child.output += data; });
    child.stderr.on('data', (data) => { child.output += data; });
    child.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    return child;
}

test('runs at the same time do each job once', async () => {
    for (const name of ['life', 'other']) db.good('schedule', 'remove', name);
    for (let i = 0; i < 6; i++) schedule(`together${i}`, '2032-03-01', '--panel', '1/4', '--k', '3');
    for (const [moment, only, count] of [['2032-03-01T06:00:00Z', 'open', 6], ['2032-03-05T06:00:00Z', 'close,analyze', 12]]) {
        const runs = [1, 2, 3].map(() => start('jobs', 'run', '--as-of', moment, '--only', only));
        for (const run of runs) assert.deepEqual(await run.ended, { code: 0, signal: null }, run.output);
        const done = runs.flatMap((run) => run.output.split('\n').filter((line) => line.startsWith('done') && line.includes('together')));
        assert.equal(done.length, count, done.join('\n'));
        assert.equal(new Set(done.map((line) => line.split(':')[0])).size, count);
    }
    assert.deepEqual(await db.sql(`SELECT count(*)::int AS waves, count(DISTINCT key)::int AS keys FROM survey.wave WHERE key LIKE 'together%' AND state = 'published'`),
        [{ waves: 6, keys: 6 }]);
    assert.deepEqual(await db.sql(`SELECT DISTINCT opened, round FROM survey.schedule WHERE key LIKE 'together%'`), [{ opened: 1, round: 1 }]);
    for (let i = 0; i < 6; i++) db.good('schedule', 'remove', `together${i}`);
});

// Keeps a transaction that touches a table waiting at its COMMIT, when everything is done but nothing decided.
async function hold(table, event) {
    const gate = new pg.Client({ database: db.name });
    await gate.connect();
    await gate.query(`CREATE OR REPLACE FUNCTION public.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END'`);
    await gate.query(`CREATE CONSTRAINT TRIGGER gate AFTER ${event} ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.wait_at_gate()`);
    await gate.query('SELECT pg_advisory_lock(4711)');
    const waiting = () => db.sql(`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    return {
        async reached() {
            for (let i = 0; i < 600; i++) {
                const rows = await waiting();
                if (rows.length) return rows[0].pid;
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
            throw new Error('nobody came to the gate');
        },
        async open() {
            await gate.query('SELECT pg_advisory_unlock(4711)');
            while ((await db.sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE '%commit%' AND state = 'active' AND pid <> pg_backend_pid()`)).length)
                await new Promise((resolve) => setTimeout(resolve, 20));
        },
        async end() {
            await gate.query(`DROP TRIGGER gate ON ${table}`);
            await gate.end();
        },
    };
}

async function kill(gate, args) {
    const child = start('jobs', 'run', ...args);
    const backend = await gate.reached();
    child.kill('SIGKILL');
    assert.equal((await child.ended).signal, 'SIGKILL');
    return backend;
}

const state = (wave) => db.sql('SELECT state FROM survey.wave WHERE key = $1', [wave]);

test('killed before its commit, an opening is done again and its key put aside', async () => {
    schedule('kill', '2033-01-03');
    const gate = await hold('survey.schedule_wave', 'INSERT');
    const backend = await kill(gate, ['--as-of', '2033-01-03T00:00:00Z', '--only', 'open']);
    assert.ok(existsSync(key('kill-2033-W01')), 'the key is on the disk before the wave exists');
    await db.sql('SELECT pg_terminate_backend($1)', [backend]);
    await gate.open();
    await gate.end();
    assert.deepEqual(await state('kill-2033-W01'), []);
    assert.deepEqual(short(jobs('2033-01-03T00:00:01Z', '--only', 'open').jobs), ['done open kill-2033-W01']);
    assert.ok(existsSync(`${key('kill-2033-W01')}.1`));
    assert.deepEqual(await db.sql(`SELECT attempts, state FROM survey.job WHERE subject = 'kill-2033-W01'`), [{ attempts: 2, state: 'done' }]);
    assert.deepEqual(short(jobs('2033-01-06T00:00:00Z', '--only', 'close').jobs), ['done close kill-2033-W01'], 'the key fits');
});

test('killed while it commits, an opening is not doubled', async () => {
    const gate = await hold('survey.schedule_wave', 'INSERT');
    await kill(gate, ['--as-of', '2033-01-10T00:00:00Z', '--only', 'open']);
    await gate.open();
    await gate.end();
    assert.deepEqual(await state('kill-2033-W02'), [{ state: 'open' }]);
    assert.deepEqual(jobs('2033-01-10T00:00:01Z', '--only', 'open').jobs, []);
    assert.deepEqual(await db.sql(`SELECT opened, round FROM survey.schedule WHERE key = 'kill'`), [{ opened: 2, round: 2 }]);
    assert.ok(!existsSync(`${key('kill-2033-W02')}.1`));
});

test('killed while it commits, a closing still destroys the key in the end', async () => {
    const gate = await hold('survey.wave', 'UPDATE');
    await kill(gate, ['--as-of', '2033-01-13T00:00:00Z', '--only', 'close']);
    await gate.open();
    await gate.end();
    assert.deepEqual(await state('kill-2033-W02'), [{ state: 'closed' }]);
    assert.ok(existsSync(key('kill-2033-W02')));
    assert.deepEqual(short(jobs('2033-01-13T00:00:01Z', '--only', 'close').jobs), ['done close kill-2033-W02']);
    assert.ok(!existsSync(key('kill-2033-W02')));
    assert.deepEqual(jobs('2033-01-13T00:00:02Z', '--only', 'close').jobs, []);
});

test('killed while it publishes, an analysis is done again or not needed any more, and the reports come', async () => {
    const gate = await hold('survey.wave', 'UPDATE');
    const backend = await kill(gate, ['--as-of', '2033-01-13T00:00:00Z', '--only', 'analyze']);
    await db.sql('SELECT pg_terminate_backend($1)', [backend]);
    await gate.open();
    await gate.end();
    const report = start('jobs', 'run', '--as-of', '2033-01-13T00:00:00Z', '--only', 'analyze,report');
    while (!existsSync(join(db.directory, 'reports', 'kill-2033-W01', 'report.json')) && report.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 5));
    report.kill('SIGKILL');
    await report.ended;
    const last = jobs('2033-01-13T00:00:01Z', '--only', 'analyze,report');
    assert.equal(last.status, 0, last.stderr);
    assert.deepEqual(await db.sql(`SELECT key, state FROM survey.wave WHERE key LIKE 'kill%' ORDER BY 1`),
        [{ key: 'kill-2033-W01', state: 'published' }, { key: 'kill-2033-W02', state: 'published' }]);
    for (const wave of ['kill-2033-W01', 'kill-2033-W02'])
        assert.ok(readdirSync(join(db.directory, 'reports', wave)).some((name) => name.endsWith('.html')));
    db.good('schedule', 'remove', 'kill');
});

test('a server does what is due in the background, one of several', async () => {
    db.good('wave', 'open', 'served', '--survey', 'team-pulse');
    await db.sql(`UPDATE survey.wave SET closes = now() - interval '1 hour' WHERE key = 'served'`);
    const servers = [await serve(db, { jobs: true }), await serve(db, { jobs: true })];
    for (let i = 0; i < 1200 && !servers.some((s) => s.output.includes('done report served')); i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
    const locks = await db.sql(`SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND (classid::bigint << 32 | objid::bigint) = hashtextextended('echolot job serve ', 0)
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    assert.deepEqual(locks, [{ n: 1 }]);
    for (const server of servers) assert.deepEqual(await server.stop(), { code: 0, signal: null });
    const output = servers.map((s) => s.output).join('');
    for (const job of ['close', 'analyze', 'report'])
        assert.equal(output.split(`done ${job} served`).length - 1, 1, output);
});
