// The shipped maps fit their definitions and the real exports they were written for: every column is there and every
// word in it is understood, so that an import needs no change of code.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

const root = process.env.TEST_SOURCE;
const json = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const exports_ = {
    'fevs-2018': ['fevs2018', 'fevs2018.csv.gz'], pierce: ['pierce', 'pierce.csv'],
    'rse-2016': ['rse', 'rse2016uk.csv'], 'rse-2017': ['rse', 'rse2017uk.csv'], 'rse-2018': ['rse', 'rse2018_all.csv'],
};

function parseCsv(text) {
    const rows = [[]];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
        rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        if (end !== ',') rows.push([]);
    }
    return rows.filter((row) => row.length > 1);
}

// At most `limit` bytes of an export, as rows; without it all.
function readExport(name, limit) {
    const path = join(root, '..', 'shared', 'data', ...exports_[name]);
    if (!existsSync(path)) return null;
    const bytes = path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path);
    const text = bytes.toString('utf8', 0, limit ?? bytes.length);
    const rows = parseCsv(limit ? text.slice(0, text.lastIndexOf('\n') + 1) : text);
    return { header: rows[0], rows: rows.slice(1) };
}

const trim = (text) => text.replace(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '');

// What a cell means for a question: a number, 'missing', 'not applicable', or undefined.
function meaning(map, scale, cell) {
    const text = trim(cell);
    if (text === '' || map.missing?.includes(text)) return 'missing';
    if (map.not_applicable?.includes(text)) return 'not applicable';
    const label = (scale.labels?.en ?? []).findIndex((known) => known?.toLowerCase() === text.toLowerCase());
    const value = map.values?.[text] ?? (label >= 0 ? scale.min + label : /^-?\d+$/.test(text) ? Number(text) : undefined);
    return value >= scale.min && value <= scale.max ? value : undefined;
}

function counts(values) {
    const result = {};
    for (const value of values) result[value] = (result[value] ?? 0) + 1;
    return result;
}

for (const name of Object.keys(exports_)) {
    const map = json('surveys', 'maps', `${name}.json`);
    const survey = json('surveys', `${name}.json`);
    const scaleOf = (id) => survey.scales[survey.questions.find((question) => question.id === id).scale];

    test(`${name}: every question has its column and every column its question`, () => {
        const ids = survey.questions.map((question) => question.id);
        const mapped = map.same_name ? ids : Object.values(map.questions);
        assert.deepEqual([...new Set(mapped)].sort(), [...ids].sort());
    });

    test(`${name}: every column of the map is in the real file and every word in it is understood`, (t) => {
        const file = readExport(name, name === 'fevs-2018' ? 2_000_000 : undefined);
        if (!file) return t.skip('no ../shared/data');
        const header = file.header.map(trim);
        const column = (wanted) => {
            assert.ok(header.includes(wanted), `column ${wanted}`);
            return header.indexOf(wanted);
        };
        [...map.department, ...Object.values(map.segments ?? {}), ...(map.weight ? [map.weight] : [])].forEach(column);
        const cells = map.layout === 'long'
            ? file.rows.map((row) => [map.questions[trim(row[column(map.question)])], row[column(map.value)]])
            : (map.same_name ? survey.questions.map(({ id }) => [id, id]) : Object.entries(map.questions))
                .flatMap(([heading, id]) => file.rows.map((row) => [id, row[column(heading)]]));
        for (const [id, cell] of cells) {
            assert.ok(id, 'every text in the question column is in the map');
            assert.notEqual(meaning(map, scaleOf(id), cell), undefined, `${id}: ${JSON.stringify(cell)}`);
        }
    });
}

test('turnOver3 in 2016 has the counts that trimmed labels give, not the published ones', (t) => {
    const file = readExport('rse-2016');
    if (!file) return t.skip('no ../shared/data');
    const map = json('surveys', 'maps', 'rse-2016.json');
    const [heading] = Object.entries(map.questions).find(([, id]) => id === 'turnOver3');
    const scale = json('surveys', 'rse-2016.json').scales.often3;
    const values = file.rows.map((row) => meaning(map, scale, row[file.header.indexOf(heading)]));
    assert.deepEqual(counts(values), { 1: 73, 2: 162, 3: 37, missing: 1 });
});

test('"I have a best friend at work" has a mean of 2.60 without the not applicable ones', (t) => {
    const file = readExport('pierce');
    if (!file) return t.skip('no ../shared/data');
    const map = json('surveys', 'maps', 'pierce.json');
    const scale = json('surveys', 'pierce.json').scales.agree4;
    const unique = [...new Map(file.rows.map((row) => [JSON.stringify(row), row])).values()];
    assert.equal(unique.length, 14710);
    const values = unique.filter((row) => map.questions[trim(row[file.header.indexOf('Question')])] === 'best-friend')
        .map((row) => meaning(map, scale, row[file.header.indexOf('Response')])).filter((value) => typeof value === 'number');
    assert.equal((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2), '2.60');
});
