// A good code whose survey opens on a later day: every way in says when, stores nothing, and works without a restart when the day is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'now', { definition: everything, k: 3 });
openWave(db, 'later', { definition: everything, k: 3, args: ['--opens', '2199-12-01'] });
const [today] = invite(db, 'now');
const people = invite(db, 'later');
const visitors = JSON.parse(db.good('invite', 'later', '--open', 'B', '--name', 'Suppliers', '--json'));
const withdrawn = JSON.parse(db.good('invite', 'later', '--open', 'A', '--name', 'Partners', '--json'));
db.good('invite', 'later', '--withdraw', String(withdrawn.link));
const tokenOf = (link) => link.url.split('#')[1];
const server = await serve(db);
const answers = { enps: 9 };

const send = (path, fields) => fetch(server.base + path, { method: 'POST', body: new URLSearchParams(fields) });

async function refused(request, status) {
    const before = await contents(db);
    const response = await request();
    assert.equal(response.status, status);
    assert.equal(await contents(db), before, 'something was stored');
    return response;
}

test('the page says on which day it opens, in the language of the reader, and keeps nothing', async () => {
    for (const token of [people[0].token, people[0].code.toLowerCase(), `http://x/s#${people[0].token}`, visitors.code]) {
        const response = await refused(() => send('/s', { token }), 403);
        assert.equal(response.headers.get('cache-control'), 'no-store');
        assert.equal(response.headers.get('set-cookie'), null);
        assert.ok(Number(response.headers.get('retry-after')) > 3600);
        const html = await response.text();
        assert.match(html, /<h1>This survey is not open yet<.*It opens on 1 December 2199\.<.*come back from that day on/s);
        assert.doesNotMatch(html, /is not stored\.|fieldset/);
    }
    const german = await (await send('/s', { token: people[0].token, _language: 'de' })).text();
    assert.match(german, /<html lang="de">.*noch nicht offen<.*Sie beginnt am 1\. Dezember 2199\./s);
});

test('what is sent all the same is not stored, and the page says so', async () => {
    const html = await (await refused(() => send('/s/answers', { token: people[1].token, enps: '9' }), 403)).text();
    assert.match(html, /not open yet<.*What you have just sent is not stored/s);
    await refused(() => send('/s/answers', { token: `${tokenOf(visitors)}.${people[1].token}`, enps: '9' }), 403);
});

test('on a shared device the next code can be typed at once, and this one is gone', async () => {
    const response = await refused(() => send('/s', { token: people[2].code, _kiosk: '0'.repeat(26) }), 403);
    assert.match(response.headers.get('refresh'), /^60; url=\/kiosk/);
    const html = await response.text();
    assert.match(html, /id="kiosk".*it opens on 1 December 2199/s);
    assert.ok(!html.includes(people[2].code) && !html.includes(people[2].token));
});

test('a program is told the day and how long to wait', async () => {
    await db.sql(`UPDATE survey.wave SET opened = now() + interval '3 days' WHERE key = 'later'`);
    for (const token of [people[3].token, people[3].code, tokenOf(visitors)]) {
        const response = await refused(() => post(server, { token, answers }), 403);
        const { message, ...rest } = await response.json();
        assert.deepEqual(rest, { error: 'not_open', opens: '2199-12-01' });
        assert.match(message, /not open yet; nothing was stored/);
        const wait = Number(response.headers.get('retry-after'));
        assert.ok(wait > 2 * 86400 && wait <= 3 * 86400, `${wait} seconds`);
    }
    assert.equal((await post(server, { token: people[3].token.replace(/.$/, (c) => (c === '0' ? '1' : '0')), answers })).status, 404);
});

test('an open link that was withdrawn before the day says so', async () => {
    assert.equal((await (await refused(() => post(server, { token: tokenOf(withdrawn), answers }), 410)).json()).error, 'link_withdrawn');
});

test('another wave that is open takes ballots meanwhile', async () => {
    assert.equal((await post(server, { token: today.token, answers })).status, 201);
});

test('it opens at its moment without a restart, for links that were turned away before', async () => {
    assert.equal((await send('/s', { token: people[4].token })).status, 403);
    await db.sql(`UPDATE survey.wave SET opened = now() + interval '1 second' WHERE key = 'later'`);
    for (let tries = 0; (await send('/s', { token: people[4].token })).status !== 200; tries++) {
        assert.ok(tries < 300, 'it never opens');
        await new Promise((done) => setTimeout(done, 100));
    }
    const response = await post(server, { token: people[4].token, answers });
    assert.equal(response.status, 201);
    assert.equal((await post(server, { token: tokenOf(visitors), answers })).status, 201);
    assert.match(await (await send('/s', { token: people[5].code })).text(), /<fieldset/);
    db.good('wave', 'close', 'later');
    assert.match(db.good('receipt', (await response.json()).receipt), /counted/);
});

test('a wave that is put off again stores nothing more', async () => {
    openWave(db, 'put-off', { definition: everything, k: 3 });
    const [first, second] = invite(db, 'put-off');
    assert.equal((await post(server, { token: first.token, answers })).status, 201);
    await db.sql(`UPDATE survey.wave SET opened = now() + interval '1 day' WHERE key = 'put-off'`);
    await refused(() => post(server, { token: second.token, answers }), 403);
    await refused(() => post(server, { token: first.token, answers: { enps: 1 } }), 403);
});

test('one that is closed before its day is closed to everybody', async () => {
    openWave(db, 'never', { definition: everything, k: 3, args: ['--opens', '2199-12-01'] });
    const [person] = invite(db, 'never');
    assert.equal((await post(server, { token: person.token, answers })).status, 403);
    db.good('wave', 'close', 'never');
    assert.equal((await (await refused(() => post(server, { token: person.token, answers }), 410)).json()).error, 'closed');
    assert.match(await (await send('/s', { token: person.token })).text(), /This survey is closed/);
});
