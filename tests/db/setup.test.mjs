// `echolot setup` and what each database role may not do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { database, contents } from '../support/echolot.mjs';

const db = await database();

test('setup again changes nothing', async () => {
    const before = await contents(db);
    const result = db.run('setup');
    assert.equal(result.status, 0, result.stderr);
    assert.doesNotMatch(result.stdout, /applied/);
    assert.equal(await contents(db), before);
});

test('several setups at once make one schema', async () => {
    const fresh = await database({ setup: false });
    const { spawn } = await import('node:child_process');
    const runs = Array.from({ length: 4 }, () => new Promise((resolve) => {
        spawn(process.env.TEST_PROGRAM, ['setup'], { env: fresh.environment }).on('exit', resolve);
    }));
    assert.deepEqual(await Promise.all(runs), [0, 0, 0, 0]);
    const [{ count }] = await fresh.sql('SELECT count(*)::int FROM echolot.migration');
    assert.ok(count >= 2);
});

test('a migration that changed after it was applied is refused', async () => {
    const fresh = await database();
    await fresh.sql(`UPDATE echolot.migration SET checksum = 'other' WHERE number = 2`);
    const result = fresh.run('setup');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /0002_foundation\.sql is not the one that was applied/);
});

test('a schema newer than the program is refused', async () => {
    const fresh = await database();
    await fresh.sql(`INSERT INTO echolot.migration (number, name, checksum) VALUES (9999, 'future', '')`);
    const result = fresh.run('setup');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /newer than this program/);
});

test('a login that is no superuser, but owns the database and may make roles, sets up and works', async () => {
    const fresh = await database({ setup: false });
    const login = `login_${process.pid}`;
    await fresh.sql(`CREATE ROLE ${login} LOGIN CREATEROLE PASSWORD 'test'`);
    await fresh.sql(`ALTER DATABASE ${fresh.name} OWNER TO ${login}`);
    const env = { PGUSER: login, PGPASSWORD: 'test' };
    try {
        fresh.good('setup', { env });
        fresh.good('survey', 'add', 'surveys/team-pulse.json', { env });
        assert.match(fresh.good('survey', 'list', { env }), /team-pulse@1/);
    } finally {
        await fresh.sql(`ALTER DATABASE ${fresh.name} OWNER TO CURRENT_USER`);
        await fresh.sql(`DROP OWNED BY ${login}; DROP ROLE ${login}`);
    }
});

// Real logins, each a member of one role only.
const refused = {
    echolot_collect: ['SELECT * FROM answers.block', 'SELECT * FROM answers.comment', 'SELECT * FROM ledger.figure',
        'SELECT * FROM action.action', 'SELECT * FROM identity.person', 'DELETE FROM box.ballot',
        'SELECT * FROM answers.cell', 'UPDATE survey.wave SET k = 3', 'UPDATE identity.open_link SET withdrawn = false',
        'DELETE FROM identity.open_link', 'UPDATE survey.open_link SET most = 9'],
    echolot_analyze: ['SELECT * FROM box.ballot', 'SELECT * FROM identity.person', 'SELECT * FROM identity.invitation',
        'SELECT * FROM identity.token', 'SELECT * FROM identity.open_link', 'UPDATE ledger.figure SET n = 0', 'UPDATE ledger.index_figure SET n = 0', 'DELETE FROM ledger.publication',
        'UPDATE survey.wave SET k = 3', 'DELETE FROM answers.block', 'DELETE FROM action.event',
        'DELETE FROM ledger.comment', 'UPDATE ledger.comment SET department = 0', 'UPDATE ledger.term SET comments = 0'],
    echolot_present: ['SELECT * FROM answers.block', 'SELECT * FROM answers.cell', 'SELECT * FROM answers.sums', 'SELECT * FROM answers.comment',
        'SELECT * FROM box.ballot', 'SELECT * FROM identity.person', 'SELECT * FROM identity.invitation',
        'SELECT * FROM identity.open_link', 'UPDATE ledger.figure SET n = 0', 'UPDATE ledger.index_figure SET n = 0', 'INSERT INTO ledger.publication (wave_id) VALUES (1)',
        'DELETE FROM ledger.comment', 'INSERT INTO ledger.term (wave_id) VALUES (1)',
        'DELETE FROM action.event', 'UPDATE action.event SET note = \'\'', 'UPDATE survey.wave SET k = 3'],
};
const allowed = {
    echolot_collect: ['SELECT * FROM box.ballot', 'SELECT * FROM identity.invitation', 'SELECT * FROM survey.wave'],
    echolot_analyze: ['SELECT * FROM answers.block', 'SELECT * FROM ledger.figure', 'SELECT * FROM survey.wave'],
    echolot_present: ['SELECT * FROM ledger.figure', 'SELECT * FROM ledger.comment', 'SELECT * FROM action.event', 'SELECT * FROM survey.wave'],
};

for (const [role, statements] of Object.entries(refused))
    test(`${role} is refused by PostgreSQL what it may not do`, async () => {
        const login = `login_${role}_${process.pid}`;
        await db.sql(`CREATE ROLE ${login} LOGIN PASSWORD 'test' IN ROLE ${role}`);
        const client = new pg.Client({ database: db.name, user: login, password: 'test' });
        await client.connect();
        try {
            for (const statement of allowed[role]) await client.query(statement);
            for (const statement of statements)
                await assert.rejects(client.query(statement), /permission denied/, statement);
        } finally {
            await client.end();
            await db.sql(`DROP ROLE ${login}`);
        }
    });
