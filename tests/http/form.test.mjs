// The respondent's path as a browser without JavaScript walks it: entrance, survey, answers, thank-you, receipt.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contents, database, serve } from '../support/echolot.mjs';
import { directory, everything, invite, openWave } from '../support/wave.mjs';

const db = await database();
await directory(db);
const evil = { ...everything, id: 'evil', title: { en: '<script>alert(1)</script> & "quotes"' } };
openWave(db, 'w', { definition: evil, k: 3 });
const people = invite(db, 'w');
const server = await serve(db);

const send = (path, fields, headers = {}) => fetch(server.base + path, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
});
const get = (path, headers) => fetch(server.base + path, { headers });

test('every page carries the headers that keep it to itself', async () => {
    for (const response of [await get('/'), await get('/s'), await send('/s', { token: people[0].token }), await get('/nowhere')]) {
        const policy = response.headers.get('content-security-policy');
        assert.match(policy, /default-src 'none'/);
        assert.doesNotMatch(policy, /unsafe/);
        assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
        assert.equal(response.headers.get('cache-control'), 'no-store');
        assert.equal(response.headers.get('set-cookie'), null, 'no cookie on this path');
        assert.match(response.headers.get('content-type'), /^text\/html; charset=utf-8$/);
    }
});

test('style sheets and the script are kept until they change', async () => {
    for (const path of ['/style.css', '/survey.css', '/s.js', '/questions.js', '/draft.js']) {
        const response = await get(path);
        assert.equal(response.status, 200);
        const again = await get(path, { 'if-none-match': response.headers.get('etag') });
        assert.equal(again.status, 304);
        assert.equal(await again.text(), '');
    }
});

test('style sheets and scripts come pressed to whoever takes them so, and are the same', async () => {
    for (const path of ['/style.css', '/questions.js']) {
        const [plain, pressed, refused] = await Promise.all(['identity', 'br, gzip;q=0.8', 'gzip;q=0'].map((encoding) => get(path, { 'accept-encoding': encoding })));
        assert.deepEqual([plain, pressed, refused].map((response) => response.headers.get('content-encoding')), [null, 'gzip', null]);
        assert.notEqual(plain.headers.get('etag'), pressed.headers.get('etag'));
        assert.equal(pressed.headers.get('vary'), 'Accept-Encoding');
        assert.ok(Number(pressed.headers.get('content-length')) < Number(plain.headers.get('content-length')) / 2);
        assert.equal(await pressed.text(), await plain.text());
    }
    assert.equal((await send('/s', { token: people[0].token }, { 'accept-encoding': 'gzip' })).headers.get('content-encoding'), null,
        'a page that holds a secret does not');
});

test('the survey says who sees what before the first question', async () => {
    const html = await (await send('/s', { token: people[0].code })).text();
    assert.match(html, /at least 3 people/);
    assert.match(html, /You are counted in these groups:<.*Außendienst/s);
    assert.ok(html.indexOf('at least 3 people') < html.indexOf('<fieldset'));
});

test('the survey says in which groups its answers are counted, and how many people each has', async () => {
    const north = people.find((person) => person.employee_id === 'E0004');
    assert.match(await (await send('/s', { token: north.token })).text(), /these groups:<[^\n]*>North \(4 people\)\nAußendienst \(7 people\)\nThe whole company \(12 people\)</);
    openWave(db, 'strict', { definition: evil, k: 5 });
    const [, , , other] = invite(db, 'strict');
    assert.match(await (await send('/s', { token: other.token, _language: 'de' })).text(), /Gruppen gezählt:<[^\n]*>North \(4 Personen\), zu wenige, um gezeigt zu werden\nAußendienst \(7 Personen\)/);
    db.good('wave', 'close', 'strict');
});

test('the page is written once, yet everyone gets their own token, department and receipt', async () => {
    const seen = new Set();
    for (const person of [people[0], people.at(-1), people[3], people[0]])
        for (const language of ['en', 'de']) {
            const text = await (await send('/s', { token: person.token, _language: language })).text();
            for (const other of people)
                assert.equal(text.includes(other.token), other === person, `${other.employee_id} on the page of ${person.employee_id}`);
            const [{ name }] = await db.sql('SELECT d.name FROM identity.person JOIN identity.department d USING (department_id) WHERE employee_id = $1', [person.employee_id]);
            assert.ok(text.includes(name), name);
            assert.ok(text.includes(`<html lang="${language}"`), language);
            seen.add(name);
        }
    assert.ok(seen.size > 1, 'people of different departments');
});

test('two open waves have each their own page, though each is written once', async () => {
    openWave(db, 'beside', { definition: { ...everything, id: 'beside', title: { en: 'Quite another survey', de: 'Eine ganz andere Umfrage' } }, k: 3 });
    const [guest] = invite(db, 'beside');
    for (let turn = 0; turn < 2; turn++)
        for (const [token, other] of [[people[0].token, false], [guest.token, true]]) {
            const text = await (await send('/s', { token, _language: 'de' })).text();
            assert.equal(text.includes('Eine ganz andere Umfrage'), other);
        }
    db.good('wave', 'close', 'beside');
});

test('text of a survey cannot become markup', async () => {
    const html = await (await send('/s', { token: people[0].token })).text();
    assert.ok(!html.includes('<script>alert'));
    assert.match(html, /&lt;script/);
});

test('language: the browser\'s, unless the reader chose one', async () => {
    assert.match(await (await get('/s', { 'accept-language': 'de-CH, en;q=0.5' })).text(), /<html lang="de">/);
    assert.match(await (await get('/s?language=en', { 'accept-language': 'de' })).text(), /<html lang="en">/);
    assert.match(await (await send('/s', { token: people[0].token, _language: 'de' })).text(), /<html lang="de">/);
    assert.match(await (await get('/s?language=../../x')).text(), /<html lang="en">/);
});

test('answers are stored, a receipt is shown, and the ballot lies sealed in the box', async () => {
    const response = await send('/s/answers', [['token', people[0].code], ['enps', '9'], ['heard', 'not_applicable'], ['channel', 'mail'],
        ['channel', 'chat'], ['shift', ''], ['more', 'Grüße\r\naus Köln'], ['_language', 'de']]);
    assert.equal(response.status, 201);
    const html = await response.text();
    const [receipt] = html.match(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
    assert.match(db.good('receipt', receipt), /lies sealed/);
    assert.match(html, /Danke/);
    const again = await send('/s/answers', { token: people[0].token, enps: '0', why: 'x' });
    assert.equal(again.status, 200);
    assert.match(await again.text(), /take the place of your earlier ones/);
    const page = await send('/receipt', { receipt });
    assert.equal(page.status, 404, 'the earlier receipt ended');
});

test('a mistake is shown beside its question, what was filled in stays, nothing is stored', async () => {
    const before = await contents(db);
    const response = await send('/s/answers', [['token', people[1].token], ['enps', ''], ['heard', '4'], ['channel', 'chat'],
        ['more', `<b>${'x'.repeat(600)}`]]);
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, /id="f-enps"[^>]*>An answer is needed here/);
    assert.match(html, /id="f-more"[^>]*>At most 500 characters/);
    assert.match(html, /name="heard" value="4" checked/);
    assert.match(html, /name="channel" value="chat" checked/);
    assert.match(html, /&lt;b&gt;xxx/);
    assert.equal(await contents(db), before);
});

test('20 bad requests are refused and change nothing', async () => {
    const before = await contents(db);
    const { token } = people[1];
    const cases = [
        [404, await send('/s', { token: 'wrong' })], [404, await send('/s', {})], [404, await send('/s', '')],
        [404, await send('/s/answers', { token: '0'.repeat(26), enps: '9' })], [404, await send('/s/answers', { enps: '9' })],
        [422, await send('/s/answers', { token })], [422, await send('/s/answers', { token, enps: '11' })],
        [422, await send('/s/answers', { token, enps: '9; DROP TABLE' })], [422, await send('/s/answers', [['token', token], ['enps', '1'], ['enps', '2']])],
        [422, await send('/s/answers', { token, enps: '9', shift: 'dusk' })], [422, await send('/s/answers', [['token', token], ['enps', '9'], ['shift', 'day'], ['shift', 'night']])],
        [422, await send('/s/answers', { token, enps: '9', unknown: '1' })], [422, await send('/s/answers', { token, enps: '1', why: 'x'.repeat(201) })],
        [400, await send('/s/answers', `token=${token}&enps=9&more=%00`)], [400, await send('/s/answers', `token=${token}&enps=9&more=%ff`)],
        [400, await send('/s/answers', `token=${token}&enps=9&more=%zz`)], [400, await send('/s/answers', `token=${token}&enps=%`)],
        [400, await send('/s/answers', `token=${token}&enps=9&more=%ed%a0%80`)], [400, await send('/s/answers', `${'a=1&'.repeat(2500)}token=${token}&enps=9`)],
        [413, await send('/s/answers', { token, enps: '9', more: 'x'.repeat(70000) })],
        [415, await send('/s/answers', JSON.stringify({ token }), { 'content-type': 'application/json' })],
        [415, await send('/s/answers', 'x', { 'content-type': 'multipart/form-data; boundary=x' })],
        [405, await get('/s/answers')], [405, await get('/api/v1/ballots')], [405, await send('/healthz', {})], [404, await get('/s/x')],
    ];
    for (const [index, [status, response]] of cases.entries()) assert.equal(response.status, status, `case ${index}`);
    assert.equal(cases.at(-4)[1].headers.get('allow'), 'POST');
    assert.equal(await contents(db), before);
});

test('a form that cannot be read is answered in its own language, and on its own device', async () => {
    const kiosk = '0'.repeat(26);
    for (const [status, form] of [[413, `_language=de&_kiosk=${kiosk}&enps=9&more=${'x'.repeat(500000)}`], [400, `_language=de&_kiosk=${kiosk}&enps=9&more=%ff`]]) {
        const response = await send('/s/answers', `token=${people[1].token}&${form}`, { 'accept-language': 'en' });
        assert.equal(response.status, status);
        assert.match(response.headers.get('refresh'), new RegExp(`url=/kiosk\\?ended=${kiosk}$`));
        assert.match(await response.text(), /<html lang="de">.*href="\/kiosk\?ended=/s);
    }
});

test('a wave that closed says so, and its receipts can be checked', async () => {
    const html = await (await send('/s/answers', { token: people[2].token, enps: '8' })).text();
    const [receipt] = html.match(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
    assert.match(await (await send('/receipt', { receipt: receipt.toLowerCase() })).text(), /counted when the survey closes/);
    db.good('wave', 'close', 'w');
    assert.match(await (await send('/receipt', { receipt })).text(), /with this receipt were counted/);
    const closed = await send('/s', { token: people[3].token });
    assert.equal(closed.status, 410);
    const text = await closed.text();
    assert.match(text, /<h1>This survey is closed<.*href="\/receipt"/s);
    assert.doesNotMatch(text, /too late/);
    const late = await send('/s/answers', { token: people[3].token, enps: '8', _language: 'de' });
    assert.equal(late.status, 410);
    assert.match(await late.text(), /<h1>Diese Befragung ist geschlossen<.*kam zu spät und ist nicht gespeichert/s);
    const kiosk = await (await send('/s', { token: people[3].token, _kiosk: '0'.repeat(26) })).text();
    assert.match(kiosk, /id="kiosk".*This survey is closed/s, 'a shared device waits for the next code');
    assert.equal((await send('/receipt', { receipt: 'x' })).status, 422);
});

test('nothing about respondents is logged', async () => {
    // What the server says about itself and its database at the start, and nothing else.
    assert.deepEqual(server.output.split('\n').filter((line) => line && !/^(listening on |warning: |problem: |  )/.test(line)), []);
    for (const { token, code, employee_id: id } of people)
        for (const word of [token, code, id]) assert.ok(!server.output.includes(word), word);
});
