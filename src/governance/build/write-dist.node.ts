import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { jsonSchema } from '../../generate/json-schema.ts';
import { validatorsDeclarations } from '../../generate/typescript/validators.ts';
import type { BinaryFile, GeneratedFile } from '../../generate/types.ts';
import { versionFacts } from '../../model/facts.ts';
import { labelOf } from '../../model/shell.ts';
import { knownKinds } from '../../model/record-shapes.ts';
import { faceOf } from '../../validate/on-call.ts';
import { historyOf } from '../../model/history.ts';
import type { Release } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { typesText } from './types.ts';
import { memberModule, validatorModule } from './validators.node.ts';

export type DistFile = GeneratedFile;

/** The files of one version: its Model, its precompiled validators, its types, its schemas. */
export async function versionFiles(model: Model): Promise<DistFile[]> {
  const { version } = model;
  return [
    { path: `versions/${version}/model.json`, text: JSON.stringify(model) },
    { path: `versions/${version}/validators.js`, text: await validatorModule(model) },
    { path: `versions/${version}/members.js`, text: await memberModule(model) },
    { path: `versions/${version}/validators.d.ts`, text: validatorsDeclarations(model, `../../types/${version}.js`) },
    { path: `types/${version}.d.ts`, text: await typesText(model) },
    // Types have nothing to run, but a program that names the file for them must find one.
    { path: `types/${version}.js`, text: 'export {};\n' },
    ...jsonSchema(model).map(({ path, text }) => ({ path: `schemas/${version}/${path}`, text })),
  ];
}

/** `versions/<version>/face.json`: what a check needs of a version as long as nothing seems wrong. */
const faceFile = (model: Model, release: Release): DistFile => ({
  path: `versions/${model.version}/face.json`,
  text: JSON.stringify({ ...faceOf({ model, label: labelOf(release) }), kinds: knownKinds(model) }),
});

/** `versions/index.json`: what the program must know of every version before it loads one; `versions/history.json`: where each field stands in each. */
export function commonFiles(models: readonly Model[], releases: readonly Release[]): DistFile[] {
  const releaseOf = ({ version }: Model): Release => {
    const release = releases.find((candidate) => candidate.version === version);
    if (!release) throw new Error(`schema/releases.json: version ${version} is missing`);
    return release;
  };
  const facts = models.map((model) => versionFacts(model, releaseOf(model)));
  return [
    ...models.map((model) => faceFile(model, releaseOf(model))),
    { path: 'versions/index.json', text: JSON.stringify(facts) },
    { path: 'versions/history.json', text: JSON.stringify(historyOf(models)) },
  ];
}

/** Writes files under a folder, each beside its place and then moved there, so that a reader never meets half a file. */
export async function writeFiles(folder: string, files: readonly (DistFile | BinaryFile)[]): Promise<void> {
  for (const file of files) {
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    const beside = `${target}.${process.pid}.partiel`;
    try {
      await writeFile(beside, 'text' in file ? file.text : file.bytes);
      await rename(beside, target);
    } finally {
      await rm(beside, { force: true });
    }
  }
}
