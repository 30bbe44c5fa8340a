// A close that is interrupted, wherever it has come to, leaves everything as it was: it can be run again, and nothing is lost or there
// twice. It is held at a place by a lock that it has to wait for.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { sorted } from '../support/blocks.mjs';
import { contents, database, program, serve, source } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db, { scale: 2 });
openWave(db, 'w', { definition: everything, k: 3 });
openWave(db, 'other', { definition: everything, k: 3 });
const people = invite(db, 'w').map((person, i) => ({ ...person, i }));
const key = join(db.directory, 'keys', 'w.key'), secret = readFileSync(key, 'utf8');
const server = await serve(db);
const answers = (i) => ({ enps: i % 11, heard: 1 + i % 5, shift: i % 2 ? 'day' : 'night', more: `comment ${i}` });
for (const person of people)
    assert.equal((await post(server, { token: person.token, answers: answers(person.i) })).status, 201);
await server.stop();
const before = await contents(db);

const holder = new pg.Client({ database: db.name });
await holder.connect();
async function until(what, condition) {
    for (let attempt = 0; attempt < 400; attempt++) {
        const value = await condition();
        if (value) return value;
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`never: ${what}`);
}
const backends = (waiting) => db.sql(`SELECT pid FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'echolot' AND ($1 = false OR wait_event_type = 'Lock')`, [waiting]);

// Starts `wave close`, waits until it stands still at the lock, interrupts it, gives how the program ended.
async function interrupted(lock, interrupt) {
    await holder.query('BEGIN');
    await holder.query(lock);
    const child = spawn(program, ['wave', 'close', 'w'], { env: db.environment, cwd: source });
    let text = '';
    child.stderr.on('data', (data) => { text += data; });
    child.stdout.on('data', (data) => { text += data; });
    const exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
    const [{ pid }] = await until(`waiting for ${lock}`, async () => (await backends(true)).length ? backends(true) : null);
    await interrupt(child, pid);
    const end = await exited;
    await holder.query('ROLLBACK');
    await until('the backend is gone', async () => (await backends(false)).length === 0);
    return { ...end, text };
}

const places = {
    'before the first ballot is read': 'LOCK TABLE box.ballot IN ACCESS EXCLUSIVE MODE',
    'when all are opened and shuffled': 'LOCK TABLE answers.block IN SHARE MODE',
    'when the receipts are kept': 'LOCK TABLE answers.receipt IN SHARE MODE',
    'before the links are cut': 'LOCK TABLE identity.person IN ROW EXCLUSIVE MODE',
    'in the last statements': 'LOCK TABLE survey.wave IN SHARE MODE',
};
for (const [place, lock] of Object.entries(places)) {
    test(`the connection ends ${place}`, async () => {
        const end = await interrupted(lock, (child, pid) => db.sql('SELECT pg_terminate_backend($1)', [pid]));
        assert.equal(end.code, 1, end.text);
        assert.match(end.text, /database/);
        assert.equal(await contents(db), before);
        assert.equal(readFileSync(key, 'utf8'), secret, 'the key is still there');
    });
    test(`kill -9 ${place}`, async () => {
        const end = await interrupted(lock, (child) => child.kill('SIGKILL'));
        assert.equal(end.signal, 'SIGKILL');
        assert.equal(await contents(db), before);
        assert.equal(readFileSync(key, 'utf8'), secret);
    });
}

test('two closes at once: one closes, the other hears that it was closed', async () => {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE survey.wave IN SHARE MODE'); // every close comes by, the one of an empty box too
    const runs = ['w', 'w', 'other'].map((wave) => new Promise((resolve) => {
        let text = '';
        const child = spawn(program, ['wave', 'close', wave], { env: db.environment, cwd: source });
        child.stderr.on('data', (data) => { text += data; });
        child.stdout.on('data', (data) => { text += data; });
        child.on('exit', (code) => resolve({ code, text }));
    }));
    await until('all wait', async () => (await backends(true)).length === 3);
    await holder.query('ROLLBACK');
    const ends = await Promise.all(runs);
    // The other one may come before the first has destroyed the key: then it does that, which is no failure.
    const [first, second] = ends.slice(0, 2).sort((a, b) => /is closed/.test(b.text) - /is closed/.test(a.text));
    assert.match(first.text, /wave w is closed: 24 answer sheets/, JSON.stringify(ends));
    assert.equal(first.code, 0);
    assert.match(second.text, /wave w was closed on/, JSON.stringify(ends));
    assert.equal(ends[2].code, 0, ends[2].text);
});

test('afterwards everybody is counted once, with what they answered', async () => {
    const counted = (await sorted(db, 'w')).map((line) => line.split('|').at(-1).split(' '));
    assert.equal(counted.length, people.length);
    assert.deepEqual(counted.map(([enps, heard]) => `${enps} ${heard}`).sort(),
        people.map(({ i }) => `${i % 11} ${i % 5}`).sort()); // a sheet holds values from 0
    assert.deepEqual((await db.sql('SELECT body FROM answers.comment')).map(({ body }) => body).sort(), people.map(({ i }) => `comment ${i}`).sort());
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM answers.receipt'))[0].n, people.length);
});

test('interrupted between the commit and the end of the key, it is run again and destroys the key', async () => {
    assert.ok(!existsSync(key));
    const closed = await contents(db);
    writeFileSync(key, secret, { mode: 0o600 });
    assert.match(db.good('wave', 'close', 'w'), /its private key is destroyed now/);
    assert.ok(!existsSync(key));
    assert.equal(await contents(db), closed);
    await holder.end();
});
