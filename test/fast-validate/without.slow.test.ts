import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../support/engine.ts';
import { oneOfEachKind } from '../support/examples.ts';
import { NIGHT } from '../support/tier.ts';
import { EXAMPLES as FOLDER } from '../support/unfolded.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'decp-without-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const below = (root: string, isWanted: (name: string) => boolean): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/**
 * A third of one of each kind, in the night a tenth of all, beginning elsewhere each night: that the fast path and the slow one agree on every example,
 * `same.slow.test.ts` shows.
 */
const [EACH, FROM] = NIGHT ? [10, new Date().getUTCDate() % 10] : [3, 0];
const EXAMPLES = oneOfEachKind(
  [`${ROOT}examples/demo`, `${ROOT}examples/tables`, FOLDER].flatMap((root) =>
    below(root, (name) => /\.(json|xml|csv)$/.test(name) && !name.endsWith('.findings.json')),
  ),
).filter((path, i) => i % EACH === FROM || path.includes('/invalid/schema.enum'));

/** A fault in the sources: the first text is there exactly once. */
type Fault = { file: string; inPlaceOf: string; put: string };

/** A copy of the sources in which the package has no folder; `fault` is planted in it. */
function withoutPackage(name: string, fault?: Fault): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const part of ['src', 'packages', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true, filter: (path) => !path.endsWith('/fast-validate') });
  for (const part of ['node_modules', 'dist', 'schema']) symlinkSync(join(ROOT, part), join(copy, part));
  expect(existsSync(join(copy, 'packages', 'fast-validate'))).toBe(false);
  if (fault) plant(join(copy, fault.file), fault);
  return copy;
}

function plant(path: string, { inPlaceOf, put }: Fault): void {
  const text = readFileSync(path, 'utf8');
  if (text.split(inPlaceOf).length !== 2) throw new Error(`not exactly once in ${path}: ${inPlaceOf}`);
  writeFileSync(
    path,
    text.replace(inPlaceOf, () => put),
  );
}

/** What the sources in a folder say of files, a line each, after one that says whether the fast path was there. */
function saidBy(sources: string, files: readonly string[]): { status: number | null; lines: string[]; stderr: string } {
  const program = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'test/fast-validate/check-files.ts'), sources];
  const options = { input: files.join('\n'), encoding: 'utf8', maxBuffer: 1 << 30 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, program, options);
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

describe('without the folder of the package, the sources', () => {
  let withIt: ReturnType<typeof saidBy>;
  beforeAll(() => {
    withIt = saidBy(ROOT, EXAMPLES);
  });

  test('say the same of examples of each kind, with the rules and without', () => {
    const without = saidBy(withoutPackage('plain'), EXAMPLES);
    expect([withIt.stderr, without.stderr]).toEqual(['', '']);
    expect([withIt.lines[0], without.lines[0]]).toEqual(['{"fast":true}', '{"fast":false}']);
    expect(EXAMPLES.length).toBeGreaterThan(30);
    expect(withIt.lines).toHaveLength(1 + 2 * EXAMPLES.length);
    expect(without.lines.slice(1)).toEqual(withIt.lines.slice(1));
  });

  test('this test notices where nothing takes the place of the package', () => {
    const fault = { file: 'src/validate/load-fast-validate.ts', inPlaceOf: '.catch(unlessAbsent)', put: '' };
    const { status, stderr } = saidBy(withoutPackage('no-fallback', fault), EXAMPLES.slice(0, 1));
    expect(status).not.toBe(0);
    expect(stderr).toContain('ERR_MODULE_NOT_FOUND');
  });

  test('this test notices where the slow path loses findings', () => {
    const fault = { file: 'src/validate/errors.ts', inPlaceOf: '  return findings;', put: '  return findings.slice(1);' };
    const at = EXAMPLES.findIndex((path) => /invalid\/schema\.enum.*\.json$/.test(path));
    const without = saidBy(withoutPackage('loses', fault), [EXAMPLES[at]!]);
    expect(without.status).toBe(0);
    expect(without.lines[1]).not.toBe(withIt.lines[1 + 2 * at]);
  });
});

describe('without what the build makes of the package,', () => {
  /** That nothing takes the place of the package in the sources is shown above, of each kind: what the build made of them has the same code. */
  const SAMPLE = EXAMPLES.filter((path) => path.endsWith('.json')).filter((_, i) => i % 3 === 0);

  const copyOfDist = (name: string, isKept: (path: string) => boolean): string => {
    const copy = join(folder, name);
    mkdirSync(copy);
    cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
    cpSync(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true, filter: isKept });
    return copy;
  };

  test('the program says the same', () => {
    const copy = copyOfDist(
      'program',
      (path) => !/recogniser\.wasm$|look-ahead\.mjs$|dist\/(forms|conformite|browser)$/.test(path),
    );
    const say = (root: string): string =>
      spawnSync(
        process.execPath,
        [join(root, 'dist/bin/decp.js'), 'validate', '--format', 'ndjson', '--date', '2026-01-01', ...SAMPLE],
        {
          encoding: 'utf8',
          maxBuffer: 1 << 30,
        },
      ).stdout;
    expect(say(copy)).toBe(say(ROOT));
  });

  test('the library says the same, its chunk taken away', () => {
    const isOfPackage = (path: string): boolean =>
      /dist\/lib\/chunk-\w+\.js$|dist\/lib\/src-\w+\.js$/.test(path) &&
      readFileSync(path, 'utf8').includes('the recogniser stopped');
    const kept: string[] = [];
    const copy = copyOfDist('library', (path) => {
      if (/dist\/(forms|conformite|browser|bin)$/.test(path)) return false;
      if (!isOfPackage(path)) return true;
      kept.push(path);
      return false;
    });
    expect(kept).toHaveLength(1);
    const say = (root: string): string => {
      const program = `
        import { readFileSync } from 'node:fs';
        import { validateStream } from ${JSON.stringify(join(root, 'dist/lib/index.js'))};
        for (const path of ${JSON.stringify(SAMPLE)}) {
          const findings = validateStream([readFileSync(path)], { date: '2026-01-01' });
          for (let step = await findings.next(); ; step = await findings.next()) {
            console.log(path, JSON.stringify(step.value));
            if (step.done) break;
          }
        }
      `;
      return execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', maxBuffer: 1 << 28 });
    };
    expect(say(copy)).toBe(say(ROOT));
  });
});
