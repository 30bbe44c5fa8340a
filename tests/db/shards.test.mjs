// However the counting of a wave is divided, and in whatever order its answers lie, the publication is the same to the last bit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedWave, pack } from '../support/answers.mjs';
import { contents, database } from '../support/echolot.mjs';

const COUNT = 1500, BLOCK = 100; // many blocks, so that there is something to divide
const departments = [['ROOT', null, 20], ['A', 0, 700], ['B', 0, 700], ['A1', 1, 500], ['A2', 1, 500]];

// Numbers that look random and are the same everywhere (mulberry32).
function generator(seed) {
    return () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

// Team pulse: eNPS and four drivers; 7 % of the answers are missing, what people say goes together.
function sheets(seed) {
    const random = generator(seed);
    return Array.from({ length: COUNT }, () => {
        const mood = random(), answer = (points) => random() < 0.07 ? 255 : Math.min(points - 1, Math.floor((mood + random()) / 2 * points));
        return { department: Math.floor(random() * departments.length), weight: 0.5 + random(), answers: [11, 5, 5, 5, 5].map(answer) };
    });
}

function shuffled(list, seed) {
    const random = generator(seed);
    return list.map((item) => [random(), item]).sort(([a], [b]) => a - b).map(([, item]) => item);
}

const db = await database();
db.good('survey', 'add', 'surveys/team-pulse.json');

// Two waves, the answers of each in an order of its own.
async function prepare(order, size) {
    const tables = await db.sql("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('answers', 'ledger')");
    await db.sql(`TRUNCATE survey.wave, action.action, ${tables.map(({ name }) => name)} RESTART IDENTITY CASCADE`);
    for (const [i, key] of ['first', 'second'].entries()) {
        const wave = await closedWave(db, key, { departments, closed: `2026-0${i + 1}-28`, weighted: true });
        const all = order === 0 ? sheets(i) : shuffled(sheets(i), order);
        for (let block = 0; block * size < all.length; block++) {
            const part = all.slice(block * size, (block + 1) * size);
            await db.sql('INSERT INTO answers.block VALUES ($1, $2, $3, $4)', [wave, block, part.length, pack(part, { weighted: true })]);
        }
    }
}

// Everything that the analysis writes, but the moments at which it did.
async function published() {
    const tables = (await contents(db)).split(/\n?^((?:survey|identity|box|answers|ledger|action)\.\w+)$/m).slice(1);
    const written = tables.flatMap((name, i) => i % 2 === 0 && name !== 'answers.block' && name !== 'survey.definition' ? [name + tables[i + 1]] : []);
    return written.join('\n').replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*(\+\d\d)?/g, 'TIME');
}
async function same() {
    const [now, then] = [await published(), expected].map((text) => text.split('\n'));
    assert.deepEqual(now.filter((line, i) => line !== then[i]).slice(0, 3), []);
    assert.equal(now.length, then.length);
}

await prepare(0, BLOCK);
db.good('analyze', '--threads', '1');
const expected = await published();

test('the ledger has figures to compare', async () => {
    const [{ count }] = await db.sql('SELECT count(*)::int FROM ledger.figure WHERE n IS NOT NULL');
    assert.equal(count, 2 * departments.length * 5);
    assert.match(expected, /ledger\.figure/);
});

test('a publication does not depend on the order of the answers or on how they are packed', async () => {
    for (const [order, size] of [[1, 977]]) {
        await prepare(order, size);
        db.good('analyze', '--threads', '1');
        await same();
    }
});

test('nor on the number of threads', async () => {
    for (const threads of ['2', '16']) {
        await prepare(0, BLOCK);
        db.good('analyze', '--threads', threads);
        await same();
    }
});

test('a connection that cannot be had is done without', async () => {
    await prepare(0, BLOCK);
    const login = `login_single_${process.pid}`;
    await db.sql(`CREATE ROLE ${login} LOGIN PASSWORD 'test' CONNECTION LIMIT 1 IN ROLE echolot_analyze`);
    db.good('analyze', '--threads', '8', { env: { PGUSER: login, PGPASSWORD: 'test' } });
    await same();
    await db.sql(`DROP ROLE ${login}`);
});

test('shards that are added up say the same as one process', async () => {
    await prepare(0, BLOCK);
    for (const shard of [3, 1, 2]) {
        const said = JSON.parse(db.good('analyze', 'first', '--shard', `${shard}/3`, '--json'));
        assert.equal(said.format, 'echolot.shard/1');
        assert.deepEqual(said.missing, { 3: [1, 2], 1: [2], 2: [] }[shard]);
        assert.equal(said.sheets, 500);
    }
    db.good('analyze', 'first', '--shard', '2/3', '--threads', '2'); // again: it replaces what was there
    db.good('analyze', 'first');
    db.good('analyze', 'second');
    await same();
    assert.deepEqual(await db.sql('SELECT * FROM answers.part'), []);
});

test('a shard that is missing is named, and nothing is published', async () => {
    await prepare(0, BLOCK);
    assert.match(db.good('analyze', 'first', '--shard', '1/4'), /shard 1 of 4 counted \(400 sheets\); still missing: 2, 3, 4/);
    db.good('analyze', 'first', '--shard', '3/4');
    const before = await contents(db), result = db.run('analyze', 'first');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /first is being counted in 4 shards.*not counted yet: 2, 4/);
    assert.match(result.stderr, /'echolot analyze first --shard 2\/4'/);
    assert.equal(await contents(db), before);
});

test('another number of shards is refused; --whole starts afresh', async () => {
    const before = await contents(db), result = db.run('analyze', 'first', '--shard', '1/3');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /is being counted in 4 shards, not in 3/);
    assert.equal(await contents(db), before);
    db.good('analyze', 'first', '--whole');
    db.good('analyze', 'second');
    await same();
    assert.deepEqual(await db.sql('SELECT * FROM answers.part'), []);
});

test('a shard that has no blocks is counted too', async () => {
    await prepare(0, 4000);
    for (const shard of [1, 2, 3]) db.good('analyze', 'first', '--shard', `${shard}/3`);
    db.good('analyze');
    await same();
});

test('a shard has to be one of a wave that is named and closed', async () => {
    for (const args of [['first', '--shard', '0/3'], ['first', '--shard', '4/3'], ['first', '--shard', '1'], ['first', '--shard', '1/99'],
        ['--shard', '1/3'], ['first', 'second', '--shard', '1/3'], ['first', '--shard', '1/3', '--whole'], ['first', '--threads', '0']])
        assert.equal(db.run('analyze', ...args).status, 2, args.join(' '));
    const result = db.run('analyze', 'first', '--shard', '1/3');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /already published/);
});
