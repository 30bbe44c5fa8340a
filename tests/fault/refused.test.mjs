// A database that answers nobody for longer than a request waits: whoever was told that nothing is stored must not find their ballot in the box
// when it goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { database, serve } from '../support/echolot.mjs';
import { directory, invite, openWave, post } from '../support/wave.mjs';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('whoever waited so long that they were refused is not stored later', async () => {
    const db = await database();
    await directory(db);
    openWave(db, 'w', { k: 3 });
    const people = invite(db, 'w'), server = await serve(db);
    const send = async ({ token }) => (await post(server, { token, answers: { enps: 5 } })).status;
    const ballots = async () => (await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n;
    const blocker = new pg.Client({ database: db.name });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE box.ballot IN SHARE MODE');
    const first = send(people[0]);
    for (let round = 0; (await db.sql(`SELECT FROM pg_locks WHERE relation = 'box.ballot'::regclass AND NOT granted`)).length === 0; round++) {
        assert.ok(round < 1000, 'the ballot never came to the box');
        await pause(20);
    }
    assert.deepEqual([...new Set(await Promise.all([first, ...people.slice(1).map(send)]))], [503]);
    await blocker.end();
    for (let round = 0; (await fetch(`${server.base}/readyz`)).status !== 200; round++) {
        assert.ok(round < 300, 'the server never goes on');
        await pause(100);
    }
    assert.ok(await ballots() <= 1, 'only the first one was on its way into the box');
    for (const person of people) assert.ok([200, 201].includes(await send(person)));
    assert.equal(await ballots(), people.length);
    assert.equal((await server.stop()).code, 0, server.output);
});
