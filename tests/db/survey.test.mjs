// `echolot survey add` and `survey list`: versions are stored once, and a refusal changes nothing.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contents, database, source } from '../support/echolot.mjs';

const db = await database();
const pulse = join(source, 'surveys', 'team-pulse.json');

function variant(name, change) {
    const definition = JSON.parse(readFileSync(pulse, 'utf8'));
    change(definition);
    const path = join(db.directory, name);
    writeFileSync(path, JSON.stringify(definition, null, 1));
    return path;
}

async function refused(pattern, ...args) {
    const before = await contents(db);
    const result = db.run(...args);
    assert.equal(result.status, 1, result.stdout + result.stderr);
    assert.match(result.stderr, pattern);
    assert.equal(await contents(db), before, 'the database is unchanged');
}

test('a definition is added, and again without effect', async () => {
    assert.equal(db.good('survey', 'add', pulse), 'survey team-pulse version 1 added\n');
    const before = await contents(db);
    assert.equal(db.good('survey', 'add', pulse), 'survey team-pulse version 1 is registered already, with the same content\n');
    assert.equal(await contents(db), before);
});

test('order of keys and white space are not content', () => {
    const path = variant('shuffled.json', (definition) => {
        const { id } = definition;
        delete definition.id;
        definition.id = id;
    });
    assert.match(db.good('survey', 'add', path), /registered already/);
});

test('another content under a registered version is refused, with the version to use', async () => {
    const path = variant('changed.json', (definition) => { definition.title.en = 'Team echo'; });
    await refused(/team-pulse version 1 is registered with another content\nA registered version never changes\. Give the file "version": 2/,
        'survey', 'add', path);
});

test('a faulty definition is refused with all its faults', async () => {
    const path = variant('faulty.json', (definition) => {
        definition.version = 2;
        definition.outcome = 'nps';
        definition.questions[1].scale = 'agre5';
    });
    await refused(/faulty\.json: \$\.questions\[1\]\.scale: .*"agree5"\?\n.*faulty\.json: \$\.outcome: .*2 faults/s, 'survey', 'add', path);
});

test('what cannot be read is refused', async () => {
    await refused(/nowhere\.json/, 'survey', 'add', join(db.directory, 'nowhere.json'));
    await refused(/directory/i, 'survey', 'add', db.directory);
    const long = join(db.directory, 'long.json');
    writeFileSync(long, ' '.repeat(2 * 1024 * 1024));
    await refused(/long\.json/, 'survey', 'add', long);
});

test('a new version says which trend lines break', () => {
    const path = variant('second.json', (definition) => {
        definition.version = 2;
        definition.questions[1].text.en = 'My opinion counts.';
        definition.questions[2].text.en = 'I know what is expected of me.';
        definition.questions[2].continues = true;
        definition.questions[3].text.fr = 'Le bon travail est remarqué.';
    });
    assert.equal(db.good('survey', 'add', path),
        'survey team-pulse version 2 added\nthe trend line of heard breaks: its text or scale is not that of version 1\n');
});

test('a file with a byte order mark is registered and listed', () => {
    const path = join(db.directory, 'mark.json');
    writeFileSync(path, '\uFEFF' + JSON.stringify({ id: 'mark', version: 1, title: { en: 'Mark' },
        questions: [{ id: 'a', type: 'enps', text: { en: 'A?' } }] }));
    assert.match(db.good('survey', 'add', path), /mark version 1 added/);
    assert.match(db.good('survey', 'list'), /^mark@1 {2}\d{4}-\d\d-\d\d {2}0 waves {2}Mark$/m);
});

test('the list shows every version with its hash', () => {
    const list = JSON.parse(db.good('survey', 'list', '--json'));
    assert.deepEqual(list.map((entry) => `${entry.survey}@${entry.version}`), ['mark@1', 'team-pulse@1', 'team-pulse@2']);
    const checked = JSON.parse(db.good('survey', 'check', pulse, '--json'));
    assert.equal(list[1].hash, checked.hash);
    assert.match(checked.hash, /^[0-9a-f]{64}$/);
    assert.equal(list[1].title, 'Team pulse');
    assert.equal(list[1].waves, 0);
});


test('of the RSE surveys the line of turnOver3 breaks in 2018 and that of turnOver6 goes on', () => {
    const add = (year) => db.good('survey', 'add', join(source, 'surveys', `rse-${year}.json`));
    const broken = (text) => [...text.matchAll(/^the trend line of (\w+) breaks/gm)].map(([, id]) => id);
    assert.deepEqual(broken(add(2016)), []);
    assert.deepEqual(broken(add(2017)), ['perfCheck2', 'perfCheck5', 'affSat3', 'affSat4']);
    assert.deepEqual(broken(add(2018)), ['turnOver3', 'percEmp1']);
});
