// A small organisation with an open wave, as most tests of collecting need it. Built through the program where it can be; the directory
// is filled by SQL, so that these tests do not depend on how people are imported.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { source } from './echolot.mjs';

// ROOT (2 people) with A (3, of it A1 with 4) and B (3); person 1 … 12, segments tenure and site.
export async function directory(db, { scale = 1 } = {}) {
    await db.sql(`INSERT INTO identity.department (code, name) VALUES ('ROOT', 'The whole company')`);
    await db.sql(`INSERT INTO identity.department (code, name, parent_id)
        SELECT v.code, v.name, d.department_id FROM (VALUES ('B', 'Bäckerei'), ('A', 'Außendienst')) v(code, name), identity.department d WHERE d.code = 'ROOT'`);
    await db.sql(`INSERT INTO identity.department (code, name, parent_id)
        SELECT 'A1', 'North', department_id FROM identity.department WHERE code = 'A'`);
    await db.sql(`INSERT INTO identity.person (employee_id, email, name, department_id, language, segments)
        SELECT 'E' || lpad(row_number() OVER (ORDER BY v.code, i)::text, greatest(4, length($1::text) + 2), '0'), 'p' || i || lower(v.code) || '@example.org', 'Person ' || v.code || i,
               d.department_id, CASE WHEN i % 2 = 0 THEN 'de' ELSE 'en' END,
               CASE WHEN i % 3 = 0 THEN '{"tenure": "0-2"}' ELSE '{"tenure": "3+", "site": "Köln"}' END::jsonb
        FROM (VALUES ('ROOT', 2), ('A', 3), ('A1', 4), ('B', 3)) v(code, people)
        JOIN identity.department d USING (code), generate_series(1, v.people * $1) i`, [scale]);
}

export const pulse = join(source, 'surveys', 'team-pulse.json');

// Registers a survey (a definition object or the team pulse) and opens a wave of it. Gives its id.
export function openWave(db, key, { definition, k, args = [] } = {}) {
    let path = pulse;
    if (definition) {
        path = join(db.directory, `${definition.id}-${definition.version}.json`);
        writeFileSync(path, JSON.stringify(definition));
    }
    db.good('survey', 'add', path);
    const { id } = definition ?? JSON.parse(readFileSync(pulse, 'utf8'));
    return db.good('wave', 'open', key, '--survey', id, ...(k ? ['--k', String(k)] : []), ...args);
}

// The rows of `invite --csv`: {employee_id, email, language, url, code, token}.
export function invite(db, key) {
    const path = join(db.directory, `${key}.csv`);
    db.good('invite', key, '--csv', path);
    const [heading, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    const names = heading.split(',');
    return lines.map((line) => {
        const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell]));
        return { ...row, token: row.url.split('#')[1] };
    });
}

// The database goes away: nobody gets in, and the program's connections end. Gives the way back.
export async function away(db) {
    const client = new pg.Client({ database: 'postgres' });
    await client.connect();
    await client.query(`ALTER DATABASE ${db.name} ALLOW_CONNECTIONS false`);
    await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${db.name}' AND application_name = 'echolot'`);
    return async () => {
        await client.query(`ALTER DATABASE ${db.name} ALLOW_CONNECTIONS true`);
        await client.end();
    };
}

export function post(server, body, headers = {}) {
    return fetch(`${server.base}/api/v1/ballots`, {
        method: 'POST', headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
    });
}

// A survey with every type of question.
export const everything = {
    id: 'everything', version: 1, title: { en: 'Everything', de: 'Alles' },
    introduction: { en: 'Two minutes.', de: 'Zwei Minuten.' }, outcome: 'enps',
    scales: {
        agree5: {
            min: 1, max: 5, favourable: [4, 5], neutral: [3], not_applicable: 'exclude',
            labels: {
                en: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'],
                de: ['Stimme gar nicht zu', 'Stimme eher nicht zu', 'Teils, teils', 'Stimme eher zu', 'Stimme voll zu'],
            },
        },
    },
    questions: [
        { id: 'enps', type: 'enps', required: true, text: { en: 'Would you recommend us?', de: 'Würden Sie uns empfehlen?' } },
        { id: 'heard', type: 'scale', scale: 'agree5', text: { en: 'My opinion is heard.', de: 'Meine Meinung wird gehört.' } },
        {
            id: 'channel', type: 'choice', multiple: true, text: { en: 'How do you hear from us?', de: 'Wie erfahren Sie von uns?' },
            options: [{ id: 'mail', text: { en: 'E-mail', de: 'E-Mail' } }, { id: 'chat', text: { en: 'Chat', de: 'Chat' } }],
        },
        {
            id: 'shift', type: 'choice', multiple: false, text: { en: 'When do you work?', de: 'Wann arbeiten Sie?' },
            options: [{ id: 'day', text: { en: 'By day', de: 'Tags' } }, { id: 'night', text: { en: 'By night', de: 'Nachts' } }],
        },
        {
            id: 'why', type: 'comment', max_length: 200, text: { en: 'What would have to change?', de: 'Was müsste sich ändern?' },
            show_if: { question: 'enps', at_most: 6 },
        },
        { id: 'more', type: 'comment', max_length: 500, text: { en: 'Anything else?', de: 'Noch etwas?' } },
    ],
};
