// The report pages: the figures of the JSON, valid, self-contained, and text never becomes markup.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { database } from '../support/echolot.mjs';
import { departments, hostile, nordwind, read, reports, survey } from '../support/nordwind.mjs';
import { publish } from '../support/published.mjs';

const db = await database();
let json, pages, wave;

before(async () => {
    wave = await nordwind(db);
    db.good('report', '2026-11', '--out', reports(db));
    json = JSON.parse(read(db, 'report.json'));
    pages = readdirSync(reports(db)).filter((name) => name.endsWith('.html'));
});

const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
const plain = (html) => unescape(html.replaceAll('<wbr>', '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
const section = (html, id) => html.match(new RegExp(`<section[^>]*aria-labelledby="${id}"[\\s\\S]*?</section>`))?.[0];
const rows = (html) => [...html.matchAll(/<tr role="row">(?!<th role="columnheader")([\s\S]*?)<\/tr>/g)].map((match) =>
    [...match[1].matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map((cell) => plain(cell[1])));
const rounded = (value, decimals) => Math.sign(value) * Math.round(Math.abs(value) * 10 ** decimals) / 10 ** decimals;
const number = (value, decimals) => rounded(value, decimals).toFixed(decimals).replace('-', '−').replace(/^−(0(\.0+)?)$/, '$1');
const signed = (value) => (rounded(value, 0) > 0 ? '+' : '') + number(value, 0);
const percent = (share) => `${rounded(100 * share, 0)}%`;
const page = (code) => {
    const at = departments.findIndex((d) => d.code === code);
    return read(db, { NW: 'index.html', OPS: 'OPS.html', 'OPS/N': 'OPS-N.html', 'OPS/X': 'OPS-X.html', 'OPS/Y': 'OPS-Y.html', IT: 'IT.html', HR: 'HR.html' }[departments[at].code]);
};

test('one page a department, and one for the organisation', () => {
    assert.equal(pages.length, departments.length);
    assert.ok(pages.includes('index.html'));
});

test('the table of questions says what the JSON says', () => {
    const scored = survey.questions.filter((q) => q.type === 'scale' || q.type === 'enps');
    for (const code of ['NW', 'OPS', 'OPS/N', 'IT', 'HR']) {
        const found = rows(section(page(code), 'items-title'));
        const figures = json.departments.find((d) => d.code === code).questions;
        assert.equal(found.length, scored.length);
        for (const [i, question] of scored.entries()) {
            const figure = figures[question.id], [text, n, favourable, neutral, unfavourable, mean, change] = found[i];
            assert.equal(text, question.text.en);
            assert.equal(n, String(figure.n));
            if (question.type === 'enps') {
                assert.equal(favourable, percent(figure.promoters));
                assert.equal(mean, `eNPS ${signed(figure.enps)} ${signed(figure.low)} to ${signed(figure.high)}`);
                continue;
            }
            assert.equal(favourable, `${percent(figure.favourable)} ${percent(figure.favourable_low)} to ${percent(figure.favourable_high)}`);
            assert.equal(neutral, percent(figure.neutral));
            assert.equal(unfavourable, percent(figure.unfavourable));
            assert.equal(mean, `${number(figure.mean, 2)} ${number(figure.mean_low, 2)} to ${number(figure.mean_high, 2)}`);
            assert.match(change, figure.change.broken ? /not comparable/ : figure.change.detectable ? /^[▲▼] (rose|fell) by/ : /^no detectable change/);
        }
    }
});

test('an arrow stands exactly where a change is detectable', () => {
    let arrows = 0;
    for (const code of ['NW', 'OPS', 'OPS/N', 'IT', 'HR']) {
        const found = rows(section(page(code), 'items-title'));
        const figures = json.departments.find((d) => d.code === code).questions;
        for (const row of found) {
            const question = survey.questions.find((q) => q.text.en === row[0]);
            const change = figures[question.id].change;
            const arrow = row.at(-1).includes('▲') ? 1 : row.at(-1).includes('▼') ? -1 : 0;
            assert.equal(arrow, change.detectable ? Math.sign(change.difference) : 0, `${code} ${question.id}`);
            arrows += arrow !== 0;
        }
    }
    assert.ok(arrows > 0);
    const outcome = section(page('NW'), 'outcome-title');
    assert.match(plain(outcome), /no detectable change \(−1 to \+9\)/);
    assert.doesNotMatch(outcome, /class="arrow"/);
});

test('a hidden department says why and shows no figure', () => {
    assert.match(plain(page('OPS/X')), /Nothing is shown for this department\. Fewer than 5 people answered here/);
    assert.match(plain(page('OPS/Y')), /would give away those of a smaller group/);
    for (const code of ['OPS/X', 'OPS/Y']) {
        assert.doesNotMatch(page(code), /<svg/);
        assert.equal(section(page(code), 'items-title'), undefined);
        assert.match(plain(page(code)), /Answered protected Response rate protected/);
    }
    const below = rows(section(page('OPS'), 'tree-title')).map((row) => row.join(' | '));
    assert.match(below[2], /^Night shift \| 6 \| protected \| too few answers/);
    assert.match(below[3], /^Planning \| 6 \| protected \| hidden to protect others/);
});

test('the heat map tells too few, protected and not asked apart, in drawing and table', () => {
    const tree = section(page('OPS'), 'tree-title');
    const svg = tree.match(/<svg[\s\S]*?<\/svg>/)[0];
    for (const word of ['too few answers', 'hidden to protect others', 'not asked']) assert.ok(plain(svg).includes(word), word);
    const table = tree.slice(tree.indexOf('</svg>'));
    assert.match(plain(table), /Night shift too few answers too few answers/);
    assert.match(plain(table), /Planning hidden to protect others/);
});

test('every chart has a table and a sentence', () => {
    let charts = 0;
    for (const name of pages)
        for (const [figure] of read(db, name).matchAll(/<figure[\s\S]*?<\/figure>/g)) {
            if (!figure.includes('<svg')) continue;
            charts++;
            const bars = figure.includes('drawing-narrow'); // its table is the one below, open to everybody
            assert.ok(bars || /<details(?: open="open")?>[\s\S]*<table[\s\S]*<td/.test(figure), `${name}: a chart without a table`);
            assert.match(figure, /<figcaption>[\s\S]*?<p>[^<]{20,}<\/p>/, name);
            assert.match(figure, /<svg[^>]* role="img"|<svg[^>]*aria-labelledby/, name);
        }
    assert.ok(charts > 20);
});

test('hostile names come out as text', () => {
    for (const name of pages) {
        const html = read(db, name);
        assert.doesNotMatch(html, /<script|<image|<b onclick/i, name);
        for (const [tag] of html.matchAll(/<[a-z][^<>]*>/gi)) {
            assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\son\w+=|=[^"]/i, `${name}: ${tag}`);
            assert.doesNotMatch(tag, /="\s*javascript:/i, name);
        }
    }
    const index = read(db, 'index.html');
    assert.ok(unescape(index).includes(hostile.markup));
    assert.ok(plain(section(index, 'tree-title')).includes(hostile.formula));
    assert.ok(plain(read(db, 'HR.html')).includes(hostile.vector));
});

test('comments stand with their words; where they are hidden the page says why', () => {
    const here = section(page('NW'), 'comments-title'), list = json.comments.find(({ department }) => department === 'NW');
    assert.equal(here.match(/<blockquote>/g).length, list.comments.length);
    for (const body of list.comments) assert.ok(plain(here).includes(body.replace(/\s+/g, ' ')), body);
    assert.match(plain(here), /26 comments\. Used most comment 20 number .*Übergaben 5/);
    assert.match(plain(here), /“comment” is used more where the eNPS is lower: in 31% of the comments .* 12% from those above it \(12 departments\)/);
    assert.match(plain(here), /is used more where the eNPS is higher: in 30%/);
    assert.doesNotMatch(plain(here), /“Übergaben”/);
    assert.match(plain(section(page('OPS/N'), 'comments-title')), /Used most comment 5 Mehr Zeit/);
    assert.match(plain(section(page('HR'), 'comments-title')), /hidden here: they would show who wrote what in a smaller group/);
});

test('links lead to pages that are there, and nothing is loaded from anywhere', () => {
    for (const name of pages) {
        const html = read(db, name);
        for (const [, href] of html.matchAll(/href="([^"]*)"/g)) {
            const [file, anchor] = href.split('#');
            if (file) assert.ok(existsSync(join(reports(db), file)), `${name}: ${href}`);
            if (!file) assert.ok(html.includes(`id="${anchor}"`), `${name}: ${href}`);
        }
        assert.doesNotMatch(html, /\ssrc=|url\(\s*['"]?(?!#)|@import|<link/, name);
    }
    const up = [...page('OPS/N').match(/<nav[\s\S]*?<\/nav>/)[0].matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    assert.deepEqual(up, ['index.html', 'OPS.html']);
});

test('codes that differ in odd characters only have pages of their own', () => {
    assert.ok(pages.includes('HR-A.html') && pages.includes('HR-A--2.html'));
    assert.match(read(db, 'HR-A.html'), /&lt;image|&lt;\/title/);
    assert.match(plain(read(db, 'HR-A--2.html')), /Pay/);
});

const index = () => read(db, 'index.html');

test('a line says where it is going', () => {
    assert.match(plain(section(index(), 'outcome-title')), /It rose by about 3 a year \(1 to 5\), over 9 waves\. It has left upwards what its first waves let expect\./);
    assert.match(plain(section(page('OPS/N'), 'time-title')), /It fell by about 0\.31 a year \(0\.12 to 0\.50\), over 5 waves\./);
    assert.match(plain(section(page('IT'), 'time-title')), /There is no detectable trend over 4 waves \(−0\.30 to \+0\.50 a year\)\./);
});

test('departments are compared by what is believed of them, on the page of the organisation alone', () => {
    const part = section(index(), 'ranking-title');
    assert.match(plain(part), /Very probably \(97\.5%\) above the company: 1 of 5 departments; below it: 1\. The other 3 cannot be told apart from it\./);
    const found = rows(part);
    assert.deepEqual(found.map(([name]) => name).slice(0, 2), ['IT and service desk', 'People']);
    assert.deepEqual(found[0].slice(2), ['+31 +18 to +44', 'over 99%']);
    assert.deepEqual(found.at(-1).slice(2), ['−14 −25 to −3', 'under 1%']);
    assert.equal(part.match(/<svg[\s\S]*?<\/svg>/)[0].split('IT and service desk').length, 2);
    assert.equal(section(page('OPS'), 'ranking-title'), undefined);
});

test('what goes together with the outcome stands on the page of the organisation alone, and is not called a cause', () => {
    const part = section(index(), 'drivers-title');
    assert.match(plain(part), /Together the questions go along with 34% of the differences in the outcome between people of one department\./);
    assert.match(plain(part), /“When we give feedback, something happens\.” is associated with it most \(45% of the weight\)/);
    assert.match(plain(part), /Associated with, which is not causes/);
    const found = rows(part.replaceAll('<tr><td', '<tr role="row"><td')); // a table that does not stack
    assert.deepEqual(found.map(([number]) => number), ['1', '2', '3', '4']);
    assert.deepEqual(found.map(([, , weight]) => weight).sort(), ['10%', '15%', '30%', '45%']);
    const priority = ([, , weight, score]) => parseFloat(weight) * (100 - Number(score));
    assert.deepEqual(found.map(priority), found.map(priority).sort((a, b) => b - a));
    assert.ok(part.includes('<svg'));
    assert.equal(section(page('OPS'), 'drivers-title'), undefined);
});

test('findings and actions stand in words', () => {
    const index = read(db, 'index.html');
    const findings = plain(section(index, 'findings-title'));
    assert.match(findings, /Fell “In my team my opinion is heard and taken seriously\.” fell by 0\.62 \(0\.33 to 0\.91\) since 2026-08 and now stands at/);
    assert.match(findings, /Slow drift “In my team my opinion is heard and taken seriously\.” has been falling slowly, by about 0\.31 a year \(0\.12 to 0\.50\) over 5 waves/);
    assert.match(findings, /Rose .*rose by 0\.48 \(0\.20 to 0\.76\)/);
    assert.match(findings, /eNPS stands 31 \(18 to 44\) below the rest of Operations: −?\+?\d/);
    const actions = rows(section(index, 'actions-title'));
    assert.equal(actions.length, 5);
    const planned = actions.find((row) => row[1] === 'planned');
    assert.deepEqual(planned.slice(2), ['m.brandt@example.org', '18 December 2026', 'expected +0.40 points of the scale']);
    assert.match(plain(section(page('HR'), 'actions-title')), /No action yet\. Ask HR, .* to add one \(“echolot action add”\)/);
});

test('a closed action keeps its outcome and shows what was measured beside what was expected', () => {
    const closed = rows(section(index(), 'actions-title')).find((row) => row[1].startsWith('closed'));
    assert.equal(closed[1], 'closed shown to have worked');
    assert.match(closed[4], /^expected \+0\.70 points of the scale ?measured \+1\.22 \(\+0\.82 to \+1\.63\)$/);
    assert.match(plain(section(index(), 'actions-title')), /less what it moved in the rest of the organisation/);
});

test('a cancelled action is not said to wait for anybody, and an eNPS target has its unit', () => {
    const cancelled = rows(section(index(), 'actions-title')).find((row) => row[1] === 'cancelled');
    assert.deepEqual(cancelled.slice(2), ['–', '–', 'expected +10 eNPS points']);
});

test('the sentence on the largest and smallest favourable share leaves eNPS out', () => {
    const text = plain(section(index(), 'items-title'));
    assert.match(text, /questions are shown, in the order in which they were asked\. “[^”]*” has the largest favourable share/);
    assert.doesNotMatch(text.match(/shown, in the order.*?\)\./)[0], /recommend/);
});

test('the first twelve findings are shown, the rest on demand', () => {
    const part = section(index(), 'findings-title');
    const [open, rest] = [part.slice(0, part.indexOf('<details')), part.slice(part.indexOf('<details'))];
    assert.equal(open.match(/class="tag /g).length, 12);
    assert.match(plain(rest), /^Show 2 more findings Strength “/);
    assert.equal(section(page('OPS/N'), 'findings-title').includes('<details'), false);
});

test('the median department and norms stand beside the figures, with an arrow where the difference is detectable', () => {
    const part = section(index(), 'benchmarks-title');
    const [enps, heard, ...more] = rows(part);
    assert.equal(more.length, 0);
    assert.match(enps[1], /^eNPS [+−]?\d+$/);
    assert.deepEqual(enps.slice(2), ['eNPS +10 of 5 departments', 'eNPS +3 Country barometer 2024', '▲ above by 12 (4 to 20)']);
    assert.deepEqual(heard.slice(2), ['3.42 (55% favourable) of 5 departments', `62% favourable ${hostile.markup} 2025`,
        '▼ below by 8 percentage points (2 to 14)']);
    const north = rows(section(page('OPS/N'), 'benchmarks-title'));
    assert.equal(north[1][4], 'no detectable difference (−8 to +10 percentage points)');
    assert.equal(north[0][4], '');
    assert.match(plain(part), /not the mean of all people/);
    assert.doesNotMatch(page('OPS/X'), /benchmarks-title/);
});

test('departments above the others and few answers stand in words', () => {
    const text = plain(section(index(), 'findings-title'));
    assert.match(text, /Above the others “I know what is expected[^”]*” stands 0\.41 \(0\.22 to 0\.60\) above the rest of Nordwind Logistics: .* What do they do differently\?/);
    assert.match(text, /Few answers 75 of 92 answered \(82%\), clearly fewer than in the departments beside it \(97%\)\./);
    assert.match(text, /Few answers Only 25 of 32 answered \(78%\)\./);
});

test('a department says how far those who did not answer could move its eNPS, and when to beware', () => {
    const head = (code) => plain(page(code).match(/<header class="masthead">[\s\S]*?<\/header>/)[0]);
    const { enps } = json.departments[0].questions;
    assert.ok(head('NW').includes(`318 of 412 answered: those who did not could move the eNPS of ${signed(enps.enps)} to anywhere between −22 and +23`), head('NW'));
    assert.doesNotMatch(head('NW'), /uncertain here/);
    assert.match(head('OPS/N'), /Clearly fewer answered than in the departments beside it \(94%\)\. The intervals assume that the others think alike; that is uncertain here\./);
    assert.match(head('HR'), /Fewer than half of those invited answered\. The intervals/);
    assert.doesNotMatch(head('HR'), /could move/);
    assert.doesNotMatch(head('OPS/X'), /uncertain here|could move/);
    assert.match(plain(section(page('NW'), 'method-title')), /assumes that those who did not answer resemble those who did/);
});

test('German pages are German throughout', () => {
    db.good('report', '2026-11', '--language', 'de', '--format', 'html', '--out', join(reports(db), 'de'));
    const html = read(db, 'de/OPS-N.html');
    assert.match(html, /<html lang="de"/);
    const text = plain(html.slice(html.indexOf('<body')));
    assert.match(text, /In meinem Team wird meine Meinung gehört/);
    assert.match(text, /gefallen um 0,62 \(0,33 bis 0,91\)/);
    assert.match(text, /2\. bis 13\. November 2026/);
    assert.doesNotMatch(text, /\b(Answers|Favourable|Show as|no detectable|Departments|the latest)\b/);
});

test('a line over the waves has a point or a reason for each', () => {
    const lines = [...section(page('NW'), 'time-title').matchAll(/<figure[\s\S]*?<\/figure>/g)].map((match) => match[0]);
    assert.equal(lines.length, 5);
    const roles = plain(lines.find((line) => line.includes('I know what is expected')).match(/<tbody>[\s\S]*<\/tbody>/)[0]);
    assert.match(roles, /^2026-05 not asked 2026-08 318 [\d.]+ [\d.]+ to [\d.]+ 2026-11 318/);
    const tools = lines.find((line) => line.includes('Problems are solved quickly'));
    assert.match(plain(tools), /A gap with a dashed line/);
    assert.match(plain(tools), /2026-11 new line 318/);
});

test('a line goes on under a new question id and in an organisation that was put in another order', async () => {
    const renamed = structuredClone(survey);
    renamed.version = 2;
    const heard = renamed.questions.find((q) => q.id === 'heard');
    Object.assign(heard, { id: 'listened', alias_of: 'heard' });
    const [root, ops, north] = departments;
    await publish(db, { key: '2027-02', survey: renamed, opened: '2027-02-01', closed: '2027-02-12', previous: { id: wave.id, figures: [] },
        departments: [root, { code: 'NEW', name: 'New', parent: 0, invited: 40, n: 30 }, ops, { ...north, parent: 2 }] });
    const out = join(reports(db), 'later');
    db.good('report', '2027-02', '--format', 'html', '--out', out);
    const line = section(read(db, 'later/OPS-N.html'), 'time-title').match(/<figure[\s\S]*?<\/figure>/)[0];
    const before = json.departments.find((d) => d.code === 'OPS/N').questions.heard;
    assert.match(plain(line), new RegExp(`2026-11 ${before.n} ${number(before.mean, 2).replace('.', '\\.')} `));
    assert.doesNotMatch(read(db, 'later/NEW.html'), /id="time-title"/);
});

test('a first wave has no column of changes, and an import without a directory no response rate', async () => {
    await publish(db, { key: 'single', survey: { ...survey, id: 'single' }, opened: '2026-11-02', closed: '2026-11-02',
        departments: departments.map(({ invited, ...d }) => d) });
    const out = join(reports(db), 'single');
    db.good('report', 'single', '--format', 'html', '--out', out);
    const html = read(db, 'single/index.html');
    assert.doesNotMatch(html, /no earlier figure|not known<|>Change</);
    assert.match(plain(html), /Survey period 2 November 2026 Answered 318 Smallest group shown/);
    assert.match(plain(html), /It is not known who was invited/);
    assert.match(plain(section(html, 'findings-title')), /Nothing stands out in this wave/);
});

test('a report of one department does not know those above', () => {
    const out = join(reports(db), 'ops');
    db.good('report', '2026-11', '--department', 'OPS', '--out', out);
    assert.deepEqual(readdirSync(out).sort(), ['OPS-N.html', 'OPS-S.html', 'OPS-X.html', 'OPS-Y.html', 'benchmarks.csv', 'comments.csv', 'index.html', 'report.csv', 'report.json', 'terms.csv']);
    const html = read(db, 'ops/index.html');
    assert.match(plain(html), /Operations/);
    assert.doesNotMatch(html, /Nordwind Logistics|IT and service desk/);
});

test('standard output takes the first page', () => {
    assert.equal(db.good('report', '2026-11', '--format', 'html', '--out', '-'), read(db, 'index.html'));
});

// tidy knows neither what HTML5 allows in inline SVG nor attributes of its elements.
const unknown = /(<(svg|title|g|path|rect|circle|text|line|pattern|tspan|polygon|polyline|use|defs|desc)> (proprietary attribute|anchor)|missing <\/?(svg|title)>)/;

test('every page is valid', (t) => {
    if (spawnSync('tidy', ['--version']).error) return t.skip('skipped: tidy is not installed');
    for (const name of pages) {
        const found = spawnSync('tidy', ['-errors', '-quiet', '-utf8', join(reports(db), name)], { encoding: 'utf8' }).stderr;
        const faults = found.split('\n').filter((line) => line && !unknown.test(line));
        assert.deepEqual(faults, [], name);
        const ids = [...read(db, name).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
        assert.equal(new Set(ids).size, ids.length, `${name}: an id stands twice`);
    }
});
