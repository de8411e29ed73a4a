/**
 * Every Node gives the same findings on the torture cases. The tests of one Node hold its two paths together; here those of other Nodes, where there
 * are any, are held against this one: `npm install --prefix .cache/nodes/24 node@24` puts one there.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GOLDEN, ROOT } from '../../support/engine.ts';
import { NIGHT } from '../../support/tier.ts';

const FOLDER = join(ROOT, '.cache', 'nodes');
const binaryIn = (name: string): string =>
  join(FOLDER, name, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const OTHERS = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => existsSync(binaryIn(name))) : [];

const OUTCOMES = join(ROOT, 'test', 'recogniser', 'torture', 'outcomes.ts');

/** What a Node says of each case, in the order of the cases. */
function outcomes(binary: string, version: string, ...flags: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, ['--import', 'tsx', ...flags, OUTCOMES, version], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', reject).once('close', (code) => {
      if (code === 0) resolve(out.trimEnd().split('\n'));
      else reject(new Error(`${binary}: ${err}`));
    });
  });
}

const here = new Map<string, Promise<string[]>>();
const outcomesHere = (version: string): Promise<string[]> => {
  const known = here.get(version) ?? outcomes(process.execPath, version);
  here.set(version, known);
  return known;
};

/** The first cases, out of thousands, of which two Nodes say something else. */
const differences = (expected: readonly string[], found: readonly string[]): string[] =>
  found.length === expected.length
    ? found.flatMap((line, i) => (line === expected[i] ? [] : [`${line}\ninstead of ${expected[i]!}`])).slice(0, 5)
    : [`${found.length} cases instead of ${expected.length}`];

const VERSIONS = NIGHT ? ['2.0.3', GOLDEN] : ['2.0.3'];

if (OTHERS.length === 0)
  test.skip(`no other Node stands in .cache/nodes, so that Node ${process.versions.node} is compared with none (npm install --prefix .cache/nodes/24 node@24)`, () => {});

test.each(OTHERS.flatMap((name) => VERSIONS.map((version) => [name, version])))(
  'the Node in .cache/nodes/%s says of every case what this one says, under %s',
  async (name, version) => {
    const [expected, found] = await Promise.all([outcomesHere(version), outcomes(binaryIn(name), version)]);
    expect(expected.length).toBeGreaterThan(4_000);
    expect(differences(expected, found)).toEqual([]);
  },
);

test.runIf(OTHERS.length > 0)('a Node that reads a key wrongly is noticed', async () => {
  // One key that a case writes with an escape gets another name: nothing else of the project is called so.
  const wrong = `const { defineProperty } = Object;
    Object.defineProperty = (object, key, value) => defineProperty(object, key === '\\u007f' ? 'x' : key, value);`;
  const found = await outcomes(process.execPath, '2.0.3', '--import', `data:text/javascript,${encodeURIComponent(wrong)}`);
  expect(differences(await outcomesHere('2.0.3'), found)).not.toEqual([]);
});
