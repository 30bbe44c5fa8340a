// `echolot people import`: the directory becomes what two files say, or stays what it was.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { contents, database } from '../support/echolot.mjs';

const db = await database();
const departments = 'code,name,parent\nROOT,Company,\nS,Sales,ROOT\nN,North,S\nIT,"IT, all of it",ROOT\n';
const people = 'employee_id,email,name,department,language,manager,tenure\n'
    + '1,ann@example.org,Ann,ROOT,en,,5+\n2,bob@example.org,Bob,N,de,1,0-2\n3,,Cem Ö,IT,,1,\n';

let number = 0;
function file(content) {
    const path = join(db.directory, `file${++number}.csv`);
    writeFileSync(path, content);
    return path;
}
function load(departmentFile = departments, personFile = people, ...options) {
    const paths = [file(departmentFile), file(personFile)];
    return { paths, ...db.run('people', 'import', '--departments', paths[0], '--people', paths[1], ...options) };
}
const stored = () => db.sql(`SELECT p.employee_id, p.email, p.name, d.code, p.language, p.manager, p.segments
    FROM identity.person p JOIN identity.department d USING (department_id) ORDER BY 1`);

test('a dry run says what would change and stores nothing', async () => {
    const before = await contents(db);
    const result = load(departments, people, '--dry-run');
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /departments: 4 in the file, 4 added/);
    assert.match(result.stdout, /people: 3 in the file, 3 added/);
    assert.equal(await contents(db), before);
});

test('the first import stores everybody', async () => {
    const result = load();
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(await stored(), [
        { employee_id: '1', email: 'ann@example.org', name: 'Ann', code: 'ROOT', language: 'en', manager: null, segments: { tenure: '5+' } },
        { employee_id: '2', email: 'bob@example.org', name: 'Bob', code: 'N', language: 'de', manager: '1', segments: { tenure: '0-2' } },
        { employee_id: '3', email: '', name: 'Cem Ö', code: 'IT', language: 'en', manager: '1', segments: {} },
    ]);
});

test('the same files again change nothing', async () => {
    const before = await contents(db);
    const result = load();
    assert.match(result.stdout, /departments: 4 in the file, no change\npeople: 3 in the file, no change/);
    assert.equal(await contents(db), before);
});

test('semicolons, a byte order mark and gzip are read alike', async () => {
    const before = await contents(db);
    const result = load(gzipSync(departments), '\ufeff' + people.replaceAll(',', ';').replaceAll('\n', '\r\n'));
    assert.equal(result.status, 0, result.stderr);
    assert.equal(await contents(db), before);
});

test('what was added, renamed, moved, changed and removed is printed and done', async () => {
    const result = load('code,name,parent\nROOT,Company,\nS,Sales & more,ROOT\nN,North,ROOT\nHR,People,ROOT\n',
        'employee_id,email,name,department,language\n1,ann@example.org,Ann,HR,en\n4,bob@example.org,Bo,N,en\n', '--json');
    assert.equal(result.status, 0, result.stderr);
    const report = JSON.parse(result.stdout);
    assert.equal(report.stored, true);
    assert.deepEqual(report.departments.changes, [
        { kind: 'added', subject: 'HR', was: null, now: 'People' },
        { kind: 'moved', subject: 'N', was: 'S', now: 'ROOT' },
        { kind: 'removed', subject: 'IT', was: 'IT, all of it', now: null },
        { kind: 'renamed', subject: 'S', was: 'Sales', now: 'Sales & more' },
    ]);
    assert.deepEqual(report.people.changes, [
        { kind: 'added', subject: '4', was: null, now: null },
        { kind: 'changed', subject: '1', was: null, now: 'department, segments' },
        { kind: 'removed', subject: '2', was: null, now: null },
        { kind: 'removed', subject: '3', was: null, now: null },
    ]);
    assert.deepEqual((await stored()).map((p) => `${p.employee_id} ${p.code}`), ['1 HR', '4 N']);
    load(); // back to the beginning
});

// Each: name, departments, people, what standard error must say ({d} and {p} are the files).
const line = (text) => people + text + '\n';
const bad = [
    ['a cycle', departments + 'A,a,B\nB,b,A\n', people, '{d}:6: parent: .*circle'],
    ['a department that is its own parent', departments + 'A,a,A\n', people, '{d}:6: parent: .*circle'],
    ['an unknown parent', departments + 'A,a,XX\n', people, "{d}:6: parent: there is no department 'XX'"],
    ['two roots', departments + 'A,a,\n', people, "{d}:[26]: parent: .*root already"],
    ['no root', 'code,name,parent\nA,a,B\nB,b,A\n', people, 'no department is the root'],
    ['a repeated code', departments + 'S,again,ROOT\n', people, "{d}:6: code: 'S' is already used in line 3"],
    ['an empty name', departments + 'A, ,ROOT\n', people, '{d}:6: name: is empty'],
    ['an unknown column of departments', departments.replaceAll('code,name,parent', 'code,name,parent,colour').replaceAll('\n', ',x\n').replace('colour,x', 'colour'), people, "{d}:1: colour: unknown column 'colour'"],
    ['a missing column', 'code,name\nROOT,Company\n', people, "{d}:1: the column 'parent' is missing"],
    ['a repeated employee_id', departments, line('2,x@example.org,X,S,en,,'), "{p}:5: employee_id: '2' is already used in line 3"],
    ['a repeated address, whatever its case', departments, line('9,ANN@example.org,X,S,en,,'), "{p}:5: email: 'ANN@example.org' is already used in line 2"],
    ['an address without @', departments, line('9,nobody,X,S,en,,'), "{p}:5: email: 'nobody' is not an e-mail address"],
    ['an address with a line break', departments, line('9,"x@example.org\r\nBcc: all@example.org",X,S,en,,'), '{p}:5: email: contains a line break'],
    ['an address with two @', departments, line('9,x@y@example.org,X,S,en,,'), '{p}:5: email: .* is not an e-mail'],
    ['an unknown department', departments, line('9,x@example.org,X,XX,en,,'), "{p}:5: department: there is no department 'XX'"],
    ['an unknown manager', departments, line('9,x@example.org,X,S,en,99,'), "{p}:5: manager: there is no employee_id '99'"],
    ['somebody who is their own manager', departments, line('9,x@example.org,X,S,en,9,'), '{p}:5: manager: nobody is'],
    ['a language that is none', departments, line('9,x@example.org,X,S,English please,,'), '{p}:5: language: .* not a language'],
    ['a ragged row', departments, line('9,x@example.org'), '{p}:5: has 2 cells, the heading has 7'],
    ['another encoding', departments, Buffer.concat([Buffer.from(people), Buffer.from('9,x@example.org,J\xfcrgen,S,en,,\n', 'latin1')]), '{p}:5: name: is not UTF-8'],
    ['a NUL', departments, line('9,x@example.org,X\0Y,S,en,,'), '{p}:5: name: contains a NUL'],
    ['a quotation mark that is not closed', departments, line('9,"x@example.org,X,S,en,,'), '{p}:5: .*not closed'],
    ['gzip that is cut off', departments, gzipSync(people).subarray(0, -12), '{p}:\\d+: the compressed file is cut off'],
    ['an empty file', departments, '', '{p}:1: is empty'],
    ['UTF-16', departments, Buffer.from('\ufeff' + people, 'utf16le'), '{p}:1: is UTF-16'],
    ['a heading given twice', departments, people.replace('tenure', 'manager'), '{p}:1: manager: column 7 has the heading of column 6'],
];

for (const [name, departmentFile, personFile, expected] of bad)
    test(`${name} is refused with its place, and nothing changes`, async () => {
        const before = await contents(db);
        const result = load(departmentFile, personFile);
        assert.equal(result.status, 1, result.stdout + result.stderr);
        assert.match(result.stderr, new RegExp(expected.replace('{d}', result.paths[0]).replace('{p}', result.paths[1]), 's'));
        assert.equal(await contents(db), before);
    });

test('the faults of both files come at once, the first fifty and the number of all', () => {
    const result = load(departments + 'A,a,XX\n', people + 'x,y,Z,S,en,,\n'.repeat(80));
    assert.match(result.stderr, /there is no department 'XX'/);
    assert.match(result.stderr, /… and 189 more/);
    assert.match(result.stderr, /239 faults; nothing was stored/);
});

test('what a file says is shown without commands for the terminal', () => {
    const result = load(departments.replace('parent', 'parent,\x1b[2Jcolour'));
    assert.match(result.stderr, /unknown column '\?\[2Jcolour'/);
    assert.ok(!result.stderr.includes('\x1b'), result.stderr);
});

test('20,000 people are imported in sets', async () => {
    const many = ['employee_id,email,name,department,language,manager,site'];
    for (let i = 0; i < 20000; i++)
        many.push(`E${i},p${i}@example.org,Person ${i},${['ROOT', 'S', 'N', 'IT'][i % 4]},en,${i ? `E${Math.trunc(i / 10)}` : ''},${i % 7}`);
    const text = many.join('\n');
    const result = load(departments, text);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /people: 20000 in the file, 20000 added, 3 removed/);
    const [{ count }] = await db.sql('SELECT count(*)::int FROM identity.person');
    assert.equal(count, 20000);
    load();
});

test('both files have to be named', () => {
    assert.equal(db.run('people', 'import', '--people', 'x.csv').status, 2);
});
