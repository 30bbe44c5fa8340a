// The strongest attacker that METHODS.md section 8 speaks of: a superuser who has every link, saw who answered when, has full dumps from
// before the close, and reads every byte of the database after it. Before the close no ballot can be read without the
// key; after it no order that is left says whose an answer is.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { betterThanChance, files, found, random, shuffled } from '../support/attack.mjs';
import { sheets } from '../support/blocks.mjs';
import { contents, database, serve } from '../support/echolot.mjs';
import { everything, invite, openWave, post } from '../support/wave.mjs';

const PEOPLE = 40, WAVES = 10, LONG = 'a long complaint '.repeat(25);
const next = random(20261101);
const db = await database();

// All in one department and with the same segments: nothing a sheet carries tells them apart but their answers.
await db.sql(`INSERT INTO identity.department (code, name) VALUES ('ROOT', 'Everybody')`);
await db.sql(`INSERT INTO identity.person (employee_id, email, name, department_id, language, segments)
    SELECT 'E' || i, 'p' || i || '@example.org', 'Person ' || i, department_id, 'en', '{"site": "Kiel"}'
    FROM identity.department, generate_series(0, ${PEOPLE} - 1) i`);

// Everybody's answers are their own, so that the test can tell whose sheet is whose. Two of them write at length.
const answers = (i) => ({ enps: Math.floor(i / 5), heard: 1 + i % 5, more: i % 20 === 7 ? `mark ${i} ${LONG}` : `mark ${i}` });
const personOf = ([enps, heard]) => enps * 5 + heard; // a sheet holds values from 0

const server = await serve(db);
const waves = [];
for (let w = 0; w < WAVES; w++) {
    const key = `w${w}`;
    openWave(db, key, { definition: everything, k: 3 });
    const people = invite(db, key).map((row) => ({ ...row, number: Number(row.employee_id.slice(1)) }));
    waves.push({ key, people, order: shuffled(people, next), receipts: [] });
}

async function answer(wave, person) {
    const response = await post(server, { token: person.token, answers: answers(person.number) });
    assert.equal(response.status, 201);
    wave.receipts[person.number] = (await response.json()).receipt;
}

// In every other wave one after the other, so that each has a transaction of their own; in the rest five at once share one.
await Promise.all(waves.map(async (wave, w) => {
    for (let i = 0; i < PEOPLE; i += w % 2 ? 5 : 1)
        await Promise.all(wave.order.slice(i, i + (w % 2 ? 5 : 1)).map((person) => answer(wave, person)));
}));

// ---- what the superuser takes along before the close ----

const keyFile = (wave) => join(db.directory, 'keys', `${wave.key}.key`);
for (const wave of waves) {
    const [{ wave_id: id }] = await db.sql('SELECT wave_id FROM survey.wave WHERE key = $1', [wave.key]);
    const [{ tag_key: tagKey }] = await db.sql('SELECT tag_key FROM identity.wave_secret WHERE wave_id = $1', [id]);
    const invitations = await db.sql(`SELECT i.invitation, p.employee_id FROM identity.invitation i JOIN identity.person p USING (person_id)
        WHERE i.wave_id = $1 ORDER BY i.ctid`, [id]);
    const numberOf = ({ employee_id: employee }) => Number(employee.slice(1));
    const tags = new Map(invitations.map((row) =>
        [createHmac('sha256', tagKey).update(row.invitation).digest('hex'), numberOf(row)]));
    const tokens = await db.sql(`SELECT t.token, p.employee_id FROM identity.token t JOIN identity.invitation i USING (wave_id, invitation)
        JOIN identity.person p USING (person_id) WHERE t.wave_id = $1 ORDER BY t.token`, [id]);
    const box = async (order) => (await db.sql(`SELECT tag, sealed, receipt FROM box.ballot WHERE wave_id = $1 ORDER BY ${order}`, [id]))
        .map((row) => ({ ...row, number: tags.get(row.tag.toString('hex')) }));
    const people = async (order) => (await box(order)).map((row) => row.number);
    Object.assign(wave, {
        id, tagKey, invitations, tokens, ballots: await box('tag'),
        privateKey: JSON.parse(readFileSync(keyFile(wave), 'utf8')).private_key,
        observed: {
            submission: wave.order.map((person) => person.number),
            invitation: invitations.map(numberOf),
            directory: Array.from({ length: PEOPLE }, (_, i) => i),
            token: tokens.map(numberOf),
            ctid: await people('ctid'),
            xmin: await people('xmin::text::bigint, ctid'),
            tag: await people('tag'),
            sealed: await people('sealed'),
            receipt: await people('receipt'),
        },
    });
}

const secretsOf = (wave) => [
    ['the tag key', wave.tagKey], ['the private key', Buffer.from(wave.privateKey, 'hex')], ['the private key in hex', Buffer.from(wave.privateKey)],
    ...wave.invitations.map(({ invitation }) => ['an invitation', invitation]),
    ...wave.ballots.flatMap(({ tag, sealed }) => [['a tag', tag], ['a ballot', sealed.subarray(-64)], ['a ballot', sealed.subarray(1, 33)]]),
];

test('before the close everybody knows who answered when, and these attacks would find it', () => {
    for (const order of ['ctid', 'xmin'])
        assert.match(betterThanChance(waves.map(({ observed }) => [observed.submission, observed[order]])).join(), /right guesses/, order);
});

test('before the close no answer, no link and no private key can be read anywhere', async () => {
    const all = await files(db);
    assert.deepEqual(found(all, waves.flatMap((wave) => [
        ['a comment', Buffer.from(LONG.slice(0, 40))], ['the private key', Buffer.from(wave.privateKey, 'hex')],
        ...wave.people.map(({ token }) => ['a token', Buffer.from(token)])])), []);
    assert.notDeepEqual(found(all, [['the tag key', waves[0].tagKey]]), [], 'this search finds what is there');
});

test('ballots have one size, however much was written', () => {
    assert.deepEqual([...new Set(waves.flatMap(({ ballots }) => ballots.map(({ sealed }) => sealed.length)))].length, 1);
});

test('sealed ballots are noise: no byte is more frequent than another, none of their parts occurs twice', () => {
    const counts = new Array(256).fill(0), parts = new Set();
    let bytes = 0;
    for (const { sealed } of waves.flatMap(({ ballots }) => ballots)) {
        for (const byte of sealed.subarray(33)) counts[byte]++;
        bytes += sealed.length - 33;
        for (let i = 33; i + 8 <= sealed.length; i += 8) {
            const part = sealed.toString('hex', i, i + 8);
            assert.ok(!parts.has(part));
            parts.add(part);
        }
    }
    const expected = bytes / 256, chi = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    assert.ok(Math.abs(chi - 255) < 8 * Math.sqrt(510), `chi-square ${chi} with 255 degrees of freedom`);
});

test('equal answers from one person twice are another ballot, of the same size, with another receipt', async () => {
    const [wave] = waves, [person] = wave.people;
    const one = async () => (await db.sql('SELECT sealed, receipt FROM box.ballot WHERE wave_id = $1 ORDER BY tag', [wave.id]))
        .find(({ sealed }) => !wave.ballots.some((b) => b.sealed.equals(sealed)));
    const response = await post(server, { token: person.token, answers: answers(person.number) });
    assert.equal(response.status, 200);
    const { receipt } = await response.json();
    const replaced = await one();
    assert.equal(replaced.sealed.length, wave.ballots[0].sealed.length);
    assert.notEqual(receipt, wave.receipts[person.number]);
    wave.former = wave.receipts[person.number];
    wave.receipts[person.number] = receipt;
});

async function refused(args, pattern) {
    const before = await contents(db), result = db.run(...args);
    assert.equal(result.status, 1, result.stdout);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), before, 'a refused close changed something');
}

test('without the key, or with another one, nobody closes the wave', async () => {
    const [wave, other] = waves, away = join(db.directory, 'away.key');
    renameSync(keyFile(wave), away);
    await refused(['wave', 'close', wave.key], /Without the wave's private key nobody can open its ballots/);
    await refused(['wave', 'close', wave.key, '--key', keyFile(other)], /key of wave w1, not of w0/);
    writeFileSync(keyFile(wave), readFileSync(keyFile(other), 'utf8').replace('"w1"', '"w0"'));
    await refused(['wave', 'close', wave.key], /not sealed to this key/);
    writeFileSync(keyFile(wave), readFileSync(away, 'utf8').replace(/[0-9a-f]{64}/, '00'.repeat(32)));
    await refused(['wave', 'close', wave.key], /not sealed to this key/);
    renameSync(away, keyFile(wave));
});

test('a ballot that somebody put into the place of another, or copied, is not counted silently', async () => {
    const [wave] = waves, [own, strange] = wave.ballots.slice(5, 7), forger = ['wave', 'close', wave.key];
    const set = (tag, sealed, receipt) => db.sql('UPDATE box.ballot SET sealed = $3, receipt = $4 WHERE wave_id = $1 AND tag = $2', [wave.id, tag, sealed, receipt]);
    await set(own.tag, strange.sealed, own.receipt); // the receipt stays, the answers are another's
    await refused(forger, /1 of 40 ballots cannot be opened/);
    await set(own.tag, strange.sealed, strange.receipt); // the same ballot twice
    await refused(forger, /1 of 40 ballots cannot be opened/);
    await set(own.tag, own.sealed, own.receipt);
});

test('closing a wave beside open ones leaves none of its secrets on the disk', async () => {
    await db.sql('ANALYZE'); // statistics keep samples
    const [wave, ...open] = waves;
    assert.match(db.good('wave', 'close', wave.key), /40 answer sheets, 40 comments/);
    const all = await files(db);
    assert.deepEqual(found(all, secretsOf(wave)), []);
    const [{ n }] = await db.sql('SELECT count(*)::int AS n FROM box.ballot');
    assert.equal(n, PEOPLE * open.length, 'the ballots of the other waves are all there');
    const [person] = open[0].people, response = await post(server, { token: person.token, answers: answers(person.number) });
    assert.equal(response.status, 200, 'they take ballots, and replace them');
    open[0].receipts[person.number] = (await response.json()).receipt;
});

test('after the last close no table that held a link has a row, living or dead', async () => {
    for (const wave of waves.slice(1)) assert.match(db.good('wave', 'close', wave.key), /40 answer sheets, 40 comments/);
    await db.sql('CREATE EXTENSION pageinspect');
    for (const table of ['identity.token', 'identity.invitation', 'identity.delivery', 'identity.wave_secret', 'box.ballot']) {
        const [{ n }] = await db.sql(`SELECT count(*)::int AS n FROM generate_series(0, pg_relation_size('${table}') / 8192 - 1) page,
            heap_page_items(get_raw_page('${table}', page::int))`);
        assert.equal(n, 0, table);
    }
    assert.deepEqual(found(await files(db), waves.flatMap(secretsOf)), []);
    assert.ok(!existsSync(join(db.directory, 'keys')) || readdirSync(join(db.directory, 'keys')).length === 0, 'the private keys are gone');
});

// ---- matching ----

test('after the close the best matching of answers to people is no better than chance', async () => {
    for (const wave of waves) {
        const marks = (rows) => rows.map(({ body }) => Number(body.split(' ')[1]));
        wave.left = {
            block: (await sheets(db, wave.key)).map((sheet) => personOf(sheet.answers)),
            comments: marks(await db.sql('SELECT body FROM answers.comment WHERE wave_id = $1 ORDER BY position', [wave.id])),
            'comments by ctid': marks(await db.sql('SELECT body FROM answers.comment WHERE wave_id = $1 ORDER BY xmin::text::bigint, ctid', [wave.id])),
        };
        for (const order of Object.values(wave.left))
            assert.deepEqual([...order].sort((a, b) => a - b), wave.observed.directory, 'everybody is counted once');
    }
    for (const seen of Object.keys(waves[0].observed))
        for (const left of Object.keys(waves[0].left))
            assert.deepEqual(betterThanChance(waves.map((wave) => [wave.observed[seen], wave.left[left]])), [], `${seen} against ${left}`);
});

test('no comment stands where its sheet stands, and no two waves were shuffled alike', () => {
    for (const left of ['comments', 'comments by ctid'])
        assert.deepEqual(betterThanChance(waves.map((wave) => [wave.left.block, wave.left[left]])), [], left);
    const asPlaces = (wave, left) => wave.observed.submission.map((person) => wave.left[left].indexOf(person));
    for (const left of ['block', 'comments'])
        assert.deepEqual(betterThanChance(waves.slice(1).map((wave, w) => [asPlaces(wave, left), asPlaces(waves[w], left)])), [], left);
});

test('the receipts are those that were shown, in an order of their own, and rows of one close share one transaction', async () => {
    for (const wave of waves) {
        const rows = (await db.sql('SELECT receipt, xmin::text FROM answers.receipt WHERE wave_id = $1 ORDER BY ctid', [wave.id]));
        const stored = rows.map(({ receipt }) => receipt.toString('hex'));
        assert.equal(stored.length, PEOPLE);
        assert.deepEqual(stored, [...stored].sort(), 'sorted by themselves');
        const [{ n }] = await db.sql(`SELECT count(DISTINCT x)::int AS n FROM (SELECT xmin::text AS x FROM answers.receipt WHERE wave_id = $1
            UNION ALL SELECT xmin::text FROM answers.block WHERE wave_id = $1 UNION ALL SELECT xmin::text FROM answers.comment WHERE wave_id = $1
            UNION ALL SELECT xmin::text FROM identity.former_token WHERE wave_id = $1) AS rows`, [wave.id]);
        assert.equal(n, 1);
        const tokens = (await db.sql('SELECT token FROM identity.former_token WHERE wave_id = $1 ORDER BY ctid', [wave.id])).map(({ token }) => token.toString('hex'));
        assert.deepEqual(tokens, wave.people.map(({ token }) => hash(token)).sort(), 'tokens are known, in the order of their hashes');
    }
});

test('every receipt that was shown checks out, one that never was does not', async () => {
    const ask = async (receipt) => {
        const response = await fetch(`${server.base}/receipt`, { method: 'POST', body: new URLSearchParams({ receipt }) });
        return `${response.status} ${/answers with this receipt were counted/.test(await response.text())}`;
    };
    for (const { receipts } of waves)
        assert.deepEqual([...new Set(await Promise.all(receipts.map(ask)))], ['200 true']);
    assert.equal(await ask('0000-0000-0000-0000'), '404 false');
    assert.equal(await ask(waves[0].former), '404 false', 'the receipt of a ballot that was changed');
    assert.match(db.good('receipt', waves[0].receipts[3]), /was counted in wave w0/);
    for (const receipt of [waves[0].former, '7777-7777-7777-7777']) {
        const result = db.run('receipt', receipt);
        assert.equal(result.status, 1);
        assert.match(result.stderr, /no ballot with the receipt .*\nWhoever answers again gets a new receipt, and the earlier one ends/);
    }
});

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function hash(token) {
    let bits = 0n;
    for (const letter of token) bits = bits * 32n + BigInt(alphabet.indexOf(letter));
    return createHash('sha256').update(Buffer.from((bits >> 2n).toString(16).padStart(32, '0'), 'hex')).digest('hex');
}
