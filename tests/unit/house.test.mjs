// The house rules that a compiler does not know: includes point downward, no banned functions, no SQL in C.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = process.env.TEST_SOURCE;
// Parts of one level do not know each other (DESIGN.md section 4).
const levels = [['base'], ['db', 'survey', 'stats'], ['people', 'ballot', 'protect', 'action'], ['analyze'],
    ['report'], ['chart', 'render', 'mail'], ['web', 'cli']];
const levelOf = Object.fromEntries(levels.flatMap((parts, level) => parts.map((part) => [part, level])));

function files(folder, ending) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? files(path, ending) : path.endsWith(ending) ? [path] : [];
    });
}
const sources = [...files(join(root, 'src'), '.c'), ...files(join(root, 'src'), '.h'), ...files(join(root, 'include'), '.h')];
const name = (path) => path.slice(root.length + 1);

// STYLE.md wants plain data shared by two parts of one level nowhere; cli starts the server, so it may see web.
const sideways = new Set(['cli>web']);

test('a part includes only parts below it', () => {
    for (const path of sources) {
        const part = name(path).split('/')[1];
        if (!(part in levelOf)) continue;
        for (const [, other] of readFileSync(path, 'utf8').matchAll(/#include "([a-z]+)\//g)) {
            if (other === part || sideways.has(`${part}>${other}`)) continue;
            assert.ok(other in levelOf, `${name(path)} includes the unknown part ${other}`);
            assert.ok(levelOf[other] < levelOf[part], `${name(path)} must not include ${other}`);
        }
    }
});

test('banned functions are not called', () => {
    const banned = /\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|system|popen|tmpnam|mktemp|alloca|rand|srand|random|strncpy|atof|setenv|putenv)\s*\(/;
    for (const path of sources)
        readFileSync(path, 'utf8').split('\n').forEach((line, index) => {
            const code = line.replace(/"(\\.|[^"\\])*"/g, '""').replace(/\/\/.*/, '');
            assert.doesNotMatch(code, banned, `${name(path)}:${index + 1}`);
            assert.doesNotMatch(code, /\bgoto\b/, `${name(path)}:${index + 1}`);
        });
});

test('SQL stands in sql/, not in C', () => {
    for (const path of sources)
        assert.doesNotMatch(readFileSync(path, 'utf8'),
            /"(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|TRUNCATE) /, name(path));
});

test('only cli, web and main print', () => {
    for (const path of sources) {
        const part = name(path).split('/')[1];
        if (['cli', 'web', 'main.c'].includes(part) || name(path) === 'src/base/arena.c' || name(path) === 'src/base/buffer.c') continue;
        assert.doesNotMatch(readFileSync(path, 'utf8'), /\b(printf|puts|putchar|perror)\s*\(|\bstd(out|err)\b/, name(path));
    }
});

test('every source file has its contract in include/ and every query says what it does', () => {
    for (const path of files(join(root, 'src'), '.c')) {
        const [, part, file] = name(path).split('/');
        if (!file || part === 'cli') continue;
        const header = join(root, 'include', part, file.replace(/\.c$/, '.h'));
        const own = path.replace(/\.c$/, '.h');
        const shared = join(root, 'src', part, 'internal.h');
        assert.ok(existsSync(header) || existsSync(own) || existsSync(shared), `${name(path)} has no header`);
    }
    for (const path of files(join(root, 'sql', 'queries'), '.sql')) {
        const text = readFileSync(path, 'utf8');
        assert.match(text, /^-- /, `${name(path)} does not say what it returns`);
        assert.doesNotMatch(text, /\$\d+(?!::|\d)/, `${name(path)}: every parameter is cast`);
    }
});
