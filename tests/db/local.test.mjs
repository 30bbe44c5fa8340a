// `echolot local`: the private PostgreSQL of a machine without a database.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';

const directory = mkdtempSync(join(tmpdir(), 'echolot-local-'));
chmodSync(directory, 0o755); // the account that runs PostgreSQL must be able to pass through
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|ECHOLOT_)/.test(name)));

function echolot(args, env = {}) {
    return spawnSync(process.env.TEST_PROGRAM, args, { encoding: 'utf8', env: { ...clean, ECHOLOT_DATA: directory, ...env } });
}
after(() => {
    echolot(['local', 'stop']);
    rmSync(directory, { recursive: true, force: true });
});

test('before the first start it is absent, and stopping it is no error', () => {
    assert.equal(echolot(['local', 'status']).stdout, 'absent\n');
    assert.equal(echolot(['local', 'stop']).status, 0);
});

test('start makes a database that setup can use, twice as well as once', () => {
    for (let round = 0; round < 2; round++) {
        const start = echolot(['local', 'start']);
        assert.equal(start.status, 0, start.stderr);
        const connection = /ECHOLOT_DATABASE='(.*)'/.exec(start.stdout)[1];
        const setup = echolot(['setup'], { ECHOLOT_DATABASE: connection });
        assert.equal(setup.status, 0, setup.stderr);
        assert.match(echolot(['local', 'status']).stdout, /^running\n/);
    }
});

test('nobody else gets in, and no parameter reaches a log', () => {
    assert.equal(statSync(join(directory, 'socket')).mode & 0o777, 0o700);
    const settings = readFileSync(join(directory, 'postgresql', 'postgresql.conf'), 'utf8');
    for (const line of ["listen_addresses = ''", 'log_parameter_max_length = 0', "log_statement = 'none'"])
        assert.ok(settings.includes(line), line);
});

test('after stop it is stopped, and its data are there at the next start', () => {
    assert.equal(echolot(['local', 'stop']).status, 0);
    assert.equal(echolot(['local', 'status']).stdout, 'stopped\n');
    const start = echolot(['local', 'start']);
    const connection = /ECHOLOT_DATABASE='(.*)'/.exec(start.stdout)[1];
    assert.doesNotMatch(echolot(['setup'], { ECHOLOT_DATABASE: connection }).stdout, /applied/);
});

test('a relative data directory gives a connection that works from anywhere', () => {
    const result = spawnSync(process.env.TEST_PROGRAM, ['local', 'status'], {
        encoding: 'utf8', cwd: dirname(directory), env: { ...clean, ECHOLOT_DATA: basename(directory) },
    });
    assert.equal(result.stdout, `running\nECHOLOT_DATABASE='host=${directory}/socket port=5432 user=echolot dbname=echolot'\n`);
});

test('a path that a shell or a connection string would take apart is refused', () => {
    for (const name of ['a b', "a'b", 'a$b', 'a"b']) {
        const result = echolot(['local', 'start'], { ECHOLOT_DATA: join(directory, name) });
        assert.equal(result.status, 2, name);
        assert.match(result.stderr, /path without blanks/);
    }
});

test('a path too long for a socket and an account that does not exist are refused', () => {
    const long = echolot(['local', 'start'], { ECHOLOT_DATA: join(directory, 'x'.repeat(120)) });
    assert.equal(long.status, 2);
    assert.match(long.stderr, /too long for a Unix socket/);
    if (process.getuid() !== 0) return;
    const nobody = echolot(['local', 'start'], { ECHOLOT_LOCAL_USER: 'no-such-account' });
    assert.equal(nobody.status, 2);
    assert.match(nobody.stderr, /no account 'no-such-account'/);
});
