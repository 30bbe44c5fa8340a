// File descriptors and database connections are used up by others: who wants to answer is told to come again or waits, never loses what was
// acknowledged, and gets in as soon as there is room.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cluster } from '../support/cluster.mjs';
import { serve } from '../support/echolot.mjs';
import { directory, invite, openWave, post } from '../support/wave.mjs';

const place = mkdtempSync(join(tmpdir(), 'echolot-scarce-'));
chmodSync(place, 0o755); // the account that runs PostgreSQL must be able to pass through
const db = cluster(place, ['max_connections = 10', 'superuser_reserved_connections = 0', 'max_wal_senders = 0']);
after(() => {
    db.stop();
    rmSync(place, { recursive: true, force: true });
});
await directory(db, { scale: 2 });

async function until(what, condition) {
    for (let attempt = 0; attempt < 300; attempt++) {
        if (await condition()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`never: ${what}`);
}
const ready = async (server) => (await fetch(`${server.base}/readyz`, { headers: { connection: 'close' } })).status === 200;
const ballot = (person, enps) => ({ token: person.token, answers: { enps } });

// Closes the wave and compares its scores with the last ones that were acknowledged, by person.
async function count(key, acknowledged) {
    const expected = [...acknowledged.values()].sort((a, b) => a - b);
    assert.match(db.good('wave', 'close', key), new RegExp(`${expected.length} answer sheets`));
    const [{ payload, sheets }] = await db.sql('SELECT payload, sheets FROM answers.block JOIN survey.wave USING (wave_id) WHERE key = $1', [key]);
    const columns = (payload.length - 4 * sheets) / sheets; // department, two segments, answers
    assert.deepEqual([...payload.subarray(4 * sheets, 5 * sheets)].sort((a, b) => a - b), expected, `${columns} columns`);
}

test('no file descriptor is left: 503 on open connections, patience on new ones, and then it goes on', async () => {
    openWave(db, 'files', { k: 3 });
    const people = invite(db, 'files'), acknowledged = new Map();
    const server = await serve(db);
    const limit = (soft) => assert.equal(spawnSync('prlimit', ['--pid', String(server.child.pid), `--nofile=${soft}:`]).status, 0);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (person, enps) => new Promise((resolve, reject) => { // on a connection that stays open
        const body = JSON.stringify(ballot(person, enps));
        const sent = request(`${server.base}/api/v1/ballots`, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } }, (response) => {
            response.resume().on('end', () => {
                if (response.statusCode < 300) acknowledged.set(person.employee_id, enps);
                resolve({ status: response.statusCode, retry: Number(response.headers['retry-after']) });
            });
        });
        sent.on('error', reject);
        sent.end(body);
    });
    assert.equal((await send(people[0], 3)).status, 201);

    limit(3); // what is open stays open, the next one would be too many
    assert.equal((await send(people[1], 4)).status, 201, 'who is connected is not concerned');
    await db.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'echolot'`);
    for (const person of people.slice(2, 5)) {
        const { status, retry } = await send(person, 9);
        assert.equal(status, 503, 'no way to the database');
        assert.ok(retry > 0);
    }
    const waiting = people.slice(5, 15).map(async (person, i) => { // new connections
        const response = await fetch(`${server.base}/api/v1/ballots`, { method: 'POST', body: JSON.stringify(ballot(person, i)), headers: { 'content-type': 'application/json' } }).catch(() => null);
        if (response?.ok) acknowledged.set(person.employee_id, i);
        return response?.status ?? 0;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(server.child.exitCode, null, 'the server lives');
    limit(1000);
    for (const status of await Promise.all(waiting)) assert.ok([0, 201, 503].includes(status), String(status));
    await until('the server is ready again', () => ready(server).catch(() => false));
    for (const [i, person] of people.entries())
        await until('acknowledged', async () => (await send(person, i % 11)).status < 300);
    agent.destroy();
    assert.equal((await server.stop()).code, 0, server.output);
    assert.equal(acknowledged.size, people.length);
    await count('files', acknowledged);
});

test('no connection to the database is left: a server that has one works on, one without says why and goes on later', async () => {
    openWave(db, 'slots', { k: 3 });
    const people = invite(db, 'slots'), acknowledged = new Map();
    const send = async (person, enps) => {
        const response = await post(server, ballot(person, enps));
        if (response.ok) acknowledged.set(person.employee_id, enps);
        return response;
    };
    const server = await serve(db);
    assert.equal((await send(people[0], 3)).status, 201);

    const others = [];
    async function takeAll() {
        for (;;) {
            const client = db.client();
            client.on('error', () => {});
            try {
                await client.connect();
                others.push(client);
            } catch (error) {
                assert.equal(error.code, '53300', error.message);
                return;
            }
        }
    }
    await takeAll();
    assert.equal((await send(people[1], 4)).status, 201, 'a server that has its connection needs no other');
    for (const args of [['serve', '--listen', '127.0.0.1:0'], ['wave', 'list']]) {
        const refused = db.run(...args);
        assert.equal(refused.status, 1, refused.stdout);
        assert.match(refused.stderr, /too many clients[^]*max_connections/, args.join(' '));
    }

    await others[0].query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'echolot'`);
    for (let slot = others.length + 1; others.length < slot;) await takeAll(); // also the server's
    for (const person of people.slice(2, 5)) {
        const response = await send(person, 9);
        assert.equal(response.status, 503);
        assert.ok(Number(response.headers.get('retry-after')) > 0);
    }
    assert.equal(await ready(server), false);
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
    await Promise.all(others.map((client) => client.end()));
    await until('the server is ready again', () => ready(server));
    for (const [i, person] of people.entries())
        await until('acknowledged', async () => (await send(person, i % 11)).status < 300);
    assert.equal((await server.stop()).code, 0, server.output);
    await count('slots', acknowledged);
});
