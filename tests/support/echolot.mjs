// What every database, HTTP and browser test needs: a database of its own in the cluster that the environment names
// (PGHOST … as pg_virtualenv sets them), the program under test, and a running server.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';

export const program = process.env.TEST_PROGRAM;
export const source = process.env.TEST_SOURCE;
export const shared = join(source, '..', 'shared');

let counter = 0;

// A fresh database with the schema set up, removed after the tests of the file. Gives
//   run(...arguments)   runs the program, returns {status, stdout, stderr}
//   good(...arguments)  the same, but fails the test unless it exits 0; returns stdout
//   sql(text, values)   rows of a statement, as the superuser
//   directory           a directory of its own, also ECHOLOT_DATA
//   environment         what the program gets
export async function database({ setup = true } = {}) {
    const name = `echolot_${process.pid}_${++counter}`;
    const directory = mkdtempSync(join(tmpdir(), 'echolot-test-'));
    const admin = new pg.Client({ database: 'postgres' });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const environment = { ...process.env, PGDATABASE: name, ECHOLOT_DATA: directory };
    for (const variable of Object.keys(environment))
        if (variable.startsWith('ECHOLOT_') && variable !== 'ECHOLOT_DATA') delete environment[variable];
    const client = new pg.Client({ database: name });
    await client.connect();
    client.on('error', () => {});
    const handle = {
        name, directory, environment,
        run(...args) {
            const options = typeof args.at(-1) === 'object' ? args.pop() : {};
            return spawnSync(program, args, {
                encoding: 'utf8', maxBuffer: 1 << 28, cwd: source, ...options,
                env: { ...environment, ...options.env },
            });
        },
        good(...args) {
            const result = handle.run(...args);
            if (result.status !== 0)
                throw new Error(`echolot ${args.filter((a) => typeof a === 'string').join(' ')}: exit ${result.status}\n${result.stderr}${result.error ?? ''}`);
            return result.stdout;
        },
        async sql(text, values) {
            return (await client.query(text, values)).rows;
        },
        async close() {
            await client.end();
            const last = new pg.Client({ database: 'postgres' });
            await last.connect();
            await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
            await last.end();
            rmSync(directory, { recursive: true, force: true });
        },
    };
    after(() => handle.close());
    if (setup) handle.good('setup');
    return handle;
}

// Everything stored, as one text: equal before and after means that nothing was changed.
export async function contents(db) {
    const tables = await db.sql(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('survey', 'identity', 'box', 'answers', 'ledger', 'action') ORDER BY 1`);
    const parts = [];
    for (const { name } of tables)
        parts.push(name, ...(await db.sql(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)).map((r) => r.row));
    return parts.join('\n');
}

export function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on('error', reject);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

// Starts `echolot serve` and waits until /readyz answers 200; stopped after the tests of the file. Without `jobs` it does not do what
// is due by itself, so that a test decides when a wave closes. `through` is a command that starts another one in its own place.
export async function serve(db, { env = {}, args = [], jobs = false, through = [] } = {}) {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const [first, ...others] = [...through, program, 'serve', '--listen', `127.0.0.1:${port}`, ...(jobs ? [] : ['--no-jobs']), ...args];
    const child = spawn(first, others, {
        env: { ...db.environment, ECHOLOT_BASE_URL: base, ...env }, cwd: source, stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = { base, port, child, output: '' };
    server.exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
    child.stdout.on('data', (data) => { server.output += data; });
    child.stderr.on('data', (data) => { server.output += data; });
    server.stop = async (signal = 'SIGTERM') => {
        if (child.exitCode === null && child.signalCode === null) child.kill(signal);
        return server.exited;
    };
    after(() => server.stop());
    for (let attempt = 0; attempt < 400; attempt++) {
        if (child.exitCode !== null) throw new Error(`serve ended: ${server.output}`);
        try {
            if ((await fetch(`${base}/readyz`)).status === 200) return server;
        } catch { /* not listening yet */ }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`serve never became ready: ${server.output}`);
}
