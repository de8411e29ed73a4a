import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPlainPath } from '../../../src/governance/release/archive/tgz.node.ts';
import { STAMP } from '../../../src/governance/build/made-before.node.ts';
import { ROOT, readJsonFile, OWN, VERSIONS } from '../../support/engine.ts';
import { NIGHT } from '../../support/tier.ts';
import { install, run, type Installed } from './install.ts';

/** When `dist/`, which other tests use at the same time, was last built whole. */
const builtAt = (): number => statSync(STAMP).mtimeMs;

/** What npx starts in the project. */
const DECP = 'node_modules/.bin/decp';

let installed: Installed;
let builtBefore: number;

beforeAll(async () => {
  builtBefore = builtAt();
  installed = await install();
  const { project } = installed;
  copyFileSync(join(ROOT, 'examples/2.1.0/valid/fichier-de-deux-listes.json'), join(project, 'valid.json'));
  const invalid = readFileSync(join(project, 'valid.json'), 'utf8').replace('"nature"', '"natures"');
  writeFileSync(join(project, 'invalid.json'), invalid);
});

afterAll(() => installed.remove());

describe('the packed package', () => {
  test('installs in an empty folder without a warning, as npm is set on this machine, and npx finds the program', () => {
    const { project, said } = installed;
    expect({ status: said.status, stderr: said.stderr }).toEqual({ status: 0, stderr: '' });
    expect(said.stdout).not.toMatch(/warn|deprecated/i);
    expect(run(project, 'npx', '--no-install', 'decp', 'validate', 'invalid.json')).toMatchObject({ status: 1, stderr: '' });
  });

  test('has a README in either language for who installed it, whose commands and program run there and are the same', () => {
    const { project } = installed;
    const [fr = [], en = []] = ['README.md', 'README.en.md'].map((name) => {
      const text = readFileSync(join(project, 'node_modules/decp-referentiel', name), 'utf8');
      expect(text).not.toMatch(/npm ci|npm start|git clone|examples\/|docs-site/);
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g))
        expect(existsSync(join(project, 'node_modules/decp-referentiel', target)), target).toBe(true);
      return [...text.matchAll(/^```(sh|js)\n(.*?)^```/gms)].map(([, language, block = '']) => ({ language, block }));
    });
    const inFrench = (block: string): string => block.replace(/ --lang en|, lang: 'en'/, '');
    expect(en.map(({ block }) => inFrench(block))).toEqual(fr.map(({ block }) => block));
    expect(fr.map(({ language }) => language)).toEqual(['sh', 'sh', 'sh', 'js']);
    copyFileSync(join(project, 'valid.json'), join(project, 'marches.json'));
    for (const { language, block } of fr) {
      writeFileSync(join(project, 'bloc.mjs'), block);
      // npx is asked elsewhere: here it would take three times as long as what it starts.
      const [command = '', ...args] = (
        language === 'js' ? `${process.execPath} bloc.mjs` : block.trim().replace(/^npx decp/, DECP)
      ).split(' ');
      const { status, stdout, stderr } = run(project, command, ...args);
      expect({ block, status: status === 1 ? 0 : status, stderr }).toEqual({ block, status: 0, stderr: '' });
      expect(stdout).not.toBe('');
    }
  });

  test('is what stood in dist/: to pack builds nothing under the feet of others', () => {
    expect(builtAt()).toBe(builtBefore);
    // That npm runs the script on a pack hangs on its version.
    const env = { ...process.env, npm_command: 'pack' };
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/npm-run.ts', 'prepare'], { cwd: ROOT, env });
    expect(builtAt()).toBe(builtBefore);
  });

  test('holds the program, the library, every version with its schema, types, checks and rules, and no sources', () => {
    const { files, bytes } = installed;
    const named = [...VERSIONS, 'next'].flatMap((version) => [
      `dist/schemas/${version}/decp.schema.json`,
      `dist/schemas/${version}/decp.schema.draft-07.json`,
      `dist/types/${version}.d.ts`,
      `dist/versions/${version}/validators.js`,
      `dist/versions/${version}/validators.d.ts`,
      `dist/rules/${version}.json`,
    ]);
    expect(files).toEqual(
      expect.arrayContaining([
        ...named,
        'dist/bin/decp.js',
        'dist/lib/index.js',
        'dist/lib/diff.js',
        'LICENSE',
        'dist/versions/etat-2.0.4/LICENSE',
      ]),
    );
    expect(
      files.filter((path) => /^(src|test|schema|examples|scripts|bench)\//.test(path) || path.includes('conformite')),
    ).toEqual([]);
    expect(
      files.filter((path) => !isPlainPath(path)),
      'as a release of the tools must be',
    ).toEqual([]);
    // And most of a megabyte for each version of our own.
    expect(bytes).toBeLessThan((4 << 20) + OWN.length * (3 << 18));
  });

  test('has nothing to install besides itself', () => {
    const { dependencies = {} } = readJsonFile('package.json') as { dependencies?: object };
    expect(dependencies).toEqual({});
    expect(run(installed.project, 'ls', 'node_modules').stdout.trim()).toBe('decp-referentiel');
  });

  test('is what publint asks for', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(installed.tarball);
    const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true, level: 'warning' });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  test('has types that every resolver of ES modules finds (arethetypeswrong)', async () => {
    const entries = ['./types/next', './validators/next'];
    const pack = createPackageFromTarballData(readFileSync(installed.tarball));
    const analysis = await checkPackage(pack, { includeEntrypoints: entries });
    if (!analysis.types) throw new Error('the package has no types');
    expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(['.', './diff', ...entries]));
    const ofModules = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)),
    );
    expect(ofModules).toEqual([]);
  });
});

/** What each release changes: the versions there are, and which one a file without a label is taken for. */
const steady = (text: string): string =>
  text
    .replace(/(?<="version(?:Detected|Reason)": )"[^"]*"/g, '"…"')
    .replace(/(?<=versions )1\.3\.0, .*? next (ou|or) etat-[\d.]+/g, '… next $1 etat-…');

test('plain JavaScript uses what was installed: models, records, streams, comparisons, files, checks', async () => {
  const { project } = installed;
  copyFileSync(join(ROOT, 'test/library/package/consumer.mjs.txt'), join(project, 'consumer.mjs'));
  const { status, stdout, stderr } = run(project, process.execPath, '--no-warnings', 'consumer.mjs');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  await expect(steady(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`)).toMatchFileSnapshot(
    '../../golden/package/consumer.json',
  );
});

// That both resolve each entry to the same file of types is what arethetypeswrong says above: by day the stricter one compiles them.
test.each(NIGHT ? ['nodenext', 'bundler'] : ['nodenext'])(
  'TypeScript finds the types of what was installed with moduleResolution %s',
  (moduleResolution) => {
    const { project } = installed;
    copyFileSync(join(ROOT, 'test/library/package/consumer.ts.txt'), join(project, 'consumer.mts'));
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true },
      ...{ target: 'es2023', lib: ['es2023'], types: [], moduleResolution },
      module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext',
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.mts'] }));
    const { status, stdout } = run(project, process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  },
);

test.each([
  [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
  // By day a version beside itself, which is read all the same: what differs is compared by the library, in what is said above.
  NIGHT ? [['diff', '2.0.2', '2.0.3'], 1, /2\.0\.3/] : [['diff', '2.0.3', '2.0.3'], 0, /2\.0\.3/],
])('the program that was installed answers decp %j', (args, code, said) => {
  const { status, stdout, stderr } = run(installed.project, DECP, ...args);
  expect({ status, stderr }).toEqual({ status: code, stderr: '' });
  expect(stdout).toMatch(said);
});

test('the package says where every thing that it exports is', () => {
  const { exports } = readJsonFile('package.json') as { exports: Record<string, string | Record<string, string>> };
  const targets = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
  for (const version of [...VERSIONS, 'next'])
    for (const target of targets) expect(existsSync(join(ROOT, target.replace('*', version))), target).toBe(true);
});
