// `echolot invite KEY --open DEPARTMENT` without a browser: what is made, what is refused, and what a wave with open links publishes.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave, post } from '../support/wave.mjs';

const db = await database();
await directory(db);
await db.sql(`INSERT INTO identity.department (code, name, parent_id)
    SELECT 'PARTNERS', 'Partners', department_id FROM identity.department WHERE code = 'ROOT'`);
openWave(db, 'w', { definition: everything, k: 4 });
const people = invite(db, 'w');
const file = (name) => join(db.directory, name);

async function refused(args, pattern, status = 1) {
    const before = await contents(db), result = db.run(...args);
    assert.equal(result.status, status, result.stdout + result.stderr);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), before, `${args.join(' ')} changed something`);
}
const open = (department, ...args) => JSON.parse(db.good('invite', 'w', '--open', department, '--json', ...args));
const departments = () => db.sql(`SELECT code, name, parent, invited FROM survey.wave_department JOIN survey.wave USING (wave_id)
    WHERE key = 'w' ORDER BY department`);

test('a link is one line under ECHOLOT_BASE_URL, with what it means beside it', () => {
    const result = db.run('invite', 'w', '--open', 'PARTNERS', { env: { ECHOLOT_BASE_URL: 'https://ask.example.org' } });
    assert.equal(result.status, 0);
    assert.match(result.stdout, /^https:\/\/ask\.example\.org\/s#[0-9A-HJKMNP-TV-Z]{26}\n$/);
    assert.match(result.stderr, /open link 1 of wave w, at most 500 answers; typed: ([0-9A-Z]{5}-){4}[0-9A-Z]{6}/);
    assert.match(result.stderr, /counts for +Partners \(PARTNERS\)/);
    assert.match(result.stderr, /also more than once/);
});

test('a department without invited people takes the answers itself, one with people gets a group of its own below', async () => {
    const before = await departments();
    assert.equal(open('PARTNERS').department, 'PARTNERS');
    assert.deepEqual(await departments(), before);
    const plain = open('A'), named = open('A', '--name', 'Zulieferer'), again = open('A', '--name', 'Zulieferer'), below = open('A/Zulieferer');
    assert.deepEqual([plain, named, again, below].map((link) => [link.link, link.department, link.department_name]), [
        [3, 'A/open', 'Außendienst (open link)'], [4, 'A/Zulieferer', 'Zulieferer'], [5, 'A/Zulieferer', 'Zulieferer'],
        [6, 'A/Zulieferer', 'Zulieferer']]);
    const parent = before.findIndex((row) => row.code === 'A');
    assert.deepEqual((await departments()).slice(before.length), [{ code: 'A/open', name: 'Außendienst (open link)', parent, invited: 0 },
        { code: 'A/Zulieferer', name: 'Zulieferer', parent, invited: 0 }]);
});

test('the database knows the hash of the token and nothing else of it', async () => {
    const { url, code } = open('PARTNERS');
    const all = await contents(db);
    for (const secret of [url.split('#')[1], code]) assert.ok(!all.includes(secret));
});

test('the list and the wave say which links there are, and never how many came through one', async () => {
    db.good('invite', 'w', '--withdraw', '3');
    assert.match(db.good('wave', 'list'), /^w .*, open link/m);
    const text = db.good('wave', 'show', 'w');
    assert.match(text, /open link 1 +Partners \(PARTNERS\), at most 500 answers\n/);
    assert.match(text, /open link 3 +Außendienst \(open link\) \(A\/open\), at most 500 answers, withdrawn\n/);
    const { open_links: links } = JSON.parse(db.good('wave', 'show', 'w', '--json'));
    assert.equal(links.length, 7);
    assert.deepEqual(links[2], { link: 3, department: 'A/open', department_name: 'Außendienst (open link)', most: 500, withdrawn: true });
    assert.doesNotMatch(text + JSON.stringify(links), /taken/);
});

test('what cannot be done is refused and changes nothing', async () => {
    await refused(['invite', 'w', '--open', 'NOWHERE'], /no department 'NOWHERE'/);
    await refused(['invite', 'nobody', '--open', 'A'], /no wave 'nobody'/);
    await refused(['invite', 'w', '--open', 'A', '--most', '3'], /--most 3: expected 4 to 100000[^]*who has answered/, 2);
    await refused(['invite', 'w', '--open', 'A', '--most', '0'], /--most/, 2);
    await refused(['invite', 'w', '--open', 'A', '--most', 'all'], /--most/, 2);
    await refused(['invite', 'w', '--open', 'A', '--name', ''], /--name/, 2);
    await refused(['invite', 'w', '--open', 'A', '--name', 'x\ny'], /--name/, 2);
    await refused(['invite', 'w', '--open', 'A', '--name', 'x'.repeat(101)], /--name/, 2);
    await refused(['invite', 'w', '--name', 'x', '--csv', file('x.csv')], /--name goes with --open/, 2);
    await refused(['invite', 'w', '--open', 'A', '--csv', file('x.csv')], /expected one of/, 2);
    await refused(['invite', 'w', '--open', 'A', '--language', 'de'], /--language goes with --poster/, 2);
    await refused(['invite', 'w', '--open', 'A', '--poster', file('x.pdf')], /posters are written as HTML/, 2);
    await refused(['invite', 'w', '--open', 'A', '--poster', '/nowhere/at/all.html'], /all\.html/);
    await refused(['invite', 'w', '--open', 'A', '--poster', file('y.html'), '--language', 'xx'], /xx/, 2);
    await refused(['invite', 'w', '--withdraw', '3'], /withdrawn before/);
    await refused(['invite', 'w', '--withdraw', '99'], /no open link 99[^]*wave show w/);
    await refused(['invite', 'w', '--withdraw', 'x'], /--withdraw/, 2);
    assert.ok(!existsSync(file('x.csv')) && !existsSync(file('y.html')));
    // A real department that has the group's code.
    await db.sql(`INSERT INTO survey.wave_department SELECT wave_id, 7, 'B/Kunden', 'Kunden', 0, 2 FROM survey.wave WHERE key = 'w'`);
    await refused(['invite', 'w', '--open', 'B', '--name', 'Kunden'], /a department 'B\/Kunden' of its own/);
    await db.sql(`DELETE FROM survey.wave_department WHERE code = 'B/Kunden'`);
});

test('a poster is written for its owner only, with the link in a drawing', () => {
    db.good('invite', 'w', '--open', 'A', '--poster', file('poster.html'), '--language', 'de');
    const html = readFileSync(file('poster.html'), 'utf8');
    assert.equal(statSync(file('poster.html')).mode & 0o777, 0o600);
    assert.match(html, /Dies ist ein offener Link/);
    assert.match(html, /Außendienst \(open link\)/);
    assert.match(html, /<svg/);
});

test('participation of an open wave counts those who were invited', async () => {
    const server = await serve(db);
    const visit = (token, enps, n) => post(server, { token, answers: { enps, heard: 3 } }, { 'x-forwarded-for': `198.51.100.${n}` });
    const partners = open('PARTNERS').url.split('#')[1], suppliers = open('A', '--name', 'Zulieferer').url.split('#')[1];
    for (let n = 0; n < 6; n++) assert.equal((await visit(partners, 9, n)).status, 201);
    for (let n = 0; n < 9; n++) assert.equal((await visit(suppliers, 2, n)).status, 201);
    // Everybody of A1 and B, two of three of A, nobody of the root itself.
    const own = Object.fromEntries((await db.sql(`SELECT employee_id, code FROM identity.person JOIN identity.department USING (department_id)`))
        .map((row) => [row.employee_id, row.code]));
    let ofA = 0;
    for (const person of people) {
        const code = own[person.employee_id];
        if (code === 'ROOT' || (code === 'A' && ofA++ === 2)) continue;
        assert.equal((await post(server, { token: person.token, answers: { enps: 10, heard: 5 } })).status, 201);
    }
    db.good('jobs', 'run', '--only', 'count');
    const { participation: [day] } = JSON.parse(db.good('wave', 'show', 'w', '--json'));
    assert.deepEqual(day.departments.find((row) => row.code === 'ROOT'), { code: 'ROOT', name: 'The whole company', invited: 12, responded: 9 });
    assert.ok(day.departments.every((row) => !row.code.includes('/') && row.code !== 'PARTNERS'));
});

test('published is what no number of own answers can take apart, and N is not known where strangers answered', async () => {
    db.good('wave', 'close', 'w');
    assert.match(db.good('wave', 'list'), /24 of \? responded, open link/);
    db.good('analyze', 'w');
    const report = JSON.parse(db.good('report', 'w', '--format', 'json', '--out', '-'));
    const by = Object.fromEntries(report.departments.map((row) => [row.code, row]));
    assert.deepEqual(Object.values(by).filter((row) => row.open_link).map((row) => row.code).sort(), ['A', 'A/Zulieferer', 'A/open', 'PARTNERS', 'ROOT']);
    for (const row of Object.values(by)) {
        assert.equal(row.invited === null, row.open_link, row.code);
        assert.equal(row.response_rate === null, row.open_link || row.responded === null, row.code);
    }
    assert.equal(by.A1.invited, 4);
    assert.equal(by['A/Zulieferer'].questions.enps.n, 9);
    assert.equal(by.PARTNERS.questions.enps.n, 6);
    // All that is shown, less every answer that came through a link: 0 or at least k people in each residual.
    const rows = await db.sql(`SELECT department, code, parent FROM survey.wave_department JOIN survey.wave USING (wave_id) WHERE key = 'w' ORDER BY 1`);
    const residual = [0, 2, 4, 3, ...Array(rows.length - 4).fill(0)], order = rows.map((row) => row.code);
    assert.deepEqual(order.slice(0, 4), ['ROOT', 'A', 'A1', 'B']);
    for (let i = rows.length - 1; i > 0; i--)
        if (!by[order[i]].questions.enps.published) {
            residual[rows[i].parent] += residual[i];
            residual[i] = 0;
        }
    for (const [i, n] of residual.entries()) assert.ok(n === 0 || n >= 4 || !by[order[i]].questions.enps.published, `${order[i]}: ${n}`);
});

test('the report says so: in the table, on the page and in words', async () => {
    const csv = db.good('report', 'w', '--format', 'csv', '--out', '-');
    const [heading, ...lines] = csv.replace(/^\uFEFF/, '').split('\r\n'), column = heading.split(',').indexOf('open_link');
    assert.ok(column > 0);
    assert.equal(lines.find((line) => line.startsWith('w,PARTNERS,')).split(',')[column], 'true');
    assert.equal(lines.find((line) => line.startsWith('w,B,')).split(',')[column], 'false');
    for (const [language, words] of [['en', /may have come through an open link: whoever had it could answer/], ['de', /kann über einen offenen Link gekommen sein/]]) {
        db.good('report', 'w', '--format', 'html', '--out', file(language), '--language', language);
        const page = readFileSync(join(file(language), 'index.html'), 'utf8');
        assert.match(page, words);
        assert.match(page, language === 'en' ? />with an open link</ : />mit offenem Link</);
        assert.doesNotMatch(page, /It is not known who was invited|nicht bekannt, wer eingeladen/);
    }
});

test('a closed wave gets no links any more, and the next one has none', async () => {
    await refused(['invite', 'w', '--open', 'A'], /closed/);
    await refused(['invite', 'w', '--withdraw', '1'], /closed/);
    openWave(db, 'next', { definition: everything, k: 4 });
    assert.deepEqual(JSON.parse(db.good('wave', 'show', 'next', '--json')).open_links, []);
    assert.deepEqual(await db.sql(`SELECT code FROM survey.wave_department JOIN survey.wave USING (wave_id) WHERE key = 'next' AND code LIKE '%/%'`), []);
});
