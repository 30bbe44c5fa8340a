// What somebody who may read every byte of the database tries, and how much better than chance it is.

// A generator with a seed, so that a test always asks in the same order.
export function random(seed) {
    return () => {
        seed = (seed + 0x6D2B79F5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

export function shuffled(list, next) {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
}

// The smallest count that a Poisson variable of this mean reaches with a probability below `chance`.
export function bound(mean, chance) {
    for (let count = 0; ; count++) {
        let term = Math.exp(-mean), tail = 0;
        for (let i = 0; i < count + 200; term *= mean / ++i) if (i >= count) tail += term;
        if (tail < chance) return count;
    }
}

// `order` and `other` are lists of the same people, each in an order that was observed: how often guessing that somebody stands in
// the other list where they stand in this one is right, for every displacement and both directions, the best of them; how many
// neighbours are neighbours again; Spearman's rank correlation times √(n−1); how often the next one in one list also comes later in the
// other, in standard deviations.
export function match(order, other) {
    const n = order.length, place = new Map(other.map((person, i) => [person, i]));
    const to = order.map((person) => place.get(person));
    const hits = new Array(2 * n).fill(0);
    let neighbours = 0, products = 0;
    for (let i = 0; i < n; i++) {
        hits[(to[i] - i + n) % n]++;
        hits[n + (to[i] + i) % n]++;
        if (i > 0 && Math.abs(to[i] - to[i - 1]) === 1) neighbours++;
        products += (i - (n - 1) / 2) * (to[i] - (n - 1) / 2);
    }
    const ascents = (to) => to.slice(1).filter((p, i) => p > to[i]).length;
    const rise = (to) => (ascents(to) - (n - 1) / 2) / Math.sqrt((n + 1) / 12);
    const from = new Array(n);
    to.forEach((p, i) => { from[p] = i; });
    return { hits, neighbours, rises: [rise(to), rise(from)], z: products / ((n * n - 1) * n / 12) * Math.sqrt(n - 1) };
}

// Attacks over many waves: [[order, other], …]. Adds up what `match` finds and says where it is better than chance allows. For n people
// in random order the number of right guesses is Poisson(1), that of neighbours nearly Poisson(2), z and the rises nearly normal; each bound
// fails by accident with a probability below 1e-10.
export function betterThanChance(pairs) {
    const total = { hits: [], neighbours: 0, z: 0, rises: [0, 0] };
    for (const [order, other] of pairs) {
        const found = match(order, other);
        found.hits.forEach((count, i) => { total.hits[i] = (total.hits[i] ?? 0) + count; });
        total.neighbours += found.neighbours;
        total.z += found.z / Math.sqrt(pairs.length);
        found.rises.forEach((rise, i) => { total.rises[i] += rise / Math.sqrt(pairs.length); });
    }
    const best = Math.max(...total.hits), verdict = [];
    if (best >= bound(pairs.length, 1e-13)) verdict.push(`${best} right guesses, ${pairs.length} expected`);
    if (total.neighbours >= bound(2 * pairs.length, 1e-13)) verdict.push(`${total.neighbours} neighbours, ${2 * pairs.length} expected`);
    if (Math.abs(total.z) > 7) verdict.push(`rank correlation at ${total.z.toFixed(1)} standard deviations`);
    if (total.rises.some((rise) => Math.abs(rise) > 7)) verdict.push(`rises at ${total.rises.map((rise) => rise.toFixed(1))} standard deviations`);
    return verdict;
}

// Every file of the database as it lies on the disk: {path: bytes}. A superuser can read them; so can whoever owns the machine.
export async function files(db) {
    await db.sql('CHECKPOINT');
    const rows = await db.sql(`SELECT f AS name, pg_read_binary_file(d || '/' || f, 0, 1 << 29, true) AS bytes
        FROM (SELECT 'base/' || oid AS d FROM pg_database WHERE datname = current_database()) database, pg_ls_dir(d) f`);
    return Object.fromEntries(rows.filter(({ bytes }) => bytes?.length).map(({ name, bytes }) => [name, bytes]));
}

// In which of the files one of the secrets stands, as bytes: [[what, file], …].
export function found(all, secrets) {
    const places = [];
    for (const [what, secret] of secrets)
        for (const [name, bytes] of Object.entries(all))
            if (bytes.includes(secret)) places.push([what, name]);
    return places;
}
