// Open links (`invite KEY --open DEPARTMENT`): anybody may answer, each submission once, only for the link's own group, and never more
// than the link may take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { sheets } from '../support/blocks.mjs';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3 });
const people = invite(db, 'w');
const server = await serve(db);

const link = (key, department, ...args) => {
    const made = JSON.parse(db.good('invite', key, '--open', department, '--json', ...args));
    return { ...made, token: made.url.split('#')[1] };
};
// Each from an address of its own, unless it says another one: links are limited by address.
let visitors = 0;
const somewhere = () => ({ 'x-forwarded-for': `198.51.${visitors >> 8}.${visitors++ & 255}` });
const send = (path, fields, headers = somewhere()) => fetch(server.base + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
const ballots = async (key = 'w') => (await db.sql('SELECT count(*)::int AS n FROM box.ballot JOIN survey.wave USING (wave_id) WHERE key = $1', [key]))[0].n;
const ticketOf = (html) => html.match(/name="token" value="([^"]+)"/)[1];
const receiptOf = (html) => html.match(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/)[0];
const ticket = async (token) => ticketOf(await (await send('/s', { token })).text());
const answers = { enps: 7, heard: 2 };

async function refused(status, response) {
    assert.equal(response.status, status);
    return response.text();
}

const suppliers = link('w', 'A', '--name', 'Suppliers');

test('the page says that it is an open link, what that means and with whom its answers are counted', async () => {
    const response = await send('/s', { token: suppliers.token });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('set-cookie'), null);
    const html = await response.text();
    assert.match(html, /This is an open link/);
    assert.match(html, /cannot be assured that each person answers only once/);
    assert.match(html, /these groups:<[^\n]*>Suppliers \(by open link; how many people is not known\)\nAußendienst \(7 people\) and open links there\nThe whole company \(12 people\) and open links there</);
    assert.match(html, /Opening the link again begins new answers/);
    assert.doesNotMatch(html, /data-draft/, 'nobody could find a draft again');
    assert.ok(html.indexOf('This is an open link') < html.indexOf('<fieldset'));
    const german = await (await send('/s', { token: suppliers.code.toLowerCase(), _language: 'de' })).text();
    assert.match(german, /Dies ist ein offener Link/);
    assert.match(german, /dass jede Person nur einmal antwortet, lässt sich daher nicht zusichern/);
    const personal = await (await send('/s', { token: people[0].token })).text();
    assert.doesNotMatch(personal, /open link|class="visitor"/);
});

test('everybody who opens the link gets a page of their own, and its answers are one more ballot', async () => {
    const before = await ballots(), seen = new Set(), receipts = new Set();
    for (let i = 0; i < 5; i++) {
        const token = await ticket(suppliers.token);
        assert.match(token, new RegExp(`^${suppliers.token}\\.[0-9A-HJKMNP-TV-Z]{26}$`));
        seen.add(token);
        const response = await send('/s/answers', { token, ...answers });
        assert.equal(response.status, 201);
        const html = await response.text();
        assert.match(html, /Close this page before somebody else uses this device/);
        receipts.add(receiptOf(html));
    }
    assert.equal(seen.size, 5);
    assert.equal(receipts.size, 5);
    assert.equal(await ballots(), before + 5);
    assert.match(db.good('receipt', [...receipts][0]), /lies sealed in the box of wave w/);
});

test('the same submission again, twenty times at once or an hour later, stays one ballot', async () => {
    const before = await ballots(), token = await ticket(suppliers.token), from = somewhere();
    const responses = await Promise.all(Array.from({ length: 20 }, () => send('/s/answers', { token, ...answers }, from)));
    assert.deepEqual(responses.map((r) => r.status).sort(), [...Array(19).fill(200), 201]);
    assert.equal((await post(server, { token, answers: { enps: 1 } })).status, 200, 'a changed mind, by the other way');
    assert.equal(await ballots(), before + 1);
    const [{ taken }] = await db.sql('SELECT taken FROM identity.open_link WHERE link = $1', [suppliers.link]);
    assert.equal(taken, 6, 'each submission is counted once');
});

test('the thank-you page and the choice of another language go on with the same submission', async () => {
    const before = await ballots(), token = await ticket(suppliers.token);
    assert.equal(ticketOf(await (await send('/s', { token, _language: 'de' })).text()), token);
    const thanks = await (await send('/s/answers', { token, ...answers })).text();
    assert.equal(ticketOf(thanks), token);
    const again = await send('/s/answers', { token: ticketOf(await (await send('/s', { token })).text()), enps: '3' });
    assert.equal(again.status, 200);
    assert.match(await again.text(), /take the place of your earlier ones/);
    assert.equal(await ballots(), before + 1);
});

test('a mistake is shown with what was filled in and the same submission', async () => {
    const before = await contents(db), token = await ticket(suppliers.token);
    const html = await refused(422, await send('/s/answers', { token, enps: '', heard: '4' }));
    assert.equal(ticketOf(html), token);
    assert.match(html, /name="heard" value="4" checked/);
    assert.match(html, /This is an open link/);
    assert.equal(await contents(db), before);
});

test('the programs\' way takes the bare token as a new submission, and a number of one\'s own after a dot', async () => {
    const before = await ballots(), own = `${suppliers.token}.${'7'.repeat(25)}W`;
    for (const [token, status] of [[suppliers.token, 201], [suppliers.token, 201], [own, 201], [own, 200]]) {
        const response = await post(server, { token, answers }, somewhere());
        assert.equal(response.status, status);
        assert.match((await response.json()).receipt, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    }
    assert.equal(await ballots(), before + 3);
});

test('no request moves a ballot into another department', async () => {
    const before = await contents(db), token = await ticket(suppliers.token);
    for (const extra of [{ department: 'B' }, { _department: '0' }, { link: '2' }])
        assert.match(await refused(422, await send('/s/answers', { token, ...answers, ...extra })), /There is no such question/);
    for (const body of [{ token, answers, department: 'B' }, { token, answers: { ...answers, department: 0 } }, { token, answers, submission: 'x' }])
        await refused(422, await post(server, body, somewhere()));
    assert.equal(await contents(db), before);
});

test('guessed and mangled tickets lead nowhere', async () => {
    const before = await contents(db), token = await ticket(suppliers.token), [own, number] = token.split('.');
    for (const wrong of [`${'0'.repeat(26)}.${number}`, `${own}.`, `.${number}`, `${own}.${number}.${number}`, `${own}.${number.slice(1)}`,
        `${own}.é`, `${number}.${own}`, `${own}..${number}`, number]) {
        await refused(404, await send('/s', { token: wrong }));
        await refused(404, await send('/s/answers', { token: wrong, ...answers }));
        await refused(404, await post(server, { token: wrong, answers }, somewhere()));
    }
    assert.equal(await contents(db), before);
});

test('a submission belongs to its link: with another one, or another wave\'s, it is another ballot', async () => {
    openWave(db, 'other', { definition: everything, k: 3 });
    const here = link('w', 'B'), there = link('other', 'A', '--name', 'Suppliers');
    const number = (await ticket(suppliers.token)).split('.')[1];
    const before = await ballots();
    assert.equal((await send('/s/answers', { token: `${suppliers.token}.${number}`, enps: '1' })).status, 201);
    assert.equal((await send('/s/answers', { token: `${here.token}.${number}`, enps: '2' })).status, 201);
    assert.equal((await send('/s/answers', { token: `${there.token}.${number}`, enps: '3' })).status, 201);
    assert.equal(await ballots(), before + 2);
    assert.equal(await ballots('other'), 1);
    db.good('wave', 'close', 'other');
    assert.deepEqual((await sheets(db, 'other')).map((sheet) => sheet.answers[0]), [3]);
    const html = await refused(410, await send('/s', { token: there.token }));
    assert.match(html, /This survey is closed/);
    await refused(410, await post(server, { token: `${there.token}.${number}`, answers }, somewhere()));
});

test('a withdrawn link says so and takes nothing, not even a change', async () => {
    const short = link('w', 'B'), token = await ticket(short.token);
    assert.equal((await send('/s/answers', { token, ...answers })).status, 201);
    db.good('invite', 'w', '--withdraw', String(short.link));
    const before = await contents(db);
    for (const given of [short.token, token]) {
        assert.match(await refused(410, await send('/s', { token: given })), /was withdrawn and takes no more answers/);
        assert.match(await refused(410, await send('/s/answers', { token: given, ...answers })), /was withdrawn/);
        assert.equal(JSON.parse(await refused(410, await post(server, { token: given, answers }, somewhere()))).error, 'link_withdrawn');
    }
    assert.equal(await contents(db), before);
});

test('who comes while the close takes the link away hears that the survey is closed', async () => {
    const { token } = link('w', 'B', '--name', 'Late');
    const closing = new pg.Client({ database: db.name });
    await closing.connect();
    await closing.query('BEGIN');
    await closing.query('LOCK TABLE identity.open_link IN ACCESS EXCLUSIVE MODE');
    const late = send('/s', { token });
    for (let round = 0; (await db.sql(`SELECT FROM pg_locks WHERE relation = 'identity.open_link'::regclass AND NOT granted`)).length === 0; round++) {
        assert.ok(round < 1000, 'the server never looked for the link');
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await closing.query(`WITH gone AS (DELETE FROM identity.open_link WHERE link = (SELECT max(link) FROM identity.open_link) RETURNING wave_id, token)
        INSERT INTO identity.former_token (wave_id, token) SELECT wave_id, token FROM gone`);
    await closing.query('COMMIT');
    await closing.end();
    assert.match(await refused(410, await late), /This survey is closed/);
});

test('a full link takes exactly as many as it may, also from many at once, and still lets a mind be changed', async () => {
    const small = link('w', 'ROOT', '--most', '3'), first = await ticket(small.token), waiting = await ticket(small.token);
    assert.equal((await send('/s/answers', { token: first, ...answers })).status, 201);
    const others = await Promise.all(Array.from({ length: 12 }, () => post(server, { token: small.token, answers }, somewhere())));
    assert.deepEqual(others.map((r) => r.status).sort(), [201, 201, ...Array(10).fill(410)]);
    const before = await contents(db);
    assert.match(await refused(410, await send('/s', { token: small.token })), /has taken as many answers as it may/);
    assert.match(await refused(410, await send('/s/answers', { token: waiting, ...answers })), /has taken as many answers as it may/);
    assert.equal(JSON.parse(await refused(410, await post(server, { token: small.token, answers }, somewhere()))).error, 'link_full');
    assert.equal(await contents(db), before);
    assert.equal((await send('/s', { token: first })).status, 200);
    assert.equal((await send('/s/answers', { token: first, enps: '10' })).status, 200);
});

test('a flood from one address is held up after a burst, others are not, and the answers stay on the page', async () => {
    const flooded = link('w', 'A', '--name', 'Flood'), from = { 'x-forwarded-for': '203.0.113.9' };
    const codes = await Promise.all(Array.from({ length: 60 }, async () => (await post(server, { token: flooded.token, answers }, from)).status));
    const stored = codes.filter((code) => code === 201).length;
    assert.ok(stored >= 30 && stored < 45, `${stored} stored`);
    assert.deepEqual([...new Set(codes)].sort(), [201, 429]);
    const held = await send('/s/answers', { token: await ticket(flooded.token), ...answers, more: 'kept' }, from);
    assert.ok(Number(held.headers.get('retry-after')) > 0);
    const html = await refused(429, held);
    assert.match(html, /Many answers came through an open link from your network/);
    assert.match(html, /NOT stored yet/);
    assert.match(html, /name="more" value="kept"/);
    assert.equal((await post(server, { token: flooded.token, answers }, somewhere())).status, 201, 'from elsewhere');
    assert.equal((await post(server, { token: people[0].token, answers }, from)).status, 201, 'a personal link from there');
});

test('at a shared device the typed code of an open link serves one person after the other', async () => {
    const before = await ballots();
    for (let i = 0; i < 2; i++) {
        const round = (await (await fetch(`${server.base}/kiosk`)).text()).match(/name="_kiosk" value="([0-9A-Z]{26})"/)[1];
        const page = await (await send('/s', { token: suppliers.code, _kiosk: round })).text();
        assert.match(page, /This is an open link/);
        const thanks = await send('/s/answers', { token: ticketOf(page), _kiosk: round, ...answers });
        assert.equal(thanks.status, 201);
        assert.doesNotMatch(await thanks.text(), new RegExp(suppliers.token), 'nothing that the next person could go on with');
    }
    assert.equal(await ballots(), before + 2);
    const gone = link('w', 'B');
    db.good('invite', 'w', '--withdraw', String(gone.link));
    const page = await refused(410, await send('/s', { token: gone.code, _kiosk: '0'.repeat(26) }));
    assert.match(page, /was withdrawn/);
    assert.match(page, /_kiosk/);
});

test('nothing of a link or a submission can be read in the database', async () => {
    const token = await ticket(suppliers.token);
    assert.equal((await send('/s/answers', { token, ...answers })).status, 201);
    const all = await contents(db);
    for (const part of [suppliers.token, ...token.split('.')]) assert.ok(!all.includes(part));
});

test('a retry after a transaction that nobody heard the end of is the same ballot', async () => {
    const before = await ballots(), token = await ticket(suppliers.token);
    const count = async () => (await db.sql('SELECT taken FROM identity.open_link WHERE link = $1', [suppliers.link]))[0].taken;
    const taken = await count();
    const lost = post(server, { token, answers }, somewhere());
    await db.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${db.name}' AND application_name = 'echolot'`);
    assert.ok([200, 201].includes((await lost).status));
    assert.equal((await post(server, { token, answers }, somewhere())).status, 200);
    assert.equal(await ballots(), before + 1);
    assert.equal(await count(), taken + 1);
});

test('closing counts what came in, each in the group of its link, and destroys what is secret of the links', async () => {
    const [{ wave_id: id }] = await db.sql(`SELECT wave_id FROM survey.wave WHERE key = 'w'`);
    const expected = await ballots();
    const taken = await db.sql(`SELECT d.code, sum(o.taken)::int AS taken FROM identity.open_link o
        JOIN survey.open_link s USING (wave_id, link) JOIN survey.wave_department d USING (wave_id, department)
        WHERE wave_id = $1 GROUP BY 1 HAVING sum(o.taken) > 0 ORDER BY 1`, [id]);
    await db.sql('UPDATE identity.open_link SET taken = taken - 1 WHERE wave_id = $1 AND link = $2', [id, suppliers.link]);
    const forged = db.run('wave', 'close', 'w');
    assert.equal(forged.status, 1, 'one more than came through the link');
    assert.match(forged.stderr, /1 of \d+ ballots .* are not what was asked for/);
    await db.sql('UPDATE identity.open_link SET taken = taken + 1 WHERE wave_id = $1 AND link = $2', [id, suppliers.link]);
    db.good('wave', 'close', 'w');
    const rows = await sheets(db, 'w');
    assert.equal(rows.length, expected);
    const counts = new Map();
    for (const { department } of rows) counts.set(department, (counts.get(department) ?? 0) + 1);
    assert.deepEqual(taken.map(({ code }) => code), ['A/Flood', 'A/Suppliers', 'B/open', 'ROOT/open']);
    for (const { code, taken: n } of taken) assert.equal(counts.get(code), n, code);
    for (const { department, segments } of rows)
        if (department.includes('/')) assert.deepEqual(segments, [null, null]);
    assert.deepEqual(await db.sql('SELECT * FROM identity.open_link'), []);
    assert.match(await refused(410, await send('/s', { token: suppliers.token })), /This survey is closed/);
});
