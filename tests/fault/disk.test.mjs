// A disk that fills up while people answer: what was acknowledged is there exactly once, what was refused can be sent
// again, and the server works on when there is room. The database lies on a small file system of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cluster } from '../support/cluster.mjs';
import { serve } from '../support/echolot.mjs';
import { directory as organisation, invite, openWave, post } from '../support/wave.mjs';

const place = mkdtempSync(join(tmpdir(), 'echolot-disk-'));
const disk = join(place, 'disk');
chmodSync(place, 0o755); // the account that runs PostgreSQL must be able to pass through
mkdirSync(disk);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'tmpfs', disk]).status === 0;
const skip = mounted ? false : 'skipped: mounting a small file system needs root';
const db = mounted ? cluster(disk) : null;

after(() => {
    if (mounted) {
        db.stop();
        spawnSync('umount', [disk]);
    }
    rmSync(place, { recursive: true, force: true });
});

// Nothing but zeros until there is no room for one more block.
function fillDisk() {
    const filler = join(disk, 'filler');
    spawnSync('sh', ['-c', `cat /dev/zero > "${filler}" 2>/dev/null; true`]);
    return () => rmSync(filler);
}

test('a full disk refuses ballots without losing or doubling one', { skip }, async () => {
    await organisation(db, { scale: 10 });
    const key = join(place, 'wave.key');
    const definition = {
        id: 'full', version: 1, title: { en: 'Full' }, outcome: 'enps', questions: [
            { id: 'enps', type: 'enps', text: { en: 'Recommend?' }, required: true },
            { id: 'mark', type: 'comment', max_length: 4000, text: { en: 'Say more' } }],
    };
    openWave(db, 'w', { definition, args: ['--key-out', key] });
    const people = invite(db, 'w');
    const server = await serve(db);

    // Every ballot carries a mark of its own and is as large as a ballot may be.
    const acknowledged = new Set();
    let refused = [];
    async function send(person) {
        const mark = `mark-${person.employee_id}-`;
        let status = 0;
        try {
            status = (await post(server, { token: person.token, answers: { enps: 9, mark: mark.padEnd(3900, 'x') } })).status;
        } catch { /* no answer is no acknowledgement */ }
        assert.ok([0, 200, 201, 503].includes(status), `status ${status}`);
        if (status === 200 || status === 201) acknowledged.add(mark);
        else refused.push(person);
        return status;
    }
    async function sendAll(some) {
        const waiting = [...some];
        await Promise.all(Array.from({ length: 6 }, async () => {
            while (waiting.length) await send(waiting.shift());
        }));
    }

    await sendAll(people.slice(0, 20));
    assert.equal(acknowledged.size, 20);
    const makeRoom = fillDisk();
    await sendAll(people.slice(20));
    assert.ok(refused.length > 0, 'the disk was never full');
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200, 'the server lives');
    makeRoom();

    await db.restart(); // PostgreSQL itself may have given up; it recovers from its log
    const again = refused.slice(0, Math.ceil(refused.length / 2));
    const given = new Set(refused.slice(again.length).map((person) => `mark-${person.employee_id}-`));
    refused = [];
    for (const person of again)
        for (let attempt = 0; attempt < 100 && ![200, 201].includes(await send(person)); attempt++)
            await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await server.stop()).code, 0, server.output);

    db.good('wave', 'close', 'w', '--key', key);
    const stored = (await db.sql('SELECT body FROM answers.comment')).map(({ body }) => body.replace(/x+$/, ''));
    assert.equal(new Set(stored).size, stored.length, 'a ballot is there twice');
    for (const mark of acknowledged) assert.ok(stored.includes(mark), `${mark} was acknowledged and is lost`);
    for (const mark of stored) assert.ok(acknowledged.has(mark) || given.has(mark), `${mark} was never sent`);
    const [{ sheets }] = await db.sql('SELECT sum(sheets)::int AS sheets FROM answers.block');
    assert.equal(sheets, stored.length);
});
