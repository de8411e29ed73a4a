import { stringify } from 'yaml';
import type { Level, Step } from '../../migrate/step.ts';
import { readSource, type SourceText } from '../../model/source-text.ts';
import type { Release } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import { type Placed, type Scope, scopesOf } from '../../migrate/scope.ts';
import type { Node } from '../../model/tree.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Messages } from '../../messages/compiled/checks.types.ts';
import { nearest } from '../../messages/nearest.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { type Fault, isUnwritten, problemOf, UNWRITTEN, unwrittenFaults } from './faults.ts';
import { NOTHING_CHANGES } from '../empty-step.ts';
import { metaCheck } from './meta-schema.ts';
import { legalTextsOf, sourceFault } from './sources.ts';

const FILE = 'migration.yaml';

/**
 * Checks the step that leads to each version: it follows its meta-schema, starts from the version before, names fields and codes that both versions have, cites
 * known texts, and answers for each field and each code that went, and for each field that becomes required. `models`: oldest first.
 */
export function checkMigrations(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const check = metaCheck(files, 'migration.schema.json');
  return models.slice(1).flatMap((newer, i) => {
    const older = models[i] as Model;
    const file = `schema/${newer.version}/${FILE}`;
    const text = files.get(`${newer.version}/${FILE}`);
    if (text === undefined) return [{ file, ...textsOf(CHECKS, (say) => say['migration.none']({ from: older.version })) }];
    const { source, problems } = check(file, text);
    if (problems.length > 0) return problems;
    return faultsOf(source, { older, newer, files }).map((fault) => problemOf(file, source, fault));
  });
}

type Between = { older: Model; newer: Model; files: SchemaFiles };

function faultsOf(source: SourceText, { older, newer, files }: Between): Fault[] {
  const step = source.value as Step;
  const [before, after] = [fieldsOf(older), fieldsOf(newer)];
  if (step.from !== older.version)
    return [{ at: '/from', texts: textsOf(CHECKS, (say) => say['migration.from']({ from: older.version })) }];
  return [
    ...unknownFields(step, before, after),
    ...unknownCodes(step, before, after),
    ...unknownTexts(step, files),
    ...unwrittenFaults(step),
    ...wrongLevels(step, before),
    ...staleSummary(step, newer.version === 'next' ? announcedIn(files) : undefined),
    ...unanswered(step, before, after, newlyRequired(older, newer)),
  ];
}

/** The codes of a field; none where it has no list. */
type Facts = { codes: readonly string[] };

/** The fields of the records of a version. */
function fieldsOf(model: Model): Map<string, Facts> {
  const fields = new Map<string, Facts>();
  const gather = ({ fields: placed, lists }: Scope): void => {
    for (const { id, node } of placed.values()) {
      const leaf = node.kind === 'list' ? node.item : node;
      const codes = leaf.kind === 'leaf' ? (leaf.schema.enum ?? []) : [];
      fields.set(id, { codes: codes.filter((code): code is string => typeof code === 'string') });
    }
    for (const { item } of lists.values()) gather(item);
  };
  for (const kind of RECORD_KINDS) gather(scopesOf(model)[kind]);
  return fields;
}

type Fields = ReadonlyMap<string, Facts>;

/** The fields that entries name, each with its place in the file. */
function* named(step: Step): Generator<[field: string, at: string]> {
  for (const [section, entries] of Object.entries(step)) {
    if (!Array.isArray(entries)) continue;
    for (const [i, entry] of (entries as Named[]).entries()) {
      const at = `/${section}/${i}`;
      for (const key of ['fields', 'repeats'] as const)
        for (const [j, field] of (entry[key] ?? []).entries()) yield [field, `${at}/${key}/${j}`];
      for (const key of ['field', 'by'] as const) if (entry[key] !== undefined) yield [entry[key], `${at}/${key}`];
      if (section === 'moves')
        yield* [entry.from, entry.to].map((field, j) => [field ?? '', `${at}/${j === 0 ? 'from' : 'to'}`] as [string, string]);
      if (entry.adds) yield [entry.adds.field, `${at}/adds/field`];
      if (entry.when) yield [entry.when.field, `${at}/when/field`];
    }
  }
}

type Named = {
  fields?: string[];
  repeats?: string[];
  field?: string;
  by?: string;
  from?: string;
  to?: string;
  adds?: { field: string };
  when?: { field: string };
};

/** The number that the draft is announced under. */
function announcedIn(files: SchemaFiles): string | undefined {
  const { releases } = readSource(files.get('releases.json') ?? '').value as { releases: Release[] };
  return releases.at(-1)?.expectedVersion;
}

const majorOf = (version: string): string | undefined => version.split('.')[0];

/** A summary that was written for an empty step, beside entries, or where the number that is announced says that data is refused. */
function staleSummary(step: Step, announced: string | undefined): Fault[] {
  const isStale = (['fr', 'en'] as const).some((lang) => step.summary[lang] === NOTHING_CHANGES[lang]);
  if (!isStale) return [];
  const isEmpty = Object.values(step).every((entries) => !Array.isArray(entries) || entries.length === 0);
  if (!isEmpty) return [{ at: '/summary', texts: textsOf(CHECKS, (say) => say['migration.summary']()) }];
  if (announced === undefined || majorOf(announced) === majorOf(step.from)) return [];
  return [{ at: '/summary', texts: textsOf(CHECKS, (say) => say['migration.summary-major']({ version: announced })) }];
}

const unknownFields = (step: Step, before: Fields, after: Fields): Fault[] =>
  [...named(step)].flatMap(([field, at]) => {
    if (before.has(field) || after.has(field)) return [];
    const [meant = ''] = nearest(field, [...before.keys(), ...after.keys()], 1);
    return [{ at, texts: textsOf(CHECKS, (say) => say['migration.unknown-field']({ field, meant })) }];
  });

/** Codes that an entry maps from the version before, or to this one, and that the version does not have. */
function unknownCodes(step: Step, before: Fields, after: Fields): Fault[] {
  const faults: Fault[] = [];
  const look = (fields: Fields, field: string, code: string, at: string): void => {
    const codes = fields.get(field)?.codes ?? [];
    if (!codes.includes(code) && !isUnwritten(code))
      faults.push({ at, texts: textsOf(CHECKS, (say) => say['migration.unknown-code']({ code, field, codes: [...codes] })) });
  };
  for (const [i, { fields, map }] of (step.codes ?? []).entries())
    for (const field of fields)
      for (const [from, to] of Object.entries(map)) {
        look(before, field, from, `/codes/${i}/map`);
        look(after, field, to, `/codes/${i}/map`);
      }
  for (const [i, { from, to, map }] of (step.moves ?? []).entries())
    for (const [code, becomes] of Object.entries(map)) {
      look(before, from, code, `/moves/${i}/map`);
      look(after, to, becomes, `/moves/${i}/map`);
    }
  for (const [i, { field, code, becomes, adds }] of (step.splits ?? []).entries()) {
    look(before, field, code, `/splits/${i}/code`);
    look(after, field, becomes, `/splits/${i}/becomes`);
    look(after, adds.field, adds.code, `/splits/${i}/adds/code`);
  }
  for (const section of ['empty', 'nulls'] as const)
    for (const [i, { fields, to }] of (step[section] ?? []).entries())
      for (const field of fields) if (to !== undefined) look(after, field, to, `/${section}/${i}/to`);
  return faults;
}

function unknownTexts(step: Step, files: SchemaFiles): Fault[] {
  const citations = legalTextsOf(files);
  return Object.entries(step).flatMap(([section, entries]) =>
    (Array.isArray(entries) ? (entries as { source: string }[]) : []).flatMap(({ source }, i) => {
      const texts = sourceFault(source, citations, false);
      return texts ? [{ at: `/${section}/${i}/source`, texts }] : [];
    }),
  );
}

/**
 * Levels that say more than their entry does: what is left out, kept although it is refused, or asked for cannot come back, and codes that become one
 * are not told apart on the way back.
 */
function wrongLevels(step: Step, before: Fields): Fault[] {
  const faults: Fault[] = [];
  const look = (at: string, level: Level, levels: readonly Level[], message: LevelMessage): void => {
    if (!levels.includes(level))
      faults.push({ at: `${at}/level`, texts: textsOf(CHECKS, (say) => say[message]({ levels: [...levels] })) });
  };
  for (const [i, { level }] of (step.lost ?? []).entries())
    look(`/lost/${i}`, level, ['lost', 'equivalent'], 'migration.level-lost');
  for (const [i, { level }] of (step.unmapped ?? []).entries())
    look(`/unmapped/${i}`, level, ['absent', 'lost'], 'migration.level-unmapped');
  for (const [i, { level }] of (step.absent ?? []).entries()) look(`/absent/${i}`, level, ['absent'], 'migration.level-absent');
  for (const [i, { level, value }] of (step.deduces ?? []).entries())
    look(`/deduces/${i}`, level, value === null ? ['deduced', 'equivalent'] : ['deduced'], 'migration.level-deduced');
  for (const [i, { fields, level, map, when }] of (step.codes ?? []).entries()) {
    const becomes = Object.values(map);
    const isMerged = fields.some((field) =>
      becomes.some((code) => becomes.indexOf(code) !== becomes.lastIndexOf(code) || before.get(field)?.codes.includes(code)),
    );
    if (isMerged || when) look(`/codes/${i}`, level, ['equivalent', 'deduced'], 'migration.level-merged');
  }
  return faults;
}

type LevelMessage = Extract<keyof Messages, `migration.level-${string}`>;

/** What changed between the versions and no entry answers. */
function unanswered(step: Step, before: Fields, after: Fields, required: readonly string[]): Fault[] {
  const answers = new Map<string, Set<string>>();
  const answer = (section: string, field: string): void =>
    void answers.set(section, (answers.get(section) ?? new Set()).add(field));
  for (const [field, at] of named(step)) answer(at.split('/')[1] ?? '', field);
  const isAnswered = (field: string, ...sections: string[]): boolean =>
    sections.some((section) => answers.get(section)?.has(field));
  const gone = [...before.keys()].filter((field) => !after.has(field) && !isAnswered(field, 'lost', 'moves'));
  const asked = required.filter((field) => !isAnswered(field, 'absent', 'deduces', 'moves', 'splits', 'nulls'));
  const codes = [...before].flatMap(([field, { codes: had }]) => {
    const has = after.get(field)?.codes ?? [];
    return has.length === 0
      ? []
      : had.flatMap((code) => (has.includes(code) || isMapped(step, field, code) ? [] : [[field, code] as const]));
  });
  return [
    ...(gone.length > 0 ? [goneFault(gone, hasCodes(gone, before))] : []),
    ...(asked.length > 0 ? [askedFault(asked, hasCodes(asked, after))] : []),
    ...[...new Set(codes.map(([field]) => field))].map((field) =>
      codesFault(
        field,
        codes.flatMap(([of, code]) => (of === field ? [code] : [])),
        after.get(field)?.codes ?? [],
      ),
    ),
  ];
}

/** Whether codes of a field can move to another one, or come from it: nothing else does. */
const hasCodes = (fields: readonly string[], of: Fields): boolean =>
  fields.some((field) => (of.get(field)?.codes.length ?? 0) > 0);

const goneFault = (fields: readonly string[], canMove: boolean): Fault => ({
  at: '',
  texts: textsOf(CHECKS, (say) => say['migration.gone']({ fields: [...fields], count: fields.length, canMove })),
  paste: toPaste('lost', { fields, level: 'lost' }),
});

const askedFault = (fields: readonly string[], canMove: boolean): Fault => ({
  at: '',
  texts: textsOf(CHECKS, (say) => say['migration.asked']({ fields: [...fields], count: fields.length, canMove })),
  paste: toPaste('absent', { fields, level: 'absent' }),
});

const codesFault = (field: string, gone: readonly string[], codes: readonly string[]): Fault => ({
  at: '',
  texts: textsOf(CHECKS, (say) => say['migration.code-gone']({ field, gone: [...gone], count: gone.length, codes: [...codes] })),
  paste: toPaste('codes', {
    fields: [field],
    map: Object.fromEntries(gone.map((code) => [code, UNWRITTEN.fr])),
    level: 'equivalent',
  }),
});

/** An entry as it is added to the file; what only a person can say is marked, and refused until it is written, unless it is given. */
export const toPaste = (
  section: keyof Step,
  entry: object,
  said = { reason: UNWRITTEN, source: `proposition, ${UNWRITTEN.fr}` },
): string => stringify({ [section]: [{ ...entry, ...said }] }).trimEnd();

/**
 * The fields that a version requires of an object that the version before has as well, without the field, without asking for it or with `null` in its place.
 * What wraps a field is none itself.
 */
function newlyRequired(older: Model, newer: Model): string[] {
  const found = new Set<string>();
  const compare = (before: Scope, after: Scope): void => {
    for (const { id, node, required } of after.fields.values())
      if (required && node.kind !== 'object' && !isAsked(before.fields.get(id), node)) found.add(id);
    for (const [id, { item }] of after.lists) {
      const there = before.lists.get(id);
      if (there) compare(there.item, item);
    }
  };
  for (const kind of RECORD_KINDS) compare(scopesOf(older)[kind], scopesOf(newer)[kind]);
  return [...found];
}

/** Whether a version asks for a field as the next one does: always, and with a value. */
const isAsked = (placed: Placed | undefined, next: Node): boolean =>
  placed?.required === true && (isNullable(next) || !isNullable(placed.node));

const isNullable = (node: Node): boolean => node.kind === 'leaf' && node.nullable;

const isMapped = (step: Step, field: string, code: string): boolean =>
  (step.codes ?? []).some(({ fields, map }) => fields.includes(field) && Object.hasOwn(map, code)) ||
  (step.unmapped ?? []).some(({ fields, codes }) => fields.includes(field) && codes.includes(code)) ||
  (step.moves ?? []).some(({ from, map }) => from === field && Object.hasOwn(map, code)) ||
  (step.splits ?? []).some((split) => split.field === field && split.code === code);
