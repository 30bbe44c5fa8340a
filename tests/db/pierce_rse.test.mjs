// Real exports of other tools, each with a trap: answers one by one with a coded "not applicable" (Pierce County), and
// three waves in which a question went on, changed its scale, or moved to other countries (Research Software Engineers).
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { database, shared } from '../support/echolot.mjs';

const pierce = join(shared, 'data', 'pierce', 'pierce.csv'), rse = join(shared, 'data', 'rse');
const skip = !existsSync(pierce) && 'skipped: no ../shared/data';

function figures(db, key) {
    return db.sql(`SELECT code, name, question, f.* FROM ledger.figure f JOIN survey.wave_department USING (wave_id, department)
        JOIN survey.wave USING (wave_id) WHERE key = $1`, [key]);
}

async function questionNumber(db, key, id) {
    const [{ document }] = await db.sql(`SELECT document FROM survey.definition d JOIN survey.wave w
        ON w.survey_id = d.survey_id AND w.survey_version = d.version WHERE key = $1`, [key]);
    return JSON.parse(document).questions.findIndex((question) => question.id === id);
}

test('Pierce County: not applicable is no answer, and the small department is not given away', { skip }, async () => {
    const db = await database();
    db.good('survey', 'add', 'surveys/pierce.json');
    db.good('import', 'pierce', pierce, '--map', 'surveys/maps/pierce.json', '--survey', 'pierce', '--k', '5',
        '--create-departments');
    assert.match(db.good('analyze', 'pierce'), /answers one by one, 22 departments/);
    const friend = await questionNumber(db, 'pierce', 'best-friend');
    const rows = await figures(db, 'pierce');
    const root = rows.find((row) => row.department === 0 && row.question === friend);

    // The file by itself: exact duplicates once, 0 and blank left out.
    const lines = [...new Set(readFileSync(pierce, 'utf8').split(/\r?\n/).slice(1).filter((line) => line))];
    assert.equal(lines.length, 14710);
    const values = lines.filter((line) => line.includes('6. I have a best friend at work'))
        .map((line) => Number(/6\. I have a best friend at work"?,(\d?),/.exec(line)[1])).filter((value) => value > 0);
    assert.equal(root.n, values.length);
    assert.ok(Math.abs(root.mean - values.reduce((a, b) => a + b) / values.length) < 1e-9);
    assert.equal(root.mean.toFixed(2), '2.60');

    for (let question = 0; question < 10; question++) {
        const hidden = rows.filter((row) => row.question === question && row.status !== 0);
        assert.equal(hidden.find((row) => /Family Justice Center/.test(row.name)).status, 1);
        assert.equal(hidden.filter((row) => row.status === 2).length, 1, 'one other department is hidden with it');
        assert.ok(rows.some((row) => row.question === question && row.department === 0 && row.status === 0));
    }
    const participation = await db.sql('SELECT * FROM ledger.participation');
    assert.ok(participation.every((row) => row.responded === null && row.partial === null && row.invited === null));
});

test('RSE 2016 to 2018: turnOver6 has no detectable change, turnOver3 breaks before 2018', { skip }, async () => {
    const db = await database();
    for (const [year, name] of [['2016', 'rse2016uk'], ['2017', 'rse2017uk'], ['2018', 'rse2018_all']]) {
        db.good('survey', 'add', `surveys/rse-${year}.json`);
        const survey = JSON.parse(readFileSync(join(process.env.TEST_SOURCE, 'surveys', `rse-${year}.json`), 'utf8'));
        db.good('import', year, join(rse, `${name}.csv`), '--map', `surveys/maps/rse-${year}.json`,
            '--survey', `rse@${survey.version}`, '--k', '5', '--opened', `${year}-10-01`, '--closed', `${year}-11-30`,
            '--create-departments');
    }
    const output = db.good('analyze');
    assert.match(output, /2017: [^]*since 2016: [^]*2018: [^]*since 2017: /);
    const of = async (year, id) => {
        const number = await questionNumber(db, year, id);
        return (await figures(db, year)).find((row) => /United Kingdom/.test(row.name) && row.question === number);
    };
    const lines = { turnOver6: [], turnOver3: [] };
    for (const id of Object.keys(lines)) for (const year of ['2016', '2017', '2018']) lines[id].push(await of(year, id));

    // Published: 24.3, 22.0 and 19.5 % agree or agree strongly. Leaving is bad news, so the item is reversed and these
    // are the unfavourable answers.
    assert.deepEqual(lines.turnOver6.map((row) => (100 * row.unfavourable).toFixed(1)), ['24.3', '22.0', '19.5']);
    assert.deepEqual(lines.turnOver6.map((row) => row.change_status), [0, 1, 1]);
    for (const row of lines.turnOver6.slice(1)) {
        assert.equal(row.change_detectable, false);
        assert.ok(row.change_low < 0 && row.change_high > 0);
    }
    assert.deepEqual(lines.turnOver3.map((row) => row.change_status), [0, 1, 2]);
    assert.equal(lines.turnOver3[2].change_difference, null);
    // The file has 15 "Never" and 58 "Never ": trimmed, 73 in all.
    assert.deepEqual(lines.turnOver3[0].histogram, [37, 162, 73]);
});
