// From answer blocks to histograms and publications, against the same work by PostgreSQL's SQL and by DuckDB, each in the
// table that suits it best. --sheets N in all (5,000,000), --departments N (500), --depth N of their tree, --questions N
// (20), --waves N (12), --threads N (connections at once; as many as processors), --no-sql, --rounds N.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, database, median, option, processorTime, ratio, seconds, source } from './measure.mjs';

const WAVES = option('waves', 12), DEPARTMENTS = option('departments', 500), QUESTIONS = option('questions', 20), DEPTH = option('depth', 1);
const SQL_PART = option('sql-part', 10); // PostgreSQL's SQL gets a tenth of the sheets, and its time is multiplied
const sheets = option('sheets', 5000000), rounds = option('rounds', 3), threads = option('threads', 0);

async function scene(db) {
    for (let wave = 1; wave <= WAVES; wave++) {
        const [{ wave_id: id }] = await db.sql(`INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closed, joined)
            VALUES ($1, 'bench', 1, 5, 'closed', date '2025-01-01' + $2 * 30, date '2025-01-15' + $2 * 30, true) RETURNING wave_id`, [`w${wave}`, wave]);
        // A chain as deep as asked for, then five children each.
        await db.sql(`INSERT INTO survey.wave_department SELECT $1::int, i, 'D' || i, 'Department ' || i,
            CASE WHEN i = 0 THEN NULL WHEN i < $4::int THEN i - 1 ELSE (i - $4) / 5 END, $2::int
            FROM generate_series(0, $3::int - 1) i`, [id, Math.ceil(sheets / WAVES / DEPARTMENTS * 1.3), DEPARTMENTS, DEPTH]);
    }
    db.run(program, 'fill', String(Math.round(sheets / WAVES)));
    await db.sql('VACUUM ANALYZE answers.block');
}

const program = join(build, 'tests/bench_analyze');

async function again(db) {
    const tables = await db.sql(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'ledger'`);
    await db.sql(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}, answers.cell, answers.sums, answers.part, action.event, action.action`);
    await db.sql(`UPDATE survey.wave SET state = 'closed', published = NULL`);
    await db.sql('CHECKPOINT');
}

// Seconds, and seconds of processor time of everybody who worked: whoever else is on the machine hardly shows in these.
function step(db, ...args) {
    const before = processorTime(db.postmaster, true), cost = JSON.parse(db.run(program, ...args));
    const database = args[0] === 'memory' ? 0 : processorTime(db.postmaster, true) - before;
    return { seconds: cost.seconds, processor: cost.processor + database, peak: cost.peak };
}

async function timed(run, processor) {
    const begin = seconds(), used = processor();
    await run();
    return { seconds: seconds() - begin, processor: processor() - used };
}
const ownProcessor = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage());

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
        result[name] = await timed(() => db.sql(`SELECT count(*) FROM (${text}) AS all_rows`), () => processorTime(db.postmaster, true));
    for (const cost of Object.values(result)) for (const unit in cost) cost[unit] *= SQL_PART;
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
                histogram: await timed(() => connection.run('SELECT wave, department, question, value, count(*) FROM long GROUP BY ALL'), ownProcessor),
                sums: await timed(() => connection.run('SELECT wave, department, question, count(*), sum(value) FROM long GROUP BY ALL'), ownProcessor),
                wide: await timed(() => connection.run(`SELECT wave, department, ${numbers.map((n) => `count(q${n}), sum(q${n})`).join(', ')} FROM wide GROUP BY ALL`), ownProcessor),
            };
        },
    };
}

// ---- the run --------------------------------------------------------------------------------------------------------

const show = (result) => Object.entries(result).map(([name, cost]) => `${name} ${cost.seconds.toFixed(3)} (${cost.processor.toFixed(2)})`).join(', ');
const db = await database();
await scene(db);
const [{ size }] = await db.sql(`SELECT pg_total_relation_size('answers.block') / 1e6 AS size`);
console.log(`${sheets} sheets, ${QUESTIONS} questions, ${DEPARTMENTS} departments, ${WAVES} waves: ${Number(size).toFixed(0)} MB of answer blocks; seconds (of processor time):`);
const sql = process.argv.includes('--no-sql') ? null : true, duck = sql && await duckdb(db);
if (sql) await sqlTables(db, sheets / SQL_PART);
const results = [];
for (let i = 0; i < rounds; i++) {
    const result = {};
    for (const name of ['nowhere', 'memory', 'histograms', 'counting']) result[name] = step(db, name, String(threads));
    const sqlCosts = sql ? await measureSql(db) : null, duckCosts = duck ? await duck.measure() : null;
    result.publish = step(db, 'publish', String(threads));
    console.log(`round ${i + 1}: ${show(result)}; memory of the analysis ${(result.publish.peak / 1024).toFixed(0)} MB`);
    if (sqlCosts) console.log(`  SQL, a part of the sheets × ${SQL_PART}: ${show(sqlCosts)}`);
    if (duckCosts) console.log(`  DuckDB: ${show(duckCosts)}`);
    results.push({ ...result, sql: sqlCosts, duck: duckCosts });
    await again(db);
}
for (const unit of ['seconds', 'processor']) {
    const of = (pick) => median(results.map(pick));
    console.log(unit === 'seconds' ? 'elapsed:' : 'processor time:');
    ratio('from PostgreSQL to histograms : the same loop in memory, one thread', of((r) => r.histograms[unit] / r.memory[unit]), '≤ 4');
    ratio('the whole analysis : its histogram step', of((r) => r.publish[unit] / r.histograms[unit]), '≤ 3');
    console.log(`       the whole analysis : counting with pairs ${of((r) => r.publish[unit] / r.counting[unit]).toFixed(2)}; pairs : histograms ${of((r) => r.counting[unit] / r.histograms[unit]).toFixed(2)}; histograms : COPY to nowhere ${of((r) => r.histograms[unit] / r.nowhere[unit]).toFixed(2)}`);
    if (sql) {
        ratio('SQL over normalised answers, histogram : ours', of((r) => r.sql.normalised[unit] / r.histograms[unit]), '≥ 100');
        ratio('SQL over an array column, histogram : ours', of((r) => r.sql.array[unit] / r.histograms[unit]), '≥ 12');
        ratio('SQL over a wide table, sums only : ours', of((r) => r.sql.sums[unit] / r.histograms[unit]), '≥ 12');
    }
    if (duck) {
        ratio('DuckDB, histogram over its long table : ours', of((r) => r.duck.histogram[unit] / r.histograms[unit]), '≥ 10');
        ratio('DuckDB, best direct sums : ours', of((r) => Math.min(r.duck.sums[unit], r.duck.wide[unit]) / r.histograms[unit]), '≥ 6');
    }
}
await db.close();
process.exit(0); // DuckDB's threads would keep it alive
