import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { checkSchemas } from '../governance/checks/dialect.ts';
import { whereOf } from '../governance/problem.ts';
import { BY_KIND, inForceOf } from '../model/releases.ts';
import { SourceError } from '../model/source-error.ts';
import type { Model } from '../model/types.ts';
import { type Target, TARGETS, targetsOf } from './targets.node.ts';
import { nearest } from '../messages/nearest.ts';
import { readVersion } from '../model/read-version.node.ts';
import { readTree, writeFiles } from '../host/tree.node.ts';
import { COMMAND_LINE } from '../messages/compiled/command-line.ts';
import { GENERATE } from '../messages/compiled/generate.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { cannotWrite } from '../host/stream-output.node.ts';
import { under } from '../host/paths.node.ts';
import { factsOf, loadVersion, versionIndex } from '../validate/registry.node.ts';

type GenerateCall = { lang: Lang; target?: string[]; schema?: string; out: string; list?: boolean };

/** `decp generate`: writes the forms of a version into `out`, a folder a target. Without `schema`, those of the version in force. */
export async function runGenerate({ lang, target, schema, out, list = false }: GenerateCall): Promise<ExitCode> {
  const { version } = await factsOf(schema ?? inForceOf(await versionIndex()));
  if (list) return listTargets((await loadVersion(version)).model, lang);
  if (out === '') throw new InputError('output.cannot-write', { file: out, reason: 'ENOENT' });
  const model = await readModel(version);
  const wanted = target === undefined ? targetsOf(model) : await chosen(target, model);
  let count = 0;
  for (const { name, make } of wanted) {
    const files = await made(make(model));
    await writeFiles(join(out, name), files).catch((error: unknown) => {
      throw cannotWrite(out, error as NodeJS.ErrnoException);
    });
    count += files.length;
    console.log(
      `  ${name}/`.padEnd(18) +
        files
          .map(({ path }) => path)
          .slice(0, 3)
          .join(', ') +
        (files.length > 3 ? ', …' : ''),
    );
  }
  console.log(COMMAND_LINE[lang]['generate.done']({ count, version, folder: out }));
  return EXIT.conforming;
}

/** `--list`: the targets of a version, then those that it does not have. */
function listTargets(model: Model, lang: Lang): ExitCode {
  const { target, listed } = GENERATE[lang];
  const made = targetsOf(model);
  for (const { name } of made) console.log(`${name.padEnd(14)}${target[name]()}`);
  const missing = TARGETS.filter((one) => !made.includes(one)).map(({ name }) => name);
  console.log(`\n${listed.version({ version: model.version })}`);
  if (missing.length > 0) console.log(listed.missing({ version: model.version, targets: missing, first: BY_KIND }));
  return EXIT.conforming;
}

/** Some targets need libraries that only a clone of the project has. */
async function made<T>(files: Promise<T>): Promise<T> {
  try {
    return await files;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') throw new InputError('input.not-a-clone');
    throw error;
  }
}

/**
 * Reads the model from the sources if they are present, so that edits take effect, otherwise from the package. Throws a
 * SourceError if the sources of `next` contain something that no target can express.
 */
async function readModel(version: string): Promise<Model> {
  const { model } = await loadVersion(version);
  if (!existsSync(under('schema', version))) return model;
  const files = version === 'next' ? await readTree(under('schema'), (path) => /^(next|dialect)\//.test(path)) : undefined;
  const [problem] = files ? checkSchemas(files) : [];
  if (problem) throw new SourceError(whereOf(problem), problem);
  return readVersion(under('schema'), version);
}

/** The targets of these names. Throws an InputError for a name of none, and for a target that is not made for the version. */
async function chosen(names: readonly string[], model: Model): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const asked of names) {
    const name = asked.trim();
    const target = TARGETS.find((candidate) => candidate.name === name);
    if (!target) {
      const known: readonly string[] = TARGETS.map((one) => one.name);
      throw new InputError('input.unknown-target', { target: name, nearest: nearest(name, known), known });
    }
    if (!target.of(model)) throw await notMadeFor(model.version, target);
    targets.push(target);
  }
  return targets;
}

/** The error of a target that a version does not have, with the versions that have it. */
async function notMadeFor(version: string, { name, of }: Target): Promise<InputError> {
  const versions: string[] = [];
  for (const one of await versionIndex()) if (of((await loadVersion(one.version)).model)) versions.push(one.version);
  const inForce = inForceOf(await versionIndex());
  const other = versions.includes(inForce) ? inForce : (versions.at(-1) ?? inForce);
  return new InputError('input.target-of-other-versions', { target: name, version, versions, other });
}
