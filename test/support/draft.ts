import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Table } from '../../src/governance/examples/cases.ts';
import { emptyStep } from '../../src/governance/empty-step.ts';
import { readLegalTexts } from '../../src/model/citation.ts';
import { readCodelists } from '../../src/model/codelists.ts';
import { readSource } from '../../src/model/source-text.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { NEWEST, readText, ROOT, VERSIONS } from './engine.ts';
import { madeOnce } from './once.ts';

const CITATIONS = readLegalTexts(readText('schema/legal-texts.yaml'));

const [major = 0, minor = 0] = NEWEST.split('.').map(Number);

/** The number that a draft carries as long as nothing in it breaks. */
export const FIRST_DRAFT = `${major}.${minor + 1}.0`;

/**
 * Gives a copy of the référentiel what is known here of what was built and proved of which inputs: what a test leaves the same there is neither
 * built nor proved again.
 */
export function shareCache(folder: string): void {
  const [here, there] = [join(ROOT, '.cache'), join(folder, '.cache')];
  mkdirSync(there, { recursive: true });
  for (const name of ['proofs', 'compiled', 'validators']) {
    mkdirSync(join(here, name), { recursive: true });
    symlinkSync(join(here, name), join(there, name), 'junction');
  }
  if (existsSync(join(here, 'built.json'))) cpSync(join(here, 'built.json'), join(there, 'built.json'));
}

/**
 * In a copy of the référentiel, puts the draft back to what it was on the day after the newest release: no proposal that was accepted since changes what
 * a test then does there, nor what it is answered.
 */
export function resetDraft(folder: string): void {
  const next = join(folder, 'schema/next');
  const newest = join(folder, 'schema', NEWEST);
  for (const name of readdirSync(next).filter((one) => one.endsWith('.schema.json')))
    cpSync(join(newest, name), join(next, name));
  for (const name of ['codelists', 'rules']) replaced(join(newest, name), join(next, name));
  citeById(folder);
  writeFileSync(join(next, 'errata.yaml'), '[]\n');
  writeFileSync(join(next, 'migration.yaml'), emptyStep(NEWEST));
  forgetExamples(join(folder, 'examples'));
  edited(join(folder, 'schema/releases.json'), /("version": "next",\s*"expectedVersion": )"[^"]*"/, `$1"${FIRST_DRAFT}"`);
  forgetFields(join(folder, 'schema'));
  forgetCodes(join(folder, 'schema'));
  const propositions = join(folder, 'propositions');
  if (existsSync(propositions)) forgetPropositions(propositions);
}

/**
 * In a copy of the référentiel, puts what grew in a version since its release back to what it was on that day: the step that leads to it, and its known defects.
 * Returns what makes them grow again.
 */
export function asReleased(folder: string, version: string): () => void {
  const [step, defects] = [
    join(folder, 'schema', version, 'migration.yaml'),
    join(folder, 'schema', version, 'known-defects.yaml'),
  ];
  const grown = [step, defects].map((path) => [path, readFileSync(path)] as const);
  rmSync(step);
  writeFileSync(defects, '[]\n');
  return () => {
    for (const [path, bytes] of grown) writeFileSync(path, bytes);
  };
}

/** The folders that proposals read and change. */
export const PROPOSED = ['schema', 'examples', 'propositions'];

/** A copy of what proposals read and change, as it was on the day after the newest release. It is that of all files of the run: nothing is written there. */
export const frozenFolder = (): Promise<string> =>
  madeOnce('frozen', (folder) => {
    for (const part of PROPOSED) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    resetDraft(folder);
    return Promise.resolve();
  });

/** The same for one who writes there, and removes it. */
export async function frozenCopy(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'frozen-'));
  cpSync(await frozenFolder(), folder, { recursive: true });
  return folder;
}

/** The examples of the newest release hold for the draft as well, and no others. */
function forgetExamples(folder: string): void {
  rmSync(join(folder, 'next'), { recursive: true, force: true });
  for (const name of readdirSync(join(folder, 'cases'))) {
    const path = join(folder, 'cases', name);
    const text = readFileSync(path, 'utf8');
    if (!/: next\b/.test(text) && !text.includes(`until: ${NEWEST}`)) continue;
    const tables = (parse(text) as Table[]).flatMap((table) => {
      const cases = table.cases.filter(({ since = table.since }) => since !== 'next').map((one) => lasting(one));
      return cases.length === 0 ? [] : [{ ...lasting(table), cases }];
    });
    if (tables.length === 0) rmSync(path);
    else writeFileSync(path, stringify(tables));
  }
}

/** What ended with the newest release has not ended yet. */
function lasting<T extends { until?: string | undefined }>({ until, ...rest }: T) {
  return until === undefined || until === NEWEST ? rest : { ...rest, until };
}

function replaced(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

const edited = (path: string, from: RegExp, to: string): void => {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

/** The codelists of a draft cite legal texts by their identifiers. */
function citeById(folder: string): void {
  const lists = join(folder, 'schema/next/codelists');
  for (const name of readdirSync(lists)) writeFileSync(join(lists, name), citedById(readFileSync(join(lists, name), 'utf8')));
}

/** A codelist of 2.1.0 or before, which cites legal texts in words, as a draft does it. */
export const citedById = (codelist: string): string =>
  [...CITATIONS].reduce((text, [id, { name }]) => text.replaceAll(`${name.fr}, annexe`, `${id}, annexe`), codelist);

/** The English descriptions of the codes that no published version has. */
function forgetCodes(schema: string): void {
  const path = join(schema, 'codelist-descriptions.yaml');
  const lists = VERSIONS.map((version) => join(schema, version, 'codelists')).flatMap((codelists) =>
    readdirSync(codelists).map((name): [string, string] => [name, readFileSync(join(codelists, name), 'utf8')]),
  );
  writeFileSync(path, describedIn(readFileSync(path, 'utf8'), lists));
}

/** The descriptions of codes without those that none of these lists has. `lists`: the names and texts of codelists. */
function describedIn(descriptions: string, lists: readonly (readonly [name: string, csv: string])[]): string {
  const codes = new Set(
    lists.flatMap(([name, csv]) => {
      const read = Object.entries(readCodelists(new Map([[`codelists/${name}`, csv]])));
      return read.flatMap(([list, rows]) => rows.map(({ code }) => `${list} ${code}`));
    }),
  );
  const described = Object.entries(readSource(descriptions).value as Record<string, object>);
  const unknown = described.flatMap(([list, texts]) => {
    const own = Object.keys(texts).filter((code) => !codes.has(`${list} ${code}`));
    return own.length === Object.keys(texts).length ? [child('', list)] : own.map((code) => child(child('', list), code));
  });
  return withoutEntries(descriptions, unknown);
}

/** The mapping to OCDS without the fields that are not known. */
const mappedIn = (mapping: string, isKnown: (id: string) => boolean): string => {
  const { fields } = readSource(mapping).value as { fields: object };
  const unknown = Object.keys(fields).filter((id) => !isKnown(id));
  return withoutEntries(
    mapping,
    unknown.map((id) => child('/fields', id)),
  );
};

/** A YAML text without the entries at some pointers, each of which begins a line. */
function withoutEntries(text: string, pointers: readonly string[]): string {
  const source = readSource(text);
  const lines = text.split('\n');
  const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
  const gone = new Set<number>();
  for (const pointer of pointers) {
    const start = (source.place(pointer)?.line ?? 1) - 1;
    const indent = indentOf(lines[start] ?? '');
    for (let at = start; at === start || (lines[at] ?? 'x').trim() === '' || indentOf(lines[at] ?? '') > indent; at++)
      gone.add(at);
  }
  return lines.filter((_, at) => !gone.has(at)).join('\n');
}

/** The propositions after the first one, which was decided before the newest release. */
function forgetPropositions(folder: string): void {
  for (const name of readdirSync(folder)) if (/^(?!000[01])\d{4}-/.test(name)) rmSync(join(folder, name));
  edited(join(folder, 'README.md'), LATER, '');
}

/** The lines of the index of propositions after the first one. */
const LATER = /^\| (?!000[01])\d{4} .*\n/gm;

/** The texts of a field, where the draft shows what the newest release shows. */
const shownByNewest = (field: string): string =>
  steady(field.replace(new RegExp(`^( +['"]?(?:[\\d.]+ )*${NEWEST.replaceAll('.', '\\.')})(?=['"]?:)`, 'm'), '$1 next'));

const SOURCE = `source:
  {
    fr: 'arrete-2022-12-22-marches, annexe I ; format-publie ; consolidation-nationale',
    en: 'arrete-2022-12-22-marches, annex I; format-publie; consolidation-nationale',
  }
`;

/** With what tests edit first, and one source for all fields: no text that was accepted since moves a line that they name. */
function steady(field: string): string {
  const keys = field.split(/^(?=[a-z])/m);
  const of = (name: string): string[] => keys.filter((key) => key.startsWith(`${name}:`));
  const others = keys.filter((key) => !/^(title|source|examples):/.test(key));
  return [...of('title'), SOURCE, ...of('examples'), ...others].join('');
}

/** The texts of fields that no published version has, and what OCDS has of them. */
function forgetFields(schema: string): void {
  const published = VERSIONS.flatMap((version) =>
    readdirSync(join(schema, version))
      .filter((name) => name.endsWith('.schema.json'))
      .map((name) => readFileSync(join(schema, version, name), 'utf8')),
  );
  const isKnown = (id: string): boolean => published.some((text) => text.includes(`"x-field": "${id}"`));
  for (const name of readdirSync(join(schema, 'fields'))) {
    const path = join(schema, 'fields', name);
    if (isKnown(name.replace(/\.yaml$/, ''))) writeFileSync(path, shownByNewest(readFileSync(path, 'utf8')));
    else rmSync(path);
  }
  const mapping = join(schema, 'ocds/mapping.yaml');
  writeFileSync(mapping, mappedIn(readFileSync(mapping, 'utf8'), isKnown));
}
