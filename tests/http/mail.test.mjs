// From the message to the answer and back: the link in a mail works, reminders go to nobody who answered, and to nobody who switched them off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database, freePort, serve } from '../support/echolot.mjs';
import { mailServer, parse, refusal, send } from '../support/mail.mjs';
import { directory, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
const server = await serve(db);
const smtp = await mailServer();
const env = { ECHOLOT_BASE_URL: server.base };
const invitations = new Map(); // address → parsed message
openWave(db, '2026-11', { k: 4 });

const tokenIn = (parsed) => parsed.text.match(/\/s#([0-9A-Z]{26})/)[1];
const optOut = (parsed) => parsed.text.match(/http:\S+\/o\?t=[0-9A-Z]{26}/)[0];
const answer = async (token) => assert.ok([200, 201].includes((await post(server, { token, answers: { enps: 9 } })).status));
const run = async (...args) => {
    smtp.mails.length = 0;
    const result = await send(db, smtp, args, { env });
    return { ...result, to: smtp.mails.map((m) => m.to).sort() };
};
const page = async (url, options = {}) => {
    const response = await fetch(url, { ...options, headers: { 'accept-language': 'en', ...options.headers } });
    return { status: response.status, text: await response.text() };
};
const form = (fields) => ({ method: 'POST', body: new URLSearchParams(fields) });
const wanted = async (address) => (await db.sql('SELECT wanted FROM identity.reminder_choice JOIN identity.person USING (person_id) WHERE email = $1', [address]))[0].wanted;
const nextDay = () => db.sql('UPDATE identity.delivery SET attempted = attempted - 1');

test('the link in an invitation leads to the person\'s sheet', async () => {
    const sent = await run('invite', '2026-11', '--mail');
    assert.equal(sent.status, 0, sent.stderr);
    assert.equal(sent.to.length, 12);
    for (const mail of smtp.mails) invitations.set(mail.to, await parse(mail));
    for (const address of ['p1a@example.org', 'p2a@example.org', 'p1b@example.org']) await answer(tokenIn(invitations.get(address)));
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n, 3);
});

test('a reminder goes to those without a ballot, in their language, with a link to the same ballot', async () => {
    const sent = await run('remind', '2026-11');
    assert.equal(sent.status, 0, sent.stderr);
    assert.match(sent.stdout, /9 reminders sent/);
    assert.equal(sent.to.length, 9);
    for (const address of ['p1a@example.org', 'p2a@example.org', 'p1b@example.org']) assert.ok(!sent.to.includes(address));
    for (const mail of smtp.mails) {
        const parsed = await parse(mail);
        const german = parsed.headers.get('content-language') === 'de';
        assert.equal(parsed.subject, german ? 'Erinnerung: Team-Puls' : 'Reminder: Team pulse');
        assert.notEqual(tokenIn(parsed), tokenIn(invitations.get(mail.to)), 'a fresh token');
        assert.equal(optOut(parsed), optOut(invitations.get(mail.to)), 'the same way to switch reminders off');
    }
    const reminder = await parse(smtp.mails.find((m) => m.to === 'p2b@example.org'));
    await answer(tokenIn(reminder));
    await answer(tokenIn(invitations.get('p2b@example.org')));
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n, 4, 'both links lead to one ballot');
});

test('nobody is reminded twice on a day', async () => {
    const sent = await run('remind', '2026-11');
    assert.equal(sent.status, 0, sent.stderr);
    assert.deepEqual(sent.to, []);
});

test('looking at the page of a link changes nothing, its button switches reminders off and on', async () => {
    const url = optOut(invitations.get('p3a@example.org'));
    const shown = await page(url);
    assert.equal(shown.status, 200);
    assert.match(shown.text, /You get a reminder/);
    assert.equal((await page(url, { method: 'HEAD' })).status, 200);
    assert.equal(await wanted('p3a@example.org'), true);
    const token = shown.text.match(/name="token" value="([0-9A-Z]{26})"/)[1];
    assert.match(shown.text, /action="\/o"/);
    assert.match(shown.text, /name="wanted" value="no"/);
    const off = await page(`${server.base}/o`, form({ token, wanted: 'no', _language: 'de' }));
    assert.match(off.text, /keine Erinnerungen mehr/);
    assert.equal(await wanted('p3a@example.org'), false);
    const on = await page(`${server.base}/o`, form({ token, wanted: 'yes' }));
    assert.match(on.text, /You get a reminder/);
    assert.equal(await wanted('p3a@example.org'), true);
});

test('one click of a mail program (RFC 8058) switches reminders off, as either kind of form', async () => {
    for (const [address, body] of [['p1a1@example.org', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })], ['p2a1@example.org', new FormData()]]) {
        const list = invitations.get(address).headers.get('list');
        assert.equal(list['unsubscribe-post'].name, 'List-Unsubscribe=One-Click');
        if (body instanceof FormData) body.append('List-Unsubscribe', 'One-Click');
        const response = await fetch(list.unsubscribe.url, { method: 'POST', body, redirect: 'error' });
        assert.equal(response.status, 200);
        assert.equal(await wanted(address), false);
    }
});

test('whoever switched reminders off gets none, and is reminded again after switching them on', async () => {
    await nextDay();
    const without = await run('remind', '2026-11');
    assert.deepEqual(without.to, ['p1root@example.org', 'p2root@example.org', 'p3a1@example.org', 'p3a@example.org', 'p3b@example.org', 'p4a1@example.org']);
    await page(`${server.base}/o`, form({ token: optOut(invitations.get('p1a1@example.org')).split('=')[1], wanted: 'yes' }));
    await nextDay();
    const withOne = await run('remind', '2026-11');
    assert.equal(withOne.to.length, 7);
    assert.ok(withOne.to.includes('p1a1@example.org'));
});

test('whoever answers or switches reminders off while theirs waits is left alone', async () => {
    await nextDay();
    const away = { url: `smtp://127.0.0.1:${await freePort()}` };
    assert.equal((await send(db, away, ['remind', '2026-11'], { env })).status, 1);
    assert.equal((await db.sql(`SELECT count(*)::int AS n FROM identity.delivery WHERE state = 'queued'`))[0].n, 7);
    await answer(tokenIn(invitations.get('p3a@example.org')));
    await page(optOut(invitations.get('p3b@example.org')), form({ 'List-Unsubscribe': 'One-Click' }));
    const sent = await run('remind', '2026-11', '--json');
    const said = JSON.parse(sent.stdout);
    assert.deepEqual([said.sent, said.answered, said.declined, said.unsent], [5, 1, 1, []]);
    assert.equal(sent.to.length, 5);
});

test('kill -9 among the reminders: the next run goes on with the same round, nobody twice', async () => {
    await nextDay();
    smtp.mails.length = 0;
    let child;
    smtp.rules.received = () => { if (smtp.mails.length === 2) child.kill('SIGKILL'); };
    assert.equal((await send(db, smtp, ['remind', '2026-11'], { env, started: (c) => { child = c; } })).signal, 'SIGKILL');
    smtp.rules.received = undefined;
    const rest = await send(db, smtp, ['remind', '2026-11'], { env });
    assert.equal(rest.status, 1);
    assert.match(rest.stdout, /3 reminders sent\n1 in doubt/);
    const all = smtp.mails.map((m) => m.to);
    assert.equal(new Set(all).size, all.length);
    assert.equal(all.length, 5);
});

test('reminders leave out whom no message reached', async () => {
    openWave(db, 'second', { k: 4 });
    smtp.rules.recipient = (to) => (to === 'p1b@example.org' ? refusal(550, '5.1.1 gone') : undefined);
    await run('invite', 'second', '--mail');
    smtp.rules.recipient = undefined;
    const sent = await run('remind', 'second');
    assert.equal(sent.to.length, 9, 'twelve without the bounce and two who want none');
    assert.ok(!sent.to.includes('p1b@example.org'));
});

test('people who were invited by other means are reminded as well', async () => {
    openWave(db, 'paper', { k: 4 });
    const sent = await run('remind', 'paper');
    assert.equal(sent.to.length, 10, 'all but the two who want none');
});

test('an unknown or broken link says so and changes nothing; guessing is slowed down', async () => {
    const before = await db.sql('SELECT * FROM identity.reminder_choice ORDER BY 1');
    for (const url of ['/o', '/o?t=', '/o?t=short', `/o?t=${'0'.repeat(26)}`, `/o?t=${tokenIn(invitations.get('p1a@example.org'))}`])
        assert.equal((await page(server.base + url)).status, 404, url);
    assert.equal((await page(`${server.base}/o`, form({ token: '0'.repeat(26), wanted: 'no' }))).status, 404);
    assert.equal((await page(`${server.base}/o`, form({ token: '0'.repeat(26), wanted: 'maybe' }))).status, 400);
    assert.equal((await page(`${server.base}/o`, form({ token: '0'.repeat(26) }))).status, 400);
    assert.equal((await page(`${server.base}/o?t=${'0'.repeat(26)}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status, 415);
    let last;
    for (let i = 0; i < 30; i++) last = await page(`${server.base}/o?t=${'1'.repeat(23)}${i % 8}00`);
    assert.equal(last.status, 429);
    assert.deepEqual(await db.sql('SELECT * FROM identity.reminder_choice ORDER BY 1'), before);
});

test('the token for reminders opens no sheet', async () => {
    const token = optOut(invitations.get('p1a@example.org')).split('=')[1];
    assert.ok([404, 429].includes((await post(server, { token, answers: { enps: 9 } })).status));
});

test('when the wave closes, who was reminded goes with it; who wants no reminders stays, for everybody alike', async () => {
    db.good('wave', 'close', '2026-11');
    assert.equal((await db.sql(`SELECT count(*)::int AS n FROM identity.delivery JOIN survey.wave USING (wave_id) WHERE key = '2026-11'`))[0].n, 0);
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM identity.reminder_choice'))[0].n, 12);
    assert.equal(await wanted('p2a1@example.org'), false);
});

test('the survey server may switch reminders and nothing else in the mail tables', async () => {
    const may = await db.sql(`SELECT has_table_privilege('echolot_collect', 'identity.delivery', 'SELECT') AS delivery,
        has_column_privilege('echolot_collect', 'identity.reminder_choice', 'token', 'UPDATE') AS token,
        has_table_privilege('echolot_collect', 'identity.reminder_choice', 'INSERT') AS insert,
        has_table_privilege('echolot_present', 'identity.reminder_choice', 'SELECT') AS present,
        has_table_privilege('echolot_analyze', 'identity.delivery', 'SELECT') AS analyze`);
    assert.deepEqual(may, [{ delivery: false, token: false, insert: false, present: false, analyze: false }]);
});
