// A real survey of 101,881 people: what is published agrees with an independent computation over the file, and every
// department is published or hidden as an independently written dynamic programme says (METHODS.md section 5).
import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { test } from 'node:test';
import { createGunzip } from 'node:zlib';
import { database, shared } from '../support/echolot.mjs';

const file = join(shared, 'data', 'fevs2018', 'fevs2018.csv.gz');
const K = 10, ITEMS = Array.from({ length: 71 }, (_, i) => `Q${i + 1}`);

// The tree and every department's own answers: own[item] is a histogram of the values 1..5.
async function readFile() {
    const nodes = new Map();
    const node = (code, parent) => {
        if (!nodes.has(code)) nodes.set(code, { code, parent, own: ITEMS.map(() => [0, 0, 0, 0, 0]) });
        return nodes.get(code);
    };
    node('ORG', null);
    let columns;
    for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
        const cells = line.split(','); // the file has no quotes
        if (!columns) { columns = Object.fromEntries(cells.map((name, index) => [name, index])); continue; }
        const agency = cells[columns.AGENCY], unit = cells[columns.LEVEL1];
        node(agency, 'ORG');
        const own = node(unit ? `${agency}/${unit}` : agency, unit ? agency : 'ORG').own;
        ITEMS.forEach((item, i) => { const value = Number(cells[columns[item]]); if (value) own[i][value - 1]++; });
    }
    return nodes;
}

const sum = (list) => list.reduce((a, b) => a + b, 0);

function totals(nodes, item) {
    const total = new Map([...nodes.keys()].map((code) => [code, [0, 0, 0, 0, 0]]));
    for (const node of nodes.values())
        for (let at = node; at; at = nodes.get(at.parent))
            node.own[item].forEach((count, value) => { total.get(at.code)[value] += count; });
    return total;
}

// The best total weight of a safe mask, by recursion over (department, uncovered people below it).
function bestWeight(codes, children, own, n) {
    const weight = (code) => 1 + n.get(code) / (n.get('ORG') + 1);
    const better = (table, key, value) => { if (!(table.get(key) >= value)) table.set(key, value); };
    const solve = (code) => {
        let open = new Map([[Math.min(own.get(code), K), 0]]);
        for (const child of children.get(code)) {
            const next = new Map(), below = solve(child);
            for (const [s, a] of open) for (const [u, f] of below) better(next, Math.min(K, s + u), a + f);
            open = next;
        }
        const result = new Map(code === 'ORG' ? [] : open);
        if (n.get(code) >= K)
            for (const rest of [0, K]) if (open.has(rest)) better(result, 0, open.get(rest) + weight(code));
        return result;
    };
    return { best: solve('ORG').get(0), weight };
}

// Every residual is 0 or at least k, and no mask shows more.
function checkMask(nodes, published, own, n) {
    const children = new Map([...nodes.keys()].map((code) => [code, []]));
    for (const node of nodes.values()) if (node.parent) children.get(node.parent).push(node.code);
    const residual = new Map([...published].map((code) => [code, 0]));
    for (const node of nodes.values()) {
        let at = node.code;
        while (at && !published.has(at)) at = nodes.get(at).parent;
        assert.ok(at, 'the root is published');
        residual.set(at, residual.get(at) + own.get(node.code));
    }
    for (const [code, people] of residual) assert.ok(people === 0 || people >= K, `${code} leaves ${people} people`);
    const { best, weight } = bestWeight([...nodes.keys()], children, own, n);
    assert.ok(Math.abs(best - sum([...published].map(weight))) < 1e-9, 'the mask is the best one');
}

// Below 20 people, agreement of all is not shown (METHODS.md section 6).
function compare(where, figure, values, people) {
    let mean = sum(values.map((count, value) => count * (value + 1))) / people;
    let favourable = (values[3] + values[4]) / people;
    if (people < 20) {
        mean = Math.min(5 - 1 / people, Math.max(1 + 1 / people, mean));
        favourable = Math.min(1 - 1 / people, Math.max(1 / people, favourable));
    }
    assert.equal(figure.n, people, where);
    assert.ok(Math.abs(figure.mean - mean) < 1e-9, `${where}: mean ${figure.mean} for ${mean}`);
    assert.ok(Math.abs(figure.favourable - favourable) < 1e-9, `${where}: favourable ${figure.favourable} for ${favourable}`);
}

// An index of favourable shares is the mean of its items', where all of them are shown.
function compareIndex(report, items) {
    let shown = 0;
    for (const department of report.departments) {
        const figure = report.indices.supervisors.departments[department.code];
        const figures = items.map((item) => department.questions[item]);
        if (!figure.published) {
            assert.ok(figures.some((item) => !item.published) || figure.reason === 'protects_others', department.code);
            continue;
        }
        assert.ok(figures.every((item) => item.published), `${department.code}: an index without one of its items`);
        const mean = 20 * sum(figures.map((item) => item.favourable));
        // Below twenty people the index has a bound of its own.
        if (!figure.clipped) assert.ok(Math.abs(figure.score - mean) < 1e-9, `${department.code}: ${figure.score} for ${mean}`);
        shown++;
    }
    assert.ok(shown > 200, `${shown} departments`);
}

test('the published figures of FEVS 2018 agree with the file', { skip: !existsSync(file) && 'skipped: no ../shared/data' }, async () => {
    const nodes = await readFile();
    assert.equal(nodes.size, 1 + 45 + 234);
    const db = await database();
    db.good('survey', 'add', 'surveys/fevs-2018.json');
    db.good('import', 'fevs-2018', file, '--map', 'surveys/maps/fevs-2018.json', '--survey', 'fevs', '--k', String(K),
        '--opened', '2018-04-30', '--closed', '2018-06-15', '--create-departments');
    assert.match(db.good('analyze', 'fevs-2018'), /\(101881 sheets, 280 departments\)/);
    const report = JSON.parse(db.good('report', 'fevs-2018', '--format', 'json', '--out', '-'));
    assert.equal(report.departments.length, nodes.size);
    let compared = 0, hidden = 0;
    for (const [item, id] of ITEMS.entries()) {
        const total = totals(nodes, item);
        const n = new Map([...total].map(([code, histogram]) => [code, sum(histogram)]));
        const own = new Map([...nodes.values()].map((node) => [node.code, sum(node.own[item])]));
        const figures = new Map(report.departments.map((department) => [department.code, department.questions[id]]));
        checkMask(nodes, new Set([...figures.keys()].filter((code) => figures.get(code).published)), own, n);
        for (const [code, figure] of figures) {
            const people = n.get(code);
            if (figure.published) {
                compare(`${code} ${id}`, figure, total.get(code), people);
                compared++;
            } else {
                assert.equal(figure.reason, people < K ? 'below_minimum' : 'protects_others', `${code} ${id}`);
                hidden++;
            }
        }
    }
    compareIndex(report, ['Q47', 'Q48', 'Q49', 'Q51', 'Q52']);
    assert.equal(compared + hidden, nodes.size * ITEMS.length);
    assert.ok(hidden > 0 && compared > 100 * hidden, `${compared} compared, ${hidden} hidden`);
});
