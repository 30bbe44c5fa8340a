// The waves of a schedule invite and remind by themselves: each person once, nobody who has answered, and again what the mail server put off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database, serve } from '../support/echolot.mjs';
import { mailServer, parse, refusal, send } from '../support/mail.mjs';
import { directory, post, pulse } from '../support/wave.mjs';

const db = await database();
const server = await mailServer();
const jobs = (moment) => send(db, server, ['jobs', 'run', '--only', 'open,invite,remind', '--as-of', moment]);

test('without a mail server nobody is invited', async () => {
    await directory(db);
    db.good('survey', 'add', pulse);
    db.good('schedule', 'add', 'pulse', '--survey', 'team-pulse', '--every', 'week', '--open-for', '5', '--start', '2031-03-03', '--k', '4', '--remind', '2');
    assert.match(db.good('jobs', 'run', '--only', 'open,invite', '--as-of', '2031-03-03T01:00:00Z'), /^done +open .*\n$/);
});

test('what the mail server puts off is sent by a later run', async () => {
    server.rules.recipient = (address) => (address === 'p1a@example.org' ? refusal(450, 'try later') : undefined);
    const first = await jobs('2031-03-03T02:00:00Z');
    assert.equal(server.mails.length, 11);
    assert.match(first.stdout, /^failed +invite +pulse-2031-W10: 11 sent, 1 waiting.*again at 2031-03-03T02:01:00Z$/m);
    assert.equal(first.status, 1);
    delete server.rules.recipient;
    assert.match((await jobs('2031-03-03T02:01:00Z')).stdout, /^done +invite +pulse-2031-W10: 1 sent$/m);
    assert.equal((await jobs('2031-03-03T03:00:00Z')).stdout, '');
    assert.equal(new Set(server.mails.map((m) => m.to)).size, 12);
    assert.equal(server.mails.length, 12);
});

test('reminders go out on their day, to those who have not answered', async () => {
    const web = await serve(db);
    const answered = server.mails.slice(0, 3).map((m) => m.to);
    for (const mail of server.mails.slice(0, 3)) {
        const token = (await parse(mail)).text.match(/\/s#([0-9A-HJKMNP-TV-Z]{26})/)[1];
        assert.equal((await post(web, { token, answers: { enps: 9 } })).status, 201);
    }
    await web.stop();
    server.mails.length = 0;
    assert.equal((await jobs('2031-03-04T23:59:59Z')).stdout, '');
    const reminded = await jobs('2031-03-05T00:00:00Z');
    assert.match(reminded.stdout, /^done +remind +pulse-2031-W10: 9 sent$/m, reminded.stderr);
    assert.equal((await jobs('2031-03-05T01:00:00Z')).stdout, '');
    assert.equal(server.mails.length, 9);
    assert.ok(server.mails.every((mail) => !answered.includes(mail.to)));
});
