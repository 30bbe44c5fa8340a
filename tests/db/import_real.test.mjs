// Answers that others collected, as they published them (../shared/data): counted here independently of the program.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sheets, snapshot } from '../support/blocks.mjs';
import { database, shared } from '../support/echolot.mjs';

const data = join(shared, 'data');
const skip = existsSync(data) ? false : 'skipped: no ../shared/data';
const db = skip ? null : await database();
const maps = 'surveys/maps';

function load(key, file, map, survey, ...options) {
    return JSON.parse(db.good('import', key, join(data, file), '--map', `${maps}/${map}.json`, '--survey', survey,
        '--create-departments', '--json', ...options));
}
// How often each value (or "na") occurs in a column of a wave.
function count(all, column) {
    const counts = {};
    for (const sheet of all) {
        const value = sheet.answers[column];
        if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
}
const questions = (name) => JSON.parse(readFileSync(`surveys/${name}.json`, 'utf8')).questions.map((q) => q.id);

test('FEVS 2018: 101,881 sheets of gzip, every count as in the file', { skip }, async () => {
    db.good('survey', 'add', 'surveys/fevs-2018.json');
    const report = load('fevs-2018', 'fevs2018/fevs2018.csv.gz', 'fevs-2018-weighted', 'fevs', '--k', '10');
    assert.equal(report.sheets, 101881);
    assert.equal(report.departments, 1 + 45 + 234);
    assert.equal(report.departments_made, 280);
    assert.equal(report.weighted, true);

    const lines = gunzipSync(readFileSync(join(data, 'fevs2018/fevs2018.csv.gz'))).toString().trim().split('\n');
    const heading = lines.shift().split(',');
    const column = (name) => heading.indexOf(name);
    const ids = questions('fevs-2018');
    const expected = new Map();
    let weights = 0;
    for (const line of lines) { // no quotation marks in this file
        const cells = line.split(',');
        const code = [cells[column('AGENCY')], cells[column('LEVEL1')]].filter(Boolean).join('/');
        const node = expected.get(code) ?? expected.set(code, { n: 0, sums: ids.map(() => 0), men: 0 }).get(code);
        node.n++;
        node.men += cells[column('DSEX')] === 'Male';
        ids.forEach((id, i) => { node.sums[i] += Number(cells[column(id)]); });
        weights += Number(cells[column('POSTWT')]);
    }
    const all = await sheets(db, 'fevs-2018');
    const found = new Map();
    let weight = 0;
    const [{ segment }] = await db.sql(`SELECT segment FROM survey.wave_segment WHERE name = 'sex'`);
    for (const sheet of all) {
        const node = found.get(sheet.department) ?? found.set(sheet.department, { n: 0, sums: ids.map(() => 0), men: 0 }).get(sheet.department);
        node.n++;
        node.men += sheet.segments[segment] === 'Male';
        sheet.answers.forEach((value, i) => { node.sums[i] += value + 1; });
        weight += sheet.weight;
    }
    assert.deepEqual([...found].sort(), [...expected].sort());
    assert.ok(Math.abs(weight / weights - 1) < 1e-6, 'weights are kept');
    const tree = await snapshot(db, 'fevs-2018');
    assert.equal(tree[0].parent, null);
    assert.ok(tree.slice(1).every((d) => d.parent === (d.code.includes('/') ? d.code.split('/')[0] : tree[0].code)));
});

test('Pierce: duplicates dropped, both spellings joined, 0 is not applicable', { skip }, async () => {
    db.good('survey', 'add', 'surveys/pierce.json');
    const report = load('pierce', 'pierce/pierce.csv', 'pierce', 'pierce');
    assert.equal(report.lines - report.duplicates, 14710);
    assert.equal(report.duplicates, 15);
    assert.equal(report.not_applicable, 394);
    assert.equal(report.joined, false);
    const all = await sheets(db, 'pierce'), ids = questions('pierce');
    assert.equal(all.length, 14710 - 135);
    const best = count(all, ids.indexOf('best-friend'));
    const n = best[0] + best[1] + best[2] + best[3];
    assert.equal(((best[0] + 2 * best[1] + 3 * best[2] + 4 * best[3]) / n).toFixed(2), '2.60');
    const learn = count(all, ids.indexOf('learn'));
    assert.ok(Object.values(learn).reduce((a, b) => a + b) > 1400);
    assert.equal(all.filter((s) => s.department === 'Family Justice Center' && s.answers[ids.indexOf('satisfied')] !== null).length, 4);
});

test('RSE: three waves, labels trimmed, turnOver3 of 2016 is 73/162/37', { skip }, async () => {
    for (const year of [2016, 2017, 2018]) db.good('survey', 'add', `surveys/rse-${year}.json`);
    const waves = [[2016, 'rse/rse2016uk.csv', 273], [2017, 'rse/rse2017uk.csv', 253], [2018, 'rse/rse2018_all.csv', 997]];
    const all = {};
    for (const [year, file, sheetCount] of waves) {
        const report = load(`rse-${year}`, file, `rse-${year}`, `rse@${year - 2015}`, '--opened', `${year}-10-01`, '--closed', `${year}-12-01`);
        assert.equal(report.sheets, sheetCount);
        all[year] = await sheets(db, `rse-${year}`);
    }
    assert.deepEqual(Object.values(count(all[2016], questions('rse-2016').indexOf('turnOver3'))), [73, 162, 37]);
    // affSat1 as the publisher counted it, worst to best
    assert.deepEqual(count(all[2016], questions('rse-2016').indexOf('affSat1')), { 0: 8, 1: 30, 2: 58, 3: 103, 4: 72 });
    const shares = [2016, 2017, 2018].map((year) => {
        const six = count(all[year].filter((s) => s.department === 'United Kingdom'), questions(`rse-${year}`).indexOf('turnOver6'));
        return (100 * (six[3] + six[4]) / (six[0] + six[1] + six[2] + six[3] + six[4])).toFixed(1);
    });
    assert.deepEqual(shares, ['24.3', '22.0', '19.5']);
});
