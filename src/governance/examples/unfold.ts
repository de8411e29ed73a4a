/** The examples of a version: whole files, and those that tables of cases make of them (`examples/cases`). */
import { textsOf } from '../../../packages/base/src/texts.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';
import type { Messages } from '../../messages/compiled/examples.types.ts';
import { isOwn } from '../../model/releases.ts';
import { readSource } from '../../model/source-text.ts';
import { parseJson } from '../../read/json/parse.ts';
import { metaCheck } from '../checks/meta-schema.ts';
import type { Problem } from '../problem.ts';
import { type Change, changed, NoSuchPlace, type Order, orderIn } from './change.ts';
import { findingOf, placesOf } from './finding-place.ts';
import { type ExampleFiles, isExample } from './check.ts';
import { type Case, codeOf, holds, type Table, VALID } from './cases.ts';
import { Examples, type Origin } from './origin.ts';
import { SUMS } from '../sums.ts';

export type Unfolded = { examples: Examples; problems: readonly Problem[] };

/**
 * What the examples are read from. `files`: those of `examples/`, by path from there; `meta`: the text of `schema/dialect/cases.schema.json`; `versions`: all of them,
 * oldest first, `next` last; `label`: what files of a version say that they are (2.1).
 */
export type ExampleSources = {
  files: ReadonlyMap<string, string>;
  meta: string;
  versions: readonly string[];
  label: (version: string) => string;
};

/** The folder of the tables of cases, from `examples/`. */
const CASES = 'cases/';

/** Paths, from the folder of a version, of the whole examples that it does not take over from the version before. */
const WITHDRAWN = 'withdrawn.yaml';

/** In a value, the label of the version that is unfolded. */
const LABEL = '{version}';

const FINDINGS = '.findings.json';

/** Unfolds the examples of one version, which `sources.versions` names. */
export function unfold(sources: ExampleSources, version: string): Unfolded {
  if (!sources.versions.includes(version)) throw new Error(`${version} is none of the versions that examples are read for`);
  const { whole, stored } = wholeFiles(sources, version);
  const files = new Map(whole);
  const origins = new Map<string, Origin>();
  const read = tablesIn(sources);
  const problems = [...read.problems];
  const parsed = basesIn(whole);
  const before = sources.versions[sources.versions.indexOf(version) - 1];
  const bases: Bases = { parsed, order: orderIn([...parsed.values()]) };
  for (const [path, tables] of read.tables) {
    const file = `examples/${path}`;
    const place = (at: string): Problem['place'] => readSource(sources.files.get(path) ?? '').place(at);
    const fault = (at: string, said: (say: Messages) => string): void => {
      problems.push({ file, place: place(at), about: { at }, ...textsOf(EXAMPLES, said) });
    };
    for (const { table, one, own } of casesIn(tables)) {
      const at = `${own}/name`;
      const lasting = { since: table.since, until: table.until, ...one };
      const unknown = [lasting.since, lasting.until].find((name) => name !== undefined && !sources.versions.includes(name));
      if (unknown !== undefined) {
        fault(at, (say) => say['case.version']({ name: one.name, version: unknown }));
        continue;
      }
      if (!holds(lasting, version, sources.versions)) continue;
      const made = exampleOf(one, table, bases, sources.label(version));
      if ('said' in made) {
        fault(at, made.said);
        continue;
      }
      const other = origins.get(made.path)?.file ?? `examples/${version}/${made.path}`;
      if (files.has(made.path)) fault(at, (say) => say['case.twice']({ name: one.name, version, file: other }));
      const isShared = before !== undefined && holds(lasting, before, sources.versions);
      for (const [name, text] of made.files) {
        files.set(name, text);
        origins.set(name, { file, at: own, name: one.name, ...(isShared && { before }), place: () => place(at) });
      }
    }
  }
  return { examples: new Examples([...files].sort(([a], [b]) => (a < b ? -1 : 1)), origins, stored), problems };
}

/** The cases of tables, each with its JSON Pointer in the file. */
const casesIn = (tables: readonly Table[]): { table: Table; one: Case; own: string }[] =>
  tables.flatMap((table, t) => table.cases.map((one, c) => ({ table, one, own: `/${t}/cases/${c}` })));

type Tables = { tables: [path: string, tables: readonly Table[]][]; problems: Problem[] };

/** The tables that were read last of the same files: each version is unfolded of them. */
const tablesOf = new WeakMap<ExampleSources['files'], Tables>();

/** The tables of each file of cases that follows the meta-schema, and what is wrong with the others. */
function tablesIn({ files, meta }: ExampleSources): Tables {
  const known = tablesOf.get(files);
  if (known) return known;
  const check = metaCheck(new Map([['dialect/cases.schema.json', meta]]), 'cases.schema.json');
  const read: Tables = { tables: [], problems: [] };
  for (const [path, text] of files) {
    if (!path.startsWith(CASES)) continue;
    const file = `examples/${path}`;
    if (!/^cases\/[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/.test(path)) {
      read.problems.push({ file, ...textsOf(EXAMPLES, (say) => say['case.misplaced']()) });
      continue;
    }
    const { source, problems } = check(file, text);
    if (problems.length > 0) read.problems.push(...problems);
    else read.tables.push([path, source.value as Table[]]);
  }
  tablesOf.set(files, read);
  return read;
}

/**
 * The whole files of a version. A version of our own has those of our versions before it, as far as it neither has another file of the same path nor withdraws it:
 * what stays the same is stored once.
 */
export function wholeFiles(
  { files, versions }: Pick<ExampleSources, 'files' | 'versions'>,
  version: string,
): { whole: Map<string, string>; stored: Map<string, string> } {
  const before = isOwn(version) ? versions.slice(0, versions.indexOf(version)).filter(isOwn) : [];
  const [whole, stored] = [new Map<string, string>(), new Map<string, string>()];
  for (const folder of [...before, version]) {
    for (const path of withdrawn(files.get(`${folder}/${WITHDRAWN}`)))
      for (const one of [path, path.replace(/\.(?:json|xml)$/, FINDINGS)]) whole.delete(one);
    for (const [path, text] of files) {
      const [, inside = ''] = path.startsWith(`${folder}/`) ? path.split(`${folder}/`) : [];
      if (/^(?:valid|invalid)\//.test(inside) || (inside !== '' && folder === version && !NOT_EXAMPLES.includes(inside))) {
        whole.set(inside, text);
        stored.set(inside, `examples/${folder}/${inside}`);
      }
    }
  }
  return { whole, stored };
}

/** What a folder of examples holds besides examples. */
const NOT_EXAMPLES = [WITHDRAWN, SUMS];

function withdrawn(text: string | undefined): string[] {
  const value = text === undefined ? [] : readSource(text).value;
  return Array.isArray(value) ? value.map(String) : [];
}

/** What a case may start from, by name, and the order of names that it has. */
type Bases = { parsed: ReadonlyMap<string, unknown>; order: Order };

/** The parsed whole files that may be a base, by name. */
export function basesIn(whole: ExampleFiles): ReadonlyMap<string, unknown> {
  const parsed = new Map<string, unknown>();
  for (const [path, text] of whole) {
    const name = /^valid\/(.*)\.json$/.exec(path)?.[1];
    if (name === undefined || !isExample(path)) continue;
    try {
      parsed.set(name, parseJson(text));
    } catch {
      // The check of the examples reports it.
    }
  }
  return parsed;
}

type Made = { path: string; files: [path: string, text: string][] } | { said: (say: Messages) => string };

function exampleOf(one: Case, table: Table, { parsed, order }: Bases, label: string): Made {
  const { name } = one;
  const base = parsed.get(table.base);
  if (base === undefined) return { said: (say) => say['case.base']({ name, base: table.base, known: [...parsed.keys()] }) };
  try {
    const apply = (file: unknown, set: Change['set'] = {}, remove: Change['remove'] = []): unknown =>
      changed(file, { set: labelled(set, label), remove }, order);
    const decor = apply(apply(base, table.with, table.without), one.with, one.without);
    const file = apply(decor, one.set, one.remove);
    const code = codeOf(one.expect);
    const path = code === VALID ? `valid/${name}` : `invalid/${code}--${name}`;
    const said = [...(code === VALID ? [] : [one.expect]), ...(one.also ?? [])];
    const findings = said.map((each) => findingOf(each, one, decor));
    const missing = findings.findIndex((finding) => finding === undefined);
    if (missing >= 0) {
      const places = placesOf(one);
      const asked = { name, code: codeOf(said[missing] ?? ''), places: places.length, place: inFlow(places[0] ?? 'objet') };
      return { said: (say) => say['case.place'](asked) };
    }
    const expected = { findings, ...(one.note !== undefined && { note: one.note }) };
    const files: [string, string][] = [[`${path}.json`, jsonOf(file)]];
    if (findings.length > 0 || code !== VALID) files.push([`${path}${FINDINGS}`, jsonOf(expected)]);
    return { path: `${path}.json`, files };
  } catch (error) {
    if (error instanceof NoSuchPlace) return { said: (say) => say['case.no-place']({ name, place: error.place, base: table.base }) };
    throw error;
  }
}

/** A place as it is written between the braces of YAML. */
const inFlow = (place: string): string => (/^[\w./-]+$/.test(place) ? place : JSON.stringify(place));

const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const labelled = (set: Readonly<Record<string, unknown>>, label: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(set).map(([place, value]) => [place, value === LABEL ? label : value]));
