// `echolot wave open|close|list`, `invite` and `receipt` without a server: what is frozen, what is written, what is refused.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contents, database } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, pulse } from '../support/wave.mjs';

const db = await database();
db.good('survey', 'add', pulse);

async function refused(args, pattern, status = 1) {
    const before = await contents(db);
    const result = db.run(...args);
    assert.equal(result.status, status, result.stdout + result.stderr);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), before, `${args.join(' ')} changed something`);
}

const key = (name) => join(db.directory, 'keys', `${name}.key`);

test('an empty directory has nobody to ask', async () => {
    await refused(['wave', 'open', 'early', '--survey', 'team-pulse'], /nobody to ask/);
    assert.ok(!existsSync(key('early')));
});

test('opening freezes the tree with a parent before its children, and the people of each department', async () => {
    await directory(db);
    const shown = openWave(db, '2026-11', { args: ['--closes', '2199-11-30', '--k', '4'] });
    assert.match(shown, /12 in 4 departments/);
    assert.match(shown, /tenure \(2\)/);
    assert.match(shown, /until +2199-11-30/);
    assert.deepEqual(await db.sql(`SELECT department, code, parent, invited FROM survey.wave_department ORDER BY 1`), [
        { department: 0, code: 'ROOT', parent: null, invited: 2 }, { department: 1, code: 'A', parent: 0, invited: 3 },
        { department: 2, code: 'A1', parent: 1, invited: 4 }, { department: 3, code: 'B', parent: 0, invited: 3 }]);
    assert.deepEqual(await db.sql('SELECT segment, name, categories FROM survey.wave_segment ORDER BY 1'),
        [{ segment: 0, name: 'site', categories: ['Köln'] }, { segment: 1, name: 'tenure', categories: ['0-2', '3+'] }]);
    const [wave] = await db.sql(`SELECT k, state, joined, asked, octet_length(public_key) AS key FROM survey.wave`);
    assert.deepEqual(wave, { k: 4, state: 'open', joined: true, asked: null, key: 32 });
});

test('everybody has one invitation with the frozen department and segments', async () => {
    const rows = await db.sql(`SELECT p.employee_id, i.department, encode(i.segments, 'hex') AS segments
        FROM identity.invitation i JOIN identity.person p USING (person_id) ORDER BY 1`);
    assert.equal(rows.length, 12);
    assert.deepEqual(rows.slice(0, 3), [{ employee_id: 'E0001', department: 1, segments: '0001' },
        { employee_id: 'E0002', department: 1, segments: '0001' }, { employee_id: 'E0003', department: 1, segments: 'ff00' }]);
    assert.equal((await db.sql('SELECT count(DISTINCT invitation)::int AS n FROM identity.invitation'))[0].n, 12);
});

test('the private key is a file for its owner only, and no copy of it is in the database', async () => {
    assert.equal(statSync(key('2026-11')).mode & 0o777, 0o600);
    const { private_key: secret } = JSON.parse(readFileSync(key('2026-11'), 'utf8'));
    assert.equal(secret.length, 64);
    assert.ok(!(await contents(db)).includes(secret));
});

test('the snapshot stays when the directory changes', async () => {
    await db.sql(`UPDATE identity.department SET name = 'Renamed' WHERE code = 'A'`);
    assert.deepEqual(await db.sql(`SELECT name FROM survey.wave_department WHERE code = 'A'`), [{ name: 'Außendienst' }]);
});

test('what cannot be opened is refused and changes nothing', async () => {
    await refused(['wave', 'open', '2026-11', '--survey', 'team-pulse', '--key-out', join(db.directory, 'x.key')], /there is a wave '2026-11' already/);
    await refused(['wave', 'open', 'w', '--survey', 'nobody-knows'], /no survey nobody-knows/);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse@9'], /team-pulse@9/);
    await refused(['wave', 'open', 'w'], /missing: --survey/, 2);
    await refused(['wave', 'open', '../w', '--survey', 'team-pulse'], /wave key/, 2);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse', '--k', '2'], /from 3/, 2);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse', '--k', '1001'], /to 1000/, 2);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse', '--closes', '2020-01-01'], /over/, 2);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse', '--closes', '2199-02-30'], /YYYY-MM-DD/, 2);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse', '--closes', 'tomorrow'], /YYYY-MM-DD/, 2);
    await db.sql(`INSERT INTO identity.department (code, name) VALUES ('SECOND', 'Second root')`);
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse'], /exactly one/);
    await db.sql(`DELETE FROM identity.department WHERE code = 'SECOND'`);
    assert.ok(!existsSync(key('w')) && !existsSync(join(db.directory, 'x.key')));
});

test('a key file that is there is never overwritten', async () => {
    const path = join(db.directory, 'precious.key');
    writeFileSync(path, 'precious');
    await refused(['wave', 'open', 'w', '--survey', 'team-pulse', '--key-out', path], /precious\.key/);
    assert.equal(readFileSync(path, 'utf8'), 'precious');
});

test('a survey that rotates asks its core and takes turns with the rest', async () => {
    const definition = { ...everything, id: 'turns', rotate: { core: ['enps'], per_wave: 2 } };
    openWave(db, 'turn-1', { definition });
    openWave(db, 'turn-2', { definition });
    const rows = await db.sql(`SELECT asked FROM survey.wave WHERE survey_id = 'turns' ORDER BY opened`);
    assert.deepEqual(rows, [{ asked: [0, 1, 2, 4] }, { asked: [0, 3, 4, 5] }]);
});

test('an invitation is a link and the same token as a code, known to the database by its hash only', async () => {
    const rows = invite(db, '2026-11');
    assert.equal(rows.length, 12);
    assert.deepEqual(Object.keys(rows[0]).slice(0, 5), ['employee_id', 'email', 'language', 'url', 'code']);
    assert.equal(rows[0].employee_id, 'E0001');
    assert.match(rows[0].url, /^http:\/\/127\.0\.0\.1:8080\/s#[0-9A-HJKMNP-TV-Z]{26}$/);
    assert.equal(rows[0].code.replaceAll('-', ''), rows[0].token);
    const stored = await contents(db);
    for (const { token } of rows) assert.ok(!stored.includes(token));
    assert.equal(statSync(join(db.directory, '2026-11.csv')).mode & 0o777, 0o600);
});

test('links come from the setting', async () => {
    const path = join(db.directory, 'other.csv');
    db.good('invite', '2026-11', '--csv', path, { env: { ECHOLOT_BASE_URL: 'https://ask.example.org' } });
    assert.match(readFileSync(path, 'utf8'), /,https:\/\/ask\.example\.org\/s#/);
});

test('inviting again makes further tokens for the same invitations', async () => {
    const [{ tokens, invitations }] = await db.sql(`SELECT count(*)::int AS tokens, count(DISTINCT invitation)::int AS invitations
        FROM identity.token JOIN survey.wave USING (wave_id) WHERE key = '2026-11'`);
    assert.deepEqual({ tokens, invitations }, { tokens: 24, invitations: 12 });
});

test('a file that cannot be written makes no tokens', async () => {
    await refused(['invite', '2026-11', '--csv', '/nowhere/at/all.csv'], /all\.csv/);
    await refused(['invite', 'unknown', '--csv', join(db.directory, 'u.csv')], /no wave 'unknown'/);
    await refused(['invite', '2026-11'], /--csv/, 2);
});

test('the list says state, invited and responded', () => {
    const [wave] = JSON.parse(db.good('wave', 'list', '--json')).filter((w) => w.key === '2026-11');
    assert.equal(wave.state, 'open');
    assert.equal(wave.survey, 'team-pulse');
    assert.equal(wave.invited, 12);
    assert.equal(wave.responded, null);
    assert.equal(wave.counted, null);
    assert.equal(wave.closes, '2199-11-30T23:59:59Z');
    assert.match(db.good('wave', 'list'), /2026-11 +open +team-pulse@1 .* \? of 12 responded, not counted yet  closes 2199-11-30/);
});

test('closing needs the key of this wave', async () => {
    const path = join(db.directory, 'lost.key');
    await refused(['wave', 'close', '2026-11', '--key', path], /lost\.key/);
    await refused(['wave', 'close', '2026-11', '--key', key('turn-1')], /key of wave turn-1/);
    const forged = JSON.parse(readFileSync(key('turn-1'), 'utf8'));
    writeFileSync(path, JSON.stringify({ ...forged, wave: '2026-11' }));
    await refused(['wave', 'close', '2026-11', '--key', path], /not sealed to this key/);
    writeFileSync(path, '{}');
    await refused(['wave', 'close', '2026-11', '--key', path], /not the key of a wave/);
    await refused(['wave', 'close', 'unknown'], /no wave 'unknown'/);
});

test('a ballot that does not open keeps the wave open until its loss is accepted by number', async () => {
    await db.sql(`INSERT INTO box.ballot SELECT wave_id, '\\x01', decode(repeat('00', 400), 'hex'), decode(repeat('ab', 10), 'hex')
        FROM survey.wave WHERE key = '2026-11'`);
    await refused(['wave', 'close', '2026-11'], /1 of 1 ballots cannot be opened .*NENT-QAXB-NENT-QAXB.*stays open[^]*--leave-out 1/);
    await refused(['wave', 'close', '2026-11', '--leave-out', '2'], /1 of 1 ballots/);
    assert.ok(existsSync(key('2026-11')));
    assert.match(db.good('wave', 'close', '2026-11', '--leave-out', '1'), /0 answer sheets.*1 that could not be opened/);
    assert.deepEqual(await db.sql('SELECT * FROM answers.receipt'), []);
});

test('closing leaves nothing that links a person to anything', async () => {
    const wave = `(SELECT wave_id FROM survey.wave WHERE key = '2026-11')`;
    assert.ok(!existsSync(key('2026-11')));
    assert.deepEqual(await db.sql(`SELECT state, closed IS NOT NULL AS closed FROM survey.wave WHERE key = '2026-11'`), [{ state: 'closed', closed: true }]);
    for (const table of ['identity.token', 'identity.invitation', 'identity.delivery', 'identity.wave_secret', 'box.ballot'])
        assert.deepEqual(await db.sql(`SELECT * FROM ${table} WHERE wave_id = ${wave}`), [], table);
    const tokens = await db.sql(`SELECT encode(token, 'hex') AS token FROM identity.former_token WHERE wave_id = ${wave} ORDER BY ctid`);
    assert.equal(tokens.length, 24);
    assert.deepEqual(tokens.map((row) => row.token), tokens.map((row) => row.token).sort(), 'place in the table says nothing');
});

test('a closed wave is not closed twice, but a key left over by an interruption goes', async () => {
    await refused(['wave', 'close', '2026-11'], /was closed on/);
    writeFileSync(key('2026-11'), JSON.stringify({ format: 'echolot.key/1', wave: '2026-11', private_key: '00'.repeat(32) }));
    chmodSync(key('2026-11'), 0o600);
    assert.match(db.good('wave', 'close', '2026-11'), /destroyed now/);
    assert.ok(!existsSync(key('2026-11')));
    await refused(['invite', '2026-11', '--csv', join(db.directory, 'late.csv')], /closed/);
});

test('a receipt that nobody has is not found', async () => {
    await refused(['receipt', 'NENT-QAXB-NENT-QAXB'], /no ballot with the receipt/);
    await refused(['receipt', 'hello'], /not a receipt/);
});
