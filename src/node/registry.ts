import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { InputError } from '../finding.ts';
import { labelOf, type VersionFacts } from '../model/facts.ts';
import type { History } from '../model/history.ts';
import type { Model } from '../model/types.ts';
import type { Check, Version } from '../validate/types.ts';
import { under } from './paths.ts';

type ValidatorModule = { marche: Check; contratConcession: Check; shell: Check };

const loaded = new Map<string, Promise<Version>>();

/** A version as the build left it in `dist/versions/`; read once, when first asked for. Throws an InputError for a version that does not exist. */
export function loadVersion(version: string): Promise<Version> {
  let promise = loaded.get(version);
  if (!promise) loaded.set(version, (promise = load(version)));
  return promise;
}

async function load(version: string): Promise<Version> {
  const index = await versionIndex();
  const facts = index.find((candidate) => candidate.version === version);
  if (!facts) throw new InputError('input.unknown-version', { version, known: index.map((candidate) => candidate.version) });
  const folder = under('dist', 'versions', version);
  const [model, module] = await Promise.all([
    readFile(`${folder}/model.json`, 'utf8'),
    import(pathToFileURL(`${folder}/validators.js`).href) as Promise<ValidatorModule>,
  ]);
  const { marche, contratConcession, shell } = module;
  return {
    label: labelOf(facts),
    model: JSON.parse(model) as Model,
    validators: { marche, 'contrat-concession': contratConcession, shell },
  };
}

let index: Promise<VersionFacts[]> | undefined;

/** What tells the versions apart, oldest first. Throws an InputError where the package was not built. */
export function versionIndex(): Promise<VersionFacts[]> {
  index ??= readFile(under('dist', 'versions', 'index.json'), 'utf8').then(
    (text) => JSON.parse(text) as VersionFacts[],
    () => {
      throw new InputError('input.not-built');
    },
  );
  return index;
}

let history: Promise<History> | undefined;

/** Where each field stands in each version; only needed to word messages. */
export function readHistory(): Promise<History> {
  history ??= readFile(under('dist', 'versions', 'history.json'), 'utf8').then((text) => JSON.parse(text) as History);
  return history;
}
