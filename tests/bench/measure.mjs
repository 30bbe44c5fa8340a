// What the benchmarks share: a database of the program, processes and what they use, medians, a table of ratios.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const source = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const build = join(source, 'build', 'release');
const pg = createRequire(join(source, 'tests/'))('pg');

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
export const seconds = () => performance.now() / 1000;

export function median(values) {
    const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// --name N of the command line.
export function option(name, standard) {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? standard : Number(process.argv[at + 1]);
}

// 20 questions on one page, or --questions N: the outcome and the items.
const items = Array.from({ length: option('questions', 20) - 1 }, (_, i) => `experience_item_${String(i + 1).padStart(2, '0')}`);
const definition = {
    id: 'bench', version: 1, title: { en: 'Twenty questions', de: 'Zwanzig Fragen' }, outcome: 'enps',
    scales: {
        agree5: {
            min: 1, max: 5, favourable: [4, 5], neutral: [3], labels: {
                en: ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree'],
                de: ['Stimme gar nicht zu', 'Stimme eher nicht zu', 'Teils, teils', 'Stimme eher zu', 'Stimme voll zu'],
            },
        },
    },
    questions: [
        { id: 'enps', type: 'enps', required: true, text: { en: 'How likely are you to recommend us as a place to work?', de: 'Würden Sie uns als Arbeitgeber empfehlen?' } },
        ...items.map((id, i) => ({ id, type: 'scale', scale: 'agree5', driver: `thing-${i + 1}`, text: { en: `In my team, thing number ${i + 1} works as it should.`, de: `In meinem Team klappt Sache Nummer ${i + 1}, wie sie soll.` } })),
    ],
};

// A fresh database with the schema and the survey. Everything durable, or it refuses.
export async function database() {
    const directory = mkdtempSync(join(tmpdir(), 'echolot-bench-'));
    const admin = new pg.Client({ database: 'postgres' });
    await admin.connect();
    const show = async (name) => (await admin.query(`SHOW ${name}`)).rows[0][name];
    if (await show('fsync') !== 'on' || await show('synchronous_commit') !== 'on') throw new Error('this cluster is not durable');
    await admin.query('CREATE DATABASE bench');
    await admin.end();
    process.env.PGDATABASE = 'bench';
    const environment = { ...process.env, ECHOLOT_DATA: directory };
    const client = new pg.Client({ database: 'bench' });
    await client.connect();
    const db = {
        directory, environment,
        sql: async (text, values) => (await client.query(text, values)).rows,
        run(program, ...args) {
            return execFileSync(program, args, { env: environment, encoding: 'utf8', maxBuffer: 1 << 28, cwd: source });
        },
        echolot: (...args) => db.run(join(build, 'echolot'), ...args),
        async close() {
            await client.end();
            rmSync(directory, { recursive: true, force: true });
        },
    };
    db.echolot('setup');
    writeFileSync(join(directory, 'bench.json'), JSON.stringify(definition));
    db.echolot('survey', 'add', join(directory, 'bench.json'));
    const [{ file }] = await db.sql(`SELECT current_setting('data_directory') AS file`);
    db.postmaster = Number(readFileSync(join(file, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return db;
}

// ---- processes ----------------------------------------------------------------------------------------------------

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
function stat(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ').map(Number);
    return { parent: fields[1], own: (fields[11] + fields[12]) / ticks, children: (fields[13] + fields[14]) / ticks };
}

// Seconds of processor time of a process and, with `children`, of those it started.
export function processorTime(pid, children = false) {
    let sum = stat(pid).own + (children ? stat(pid).children : 0);
    if (children)
        for (const other of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
            try {
                const process = stat(other);
                if (process.parent === pid) sum += process.own;
            } catch { /* it ended */ }
    return sum;
}

export const residentKilobytes = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);

function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

async function listening(child, url) {
    for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt++) {
        try {
            await fetch(url);
            return;
        } catch { await pause(50); }
    }
    throw new Error(`nothing listens at ${url}`);
}

// Whoever stops a run stops the servers of it too.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

// Starts `program` with the port in its arguments.
export async function server(program, args, environment) {
    const port = await freePort(), base = `http://127.0.0.1:${port}`;
    const child = spawn(program, args(port), { env: { ...environment, ECHOLOT_BASE_URL: base }, cwd: source, stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    process.once('exit', () => child.kill());
    await listening(child, base);
    return { base, port, pid: child.pid, stop: () => (child.kill('SIGTERM'), ended) };
}

export function wrk(base, { kind, connections = 64, duration, tokens, rest }) {
    const environment = { ...process.env, BENCH_KIND: kind, BENCH_TOKENS: tokens };
    if (rest !== undefined) environment.BENCH_PAUSE = String(rest);
    const text = execFileSync('wrk', ['-t2', `-c${connections}`, `-d${duration}s`, '-s', join(source, 'tests/bench/ballots.lua'), base], { env: environment, encoding: 'utf8' });
    const result = JSON.parse(text.trimEnd().split('\n').at(-1));
    if (result.failed > result.requests / 1000) throw new Error(`${result.failed} of ${result.requests} requests failed`);
    return { ...result, rate: result.requests / result.seconds };
}

export function pgbench({ clients, duration, people }) {
    const { stdout, stderr, status } = spawnSync('pgbench', ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(duration),
        '-D', `people=${people}`, '-D', `sealed=\\x${'ab'.repeat(329)}`, '-f', join(source, 'tests/bench/insert.sql'), 'bench'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout.match(/tps = ([\d.]+)/)[1]);
}

// ---- the outcome ----------------------------------------------------------------------------------------------------

// A line of the table: what is compared, the figure, what it has to be ("≥ 2" or "≤ 4").
export function ratio(name, value, wanted) {
    const [sign, limit] = wanted.split(' ');
    const good = sign === '≥' ? value >= Number(limit) : value <= Number(limit);
    console.log(`${good ? 'ok    ' : 'MISSED'} ${name.padEnd(78)} ${value.toFixed(2).padStart(9)}   ${wanted}`);
}
