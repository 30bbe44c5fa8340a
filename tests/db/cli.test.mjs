// The command line's own rules: help everywhere, unknown things refused, exit codes (DESIGN.md section 5).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const directory = mkdtempSync(join(tmpdir(), 'echolot-cli-'));
after(() => rmSync(directory, { recursive: true, force: true }));

function echolot(args, env = {}) {
    return spawnSync(process.env.TEST_PROGRAM, args, { encoding: 'utf8', env: { ...process.env, ...env } });
}

test('every command of the list explains itself', () => {
    const list = echolot(['--help']);
    assert.equal(list.status, 0);
    const names = [...list.stdout.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}\S/gm)].map((match) => match[1]);
    assert.ok(names.length >= 5, list.stdout);
    for (const name of names) {
        const help = echolot([...name.split(' '), '--help']);
        assert.equal(help.status, 0, name);
        assert.ok(help.stdout.startsWith(`echolot ${name}`), name);
    }
});

test('wrong use exits 2 and says what is wrong', () => {
    for (const [args, message] of [
        [[], /what shall it do/], [['dance'], /unknown command 'dance'/], [['setup', '--fast'], /unknown option --fast/],
        [['setup', 'now'], /unexpected 'now'/], [['setup', '--config'], /--config needs a value/],
        [['version', '--help=yes'], /takes no value/],
    ]) {
        const result = echolot(args);
        assert.equal(result.status, 2, args.join(' '));
        assert.match(result.stderr, message);
    }
});

test('an unknown setting is refused wherever it stands', () => {
    const environment = echolot(['version'], { ECHOLOT_DATABSE: 'x' });
    assert.equal(environment.status, 2);
    assert.match(environment.stderr, /unknown setting 'DATABSE'/);
    const file = join(directory, 'bad.conf');
    writeFileSync(file, '# fine\nlisten = 127.0.0.1:1\nlisten_on = here\n');
    const config = echolot(['version', '--config', file]);
    assert.equal(config.status, 2);
    assert.match(config.stderr, /bad\.conf:3: unknown setting 'listen_on'/);
    writeFileSync(file, 'listen\n');
    assert.match(echolot(['version', '--config', file]).stderr, /bad\.conf:1: expected 'name = value'/);
});

test('a database that is away is exit 1 with advice', () => {
    const result = echolot(['setup'], { ECHOLOT_DATABASE: 'host=/nonexistent dbname=x' });
    assert.equal(result.status, 1);
    assert.match(result.stderr, /Set PGHOST, PGDATABASE … or ECHOLOT_DATABASE/);
});

test('a secret can come from a file', () => {
    const file = join(directory, 'database');
    writeFileSync(file, 'host=/nonexistent dbname=x\n');
    assert.match(echolot(['setup'], { ECHOLOT_DATABASE_FILE: file }).stderr, /nonexistent/);
    assert.match(echolot(['setup'], { ECHOLOT_DATABASE_FILE: join(directory, 'none') }).stderr, /none: cannot open/);
});

test('output that cannot be written is a failure', () => {
    const result = spawnSync('sh', ['-c', '"$TEST_PROGRAM" version > /dev/full'], { encoding: 'utf8' });
    assert.equal(result.status, 1);
    assert.match(result.stderr, /standard output/);
});
