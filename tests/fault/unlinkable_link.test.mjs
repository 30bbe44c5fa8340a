// The attacker of unlinkable.test.mjs against those who came through an open link: nobody knows who they are, but a superuser may have stood
// beside them and seen in which order they sent. After the close no order that is left says whose an answer is, and no secret is on the disk.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { betterThanChance, files, found, random, shuffled } from '../support/attack.mjs';
import { sheets } from '../support/blocks.mjs';
import { database, serve } from '../support/echolot.mjs';
import { directory, everything, openWave, post } from '../support/wave.mjs';

const VISITORS = 30, WAVES = 8;
const next = random(20261124);
const db = await database();
await directory(db);
const server = await serve(db);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytesOf = (token) => Buffer.from(([...token].reduce((bits, letter) => bits * 32n + BigInt(alphabet.indexOf(letter)), 0n) >> 2n).toString(16).padStart(32, '0'), 'hex');
const answersOf = (i) => ({ enps: Math.floor(i / 5), heard: 1 + i % 5 });

const waves = [];
for (let w = 0; w < WAVES; w++) {
    openWave(db, `w${w}`, { definition: everything, k: 3 });
    const token = JSON.parse(db.good('invite', `w${w}`, '--open', 'A', '--name', 'Suppliers', '--json')).url.split('#')[1];
    const order = shuffled(Array.from({ length: VISITORS }, (_, i) => i), next);
    waves.push({ key: `w${w}`, token, order, submissions: order.map(() => Array.from({ length: 25 }, () => alphabet[Math.floor(next() * 32)]).join('') + 'W') });
}

let address = 0;
// In every other wave one after the other, in the rest five at once in one transaction.
await Promise.all(waves.map(async (wave, w) => {
    for (let i = 0; i < VISITORS; i += w % 2 ? 5 : 1)
        await Promise.all(wave.order.slice(i, i + (w % 2 ? 5 : 1)).map(async (visitor, j) => {
            const response = await post(server, { token: `${wave.token}.${wave.submissions[i + j]}`, answers: answersOf(visitor) },
                { 'x-forwarded-for': `198.51.${address >> 8}.${address++ & 255}` });
            assert.equal(response.status, 201);
        }));
}));

for (const wave of waves) {
    const [{ wave_id: id, tag_key: key }] = await db.sql('SELECT wave_id, tag_key FROM identity.wave_secret JOIN survey.wave USING (wave_id) WHERE key = $1', [wave.key]);
    // Only whoever has the submission's number, which stands in no table, could tell before the close whose ballot lies where.
    const tags = new Map(wave.order.map((visitor, i) => {
        const link = createHash('sha256').update(bytesOf(wave.token)).digest();
        const invitation = createHash('sha256').update(link).update(bytesOf(wave.submissions[i])).digest();
        return [createHmac('sha256', key).update(invitation).digest('hex'), visitor];
    }));
    const box = async (order) => (await db.sql(`SELECT tag, sealed FROM box.ballot WHERE wave_id = $1 ORDER BY ${order}`, [id]));
    const visitors = async (order) => (await box(order)).map((row) => tags.get(row.tag.toString('hex')));
    Object.assign(wave, {
        tagKey: key, ballots: await box('tag'), tags,
        observed: { submission: wave.order, ctid: await visitors('ctid'), xmin: await visitors('xmin::text::bigint, ctid'), tag: await visitors('tag'),
            sealed: await visitors('sealed'), receipt: await visitors('receipt') },
    });
}

test('a ballot lies where link and submission say, and before the close its place would tell when it came', () => {
    for (const { observed } of waves) assert.ok(observed.tag.every((visitor) => visitor !== undefined));
    for (const order of ['ctid', 'xmin'])
        assert.match(betterThanChance(waves.map(({ observed }) => [observed.submission, observed[order]])).join(), /right guesses/, order);
});

test('no token and no submission is anywhere in the files of the database', async () => {
    const all = await files(db);
    assert.deepEqual(found(all, waves.flatMap(({ token, submissions }) => [token, ...submissions])
        .flatMap((text) => [['in letters', Buffer.from(text)], ['in bytes', bytesOf(text)]])), []);
});

test('after the close no secret of a link or its ballots is left on the disk', async () => {
    await db.sql('ANALYZE');
    await db.sql('CREATE EXTENSION pageinspect');
    for (const { key } of waves) assert.match(db.good('wave', 'close', key), new RegExp(`${VISITORS} answer sheets`));
    const [{ n }] = await db.sql(`SELECT count(*)::int AS n FROM generate_series(0, pg_relation_size('identity.open_link') / 8192 - 1) page,
        heap_page_items(get_raw_page('identity.open_link', page::int))`);
    assert.equal(n, 0, 'no row, living or dead');
    assert.deepEqual(found(await files(db), waves.flatMap(({ tagKey, ballots }) => [['the tag key', tagKey],
        ...ballots.flatMap(({ tag, sealed }) => [['a tag', tag], ['a ballot', sealed.subarray(-64)]])])), []);
});

test('the best matching of answers to those who sent them is no better than chance', async () => {
    for (const wave of waves) {
        wave.block = (await sheets(db, wave.key)).map(({ department, answers: [enps, heard] }) => {
            assert.equal(department, 'A/Suppliers');
            return enps * 5 + heard;
        });
        assert.deepEqual([...wave.block].sort((a, b) => a - b), Array.from({ length: VISITORS }, (_, i) => i), 'everybody is counted once');
    }
    for (const seen of Object.keys(waves[0].observed))
        assert.deepEqual(betterThanChance(waves.map((wave) => [wave.observed[seen], wave.block])), [], seen);
});
