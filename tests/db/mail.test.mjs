// `invite KEY --mail` and `remind KEY` against a real mail server: who gets what, and that nobody gets it twice.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contents, database, freePort, program } from '../support/echolot.mjs';
import { mailServer, parse, refusal, send } from '../support/mail.mjs';
import { directory, invite, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
await db.sql(`UPDATE identity.person SET name = 'Jörg "JJ" Müller, Dr.' WHERE employee_id = 'E0001'`);
await db.sql(`UPDATE identity.person SET name = 'Wolfgang-Amadeus Theophilus von und zu Übermäßig-Langenname, Freiherr' WHERE employee_id = 'E0002'`);
const server = await mailServer();
const people = await db.sql('SELECT employee_id, email, language, name FROM identity.person ORDER BY 1');
const person = (address) => people.find((p) => p.email === address);
const states = async (key) => Object.fromEntries((await db.sql(`SELECT d.state, count(*)::int AS n FROM identity.delivery d
    JOIN survey.wave USING (wave_id) WHERE key = $1 GROUP BY 1`, [key])).map((r) => [r.state, r.n]));
const reset = () => { server.mails.length = 0; server.connections = 0; for (const rule of Object.keys(server.rules)) delete server.rules[rule]; };
const twice = (mails) => mails.map((m) => m.to).filter((to, index, all) => all.indexOf(to) !== index);
const tokenIn = (parsed) => parsed.text.match(/\/s#([0-9A-HJKMNP-TV-Z]{26})/)[1];

async function refused(args, pattern, { status = 1, env } = {}) {
    const before = await contents(db);
    const result = await send(db, server, args, { env });
    assert.equal(result.status, status, result.stdout + result.stderr);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), before, `${args.join(' ')} changed something`);
    assert.equal(server.mails.length, 0);
}

openWave(db, '2026-11', { args: ['--closes', '2199-11-30', '--k', '4'] });

test('what is not set up is refused before anything happens', async () => {
    const invite = ['invite', '2026-11', '--mail'];
    await refused(invite, /no mail server is set[\s\S]*ECHOLOT_SMTP_URL/, { status: 2, env: { ECHOLOT_SMTP_URL: '' } });
    await refused(invite, /ECHOLOT_MAIL_FROM is not set/, { status: 2, env: { ECHOLOT_MAIL_FROM: '' } });
    await refused(invite, /ECHOLOT_MAIL_FROM: .*not an e-mail address/, { status: 2, env: { ECHOLOT_MAIL_FROM: 'hr' } });
    await refused(invite, /ECHOLOT_MAIL_FROM: /, { status: 2, env: { ECHOLOT_MAIL_FROM: 'HR\r\nBcc: all@example.org <hr@example.org>' } });
    await refused(invite, /expected smtp:/, { status: 2, env: { ECHOLOT_SMTP_URL: 'http://127.0.0.1:25' } });
    await refused(invite, /holds a user/, { status: 2, env: { ECHOLOT_SMTP_URL: 'smtp://me:secret@127.0.0.1:25' } });
    await refused(invite, /ECHOLOT_SMTP_TLS/, { status: 2, env: { ECHOLOT_SMTP_TLS: 'maybe' } });
    await refused(invite, /ECHOLOT_SMTP_TIMEOUT/, { status: 2, env: { ECHOLOT_SMTP_TIMEOUT: 'long' } });
    await refused(invite, /nobody else can follow/, { status: 2, env: { ECHOLOT_SMTP_URL: 'smtp://mail.example.org' } });
    await refused(['invite', '2026-11'], /one of .*--csv FILE.*--mail/, { status: 2 });
    await refused(['invite', '2026-11', '--mail', '--again', 'sent'], /in_doubt, bounced or failed/, { status: 2 });
    await refused(['invite', 'nowhere', '--mail'], /no wave 'nowhere'/);
});

test('a mail server that is away is a clear error, and everything waits', async () => {
    const away = { url: `smtp://127.0.0.1:${await freePort()}` };
    const result = await send(db, away, ['invite', '2026-11', '--mail']);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /mail server smtp:\/\/127\.0\.0\.1:\d+: .*onnect/);
    assert.match(result.stdout, /0 invitations sent\n12 waiting/);
    assert.deepEqual(await states('2026-11'), { queued: 12 });
    assert.deepEqual(await db.sql('SELECT DISTINCT attempts, reply FROM identity.delivery'), [{ attempts: 0, reply: null }]);
});

test('everybody gets one valid message in their language, over one connection', async () => {
    const result = await send(db, server, ['invite', '2026-11', '--mail']);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /^wave 2026-11: 12 invitations sent\n$/);
    assert.equal(server.connections, 1);
    assert.deepEqual(server.mails.map((m) => m.to).sort(), people.map((p) => p.email).sort());
    for (const mail of server.mails) {
        const { language, name } = person(mail.to);
        const parsed = await parse(mail);
        assert.equal(mail.from, 'hr@example.org');
        assert.deepEqual(parsed.from.value, [{ address: 'hr@example.org', name: 'Personalabteilung Köln' }]);
        assert.deepEqual(parsed.to.value, [{ address: mail.to, name }]);
        assert.equal(parsed.subject, language === 'de' ? 'Team-Puls: Ihre Meinung zählt' : 'Team pulse: your opinion counts');
        assert.equal(parsed.headers.get('content-language'), language);
        assert.ok(parsed.text.includes(language === 'de' ? `Guten Tag ${name},` : `Hello ${name},`));
        assert.ok(parsed.text.includes(language === 'de' ? '30. November 2199' : '30 November 2199'));
        assert.match(parsed.text, language === 'de' ? /mindestens 4 Personen/ : /at least 4 people/);
        assert.match(parsed.html, new RegExp(`<html lang="${language}">`));
    }
    assert.deepEqual(await states('2026-11'), { sent: 12 });
});

test('messages follow the standards and carry nothing from elsewhere', async () => {
    const ids = new Set();
    for (const mail of server.mails) {
        const parsed = await parse(mail);
        const [head, body] = [mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n')), mail.raw.slice(mail.raw.indexOf('\r\n\r\n'))];
        assert.ok(!/[^\r]\n|\r[^\n]/.test(mail.raw), 'every line ends in CR LF');
        assert.ok(mail.raw.split('\r\n').every((line) => line.length <= 78 || line.startsWith(' <http')), 'no long lines');
        assert.match(mail.raw, /^[\x20-\x7e\r\n]*$/);
        for (const header of ['Date', 'From', 'To', 'Subject', 'Message-ID', 'MIME-Version', 'Content-Type', 'Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'])
            assert.equal(head.split('\r\n').filter((line) => line.startsWith(`${header}:`)).length, 1, header);
        assert.match(head, /^Auto-Submitted: auto-generated$/m);
        assert.match(head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
        assert.match(head, /^List-Unsubscribe: +(\r\n )?<http:\/\/127\.0\.0\.1:8080\/o\?t=[0-9A-Z]{26}>$/m);
        assert.match(head, /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/m);
        assert.ok(Math.abs(parsed.date - Date.now()) < 600000);
        assert.match(parsed.messageId, /^<[0-9a-f]{32}@example\.org>$/);
        ids.add(parsed.messageId);
        assert.match(body, /text\/plain[\s\S]*text\/html/);
        assert.equal(parsed.attachments.length, 0);
        assert.doesNotMatch(parsed.html, /<(img|script|link|iframe|object|form|style)\b|url\(|@import|\bsrc=|background=/i);
        const addresses = [...parsed.html.matchAll(/href="([^"]*)"/g)].map((m) => m[1]);
        assert.deepEqual(addresses.map((a) => a.replace(/[0-9A-Z]{26}$/, 'TOKEN')), ['http://127.0.0.1:8080/s#TOKEN', 'http://127.0.0.1:8080/o?t=TOKEN']);
        assert.ok(parsed.text.includes(addresses[0]) && parsed.text.includes(addresses[1]), 'both parts say the same');
    }
    assert.equal(ids.size, 12);
});

test('each link is a fresh token of that person\'s own invitation, stored as a hash only', async () => {
    const stored = await contents(db);
    for (const mail of server.mails) {
        const parsed = await parse(mail);
        const token = tokenIn(parsed);
        assert.ok(!stored.includes(token));
        assert.ok(parsed.text.replaceAll('-', '').includes(token), 'the code to type is the same token');
        assert.ok(!parsed.headers.get('list')?.unsubscribe?.url?.includes(token), 'it stands in no address that a server sees');
        const rows = await db.sql(`SELECT p.email FROM identity.token t JOIN identity.invitation i USING (wave_id, invitation)
            JOIN identity.person p USING (person_id) WHERE t.token = sha256($1)`, [crockford(token)]);
        assert.deepEqual(rows, [{ email: mail.to }]);
    }
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM identity.token'))[0].n, 13, 'one was made for the server that was away');
});

function crockford(text) {
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    let bits = [...text].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
    const bytes = [];
    for (; bits.length >= 8; bits = bits.slice(8)) bytes.push(parseInt(bits.slice(0, 8), 2));
    return Buffer.from(bytes);
}

test('inviting again sends nothing, except to who is new', async () => {
    reset();
    const result = await send(db, server, ['invite', '2026-11', '--mail']);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /0 invitations sent/);
    assert.equal(server.connections, 0);
});

test('two senders at once: the second is refused', async () => {
    reset();
    openWave(db, 'once');
    let second;
    server.rules.received = async () => { second ??= await send(db, server, ['invite', 'once', '--mail']); };
    const first = await send(db, server, ['invite', 'once', '--mail']);
    assert.equal(first.status, 0, first.stderr);
    assert.equal(second.status, 1);
    assert.match(second.stderr, /being sent by somebody else/);
    assert.equal(server.mails.length, 12);
});

test('kill -9 in the middle, again and again: nobody twice, at most one in doubt each time, and those are listed', async () => {
    reset();
    openWave(db, 'killed');
    for (let round = 1; round <= 3; round++) {
        const until = server.mails.length + 2;
        let child;
        server.rules.received = () => { if (server.mails.length === until) child.kill('SIGKILL'); };
        const result = await send(db, server, ['invite', 'killed', '--mail'], { started: (c) => { child = c; } });
        assert.equal(result.signal, 'SIGKILL');
        assert.equal((await states('killed')).sending, round);
    }
    server.rules.received = undefined;
    const result = await send(db, server, ['invite', 'killed', '--mail']);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /3 are in doubt/);
    assert.match(result.stdout, /3 in doubt: [^\n]*--again in_doubt\)\n(    E00\d\d  \S+@example\.org  \n){3}/);
    assert.deepEqual(twice(server.mails), []);
    assert.equal(server.mails.length, 12, 'this server had taken those in doubt');
    assert.deepEqual(await states('killed'), { sending: 3, sent: 9 });
});

test('what is in doubt is sent again when somebody asks for it', async () => {
    reset();
    const result = await send(db, server, ['invite', 'killed', '--mail', '--again', 'in_doubt']);
    assert.equal(result.status, 0, result.stderr);
    assert.equal(server.mails.length, 3);
    assert.deepEqual(await states('killed'), { sent: 12 });
});

test('a connection that breaks after the message leaves it in doubt and goes on with the others', async () => {
    reset();
    openWave(db, 'broken');
    let first; // the order is shuffled; after the last one there would be nothing to go on with
    server.rules.data = (to) => { first ??= to; return to === first ? { drop: true } : undefined; };
    const result = await send(db, server, ['invite', 'broken', '--mail']);
    assert.equal(result.status, 1);
    assert.match(result.stdout, /11 invitations sent\n1 in doubt/);
    assert.deepEqual(twice(server.mails), []);
    assert.deepEqual(await states('broken'), { sending: 1, sent: 11 });
    assert.equal(server.connections, 2);
});

test('a server that never answers is given up after the time-out', async () => {
    const silent = await mailServer();
    openWave(db, 'silent');
    let first;
    silent.rules.data = (to) => { first ??= to; return to === first ? new Promise((resolve) => { setTimeout(resolve, 20000).unref(); }) : undefined; };
    const result = await send(db, silent, ['invite', 'silent', '--mail'], { env: { ECHOLOT_SMTP_TIMEOUT: '1' } });
    assert.equal(result.status, 1);
    assert.match(result.stdout, /11 invitations sent\n1 in doubt: .*\n.*(?:time|response)/);
    assert.equal(silent.mails.length, 11);
});

test('5xx is a bounce with the server\'s words and is not tried again; the others get theirs', async () => {
    reset();
    openWave(db, 'bounce');
    server.rules.recipient = (to) => (to === 'p1b@example.org' ? refusal(550, '5.1.1 No such user here') : undefined);
    server.rules.data = (to) => (to === 'p2b@example.org' ? Object.assign(refusal(554, '5.7.1 Looks like spam'), { taken: false }) : undefined);
    const result = await send(db, server, ['invite', 'bounce', '--mail']);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /10 invitations sent\n2 refused by the mail server\n/);
    assert.match(result.stdout, /E\d+  p1b@example\.org  550 5\.1\.1 No such user here/);
    assert.match(result.stdout, /p2b@example\.org  554 5\.7\.1 Looks like spam/);
    assert.deepEqual(await states('bounce'), { bounced: 2, sent: 10 });
    reset();
    const again = JSON.parse((await send(db, server, ['invite', 'bounce', '--mail', '--json'])).stdout);
    assert.equal(again.format, 'echolot.mail/1');
    assert.deepEqual(again.unsent.map((u) => [u.email, u.state, u.attempts]).sort(), [['p1b@example.org', 'bounced', 1], ['p2b@example.org', 'bounced', 1]]);
    assert.equal(server.mails.length, 0);
    await send(db, server, ['invite', 'bounce', '--mail', '--again', 'bounced,failed']);
    assert.equal(server.mails.length, 2);
});

test('20 refusals one after the other end the run: it is not about the recipients', async () => {
    reset();
    await db.sql(`INSERT INTO identity.person (employee_id, email, name, department_id, language)
        SELECT 'X' || i, 'x' || i || '@example.org', 'Extra ' || i, (SELECT department_id FROM identity.department WHERE code = 'ROOT'), 'en' FROM generate_series(1, 40) i`);
    openWave(db, 'refusing');
    let asked = 0;
    server.rules.recipient = () => (++asked === 10 ? undefined : refusal(550, '5.7.1 We do not know you'));
    const result = await send(db, server, ['invite', 'refusing', '--mail']);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /refused 20 messages one after the other, the last one with: 550 5\.7\.1 We do not know you[^]*--again bounced/);
    assert.equal(asked, 30, 'the one that was taken in between begins the count anew');
    assert.deepEqual(await states('refusing'), { bounced: 29, sent: 1, queued: 22 });
    reset();
    assert.equal((await send(db, server, ['invite', 'refusing', '--mail', '--again', 'bounced'])).status, 0);
    assert.deepEqual(await states('refusing'), { sent: 52 });
    db.good('wave', 'close', 'refusing');
    await db.sql(`DELETE FROM identity.person WHERE employee_id LIKE 'X%'`);
});

test('4xx is put off to the next run, and given up after five', async () => {
    reset();
    openWave(db, 'later');
    server.rules.recipient = (to) => (to === 'p1b@example.org' ? refusal(450, '4.2.1 Try later') : undefined);
    for (let run = 1; run <= 4; run++) {
        const result = await send(db, server, ['invite', 'later', '--mail']);
        assert.equal(result.status, 1);
        assert.match(result.stderr, /1 messages were put off/);
        assert.match(result.stdout, /1 waiting for the next run\n    E\d+  p1b@example\.org  450 4\.2\.1 Try later/);
    }
    assert.equal(server.mails.length, 11);
    const last = await send(db, server, ['invite', 'later', '--mail']);
    assert.equal(last.status, 0);
    assert.match(last.stdout, /1 given up\n/);
    assert.deepEqual(await states('later'), { failed: 1, sent: 11 });
    delete server.rules.recipient;
    await send(db, server, ['invite', 'later', '--mail', '--again', 'failed']);
    assert.deepEqual(twice(server.mails), []);
    assert.equal(server.mails.length, 12);
});

test('a sender that the server refuses is not the recipients\' fault', async () => {
    reset();
    const picky = await mailServer({ onMailFrom: (address, session, done) => done(refusal(550, '5.7.1 Not your domain')) });
    openWave(db, 'picky');
    const result = await send(db, picky, ['invite', 'picky', '--mail']);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /550 5\.7\.1 Not your domain/);
    assert.deepEqual(await states('picky'), { queued: 12 });
});

test('a server that ends the connection now and then gets a new one', async () => {
    reset();
    openWave(db, 'few');
    let perConnection = 0;
    server.rules.recipient = () => (++perConnection % 4 === 0 ? refusal(421, '4.7.0 Enough for one connection') : undefined);
    const result = await send(db, server, ['invite', 'few', '--mail']);
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(twice(server.mails), []);
    assert.equal(server.mails.length, 12);
    assert.deepEqual(await states('few'), { sent: 12 });
});

test('addresses and names with line ends are never written to; everybody else is', async () => {
    reset();
    await db.sql(`UPDATE identity.person SET email = E'p1b@example.org>\r\nRCPT TO:<evil@example.org' WHERE employee_id = 'E0010'`);
    await db.sql(`UPDATE identity.person SET name = E'Eve\r\nBcc: evil@example.org' WHERE employee_id = 'E0011'`);
    openWave(db, 'inject');
    const result = await send(db, server, ['invite', 'inject', '--mail']);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /10 invitations sent\n2 given up\n/);
    assert.match(result.stdout, /E0010  .*is not an e-mail address/);
    assert.match(result.stdout, /E0011 .*control characters/);
    assert.ok(!server.mails.some((m) => /evil/i.test(m.raw + m.to)));
    for (const p of people.filter((q) => ['E0010', 'E0011'].includes(q.employee_id)))
        await db.sql('UPDATE identity.person SET email = $2, name = $3 WHERE employee_id = $1', [p.employee_id, p.email, p.name]);
});

test('people import refuses line ends in addresses and names', async () => {
    const departments = join(db.directory, 'd.csv'), file = join(db.directory, 'p.csv');
    writeFileSync(departments, 'code,name,parent\nROOT,All,\n');
    writeFileSync(file, 'employee_id,email,name,department,language\nX1,"a@example.org\r\nBcc: b@example.org",A,ROOT,en\nX2,c@example.org,"C\r\nBcc: d@example.org",ROOT,en\n');
    const result = db.run('people', 'import', '--departments', departments, '--people', file, '--dry-run');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /p\.csv:2/);
    assert.match(result.stderr, /p\.csv:4/);
});

test('a closed wave sends nothing, and its deliveries are gone', async () => {
    reset();
    db.good('wave', 'close', 'once');
    assert.deepEqual(await states('once'), {});
    await refused(['invite', 'once', '--mail'], /closed/);
    await refused(['remind', 'once'], /closed/);
});

// ---- TLS and login ------------------------------------------------------------------------------------------------

test('TLS is demanded where the setting says so, the certificate is checked, and only then the login is sent', async () => {
    reset();
    const { key, certificate, path } = await selfSigned();
    const tls = await mailServer({ disabledCommands: [], authOptional: false, key, cert: certificate, name: 'localhost' });
    tls.url = `smtp://localhost:${tls.port}`;
    openWave(db, 'tls');
    const env = { ECHOLOT_SMTP_TLS: 'required', ECHOLOT_SMTP_USER: 'echo', ECHOLOT_SMTP_PASSWORD: 'höher' };
    const plain = await send(db, { url: `smtp://localhost:${server.port}` }, ['invite', 'tls', '--mail'], { env });
    assert.equal(plain.status, 1);
    assert.match(plain.stderr, /SSL|TLS/);
    const unknown = await send(db, tls, ['invite', 'tls', '--mail'], { env });
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /certificate/i);
    assert.deepEqual(tls.logins, []);
    assert.deepEqual(await states('tls'), { queued: 12 });
    const good = await send(db, tls, ['invite', 'tls', '--mail'], { env: { ...env, ECHOLOT_SMTP_CA: path } });
    assert.equal(good.status, 0, good.stderr);
    assert.equal(tls.mails.length, 12);
    assert.deepEqual(tls.logins, [['echo', 'höher']]);
});

async function selfSigned() {
    const { spawnSync } = await import('node:child_process');
    const { readFileSync } = await import('node:fs');
    const path = join(db.directory, 'cert.pem'), keyPath = join(db.directory, 'cert.key');
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyPath, '-out', path,
        '-days', '30', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
    return { key: readFileSync(keyPath), certificate: readFileSync(path), path };
}
