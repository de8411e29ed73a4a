import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ENTRY } from '../../../validate/recogniser/emit/module.ts';
import { hasRecogniser } from '../../../validate/recogniser/known-kinds.ts';
import { tablesImage } from '../../../validate/recogniser/rules/tables.ts';
import { appliesTo } from '../../../rules/select.ts';
import { dictionary } from '../../../generate/dictionary.ts';
import type { BinaryFile, GeneratedFile } from '../../../generate/types.ts';
import { compileAssembly } from '../../build/assembly.node.ts';
import { recogniserReadme } from '../../build/recogniser-readme.node.ts';
import { recogniserSources } from '../../build/recogniser.node.ts';
import { rulesVersion } from '../../build/rules-files.node.ts';
import { targetsOf } from '../../build/targets.node.ts';
import { under } from '../../../host/paths.node.ts';
import { notesOf } from '../inputs.node.ts';
import type { Source } from './version.node.ts';

type Generated = readonly (GeneratedFile | BinaryFile)[];

/** Targets that stand elsewhere in an archive, or are made here from the rules of the version itself. */
const ELSEWHERE = new Set(['dictionary', 'recogniser']);

/** `forms/<target>/`: every form that `decp generate` makes of the version. */
export async function formsFiles({ model }: Source): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  for (const { name, make } of targetsOf(model))
    if (!ELSEWHERE.has(name)) files.push(...placed(`forms/${name}`, await make(model)));
  return files;
}

/** `forms/recogniser/`: its sources, the module made of them, and the lists that the module asks. */
export async function recogniserFiles({ model, own, rules, published, nomenclatures }: Source): Promise<[string, Uint8Array][]> {
  if (!hasRecogniser(model)) return [];
  const sources = await recogniserSources({ model, own, rules, published });
  const texts = [...sources].map(([path, text]) => ({ path, text }));
  const built = [
    { path: ENTRY.replace(/\.ts$/, '.wasm'), bytes: await compileAssembly(sources, ENTRY) },
    { path: 'tables.bin', bytes: tablesImage(nomenclatures) },
  ];
  return placed('forms/recogniser', [...(await recogniserReadme(model)), ...texts, ...built]);
}

/** `documentation/`: the dictionary of the data and the notes of the release, in French and in English. */
export async function documentationFiles({ name, model }: Source): Promise<[string, Uint8Array][]> {
  const notes = notesOf(name).map(async (path) => ({ path: basename(path), bytes: await readFile(under(path)) }));
  return placed('documentation', [...dictionary(model), ...(await Promise.all(notes))]);
}

/** `rules/`: the rules that speak of the version, as data, and the lists that they ask. */
export function rulesFiles({ name, own, nomenclatures }: Source): [string, Uint8Array][] {
  const rules = own.rules.filter((rule) => appliesTo(rule, name));
  return placed('rules', [
    { path: 'rules.json', text: json({ version: rulesVersion(own, nomenclatures), rules }) },
    { path: 'nomenclatures.json', text: json(nomenclatures) },
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

const placed = (folder: string, files: Generated): [string, Uint8Array][] =>
  files.map((file) => [`${folder}/${file.path}`, 'text' in file ? Buffer.from(file.text) : file.bytes]);
