import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { claimingCommits } from '../../../src/governance/release/history.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-histoire-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], { cwd: folder });

function commit(name: string, message: string): void {
  writeFileSync(join(folder, 'schema/next', name), message);
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

test('a commit is one commit, whatever its message holds', async () => {
  mkdirSync(join(folder, 'schema/next'), { recursive: true });
  git('init', '-q');
  commit('a.json', 'feat(schema): la base');
  git('tag', '1.0.0');
  const forged = `docs(schema): un texte\n\nSuite.\u001e\n${'a'.repeat(40)}\nfeat(schema)!: une rupture`;
  commit('b.json', forged);
  commit('impact.json', 'docs(schema): des comptes');
  commit('c.json', 'fix(schema): une borne');
  const commits = await claimingCommits('1.0.0', folder);
  expect(commits.map(({ message }) => message.trim())).toEqual(['fix(schema): une borne', forged]);
  for (const { hash } of commits) expect(hash).toMatch(/^[0-9a-f]{40}$/);
});
