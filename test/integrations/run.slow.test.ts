/** What stands in a vendor's pipeline is run as the forge would run it: a real repository, real files for the forge, the package installed. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { once } from '../../src/host/once.ts';
import { ROOT } from '../support/engine.ts';
import { pack, type Package } from '../library/package/install.ts';
import type { Action } from './forms.ts';

let packed: Package;
const FOLDER = mkdtempSync(join(tmpdir(), 'decp-pipeline-'));
beforeAll(async () => {
  packed = await pack();
});
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

type Env = Record<string, string>;
type Result = { status: number | null; stdout: string; stderr: string };

/** npm without network and with its own cache, as on a machine that has just been made. */
const environment = (more: Env): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: FOLDER,
  npm_config_cache: join(FOLDER, 'cache'),
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
  GIT_CONFIG_NOSYSTEM: '1',
  ...more,
});

function shell(cwd: string, script: string, env: Env = {}): Result {
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-c', script], {
    ...{ cwd, encoding: 'utf8', env: environment(env) },
  });
  return { status, stdout, stderr };
}

const VALID = readFileSync(join(ROOT, 'examples/2.0.3/valid/base-marche.json'), 'utf8');
type Listed = { marches: { marche: [object] } };
const WRONG = VALID.replace('"nature"', '"natures"');

/** A repository of a vendor with two commits: the second changes `exports/neuf.json`. */
function repository(
  name: string,
  next: Record<string, string> = { 'exports/neuf.json': WRONG },
): { folder: string; base: string } {
  const folder = join(FOLDER, name);
  const { folder: first, base } = firstCommit();
  cpSync(first, folder, { recursive: true });
  for (const [path, text] of Object.entries(next)) writeFileSync(join(folder, path), text);
  expect(shell(folder, `git add -A && ${GIT} commit -qm deux`)).toMatchObject({ status: 0 });
  return { folder, base };
}

const GIT = 'git -c user.name=essai -c user.email=essai@exemple.fr -c commit.gpgsign=false';

/** The repository as all begin with it. */
const firstCommit = once(() => {
  const folder = join(FOLDER, 'premier');
  mkdirSync(join(folder, 'exports/lot 1'), { recursive: true });
  writeFileSync(join(folder, 'exports/ancien.json'), WRONG);
  writeFileSync(join(folder, 'package.json'), '{}');
  const { status, stdout } = shell(folder, `git init -q && git add -A && ${GIT} commit -qm un && git rev-parse HEAD`);
  expect(status).toBe(0);
  return { folder, base: stdout.trim() };
});

const { inputs, runs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const [, installing, checking] = runs.steps;
const TEMP = join(FOLDER, 'runner');

/** The step of the action that installs, on the package of a repository that uses it, given by a relative path. */
let installation: Result;
beforeAll(() => {
  const folder = join(FOLDER, 'utilisateur');
  mkdirSync(join(folder, 'outils'), { recursive: true });
  mkdirSync(TEMP, { recursive: true });
  cpSync(packed.tarball, join(folder, 'outils', basename(packed.tarball)));
  const env = { PACKAGE: `./outils/${basename(packed.tarball)}`, SERVER: '', REPOSITORY: '', RUNNER_TEMP: TEMP };
  installation = shell(folder, installing?.run ?? '', env);
});

describe('the action of GitHub', () => {
  /** The environment of a step: its expressions, as GitHub would evaluate them. */
  function envOf(given: Env, facts: Env): Env {
    const env: Env = {};
    for (const [name, expression] of Object.entries(checking?.env ?? {})) {
      const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
      env[name] = input === undefined ? (facts[name] ?? '') : (given[input] ?? inputs[input]?.default ?? '');
    }
    return env;
  }

  function check({ folder, base }: { folder: string; base: string }, given: Env): Result & { summary: string } {
    const summary = join(FOLDER, 'summary.md');
    writeFileSync(summary, '');
    const env = { ...envOf({ date: '2026-01-31', ...given }, { BASE: base }), RUNNER_TEMP: TEMP, GITHUB_STEP_SUMMARY: summary };
    return { ...shell(folder, checking?.run ?? '', env), summary: readFileSync(summary, 'utf8') };
  }

  test('installs the package of the repository that uses it, by a relative path, and nothing else', () => {
    const { status, stdout, stderr } = installation;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^added 1 package/m);
    expect(existsSync(join(TEMP, 'decp/node_modules/decp-referentiel/dist/bin/decp.js'))).toBe(true);
  });

  test('takes the package published with it by default, and says so where there is none', () => {
    const npm = join(FOLDER, 'npm');
    mkdirSync(npm, { recursive: true });
    writeFileSync(join(npm, 'npm'), '#!/bin/sh\nfor last; do :; done\necho "$last"\n');
    chmodSync(join(npm, 'npm'), 0o755);
    const env = { PACKAGE: '', SERVER: 'https://forge.exemple', RUNNER_TEMP: TEMP, GITHUB_ACTION_PATH: ROOT };
    const path = { PATH: `${npm}:${process.env['PATH'] ?? ''}` };
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(shell(FOLDER, installing?.run ?? '', { ...env, ...path, REPOSITORY: 'essai/depot' }).stdout).toBe(
      `https://forge.exemple/essai/depot/releases/download/outils-${version}/decp-referentiel-${version}.tgz\n`,
    );
    const { status, stdout } = shell(FOLDER, installing?.run ?? '', { ...env, ...path, REPOSITORY: '' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: expect.stringMatching(/^::error::.*package/) as string });
  });

  test('shows what a proposal changes on its lines and in the summary, and fails on an error', () => {
    const { status, stdout, stderr, summary } = check(repository('change'), { files: 'exports/*.json' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^::error file=exports\/neuf\.json,line=\d+,col=\d+,title=/m);
    expect(stdout).not.toContain('ancien');
    expect(summary).toMatch(/^### `exports\/neuf\.json`$/m);
    expect(summary).toMatch(/natures/);
  });

  test.each<[string, Env, Record<string, string> | undefined, number, RegExp]>([
    ['all files', { files: 'exports/*.json', 'changed-only': 'false' }, undefined, 1, /file=exports\/ancien\.json,line/],
    ['a right file', { files: 'exports/**' }, { 'exports/neuf.json': VALID }, 0, /^::notice file=exports\/neuf\.json::Conforme/m],
    ['a report only', { files: 'exports/*.json', 'fail-on': 'never' }, undefined, 0, /^::error file=exports\/neuf/m],
    ['another version', { files: 'exports/*.json', schema: '2.0.1' }, { 'exports/neuf.json': VALID }, 1, /^Version 2\.0\.1/m],
    [
      'the schema alone, in English',
      { files: 'exports/**', rules: 'none', lang: 'en' },
      { 'exports/neuf.json': VALID },
      0,
      /Conforming/,
    ],
    ['no changed file', { files: 'exports/*.json' }, { 'autre.txt': '' }, 0, /^::notice::aucun fichier changé/m],
    ['a file that cannot be read', { files: '**/*.json' }, { 'exports/neuf.json': 'non' }, 2, /^::error file=exports\/neuf/m],
    ['names that a shell would read', { files: 'exports/**' }, { 'exports/lot 1/$(touch pris);`x`.json': VALID }, 0, /Conforme/],
    ['a name that is an option', { files: '*' }, { '--help.json': VALID, '-': VALID }, 0, /file=--help\.json::Conforme/],
  ])('judges %s', (name, given, next, status, said) => {
    const made = repository(name.replaceAll(' ', '-'), next);
    const result = check(made, given);
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status, stderr: '' });
    expect(`${result.stdout}\n${result.summary}`).toMatch(said);
    expect(existsSync(join(made.folder, 'pris'))).toBe(false);
  });

  test('fails on a warning, or on what is to be reviewed, where that is asked for', () => {
    const objet = { 'exports/neuf.json': VALID.replace(/"objet": ?"[^"]*"/, '"objet": "abc"') };
    const made = repository('avertissement', objet);
    expect(check(made, { files: 'exports/*.json' })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('::warning') as string,
    });
    expect(check(made, { files: 'exports/*.json', 'fail-on': 'warning' }).status).toBe(1);
    // A subject of three letters is to be looked at, which is more than a warning and no error.
    const { status, summary } = check(made, { files: 'exports/*.json', 'fail-on': 'review' });
    expect(status).toBe(1);
    expect(summary).toMatch(/Conforme, à vérifier avant de publier/);
  });

  test('checks all files where the state before is not known, and says so', () => {
    const { folder } = repository('inconnu');
    const result = check({ folder, base: 'f'.repeat(40) }, { files: 'exports/*.json' });
    expect(result.stdout).toMatch(/^::notice::l'état d'avant n'est pas connu/m);
    expect(result.stdout).toMatch(/ancien\.json,line/);
    expect(check({ folder, base: '0'.repeat(40) }, { files: 'exports/*.json' }).stdout).toMatch(/ancien\.json,line/);
    expect(check({ folder, base: '--output=pris' }, { files: 'exports/*.json' }).stdout).toMatch(/ancien\.json,line/);
    expect(existsSync(join(folder, 'pris'))).toBe(false);
  });

  test('does not follow a link out of the repository', () => {
    const made = repository('lien');
    symlinkSync(join(ROOT, 'package.json'), join(made.folder, 'exports/lien.json'));
    shell(made.folder, 'git add -A && git -c user.name=e -c user.email=e@exemple.fr commit -qm lien');
    expect(check(made, { files: 'exports/*.json' }).stdout).toMatch(/^::warning::lien ou dossier laissé.*exports\/lien\.json$/m);
  });

  test.each<[string, Env]>([
    ['no pattern', { files: ' \n ' }],
    ['a pattern that nothing matches', { files: 'exports/*.json\nexport/*.json' }],
    ['a word that is none', { files: 'exports/**', 'fail-on': 'erreur' }],
    ['an option that is wrong', { files: 'exports/**', rules: 'siret', 'fail-on': 'never' }],
    ['a version that is not there', { files: 'exports/**', schema: '9.9', 'fail-on': 'never' }],
  ])('fails, whatever fail-on says, on %s', (name, given) => {
    const { status, summary } = check(repository(name.replaceAll(' ', '_')), given);
    expect({ status, summary }).toEqual({ status: 2, summary: '' });
  });
});

describe('the job of GitLab', () => {
  const job = (
    parse(readFileSync(join(ROOT, 'integrations/gitlab/decp.gitlab-ci.yml'), 'utf8')) as {
      '.decp': { variables: Env; script: string[]; artifacts: { paths: string[] } };
    }
  )['.decp'];

  /** `npm`: a folder in which npm stands for one that has installed what it was asked for; npm itself where it is empty. */
  function run(folder: string, given: Env, npm = INSTALLED): Result {
    mkdirSync(join(folder, 'outils'), { recursive: true });
    cpSync(packed.tarball, join(folder, 'outils/decp-referentiel-0.1.0.tgz'));
    const env = {
      ...job.variables,
      DECP_DATE: '2026-01-31',
      CI_PROJECT_DIR: folder,
      CI_BUILDS_DIR: join(FOLDER, 'builds'),
      PATH: [npm, process.env['PATH']].filter(Boolean).join(':'),
      ...given,
    };
    return shell(folder, job.script.join('\n'), env);
  }

  const INSTALLED = join(FOLDER, 'installed');
  let folder: string;
  let first: Result;
  beforeAll(() => {
    mkdirSync(INSTALLED);
    writeFileSync(join(INSTALLED, 'npm'), '#!/bin/sh\n', { mode: 0o755 });
    ({ folder } = repository('gitlab'));
    first = run(folder, {}, '');
  });

  test('fails on an error, and leaves a report', () => {
    const { status, stdout } = first;
    expect(status).toBe(1);
    expect(stdout).toMatch(/Non conforme/);
    expect(job.artifacts.paths).toEqual(['decp.json']);
    const { files } = JSON.parse(readFileSync(join(folder, 'decp.json'), 'utf8')) as { files: unknown[] };
    expect(files).toHaveLength(2);
    expect(run(folder, { DECP_FAIL_ON: 'never' }).status).toBe(0);
  });

  test('fails on what is to be reviewed where that is asked for', () => {
    const twice = { marches: { marche: Array.from({ length: 2 }, () => (JSON.parse(VALID) as Listed).marches.marche[0]) } };
    const { folder } = repository('gitlab-deux-fois', {
      'exports/ancien.json': VALID,
      'exports/neuf.json': JSON.stringify(twice),
    });
    const { status, stdout } = run(folder, {});
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('à vérifier avant de publier') as string });
    expect(run(folder, { DECP_FAIL_ON: 'review' }).status).toBe(1);
  });

  test.each<[string, Env]>([
    ['an option that is wrong', { DECP_RULES: 'siret' }],
    ['no file', { DECP_FILES: '' }],
    ['a word that is none', { DECP_FAIL_ON: 'erreur' }],
  ])('fails on %s', (name, given) => {
    const { folder } = repository(`gitlab-${name.replaceAll(' ', '-')}`);
    expect(run(folder, { ...given, ...(given['DECP_FAIL_ON'] === undefined && { DECP_FAIL_ON: 'never' }) }).status).toBe(2);
  });

  test('takes words as words', () => {
    const { folder } = repository('gitlab-mots');
    expect(run(folder, { DECP_FILES: '$(touch${IFS}pris) `touch${IFS}pris` *', DECP_FAIL_ON: 'never' }).status).toBe(0);
    expect(existsSync(join(folder, 'pris'))).toBe(false);
  });
});

test('the hook of pre-commit checks the files that it is given (pre-commit itself is not run: its steps are)', () => {
  const [hook] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as { entry: string }[];
  const { folder } = repository('pre-commit');
  // pre-commit packs the clone and installs the package somewhere, which NODE_PATH names.
  const env = { NODE_PATH: join(TEMP, 'decp/node_modules') };
  writeFileSync(join(folder, 'decp.json'), VALID);
  expect(shell(folder, `${hook?.entry ?? ''} --date 2026-01-31 decp.json`, env)).toMatchObject({ status: 0 });
  const wrong = shell(folder, `${hook?.entry ?? ''} exports/ancien.json decp.json`, env);
  expect(wrong).toMatchObject({ status: 1, stderr: '', stdout: expect.stringMatching(/natures/) as string });
});

test('the steps of the Containerfile leave a program that runs (no engine here: COPY and RUN are done in a folder)', () => {
  const root = join(FOLDER, 'container');
  const context = join(FOLDER, 'context');
  mkdirSync(context);
  cpSync(packed.tarball, join(context, basename(packed.tarball)));
  const at = (path: string): string => join(root, path);
  const env = { npm_config_prefix: at('/usr/local'), PATH: `${at('/usr/local/bin')}:${process.env['PATH'] ?? ''}` };
  let entry: string[] = [];
  for (const instruction of DockerfileParser.parse(
    readFileSync(join(ROOT, 'integrations/Containerfile'), 'utf8'),
  ).getInstructions()) {
    const words = instruction.getArguments().map((word) => word.getValue());
    if (instruction.getKeyword() === 'COPY') {
      const [source = '', target = ''] = words;
      mkdirSync(at(target), { recursive: true });
      expect(shell(context, `cp -- ${source} "${at(target)}"`)).toMatchObject({ status: 0, stderr: '' });
    } else if (instruction.getKeyword() === 'RUN') {
      const script = (instruction.getArgumentsContent() ?? '').replaceAll('\\\n', ' ').replaceAll('/opt/decp', at('/opt/decp'));
      expect(shell(root, script, env)).toMatchObject({ status: 0, stderr: '' });
    } else if (instruction.getKeyword() === 'ENTRYPOINT') entry = JSON.parse(instruction.getArgumentsContent() ?? '') as string[];
  }
  expect(existsSync(at('/opt/decp'))).toBe(false);
  writeFileSync(join(context, 'marches.json'), VALID);
  expect(shell(context, `${entry.join(' ')} validate --date 2026-01-31 marches.json`, env)).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(shell(context, `${entry.join(' ')} --help`, env).stdout).toMatch(/^ {2}validate /m);
});
