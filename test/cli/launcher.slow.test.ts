/** `npx decp` in a clone: the command that npm makes of the workspace `launcher`, and what it starts. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, readJsonFile } from '../support/engine.ts';

const VERSION = (readJsonFile('package.json') as { version: string }).version;

const run = (file: string, args: readonly string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('npm has made the command, which starts the program that was built', () => {
  const command = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'decp.cmd' : 'decp');
  expect(existsSync(command), 'run npm ci or npm install: the workspace launcher gives node_modules/.bin/decp').toBe(true);
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  expect([status, stdout]).toEqual([0, `${VERSION}\n`]);
});

test('npx finds no program in package.json of the root, for which it would read all of node_modules, and installs none', () => {
  expect(readJsonFile('package.json')).not.toHaveProperty('bin');
  const { status, stdout } = spawnSync('npx', ['--offline', 'decp', '--version'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect([status, stdout]).toEqual([0, `${VERSION}\n`]);
});

test('it gives the program its arguments, and its exit code is that of the program', () => {
  const args = ['explain', 'no.such.code'];
  expect(run('launcher/decp.cjs', args, ROOT)).toEqual(run('dist/bin/decp.js', args, ROOT));
});

test('where nothing is built yet, it says in both languages what to run', () => {
  const clone = mkdtempSync(join(tmpdir(), 'decp-launcher-'));
  try {
    cpSync(join(ROOT, 'launcher'), join(clone, 'launcher'), { recursive: true });
    expect(run('launcher/decp.cjs', ['--version'], clone)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^decp : .*« npm ci ».*« npm run prepare ».*\ndecp: .*“npm ci”.*“npm run prepare”.*\n$/,
      ) as string,
    });
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
