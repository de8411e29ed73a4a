/** The examples that a vendor starts from hold the conformance kit of this build, and see a verdict that differs. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../support/engine.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'decp-kit-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const KIT = join(ROOT, 'dist/conformite');

const LANGUAGES = [
  { command: 'python3', example: 'conformite.py', wrong: ['% 10 == 0', '% 10 == 1'], needed: [3, 9] },
  { command: 'php', example: 'conformite.php', wrong: ['% 10 === 0', '% 10 === 1'], needed: [8, 1] },
] as const;

/** Whether the interpreter is there, in a version that the example is written for. */
function isThere(command: string, [major, minor]: readonly [number, number]): boolean {
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  const [, a = '0', b = '0'] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  return status === 0 && (Number(a) > major || (Number(a) === major && Number(b) >= minor));
}

describe.each(LANGUAGES)('$example', ({ command, example, wrong, needed }) => {
  const path = join(ROOT, 'integrations/conformite', example);
  const run = (script: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, [script, ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  describe.skipIf(!isThere(command, needed))(`runs (skipped: no ${command} ${needed.join('.')} or later on this machine)`, () => {
    test('holds what it answers for, says the version, and names what it does not hold yet', () => {
      const { status, stdout, stderr } = run(path, KIT);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const { version, rules, functions } = JSON.parse(readFileSync(join(KIT, 'rules.json'), 'utf8')) as {
        version: string;
        rules: { id: string }[];
        functions: { name: string }[];
      };
      expect(stdout).toContain(version);
      const held = [...stdout.matchAll(/^(\S+) : (\d+) cas sur (\d+)$/gm)];
      expect(held.map(([, name]) => name)).toEqual(['luhnValide', 'sirenValide', 'siretValide', 'siret-acheteur-invalide']);
      for (const [line, , right, all] of held) expect(Number(right), line).toBe(Number(all));
      for (const [line, , , all] of held) expect(Number(all), line).toBeGreaterThan(0);
      const last = /not held yet \((\d+)\): (.*)\n$/.exec(stdout);
      const left = [...functions.map(({ name }) => name), ...rules.map(({ id }) => id)];
      const names = held.map(([, name]) => name);
      expect(last?.[2]?.split(', ')).toEqual(left.filter((name) => !names.includes(name)));
    });

    test('sees a key that is computed wrongly, and each case that shows it', () => {
      const planted = join(FOLDER, example);
      const text = readFileSync(path, 'utf8');
      expect(text.split(wrong[0])).toHaveLength(2);
      writeFileSync(planted, text.replace(wrong[0], wrong[1]));
      const { status, stdout } = run(planted, KIT);
      expect(status).toBe(1);
      expect(stdout).toMatch(/^ {2}valid\/.* au lieu de/m);
    });

    test('refuses a kit that is not there or mixes versions', () => {
      expect(run(path, join(FOLDER, 'absent')).status).toBe(2);
      expect(run(path).status).toBe(2);
      const mixed = join(FOLDER, `kit-${command}`);
      cpSync(KIT, mixed, { recursive: true });
      const rules = join(mixed, 'rules.json');
      writeFileSync(rules, readFileSync(rules, 'utf8').replace(/"version": ?"[^"]*"/, '"version":"autre"'));
      const { status, stderr } = run(path, mixed);
      expect(status).toBe(2);
      expect(stderr).toMatch(/mixes versions/);
    });
  });
});

test('the examples import nothing but the standard library', () => {
  const python = readFileSync(join(ROOT, 'integrations/conformite/conformite.py'), 'utf8');
  expect([...python.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name)).toEqual(['json', 're', 'sys', 'pathlib']);
  expect(readFileSync(join(ROOT, 'integrations/conformite/conformite.php'), 'utf8')).not.toMatch(/\b(require|include|use [A-Z])/);
});
