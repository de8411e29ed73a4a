/** Bugs planted in a recogniser: the fuzz must see each, or it proves nothing by finding none. */
import { recogniserSources } from '../../../packages/fast-validate/src/compile.node.ts';
import type { Model } from '../../../src/model/types.ts';
import type { Version } from '../../../src/validate/types.ts';
import { ENTRY } from '../../../packages/fast-validate/src/emit/module.ts';
import { recogniserFiles } from '../../../src/generate/recogniser-files.node.ts';
import { compiledQuickly } from '../compile.ts';
import { fastJudge } from '../fast.ts';
import { type Corpus, corpusOf } from '../fuzz/corpus.ts';
import { mutantOf } from '../fuzz/mutant.ts';
import { slowJudge } from '../judge.ts';
import { disagreement, outcomeOf } from '../versus.ts';

/** What to write in place of `search` in the sources of a recogniser; `replace` as for `String.replace`. `version`: where it tells, 2.0.3 unless said. */
export type Plant = { name: string; file: string; search: string | RegExp; replace: string; version?: string };

/** The sources with the bug in them. Throws where there is nothing to replace: then the plant has to follow the sources. */
export function planted(files: ReadonlyMap<string, string>, { name, file, search, replace }: Plant): Map<string, string> {
  const source = files.get(file);
  const changed = source?.replace(search, replace);
  if (source === undefined || changed === undefined || changed === source)
    throw new Error(`« ${name} » changes nothing in ${file}`);
  return new Map([...files, [file, changed]]);
}

/** The sources of a recogniser that runs no rules. */
export const sourcesWithoutRules = (model: Model): Promise<Map<string, string>> =>
  recogniserSources({ model, own: model, rules: [], published: model });

/** The recogniser of a version, without rules, with the bug in it. */
export async function plantedModule({ model }: Version, plant: Plant): Promise<WebAssembly.Module> {
  const files = planted(await sourcesWithoutRules(model), plant);
  return new WebAssembly.Module(await compiledQuickly(files, ENTRY));
}

/** The same with the rules. */
export async function plantedWithRules({ model }: Version, plant: Plant): Promise<WebAssembly.Module> {
  const files = new Map((await recogniserFiles(model)).map(({ path, text }) => [path, text]));
  return new WebAssembly.Module(await compiledQuickly(planted(files, plant), ENTRY));
}

const corpora = new Map<string, Corpus>();

/** The corpus of a version, made once: it costs as much as hundreds of mutants. */
function keptCorpus(version: Version): Corpus {
  const { version: name } = version.model;
  const corpus = corpora.get(name) ?? corpusOf(version);
  corpora.set(name, corpus);
  return corpus;
}

/** What the two paths differ in on one of the first `most` mutants; undefined where none shows the bug. */
export async function seen(version: Version, plant: Plant, most: number): Promise<string | undefined> {
  const [slow, fast] = [slowJudge(version), fastJudge(version, undefined, await plantedModule(version, plant))];
  const corpus = keptCorpus(version);
  for (let number = 0; number < most; number++) {
    const { bytes, cuts } = mutantOf(corpus, 'planted', number);
    const said = disagreement(outcomeOf(slow, bytes), outcomeOf(fast, bytes, cuts));
    if (said !== undefined) return said;
  }
  return undefined;
}
