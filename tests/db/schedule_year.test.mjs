// A simulated year of weekly panels: everybody is asked equally often, also when people come and go and the clocks change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database } from '../support/echolot.mjs';
import { directory, pulse } from '../support/wave.mjs';

const SHARE = 4, WEEKS = 52;
const db = await database();
const berlin = { env: { ECHOLOT_TIME_ZONE: 'Europe/Berlin' } };

test('a year of weekly panels asks everybody equally often', async () => {
    db.good('survey', 'add', pulse);
    await directory(db, { scale: 17 });
    db.good('schedule', 'add', 'pulse', '--survey', 'team-pulse', '--every', 'week', '--open-for', '7', '--panel', `1/${SHARE}`,
        '--start', '2031-01-06', berlin);
    const everybody = async () => (await db.sql('SELECT employee_id FROM identity.person ORDER BY 1')).map((p) => p.employee_id);
    const always = new Set(await everybody()), asked = new Map(), joined = new Map();
    for (let week = 0; week < WEEKS; week++) {
        // Half past midnight on Monday in Berlin: half past eleven or ten on Sunday evening in UTC.
        const [{ moment }] = await db.sql(`SELECT to_char((date '2031-01-06' + $1::int * 7 + time '00:30') AT TIME ZONE 'Europe/Berlin' AT TIME ZONE 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS moment`, [week]);
        if (week % 3 === 1) {
            const name = `N${String(week).padStart(3, '0')}`;
            await db.sql(`INSERT INTO identity.person (employee_id, email, name, department_id, language)
                SELECT $1, $1 || '@example.org', $1, department_id, 'de' FROM identity.department WHERE code = 'A1'`, [name]);
            joined.set(name, week);
        }
        if (week % 5 === 2) {
            const [gone] = await db.sql(`DELETE FROM identity.person WHERE employee_id = (SELECT employee_id FROM identity.person
                ORDER BY md5(employee_id || $1::text) LIMIT 1) RETURNING employee_id`, [week]);
            always.delete(gone.employee_id);
            joined.delete(gone.employee_id);
        }
        const { jobs } = JSON.parse(db.good('jobs', 'run', '--json', '--only', 'open,close', '--as-of', moment, berlin));
        assert.deepEqual(jobs.map((j) => `${j.result} ${j.job}`), week === 0 ? ['done open'] : ['done open', 'done close'], JSON.stringify(jobs));
        const rows = await db.sql(`SELECT p.employee_id FROM identity.invitation i JOIN identity.person p USING (person_id)
            JOIN survey.wave w USING (wave_id) WHERE w.key = $1`, [jobs[0].wave]);
        const people = (await everybody()).length;
        assert.ok(Math.abs(rows.length - people / SHARE) <= 4, `week ${week}: ${rows.length} of ${people}`);
        const [snapshot] = await db.sql(`SELECT sum(invited)::int AS invited FROM survey.wave_department JOIN survey.wave USING (wave_id) WHERE key = $1`, [jobs[0].wave]);
        assert.equal(snapshot.invited, rows.length, 'the snapshot counts who is asked');
        for (const { employee_id: id } of rows) asked.set(id, [...(asked.get(id) ?? []), week]);
        const cycle = Math.floor(week / SHARE);
        for (const id of always) {
            const turns = (asked.get(id) ?? []).length;
            assert.ok(turns === cycle || turns === cycle + 1, `${id} was asked ${turns} times until week ${week}`);
        }
    }
    for (const id of always) assert.equal(asked.get(id).length, WEEKS / SHARE, id);
    for (const [id, week] of joined) {
        const expected = (WEEKS - week) / SHARE, turns = (asked.get(id) ?? []).length;
        assert.ok(Math.abs(turns - expected) <= 1, `${id} came in week ${week} and was asked ${turns} times`);
    }
    for (const [id, weeks] of asked)
        for (let i = 1; i < weeks.length; i++)
            assert.ok(weeks[i] - weeks[i - 1] >= SHARE / 2, `${id} was asked in weeks ${weeks}`);
    assert.ok(new Set([...asked.values()].map((weeks) => weeks.map((week) => week % SHARE).join())).size > 50, 'not always the same people together');
    assert.equal((await db.sql(`SELECT FROM survey.wave WHERE key ~ '^pulse-2031-W[0-9]{2}$' OR key = 'pulse-2032-W01'`)).length, WEEKS);
});
