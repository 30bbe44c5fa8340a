// Schedules: what is accepted, and when the waves of a schedule open and close. All days are far ahead, so that no test depends on today.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { contents, database } from '../support/echolot.mjs';
import { directory, pulse } from '../support/wave.mjs';

const db = await database();
const berlin = { env: { ECHOLOT_TIME_ZONE: 'Europe/Berlin' } };

before(async () => {
    db.good('survey', 'add', pulse);
    await directory(db, { scale: 10 });
});

async function refused(args, pattern, status = 1) {
    const stored = await contents(db);
    const result = db.run(...args);
    assert.match(result.stderr, pattern);
    assert.equal(result.status, status, result.stderr);
    assert.equal(await contents(db), stored, 'nothing was changed');
}

const add = (key, ...rest) => ['schedule', 'add', key, '--survey', 'team-pulse', '--every', 'week', '--open-for', '3', ...rest];

test('a schedule is listed with its next opening and removed again', async () => {
    assert.match(db.good(...add('pulse', '--panel', '1/4', '--start', '2031-03-03', '--remind', '2', '--k', '4')),
        /asks +one of 4 parts[^]*pulse-2031-W10, opens on 2031-03-03 at midnight \(UTC\)/);
    assert.deepEqual(JSON.parse(db.good('schedule', 'list', '--json')), [{
        key: 'pulse', survey: 'team-pulse', every: 'week', start: '2031-03-03', open_for: 3, panel: 4, k: 4, remind: 2, opened: 0,
        next: { wave: 'pulse-2031-W10', day: '2031-03-03' }, latest: null, time_zone: 'UTC' }]);
    assert.match(db.good('schedule', 'list'), /^pulse +team-pulse every week, 3 days, 1\/4 of the people, 0 waves until now, next pulse-2031-W10 on 2031-03-03$/m);
    db.good('schedule', 'remove', 'pulse');
    assert.deepEqual(JSON.parse(db.good('schedule', 'list', '--json')), []);
    assert.deepEqual(await db.sql('SELECT * FROM identity.panel'), []);
});

test('without a start it begins with the next week, month or quarter', async () => {
    for (const every of ['week', 'month', 'quarter']) {
        db.good('schedule', 'add', every, '--survey', 'team-pulse@1', '--every', every, '--open-for', '7');
        const [{ good }] = await db.sql(`SELECT start > now() AND start = date_trunc($1, start) AND start <= now() + ('1 ' || $2)::interval AS good
            FROM survey.schedule`, [every, every === 'quarter' ? 'year' : every]);
        assert.ok(good, every);
        db.good('schedule', 'remove', every);
    }
});

test('bad input is refused and changes nothing', async () => {
    db.good(...add('taken', '--start', '2031-03-03'));
    await refused(add('taken'), /there is a schedule 'taken' already/);
    await refused(['schedule', 'add', 'x', '--every', 'week', '--open-for', '3'], /missing: --survey/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'team-pulse', '--open-for', '3'], /missing: --every/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'team-pulse', '--every', 'week'], /missing: --open-for/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'team-pulse', '--every', 'day', '--open-for', '1'], /expected week, month or quarter/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'team-pulse', '--every', 'week', '--open-for', '8'], /1 to 7 days/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'team-pulse', '--every', 'month', '--open-for', '29'], /1 to 28 days/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'team-pulse', '--every', 'week', '--open-for', '0'], /whole number from 1/, 2);
    await refused(['schedule', 'add', 'x', '--survey', 'nobody-knows', '--every', 'week', '--open-for', '3'], /no survey nobody-knows/);
    for (const panel of ['1/0', '2/4', '1/101', '1/4x', '4', '1/', '1/-4', '1/ 4']) await refused(add('x', '--panel', panel), /--panel .*1\/1 to 1\/100/, 2);
    await refused(add('x', '--panel', '1/25'), /fewer than k = 5/);
    await refused(add('x', '--start', '2020-01-01'), /this day is over/, 2);
    await refused(add('x', '--start', '2031-02-30'), /--start.*YYYY-MM-DD/, 2);
    await refused(add('x', '--remind', '3'), /open for 3 days only/, 2);
    await refused(add('x', '--k', '2'), /from 3/, 2);
    await refused(add('../x'), /wave key/, 2);
    await refused(add('x'.repeat(55)), /longer than 54/, 2);
    await refused(['schedule', 'remove', 'unknown'], /no schedule 'unknown'/);
    for (const zone of ['CET', 'Mars/Phobos', 'Mars7', 'Foo/Bar7', 'Etc/X', '/', '+01'])
        await refused([...add('x'), { env: { ECHOLOT_TIME_ZONE: zone } }], /ECHOLOT_TIME_ZONE.*no such time zone/, 2);
    db.good('schedule', 'remove', 'taken');
});

// The opening that a schedule has come to at a moment, local times of its wave in Berlin.
async function due(moment) {
    return (await db.sql(`SELECT wave_key AS wave, to_char(opens, 'YYYY-MM-DD HH24:MI') AS opens, to_char(closes, 'YYYY-MM-DD HH24:MI:SS') AS closes,
        to_char(remind_at, 'YYYY-MM-DD HH24:MI') AS remind FROM survey.schedule_due($1, 'Europe/Berlin')`, [moment]))[0];
}
const done = (round) => db.sql('UPDATE survey.schedule SET round = $1', [round]);

test('a wave opens and closes at midnight where it is, also in the weeks when the clocks change', async () => {
    await db.sql(`SET TIME ZONE 'UTC'`);
    db.good('schedule', 'add', 'pulse', '--survey', 'team-pulse', '--every', 'week', '--open-for', '7', '--start', '2031-03-17', '--remind', '5', berlin);
    assert.equal(await due('2031-03-16T22:59:59Z'), undefined);
    assert.deepEqual(await due('2031-03-16T23:00:00Z'),
        { wave: 'pulse-2031-W12', opens: '2031-03-16 23:00', closes: '2031-03-23 22:59:59', remind: '2031-03-21 23:00' });
    await done(1);
    assert.equal(await due('2031-03-23T22:59:59Z'), undefined);
    assert.deepEqual(await due('2031-03-23T23:00:00Z'), // summer time begins on Sunday, March 30
        { wave: 'pulse-2031-W13', opens: '2031-03-23 23:00', closes: '2031-03-30 21:59:59', remind: '2031-03-28 23:00' });
    await done(2);
    assert.equal(await due('2031-03-30T21:59:59Z'), undefined);
    assert.equal((await due('2031-03-30T22:00:00Z')).wave, 'pulse-2031-W14');
    await done(31);
    assert.deepEqual(await due('2031-10-19T22:00:00Z'), // summer time ends on Sunday, October 26
        { wave: 'pulse-2031-W43', opens: '2031-10-19 22:00', closes: '2031-10-26 22:59:59', remind: '2031-10-24 22:00' });
    db.good('schedule', 'remove', 'pulse');
});

test('a day that lasts 23 or 25 hours is a whole day', async () => {
    db.good('schedule', 'add', 'day', '--survey', 'team-pulse', '--every', 'week', '--open-for', '1', '--start', '2031-03-30', berlin);
    assert.deepEqual(await due('2031-03-30T12:00:00Z'), { wave: 'day-2031-W13', opens: '2031-03-29 23:00', closes: '2031-03-30 21:59:59', remind: null });
    await done(30);
    assert.deepEqual(await due('2031-10-26T12:00:00Z'), { wave: 'day-2031-W43', opens: '2031-10-25 22:00', closes: '2031-10-26 22:59:59', remind: null });
    db.good('schedule', 'remove', 'day');
});

test('around New Year weeks keep their ISO number', async () => {
    db.good('schedule', 'add', 'w', '--survey', 'team-pulse', '--every', 'week', '--open-for', '3', '--start', '2032-12-24', berlin);
    const keys = [];
    for (const day of ['2032-12-24', '2032-12-31', '2033-01-07']) {
        keys.push((await due(`${day}T12:00:00Z`)).wave);
        await done(keys.length);
    }
    assert.deepEqual(keys, ['w-2032-W52', 'w-2032-W53', 'w-2033-W01']);
    db.good('schedule', 'remove', 'w');
    db.good('schedule', 'add', 'w', '--survey', 'team-pulse', '--every', 'week', '--open-for', '3', '--start', '2030-12-31', berlin);
    assert.equal((await due('2030-12-31T12:00:00Z')).wave, 'w-2031-W01', 'the last Tuesday of 2030 lies in the first week of 2031');
    db.good('schedule', 'remove', 'w');
});

test('a month that is too short moves only its own opening', async () => {
    db.good('schedule', 'add', 'm', '--survey', 'team-pulse', '--every', 'month', '--open-for', '14', '--start', '2031-10-31', berlin);
    const opened = [];
    for (const day of ['2031-10-31', '2031-11-30', '2031-12-31', '2032-01-31', '2032-02-29', '2032-03-31', '2033-02-28']) {
        const { wave, opens } = await due(`${day}T12:00:00Z`);
        opened.push([wave, opens.slice(0, 10)]);
        await done(opened.length);
    }
    assert.deepEqual(opened, [['m-2031-10', '2031-10-30'], ['m-2031-11', '2031-11-29'], ['m-2031-12', '2031-12-30'], ['m-2032-01', '2032-01-30'],
        ['m-2032-02', '2032-02-28'], ['m-2032-03', '2032-03-30'], ['m-2033-02', '2033-02-27']]);
    db.good('schedule', 'remove', 'm');
});

test('quarters are named after the quarter they open in', async () => {
    db.good('schedule', 'add', 'q', '--survey', 'team-pulse', '--every', 'quarter', '--open-for', '89', '--start', '2031-11-30', berlin);
    const opened = [];
    for (const day of ['2031-11-30', '2032-02-29', '2032-05-30', '2032-08-30']) {
        const { wave, closes } = await due(`${day}T12:00:00Z`);
        opened.push([wave, closes]);
        await done(opened.length);
    }
    assert.deepEqual(opened, [['q-2031-Q4', '2032-02-26 22:59:59'], ['q-2032-Q1', '2032-05-27 21:59:59'], ['q-2032-Q2', '2032-08-26 21:59:59'],
        ['q-2032-Q3', '2032-11-26 22:59:59']]);
    db.good('schedule', 'remove', 'q');
});

test('who comes late opens the wave of the time, for its whole days but not into the next one', async () => {
    db.good('schedule', 'add', 'late', '--survey', 'team-pulse', '--every', 'week', '--open-for', '5', '--start', '2031-06-02', berlin);
    assert.equal((await due('2031-06-03T10:00:00Z')).closes, '2031-06-07 21:59:59', 'two days late would end two days into the weekend');
    assert.equal((await due('2031-06-06T10:00:00Z')).closes, '2031-06-08 21:59:59', 'cut where the next one begins');
    assert.deepEqual(await due('2031-07-01T10:00:00Z'), { wave: 'late-2031-W27', opens: '2031-06-29 22:00', closes: '2031-07-05 21:59:59', remind: null },
        'four weeks were missed and are not made up for');
    db.good('schedule', 'remove', 'late');
});

test('people are told the last day where they are, whatever day it is in UTC', async () => {
    for (const [zone, closes] of [['America/Los_Angeles', '2031-07-02T06:59:59Z'], ['Asia/Tokyo', '2031-07-01T14:59:59Z'], ['UTC', '2031-07-01T23:59:59Z']]) {
        const wave = zone.replace('/', '-');
        const env = { env: { ECHOLOT_TIME_ZONE: zone } };
        assert.match(db.good('wave', 'open', wave, '--survey', 'team-pulse', '--closes', '2031-07-01', env), /until +2031-07-01$/m);
        const shown = JSON.parse(db.good('wave', 'show', wave, '--json'));
        assert.deepEqual([shown.closes, shown.last_day], [closes, '2031-07-01'], zone);
    }
    await refused(['wave', 'open', 'x', '--survey', 'team-pulse', '--closes', '2031-07-01', { env: { ECHOLOT_TIME_ZONE: 'CEST' } }], /no such time zone/, 2);
});
