import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

const { root } = vi.hoisted(() => ({ root: { folder: '' } }));
vi.mock('../../src/node/paths.ts', async (original) => ({
  ...(await original<object>()),
  get ROOT() {
    return root.folder;
  },
}));
const { commitsSince } = await import('../../src/node/release/history.ts');

root.folder = mkdtempSync(join(tmpdir(), 'decp-histoire-'));
afterAll(() => {
  rmSync(root.folder, { recursive: true });
});

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], { cwd: root.folder });

function commit(name: string, message: string): void {
  writeFileSync(join(root.folder, 'schema/next', name), message);
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

test('a commit is one commit, whatever its message holds', async () => {
  mkdirSync(join(root.folder, 'schema/next'), { recursive: true });
  git('init', '-q');
  commit('a.json', 'feat(schema): la base');
  git('tag', '1.0.0');
  const forged = `docs(schema): un texte\n\nSuite.\u001e\n${'a'.repeat(40)}\nfeat(schema)!: une rupture`;
  commit('b.json', forged);
  commit('impact.json', 'docs(schema): des comptes');
  commit('c.json', 'fix(schema): une borne');
  const commits = await commitsSince('1.0.0');
  expect(commits.map(({ message }) => message.trim())).toEqual(['fix(schema): une borne', forged]);
  for (const { hash } of commits) expect(hash).toMatch(/^[0-9a-f]{40}$/);
});
