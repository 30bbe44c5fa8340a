// POST /api/v1/ballots and its codes (DESIGN.md 6.5): what is acknowledged is stored, what is refused changes nothing, and a closed
// wave holds exactly what was acknowledged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3 });
const people = invite(db, 'w');
const server = await serve(db);
const answers = { enps: 9, heard: 4, channel: ['mail'], shift: 'night', more: 'Mehr Licht, bitte' };

async function refused(body, status, headers) {
    const before = await contents(db);
    const response = await post(server, body, headers);
    assert.equal(response.status, status, typeof body === 'string' ? body.slice(0, 100) : JSON.stringify(body));
    assert.equal(await contents(db), before, 'a refused ballot changed something');
    return response;
}
const faults = async (response) => (await response.json()).faults.map(({ pointer, fault }) => `${pointer} ${fault}`);

test('a ballot is stored and acknowledged with a receipt', async () => {
    const response = await post(server, { token: people[0].token, answers });
    assert.equal(response.status, 201);
    assert.match((await response.json()).receipt, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n, 1);
});

test('nothing of it can be read in the database', async () => {
    const everythingStored = await contents(db);
    for (const secret of ['Mehr Licht', people[0].token, Buffer.from('Mehr Licht').toString('hex')])
        assert.ok(!everythingStored.includes(secret));
});

test('the same token again replaces the ballot, whichever form or later link is used', async () => {
    const further = invite(db, 'w').find((person) => person.employee_id === people[0].employee_id);
    const receipts = [];
    for (const token of [people[0].code.toLowerCase(), further.token, further.code.replaceAll('-', ' ')]) {
        const response = await post(server, { token, answers: { enps: 3, why: 'Zeit' } });
        assert.equal(response.status, 200);
        receipts.push((await response.json()).receipt);
    }
    assert.equal(new Set(receipts).size, 3);
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n, 1);
});

test('clicks at the same moment store one ballot', async () => {
    const responses = await Promise.all(Array.from({ length: 20 }, () => post(server, { token: people[1].token, answers })));
    const codes = responses.map((r) => r.status).sort();
    assert.deepEqual(codes, [...Array(19).fill(200), 201]);
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n, 2);
});

test('faults are named by JSON pointer, all at once', async () => {
    const response = await refused({
        token: people[2].token,
        answers: { enps: 11, heard: '4', channel: ['mail', 'fax'], shift: ['day', 'night'], nothing: 1, more: 7 },
    }, 422);
    assert.deepEqual(await faults(response), ['/answers/enps out_of_range', '/answers/heard wrong_type',
        '/answers/channel/1 unknown_option', '/answers/shift one_option', '/answers/nothing unknown_question', '/answers/more wrong_type']);
});

test('40 bad bodies are refused, each with its place, and change nothing', async () => {
    const { token } = people[2];
    const bad = [
        [{}, '/token required'], [{ token }, '/answers required'], [{ answers }, '/token required'],
        [{ token: 5, answers }, '/token wrong_type'], [{ token, answers: [] }, '/answers wrong_type'],
        [{ token, answers: null }, '/answers wrong_type'], [[], ' wrong_type'], ['null', ' wrong_type'], ['7', ' wrong_type'],
        [{ token, answers, extra: 1 }, '/extra unknown_question'], [{ token, answers: {} }, '/answers/enps required'],
        [{ token, answers: { heard: 3 } }, '/answers/enps required'], [{ token, answers: { enps: null } }, '/answers/enps required'],
        [{ token, answers: { enps: -1 } }, '/answers/enps out_of_range'], [{ token, answers: { enps: 1e9 } }, '/answers/enps out_of_range'],
        [{ token, answers: { enps: 9.5 } }, '/answers/enps wrong_type'], [{ token, answers: { enps: true } }, '/answers/enps wrong_type'],
        [{ token, answers: { enps: {} } }, '/answers/enps wrong_type'], [{ token, answers: { enps: [1, 2] } }, '/answers/enps given_twice'],
        [{ token, answers: { enps: 'not_applicable' } }, '/answers/enps not_offered'],
        [{ token, answers: { enps: 9, heard: 0 } }, '/answers/heard out_of_range'], [{ token, answers: { enps: 9, heard: 6 } }, '/answers/heard out_of_range'],
        [{ token, answers: { enps: 9, channel: 'fax' } }, '/answers/channel/0 unknown_option'],
        [{ token, answers: { enps: 9, channel: ['mail', 'mail'] } }, '/answers/channel/1 option_twice'],
        [{ token, answers: { enps: 9, channel: [1] } }, '/answers/channel/0 wrong_type'],
        [{ token, answers: { enps: 9, channel: [['mail']] } }, '/answers/channel/0 wrong_type'],
        [{ token, answers: { enps: 9, shift: 2 } }, '/answers/shift/0 wrong_type'],
        [{ token, answers: { enps: 9, more: 'x'.repeat(501) } }, '/answers/more too_long'],
        [{ token, answers: { enps: 6, why: 'x'.repeat(201) } }, '/answers/why too_long'],
        [{ token, answers: { enps: 9, 'a/b~': 1 } }, '/answers/a~1b~0 unknown_question'],
        [{ token, answers: { enps: 9, '': 1 } }, '/answers/ unknown_question'],
        [{ token, answers: { enps: 9, ENPS: 1 } }, '/answers/ENPS unknown_question'],
    ];
    for (const [body, expected] of bad)
        assert.deepEqual(await faults(await refused(body, 422)), [expected], JSON.stringify(body));
    const broken = ['', '{', '{"token"', 'token=x', `{"token": "${token}", "answers": {"enps": 9, "enps": 8}}`,
        `{"token": "${token}", "token": "${token}", "answers": {"enps": 9}}`, `{"token": "${token}", "answers": {"more": "\\u0000"}}`,
        `${'['.repeat(3000)}${']'.repeat(3000)}`, `{"token": "${token}", "answers": {"enps": 9}} and more`];
    for (const body of broken) await refused(body, 400);
    await refused(Buffer.from('7b22746f6b656e223a22ff227d', 'hex').toString('latin1'), 422); // Node sends it as UTF-8: a wrong token's frame
    await refused(JSON.stringify({ token, answers: { enps: 9, more: 'x'.repeat(70000) } }), 413);
    await refused({ token, answers }, 415, { 'content-type': 'text/plain' });
});

test('an answer that others hide is left out, not refused', async () => {
    const response = await post(server, { token: people[2].token, answers: { enps: 9, why: 'left over' } });
    assert.equal(response.status, 201);
});

test('unknown tokens are 404, and too many of them 429', async () => {
    const response = await refused({ token: '0'.repeat(26), answers }, 404);
    assert.equal((await response.json()).error, 'unknown_token');
    await refused({ token: 'nonsense', answers }, 404);
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const codes = [];
    for (let i = 0; i < 25; i++) codes.push((await post(server, { token: '0'.repeat(26), answers }, from)).status);
    assert.deepEqual([...new Set(codes)], [404, 429]);
    const blocked = await post(server, { token: '0'.repeat(26), answers }, from);
    assert.ok(Number(blocked.headers.get('retry-after')) > 0);
    assert.equal((await post(server, { token: people[3].token, answers }, from)).status, 201, 'the right token still works');
    assert.equal((await post(server, { token: '0'.repeat(26), answers }, { 'x-forwarded-for': '203.0.113.8' })).status, 404, 'others are not affected');
});

test('after the planned end nothing is taken any more', async () => {
    await db.sql(`UPDATE survey.wave SET closes = now() - interval '1 second'`);
    await refused({ token: people[4].token, answers }, 410);
    await db.sql('UPDATE survey.wave SET closes = NULL');
});

test('while the wave is being closed a ballot is told to come again', async () => {
    await db.sql('BEGIN');
    await db.sql('SELECT pg_advisory_xact_lock(25955, wave_id) FROM survey.wave');
    const response = await post(server, { token: people[4].token, answers });
    await db.sql('ROLLBACK');
    assert.equal(response.status, 503);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
});

test('closing counts exactly what was acknowledged, and the receipt says so', async () => {
    const { receipt } = await (await post(server, { token: people[5].token, answers })).json();
    const replaced = receipt;
    const last = (await (await post(server, { token: people[5].token, answers: { enps: 2, heard: 'not_applicable', why: 'Ruhe' } })).json()).receipt;
    assert.match(db.good('receipt', last), /lies sealed in the box of wave w/);
    const listed = () => JSON.parse(db.good('wave', 'list', '--json'))[0];
    assert.equal(listed().responded, null, 'a wave that is open tells nobody how many answered just now');
    assert.match(db.good('wave', 'close', 'w'), /5 answer sheets, 4 comments/);
    assert.equal(listed().responded, 5);
    assert.match(db.good('receipt', last.toLowerCase().replaceAll('-', '')), /was counted in wave w/);
    assert.equal(db.run('receipt', replaced).status, 1);
    assert.deepEqual(await db.sql('SELECT body FROM answers.comment ORDER BY body'), [{ body: 'Mehr Licht, bitte' },
        { body: 'Mehr Licht, bitte' }, { body: 'Ruhe' }, { body: 'Zeit' }]);
});

test('the sheets came out as they went in', async () => {
    const blocks = await db.sql('SELECT sheets, payload FROM answers.block');
    assert.equal(blocks.length, 1);
    const [{ sheets, payload }] = blocks;
    assert.equal(sheets, 5);
    const columns = 2 * sheets + 2 * sheets; // after department numbers and two segments
    const enps = [...payload.subarray(columns, columns + sheets)].sort((a, b) => a - b);
    const heard = [...payload.subarray(columns + sheets, columns + 2 * sheets)].sort((a, b) => a - b);
    assert.deepEqual(enps, [2, 3, 9, 9, 9]);
    assert.deepEqual(heard, [3, 3, 254, 255, 255]);
});

test('a closed wave answers 410', async () => {
    await refused({ token: people[6].token, answers }, 410);
    assert.equal((await post(server, { token: people[0].token, answers })).status, 410);
});
