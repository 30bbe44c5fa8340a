// A small published company: three waves, four levels of protection, and names that try everything.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from './published.mjs';

export const hostile = {
    markup: '<script>alert("1")</script> & <b onclick=x>',
    vector: '</title></svg><image href=x onerror=alert(2)>',
    formula: '=HYPERLINK("http://192.0.2.1/";"click")',
    path: '../../../../tmp/echolot-escaped',
};

const agree = ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'];
const zustimmung = ['Stimme gar nicht zu', 'Stimme eher nicht zu', 'Teils, teils', 'Stimme eher zu', 'Stimme voll zu'];
const item = (id, driver, en, de) => ({ id, type: 'scale', scale: 'agree5', driver, text: { en, de } });

export const survey = {
    id: 'nordwind', version: 1, title: { en: 'How we work together', de: 'Wie wir zusammenarbeiten' }, outcome: 'enps',
    scales: { agree5: { min: 1, max: 5, favourable: [4, 5], neutral: [3], labels: { en: agree, de: zustimmung }, not_applicable: 'exclude' } },
    questions: [
        { id: 'enps', type: 'enps', required: true,
            text: { en: 'How likely are you to recommend us as a place to work to a friend?', de: 'Wie wahrscheinlich ist es, dass Sie uns Freunden als Arbeitsplatz empfehlen?' } },
        item('heard', 'being-heard', 'In my team my opinion is heard and taken seriously.', 'In meinem Team wird meine Meinung gehört und ernst genommen.'),
        item('roles', 'known-roles', 'I know what is expected of me and whom to turn to for what.', 'Ich weiß, was von mir erwartet wird und an wen ich mich womit wenden kann.'),
        item('recognised', 'recognition', 'Good work is noticed and acknowledged here.', 'Gute Arbeit wird hier bemerkt und anerkannt.'),
        item('acted', 'acting-on-feedback', 'When we give feedback, something happens.', 'Wenn wir Rückmeldung geben, geschieht etwas.'),
        item('tools', 'quick-solutions', `Problems are solved quickly ${hostile.markup}.`, 'Probleme werden schnell gelöst.'),
        { id: 'channel', type: 'choice', multiple: true, text: { en: 'How do you like to hear news?', de: 'Wie erfahren Sie Neues am liebsten?' },
            options: [{ id: 'mail', text: { en: 'By e-mail', de: 'Per E-Mail' } }, { id: 'talk', text: { en: 'In a conversation', de: 'Im Gespräch' } }] },
        { id: 'improve', type: 'comment', max_length: 500, text: { en: 'What should we improve?', de: 'Was sollen wir verbessern?' } },
    ],
};

export const departments = [
    { code: 'NW', name: 'Nordwind Logistics', parent: null, invited: 412, n: 318, level: 0.62, partial: 6 },
    { code: 'OPS', name: 'Operations', parent: 0, invited: 214, n: 160, level: 0.55, partial: 4 },
    { code: 'OPS/N', name: 'North depot', parent: 1, invited: 121, n: 96, level: 0.5 },
    { code: 'OPS/S', name: 'South depot', parent: 1, invited: 81, n: 60, level: 0.66 },
    { code: 'OPS/X', name: 'Night shift', parent: 1, invited: 6, status: 'below_minimum' },
    { code: 'OPS/Y', name: 'Planning', parent: 1, invited: 6, status: 'protects_others' },
    { code: 'IT', name: 'IT and service desk', parent: 0, invited: 92, n: 75, level: 0.74 },
    { code: 'HR', name: 'People', parent: 0, invited: 14, n: 12, level: 0.8 },
    { code: hostile.path, name: hostile.markup, parent: 0, invited: 30, n: 24, level: 0.6 },
    { code: hostile.formula, name: hostile.formula, parent: 0, invited: 32, n: 25, level: 0.52 },
    { code: 'HR A', name: hostile.vector, parent: 7, invited: 7, status: 'below_minimum' },
    { code: 'HR/A', name: 'Pay', parent: 7, invited: 7, status: 'below_minimum' },
];

const said = ['Mehr Zeit für Übergaben.', `Listen before you decide. ${hostile.markup}`, hostile.formula, 'Danke an [Name]!\n\nMehr davon.',
    'x'.repeat(200), 'The canteen.', ...Array.from({ length: 20 }, (_, i) => `Comment number ${i} of those who wrote something.`)];

// Comments to the last question: shown in the large departments, hidden for both reasons in others.
async function remarks(db, wave) {
    const question = survey.questions.length - 1;
    const shown = { 0: 0, 1: 0, 2: 0, 3: 0, 4: 1, 5: 2, 6: 0, 7: 2, 8: 0, 9: 0, 10: 1, 11: 1 };
    for (const [department, hidden] of Object.entries(shown))
        await db.sql('INSERT INTO ledger.comment_place VALUES ($1, $2, $3, $4)', [wave, department, question, hidden]);
    for (const [position, body] of said.entries())
        await db.sql('INSERT INTO ledger.comment VALUES ($1, $2, $3, $4, $5)', [wave, position, question, [2, 3, 6, 8, 0][position % 5], body]);
    const term = (values) => db.sql('INSERT INTO ledger.term VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [wave, ...values]);
    await term([0, question, 1, 'comment', 1, 20, 12, 0.31, 0.12, 0.002, 0.01, true]);
    await term([0, question, 2, `number ${hostile.markup}`, 2, 9, 12, 0.1, 0.3, 0.004, 0.02, true]);
    await term([0, question, 3, 'Übergaben', 1, 5, 12, 0.2, 0.2, 0.9, 0.9, false]);
    await term([2, question, 1, 'comment', 1, 5, null, null, null, null, null, null]);
}

// Three waves; gives the last one. Actions stand for the finding of the last wave.
export async function nordwind(db) {
    const clip = (d, q, f) => (d.code === 'HR' && f.status === 0 ? { ...f, clipped: true, histogram: null } : f);
    const unasked = (d, q, f) => (q.id === 'roles' ? { status: 3 } : clip(d, q, f));
    const base = { survey, departments };
    const first = await publish(db, { ...base, key: '2026-05', opened: '2026-05-04', closed: '2026-05-15', seed: 11, override: unasked });
    const second = await publish(db, { ...base, key: '2026-08', opened: '2026-08-03', closed: '2026-08-14', seed: 23, previous: first, override: clip });
    const wave = await publish(db, {
        ...base, key: '2026-11', opened: '2026-11-02', closed: '2026-11-13', seed: 5, previous: second,
        override(d, q, f) {
            f = clip(d, q, f);
            if (f.status !== 0) return f;
            if (q.id === 'tools') return { ...f, change_status: 2, change_difference: null, change_low: null, change_high: null, change_p: null, change_q: null, change_detectable: null };
            if (q.id === 'heard' && d.code === 'OPS/N') return { ...f, change_difference: -0.62, change_low: -0.91, change_high: -0.33, change_p: 0.0001, change_q: 0.002, change_detectable: true };
            if (q.id === 'acted' && d.code === 'IT') return { ...f, change_difference: 0.48, change_low: 0.2, change_high: 0.76, change_p: 0.001, change_q: 0.01, change_detectable: true };
            if (q.id === 'enps' && d.code === 'NW') return { ...f, change_difference: 4.1, change_low: -1.0, change_high: 9.2, change_p: 0.11, change_q: 0.31, change_detectable: false };
            return f;
        },
        trends: [
            { department: 0, question: 0, waves: 9, slope: 3.1, low: 1.2, high: 5.1, p: 0.004, q: 0.03, detectable: true,
                rank_slope: 3, rank_low: 1, rank_high: 4.5, rank_p: 0.01, average: 1.4, limit: 1.2, alarm: true },
            { department: 2, question: 1, waves: 5, slope: -0.31, low: -0.5, high: -0.12, p: 0.01, q: 0.04, detectable: true },
            { department: 6, question: 1, waves: 4, slope: 0.1, low: -0.3, high: 0.5, p: 0.5, q: 0.7, detectable: false },
        ],
        ranks: [
            { department: 2, question: 0, value: -14.2, low: -25, high: -3, better: 0.004 },
            { department: 3, question: 0, value: 8, low: -6, high: 22, better: 0.41 },
            { department: 6, question: 0, value: 31, low: 18, high: 44, better: 0.9991 },
            { department: 7, question: 0, value: 18, low: -12, high: 48, better: 0.68 },
            { department: 8, question: 0, value: 12, low: -9, high: 33, better: 0.55 },
        ],
        drivers: [[4, 0.45, 0.5], [1, 0.3, 0.42], [5, 0.15, 0.3], [3, 0.1, 0.22]].map(([question, weight, correlation]) =>
            ({ question, weight, correlation, n: 301, r_squared: 0.34 })),
        findings: [
            { kind: 'fall', department: 2, question: 1, numbers: { difference: -0.62, low: -0.91, high: -0.33 } },
            { kind: 'rise', department: 6, question: 4, numbers: { difference: 0.48, low: 0.2, high: 0.76 } },
            { kind: 'below_parent', department: 2, question: 0, numbers: { difference: -31, low: -44, high: -18 } },
            { kind: 'drift', department: 2, question: 1, numbers: { waves: 5, difference: -0.31, low: -0.5, high: -0.12 } },
            { kind: 'opportunity', department: 0, question: 3, numbers: { difference: -0.21, low: -0.3, high: -0.12 } },
            { kind: 'strength', department: 6, question: 1, numbers: { difference: 0.4, low: 0.1, high: 0.7 } },
            ...[0, 2, 3].map((rest) => ({ kind: 'strength', department: 6, question: 4, numbers: { difference: 0.3 - rest / 100, low: 0.1, high: 0.5 } })),
            { kind: 'above_parent', department: 6, question: 2, numbers: { difference: 0.41, low: 0.22, high: 0.6 } },
            { kind: 'low_participation', department: 6, question: null, numbers: { responded: 75, invited: 92, rate: 75 / 92, siblings_rate: 0.97, difference: -0.15, low: -0.2, high: -0.1 } },
            { kind: 'low_participation', department: 9, question: null, numbers: { responded: 25, invited: 32, rate: 25 / 32 } },
            ...[1, 2].map((question) => ({ kind: 'strength', department: 6, question, numbers: { difference: 0.2, low: 0.1, high: 0.3 } })),
        ],
        medians: [{ question: 0, departments: 5, value: 9.5 }, { question: 1, departments: 5, value: 3.42, score: 60.5, favourable: 0.55 }],
        norms: [
            { benchmark: 'branch', question: 1, figure: 'favourable', value: 0.62, people: null, source: hostile.markup, year: 2025, differences: [
                { department: 0, difference: -0.08, low: -0.14, high: -0.02, p: 0.004, q: 0.02, detectable: true },
                { department: 2, difference: 0.01, low: -0.08, high: 0.1, p: 0.8, q: 0.9, detectable: false }] },
            { benchmark: 'country', question: 0, figure: 'enps', value: 3, people: 5000, source: 'Country barometer', year: 2024, differences: [
                { department: 0, difference: 12.2, low: 4, high: 20, p: 0.001, q: 0.01, detectable: true }] },
        ],
        nonresponse: [
            { department: 0, low: -22.3, high: 23.4 },
            { department: 2, half: false, few: false, behind: true, siblings: 0.94, low: -41, high: 0.4 },
            { department: 7, half: true, few: true, behind: false, siblings: 0.9 },
        ],
    });
    await remarks(db, wave.id);
    const action = (values) => db.sql(`INSERT INTO action.action (wave_id, finding, survey_id, department, question, driver, title, measure, owner, due, expected, evidence, state)
        VALUES ($1, $2, 'nordwind', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, values);
    await action([wave.id, 1, 'OPS/N', 'heard', 'being-heard', 'Listening round in every shift', 'being-heard-listening-round', 'm.brandt@example.org', '2026-12-18', 0.4, null, 'planned']);
    await action([wave.id, 3, 'OPS/N', 'enps', null, `Ask what would make us recommend ${hostile.markup}`, null, null, null, null, null, 'proposed']);
    await action([null, null, 'IT', 'acted', 'acting-on-feedback', 'You said, we did board', null, 'k.ito@example.org', '2026-10-01', 0.3, 'Board hangs since September, seen by the works council.', 'verified']);
    await action([null, null, 'IT', 'acted', 'acting-on-feedback', 'Answers within a week', null, 'k.ito@example.org', '2026-09-01', 0.7, 'Measured over a month.', 'closed']);
    await action([null, null, 'IT', 'enps', null, 'Lunch with the board', null, null, null, 10, null, 'cancelled']);
    const verified = (id, from, to, detail) => db.sql(`INSERT INTO action.event (action_id, event, actor, from_state, to_state, detail)
        SELECT $1::integer, coalesce(max(event), 0) + 1, 'test', $2, $3, $4::jsonb FROM action.event WHERE action_id = $1`, [id, from, to, JSON.stringify(detail)]);
    const ids = (await db.sql('SELECT action_id, state FROM action.action ORDER BY action_id')).slice(-2);
    await verified(ids[0].action_id, 'done', 'verified', { difference: 1.22, low: 0.82, high: 1.63, method: 'difference_in_differences' });
    await verified(ids[0].action_id, 'verified', 'closed', null);
    return wave;
}

export const reports = (db) => join(db.directory, 'reports');
export const read = (db, name) => readFileSync(join(reports(db), name), 'utf8');
