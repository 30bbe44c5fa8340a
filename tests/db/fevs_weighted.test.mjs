// The real survey of fevs.test.mjs with its weights: the indices come to what was published, nearer than without.
import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { test } from 'node:test';
import { createGunzip } from 'node:zlib';
import { database, shared } from '../support/echolot.mjs';

const file = join(shared, 'data', 'fevs2018', 'fevs2018.csv.gz');
const K = 10;

// Governmentwide, published for 2018 with POSTWT; ../shared/data/README.md says how the file was altered since.
const PUBLISHED = {
    'intrinsic-work-experience': 71.60, 'supervisors': 75.25, 'leaders-lead': 56.08, 'engagement': 67.65, 'global-satisfaction': 64.37,
};
const ITEMS = {
    'intrinsic-work-experience': [3, 4, 6, 11, 12], 'supervisors': [47, 48, 49, 51, 52], 'leaders-lead': [53, 54, 56, 60, 61],
    'global-satisfaction': [40, 69, 70, 71],
};

const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;

// Percent positive of each item, weighted and not, straight from the file.
async function readFile() {
    const numbers = [...new Set(Object.values(ITEMS).flat())];
    const items = new Map(numbers.map((item) => [item, { w: 0, positive: 0, n: 0, plain: 0 }]));
    let columns;
    for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
        const cells = line.split(','); // the file has no quotes
        if (!columns) { columns = Object.fromEntries(cells.map((name, index) => [name, index])); continue; }
        const weight = Number(cells[columns.POSTWT]);
        for (const item of numbers) {
            const value = Number(cells[columns[`Q${item}`]]), sums = items.get(item);
            if (!value) continue;
            sums.w += weight; sums.n++;
            if (value >= 4) { sums.positive += weight; sums.plain++; }
        }
    }
    const index = (of) => Object.fromEntries(Object.entries(ITEMS).map(([id, list]) => [id, mean(list.map((item) => of(items.get(item))))]));
    const result = { weighted: index((sums) => 100 * sums.positive / sums.w), plain: index((sums) => 100 * sums.plain / sums.n) };
    for (const indices of Object.values(result))
        indices.engagement = mean(['intrinsic-work-experience', 'supervisors', 'leaders-lead'].map((id) => indices[id]));
    return result;
}

function compareIndices(t, report, expected) {
    for (const [id, published] of Object.entries(PUBLISHED)) {
        const index = report.indices[id], figure = index.departments.ORG, without = expected.plain[id];
        t.diagnostic(`${id}: published ${published}, weighted ${figure.score.toFixed(2)} (${figure.low.toFixed(2)} to ${figure.high.toFixed(2)}), ` +
            `without weights ${without.toFixed(2)}; alpha ${index.alpha.toFixed(3)}`);
        assert.equal(figure.n, 101881);
        assert.ok(Math.abs(figure.score - expected.weighted[id]) < 0.002, `${id}: ${figure.score} for ${expected.weighted[id]}`);
        assert.ok(Math.abs(figure.score - published) < 1.7, `${id}: ${figure.score} for ${published}`);
        assert.ok(Math.abs(figure.score - published) < Math.abs(without - published), `${id}: weights bring it nearer`);
        assert.ok(figure.low < figure.score && figure.score < figure.high && figure.high - figure.low < 1);
        assert.ok(index.alpha_low < index.alpha && index.alpha < index.alpha_high && index.alpha > 0.7 && index.alpha < 1);
    }
}

test('with its weights FEVS 2018 comes to the indices that were published', { skip: !existsSync(file) && 'skipped: no ../shared/data' }, async (t) => {
    const expected = await readFile();
    const db = await database();
    db.good('survey', 'add', 'surveys/fevs-2018.json');
    db.good('import', 'weighted', file, '--map', 'surveys/maps/fevs-2018-weighted.json', '--survey', 'fevs', '--k', String(K),
        '--opened', '2018-04-30', '--closed', '2018-06-15', '--create-departments');
    assert.match(db.good('analyze', 'weighted'), /weighted as imported: 101881 people are worth \d+ of equal weight/);
    const report = JSON.parse(db.good('report', 'weighted', '--format', 'json', '--out', '-'));
    assert.equal(report.wave.weighting.method, 'import');
    compareIndices(t, report, expected);
    // A weighted figure is as coarse as that of as many people without weights, and the people are not told one by one.
    for (const department of report.departments)
        for (const [id, figure] of Object.entries(department.questions).filter(([, figure]) => figure.published)) {
            assert.equal(figure.histogram, null);
            assert.ok(figure.effective_n <= figure.n && figure.effective_n >= K, `${department.code} ${id}`);
            const people = figure.favourable * figure.n;
            assert.ok(Math.abs(people - Math.round(people)) < 1e-6, 'favourable people are whole people');
        }
});
