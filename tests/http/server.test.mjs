// The server towards the network and its surroundings: requests that no honest client sends, slow senders, start, readiness and end.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { contents, database, serve } from '../support/echolot.mjs';
import { raw, request } from '../support/raw.mjs';
import { away, directory, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w');
const people = invite(db, 'w');
const server = await serve(db, { args: ['--deadline', '1'] });
const answers = { enps: 9 };

const form = (token) => `token=${token}&enps=9`;

test('what no honest client sends is 400, and the connection ends', async () => {
    const before = await contents(db);
    const body = form(people[0].token);
    const good = ['POST /s/answers HTTP/1.1', 'Host: x', 'Content-Type: application/x-www-form-urlencoded'];
    const length = `Content-Length: ${body.length}`;
    const bad = {
        'two lengths': request([...good, length, length], body),
        'two different lengths': request([...good, length, 'Content-Length: 3'], body),
        'length and chunked': request([...good, length, 'Transfer-Encoding: chunked'], `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
        'two encodings': request([...good, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
        'another encoding': request([...good, 'Transfer-Encoding: gzip, chunked'], `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
        'two hosts': request([...good, 'Host: y', length], body),
        'no host': request([good[0], good[2], length], body),
        'HTTP/1.0': request(['POST /s/answers HTTP/1.0', good[1], good[2], length], body),
        'blank before the colon': request([...good, `Content-Length : ${body.length}`], body),
        'blank in a name': request([...good, 'X Y: 1', length], body),
        'signed length': request([...good, `Content-Length: +${body.length}`], body),
        'hexadecimal length': request([...good, 'Content-Length: 0x10'], body),
        'another method': request(['PUT /s/answers HTTP/1.1', good[1], good[2], length], body),
        'TRACE': request(['TRACE / HTTP/1.1', good[1]]),
        'NUL in the path': request(['GET /s%00 HTTP/1.1', good[1]]),
        'absolute path elsewhere': request(['GET http://elsewhere/ HTTP/1.1', good[1]]),
        'two types': request([...good, 'Content-Type: application/json', length], body),
    };
    for (const [name, bytes] of Object.entries(bad)) {
        const answer = await raw(server, `${bytes}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`); // smuggled behind it: never answered
        assert.ok(answer === '' || /^HTTP\/1\.1 400 /.test(answer), `${name}: ${answer.slice(0, 60)}`);
        assert.doesNotMatch(answer, /HTTP\/1\.1 [^4]/, name);
    }
    assert.equal(await contents(db), before);
});

test('headers without end are cut off', async () => {
    const answer = await raw(server, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100000)}\r\n\r\n`);
    assert.ok(answer === '' || /^HTTP\/1\.1 (400|413|414|431) /.test(answer), answer.slice(0, 60));
});

test('a sender that never comes to an end is cut, however busy it is', async () => {
    const before = await contents(db);
    const started = Date.now();
    let drip;
    await new Promise((resolve) => {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('close', resolve);
        socket.on('error', () => {});
        socket.on('data', () => {});
        socket.write('POST /s/answers HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n');
        drip = setInterval(() => socket.write('a'), 100);
    });
    clearInterval(drip);
    assert.ok(Date.now() - started < 10000);
    assert.equal(await contents(db), before);
});

test('a ballot in pieces is one ballot', async () => {
    const body = JSON.stringify({ token: people[0].token, answers });
    const head = `POST /api/v1/ballots HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunks = [...body].map((letter) => `1\r\n${letter}\r\n`);
    assert.match(await raw(server, head, ...chunks, '0\r\n\r\n'), /^HTTP\/1\.1 201 /);
});

test('health does not depend on the database, readiness does', async () => {
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
    const back = await away(db);
    try {
        const ready = await fetch(`${server.base}/readyz`);
        assert.equal(ready.status, 503);
        assert.ok(Number(ready.headers.get('retry-after')) > 0);
        assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
        const refused = await post(server, { token: people[1].token, answers });
        assert.equal(refused.status, 503);
        assert.ok(Number(refused.headers.get('retry-after')) > 0);
        const page = await fetch(`${server.base}/s/answers`, {
            method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `${form(people[1].token)}&more=kept+words`,
        });
        assert.equal(page.status, 503);
        assert.match(await page.text(), /NOT stored yet[^]*value="kept words"/, 'nothing has to be written twice');
    } finally {
        await back();
    }
    for (let i = 0; (await fetch(`${server.base}/readyz`)).status !== 200; i++) {
        assert.ok(i < 100, 'ready again');
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal((await post(server, { token: people[1].token, answers })).status, 201);
});

test('a schema that becomes another program\'s: who answers is told to come again, until it is ours', async () => {
    const end = () => db.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'echolot'`);
    await db.sql(`INSERT INTO echolot.migration SELECT (jsonb_populate_record(m, '{"number": 9999}')).* FROM echolot.migration m LIMIT 1`);
    await end();
    for (const response of [await post(server, { token: people[1].token, answers }), await fetch(`${server.base}/s/answers`, { method: 'POST', body: new URLSearchParams(form(people[1].token)) }),
        await fetch(`${server.base}/s`, { method: 'POST', body: new URLSearchParams({ token: people[1].token }) }), await fetch(`${server.base}/readyz`)]) {
        assert.equal(response.status, 503, response.url);
        assert.ok(Number(response.headers.get('retry-after')) > 0, response.url);
    }
    await db.sql('DELETE FROM echolot.migration WHERE number = 9999');
    for (let i = 0; (await fetch(`${server.base}/readyz`)).status !== 200; i++) {
        assert.ok(i < 100, 'ready again');
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
});

test('the server says at its start what breaks a promise, and starts', async () => {
    await db.sql(`ALTER DATABASE ${db.name} SET log_statement = 'all'`);
    try {
        const other = await serve(db);
        assert.match(other.output, /^problem: PostgreSQL: log_statement = all: [^\n]*who answered when\n  Set log_statement = 'none'\.$/m);
        assert.match(other.output, /^listening on /m);
        assert.doesNotMatch(server.output, /log_statement/);
    } finally {
        await db.sql(`ALTER DATABASE ${db.name} RESET log_statement`);
    }
});

test('a schema of another version, an address in use or none of ours: the server does not start', async () => {
    const taken = db.run('serve', '--listen', `127.0.0.1:${server.port}`);
    assert.equal(taken.status, 1);
    assert.match(taken.stderr, /cannot listen on 127\.0\.0\.1:\d+/);
    for (const address of ['nowhere', '8080', '127.0.0.1:', 'example.org:80', '::1:80'])
        assert.equal(db.run('serve', '--listen', address).status, 2, address);
    const other = await database();
    await other.sql(`INSERT INTO echolot.migration (number, name, checksum) VALUES (9999, 'future', '')`);
    const newer = other.run('serve', '--listen', '127.0.0.1:0');
    assert.equal(newer.status, 1);
    assert.match(newer.stderr, /schema has version 9999/);
    await other.sql('DELETE FROM echolot.migration WHERE number > 1');
    const older = other.run('serve', '--listen', '127.0.0.1:0');
    assert.equal(older.status, 1);
    assert.match(older.stderr, /Run 'echolot setup'/);
});

test('SIGTERM lets what has begun come to its end and leaves nothing unanswered', async () => {
    const second = await serve(db);
    await db.sql('BEGIN');
    await db.sql('LOCK TABLE box.ballot IN ACCESS EXCLUSIVE MODE');
    const underway = people.slice(2, 6).map((person) => post(second, { token: person.token, answers }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const ended = second.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await db.sql('COMMIT');
    assert.deepEqual((await Promise.all(underway)).map((response) => response.status), [201, 201, 201, 201]);
    assert.deepEqual(await ended, { code: 0, signal: null });
    await assert.rejects(fetch(`${second.base}/healthz`));
});
