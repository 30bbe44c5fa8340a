// Comments from answers to every format of the report: where they are shown, the words they use, and when they go.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { files, found } from '../support/attack.mjs';
import { database } from '../support/echolot.mjs';
import { everything, pulse } from '../support/wave.mjs';

const db = await database();
const parents = { ROOT: null, A: 'ROOT', A1: 'A', A2: 'A', B: 'ROOT', C: 'ROOT' };
const people = { ROOT: 5, A: 2, A1: 12, A2: 11, B: 30, C: 4 };
const hostile = '=HYPERLINK("http://192.0.2.1/") <script>alert(1)</script> & "quotes"';
// What a person writes; some write nothing. Every comment says where it comes from, so that a test can tell.
function words(department, i) {
    if (i % 4 === 3) return '';
    const canteen = ['Die Kantine ist zu laut.', 'In den Kantinen fehlt Platz.', 'Unsere Kantine war besser.'][Math.floor(i / 3) % 3];
    const what = [canteen, `The customer service needs more people and the canteens are fine.`,
        `Mehr Zeit für Übergaben zwischen den Schichten.`][i % 3];
    return `${what} ${department}-${i}`;
}
const sheets = Object.entries(people).flatMap(([department, n]) =>
    Array.from({ length: n }, (_, i) => ({ department, enps: i % 2 ? 9 : 5, more: words(department, i) })));
sheets.find(({ department, more }) => department === 'B' && more).more = hostile;
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const csv = (rows) => ['department,enps,more', ...rows.map(({ department, enps, more }) => `${department},${enps},${quoted(more)}`)].join('\r\n') + '\r\n';
const reportOf = (key, ...args) => JSON.parse(db.good('report', key, ...args, '--format', 'json', '--out', '-'));
const out = join(db.directory, 'reports');
let report;

function take(key, rows) {
    const path = join(db.directory, `${key}.csv`);
    writeFileSync(path, csv(rows));
    db.good('import', key, path, '--survey', 'everything', '--closed', '2024-01-31', '--k', '5');
    db.good('analyze', key);
}

before(async () => {
    await db.sql(`INSERT INTO identity.department (code, name) VALUES ('ROOT', 'All')`);
    for (const [code, parent] of Object.entries(parents))
        if (parent) await db.sql(`INSERT INTO identity.department (code, name, parent_id) SELECT $1, $1, department_id FROM identity.department WHERE code = $2`, [code, parent]);
    const definition = join(db.directory, 'everything.json');
    writeFileSync(definition, JSON.stringify(everything));
    db.good('survey', 'add', definition);
    take('one', sheets);
    report = reportOf('one');
});

const list = (department, from = report) => from.comments.find((entry) => entry.department === department && entry.question === 'more');
const above = (department) => (department ? [department, ...above(parents[department])] : []);

test('a comment is shown wherever its author is one of at least ten, and nowhere else', () => {
    assert.deepEqual(report.comments.filter(({ question }) => question === 'more').map(({ department, published }) => [department, published]),
        [['ROOT', true], ['A', false], ['A1', true], ['A2', true], ['B', true], ['C', false]]);
    assert.deepEqual(list('C'), { department: 'C', question: 'more', published: false, reason: 'below_minimum' });
    assert.equal(list('A').reason, 'protects_others');
    // The attack: who can have written what stands at exactly these departments?
    const shown = new Set(report.comments.filter(({ published, question }) => published && question === 'more').map(({ department }) => department));
    const places = (department) => above(department).filter((code) => shown.has(code)).join();
    for (const { department, more } of sheets.filter(({ more: text }) => text && text !== hostile)) {
        for (const code of Object.keys(parents))
            assert.equal(list(code).comments?.includes(more) ?? false, places(department).split(',').includes(code), `${more} at ${code}`);
        const suspects = sheets.filter((sheet) => places(sheet.department) === places(department)).length;
        assert.ok(suspects >= 10, `${more}: one of ${suspects}`);
    }
});

test('all readers see one order, and nothing stands beside a comment', () => {
    const whole = list('ROOT').comments;
    for (const { comments, published } of report.comments)
        if (published) assert.deepEqual(comments, whole.filter((body) => comments.includes(body)));
    assert.ok(whole.every((body) => typeof body === 'string'));
    assert.notDeepEqual(whole, sheets.map(({ more }) => more).filter(Boolean));
});

test('words are counted in all their forms and in both languages, phrases too, and only what at least five comments use', () => {
    const terms = (code) => Object.fromEntries(list(code).terms.map(({ term, words: n, comments }) => [term, [n, comments]]));
    const using = (code, pattern) => list(code).comments.filter((body) => pattern.test(body)).length;
    for (const code of ['ROOT', 'B']) {
        assert.deepEqual(terms(code)['customer service'], [2, using(code, /customer service/)]);
        assert.deepEqual(terms(code).Kantine, [1, using(code, /Kantinen?/)]);
        assert.deepEqual(terms(code).canteens, [1, using(code, /canteens/)]);
        assert.deepEqual(terms(code)['Übergaben'], [1, using(code, /Übergaben/)]);
        assert.ok(!('customer' in terms(code)), 'the phrase says it');
        assert.ok(!('die' in terms(code)) && !('the' in terms(code)), 'stop words');
    }
    assert.ok(list('A2').terms.every(({ comments }) => comments >= 5));
    assert.ok(list('ROOT').terms.every(({ outcome }) => Object.keys(outcome).length === 0), 'three departments are too few to compare');
});

test('the order of the answers changes nothing but the shuffle', () => {
    take('two', [...sheets].reverse());
    const again = reportOf('two');
    const sorted = (entries) => entries.map((entry) => ({ ...entry, comments: entry.comments && [...entry.comments].sort() }));
    assert.deepEqual(sorted(again.comments), sorted(report.comments));
});

test('a condition leaves only those who were asked', () => {
    const why = (code) => report.comments.find((entry) => entry.department === code && entry.question === 'why');
    assert.equal(why('A1'), undefined); // not in the file: not asked
    const asked = sheets.map((sheet) => ({ ...sheet, more: sheet.enps <= 6 ? 'why' : '' }));
    const path = join(db.directory, 'why.csv');
    writeFileSync(path, csv(asked).replace('more', 'why'));
    db.good('import', 'why', path, '--survey', 'everything', '--closed', '2024-02-01', '--k', '5');
    db.good('analyze', 'why');
    const status = Object.fromEntries(reportOf('why').comments.map(({ department, published, reason }) => [department, reason ?? published]));
    assert.deepEqual(status, { ROOT: true, A: 'protects_others', A1: 'protects_others', A2: 'protects_others', B: true, C: 'below_minimum' });
});

test('a department sees its own lists only', () => {
    const part = reportOf('one', '--department', 'A');
    assert.deepEqual(part.comments.map(({ department }) => department), ['A', 'A1', 'A2']);
    assert.deepEqual(list('A1', part), list('A1'));
    assert.ok(!JSON.stringify(part).includes('B-'));
});

test('a survey without comments has none', () => {
    db.good('survey', 'add', pulse);
    const path = join(db.directory, 'pulse.csv');
    writeFileSync(path, `department,enps\r\n${'B,9\r\n'.repeat(12)}`);
    db.good('import', 'pulse', path, '--survey', 'team-pulse', '--closed', '2024-01-31');
    db.good('analyze', 'pulse');
    assert.deepEqual(reportOf('pulse').comments, []);
});

test('pages and tables show the same comments, and text stays text', () => {
    db.good('report', 'one', '--out', out);
    const page = (name) => readFileSync(join(out, name), 'utf8');
    const lines = page('comments.csv').split('\r\n');
    for (const { department, comments = [] } of report.comments)
        assert.equal(lines.filter((line) => line.startsWith(`one,${department},`)).length, Math.max(1, comments.length), department);
    assert.ok(page('comments.csv').includes(`"'${hostile.replaceAll('"', '""')}"`));
    assert.match(page('terms.csv'), /^one,ROOT,All,more,Anything else\?,customer service,2,\d+,,,,,,$/m);
    const html = page('B.html');
    assert.equal(html.match(/<blockquote>/g).length, list('B').comments.length);
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt; &amp;'));
    assert.doesNotMatch(html, /<script/);
    assert.match(page('C.html') + page('A.html'), /they would show who wrote what in a smaller group/);
    assert.match(page('A.html'), /at least 10 people could have written a comment/);
    assert.doesNotMatch(page('A.html'), /<blockquote>/);
    db.good('report', 'one', '--language', 'de', '--format', 'html', '--out', join(out, 'de'));
    assert.match(readFileSync(join(out, 'de', 'index.html'), 'utf8'), /mindestens 10 Personen/);
    assert.ok(!readdirSync(out).some((name) => name.includes('script')));
});

test('published comments go with the answers, their words stay', async () => {
    const listed = JSON.parse(db.good('retain', '--answers', '12', '--json')).find(({ wave }) => wave === 'one');
    assert.equal(listed.comments, list('ROOT').comments.length);
    const later = reportOf('one');
    assert.deepEqual(list('B', later), { ...list('B'), removed: true, comments: [] });
    assert.deepEqual(list('C', later), list('C'));
    assert.deepEqual(found(await files(db), [['a comment', Buffer.from('In den Kantinen fehlt Platz')]]), []);
    db.good('report', 'one', '--format', 'html', '--out', join(out, 'later'));
    assert.match(readFileSync(join(out, 'later', 'B.html'), 'utf8'), /were removed with the answers/);
});
