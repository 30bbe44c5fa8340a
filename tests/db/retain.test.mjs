// `echolot retain --answers MONTHS`: old answers go, what was published stays, and later waves are analyzed without them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { closedWave } from '../support/answers.mjs';
import { files, found } from '../support/attack.mjs';
import { contents, database } from '../support/echolot.mjs';
import { pulse } from '../support/wave.mjs';

const db = await database();
db.good('survey', 'add', pulse);
const columns = JSON.parse(readFileSync(pulse, 'utf8')).questions.filter(({ type }) => type === 'enps' || type === 'scale').length;
const departments = [['ROOT', null, 30]];
const sheets = (value) => Array.from({ length: 24 }, (_, i) => ({ department: 0, answers: Array(columns).fill((value + i) % 5) }));
const ago = async (months) => (await db.sql(`SELECT to_char(now() - make_interval(months => $1), 'YYYY-MM-DD') AS day`, [months]))[0].day;
const rows = async (table) => (await db.sql(`SELECT DISTINCT w.key FROM answers.${table} JOIN survey.wave w USING (wave_id) ORDER BY 1`)).map(({ key }) => key);

const old = await closedWave(db, 'old', { departments, sheets: sheets(0), closed: await ago(30) });
await closedWave(db, 'recent', { departments, sheets: sheets(1), closed: await ago(6) });
db.good('analyze');
await closedWave(db, 'unpublished', { departments, sheets: sheets(2), closed: await ago(28) });
await db.sql(`INSERT INTO answers.comment VALUES ($1, 0, 0, 0, 'an old comment that was written long ago')`, [old]);
await db.sql(`INSERT INTO answers.receipt VALUES ($1, '\\x01020304050607080910')`, [old]);
const ledger = async () => /^ledger\.[^]*?(?=^survey\.)/m.exec(await contents(db))[0];

test('a number of months is needed', async () => {
    const before = await contents(db);
    for (const args of [[], ['--answers', '0'], ['--answers', '-3'], ['--answers', 'all'], ['--answers', '1201']])
        assert.equal(db.run('retain', ...args).status, 2, args.join(' '));
    assert.equal(await contents(db), before);
});

test('a dry run says what would go, and nothing goes', async () => {
    const before = await contents(db);
    assert.match(db.good('retain', '--answers', '24', '--dry-run'), /^old +closed .* 24 answer sheets, 1 comments would be dropped$/m);
    assert.equal(await contents(db), before);
});

test('nothing is old enough', async () => {
    const before = await contents(db);
    assert.match(db.good('retain', '--answers', '120'), /No answers are that old/);
    assert.equal(await contents(db), before);
});

test('old answers go from the tables and their files; publications, receipts and what is not published stay', async () => {
    const published = await ledger();
    await db.sql('ANALYZE');
    const listed = JSON.parse(db.good('retain', '--answers', '24', '--json'));
    assert.deepEqual(listed.map(({ wave, dropped, sheets: n, comments }) => [wave, dropped, n, comments]),
        [['old', true, 24, 1], ['unpublished', false, 24, 0]]);
    assert.deepEqual(await rows('block'), ['recent', 'unpublished']);
    assert.deepEqual(await rows('cell'), ['recent']);
    assert.deepEqual(await rows('comment'), []);
    assert.deepEqual(await rows('receipt'), ['old']);
    assert.equal(await ledger(), published);
    assert.deepEqual(found(await files(db), [['the comment', Buffer.from('an old comment that was written')]]), []);
    assert.match(db.good('retain', '--answers', '24'), /unpublished .* kept: not published yet/);
});

test('the old wave is listed and reported as before', () => {
    const [wave] = JSON.parse(db.good('wave', 'list', '--json')).filter(({ key }) => key === 'old');
    assert.equal(wave.responded, 24);
    const report = JSON.parse(db.good('report', 'old', '--format', 'json', '--out', '-'));
    assert.equal(report.departments[0].questions.enps.n, 24);
});

test('a wave after one whose answers are gone is published without a change', () => {
    db.good('analyze', 'unpublished');
    const report = JSON.parse(db.good('report', 'unpublished', '--format', 'json', '--out', '-'));
    assert.equal(report.departments[0].questions.enps.n, 24);
    assert.ok(!report.departments[0].questions.enps.change?.from, 'there is nothing to compare with');
});
