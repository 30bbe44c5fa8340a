// `echolot doctor`: an installation that is well, and each thing that breaks a promise, found and said with what to do.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { database } from '../support/echolot.mjs';
import { directory, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db, { scale: 3 });
openWave(db, 'w', { k: 3 });
const keys = join(db.directory, 'keys'), key = join(keys, 'w.key');

// The cluster of the tests is nobody's pattern: what its settings are is left out, except those that a test sets.
const own = { env: { ECHOLOT_BASE_URL: 'https://ask.example.org' } };
const [{ ambient }] = await db.sql(`SELECT array_agg(name || ' = ' || current_setting(name)) AS ambient FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'log_parameter_max_length', 'archive_mode', 'wal_level', 'log_duration')`);
function examine(options = own) {
    const result = db.run('doctor', '--json', options);
    const report = result.stdout ? JSON.parse(result.stdout) : null;
    assert.equal(result.status, report.problems > 0 ? 1 : 0, result.stderr);
    assert.equal(report.problems, report.findings.filter(({ level }) => level === 'problem').length);
    return report.findings.filter(({ what }) => !ambient.some((setting) => what.includes(`${setting}:`)));
}
const bad = (findings) => findings.filter(({ level }) => level === 'problem');
function finds(level, pattern, advice, options) {
    const found = examine(options).filter(({ what }) => pattern.test(what));
    assert.deepEqual(found.map((finding) => finding.level), [level], JSON.stringify(found));
    assert.match(found[0].advice, advice);
}

test('a sound installation has no problem, and every check says what it looked at', () => {
    const findings = examine();
    assert.deepEqual(bad(findings), []);
    const checks = new Set(findings.map(({ check }) => check));
    for (const check of ['connection', 'rights', 'keys', 'address', 'disk', 'clock', 'programs']) assert.ok(checks.has(check), check);
    assert.match(db.run('doctor', own).stdout, /^ok +connection +owner: connected/m);
});

const settings = { log_statement: 'all', log_min_duration_statement: '0', log_min_duration_sample: '10', log_transaction_sample_rate: '0.5',
    log_parameter_max_length_on_error: '-1', debug_print_plan: 'on', 'auto_explain.log_min_duration': '0' };
for (const [name, value] of Object.entries(settings))
    test(`${name} = ${value} is a problem`, async () => {
        await db.sql(`ALTER DATABASE ${db.name} SET ${name} = '${value}'`);
        try {
            finds('problem', new RegExp(`PostgreSQL: ${name} = ${value}`), /^Set /);
        } finally {
            await db.sql(`ALTER DATABASE ${db.name} RESET ${name}`);
        }
    });

test('rights that a role has too many or too few of, and rights of others', async () => {
    await db.sql(`GRANT SELECT ON answers.block TO echolot_present; REVOKE INSERT ON box.ballot FROM echolot_collect;
        GRANT SELECT (body) ON answers.comment TO PUBLIC`);
    const found = bad(examine()).map(({ what, advice }) => `${what}: ${advice}`);
    await db.sql(`REVOKE SELECT ON answers.block FROM echolot_present; GRANT INSERT ON box.ballot TO echolot_collect;
        REVOKE SELECT (body) ON answers.comment FROM PUBLIC`);
    assert.deepEqual(found, [
        'echolot_collect may not INSERT box.ballot: GRANT INSERT ON box.ballot TO echolot_collect',
        'echolot_present may SELECT answers.block: REVOKE SELECT ON answers.block FROM echolot_present',
        'PUBLIC may SELECT answers.comment: REVOKE SELECT ON answers.comment FROM PUBLIC']);
    assert.deepEqual(bad(examine()), []);
});

test('a key that others may read, and a directory they may enter', () => {
    chmodSync(key, 0o640);
    finds('problem', /w\.key: others than its owner/, /chmod 0600/);
    chmodSync(key, 0o600);
    chmodSync(keys, 0o755);
    finds('problem', /keys: others than its owner/, /chmod 0700/);
    chmodSync(keys, 0o700);
});

test('a key that is not here, is another one, belongs to nobody or to a closed wave', () => {
    const away = join(db.directory, 'away');
    renameSync(key, away);
    finds('warning', /key of the open wave w is not on this machine/, /Whoever keeps it has to bring it/);
    writeFileSync(key, JSON.stringify({ format: 'echolot.key/1', wave: 'w', private_key: '11'.repeat(32) }), { mode: 0o600 });
    finds('problem', /not sealed to this key/, /Find the right one/);
    writeFileSync(key, 'damaged');
    assert.equal(bad(examine()).length, 1);
    rmSync(key);
    renameSync(away, key);
    copyFileSync(key, join(keys, 'nobody.key'));
    finds('warning', /nobody\.key: belongs to no wave/, /Remove it/);
    rmSync(join(keys, 'nobody.key'));
    openWave(db, 'done', { k: 3 });
    copyFileSync(join(keys, 'done.key'), join(keys, 'copy'));
    db.good('wave', 'close', 'done');
    renameSync(join(keys, 'copy'), join(keys, 'done.key'));
    finds('problem', /wave done is closed, but its private key is still there/, /'echolot wave close done' destroys it/);
    db.good('wave', 'close', 'done');
    assert.deepEqual(bad(examine()), []);
});

test('people who are alone in their group are counted', async () => {
    finds('warning', /wave w: [0-9]+ of 36 people share department and segments with fewer than 2 others/, /coarser segments/);
});

test('addresses that anybody may listen to', () => {
    finds('problem', /links lead to http:\/\/ask\.example\.org: answers would travel unencrypted/, /TLS/, { env: { ECHOLOT_BASE_URL: 'http://ask.example.org' } });
    finds('warning', /which only this machine reaches/, /ECHOLOT_BASE_URL/, { env: {} });
    finds('warning', /listens on 0\.0\.0\.0:8080/, /127\.0\.0\.1/, { env: { ...own.env, ECHOLOT_LISTEN: '0.0.0.0:8080' } });
});

test('gnuplot that is missing', () => {
    finds('problem', /gnuplot is not installed/, /gnuplot-nox/, { env: { ...own.env, PATH: '/nonexistent' } });
});

test('a schema that is not this program\'s, and a database that is away, are problems and not the end', async () => {
    await db.sql(`INSERT INTO echolot.migration (number, name, checksum) VALUES (9999, 'future', '')`);
    const findings = examine();
    await db.sql('DELETE FROM echolot.migration WHERE number = 9999');
    assert.equal(findings.filter(({ what }) => /schema has version 9999/.test(what)).length, 4);
    const away = bad(examine({ env: { ...own.env, PGPORT: '1' } }));
    assert.equal(away.length, 4);
    assert.match(away[0].advice, /PGHOST/);
});
