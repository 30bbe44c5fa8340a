// Published waves put straight into the ledger, for tests of what readers see: the figures are made up (a seeded
// sequence), but they have the shape and the columns that the analyzer writes.

const status = { published: 0, below_minimum: 1, protects_others: 2, not_asked: 3 };
const columns = ['wave_id', 'department', 'question', 'status', 'n', 'clipped', 'mean', 'mean_low', 'mean_high', 'score',
    'favourable', 'favourable_low', 'favourable_high', 'neutral', 'unfavourable', 'enps', 'enps_low', 'enps_high',
    'promoters', 'passives', 'detractors', 'shares', 'histogram', 'change_status', 'change_difference', 'change_low',
    'change_high', 'change_p', 'change_q', 'change_detectable'];

function* sequence(seed) {
    for (let state = seed; ;) {
        state = (state * 1103515245 + 12345) % 2147483648;
        yield state / 2147483648;
    }
}

const sum = (values) => values.reduce((a, b) => a + b, 0);

// n answers around `level` (0..1) on `points` points, as counts.
export function histogram(n, points, level, random) {
    const counts = Array(points).fill(0);
    for (let i = 0; i < n; i++) {
        const noise = (random.next().value + random.next().value + random.next().value) / 3 - 0.5;
        const at = Math.round((level + 1.1 * noise) * (points - 1));
        counts[Math.min(points - 1, Math.max(0, at))]++;
    }
    return counts;
}

function scaleFigure(counts, min, favourable, neutral) {
    const n = sum(counts);
    const points = counts.length;
    const mean = sum(counts.map((c, i) => c * (i + min))) / n;
    const deviation = Math.sqrt(sum(counts.map((c, i) => c * (i + min - mean) ** 2)) / Math.max(1, n - 1));
    const share = (set) => sum(counts.filter((_, i) => set.includes(i + min))) / n;
    const half = 1.96 * deviation / Math.sqrt(n), p = share(favourable), spread = 1.96 * Math.sqrt(p * (1 - p) / n + 0.001);
    return {
        n, mean, mean_low: mean - half, mean_high: mean + half, score: 100 * (mean - min) / (points - 1),
        favourable: p, favourable_low: Math.max(0, p - spread), favourable_high: Math.min(1, p + spread),
        neutral: share(neutral), unfavourable: 1 - p - share(neutral),
        histogram: n >= 20 ? counts : null, clipped: false,
    };
}

function enpsFigure(counts) {
    const n = sum(counts), promoters = (counts[9] + counts[10]) / n, passives = (counts[7] + counts[8]) / n;
    const detractors = 1 - promoters - passives, enps = 100 * (promoters - detractors);
    const half = 196 * Math.sqrt((promoters + detractors - (promoters - detractors) ** 2 + 0.02) / n);
    return {
        n, enps, enps_low: Math.max(-100, enps - half), enps_high: Math.min(100, enps + half),
        promoters, passives, detractors, histogram: n >= 20 ? counts : null, clipped: false,
    };
}

function figureOf(question, survey, n, level, random) {
    if (question.type === 'enps') return enpsFigure(histogram(n, 11, level, random));
    if (question.type === 'choice') {
        const shares = question.options.map(() => Math.round(random.next().value * n) / n);
        return { n, shares, clipped: false };
    }
    const scale = survey.scales[question.scale];
    return scaleFigure(histogram(n, scale.max - scale.min + 1, level, random), scale.min, scale.favourable, scale.neutral ?? []);
}

function literal(value) {
    if (value === undefined || value === null) return null;
    return Array.isArray(value) ? `{${value.join(',')}}` : value;
}

// Registers a definition; `survey` is the parsed JSON.
export async function define(db, survey) {
    await db.sql(`INSERT INTO survey.definition (survey_id, version, hash, document) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING`, [survey.id, survey.version, `${survey.id}-${survey.version}`, JSON.stringify(survey)]);
}

// Publishes a wave. `departments` are {code, name, parent (number or null), invited, n, level, status, partial}: n and
// invited with those below. `override(department, question, figure)` changes single figures; `trends` and `ranks` are rows with department and question numbers, `nonresponse` rows with department numbers, `medians` with question numbers,
// `norms` with both. `previous` is what an
// earlier call gave. Gives {id, key, figures}.
export async function publish(db, { key, survey, opened, closed, departments, previous = null, k = 5, seed = 1,
    override = () => {}, findings = [], trends = [], ranks = [], drivers = [], nonresponse = [], medians = [], norms = [], state = 'published' }) {
    await define(db, survey);
    const [{ wave_id: id }] = await db.sql(`INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closed,
        published, joined) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, true) RETURNING wave_id`,
    [key, survey.id, survey.version, k, state, opened, closed]);
    for (const [number, d] of departments.entries())
        await db.sql('INSERT INTO survey.wave_department VALUES ($1, $2, $3, $4, $5, $6)',
            [id, number, d.code, d.name, d.parent, d.invited ?? null]);
    if (state !== 'published') return { id, key };
    await db.sql('INSERT INTO ledger.publication (wave_id, published, previous) VALUES ($1, $2, $3)',
        [id, closed, previous?.id ?? null]);
    const figures = departments.map(() => []);
    for (const [number, d] of departments.entries()) {
        await db.sql('INSERT INTO ledger.participation VALUES ($1, $2, $3, $4, $5)',
            [id, number, d.invited ?? null, d.status ? null : d.n ?? null, d.status ? null : d.partial ?? 0]);
        for (const [q, question] of survey.questions.entries()) {
            if (question.type === 'comment') continue;
            const random = sequence(seed + 7919 * number + 104729 * q);
            for (let i = 0; i < 5; i++) random.next();
            const level = Math.min(0.97, Math.max(0.03, (d.level ?? 0.6) + 0.25 * (random.next().value - 0.5)));
            let figure = d.status ? { status: status[d.status] } : { status: 0, ...figureOf(question, survey, d.n, question.type === 'enps' ? Math.min(0.9, level / 2 + 0.42) : level, random) };
            const before = previous?.figures[number]?.[q];
            if (figure.status === 0 && before?.status === 0 && question.type !== 'choice') {
                const of = (f, name) => f[question.type === 'enps' ? 'enps' : 'mean' + name];
                const difference = of(figure, '') - of(before, '');
                const half = question.type === 'enps' ? 1.4 * (figure.enps_high - figure.enps) : 1.4 * (figure.mean_high - figure.mean);
                const detectable = Math.abs(difference) > half;
                Object.assign(figure, { change_status: 1, change_difference: difference, change_low: difference - half,
                    change_high: difference + half, change_p: detectable ? 0.004 : 0.4, change_q: detectable ? 0.03 : 0.6,
                    change_detectable: detectable });
            } else if (figure.status === 0) {
                figure.change_status = 0;
            }
            figure = override(d, question, figure) ?? figure;
            figures[number][q] = figure;
            await db.sql(`INSERT INTO ledger.figure (${columns}) VALUES (${columns.map((_, i) => `$${i + 1}`)})`,
                [id, number, q, ...columns.slice(3).map((name) => literal(figure[name]))]);
        }
    }
    for (const [index, f] of findings.entries())
        await db.sql('INSERT INTO ledger.finding VALUES ($1, $2, $3, $4, $5, $6)',
            [id, index + 1, f.kind, f.department, f.question, f.numbers ?? {}]);
    for (const t of trends)
        await db.sql(`INSERT INTO ledger.trend VALUES (${[...Array(17).keys()].map((i) => `$${i + 1}`)})`, [id, t.department, t.question,
            t.waves, t.slope, t.low, t.high, t.p, t.q, t.detectable, t.rank_slope, t.rank_low, t.rank_high, t.rank_p, t.average, t.limit, t.alarm]);
    for (const r of ranks)
        await db.sql(`INSERT INTO ledger.rank VALUES (${[...Array(12).keys()].map((i) => `$${i + 1}`)})`, [id, r.department, r.question,
            ranks.length, r.value, r.low, r.high, r.better, r.favourable?.value, r.favourable?.low, r.favourable?.high, r.favourable?.better]);
    for (const [index, d] of drivers.entries())
        await db.sql('INSERT INTO ledger.driver VALUES ($1, $2, $3, $4, $5, $6, $7)', [id, index + 1, d.question, d.n, d.weight, d.correlation, d.r_squared]);
    for (const n of nonresponse)
        await db.sql('INSERT INTO ledger.nonresponse VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [id, n.department, n.half ?? false, n.few ?? false,
            n.behind ?? false, n.siblings, n.low, n.high]);
    for (const m of medians)
        await db.sql('INSERT INTO ledger.median VALUES ($1, $2, $3, $4, $5, $6)', [id, m.question, m.departments, m.value, m.score, m.favourable]);
    for (const [index, n] of norms.entries()) {
        await db.sql('INSERT INTO ledger.norm VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [id, index + 1, n.benchmark, n.question, n.figure, n.value,
            n.people, n.source, n.year]);
        for (const d of n.differences)
            await db.sql('INSERT INTO ledger.norm_difference VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [id, index + 1, d.department, d.difference,
                d.low, d.high, d.p, d.q, d.detectable]);
    }
    return { id, key, figures };
}

export { status };
