// `echolot import`: answers collected elsewhere become a closed wave, or nothing changes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sheets, snapshot, sorted } from '../support/blocks.mjs';
import { contents, database, program } from '../support/echolot.mjs';

const db = await database();
let number = 0;
function file(content, ending = 'csv') {
    const path = join(db.directory, `file${++number}.${ending}`);
    writeFileSync(path, typeof content === 'object' && !Buffer.isBuffer(content) ? JSON.stringify(content) : content);
    return path;
}
const newKey = () => `wave-${++number}`;

// Columns of a sheet: enps, heard, roles, channel (mail, talk), tools (pen, fax, phone); then the comment.
const small = file({
    id: 'small', version: 1, title: { en: 'Small' }, outcome: 'enps',
    scales: {
        agree5: { min: 1, max: 5, favourable: [4, 5], neutral: [3], not_applicable: 'exclude',
            labels: { en: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'],
                de: ['Stimme gar nicht zu', 'Stimme nicht zu', 'Teils, teils', 'Stimme zu', 'Stimme voll zu'] } },
    },
    questions: [
        { id: 'enps', type: 'enps', text: { en: 'Recommend?', de: 'Empfehlen?' } },
        { id: 'heard', type: 'scale', scale: 'agree5', text: { en: 'Heard', de: 'Gehört' }, show_if: { question: 'enps', at_most: 6 } },
        { id: 'roles', type: 'scale', scale: 'agree5', text: { en: 'Roles', de: 'Rollen' } },
        { id: 'channel', type: 'choice', multiple: false, text: { en: 'Channel', de: 'Weg' },
            options: [{ id: 'mail', text: { en: 'E-mail', de: 'E-Mail' } }, { id: 'talk', text: { en: 'A talk', de: 'Gespräch' } }] },
        { id: 'tools', type: 'choice', multiple: true, text: { en: 'Tools', de: 'Werkzeuge' },
            options: [{ id: 'pen', text: { en: 'Pen', de: 'Stift' } }, { id: 'fax', text: { en: 'Fax', de: 'Fax' } }, { id: 'phone', text: { en: 'Phone', de: 'Telefon' } }] },
        { id: 'improve', type: 'comment', max_length: 20, text: { en: 'Improve?', de: 'Besser?' } },
    ],
}, 'json');
db.good('survey', 'add', small);
db.good('people', 'import', '--departments', file('code,name,parent\nROOT,Company,\nS,Sales,ROOT\nN,North,S\nIT,IT,ROOT\n'),
    '--people', file('employee_id,email,name,department,language\n1,a@example.org,A,N,en\n2,b@example.org,B,N,en\n3,c@example.org,C,ROOT,de\n'));

function load(content, { map, args = [], survey = 'small', into = db } = {}) {
    const key = newKey(), paths = { file: file(content), map: map && file(map, 'json') };
    const result = into.run('import', key, paths.file, '--survey', survey, ...(map ? ['--map', paths.map] : []), ...args);
    return { key, paths, ...result };
}
function good(content, options) {
    const result = load(content, options);
    assert.equal(result.status, 0, result.stderr);
    return result;
}

const plain = 'department,enps,heard,roles,channel,tools,improve\n'
    + 'N,9,5,Agree,mail,pen;Telefon,More light\n'
    + 'IT, 10 , stimme VOLL zu ,n/a,Gespräch,,"=1+1, really"\n'
    + 'N,,,,,,\n'
    + 'ROOT,0,1,3.0,,Fax,\n';

test('a plain file: codes and labels in any language, empty is no answer, comments apart', async () => {
    const { key, stdout } = good(plain);
    assert.deepEqual(await sorted(db, key), [
        'IT|10 4 254 0 1   ',
        'N|       ',
        'N|9 4 3 1 0 1 0 1',
        'ROOT|0 0 2   0 1 0',
    ]);
    const comments = await db.sql(`SELECT c.question, d.code, c.body FROM answers.comment c JOIN survey.wave w USING (wave_id)
        JOIN survey.wave_department d USING (wave_id, department) WHERE w.key = $1 ORDER BY body`, [key]);
    assert.deepEqual(comments, [{ question: 5, code: 'IT', body: '=1+1, really' }, { question: 5, code: 'N', body: 'More light' }]);
    assert.match(stdout, /4 lines, 1 without an answer\n  sheets      4\n  answers     13, 1 of them "not applicable"\n  comments    2\n  departments 4/);
});

test('the snapshot holds the departments that occur and what is above them', async () => {
    const { key } = good('department,enps\nN,1\n');
    assert.deepEqual(await snapshot(db, key), [
        { code: 'ROOT', name: 'Company', parent: null, invited: null },
        { code: 'S', name: 'Sales', parent: 'ROOT', invited: null },
        { code: 'N', name: 'North', parent: 'S', invited: null },
    ]);
});

test('with --people the snapshot is the whole directory with its people as invited', async () => {
    const { key } = good('department,enps\nN,1\n', { args: ['--people'] });
    assert.deepEqual((await snapshot(db, key)).map((d) => `${d.code} ${d.invited}`), ['ROOT 1', 'IT 0', 'S 0', 'N 2']);
});

test('the wave is closed, with its dates, k and the questions the file has', async () => {
    const { key } = good('department,enps,roles\nN,1,2\n', { args: ['--opened', '2020-02-01', '--closed', '2020-02-29', '--k', '7'] });
    const [wave] = await db.sql(`SELECT survey_id, survey_version, k, state, opened::text, closed::text, asked, joined, weighted, public_key
        FROM survey.wave WHERE key = $1`, [key]);
    assert.deepEqual(wave, { survey_id: 'small', survey_version: 1, k: 7, state: 'closed', opened: '2020-02-01 00:00:00+00',
        closed: '2020-02-29 23:59:59+00', asked: [0, 2], joined: true, weighted: false, public_key: null });
});

test('a wide map: paths, segments, weights, values, renamed departments', async () => {
    const into = await database();
    into.good('survey', 'add', small);
    const { key } = good('who;agency;unit;q1;Q 2;POSTWT;sex\nx;A;U1;Yes!;X;1.5;m\ny;A;;No!;;2;f\nz;Old;;4;NA;.25;\n', {
        into, args: ['--create-departments'],
        map: {
            layout: 'wide', department: ['agency', 'unit'], root: { code: 'CO', name: 'County' }, departments: { Old: 'B' },
            questions: { q1: 'heard', 'Q 2': 'roles' }, values: { 'Yes!': 5, 'No!': 1 }, not_applicable: ['X'], missing: ['NA'],
            weight: 'POSTWT', segments: { sex: 'sex' },
        },
    });
    assert.deepEqual(await sheets(into, key).then((all) => all.map((s) => `${s.department} ${s.segments} ${s.weight} ${s.answers.slice(1, 3)}`).sort()),
        ['A f 2 0,', 'A/U1 m 1.5 4,254', 'B  0.25 3,']);
    assert.deepEqual(await snapshot(into, key), [
        { code: 'CO', name: 'County', parent: null, invited: null },
        { code: 'A', name: 'A', parent: 'CO', invited: null },
        { code: 'A/U1', name: 'U1', parent: 'A', invited: null },
        { code: 'B', name: 'B', parent: 'CO', invited: null },
    ]);
});

test('departments are made only when asked, once, below the root there is', async () => {
    const into = await database();
    into.good('survey', 'add', small);
    const content = 'department,enps\nA,1\n';
    assert.match(load(content, { into }).stderr, /the directory has no departments\n.*--create-departments/);
    const args = ['--create-departments'];
    assert.match(good(content, { into, args }).stdout, /departments 2, 2 of them new/);
    const again = good('department,enps\nA,1\nB,2\n', { into, args });
    assert.match(again.stdout, /departments 3, 1 of them new/);
    assert.deepEqual((await snapshot(into, again.key)).map((d) => `${d.parent} ${d.code}`), ['null ORG', 'ORG A', 'ORG B']);
    assert.match(load(content, { into, map: { department: 'department', same_name: true, root: { code: 'X' } } }).stderr,
        /there is no department 'X', the root/);
});

test('values of a single question go before those of all', async () => {
    const { key } = good('d,heard,roles,channel\nN,often,often,post\n', {
        map: { department: 'd', same_name: true, values: { often: 4 }, question_values: { heard: { often: 2 }, channel: { post: 'mail' } } },
    });
    assert.deepEqual(await sorted(db, key), ['N| 1 3 1 0   ']);
});

test('several columns may mean one question when a person fills only one', async () => {
    const map = { department: 'd', questions: { 'a': 'heard', 'b': 'heard' } };
    const { key } = good('d,a,b\nN,1,\nN,,2\n', { map });
    assert.deepEqual(await sorted(db, key), ['N| 0      ', 'N| 1      ']);
    const twice = load('d,a,b\nN,1,2\n', { map });
    assert.match(twice.stderr, /:2: b: answers question 'heard' a second time/);
});

const long = { layout: 'long', department: 'dept', question: 'q', value: 'v', questions: { '1. Heard': 'heard', '1. heard?': 'heard', Why: 'improve', skip: null }, same_name: true, not_applicable: ['0'] };

test('a long file without respondents: one sheet an answer, not joined', async () => {
    const { key, stdout } = good('dept,q,v\nN,1. Heard,4\nN,1. heard? ,0\nIT,roles,Agree\nIT,roles,\nIT,Why,because\nIT,skip,whatever\n', { map: long });
    assert.deepEqual(await sorted(db, key), ['IT|  3     ', 'N| 254      ', 'N| 3      ']);
    assert.match(stdout, /6 lines, 2 without an answer/);
    const [wave] = await db.sql('SELECT joined FROM survey.wave WHERE key = $1', [key]);
    assert.equal(wave.joined, false);
    const [{ count }] = await db.sql('SELECT count(*)::int FROM answers.comment JOIN survey.wave USING (wave_id) WHERE key = $1', [key]);
    assert.equal(count, 1);
});

test('a long file with respondents is joined, whatever the order of its lines', async () => {
    const { key, stdout } = good('id,dept,q,v\np1,N,1. Heard,4\np2,IT,roles,2\np1,N,roles,5\np2,IT,tools,pen\np2,IT,tools,fax\np1,N,roles,5\np3,N,skip,x\np2,IT,Why,because\n',
        { map: { ...long, respondent: 'id' } });
    assert.deepEqual(await sorted(db, key), ['IT|  1   1 1 0', 'N|       ', 'N| 3 4     ']);
    assert.match(stdout, /answers     4\n/);
    const [wave] = await db.sql('SELECT joined FROM survey.wave WHERE key = $1', [key]);
    assert.equal(wave.joined, true);
});

test('many long answers are joined over batches', async () => {
    const lines = ['id,dept,q,v'];
    for (const question of ['heard', 'roles'])
        for (let person = 0; person < 7000; person++) lines.push(`p${(person * 37) % 7000},N,${question},${person * 37 % 7000 % 5 + 1}`);
    const { key } = good(lines.join('\n'), { map: { ...long, respondent: 'id' } });
    const all = await sheets(db, key);
    assert.equal(all.length, 7000);
    assert.ok(all.every((s) => s.answers[1] !== null && s.answers[1] === s.answers[2]));
});

test('equal lines are dropped when the map says so, and only then', async () => {
    const content = 'd,heard\nN,1\nN,1\nN,1\nN,2\n';
    const map = { department: 'd', same_name: true };
    assert.equal((await sheets(db, good(content, { map }).key)).length, 4);
    const { key, stdout } = good(content, { map: { ...map, skip_duplicates: true } });
    assert.equal((await sheets(db, key)).length, 2);
    assert.match(stdout, /4 lines, 2 duplicates skipped/);
});

test('--json gives the same numbers', () => {
    const { key, stdout } = good(plain, { args: ['--json'] });
    assert.deepEqual(JSON.parse(stdout), { key, survey: 'small', version: 1, lines: 4, duplicates: 0, empty: 1, sheets: 4, answers: 13,
        not_applicable: 1, comments: 2, departments: 4, departments_made: 0, joined: true, weighted: false });
});

test('gzip and a byte order mark are read alike', async () => {
    assert.deepEqual(await sorted(db, good(gzipSync('\ufeff' + plain)).key), await sorted(db, good(plain).key));
});

// Each: name, content, map, what standard error must say ({f} and {m} are the files).
const map = { department: 'd', same_name: true };
const bad = [
    ['a ragged row', 'department,enps\nN,1\nN\n', , '{f}:3: has 1 cell, the heading has 2'],
    ['another encoding', Buffer.from('department,improve\nN,zu laut für mich\n', 'latin1'), , '{f}:2: improve: is not UTF-8'],
    ['a NUL', 'department,improve\nN,a\0b\n', , '{f}:2: improve: contains a NUL'],
    ['gzip that is cut off', gzipSync(plain.repeat(1)).subarray(0, -10), , '{f}:\\d+: the compressed file is cut off'],
    ['gzip that is damaged', (() => { const b = gzipSync(plain); b[b.length - 6] ^= 1; return b; })(), , '{f}:\\d+: the compressed file is damaged'],
    ['a line without end', 'department,improve\nN,"' + 'x'.repeat(1200000), , '{f}:2: the row is longer than 1 MB'],
    ['a quotation mark that is not closed', 'department,improve\nN,"x\n', , '{f}:2: .*not closed'],
    ['an empty file', '', , '{f}:1: is empty'],
    ['only a heading', 'department,enps\n', , 'there are no answers, only a heading'],
    ['an unknown department', 'department,enps\nXX,1\n', , '{f}:2: department: there is no department "XX"'],
    ['an escape sequence as department', 'd,enps\nN\u001b[2J,1\n', { ...map, department: ['d'] }, '{f}:2: d: contains a line break or another control'],
    ['no department', 'department,enps\n ,1\n', , '{f}:2: department: is empty'],
    ['a formula as department', 'department,enps\n=HYPERLINK("x"),1\n'.replace('"x"', 'x'), , '{f}:2: department: there is no department "=HYPERLINK'],
    ['a formula as answer', 'department,enps\nN,=1+1\n', , '{f}:2: enps: "=1\\+1" is not known'],
    ['an unknown label', 'department,heard\nN,Perhaps\n', , '{f}:2: heard: "Perhaps" is not known; question \'heard\' expects a value from 1 to 5 or a label'],
    ['a value above the scale', 'department,enps\nN,11\n', , '{f}:2: enps: "11" is outside the scale; .* 0 to 10'],
    ['a value below the scale', 'department,heard\nN,0\n', , '{f}:2: heard: "0" is outside'],
    ['half a value', 'department,heard\nN,3.5\n', , '{f}:2: heard: "3.5" is outside'],
    ['an unknown option', 'department,tools\nN,pen;stone\n', , '{f}:2: tools: "stone" is not known; .*option'],
    ['a comment that is too long', 'department,improve\nN,' + 'ä'.repeat(21) + '\n', , '{f}:2: improve: has 21 characters'],
    ['an unknown column', 'department,enps,herd\nN,1,2\n', , "{f}:1: herd: survey small has no question 'herd'"],
    ['no column of departments', 'dept,enps\nN,1\n', , "{f}:1: there is no column 'department'"],
    ['a heading given twice', 'department,enps,enps\nN,1,2\n', , '{f}:1: enps: column 3 has the heading of column 2'],
    ['a column that the map names and the file does not have', 'd,heard\nN,1\n', { ...map, questions: { Q9: 'roles' }, weight: 'W' }, "{f}:1: there is no column 'W' \\(weight\\).*there is no column 'Q9'"],
    ['a map with an unknown key', 'd,heard\nN,1\n', { ...map, wieght: 'W', questions: { Q: 'herd' } }, '{m}: \\$.wieght: .*weight.*{m}: \\$.questions.Q: .*heard'],
    ['a map that is no JSON', 'd,heard\nN,1\n', '{', '{m}: '],
    ['a weight that is none', 'd,heard,w\nN,1,heavy\nN,1,-1\nN,1,\n', { ...map, weight: 'w' }, '{f}:2: w: "heavy" is no weight.*{f}:3: w.*{f}:4: w'],
    ['a gap in the path of departments', 'a,b,heard\n,N,1\n', { department: ['a', 'b'], same_name: true }, '{f}:2: b: has a department, but a column above it is empty'],
    ['a segment that is no closed list', 'd,heard,s\n' + Array.from({ length: 251 }, (_, i) => `N,1,c${i}\n`).join(''), { ...map, segments: { s: 's' } }, '{f}:252: s: is category 251'],
    ['an unknown question of a long file', 'dept,q,v\nN,What?,1\n', long, '{f}:2: q: the map has no question "What\\?"'],
    ['a respondent who answers in two ways', 'id,dept,q,v\np,N,heard,1\nq,N,heard,1\np,N,heard,2\n', { ...long, respondent: 'id' }, '{f}:4: v: respondent "p" answers this question differently in line 2'],
    ['a respondent in two departments', 'id,dept,q,v\np,N,heard,1\np,IT,roles,2\n', { ...long, respondent: 'id' }, '{f}:3: dept: respondent "p" sits in another department in line 2'],
    ['no respondent where there should be one', 'id,dept,q,v\n,N,heard,1\n', { ...long, respondent: 'id' }, '{f}:2: id: is empty'],
];
for (const [name, content, theMap, expected] of bad)
    test(`${name} is refused with its place, and nothing changes`, async () => {
        const before = await contents(db);
        const result = load(content, { map: theMap });
        assert.equal(result.status, 1, result.stdout + result.stderr);
        assert.match(result.stderr, new RegExp(expected.replaceAll('{f}', result.paths.file).replaceAll('{m}', result.paths.map), 's'));
        assert.equal(await contents(db), before);
    });

test('all faults come at once, the first fifty and their number', () => {
    const result = load('department,enps\n' + 'XX,99\n'.repeat(100));
    assert.equal(result.stderr.match(/there is no department/g).length, 25);
    assert.match(result.stderr, /… and 150 more\n.*200 faults; nothing was stored/s);
});

test('a pipe is refused: the file is read twice', () => {
    const result = spawnSync('sh', ['-c', 'cat "$0" | "$1" import piped /dev/stdin --survey small', file(plain), program],
        { env: db.environment, encoding: 'utf8' });
    assert.equal(result.status, 1);
    assert.match(result.stderr, /is no regular file/);
});

test('wrong use says so and stores nothing', async () => {
    const before = await contents(db);
    const path = file('department,enps\nN,1\n');
    const first = load('department,enps\nN,1\n');
    const during = await contents(db);
    const cases = [
        [1, /there is a wave '.*' already/, first.key, path, '--survey', 'small'],
        [1, /no survey none/, newKey(), path, '--survey', 'none'],
        [2, /--survey ID is needed/, newKey(), path],
        [2, /--k 2: expected a whole number from 3/, newKey(), path, '--survey', 'small', '--k', '2'],
        [2, /--opened 2020-13-01/, newKey(), path, '--survey', 'small', '--opened', '2020-13-01'],
        [2, /closes .* before it opens/, newKey(), path, '--survey', 'small', '--opened', '2020-02-01', '--closed', '2020-01-01'],
        [2, /--closed 9999-01-01 lies in the future/, newKey(), path, '--survey', 'small', '--closed', '9999-01-01'],
        [2, /wave key/, 'a b', path, '--survey', 'small'],
        [1, /cannot open/, newKey(), '/nowhere.csv', '--survey', 'small'],
        [1, /cannot open/, newKey(), path, '--survey', 'small', '--map', '/nowhere.json'],
    ];
    for (const [status, message, ...args] of cases) {
        const result = db.run('import', ...args);
        assert.equal(result.status, status, `${args} ${result.stderr}`);
        assert.match(result.stderr, message);
    }
    assert.notEqual(during, before);
    assert.equal(await contents(db), during);
});
