// From answer blocks to histograms and publications, against the same work by PostgreSQL's SQL and by DuckDB, each in the
// table that suits it best. --sheets N in all (5,000,000), 500 departments, 12 waves, 20 questions.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, database, median, option, ratio, seconds, source } from './measure.mjs';

const WAVES = 12, DEPARTMENTS = 500, QUESTIONS = 20;
const SQL_PART = 10; // PostgreSQL's SQL gets a tenth of the sheets, and its time is multiplied
const sheets = option('sheets', 5000000), rounds = option('rounds', 3);

async function scene(db) {
    for (let wave = 1; wave <= WAVES; wave++) {
        const [{ wave_id: id }] = await db.sql(`INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closed, joined)
            VALUES ($1, 'bench', 1, 5, 'closed', date '2025-01-01' + $2 * 30, date '2025-01-15' + $2 * 30, true) RETURNING wave_id`, [`w${wave}`, wave]);
        // Five children each: five levels.
        await db.sql(`INSERT INTO survey.wave_department SELECT $1::int, i, 'D' || i, 'Department ' || i, CASE WHEN i > 0 THEN (i - 1) / 5 END, $2::int
            FROM generate_series(0, $3::int - 1) i`, [id, Math.ceil(sheets / WAVES / DEPARTMENTS * 1.3), DEPARTMENTS]);
    }
    db.run(program, 'fill', String(Math.round(sheets / WAVES)));
    await db.sql('VACUUM ANALYZE answers.block');
}

const program = join(build, 'tests/bench_analyze');

async function again(db) {
    await db.sql('TRUNCATE ledger.publication, ledger.participation, ledger.figure, ledger.finding, answers.cell, action.event, action.action');
    await db.sql(`UPDATE survey.wave SET state = 'closed', published = NULL`);
    await db.sql('CHECKPOINT');
}

async function timed(run) {
    const begin = seconds();
    await run();
    return seconds() - begin;
}

// ---- PostgreSQL's SQL -----------------------------------------------------------------------------------------------

const numbers = Array.from({ length: QUESTIONS }, (_, i) => i + 1);
const value = 'CASE WHEN random() > 0.05 THEN floor(random() * 5)::smallint END';

async function sqlTables(db, count) {
    await db.sql('CREATE SCHEMA bench');
    await db.sql(`CREATE UNLOGGED TABLE bench.wide AS SELECT i AS sheet, (i % ${WAVES})::smallint AS wave, floor(random() * ${DEPARTMENTS})::smallint AS department,
        ${numbers.map((n) => `${value} AS q${n}`).join(', ')} FROM generate_series(1, ${count}) i`);
    await db.sql(`CREATE UNLOGGED TABLE bench.array AS SELECT wave, department, ARRAY[${numbers.map((n) => `q${n}`).join(', ')}] AS answers FROM bench.wide`);
    await db.sql(`CREATE UNLOGGED TABLE bench.sheet AS SELECT sheet, wave, department FROM bench.wide`);
    await db.sql(`CREATE UNLOGGED TABLE bench.answer AS SELECT sheet, a.question::smallint, a.value FROM bench.wide,
        LATERAL unnest(ARRAY[${numbers.map((n) => `q${n}`).join(', ')}]) WITH ORDINALITY AS a(value, question) WHERE a.value IS NOT NULL`);
    await db.sql('VACUUM ANALYZE bench.wide, bench.array, bench.sheet, bench.answer');
}

const sqlStatements = {
    normalised: `SELECT wave, department, question, value, count(*) FROM bench.answer JOIN bench.sheet USING (sheet) GROUP BY 1, 2, 3, 4`,
    array: `SELECT wave, department, question, value, count(*) FROM bench.array, unnest(answers) WITH ORDINALITY AS a(value, question) GROUP BY 1, 2, 3, 4`,
    sums: `SELECT wave, department, ${numbers.map((n) => `count(q${n}), sum(q${n})`).join(', ')} FROM bench.wide GROUP BY 1, 2`,
};

async function measureSql(db) {
    const result = {};
    for (const [name, text] of Object.entries(sqlStatements))
        result[name] = SQL_PART * await timed(() => db.sql(`SELECT count(*) FROM (${text}) AS all_rows`));
    return result;
}

// ---- DuckDB ---------------------------------------------------------------------------------------------------------

async function duckdb(db) {
    const tools = join(source, 'build/bench/');
    if (!existsSync(join(tools, 'node_modules/@duckdb/node-api'))) return null;
    const { DuckDBInstance } = createRequire(tools)('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create(join(db.directory, 'bench.duckdb'))).connect();
    const draw = 'CASE WHEN random() > 0.05 THEN floor(random() * 5)::TINYINT END';
    await connection.run(`CREATE TABLE wide AS SELECT (i % ${WAVES})::TINYINT AS wave, floor(random() * ${DEPARTMENTS})::SMALLINT AS department,
        ${numbers.map((n) => `${draw} AS q${n}`).join(', ')} FROM range(${sheets}) r(i)`);
    await connection.run(`CREATE TABLE long AS SELECT wave, department, q[2:]::TINYINT AS question, value FROM
        (UNPIVOT wide ON ${numbers.map((n) => `q${n}`).join(', ')} INTO NAME q VALUE value)`);
    return {
        async measure() {
            return {
                histogram: await timed(() => connection.run('SELECT wave, department, question, value, count(*) FROM long GROUP BY ALL')),
                sums: await timed(() => connection.run('SELECT wave, department, question, count(*), sum(value) FROM long GROUP BY ALL')),
                wide: await timed(() => connection.run(`SELECT wave, department, ${numbers.map((n) => `count(q${n}), sum(q${n})`).join(', ')} FROM wide GROUP BY ALL`)),
            };
        },
    };
}

// ---- the run --------------------------------------------------------------------------------------------------------

const show = (result) => Object.entries(result).map(([name, value]) => `${name} ${value.toFixed(3)}`).join(', ');
const db = await database();
await scene(db);
const [{ size }] = await db.sql(`SELECT pg_total_relation_size('answers.block') / 1e6 AS size`);
console.log(`${sheets} sheets in ${Number(size).toFixed(0)} MB of answer blocks; seconds:`);
const sql = process.argv.includes('--no-sql') ? null : true, duck = sql && await duckdb(db);
if (sql) await sqlTables(db, sheets / SQL_PART);
const results = [];
for (let i = 0; i < rounds; i++) {
    const result = { ...JSON.parse(db.run(program, 'measure')) };
    if (sql) result.sql = await measureSql(db);
    if (duck) result.duck = await duck.measure();
    result.publish = JSON.parse(db.run(program, 'publish')).publish;
    results.push(result);
    const { sql: slow, duck: other, ...own } = result;
    console.log(`round ${i + 1}: ${show(own)}${slow ? `; SQL, a tenth of the sheets × ${SQL_PART}: ${show(slow)}` : ''}${other ? `; DuckDB: ${show(other)}` : ''}`);
    await again(db);
}
const of = (pick) => median(results.map(pick));
ratio('from PostgreSQL to histograms : the same loop in memory, one thread', of((r) => r.histograms / r.memory), '≤ 4');
ratio('the whole analysis : its histogram step', of((r) => r.publish / r.histograms), '≤ 3');
console.log(`       histograms : COPY to nowhere ${of((r) => r.histograms / r.nowhere).toFixed(2)}`);
if (sql) {
    ratio('SQL over normalised answers, histogram : ours', of((r) => r.sql.normalised / r.histograms), '≥ 100');
    ratio('SQL over an array column, histogram : ours', of((r) => r.sql.array / r.histograms), '≥ 12');
    ratio('SQL over a wide table, sums only : ours', of((r) => r.sql.sums / r.histograms), '≥ 12');
}
if (duck) {
    ratio('DuckDB, histogram over its long table : ours', of((r) => r.duck.histogram / r.histograms), '≥ 10');
    ratio('DuckDB, best direct sums : ours', of((r) => Math.min(r.duck.sums, r.duck.wide) / r.histograms), '≥ 6');
}
await db.close();
process.exit(0); // DuckDB's threads would keep it alive
