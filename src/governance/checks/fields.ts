import { citedId, citedIn, type LegalTexts } from '../../model/citation.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import type { Model } from '../../model/types.ts';
import { columnsOfOneTitle, type Place } from '../../model/sheet.ts';
import { subschemas, treesOf } from '../../model/tree.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';
import { type Fault, problemOf, checkMarkdown, unwrittenFaults } from './faults.ts';
import { legalTextsOf, sourceFault } from './sources.ts';
import { lengthFaults, lengthsOf } from './said-lengths.ts';
import { nearest } from '../../messages/nearest.ts';
import { COUNTERPARTS, readCounterparts } from '../counterparts/files.ts';
import { ownTexts } from '../../model/fields.ts';
import { readSource } from '../../model/source-text.ts';
import { evaluate, type Failure } from '../../validate/interpret.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/**
 * Checks that each field file follows its meta-schema, is used by a version, cites a known text, has clean CommonMark texts and says the
 * lengths that the schema has; that the fields of `next` name their counterparts; and that named counterparts exist.
 */
export function checkFields(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const check = metaCheck(files, 'field.schema.json');
  const citations = legalTextsOf(files);
  const counterpartFaults = counterpartCheck(files);
  const used = new Set(models.flatMap(fieldsOf));
  const current = new Set(models.filter(({ version }) => version === 'next').flatMap(fieldsOf));
  const sourcesOf = new Map(models.filter(({ version }) => version === 'next').flatMap(citedInSchema));
  const lengths = models.map((model) => [model.version, lengthsOf(model)] as const);
  const problems: Problem[] = [];
  for (const [path, text] of files) {
    const id = /^fields\/(.+)\.yaml$/.exec(path)?.[1];
    if (id === undefined) continue;
    const file = `schema/${path}`;
    const { source, problems: found } = check(file, text);
    problems.push(...found, ...checkMarkdown(file, source));
    problems.push(
      ...[...unwrittenFaults(source.value), ...sourceFaults(source.value, citations)].map((fault) =>
        problemOf(file, source, fault),
      ),
    );
    // What is wrong of several versions is said once, of the newest of them.
    const wrongLengths = lengths.flatMap(([version, known]) => lengthFaults(source.value, version, known.get(id) ?? []));
    problems.push(...new Map(wrongLengths.map((fault) => [fault.at, problemOf(file, source, fault)])).values());
    problems.push(...counterpartFaults(source.value).map((fault) => problemOf(file, source, fault)));
    if (!used.has(id))
      problems.push({
        file,
        ...textsOf(CHECKS, (say) => say['field.unused']()),
      });
    if (current.has(id))
      problems.push(
        ...counterparts(file, source.value),
        ...[...uncited(source.value), ...otherBasis(source.value, sourcesOf.get(id))].map((fault) =>
          problemOf(file, source, fault),
        ),
      );
  }
  return problems;
}

const citedInSchema = ({ schema }: Model): [id: string, source: string][] =>
  [...subschemas(schema)].flatMap(([, node]) =>
    node['x-field'] && node['x-source'] ? [[node['x-field'], node['x-source']]] : [],
  );

/** The schema and the texts of a field are to agree on whether a text asks for it. `source`: in the schema. */
function otherBasis(field: unknown, source: string | undefined): Fault[] {
  const fr = valueAt(field, '/source/fr');
  if (source === undefined || typeof fr !== 'string') return [];
  if (isProposal(source) === isProposal(fr)) return [];
  return [
    { at: '/source/fr', texts: textsOf(CHECKS, (say) => say['field.other-basis']({ source, isProposed: isProposal(source) })) },
  ];
}

const isProposal = (source: string): boolean => citedId(source) === 'proposition';

const fieldsOf = ({ schema }: Model): string[] => [...subschemas(schema)].flatMap(([, node]) => node['x-field'] ?? []);

/** Both languages must begin with the identifier of the same text. */
function sourceFaults(field: unknown, citations: LegalTexts): Fault[] {
  const [fr, en] = (['fr', 'en'] as const).map((lang) => valueAt(field, `/source/${lang}`));
  if (typeof fr !== 'string' || typeof en !== 'string') return [];
  const unknown = Object.entries({ fr, en }).flatMap(([lang, text]) => {
    const texts = text.trim() === '' ? undefined : sourceFault(text, citations);
    return texts ? [{ at: `/source/${lang}`, texts }] : [];
  });
  if (unknown.length > 0 || citedId(fr) === citedId(en)) return unknown;
  return [{ at: '/source/en', texts: otherText(citedId(fr), citedId(en)) }];
}

/** What a description names of the sources that are no law, and their identifiers. */
const NAMED = { 'schéma publié': 'format-publie', 'consolidation nationale': 'consolidation-nationale' };

/** Whoever reads what a source does finds it among those of the field. */
function uncited(field: unknown): Fault[] {
  const cited = citedIn(String(valueAt(field, '/source/fr'))).map(({ id }) => id);
  const text = String(valueAt(field, '/description/fr')).replaceAll(/\s+/g, ' ');
  return Object.entries(NAMED)
    .filter(([words, id]) => text.includes(words) && !cited.includes(id))
    .map(([words, id]) => ({ at: '/source/fr', texts: textsOf(CHECKS, (say) => say['field.uncited']({ words, id })) }));
}

const otherText = (french: string, english: string): Texts =>
  textsOf(CHECKS, (say) => say['field.other-text']({ french, english }));

function counterparts(file: string, value: unknown): Problem[] {
  return ['x-ocds', 'x-eforms']
    .filter((key) => typeof value === 'object' && value !== null && !(key in value))
    .map((key) => ({
      file,
      ...textsOf(CHECKS, (say) => say['field.no-counterpart']({ key })),
    }));
}

type CounterpartFaults = (field: unknown) => Fault[];

/** Returns a check that the OCDS path and the eForms identifier of a field are in the lists of `schema/counterparts/`. */
function counterpartCheck(files: SchemaFiles): CounterpartFaults {
  const lists = (Object.keys(COUNTERPARTS) as (keyof typeof COUNTERPARTS)[]).map((key) => {
    const { paths, edition } = readCounterparts(files, key);
    return { key, known: new Set(paths), edition };
  });
  return (field) =>
    lists.flatMap(({ key, known, edition }) => {
      const path = valueAt(field, `/${key}/path`);
      if (typeof path !== 'string' || path.trim() === '' || known.has(path)) return [];
      const [meant] = nearest(path, [...known], 1);
      return [{ at: `/${key}/path`, texts: SAY[key](path, meant, edition) }];
    });
}

const SAY: Record<keyof typeof COUNTERPARTS, (path: string, meant: string | undefined, edition: string) => Texts> = {
  'x-ocds': (path, meant, edition) =>
    textsOf(CHECKS, (say) => say['field.ocds']({ path, edition, meant, file: COUNTERPARTS['x-ocds'] })),
  'x-eforms': (path, meant) => textsOf(CHECKS, (say) => say['field.eforms']({ path, file: COUNTERPARTS['x-eforms'], meant })),
};

/**
 * Reports the fields of which a table has a column with the title of another: a header in words would mean neither. Texts are those of all versions; of a
 * published field and a new one, the new one is reported.
 */
export function checkColumns(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const published = new Set(models.filter(({ version }) => version !== 'next').flatMap(fieldsOf));
  const isNew = ({ member }: Place): boolean => !published.has(member?.id ?? '');
  const groups = models.flatMap((model) => Object.values(treesOf(model)).flatMap(columnsOfOneTitle));
  const problems = groups.flatMap((columns) => {
    const [first, ...others] = [...columns].sort((a, b) => Number(isNew(a)) - Number(isNew(b)));
    return others.flatMap(({ name, title, member }): [string, Problem][] => {
      const file = `fields/${member?.id ?? ''}.yaml`;
      const source = readSource(files.get(file) ?? '');
      const texts = textsOf(CHECKS, (say) => say['field.same-title']({ title, name, other: first?.name ?? '' }));
      return [[`${file} ${name}`, problemOf(`schema/${file}`, source, { at: '/title/fr', texts })]];
    });
  });
  return [...new Map(problems).values()];
}

/** Reports the examples of field files that the schema of a version refuses at the place of the field. `models`: the versions whose pages and forms show them. */
export function checkFieldExamples(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const nodesOf = models.map((model) => ({ model, nodes: [...subschemas(model.schema)].map(([, node]) => node) }));
  return [...files].flatMap(([path, text]) => {
    const id = /^fields\/(.+)\.yaml$/.exec(path)?.[1];
    if (id === undefined) return [];
    const source = readSource(text);
    const faults = nodesOf.flatMap(({ model, nodes }) => {
      const shownBy = nodes.filter((node) => node['x-field'] === id);
      return refusedIn(
        source.value,
        model.version,
        (example) => shownBy.flatMap((node) => evaluate(model.schema, node, example, model))[0],
      );
    });
    // What several versions refuse is said once, of the newest of them.
    const byPlace = new Map(faults.map((fault) => [fault.at, fault]));
    return [...byPlace.values()].map((fault) => problemOf(`schema/${path}`, source, fault));
  });
}

/** The same of the version in force and all since. */
export const checkShownExamples = ({
  files,
  models,
  inForce,
}: {
  files: SchemaFiles;
  models: readonly Model[];
  inForce: Model;
}): Problem[] => checkFieldExamples(files, models.slice(models.indexOf(inForce)));

function refusedIn(field: unknown, version: string, failureOf: (example: unknown) => Failure | undefined): Fault[] {
  const at = examplesFor(field, version);
  const examples = valueAt(field, at);
  if (!Array.isArray(examples)) return [];
  return examples.flatMap((example: unknown, i) => {
    const failure = failureOf(example);
    return failure ? [{ at: `${at}/${String(i)}`, texts: refused(example, failure, version) }] : [];
  });
}

/** Pointer to the examples of a version: its own, otherwise the general ones. */
function examplesFor(field: unknown, version: string): string {
  const own = ownTexts((valueAt(field, '/versions') as object | undefined) ?? {}, version);
  const pointer = `/versions/${String(own)}/examples`;
  return own !== undefined && valueAt(field, pointer) !== undefined ? pointer : '/examples';
}

function refused(example: unknown, { keyword, instancePointer }: Failure, version: string): Texts {
  const shown = JSON.stringify(valueAt(example, instancePointer));
  return textsOf(CHECKS, (say) => say['field.example-refused']({ version, shown, keyword }));
}
