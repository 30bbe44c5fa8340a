// Ballots a second: sealed, durable, acknowledged through HTTP, against what PostgreSQL, libmicrohttpd and simpler servers do.
// Every round measures everything once; the table gives medians of the rounds' ratios.
import { connect } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, database, median, option, pause, pgbench, processorTime, ratio, residentKilobytes, server, wrk } from './measure.mjs';

const people = option('people', 200000), rounds = option('rounds', 3), duration = option('seconds', 6);
const LIMESURVEY = 8.9; // complete surveys a second, measured once on such a machine (not in this run)

async function scene(db) {
    await db.sql(`INSERT INTO identity.department (code, name) VALUES ('ROOT', 'Everybody')`);
    await db.sql(`INSERT INTO identity.person (employee_id, email, name, department_id, language)
        SELECT 'E' || i, 'p' || i || '@example.org', 'Person ' || i, (SELECT department_id FROM identity.department), 'en' FROM generate_series(1, $1::int) i`, [people]);
    await db.sql('CREATE SCHEMA bench');
    await db.sql('CREATE TABLE bench.ballot (LIKE box.ballot INCLUDING ALL)');
    await db.sql(`CREATE TABLE bench.token AS SELECT sha256(int8send(i)) AS token, sha256(int8send(-i)) AS invitation FROM generate_series(1, $1::int) i`, [people]);
    await db.sql('ALTER TABLE bench.token ADD PRIMARY KEY (token)');
    db.echolot('wave', 'open', 'w', '--survey', 'bench');
    const file = join(db.directory, 'invitations.csv'), tokens = join(db.directory, 'tokens');
    db.echolot('invite', 'w', '--csv', file);
    writeFileSync(tokens, [...readFileSync(file, 'utf8').matchAll(/#([0-9A-Za-z]{26})/g)].map((match) => match[1]).join('\n') + '\n');
    await db.sql('VACUUM ANALYZE');
    return tokens;
}

async function fresh(db) {
    await db.sql('TRUNCATE box.ballot, bench.ballot');
    await db.sql('CHECKPOINT');
}

const serve = (db, program) => server(join(build, program), (port) => ['serve', '--listen', `127.0.0.1:${port}`], db.environment);

// Processor time a request, of the server and of PostgreSQL, in microseconds.
async function loaded(db, running, load) {
    await fresh(db);
    const before = [processorTime(running.pid), processorTime(db.postmaster, true)];
    const result = wrk(running.base, load);
    const used = [processorTime(running.pid) - before[0], processorTime(db.postmaster, true) - before[1]].map((time) => time / result.requests * 1e6);
    return { ...result, server: used[0], postgresql: used[1] };
}

async function once(db, program, load) {
    const running = await serve(db, program);
    try {
        return await loaded(db, running, load);
    } finally {
        await running.stop();
    }
}

async function bare(load) {
    const running = await server(join(build, 'tests/bench_form'), (port) => [String(port)], process.env);
    try {
        return wrk(running.base, { ...load, kind: 'form' });
    } finally {
        await running.stop();
    }
}

// What open connections take that do nothing.
async function perConnection(running, count) {
    const before = residentKilobytes(running.pid);
    const sockets = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
        const socket = connect(running.port, '127.0.0.1', () => resolve(socket)).on('error', reject);
    })));
    for (const socket of sockets) socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await pause(1000);
    const after = residentKilobytes(running.pid);
    for (const socket of sockets) socket.destroy();
    return (after - before) / count;
}

async function ours(db, load) {
    const running = await serve(db, 'echolot');
    try {
        const json = await loaded(db, running, { ...load, kind: 'json' });
        const memory = [residentKilobytes(running.pid)];
        const rest = Math.max(1, Math.round(2000 * 64 / json.rate - json.median / 2));
        await fresh(db);
        const half = wrk(running.base, { ...load, kind: 'json', rest });
        const form = await loaded(db, running, { ...load, kind: 'form' });
        const page = await loaded(db, running, { ...load, kind: 'page' });
        const survey = await loaded(db, running, { ...load, kind: 'survey' });
        const last = await loaded(db, running, { ...load, kind: 'json' });
        memory.push(residentKilobytes(running.pid));
        return { json, half, form, page, survey, memory, ballots: json.requests + half.requests + form.requests + survey.requests / 3 + last.requests,
            connection: await perConnection(running, 1000) };
    } finally {
        await running.stop();
    }
}

async function round(db, tokens) {
    const load = { duration, tokens };
    await fresh(db);
    const inserts = [8, 32, 64].map((clients) => pgbench({ clients, duration, people }));
    const result = { inserts, bare: await bare(load), unstored: await once(db, 'tests/echolot_unstored', { ...load, kind: 'json' }),
        single: await once(db, 'tests/echolot_single', { ...load, kind: 'json' }), ...await ours(db, load) };
    const show = (name, r) => console.log(`  ${name.padEnd(34)} ${r.rate.toFixed(0).padStart(7)}/s   p50 ${r.median.toFixed(1)} p99 ${r.p99.toFixed(1)} ms` +
        (r.server === undefined ? '' : `   CPU ${r.server.toFixed(0)} + PostgreSQL ${r.postgresql.toFixed(0)} µs`));
    console.log(`  pgbench, 8 / 32 / 64 clients        ${inserts.map((rate) => rate.toFixed(0)).join(' / ')} /s`);
    show('libmicrohttpd alone', result.bare);
    show('nothing behind it', result.unstored);
    show('one ballot a transaction', result.single);
    show('echolot, JSON', result.json);
    show('  at half load', result.half);
    show('echolot, form and thank-you page', result.form);
    show('echolot, survey page', result.page);
    show('echolot, whole surveys (3 requests)', result.survey);
    console.log(`  memory ${result.memory.map((k) => (k / 1024).toFixed(1)).join(' → ')} MB over ${result.ballots.toFixed(0)} ballots, ${result.connection.toFixed(1)} KB a further connection`);
    return result;
}

const db = await database();
const tokens = await scene(db);
const results = [];
for (let i = 0; i < rounds; i++) {
    console.log(`round ${i + 1}`);
    results.push(await round(db, tokens));
}
const of = (pick) => median(results.map(pick));
console.log(`medians of ${rounds} rounds`);
ratio('ballots : pgbench, best of 8, 32, 64 clients', of((r) => r.json.rate / Math.max(...r.inserts)), '≥ 2');
ratio('ballots : the same server with nothing behind it', of((r) => r.json.rate / r.unstored.rate), '≥ 0.45');
ratio('ballots : one ballot a transaction', of((r) => r.json.rate / r.single.rate), '≥ 4');
ratio('p99 : p50 at half load', of((r) => r.half.p99 / r.half.median), '≤ 4');
ratio('p99 : p50 at full load', of((r) => r.json.p99 / r.json.median), '≤ 4');
ratio('CPU a ballot, server + PostgreSQL, µs', of((r) => r.json.server + r.json.postgresql), '≤ 75');
ratio('CPU a survey page, server, µs', of((r) => r.page.server), '≤ 1000');
ratio(`whole surveys a second : LimeSurvey's ${LIMESURVEY}, measured elsewhere`, of((r) => r.survey.rate / 3 / LIMESURVEY), '≥ 400');
ratio('resident memory with 64 respondents, MB', of((r) => r.memory[0] / 1024), '≤ 32');
ratio('memory a further open connection, KB', of((r) => r.connection), '≤ 40');
ratio('memory at the end : after the first ballots', of((r) => r.memory[1] / r.memory[0]), '≤ 1.3');
console.log(`ballots : libmicrohttpd alone ${of((r) => r.json.rate / r.bare.rate).toFixed(2)}; forms with thank-you page : pgbench ${of((r) => r.form.rate / Math.max(...r.inserts)).toFixed(2)}`);
await db.close();
