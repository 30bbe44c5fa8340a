// A PostgreSQL that belongs to one test: it may be killed, starved and filled up. It is the program's own private one (`local start`), so
// fsync is on, and it runs as an account that is not root.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { program, source } from './echolot.mjs';

// Its data go to `directory`/data, which that account must be able to reach. Like database() of echolot.mjs: run, good, sql, directory,
// environment. `configuration` are lines for postgresql.conf.
export function cluster(directory, configuration = []) {
    const data = join(directory, 'data'), files = join(data, 'postgresql');
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|ECHOLOT_)/.test(name)));
    environment.ECHOLOT_DATA = data;
    const pidFile = () => Number(readFileSync(join(files, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    const handle = {
        directory, environment,
        run(...args) {
            return spawnSync(program, args, { encoding: 'utf8', cwd: source, env: environment });
        },
        good(...args) {
            const result = handle.run(...args);
            assert.equal(result.status, 0, `${args.join(' ')}\n${result.stderr}`);
            return result.stdout;
        },
        client: (database = 'echolot') => new pg.Client({ host: join(data, 'socket'), port: 5432, user: 'echolot', database }),
        async sql(text, values) {
            const client = handle.client();
            client.on('error', () => {});
            await client.connect();
            try {
                return (await client.query(text, values)).rows;
            } finally {
                await client.end();
            }
        },
        postmaster: pidFile,
        // The numbers of its processes that serve the program, and of these the ones with a condition.
        async backends(condition = 'true') {
            return (await handle.sql(`SELECT pid FROM pg_stat_activity WHERE application_name = 'echolot' AND ${condition}`)).map(({ pid }) => pid);
        },
        // Kills the postmaster alone, as it would be by the kernel, and starts it again as soon as its children have noticed.
        async crash() {
            process.kill(pidFile(), 'SIGKILL');
            await handle.restart();
        },
        async restart() {
            let result;
            for (let attempt = 0; attempt < 100; attempt++) {
                result = handle.run('local', 'start');
                if (result.status === 0) return;
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            assert.fail(`PostgreSQL does not start again: ${result.stderr}`);
        },
        stop: () => handle.run('local', 'stop'),
    };
    const start = handle.good('local', 'start');
    environment.ECHOLOT_DATABASE = /ECHOLOT_DATABASE='(.*)'/.exec(start)[1];
    if (configuration.length) {
        handle.good('local', 'stop');
        appendFileSync(join(files, 'postgresql.conf'), configuration.map((line) => `${line}\n`).join(''));
        handle.good('local', 'start');
    }
    handle.good('setup');
    return handle;
}
