import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { InputError } from '../finding.ts';
import type { VersionFacts } from '../model/facts.ts';
import type { History } from '../model/history.ts';
import { factsIn } from '../model/releases.ts';
import type { Model } from '../model/types.ts';
import { type ValidatorModule, versionOf } from './on-call.ts';
import type { Version } from './types.ts';
import { once, onceEach } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { readFileSync } from '../host/sync-files.node.ts';
import { defineLazy } from '../model/shell.ts';

/** A built version, read once from `dist/versions/`. Throws an InputError for a version that does not exist. */
export const loadVersion = onceEach(async (version: string): Promise<Version> => {
  const facts = await factsOfAny(version);
  const model = await loadModelOf(facts.version);
  const module = (await import(pathToFileURL(`${folderOf(facts.version)}/validators.js`).href)) as ValidatorModule;
  return versionOf(facts, model, module);
});

/** The Model of a version without its validators; its large parts are read on first access. */
export const loadModelOf = onceEach(async (version: string): Promise<Model> => {
  const facts = await factsOfAny(version);
  return lazyModel(facts, () => JSON.parse(readFileSync(`${folderOf(facts.version)}/model.json`, 'utf8')) as Model);
});

const folderOf = (version: string): string => under('dist', 'versions', version);

/** The facts by which the version of a file is detected, oldest version first. Throws an InputError where the package was not built. */
export const versionIndex = once(() => Promise.resolve().then(() => readFacts('index.json')));

/** The facts of the working schemas of the State, which are no versions: only a name leads to one. */
export const stateIndex = once(() => Promise.resolve().then(() => readFacts('state.json')));

function readFacts(name: string): VersionFacts[] {
  let text;
  try {
    text = readFileSync(under('dist', 'versions', name), 'utf8');
  } catch {
    throw new InputError('input.not-built');
  }
  return JSON.parse(text) as VersionFacts[];
}

/** The facts of a version (or of `latest`), without loading it. Throws an InputError for a version that does not exist. */
export async function factsOf(version: string): Promise<VersionFacts> {
  return factsIn(await versionIndex(), version);
}

/** The same, where a working schema of the State may be asked for: by a check or a comparison. */
export async function factsOfAny(version: string): Promise<VersionFacts> {
  const index = await versionIndex();
  if (version === 'latest' || index.some((facts) => facts.version === version)) return factsIn(index, version);
  return factsIn([...index, ...(await stateIndex())], version);
}

/** The path of each field in each version; only needed for messages. */
export const readHistory = once(
  async () => JSON.parse(await readFile(under('dist', 'versions', 'history.json'), 'utf8')) as History,
);

const HEAVY = ['schema', 'fields', 'codelists', 'rules'] as const;

/** A Model whose large parts are read on first access: a conforming file needs only the validators. */
function lazyModel({ version, lists, unicodePatterns }: VersionFacts, read: () => Model): Model {
  const model = { version, lists, unicodePatterns } as Model;
  let whole: Model | undefined;
  for (const part of HEAVY) defineLazy(model, part, () => (whole ??= read())[part]);
  return model;
}
