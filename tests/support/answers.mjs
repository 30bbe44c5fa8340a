// Closed waves made straight in the tables, for tests of what comes after collecting and importing.

// Packs sheets as include/ballot/block.h says: [{department, answers: [byte, …], weight}], one block.
export function pack(sheets, { weighted = false } = {}) {
    const columns = sheets[0].answers.length;
    const payload = Buffer.alloc(sheets.length * (2 + (weighted ? 4 : 0) + columns));
    let at = 0;
    for (const sheet of sheets) at = payload.writeUInt16LE(sheet.department, at);
    if (weighted) for (const sheet of sheets) at = payload.writeFloatLE(sheet.weight ?? 1, at);
    for (let column = 0; column < columns; column++)
        for (const sheet of sheets) at = payload.writeUInt8(sheet.answers[column], at);
    return payload;
}

// A wave of a registered survey. `departments`: [[code, parent number or null, invited or null], …].
export async function closedWave(db, key, { survey = 'team-pulse', version = 1, k = 5, closed = '2026-01-31', state = 'closed',
    departments, sheets = [], weighted = false, joined = true, asked = null }) {
    const [{ wave_id: wave }] = await db.sql(
        `INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closed, joined, weighted, asked)
         VALUES ($1, $2, $3, $4, $5, $6::timestamptz - interval '14 days', $6, $7, $8, $9) RETURNING wave_id`,
        [key, survey, version, k, state, closed, joined, weighted, asked]);
    for (const [number, [code, parent, invited]] of departments.entries())
        await db.sql('INSERT INTO survey.wave_department VALUES ($1, $2, $3, $4, $5, $6)',
            [wave, number, code, `Department ${code}`, parent, invited ?? null]);
    for (let block = 0; block * 4000 < sheets.length; block++) {
        const part = sheets.slice(block * 4000, (block + 1) * 4000);
        await db.sql('INSERT INTO answers.block VALUES ($1, $2, $3, $4)',
            [wave, block, part.length, pack(part, { weighted })]);
    }
    return wave;
}
