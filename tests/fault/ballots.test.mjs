// Nothing lost: ballots go in by HTTP while backends are killed, the server is killed and the database goes away. Every acknowledged ballot
// is there exactly once; one that was not acknowledged is there at most once. At the end the wave is closed and counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { database, serve } from '../support/echolot.mjs';
import { away, directory, invite, openWave, post } from '../support/wave.mjs';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Sends each person's ballot until it is acknowledged, from several senders at once. `acknowledged` gets receipts by person.
async function sendAll(current, people, acknowledged, { senders = 8, retry = true } = {}) {
    const queue = [...people];
    const send = async () => {
        for (let person; (person = queue.shift());) {
            for (let attempt = 0; ; attempt++) {
                assert.ok(attempt < 400, 'never acknowledged');
                try {
                    const response = await post(current(), { token: person.token, answers: { enps: person.number % 11, heard: 1 + person.number % 5 } });
                    if (response.status === 200 || response.status === 201) {
                        acknowledged.set(person.employee_id, (await response.json()).receipt);
                        break;
                    }
                    assert.equal(response.status, 503, 'refused for another reason');
                } catch (error) {
                    if (error instanceof assert.AssertionError) throw error; // anything else: the connection ended
                }
                if (!retry) break;
                await pause(20);
            }
        }
    };
    await Promise.all(Array.from({ length: senders }, send));
}

async function scene(scale) {
    const db = await database();
    await directory(db, { scale });
    openWave(db, 'w', { k: 3 });
    const people = invite(db, 'w').map((person, number) => ({ ...person, number }));
    return { db, people };
}

// Counts the wave and compares it with what was acknowledged.
async function count(db, people, acknowledged) {
    const receipts = new Set((await db.sql(`SELECT encode(receipt, 'hex') AS r FROM box.ballot`)).map(({ r }) => r));
    const [{ n }] = await db.sql('SELECT count(*)::int AS n FROM box.ballot');
    assert.ok(n >= acknowledged.size && n <= people.length, `${n} ballots, ${acknowledged.size} acknowledged`);
    assert.equal(receipts.size, n);
    db.good('wave', 'close', 'w');
    const [{ sheets }] = await db.sql('SELECT coalesce(sum(sheets), 0)::int AS sheets FROM answers.block');
    assert.equal(sheets, n);
    const counted = (await db.sql(`SELECT encode(receipt, 'hex') AS r FROM answers.receipt`)).map(({ r }) => r);
    for (const receipt of acknowledged.values()) assert.ok(counted.includes(hex(receipt)), `${receipt} is counted`);
    return n;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function hex(receipt) {
    let bits = 0n;
    for (const letter of receipt.replaceAll('-', '')) bits = bits << 5n | BigInt(alphabet.indexOf(letter));
    return bits.toString(16).padStart(20, '0');
}

test('backends are killed again and again: each ballot is there exactly once', async () => {
    const { db, people } = await scene(6);
    const server = await serve(db);
    const acknowledged = new Map();
    let done = false;
    const killing = (async () => {
        while (!done) {
            await db.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'echolot'`);
            await pause(15);
        }
    })();
    await sendAll(() => server, people, acknowledged);
    done = true;
    await killing;
    assert.equal(acknowledged.size, people.length);
    assert.equal(await count(db, people, acknowledged), people.length);
});

test('the server is killed again and again: what it acknowledged is there', async () => {
    const { db, people } = await scene(6);
    let server = await serve(db);
    const acknowledged = new Map();
    let done = false;
    const killing = (async () => {
        for (let round = 0; round < 3 && !done; round++) {
            await pause(60);
            await server.stop('SIGKILL');
            server = await serve(db);
        }
    })();
    await sendAll(() => server, people, acknowledged);
    done = true;
    await killing;
    assert.equal(acknowledged.size, people.length);
    assert.equal(await count(db, people, acknowledged), people.length);
});

test('the database goes away: refused means not stored, and it goes on by itself', async () => {
    const { db, people } = await scene(4);
    const server = await serve(db);
    const acknowledged = new Map();
    await sendAll(() => server, people.slice(0, 20), acknowledged);
    const back = await away(db);
    const refused = new Map();
    await sendAll(() => server, people.slice(20, 28), refused, { retry: false });
    assert.equal(refused.size, 0, 'nothing is acknowledged without a database');
    await back();
    const [{ n }] = await db.sql('SELECT count(*)::int AS n FROM box.ballot');
    assert.equal(n, 20, 'nothing that was refused is there');
    await sendAll(() => server, people.slice(20), acknowledged);
    assert.equal(await count(db, people, acknowledged), people.length);
});

test('a database that refuses to write: refused means not stored, and it goes on by itself', async () => {
    const { db, people } = await scene(1);
    const server = await serve(db);
    const renew = () => db.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'echolot'`);
    await db.sql(`ALTER DATABASE ${db.name} SET default_transaction_read_only = on`); // as a full disk: it answers, and says no
    await renew();
    const refused = await Promise.all(people.map((person) => post(server, { token: person.token, answers: { enps: 5 } })));
    assert.deepEqual([...new Set(refused.map((response) => response.status))], [503]);
    assert.deepEqual(await db.sql('SELECT * FROM box.ballot'), []);
    await db.sql(`ALTER DATABASE ${db.name} RESET default_transaction_read_only`);
    await renew();
    const acknowledged = new Map();
    await sendAll(() => server, people, acknowledged);
    assert.equal(await count(db, people, acknowledged), people.length);
});

test('closing while ballots arrive: each is counted or told that the wave is closed', async () => {
    const { db, people } = await scene(10);
    const server = await serve(db);
    const acknowledged = new Map();
    const codes = [];
    const sending = Promise.all(people.map(async (person, index) => {
        await pause(index * 3);
        const response = await post(server, { token: person.token, answers: { enps: 5 } });
        codes.push(response.status);
        if (response.status === 201) acknowledged.set(person.employee_id, (await response.json()).receipt);
    }));
    await pause(120);
    db.good('wave', 'close', 'w');
    await sending;
    assert.ok(codes.every((code) => [201, 410, 503].includes(code)), String([...new Set(codes)]));
    const counted = (await db.sql(`SELECT encode(receipt, 'hex') AS r FROM answers.receipt`)).map(({ r }) => r);
    assert.deepEqual([...acknowledged.values()].map(hex).sort(), counted.sort());
    assert.deepEqual(await db.sql('SELECT * FROM box.ballot'), []);
});

test('closing is interrupted: it leaves everything as it was and can be run again', async () => {
    const { db, people } = await scene(10);
    const server = await serve(db);
    const acknowledged = new Map();
    await sendAll(() => server, people, acknowledged);
    const blocker = new pg.Client({ database: db.name });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE answers.receipt IN ACCESS EXCLUSIVE MODE'); // the close comes this far
    const closing = new Promise((resolve) => {
        import('node:child_process').then(({ spawn }) =>
            spawn(process.env.TEST_PROGRAM, ['wave', 'close', 'w'], { env: db.environment, stdio: 'ignore' }).on('exit', resolve));
    });
    for (let waiting = 0, round = 0; !waiting; round++) {
        assert.ok(round < 500, 'the close never came to the receipts');
        [{ waiting }] = await db.sql(`SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database()
            AND application_name = 'echolot' AND wait_event_type = 'Lock'`);
        await pause(20);
    }
    await db.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'echolot' AND wait_event_type = 'Lock'`);
    await blocker.query('ROLLBACK');
    await blocker.end();
    assert.equal(await closing, 1);
    assert.deepEqual(await db.sql('SELECT state FROM survey.wave'), [{ state: 'open' }]);
    assert.deepEqual(await db.sql('SELECT * FROM answers.block'), []);
    assert.equal(await count(db, people, acknowledged), people.length);
});
