// 300 random cases a method, computed again by R (tests/oracle). Skipped where R is not installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const installed = spawnSync('Rscript', ['--version']).status === 0;

test('R agrees', { skip: installed ? false : 'R is not installed (Debian: r-base-core)' }, () => {
    const directory = mkdtempSync(join(tmpdir(), 'echolot-oracle-'));
    try {
        const made = spawnSync(join(process.env.TEST_BUILD, 'tests', 'oracle_cases'), [directory], { encoding: 'utf8' });
        assert.equal(made.status, 0, made.stderr);
        const { status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', join(process.env.TEST_SOURCE, 'tests', 'oracle', 'check.R'), directory],
            { encoding: 'utf8' });
        assert.equal(status, 0, `${stdout}${stderr}`);
        assert.ok(stdout.split('\n').length > 50, stdout);
    } finally {
        rmSync(directory, { recursive: true });
    }
});
