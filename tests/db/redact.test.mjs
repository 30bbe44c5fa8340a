// What names somebody in a comment never reaches the table of comments, whichever way it comes.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { files, found } from '../support/attack.mjs';
import { database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
await db.sql(`UPDATE identity.person SET name = 'Jürgen Müller-Weiß', email = 'jmw@example.org' WHERE employee_id = 'E0001'`);
const written = 'Herr Mueller sagt nie danke. jmw@example.org, 0171 2345678, e0002. Kantine gut.';
const kept = 'Herr [Name] sagt nie danke. [E-Mail], [Tel.], [ID]. Kantine gut.';
const comments = async (key) => (await db.sql(`SELECT body FROM answers.comment JOIN survey.wave USING (wave_id)
    WHERE key = $1 ORDER BY position`, [key])).map(({ body }) => body);

test('a comment is redacted when its wave closes, and what was written is nowhere on the disk', async () => {
    openWave(db, 'closed', { definition: everything });
    const server = await serve(db);
    const [one, two] = invite(db, 'closed');
    for (const [{ token }, more] of [[one, written], [two, 'Nothing to add']])
        assert.equal((await post(server, { token, answers: { enps: 9, more } })).status, 201);
    await server.stop();
    db.good('wave', 'close', 'closed');
    assert.deepEqual((await comments('closed')).sort(), [kept, 'Nothing to add'].sort());
    assert.deepEqual(found(await files(db), [['the comment', Buffer.from('Mueller sagt nie danke')]]), []);
});

test('a comment is redacted when it is imported, from wide and from long files', async () => {
    const wide = join(db.directory, 'wide.csv'), long = join(db.directory, 'long.csv'), map = join(db.directory, 'map.json');
    writeFileSync(wide, `department,enps,more\r\nA,7,"${written}"\r\n`);
    db.good('import', 'wide', wide, '--survey', 'everything', '--closed', '2024-01-02');
    assert.deepEqual(await comments('wide'), [kept]);
    writeFileSync(long, `department,who,question,value\r\nA,1,enps,7\r\nA,1,more,"${written}"\r\n`);
    writeFileSync(map, JSON.stringify({ layout: 'long', department: ['department'], respondent: 'who', question: 'question', value: 'value', same_name: true }));
    db.good('import', 'long', long, '--map', map, '--survey', 'everything', '--closed', '2024-01-03');
    assert.deepEqual(await comments('long'), [kept]);
});
