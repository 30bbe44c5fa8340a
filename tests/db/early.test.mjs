// `wave open --opens DATE`: all is prepared at once, links and cards are handed out, and nobody answers before the day.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { contents, database } from '../support/echolot.mjs';
import { directory, invite, openWave, pulse } from '../support/wave.mjs';

const db = await database();
const berlin = { env: { ECHOLOT_TIME_ZONE: 'Europe/Berlin' } };
const key = (name) => join(db.directory, 'keys', `${name}.key`);
const begin = (name) => db.sql(`UPDATE survey.wave SET opened = now() - interval '1 second' WHERE key = $1`, [name]);
const listed = (name) => JSON.parse(db.good('wave', 'list', '--json')).find((wave) => wave.key === name);
// Who opens a mail server that is not there gets another fault.
const mail = { env: { ECHOLOT_SMTP_URL: 'smtp://127.0.0.1:1', ECHOLOT_MAIL_FROM: 'survey@example.org' } };

before(async () => {
    db.good('survey', 'add', pulse);
    await directory(db);
});

async function refused(args, pattern, status = 1) {
    const stored = await contents(db);
    const result = db.run(...args);
    assert.equal(result.status, status, result.stdout + result.stderr);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), stored, `${args.join(' ')} changed something`);
}

test('a day that has begun, that comes after the last one or that is none is refused', async () => {
    const [{ today }] = await db.sql(`SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS today`);
    const open = ['wave', 'open', 'w', '--survey', 'team-pulse', '--opens'];
    await refused([...open, today], /--opens \d{4}-\d\d-\d\d: this day has begun[^]*Without --opens the wave opens at once/, 2);
    await refused([...open, '2020-01-01'], /this day has begun/, 2);
    await refused([...open, '2199-12-02', '--closes', '2199-12-01'], /--opens 2199-12-02: this day comes after --closes 2199-12-01/, 2);
    await refused([...open, '2199-02-30'], /--opens 2199-02-30: expected a date as YYYY-MM-DD/, 2);
    await refused([...open, '1.12.2199'], /YYYY-MM-DD/, 2);
    await refused([...open, '2199-12-01', { env: { ECHOLOT_TIME_ZONE: 'Berlin' } }], /no such time zone/, 2);
    assert.ok(!existsSync(key('w')));
});

test('all is made at once; the day begins at midnight where the people are', async () => {
    const shown = db.good('wave', 'open', 'later', '--survey', 'team-pulse', '--k', '3', '--opens', '2199-12-01', '--closes', '2199-12-01', berlin);
    assert.match(shown, /^wave later opens on 2199-12-01; until then nobody can answer/);
    assert.ok(existsSync(key('later')));
    const [wave] = await db.sql(`SELECT state, to_char(opened AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS opened, first_day::text, last_day::text,
        (SELECT count(*)::int FROM identity.invitation) AS invited FROM survey.wave WHERE key = 'later'`);
    assert.deepEqual(wave, { state: 'open', opened: '2199-11-30 23:00:00', first_day: '2199-12-01', last_day: '2199-12-01', invited: 12 });
});

test('lists say when it opens, and no more of who answered than that nobody could', () => {
    assert.match(db.good('wave', 'list'), /^later +pending +team-pulse@1  opens 2199-12-01  12 invited  closes 2199-12-01$/m);
    assert.deepEqual([listed('later').state, listed('later').opened], ['pending', '2199-11-30T23:00:00Z']);
    assert.match(db.good('wave', 'show', 'later'), /^wave later is pending$[^]*^  opens       at the beginning of 2199-12-01$/m);
    const shown = JSON.parse(db.good('wave', 'show', 'later', '--json'));
    assert.deepEqual([shown.state, shown.first_day, shown.last_day], ['pending', '2199-12-01', '2199-12-01']);
});

test('links, cards and open links are there before, and the paper says from when they can be used', async () => {
    assert.equal(invite(db, 'later').length, 12);
    const cards = join(db.directory, 'cards.html'), poster = join(db.directory, 'poster.html');
    db.good('invite', 'later', '--qr', cards);
    assert.match(readFileSync(cards, 'utf8'), /Open from 1 December 2199 to 1 December 2199\./);
    assert.match(readFileSync(cards, 'utf8'), /Offen vom 1\. Dezember 2199 bis zum 1\. Dezember 2199\./);
    db.good('invite', 'later', '--open', 'B', '--name', 'Suppliers', '--poster', poster);
    assert.match(readFileSync(poster, 'utf8'), /Open from 1 December 2199 to/);
    openWave(db, 'endless', { args: ['--opens', '2199-12-01'] });
    db.good('invite', 'endless', '--qr', cards + '2');
    assert.match(readFileSync(cards + '2', 'utf8'), /Open from 1 December 2199\./);
});

test('no message goes out before: who gets one could not answer', async () => {
    for (const args of [['invite', 'later', '--mail'], ['remind', 'later']])
        await refused([...args, mail], /wave later opens on 2199-12-01, nobody can answer before[^]*Run this again on that day\. 'invite' with --csv, --qr or --open works now/);
});

test('participation is counted from the opening on', async () => {
    const due = () => JSON.parse(db.good('jobs', 'run', '--json', '--dry-run', '--only', 'count')).jobs.map((job) => job.wave);
    assert.deepEqual(due(), []);
    await begin('later');
    assert.deepEqual(due(), ['later']);
    assert.match(db.good('wave', 'show', 'later'), /^wave later is open$/m);
    assert.equal(listed('later').state, 'open');
    const cards = join(db.directory, 'cards3.html');
    db.good('invite', 'later', '--qr', cards);
    assert.match(readFileSync(cards, 'utf8'), /Open until 1 December 2199\./, 'a card printed now does not speak of the opening');
});

test('one that is closed before it opens is empty, and ends where it begins', async () => {
    assert.match(db.good('wave', 'close', 'endless'), /wave endless is closed: 0 answer sheets, 0 comments/);
    assert.ok(!existsSync(key('endless')));
    assert.deepEqual(await db.sql(`SELECT state, opened = closed AS at_once, first_day FROM survey.wave WHERE key = 'endless'`),
        [{ state: 'closed', at_once: true, first_day: null }]);
    assert.equal(listed('endless').state, 'closed');
});
