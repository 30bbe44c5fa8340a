// Our own instruments and the playbook belong together: whatever is asked about can be acted upon.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = process.env.TEST_SOURCE;
const read = (name) => JSON.parse(readFileSync(join(root, 'surveys', name), 'utf8'));
const playbook = read('playbook.json');
const own = ['internal-service.json', 'team-pulse.json', 'annual.json'];
const drivers = ['respect', 'being-heard', 'clear-channels', 'known-roles', 'leadership-transparency', 'employee-transparency',
    'recognition', 'acting-on-feedback', 'clear-standards', 'acknowledgement', 'quick-solutions', 'progress-news', 'knowing-people',
    'training', 'cross-training', 'workload', 'trust', 'growth'];

for (const name of own) {
    test(`${name} is accepted`, () => {
        const result = spawnSync(process.env.TEST_PROGRAM, ['survey', 'check', join(root, 'surveys', name)], { encoding: 'utf8' });
        assert.equal(result.status, 0, result.stderr);
    });
    test(`every driver of ${name} has measures in English and German`, () => {
        for (const { driver } of read(name).questions.filter((question) => question.driver)) {
            const found = playbook.drivers.find(({ id }) => id === driver);
            assert.ok(found, `${driver} is not in the playbook`);
            for (const measure of found.measures)
                for (const language of ['en', 'de'])
                    assert.ok(measure.title[language] && measure.how[language], `${measure.id}: ${language}`);
        }
    });
    test(`${name} is complete in English and German`, () => {
        const languages = (value, path) => {
            if (value?.en !== undefined) assert.deepEqual(Object.keys(value).sort(), ['de', 'en'], path);
            else if (value && typeof value === 'object')
                for (const [key, child] of Object.entries(value)) languages(child, `${path}.${key}`);
        };
        languages(read(name), name);
    });
}

test('the internal service survey asks one item a driver, the outcome, what was done, and for two comments', () => {
    const { questions } = read('internal-service.json');
    const asked = questions.filter(({ id, driver }) => driver && id !== 'action-taken').map(({ driver }) => driver);
    assert.deepEqual([...asked].sort(), [...drivers].sort());
    assert.equal(questions.filter(({ type }) => type === 'enps').length, 1);
    assert.equal(questions.filter(({ type }) => type === 'comment').length, 2);
    assert.equal(questions.find(({ id }) => id === 'action-taken').driver, 'acting-on-feedback');
});

test('the advice to choose “does not apply” names the answer as the survey page shows it', () => {
    const { hint } = read('internal-service.json').questions.find(({ id }) => id === 'action-taken');
    for (const language of ['en', 'de']) {
        const words = JSON.parse(readFileSync(join(root, 'reports/language', `${language}.json`), 'utf8'));
        assert.ok(hint[language].includes(words['survey.not_applicable']), language);
    }
});

test('a driver has two to four measures, each two to five sentences long', () => {
    assert.deepEqual(playbook.drivers.map(({ id }) => id).sort(), [...drivers].sort());
    for (const { id, measures } of playbook.drivers) {
        assert.ok(measures.length >= 2 && measures.length <= 4, id);
        for (const measure of measures)
            for (const language of ['en', 'de']) {
                const length = measure.how[language].length;
                assert.ok(length > 150 && length < 600, `${measure.id} ${language}: ${length} characters`);
            }
    }
});
