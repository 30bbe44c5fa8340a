// What somebody tries who wants in, wants another's ballot, or wants the server down: each attempt gets its refusal, changes nothing,
// and leaves the server answering everybody else. tests/http/server.test.mjs has the requests that contradict themselves.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { contents, database, serve } from '../support/echolot.mjs';
import { raw, request, statuses } from '../support/raw.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3 });
openWave(db, 'other', { definition: { ...everything, id: 'other' }, k: 3 });
openWave(db, 'over', { definition: { ...everything, id: 'over' }, k: 3 });
const people = invite(db, 'w');
const others = invite(db, 'other');
const over = invite(db, 'over');
db.good('wave', 'close', 'over');
const server = await serve(db, { args: ['--deadline', '2'] });
const answers = { enps: 9 };
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Runs the attempt, which must change nothing; afterwards the server is well.
async function unchanged(attempt) {
    const before = await contents(db);
    await attempt();
    assert.equal(await contents(db), before, 'something was changed');
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
}
const form = (fields, headers = {}) => fetch(`${server.base}/s/answers`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof fields === 'string' || fields instanceof Uint8Array ? fields : new URLSearchParams(fields),
});
const ballotHead = (...more) => ['POST /api/v1/ballots HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...more];
const ballot = (person) => JSON.stringify({ token: person.token, answers });
const one = (received, ...allowed) => {
    const [first, ...rest] = statuses(received);
    assert.ok(received === '' || (allowed.includes(first) && rest.length === 0), received.slice(0, 300));
};

// ---- tokens -----------------------------------------------------------------------------------------------------

test('guessing ends with 429 on both ways in, and only for the one who guesses', () => unchanged(async () => {
    const guess = (i) => String(i).padStart(26, '0');
    for (const [from, send] of [
        ['203.0.113.1', (token, headers) => post(server, { token, answers }, headers)],
        ['203.0.113.2', (token, headers) => form({ token, enps: '9' }, headers)]]) {
        const codes = [];
        for (let i = 0; i < 30; i++) codes.push((await send(guess(i), { 'x-forwarded-for': from })).status);
        assert.deepEqual([...new Set(codes)], [404, 429], from);
        const blocked = await send(guess(99), { 'x-forwarded-for': from });
        assert.ok(Number(blocked.headers.get('retry-after')) > 0);
        assert.equal((await send(guess(99), { 'x-forwarded-for': '203.0.113.99' })).status, 404);
    }
}));

test('an address that the sender makes up does not hide who guesses', () => unchanged(async () => {
    // The proxy adds the address it saw, at the end of the line or as a line of its own.
    for (const [from, lines] of [['203.0.113.3', (made) => [`X-Forwarded-For: ${made}, 203.0.113.3`]],
        ['203.0.113.4', (made) => [`X-Forwarded-For: ${made}`, 'X-Forwarded-For: 203.0.113.4']]]) {
        const codes = [];
        for (let i = 0; i < 25; i++) {
            const body = JSON.stringify({ token: '0'.repeat(26), answers });
            codes.push(...statuses(await raw(server, request(ballotHead(...lines(`198.51.100.${i}`), 'Connection: close',
                `Content-Length: ${body.length}`), body))));
        }
        assert.equal(codes.at(-1), 429, from);
    }
}));

test('an IPv4 address is one address in IPv6 too, and not the same as all others', () => unchanged(async () => {
    const guess = async (from) => (await post(server, { token: '0'.repeat(26), answers }, { 'x-forwarded-for': from })).status;
    for (let i = 0; i < 20; i++) assert.equal(await guess(i % 2 ? '203.0.113.11' : '::ffff:203.0.113.11'), 404);
    assert.equal(await guess('::ffff:203.0.113.11'), 429);
    assert.equal(await guess('::ffff:203.0.113.12'), 404);
}));

test('a flood of guesses gets its answers late, and locks nobody out who shares the address', () => unchanged(async () => {
    const patient = await serve(db); // keeps connections that wait for longer than a guess does
    const from = { 'x-forwarded-for': '203.0.113.5' };
    const type = (fields) => fetch(`${patient.base}/s/answers`, { method: 'POST', body: new URLSearchParams(fields), headers: from });
    for (let i = 0; i < 21; i++)
        await Promise.all(Array.from({ length: 25 }, () => post(patient, { token: 'x', answers }, from)));
    const guess = '0'.repeat(26), begin = process.hrtime.bigint();
    const late = [post(patient, { token: guess, answers }, from), type({ token: guess, enps: '9' }), fetch(`${patient.base}/o?t=${guess}`, { headers: from })]
        .map(async (response) => ({ status: (await response).status, seconds: Number(process.hrtime.bigint() - begin) / 1e9 }));
    for (const { status, seconds } of await Promise.all(late)) {
        assert.equal(status, 429);
        assert.ok(seconds > 0.99, `${seconds} s`);
    }
    // A right one is looked at, and its answer waits for nothing: there are several in the time that guesses take.
    let over = false, right = 0;
    const waiting = Promise.all(Array.from({ length: 50 }, () => post(patient, { token: guess, answers }, from))).finally(() => { over = true; });
    for (; !over; right++) assert.equal((await type({ token: people[0].token, enps: '' })).status, 422);
    assert.ok(right > 2, `${right} right ones`);
    assert.deepEqual([...new Set((await waiting).map(({ status }) => status))], [429]);
    await patient.stop();
}));

test('a server that ends answers guesses that wait, without waiting itself', async () => {
    const other = await serve(db);
    const from = { 'x-forwarded-for': '203.0.113.7' };
    for (let i = 0; i < 21; i++)
        await Promise.all(Array.from({ length: 25 }, () => post(other, { token: 'x', answers }, from)));
    const late = Array.from({ length: 20 }, () => post(other, { token: '0'.repeat(26), answers }, from));
    await pause(100);
    assert.equal((await other.stop()).code, 0, other.output);
    assert.deepEqual([...new Set((await Promise.all(late)).map(({ status }) => status))], [429]);
});

test('what only looks like a token is none', () => unchanged(async () => {
    const { token } = people[0];
    for (const [i, wrong] of [`${token}0`, token.slice(1), `${token}\n${token}`, `${token}%00`, `${token};`, token.replace(/^./, 'U'),
        `${token.slice(0, -1)}Z`, `'${token}`, "' OR '1'='1", '*', '\u{FF10}'.repeat(26), ''].entries())
        assert.ok([404, 422].includes((await post(server, { token: wrong, answers }, { 'x-forwarded-for': `203.0.114.${i}` })).status), wrong);
}));

test('a ballot sent again, byte by byte, is one ballot with another receipt', async () => {
    const body = ballot(people[1]);
    const send = async () => post(server, body);
    const first = await send();
    assert.equal(first.status, 201);
    const count = async () => (await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n;
    const before = await count();
    const again = await Promise.all(Array.from({ length: 10 }, send));
    assert.deepEqual([...new Set(again.map((response) => response.status))], [200]);
    assert.equal(await count(), before);
});

test('a token opens its own wave only', async () => {
    assert.equal((await post(server, { token: others[2].token, answers })).status, 201);
    const waves = await db.sql(`SELECT w.key, count(*)::int AS n FROM box.ballot b JOIN survey.wave w USING (wave_id) GROUP BY 1 ORDER BY 1`);
    assert.deepEqual(waves, [{ key: 'other', n: 1 }, { key: 'w', n: 1 }], 'nothing was put into the wave of another token');
    await unchanged(async () => {
        assert.equal((await post(server, { token: over[0].token, answers })).status, 410, 'its wave is closed, others are open');
        assert.equal((await form({ token: over[0].token, enps: '9' })).status, 410);
        assert.equal((await post(server, { token: others[0].token, answers, wave: 'w' })).status, 422);
        assert.equal((await fetch(`${server.base}/s?wave=w&token=${others[0].token}`)).status, 200, 'an address carries no token');
    });
});

// ---- framing ----------------------------------------------------------------------------------------------------

test('a request hidden behind another is not answered', () => unchanged(async () => {
    const inner = request(ballotHead(`Content-Length: ${ballot(people[2]).length}`), ballot(people[2]));
    const chunked = [...ballotHead(), 'Transfer-Encoding: chunked'];
    const attempts = {
        'folded header': request([...ballotHead(), 'X: a', ` Content-Length: ${inner.length}`, 'Content-Length: 0'], inner),
        'folded encoding': request([...ballotHead(`Content-Length: ${inner.length}`), 'Transfer-Encoding:', ' chunked'], inner),
        'encoding with a tab': request([...ballotHead('Content-Length: 4'), 'Transfer-Encoding:\tchunked'], `0\r\n\r\n${inner}`),
        'encoding in other words': request([...ballotHead('Transfer-Encoding: xchunked')], `0\r\n\r\n${inner}`),
        'encoding twice in a line': request([...ballotHead('Transfer-Encoding: chunked, chunked')], `0\r\n\r\n${inner}`),
        'encoding with a blank before the colon': request([...ballotHead('Content-Length: 4', 'Transfer-Encoding : chunked')], `0\r\n\r\n${inner}`),
        'length list': request([...ballotHead('Content-Length: 0, 0')], inner),
        'length below zero': request([...ballotHead('Content-Length: -1')], inner),
        'length beyond all': request([...ballotHead('Content-Length: 18446744073709551617')], inner),
        'chunk size none': request(chunked, `zz\r\n${inner}`),
        'chunk size signed': request(chunked, `+0\r\n\r\n${inner}`),
        'chunk size beyond all': request(chunked, `10000000000000000\r\n${inner}`),
        'chunk longer than said': request(chunked, `1\r\nabc\r\n0\r\n\r\n${inner}`),
        'header without a colon': request([...ballotHead('Content-Length: 0'), 'nothing'], inner),
        'NUL in a header': request([...ballotHead('Content-Length: 0', 'X: a\0b')], inner),
        'return in a header': request([...ballotHead('Content-Length: 0', 'X: a\rContent-Length: 5')], inner),
        'blank before the first header': request(['POST /api/v1/ballots HTTP/1.1', ' Host: x', 'Host: x', 'Content-Length: 0'], inner),
        'address of another host': request(['POST http://x/api/v1/ballots HTTP/1.1', ...ballotHead('Content-Length: 0').slice(1)], inner),
        'address without a path': request(['POST * HTTP/1.1', ...ballotHead('Content-Length: 0').slice(1)], inner),
        'HTTP/2 preface': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        'HTTP/0.9': 'GET /healthz\r\n\r\n',
        'TLS': Buffer.from('16030100c8010000c40303', 'hex'),
    };
    await Promise.all(Object.entries(attempts).map(async ([name, bytes]) => {
        const received = await raw(server, bytes);
        assert.ok(statuses(received).every((status) => status >= 400), `${name}: ${received.slice(0, 200)}`);
        // libmicrohttpd says 413 twice to a length beyond all numbers; what came behind it stays unread.
        assert.ok(new Set(statuses(received)).size <= 1, `${name}: ${received}`);
    }));
}));

test('requests one behind the other are answered in order, and garbage ends the row', async () => {
    const body = ballot(people[3]);
    const get = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    const store = request(ballotHead(`Content-Length: ${body.length}`), body);
    assert.deepEqual(statuses(await raw(server, `${get}${store}${get}${store}\x01\x02\r\n\r\n${get}`)).slice(0, 4), [200, 201, 200, 200]);
    const received = await raw(server, `${get}BAD\r\n\r\n${get}${get}`);
    assert.equal(statuses(received)[0], 200);
    assert.ok(statuses(received).slice(1).every((status) => status === 400) && statuses(received).length <= 2);
});

// ---- what is asked for ------------------------------------------------------------------------------------------

test('tricks with the address lead nowhere', () => unchanged(async () => {
    for (const path of ['//s', '/s/', '/s/.', '/./s', '/s/../s', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/s%2fanswers', '/%73', '/s;x=1',
        '/S', '/style.css/', '/style.css%20', '/reports/survey.html', '/.env', '/s.js.map', '/%00', '/s%00', '/s\\answers', '/s\x7f', '/s\xe4',
        '/s#x', `/${'a'.repeat(2000)}`, `/s?${'a'.repeat(30000)}`, '/s?language=%00', '/s?language=%ff', `/s?${'&a'.repeat(3000)}`])
        one(await raw(server, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'latin1')),
            ...(/^\/s\?(language|&)/.test(path) ? [200, 400, 414, 431] : [400, 404, 413, 414, 431]));
}));

test('other methods are refused, HEAD has no body', () => unchanged(async () => {
    for (const method of ['OPTIONS', 'TRACE', 'CONNECT', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'get', 'GETGET', '\x16'])
        for (const path of ['/', '/s/answers', '*'])
            one(await raw(server, `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Secret: 4711\r\n\r\n`), 400, 404, 405);
    for (const path of ['/', '/s', '/style.css', '/healthz']) {
        const received = await raw(server, `HEAD ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        assert.match(received, /^HTTP\/1\.1 200 [^]*\r\n\r\n$/, 'a head and nothing behind it');
    }
    const posted = await raw(server, `HEAD /s/answers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.deepEqual(statuses(posted), [405]);
}));

test('the host that a request names is found in no answer', () => unchanged(async () => {
    const body = (fields) => new URLSearchParams(fields).toString();
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const evil = ['Host: evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: evil', 'Forwarded: host=evil.example',
        'X-Original-URL: /evil', 'X-Rewrite-URL: /evil', 'Origin: https://evil.example', 'Referer: https://evil.example/', 'Connection: close'];
    const forms = [['/s', body({ token: people[0].token })], ['/s', body({ token: 'wrong' })], ['/s/answers', body({ token: people[0].token })],
        ['/receipt', body({ receipt: '0000-0000-0000-0000' })]];
    for (const path of ['/', '/s', '/receipt', '/nowhere', '/o'])
        assert.doesNotMatch(await raw(server, request([`GET ${path} HTTP/1.1`, ...evil])), /evil/, path);
    for (const [path, text] of forms) {
        const received = await raw(server, request([`POST ${path} HTTP/1.1`, type, ...evil, `Content-Length: ${text.length}`], text));
        assert.ok(statuses(received)[0] >= 200 && received.includes('<html'), path);
        assert.doesNotMatch(received, /evil/, path);
    }
    for (const host of ['', 'a b', 'x, y', '[', 'x'.repeat(5000)])
        assert.doesNotMatch(await raw(server, request(['GET /s HTTP/1.1', `Host: ${host}`, 'Connection: close'])), /^HTTP\/1\.1 5/, host);
    assert.match(people[0].url, /^https?:\/\/[^/]*\/s#/);
}));

// ---- sizes and characters ---------------------------------------------------------------------------------------

test('headers without measure end with their connection', () => unchanged(async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `X-${i}: y`);
    for (const head of [['GET / HTTP/1.1', 'Host: x', ...many], ['GET / HTTP/1.1', 'Host: x', `Cookie: ${'c'.repeat(1 << 20)}`],
        ['GET / HTTP/1.1', 'Host: x', `${'N'.repeat(40000)}: y`], [`${'G'.repeat(100000)} / HTTP/1.1`, 'Host: x']])
        one(await raw(server, request([...head, 'Connection: close'])), 400, 413, 414, 431, 500, 501);
}));

test('bodies without measure are cut off where the limit is', () => unchanged(async () => {
    const piece = `8000\r\n${' '.repeat(0x8000)}\r\n`;
    one(await raw(server, request(ballotHead('Content-Length: 999999999999'), ' '.repeat(100000))), 413, 400);
    one(await raw(server, request([...ballotHead('Transfer-Encoding: chunked', 'Connection: close')]), piece.repeat(64), '0\r\n\r\n'), 413);
    one(await raw(server, request([...ballotHead('Transfer-Encoding: chunked', 'Connection: close')]),
        ...Array.from({ length: 40 }, () => `1;${'e'.repeat(300)}\r\n \r\n`), '0\r\n\r\n'), 400, 413);
    assert.equal((await post(server, `{"token": "${'a'.repeat(60000)}", "answers": {}}`)).status, 404);
    assert.equal((await post(server, `{"token": "x", "answers": {${Array.from({ length: 5000 }, (_, i) => `"q${i}":1`)}}}`)).status, 404);
    assert.equal((await post(server, `${'{"a":'.repeat(10000)}1${'}'.repeat(10000)}`)).status, 400);
    assert.equal((await form(Array.from({ length: 1999 }, (_, i) => `q${i}=${i}`).join('&'))).status, 404);
}));

test('another character set is refused, in a body as in a header', () => unchanged(async () => {
    const { token } = people[4];
    const bytes = (text, encoding) => Buffer.from(text, encoding);
    for (const body of [bytes(`token=${token}&enps=9&more=Gr\xfc\xdfe`, 'latin1'), bytes(`token=${token}&enps=9`, 'utf16le'),
        bytes(`token=${token}&enps=9&more=%F6`), bytes(`token=${token}&enps=9&more=\xc0\xaf`, 'latin1'), bytes(`token=${token}&enps=9&more=%f5%80%80%80`)])
        assert.equal((await form(body)).status, 400);
    const json = `{"token": "${token}", "answers": {"enps": 9, "more": "Gr\xfc\xdfe"}}`;
    for (const [name, body] of Object.entries({ latin1: bytes(json, 'latin1'), 'UTF-16': bytes(json, 'utf16le'), surrogate: bytes(json.replace('\xfc', '\xed\xa0\x80'), 'latin1'), overlong: bytes(json.replace('\xfc', '\xc0\xaf'), 'latin1') }))
        assert.equal((await fetch(`${server.base}/api/v1/ballots`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status, 400, name);
    assert.equal((await post(server, json.replace('Gr\xfc\xdfe', '\\ud800'))).status, 400, 'half a character');
    for (const type of ['application/json;', 'application/jsonp', 'text/json', 'application/x-www-form-urlencoded', '', 'application/json\xe4'])
        assert.ok([400, 415, 422].includes(statuses(await raw(server, Buffer.from(request(['POST /api/v1/ballots HTTP/1.1', 'Host: x',
            `Content-Type: ${type}`, 'Connection: close', 'Content-Length: 2'], '{}'), 'latin1')))[0]), type);
}));

// ---- too slow, too many -----------------------------------------------------------------------------------------

const open = (to, count, bytes) => Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
    const socket = connect(to.port, '127.0.0.1');
    socket.on('error', () => resolve(socket));
    socket.on('close', () => resolve(socket));
    socket.on('connect', () => { socket.write(bytes); resolve(socket); });
    socket.resume();
})));
// Whoever waits in a crowd may be cut, and comes again as a browser does.
async function inCrowd(address) {
    for (let attempt = 0; ; attempt++)
        try {
            return await fetch(address);
        } catch (error) {
            if (attempt === 5) throw error;
        }
}
const close = (sockets) => sockets.forEach((socket) => socket.destroy());
const file = (of, name) => readFileSync(`/proc/${of.child.pid}/${name}`, 'utf8');
const resident = (of) => Number(file(of, 'status').match(/VmRSS:\s*(\d+)/)[1]) / 1024; // MB
const descriptors = (of = server) => readdirSync(`/proc/${of.child.pid}/fd`).length;

async function until(condition, what) {
    for (let i = 0; !(await condition()); i++) {
        assert.ok(i < 300, what);
        await pause(100);
    }
}

test('headers that drip in are cut like bodies', () => unchanged(async () => {
    const sockets = await open(server, 20, 'GET / HTTP/1.1\r\nHost: x\r\n');
    const drips = setInterval(() => sockets.forEach((socket) => socket.destroyed || socket.write('X: y\r\n')), 200);
    await until(() => sockets.every((socket) => socket.closed ?? socket.destroyed), 'all cut');
    clearInterval(drips);
}));

test('answers that nobody fetches do not keep their connection', () => unchanged(async () => {
    const sheet = await (await fetch(`${server.base}/style.css`)).text();
    const requests = Math.ceil((16 << 20) / sheet.length); // more than the buffers of both sides hold
    const before = descriptors();
    const sockets = Array.from({ length: 8 }, () => connect(server.port, '127.0.0.1', function () { this.pause(); }));
    sockets.forEach((socket) => socket.on('error', () => {}).write('GET /style.css HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(requests)));
    await until(() => descriptors() >= before + 4, 'all there');
    await until(() => descriptors() < before + 4, 'cut on the side of the server');
    close(sockets);
}));

// TEST_FULL=1 opens 10,000, which do not fit into a test that is run often.
test('thousands of connections that say nothing: others are still answered, memory stays, all ends', { timeout: 120000 }, async (t) => {
    const patient = await serve(db, { args: ['--deadline', '300'] });
    const limit = Number(spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout.trim()) || 20000;
    const count = Math.min(process.env.TEST_FULL === '1' ? 10000 : 5000, limit - 500);
    const before = { memory: resident(patient), descriptors: descriptors(patient), contents: await contents(db) };
    const sockets = await open(patient, count, 'POST /s/answers HTTP/1.1\r\nHost: x\r\n');
    const begin = process.hrtime.bigint();
    assert.equal((await inCrowd(`${patient.base}/healthz`)).status, 200, 'while they are open');
    t.diagnostic(`${count} connections: an answer after ${(process.hrtime.bigint() - begin) / 1000000n} ms, ` +
        `${Math.round(resident(patient) - before.memory)} MB and ${descriptors(patient) - before.descriptors} descriptors more`);
    assert.equal((await post(patient, {})).status, 422);
    assert.ok(resident(patient) - before.memory < 400, `${Math.round(resident(patient) - before.memory)} MB more`);
    assert.ok(descriptors(patient) < 4200);
    await until(() => descriptors(patient) < before.descriptors + 1100, 'the server lets go until there is room');
    close(sockets);
    await until(() => descriptors(patient) < before.descriptors + 10, 'and nothing is left behind');
    assert.equal(await contents(db), before.contents);
    await patient.stop();
});

test('more connections than file descriptors, all of them busy: the others are answered nevertheless', { timeout: 60000 }, () => unchanged(async () => {
    const small = await serve(db, { args: ['--deadline', '300'], through: ['prlimit', '--nofile=140:140'] });
    const sockets = await open(small, 200, 'GET / HTTP/1.1\r\n');
    const drips = setInterval(() => sockets.forEach((socket) => socket.destroyed || socket.write('X: y\r\n')), 500); // never idle
    drips.unref();
    assert.equal((await inCrowd(`${small.base}/healthz`)).status, 200, 'while they are open');
    assert.equal((await inCrowd(`${small.base}/readyz`)).status, 200);
    assert.ok(descriptors(small) < 140);
    clearInterval(drips);
    close(sockets);
    await small.stop();
}));

test('the database takes no further connection: 503, not silence, and then it goes on', async () => {
    const role = `${db.name}_login`;
    const url = `postgresql://${role}:secret@${process.env.PGHOST ?? 'localhost'}:${process.env.PGPORT ?? 5432}/${db.name}`;
    await db.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' IN ROLE echolot_collect`);
    let second;
    try {
        second = await serve(db, { env: { ECHOLOT_DATABASE_COLLECT: url } });
        // The same refusal (53300) as max_connections, for this login only.
        await db.sql(`ALTER ROLE ${role} CONNECTION LIMIT 0`);
        await db.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [role]);
        const before = await contents(db);
        const refused = await post(second, { token: people[5].token, answers });
        assert.equal(refused.status, 503);
        assert.ok(Number(refused.headers.get('retry-after')) > 0);
        assert.equal((await fetch(`${second.base}/readyz`)).status, 503);
        assert.equal((await fetch(`${second.base}/healthz`)).status, 200);
        assert.equal(await contents(db), before);
        await db.sql(`ALTER ROLE ${role} CONNECTION LIMIT -1`);
        await until(async () => (await fetch(`${second.base}/readyz`)).status === 200, 'ready again');
        assert.equal((await post(second, { token: people[5].token, answers })).status, 201);
    } finally {
        await second?.stop();
        await db.sql(`DROP ROLE ${role}`);
    }
});

test('nothing of all this is written to the log', () => {
    assert.match(server.output, /^listening on [^\n]*\n$(?![^])/m);
});
