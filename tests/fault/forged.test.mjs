// Somebody who can write into the ballot box, but does not make what the survey server makes: whatever they put there is reported when the
// wave closes, and never counted nor dropped silently.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { sheets } from '../support/blocks.mjs';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
openWave(db, 'w', { definition: everything, k: 3 });
openWave(db, 'other', { definition: everything, k: 3 });
const people = invite(db, 'w');
const server = await serve(db);
for (const [i, person] of people.entries())
    assert.equal((await post(server, { token: person.token, answers: { enps: 7 + i % 4, heard: 1 + i % 5, channel: ['mail'], shift: 'day' } })).status, 201);
const box = await db.sql(`SELECT wave_id, tag, sealed, receipt FROM box.ballot JOIN survey.wave USING (wave_id) WHERE key = 'w' ORDER BY tag`);
const [{ wave_id: wave }] = box;
const before = await contents(db);

// What nobody outside the program's own process knows: whose ballot lies where.
const secrets = await db.sql(`SELECT p.employee_id, i.department, s.tag_key, i.invitation FROM identity.wave_secret s JOIN identity.invitation i USING (wave_id)
    JOIN identity.person p USING (person_id) WHERE s.wave_id = $1`, [wave]);
const departments = new Map(secrets.map((row) => [row.employee_id, row.department]));
function rowOf({ employee_id: id }) {
    const { tag_key: key, invitation } = secrets.find((row) => row.employee_id === id);
    const tag = createHmac('sha256', key).update(invitation).digest();
    return box.find((row) => row.tag.equals(tag));
}

async function restore() {
    await db.sql('DELETE FROM box.ballot');
    for (const row of box) await db.sql('INSERT INTO box.ballot VALUES ($1, $2, $3, $4)', [row.wave_id, row.tag, row.sealed, row.receipt]);
    assert.equal(await contents(db), before);
}
async function reported(pattern) {
    const forged = await contents(db), result = db.run('wave', 'close', 'w');
    assert.equal(result.status, 1, result.stdout);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), forged, 'a refused close changed something');
}
const put = (tag, { sealed, receipt }) => db.sql(`INSERT INTO box.ballot VALUES ($1, $2, $3, $4)
    ON CONFLICT (wave_id, tag) DO UPDATE SET sealed = excluded.sealed, receipt = excluded.receipt`, [wave, tag, sealed, receipt]);

test('two ballots that changed places and with them departments', async () => {
    const own = rowOf(people[0]), other = rowOf(people.find(({ employee_id: id }) => departments.get(id) !== departments.get(people[0].employee_id)));
    await put(own.tag, other);
    await put(other.tag, own);
    await reported(/2 of 12 ballots .* not what was asked for/);
    await restore();
});

test('a ballot for somebody who was never asked', async () => {
    await db.sql('UPDATE box.ballot SET tag = $1 WHERE tag = $2', [Buffer.alloc(32, 7), box[3].tag]);
    await reported(/1 of 12 ballots .* not what was asked for/);
    await db.sql('UPDATE box.ballot SET tag = $1 WHERE receipt = $2', [Buffer.alloc(5, 7), box[3].receipt]);
    await reported(/1 of 12 ballots .* not what was asked for/);
    await restore();
});

test('answers that no page of this wave offers', async () => {
    await db.sql(`UPDATE survey.wave SET asked = '{0,1,2}' WHERE key = 'w'`); // to 'shift' all have an answer
    await reported(/12 of 12 ballots .* not what was asked for .*, …/);
    await db.sql(`UPDATE survey.wave SET asked = NULL WHERE key = 'w'`);
    await db.sql(`UPDATE survey.wave_segment SET categories = '{}' WHERE wave_id = $1 AND name = 'tenure'`, [wave]);
    await reported(/12 of 12 ballots .* not what was asked for/);
    await db.sql(`UPDATE survey.wave_segment SET categories = '{0-2,3+}' WHERE wave_id = $1 AND name = 'tenure'`, [wave]);
    await restore();
});

test('ballots of people who were erased are counted, and no others in their place', async () => {
    const other = rowOf(people[1]);
    db.good('erase', people[0].employee_id);
    assert.equal((await db.sql('SELECT count(*)::int AS n FROM box.ballot'))[0].n, 12);
    await db.sql('UPDATE box.ballot SET tag = $1 WHERE tag = $2', [Buffer.alloc(32, 7), other.tag]);
    await reported(/1 of 12 ballots .* not what was asked for/);
    await db.sql('UPDATE box.ballot SET tag = $1 WHERE tag = $2', [other.tag, Buffer.alloc(32, 7)]);
    assert.match(db.good('wave', 'close', 'w'), /12 answer sheets/);
    assert.equal((await sheets(db, 'w')).length, 12);
});
