// Ballots a second: sealed, durable, acknowledged through HTTP, against what PostgreSQL, libmicrohttpd and simpler servers do.
// A ballot is the form of 600 bytes that a browser posts, and its answer the thank-you page. Every round measures everything once, in short
// turns, so that a busy machine is busy for all; the table gives medians of the rounds' ratios. pgbench may choose among 8, 32 and 64
// clients, and we among 64 and 256 respondents at once; servers are compared with the same number of them.
import { connect } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { build, database, median, option, pause, pgbench, processorTime, ratio, residentKilobytes, server, wrk } from './measure.mjs';

const people = option('people', 200000), rounds = option('rounds', 5), duration = option('seconds', 3);
const CROWDS = [64, 256]; // respondents at once
const HOUR = 72000;       // ballots: 20 a second
// Complete surveys a second, measured once on a machine where pgbench reached 7,700 inserts a second with these clients. It cannot be
// installed in a throw-away run, so its figure is scaled by what pgbench reaches now.
const LIMESURVEY = { rate: 8.9, pgbench: 7700 };

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

// Inserts a second, and PostgreSQL's processor time for each.
async function inserts(db, clients) {
    await fresh(db);
    const before = processorTime(db.postmaster, true), rate = pgbench({ clients, duration, people });
    return { rate, postgresql: (processorTime(db.postmaster, true) - before) / rate / duration * 1e6 };
}

// The best of several numbers of respondents at once.
async function best(running, load, crowds, measure = (one) => wrk(running.base, one)) {
    const results = [];
    for (const connections of crowds) results.push({ connections, ...await measure({ ...load, connections }) });
    return { ...results.reduce((one, other) => (other.rate > one.rate ? other : one)), all: results };
}

async function other(db, program, load, crowds) {
    const running = await serve(db, program);
    try {
        return await best(running, load, crowds, (one) => loaded(db, running, one));
    } finally {
        await running.stop();
    }
}

async function bare(load) {
    const running = await server(join(build, 'tests/bench_form'), (port) => [String(port)], process.env);
    try {
        return await best(running, load, CROWDS);
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
        const crowd = await best(running, load, CROWDS, (one) => loaded(db, running, one));
        const [few] = crowd.all;
        const rest = Math.max(1, Math.round(2000 * 64 / few.rate - few.median / 2));
        await fresh(db);
        const half = wrk(running.base, { ...load, rest });
        const json = await loaded(db, running, { ...load, kind: 'json' });
        const page = await loaded(db, running, { ...load, kind: 'page' });
        const survey = await best(running, { ...load, kind: 'survey' }, CROWDS, (one) => loaded(db, running, one));
        return { crowd, half, json, page, survey };
    } finally {
        await running.stop();
    }
}

const show = (name, r) => console.log(`  ${name.padEnd(34)} ${r.rate.toFixed(0).padStart(7)}/s   p50 ${r.median.toFixed(1)} p99 ${r.p99.toFixed(1)} ms` +
    (r.server === undefined ? '' : `   CPU ${r.server.toFixed(0)} + PostgreSQL ${r.postgresql.toFixed(0)} µs`));

function showAll(name, best) {
    for (const r of best.all) show(`${name}, ${r.connections} at once`, r);
}

async function round(db, tokens) {
    const load = { kind: 'form', duration, tokens };
    const plain = [];
    for (const clients of [8, 32, 64]) plain.push(await inserts(db, clients));
    const fastest = plain.reduce((one, other) => (other.rate > one.rate ? other : one));
    const result = { inserts: fastest.rate, insertTime: fastest.postgresql, bare: await bare(load), unstored: await other(db, 'tests/echolot_unstored', load, CROWDS),
        single: await other(db, 'tests/echolot_single', load, [64]), ...await ours(db, load) };
    console.log(`  pgbench, 8 / 32 / 64 clients        ${plain.map(({ rate }) => rate.toFixed(0)).join(' / ')} /s   PostgreSQL ${plain.map(({ postgresql }) => postgresql.toFixed(0)).join(' / ')} µs`);
    showAll('libmicrohttpd alone', result.bare);
    showAll('nothing behind it', result.unstored);
    show('one ballot a transaction', result.single);
    showAll('echolot', result.crowd);
    show('  at half load', result.half);
    show('  by JSON', result.json);
    show('  survey page', result.page);
    showAll('  whole surveys, 3 requests', result.survey);
    return result;
}

// Resident memory while an hour's worth of people answer: entrance, page, ballot.
async function hour(db, tokens) {
    const running = await serve(db, 'echolot'), memory = [];
    try {
        await fresh(db);
        for (let ballots = 0, next = 10000; next <= HOUR + 8000;) {
            ballots += wrk(running.base, { kind: 'survey', duration: 1, tokens }).requests / 3;
            if (ballots < next) continue;
            memory.push(residentKilobytes(running.pid) / 1024);
            console.log(`  ${ballots.toFixed(0).padStart(6)} ballots   ${memory.at(-1).toFixed(1)} MB`);
            while (next <= ballots) next += 10000;
        }
        return { first: memory[0], last: memory.at(-1), connection: await perConnection(running, 1000) };
    } finally {
        await running.stop();
    }
}

if (loadavg()[0] > 2)
    console.log('Others use this machine: with many clients pgbench gets a larger share of it than we do with few threads, so rates say\n' +
        'little. Processor time a ballot still does.');
const db = await database();
const tokens = await scene(db);
const results = [];
for (let i = 0; i < rounds; i++) {
    console.log(`round ${i + 1}; load of the machine ${loadavg()[0].toFixed(1)}`);
    results.push(await round(db, tokens));
}
console.log("memory over an hour's worth of ballots");
const memory = await hour(db, tokens);
const of = (pick) => median(results.map(pick));
const same = (best, other) => best.rate / other.all.find((r) => r.connections === best.connections).rate;
console.log(`medians of ${rounds} rounds`);
ratio('ballots : pgbench, the best of both', of((r) => r.crowd.rate / r.inserts), '≥ 2');
ratio('ballots, 64 at once : pgbench, its best', of((r) => r.crowd.all[0].rate / r.inserts), '≥ 2');
ratio('ballots : the same server with nothing behind it', of((r) => same(r.crowd, r.unstored)), '≥ 0.45');
ratio('ballots : a bare libmicrohttpd that parses the form', of((r) => same(r.crowd, r.bare)), '≥ 0.45');
ratio('ballots, 64 at once : one ballot a transaction, 8 connections', of((r) => r.crowd.all[0].rate / r.single.rate), '≥ 4');
ratio('p99 : p50 at half load', of((r) => r.half.p99 / r.half.median), '≤ 4');
ratio('p99 : p50 at full load, 64 at once', of((r) => r.crowd.all[0].p99 / r.crowd.all[0].median), '≤ 4');
ratio('CPU a ballot, server + PostgreSQL, µs', of((r) => r.crowd.server + r.crowd.postgresql), '≤ 75');
ratio('CPU a ballot, 64 at once, µs', of((r) => r.crowd.all[0].server + r.crowd.all[0].postgresql), '≤ 75');
console.log(`       CPU of PostgreSQL alone for an insert of pgbench's : of server and PostgreSQL for a ballot` +
    of((r) => r.insertTime / (r.crowd.server + r.crowd.postgresql)).toFixed(2).padStart(6));
ratio('CPU a survey page, server, µs', of((r) => r.page.server), '≤ 1000');
ratio(`whole surveys : LimeSurvey's ${LIMESURVEY.rate} a second, measured elsewhere`, of((r) => r.survey.rate / 3 / LIMESURVEY.rate), '≥ 400');
ratio('  the same, scaled by pgbench there and here', of((r) => r.survey.rate / 3 / LIMESURVEY.rate * LIMESURVEY.pgbench / r.inserts), '≥ 400');
ratio('resident memory with 64 respondents, MB', memory.first, '≤ 32');
ratio('memory a further open connection, KB', memory.connection, '≤ 40');
ratio("memory after an hour's worth of ballots : after the first 10,000", memory.last / memory.first, '≤ 1.1');
await db.close();
