// What is in the answer blocks of a wave, read as include/ballot/block.h lays them out. For tests only: no program part
// but the analyzer may look.

// [{department, segments: [...], weight, answers: [...]}], with codes and category names instead of numbers;
// 254 is "not applicable", null no answer.
export async function sheets(db, key) {
    const [wave] = await db.sql('SELECT wave_id, weighted FROM survey.wave WHERE key = $1', [key]);
    const codes = (await db.sql('SELECT code FROM survey.wave_department WHERE wave_id = $1 ORDER BY department', [wave.wave_id]))
        .map((row) => row.code);
    const segments = (await db.sql('SELECT categories FROM survey.wave_segment WHERE wave_id = $1 ORDER BY segment', [wave.wave_id]))
        .map((row) => row.categories);
    const blocks = await db.sql('SELECT sheets, payload FROM answers.block WHERE wave_id = $1 ORDER BY block', [wave.wave_id]);
    const all = [];
    for (const { sheets: count, payload } of blocks) {
        let at = 2 * count;
        const segmentAt = at;
        at += segments.length * count;
        const weightAt = at;
        if (wave.weighted) at += 4 * count;
        const columns = (payload.length - at) / count;
        for (let i = 0; i < count; i++)
            all.push({
                department: codes[payload.readUInt16LE(2 * i)],
                segments: segments.map((categories, s) => categories[payload[segmentAt + s * count + i]] ?? null),
                weight: wave.weighted ? payload.readFloatLE(weightAt + 4 * i) : 1,
                answers: Array.from({ length: columns }, (_, c) => payload[at + c * count + i]).map((v) => v === 255 ? null : v),
            });
    }
    return all;
}

// The same as sorted lines of text, for comparing whole waves.
export async function sorted(db, key) {
    return (await sheets(db, key)).map((s) => [s.department, ...s.segments, ...(s.weight === 1 ? [] : [s.weight]), s.answers.join(' ')].join('|')).sort();
}

// [{code, name, parent, invited}] in the order of the snapshot.
export async function snapshot(db, key) {
    return db.sql(`SELECT d.code, d.name, p.code AS parent, d.invited FROM survey.wave_department d
        JOIN survey.wave w USING (wave_id)
        LEFT JOIN survey.wave_department p ON p.wave_id = d.wave_id AND p.department = d.parent
        WHERE w.key = $1 ORDER BY d.department`, [key]);
}
