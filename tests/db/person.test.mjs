// `echolot export PERSON` and `erase PERSON`: what is stored about somebody is shown whole, and goes without a trace in the tables. Answers
// belong to nobody: neither command touches them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, found } from '../support/attack.mjs';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
await db.sql(`UPDATE identity.person SET email = 'Marked.Person@example.org', name = 'Marked Person' WHERE employee_id = 'E0004'`);
await db.sql(`UPDATE identity.person SET manager = 'E0004' WHERE employee_id IN ('E0005', 'E0006')`);
openWave(db, 'w', { definition: everything, k: 3 });
const people = invite(db, 'w');
const marked = people.find(({ employee_id: id }) => id === 'E0004');
const server = await serve(db);
const answers = { enps: 4, heard: 2, why: 'words that nobody else would choose' };
const { receipt } = await (await post(server, { token: marked.token, answers })).json();
await db.sql(`INSERT INTO action.action (survey_id, department, title, owner, state) VALUES ('everything', 'A', 'Listen', 'marked.person@EXAMPLE.org', 'owned')`);
await db.sql(`INSERT INTO action.event (action_id, event, actor, to_state) VALUES (1, 1, 'marked.person@example.org', 'owned')`);
await db.sql(`INSERT INTO identity.delivery (wave_id, invitation, reminder, state, attempted, reply)
    SELECT wave_id, invitation, 0, 'sent', '2026-11-02', '250 Ok' FROM identity.invitation`);
await db.sql(`INSERT INTO identity.reminder_choice SELECT person_id, sha256(employee_id::bytea), false FROM identity.person`);

async function refused(args, pattern) {
    const before = await contents(db), result = db.run(...args);
    assert.equal(result.status, 1, result.stdout);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), before);
}

test('export shows all that is stored about a person, and says why answers are not there', async () => {
    const before = await contents(db);
    const all = JSON.parse(db.good('export', 'E0004'));
    assert.equal(await contents(db), before);
    const { answers: why, format, ...rest } = all;
    assert.equal(format, 'echolot.person/1');
    assert.match(why, /nobody can tell whose they are/);
    assert.deepEqual(rest, {
        person: { employee_id: 'E0004', email: 'Marked.Person@example.org', name: 'Marked Person', language: 'en', manager: null,
            department: { code: 'A1', name: 'North' }, segments: { tenure: '3+', site: 'Köln' } },
        manages: ['E0005', 'E0006'], wants_reminders: false, panels: [],
        invitations: [{ wave: 'w', survey: 'everything', department: 'A1', segments: { tenure: '3+', site: 'Köln' },
            messages: [{ reminder: 0, state: 'sent', day: '2026-11-02', reply: '250 Ok' }] }],
        actions: [{ action: 1, title: 'Listen', state: 'owned' }],
        events: [{ ...rest.events[0], action: 1, to: 'owned', note: '' }],
    });
    assert.deepEqual(JSON.parse(db.good('export', 'marked.person@example.ORG')), all, 'by e-mail address, whatever its case');
    assert.equal(JSON.parse(db.good('export', 'E0003')).invitations[0].segments.site, null, 'a segment without a value');
});

test('somebody who is not there, or an address that several have, is refused', async () => {
    for (const command of ['export', 'erase']) {
        await refused([command, 'nobody'], /nobody in the directory has .*'nobody'/);
        await refused([command, ''], /nobody in the directory/);
    }
    await db.sql(`UPDATE identity.person SET email = 'two@example.org' WHERE employee_id IN ('E0010', 'E0011')`);
    await refused(['erase', 'two@example.org'], /2 people have[^]*E0010, E0011/);
});

test('an erased person is nowhere in the tables, nor in their files', async () => {
    await db.sql('ANALYZE');
    const secrets = [['the name', Buffer.from('Marked Person')], ['the address', Buffer.from('Marked.Person')]];
    assert.notDeepEqual(found(await files(db), secrets), [], 'this search finds what is there');
    const shown = db.good('erase', 'E0004');
    assert.match(shown, /erased: employee E0004/);
    assert.match(shown, /open waves.*: w\n.*sealed and nobody's/);
    assert.match(shown, /1 actions owned, 1 events/);
    assert.match(shown, /backups/);
    assert.deepEqual(found(await files(db), secrets), []);
    const left = await contents(db);
    assert.ok(!left.includes('E0004'), 'not as a manager either');
    const rows = async (table) => (await db.sql(`SELECT count(*)::int AS n FROM ${table}`))[0].n;
    for (const table of ['identity.person', 'identity.invitation', 'identity.token', 'identity.delivery', 'identity.reminder_choice'])
        assert.equal(await rows(table), 11, `${table}: everybody else is still there`);
    await refused(['erase', 'E0004'], /nobody in the directory/);
});

test('their link is unknown, their ballot stays and is counted as nobody\'s', async () => {
    assert.equal((await post(server, { token: marked.token, answers })).status, 404);
    assert.equal((await post(server, { token: people[0].token, answers: { enps: 9 } })).status, 201, 'other links work');
    assert.match(db.good('receipt', receipt), /lies sealed/);
    assert.match(db.good('wave', 'close', 'w'), /2 answer sheets, 1 comments/);
    assert.match(db.good('receipt', receipt), /was counted/);
});

test('when something fails nothing is erased', async () => {
    await db.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'`);
    await db.sql('CREATE TRIGGER refuse BEFORE DELETE ON identity.person FOR EACH ROW EXECUTE FUNCTION refuse()');
    await refused(['erase', 'E0005'], /no/);
});
