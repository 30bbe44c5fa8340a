// Nothing lost, at full size: thousands of ballots, each with a mark of its own, come in from many senders who try again, while the server, single
// backends and the whole database are killed under them (kill -9): at any moment, while ballots are being put into the box, and while they are being
// committed. After recovery and `wave close` each acknowledged ballot is counted exactly once with what its person said last; one that
// was not acknowledged at most once.
// With TEST_FULL=1 20,000 ballots and 5, 3 and 2 kills; without it a tenth of that.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cluster } from '../support/cluster.mjs';
import { serve } from '../support/echolot.mjs';
import { directory, invite, openWave, post } from '../support/wave.mjs';

const full = process.env.TEST_FULL === '1';
const SCALE = full ? 1667 : 167; // times 12 people
const SENDERS = full ? 48 : 24;
const KILLS = full // who, and where in the work they are hit
    ? { server: ['anywhere', 'commit', 'put', 'anywhere', 'commit'], backend: ['put', 'commit', 'anywhere'], postmaster: ['commit', 'put'] }
    : { server: ['anywhere', 'commit'], backend: ['put'], postmaster: ['commit'] };

const place = mkdtempSync(join(tmpdir(), 'echolot-crash-'));
chmodSync(place, 0o755); // the account that runs PostgreSQL must be able to pass through
const db = cluster(place);
after(() => {
    db.stop();
    rmSync(place, { recursive: true, force: true });
});

const definition = {
    id: 'crash', version: 1, title: { en: 'Crash' }, outcome: 'enps', questions: [
        { id: 'enps', type: 'enps', text: { en: 'Recommend?' }, required: true },
        { id: 'mark', type: 'comment', max_length: 100, text: { en: 'Say more' } }],
};
async function until(what, condition) {
    for (let attempt = 0; attempt < 600; attempt++) {
        const value = await Promise.resolve().then(condition).catch(() => null); // PostgreSQL may be away
        if (value && value.length !== 0) return value;
        await pause(50);
    }
    assert.fail(`never: ${what}`);
}
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const score = (number, edition) => (number * 7 + edition * 3) % 11;

// What one person does: most send until they are thanked, every eighth tries once and goes; every fifth then changes their mind, and
// again some of those try only once. `sent` and `thanked` are editions from 1; 0: none.
class Person {
    constructor(row, number) {
        Object.assign(this, { number, token: row.token, sent: 0, thanked: 0, receipt: null });
        this.editions = number % 5 === 0 ? [number % 8 !== 0, number % 10 !== 0] : [number % 8 !== 0];
    }

    get mark() {
        return `mark ${this.number} edition ${this.sent}`;
    }
}

test('killed again and again: every ballot that was acknowledged is counted once, with its last content', async (t) => {
    assert.deepEqual(await db.sql('SHOW fsync'), [{ fsync: 'on' }]);
    await directory(db, { scale: SCALE });
    openWave(db, 'w', { definition, k: 3 });
    const people = invite(db, 'w').map((row, number) => new Person(row, number));
    const figures = { people: people.length, acknowledged: 0, again: 0, unanswered: 0 };
    let server = await serve(db);

    // ---- sending ----

    // True when the ballot was acknowledged.
    async function once(person) {
        try {
            const response = await post(server, { token: person.token, answers: { enps: score(person.number, person.sent), mark: person.mark } });
            if (response.status === 503) return false;
            assert.ok([200, 201].includes(response.status), `status ${response.status}`);
            person.receipt = (await response.json()).receipt;
        } catch (error) {
            if (error instanceof assert.AssertionError) throw error;
            return false; // the connection ended
        }
        person.thanked = person.sent;
        figures.acknowledged++;
        return true;
    }
    async function answer(person) {
        for (const patient of person.editions) {
            person.sent++;
            for (let attempt = 0; !(await once(person)); attempt++) {
                assert.ok(attempt < 2000, 'never acknowledged');
                if (!patient) {
                    figures.unanswered++;
                    break;
                }
                figures.again++;
                await pause(20);
            }
        }
    }
    const queue = [...people], total = people.length;
    const send = async () => {
        for (let person; (person = queue.shift());) await answer(person);
    };

    // ---- killing ----

    // Waits until ballots are there, holds them there, and gives the backend that works on them and the way to let go.
    const at = {
        anywhere: async () => ({ pid: (await until('a backend', () => db.backends()))[0], release() {} }),
        async put() {
            const holder = db.client();
            holder.on('error', () => {});
            await holder.connect();
            await holder.query('BEGIN');
            await holder.query('LOCK TABLE box.ballot IN SHARE MODE');
            const [pid] = await until('a ballot on its way into the box', () => db.backends(`wait_event_type = 'Lock'`));
            return { pid, release: () => holder.end() };
        },
        async commit() { // a standby that never answers: what is committed is on the disk, and nobody knows yet
            await db.sql(`ALTER SYSTEM SET synchronous_standby_names = 'nobody'`);
            await db.sql('SELECT pg_reload_conf()');
            const [pid] = await until('a ballot being committed', () => db.backends(`wait_event = 'SyncRep'`));
            const release = () => until('PostgreSQL is back', async () => {
                await db.sql('ALTER SYSTEM RESET synchronous_standby_names');
                return db.sql('SELECT pg_reload_conf()');
            });
            return { pid, release };
        },
    };
    const kill = {
        async server() {
            await server.stop('SIGKILL');
            server = await serve(db);
        },
        backend: (pid) => process.kill(pid, 'SIGKILL'), // one, and PostgreSQL starts all of them anew from its log
        postmaster: () => db.crash(),
    };
    // Spread over the whole: the kinds take turns, the next one comes when so many have answered.
    const plan = Object.entries(KILLS).flatMap(([what, places]) => places.map((place, i) => ({ what, place, turn: (i + 0.5) / places.length })))
        .sort((a, b) => a.turn - b.turn).map((row, i, all) => ({ ...row, due: Math.round(total * (i + 1) / (all.length + 1)) }));
    async function killAll() {
        for (const { what, place, due } of plan) {
            while (total - queue.length < due) await pause(2);
            const { pid, release } = await at[place]();
            await kill[what](pid);
            await release();
            await until(`the server is ready after: ${what}`, async () => (await fetch(`${server.base}/readyz`)).status === 200);
        }
    }

    const start = process.hrtime.bigint();
    await Promise.all([killAll(), ...Array.from({ length: SENDERS }, send)]);
    figures.seconds = Number((process.hrtime.bigint() - start) / 10000000n) / 100;
    assert.ok(figures.again > 0, 'no kill was ever noticed');
    assert.equal((await server.stop()).code, 0, server.output);

    // ---- counting ----

    db.good('wave', 'close', 'w');
    const comments = (await db.sql('SELECT body FROM answers.comment')).map(({ body }) => body.match(/^mark (\d+) edition (\d+)$/).slice(1).map(Number));
    const counted = new Map(comments);
    assert.equal(counted.size, comments.length, 'somebody is counted twice');
    for (const person of people) {
        const edition = counted.get(person.number) ?? 0;
        assert.ok(edition >= person.thanked && edition <= person.sent,
            `person ${person.number}: edition ${edition} is counted, ${person.thanked} was acknowledged, ${person.sent} was sent`);
    }

    // The sheets say the same: as many, and their scores are those of the editions that are counted.
    const expected = new Array(11).fill(0), stored = new Array(11).fill(0);
    for (const [number, edition] of comments) expected[score(number, edition)]++;
    const blocks = await db.sql('SELECT sheets, payload FROM answers.block');
    const columns = 1, segments = 2; // tenure and site
    for (const { sheets, payload } of blocks) {
        assert.equal(payload.length, sheets * (2 + segments + columns));
        for (const value of payload.subarray(sheets * (2 + segments))) stored[value]++;
    }
    assert.deepEqual(stored, expected);

    const receipts = new Set((await db.sql(`SELECT encode(receipt, 'hex') AS hex FROM answers.receipt`)).map(({ hex }) => hex));
    assert.equal(receipts.size, comments.length);
    for (const person of people)
        if (person.thanked && person.thanked === person.sent) assert.ok(receipts.has(hex(person.receipt)), `the receipt of person ${person.number}`);
    const changed = people.filter((person) => counted.get(person.number) === 2).length;
    t.diagnostic(JSON.stringify({ ...figures, kills: plan.map(({ what, place }) => `${what} ${place}`), counted: comments.length, changed,
        unacknowledgedButCounted: people.filter((person) => counted.get(person.number) > person.thanked).length }));
});

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function hex(receipt) {
    let bits = 0n;
    for (const letter of receipt.replaceAll('-', '')) bits = bits << 5n | BigInt(alphabet.indexOf(letter));
    return bits.toString(16).padStart(20, '0');
}
