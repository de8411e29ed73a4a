import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../../../../packages/base/src/json.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { styleFor } from '../../../../packages/base/src/layout.ts';
import { latestVersion } from '../../../diff/version-folder.node.ts';
import { InputError } from '../../../finding.ts';
import { EXIT, type ExitCode } from '../../../host/exit.ts';
import { wantsColour, withOutput, writeWhole } from '../../../host/output.node.ts';
import { under } from '../../../host/paths.node.ts';
import { startProgress } from '../../../host/progress.node.ts';
import { isRecordKind, RECORD_KINDS, type RecordKind } from '../../../model/kinds.ts';
import type { CausePlace, VerdictChanges, VerdictFile } from '../../../model/impact.ts';
import { readJson } from '../../../read/json/read-json.ts';
import { Window } from '../../../read/json/window.ts';
import { openSources } from '../../../read/sources.node.ts';
import { factsOf } from '../../../validate/registry.node.ts';
import { verdictChangesJson, verdictChangesText } from '../verdicts/report.ts';
import { startVerdicts } from '../verdicts/verb.node.ts';
import { quotasOf, recipeOf, Sample, type Recipe } from './sample.ts';

type FederationOptions = { lang: Lang; from?: string; to?: string; format: 'text' | 'json'; output?: string };

/**
 * Counts, on a sample of the contracts of a snapshot of the federation, those whose verdict two versions do not share, source by source. By default from the newest
 * release to `next`. Throws an InputError where the folder is not that of a snapshot.
 */
export async function countFederation(folder: string, options: FederationOptions): Promise<ExitCode> {
  if (!existsSync(under('federation', 'sample.yaml'))) throw new InputError('input.not-a-clone');
  const [from, to] = [
    (await factsOf(options.from ?? (await latestVersion()))).version,
    (await factsOf(options.to ?? 'next')).version,
  ];
  return withOutput(options.output, [folder], async (output) => {
    const changes = await measure(folder, { from, to, lang: options.lang }, await ownRecipe());
    const style = styleFor(wantsColour(options.output));
    await writeWhole(
      output,
      options.format === 'json' ? verdictChangesJson(changes) : verdictChangesText(changes, { lang: options.lang, style }),
    );
    return EXIT.conforming;
  });
}

const ownRecipe = async (): Promise<Recipe> => recipeOf(parse(await readFile(under('federation', 'sample.yaml'), 'utf8')));

/** The file of a snapshot that has its contracts, one a line. */
const CONTRACTS = 'contrats.ndjson.gz';

/** What is read of a contract. `body`: as JSON. */
type Contract = { key: string; kind: RecordKind; standard: string; source: string; body: unknown };

/** Measures a change on the sample of a snapshot. Contracts of 1.x have another form than both versions, and are left out. */
export async function measure(
  folder: string,
  versions: { from: string; to: string; lang: Lang },
  recipe: Recipe,
): Promise<VerdictChanges> {
  const counts = new Map<string, number>();
  let [contracts, old] = [0, 0];
  for await (const contract of contractsIn(folder, versions.lang)) {
    contracts++;
    if (isOld(contract)) old++;
    else counts.set(stratumOf(contract), (counts.get(stratumOf(contract)) ?? 0) + 1);
  }
  const sample = new Sample<Contract>(quotasOf(counts, recipe));
  for await (const contract of contractsIn(folder, versions.lang))
    if (!isOld(contract)) sample.offer(stratumOf(contract), rankOf(contract, recipe), contract);
  const chosen = sample.contracts();
  const verdicts = await startVerdicts(versions);
  const places = new Map<string, string[]>();
  const files: VerdictFile[] = [];
  for (const source of [...new Set(chosen.map((one) => one.source))].sort()) {
    const { text, keys } = fileOf(chosen.filter((one) => one.source === source));
    places.set(source, keys);
    const window = new Window();
    window.feed(new TextEncoder().encode(text));
    window.finish();
    const steps = verdicts.count.file(source, readJson(window));
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    files.push({ ...step.value, sha256: null });
  }
  const changes = verdicts.changes(files);
  return {
    ...changes,
    federation: { snapshot: basename(await realpath(folder)), contracts, old, sampled: chosen.length, recipe },
    causes: changes.causes.map((cause) => ({ ...cause, places: cause.places.map((place) => keyed(place, places)) })),
  };
}

const isOld = ({ standard }: Contract): boolean => standard.startsWith('1.');

const stratumOf = ({ source, standard }: Contract): string => JSON.stringify([source, standard]);

const rankOf = ({ key }: Contract, { seed }: Recipe): string =>
  createHash('sha256').update(`${seed}\n${key}`).digest('hex') + key;

/** A file as one source could have published its contracts, one a line; `keys`: that of each line. */
function fileOf(contracts: readonly Contract[]): { text: string; keys: string[] } {
  const keys: string[] = [''];
  const lists = RECORD_KINDS.map((kind) => {
    const those = contracts.filter((one) => one.kind === kind);
    keys.push(...those.map(({ key }) => key));
    return `"${kind}":[${those.map(({ body }) => `\n${JSON.stringify(body)}`).join(',')}]`;
  });
  return { text: `{"marches":{${lists.join(',')}}}`, keys };
}

/** A place in the file of a source, said by the key of the contract: `/<key>/objet`. */
function keyed({ file, pointer, line = 0 }: CausePlace, places: ReadonlyMap<string, readonly string[]>): CausePlace {
  const inside = pointer.split('/').slice(4);
  return { file, pointer: ['', places.get(file)?.[line - 1] ?? '', ...inside].join('/') };
}

/** The contracts of a snapshot in its order. Throws an InputError where the file is not there, is damaged, or a line is no contract. */
async function* contractsIn(folder: string, lang: Lang): AsyncGenerator<Contract> {
  const path = join(folder, CONTRACTS);
  const [source] = await openSources([path]);
  if (!source) throw new Error(`there is no source for ${path}`);
  const progress = startProgress(source, lang);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [rest, number] = ['', 0];
  try {
    for await (const bytes of source.chunks(progress.onRead)) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield contractOf(line, path, ++number);
    }
  } finally {
    progress.stop();
  }
  if (rest !== '') throw notAContract(path, number + 1);
}

const notAContract = (file: string, line: number): InputError =>
  new InputError('input.not-readable', { file, reason: `line ${line}: not a contract` });

function contractOf(line: string, path: string, number: number): Contract {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw notAContract(path, number);
  }
  if (!isObject(value)) throw notAContract(path, number);
  const { key, kind, standard, sources, body } = value;
  if (typeof key !== 'string' || typeof kind !== 'string' || !isRecordKind(kind) || typeof standard !== 'string')
    throw notAContract(path, number);
  if (!Array.isArray(sources) || !isObject(body)) throw notAContract(path, number);
  const [first = ''] = sources as unknown[];
  return { key, kind, standard, source: String(first), body };
}
