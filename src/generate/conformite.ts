/**
 * Generates the conformance kit, with which another implementation of the rules can test itself: the rules as data, and cases
 * with their findings.
 */
import { RuleJudge } from './conformite/judge.ts';
import { recordCases, caseOf } from './conformite/record-cases.ts';
import { recordsOf, fieldOf, withField, reversed } from './conformite/records.ts';
import { CONFORMITE_SCHEMA } from './conformite/schema.ts';
import type { ConformiteInput, Case, ExampleRecord, FaultsOf } from './conformite/types.ts';
import type { GeneratedFile } from './types.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { RuleFunctions } from '../rules/functions.ts';
import { INPUTS } from './conformite/function-inputs.ts';
import { type CheckedRule, type CheckedFileEntry, LONG } from '../rules/checked-rule.ts';
import type { Texts, Model } from '../model/types.ts';
import { SIGNATURES, type CelType, childOf } from '../rules/cel/types.ts';
import { TVA_FORMS } from '../model/tva.ts';
import { SOURCES } from './conformite/function-definitions.ts';
import { CONFORMANCE } from '../messages/compiled/conformance.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import { recordType, WHOLE } from '../rules/places.ts';
import { type RecordScope, SCOPES } from '../model/rules.ts';
import { parseJson } from '../read/json/parse.ts';
import { stepsOf } from '../rules/path.ts';
import { groupBy } from '../../packages/base/src/lists.ts';

/** Generates the files of `conformite/`. The same sources always give the same bytes. */
export function conformite(input: ConformiteInput): GeneratedFile[] {
  const { nomenclatures, readme } = input;
  return [
    { path: 'rules.json', text: rulesFile(input) },
    { path: 'nomenclatures.json', text: `${JSON.stringify(nomenclatures)}\n` },
    { path: SCHEMA, text: `${JSON.stringify(CONFORMITE_SCHEMA, null, 2)}\n` },
    { path: 'cases/functions.json', text: functionCases(input) },
    ...ruleCases(input),
    { path: 'LISEZMOI.md', text: withFunctions(readme.fr, 'fr') },
    { path: 'README.md', text: withFunctions(readme.en, 'en') },
  ];
}

function ruleCases({ rules, compiled, day, version, examples, faultsOf }: ConformiteInput): GeneratedFile[] {
  const records = recordsOf(examples, faultsOf);
  let shown = false;
  return rules.map((checked) => {
    const { id } = checked.rule;
    const judge = new RuleJudge(compiled, checked, day);
    const several = checked.fileEntries.length > 0;
    const cases = several ? fileCases(checked, judge, records, faultsOf) : recordCases(checked, judge, records);
    // One rule is enough to show the limits, which are the same for all rules; these cases are long.
    const limits = shown ? [] : limitCases(checked, judge, records, faultsOf);
    shown ||= limits.length > 0;
    return { path: `cases/${id}.json`, text: printCases(id, version, day, [...cases, ...limits], several) };
  });
}

const MARK = '<!-- fonctions -->';

/** Inserts the documentation of the functions at its mark. Throws an Error if the mark is missing. */
function withFunctions(markdown: string, lang: Lang): string {
  if (!markdown.includes(MARK)) throw new Error(`${MARK} is missing in the explanations of the kit (${lang})`);
  const blocks = functionsTable().map(
    ({ name, arguments: types, result, description, source }) =>
      `### \`${name}(${types.join(', ')})\` → \`${result}\`\n\n${description[lang]}\n\n${CONFORMANCE[lang].source({ source })}`,
  );
  return markdown.replace(MARK, () => blocks.join('\n\n'));
}

/**
 * Generates `cases/functions.json`: calls of each function with their results, one per line. Vendors test their functions with it
 * before the rules.
 */
function functionCases({ functions, day, version }: Pick<ConformiteInput, 'functions' | 'day' | 'version'>): string {
  const calls = (Object.keys(INPUTS) as (keyof RuleFunctions)[]).flatMap((name) =>
    INPUTS[name].map((args) => ({ function: name, arguments: args, result: call(functions, name, args) })),
  );
  const head = { $schema: `../${SCHEMA}#/$defs/functionCases`, rulesVersion: version, day };
  const lines = calls.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
  const keys = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${keys.join('')}  "cases": [\n${lines}\n  ]\n}\n`;
}

const call = (functions: RuleFunctions, name: keyof RuleFunctions, args: readonly unknown[]): unknown =>
  (functions[name] as (...values: readonly unknown[]) => unknown)(...args);

/** Generates `rules.json`: the rules as written, with the fields that each entry reads and the functions that the rules call. */
function rulesFile({ version, schemaVersion, rules, own }: ConformiteInput): string {
  const data = {
    $schema: `${SCHEMA}#/$defs/rules`,
    version,
    schemaVersion,
    longestList: LONG,
    functions: functionsTable(),
    rules: rules.map((checked) => ruleData(checked, own)),
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}

function ruleData({ rule, entries, fileEntries }: CheckedRule, model: Model) {
  const on = rule.on.map((entry, index) => {
    const checked = entries.find((it) => it.index === index);
    if (checked) return { ...entry, reads: readsOf(checked, checked.scope, model), quadratic: checked.quadratic };
    const key = fileEntries.find((it) => it.index === index);
    // Such an entry compares records by key; it never compares two lists.
    return { ...entry, reads: key ? readsOf(key, key.kind, model) : [], quadratic: false };
  });
  return { ...rule, on };
}

// The documentation of each function of the rules, detailed enough to implement it in another language. Our own code is what
// `src/rules/functions.ts` imports.

/** The CEL type of an argument: dates and names of lists are strings. */
const CEL_TYPES: Readonly<Record<string, string>> = { date: 'string', texts: 'list(string)', nomenclature: 'string' };
const celType = (type: string): string => CEL_TYPES[type] ?? type;

type FunctionData = {
  name: string;
  arguments: string[];
  result: string;
  description: Texts;
  source: string;
  /** For `tvaValide`: a regular expression per State for what follows the two letters. */
  forms?: Record<string, string>;
};

/** The functions that an implementation must register, with their CEL types. */
const functionsTable = (): FunctionData[] =>
  (Object.keys(SOURCES) as (keyof RuleFunctions)[]).map((name) => {
    const { args = [], result = '' } = SIGNATURES[name] ?? {};
    const forms = Object.fromEntries([...TVA_FORMS].map(([state, { source }]) => [state, source]));
    return {
      name,
      arguments: args.map(celType),
      result: celType(result),
      description: textsOf(CONFORMANCE, (say) => say[`function.${name}`]()),
      source: SOURCES[name],
      ...(name === 'tvaValide' ? { forms } : {}),
    };
  });

const SCHEMA = 'conformite.schema.json';

/**
 * Formats `cases/<rule>.json` with one case per line, so that a diff shows single cases. `several`: the cases hold lists of
 * records.
 */
function printCases(rule: string, version: string, day: string, cases: readonly Case[], several: boolean): string {
  const head = [
    `"$schema": ${JSON.stringify(`../${SCHEMA}#/$defs/cases`)}`,
    ...Object.entries({ rule, rulesVersion: version, day }).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    ),
  ];
  const lines = cases.map((each) => `    ${printCase(each, several)}`);
  return `{\n  ${head.join(',\n  ')},\n  "cases": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Records are printed as written, because parsing would change their numbers. */
function printCase({ name, kind, records, expected, notEvaluated }: Case, several: boolean): string {
  const faults = faultsOf(records, several);
  const texts = records.map(({ text }) => text);
  return [
    `{"name":${JSON.stringify(name)},"kind":${JSON.stringify(kind)}`,
    several ? `"records":[${texts.join(',')}]` : `"record":${texts.join('')}`,
    ...(faults.length > 0 ? [`"schemaFaults":${JSON.stringify(faults)}`] : []),
    `"expected":${JSON.stringify(expected)}`,
    ...(notEvaluated.length > 0 ? [`"notEvaluated":${JSON.stringify(notEvaluated)}`] : []),
  ]
    .join(',')
    .concat('}');
}

const faultsOf = (records: readonly ExampleRecord[], several: boolean) =>
  records.flatMap(({ faults }, record) => faults.map((path) => (several ? { record, path } : { path })));

/**
 * A field that a rule reads. `type`: the type to which it is decoded; `required`: the rule is not evaluated if the field is
 * missing.
 */
type Read = { path: string; type: 'bool' | 'int' | 'double' | 'string' | 'date' | 'list' | 'object'; required: boolean };

type Entry = { fields: readonly string[]; strict: readonly string[] };

/**
 * The fields of an entry, with their types and whether they are required. Items of a list are `path[]`. A date whose day is not
 * used is decoded as a string.
 */
const readsOf = ({ fields, strict }: Entry, scope: RecordScope, model: Model): Read[] =>
  fields.map((path) => {
    const { type, required } = typeOf(path, recordType(model, scope), model);
    return { path, type: type === 'date' && !strict.includes(path) ? 'string' : type, required };
  });

function typeOf(path: string, record: CelType, model: Model): Pick<Read, 'type' | 'required'> {
  let type = record;
  let required = true;
  for (const { name, list } of stepsOf(path)) {
    const child = childOf(model, type, name, WHOLE);
    ({ type, required } = child);
    if (!list) continue;
    if (type.kind !== 'list') throw new Error(`${path}: ${name} is no list`);
    // An item is always present in its list.
    [type, required] = [type.of, true];
  }
  return { type: type.kind, required };
}

// Cases that no example covers: a list longer than quadratic rules may read, and integers beyond 53 bits.

/** Two integers that differ, even as doubles, but are equal once truncated to 53 bits. */
const HUGE = ['9007199254740993', '9007199254740995'];
const MANY = Array.from({ length: LONG + 1 }, (_, i) => String(i + 1));

/**
 * Cases of a quadratic rule: a list with too many items, on which it is not evaluated, and a list with huge numbers. Empty for
 * other rules, or if no example has a list whose items have a number.
 */
function limitCases(rule: CheckedRule, judge: RuleJudge, records: readonly ExampleRecord[], faultsOf: FaultsOf): Case[] {
  const entry = rule.entries.find(({ quadratic }) => quadratic);
  const list = entry?.fields.find((field) => field.endsWith('[]') && !field.includes('.'))?.slice(0, -2);
  const base = records.find(
    (record) => SCOPES[record.kind] === entry?.scope && record.faults.length === 0 && itemOf(record, list) !== undefined,
  );
  const item = base && itemOf(base, list);
  if (list === undefined || item === undefined) return [];
  return [MANY, HUGE].flatMap((numbers) => {
    const items = numbers.map((number) => parseJson(item.replace(NUMBER, number)));
    const record = withField(
      base as ExampleRecord,
      `${list} × ${numbers.length}, de ${numbers[0]} à ${numbers.at(-1)}`,
      list,
      items,
      faultsOf,
    );
    return record.faults.length === 0 ? [caseOf(record, judge)] : [];
  });
}

/** The first number of an item, which is that of the act or of the modification. */
const NUMBER = /(?<="\\u0001)\d+(?=")/;

/** The JSON of the first item of a list, if it has a number. */
function itemOf(record: ExampleRecord, list: string | undefined): string | undefined {
  const items = list === undefined ? undefined : fieldOf(record, list);
  const text = Array.isArray(items) ? JSON.stringify(items[0]) : undefined;
  return text !== undefined && NUMBER.test(text) ? text : undefined;
}

// Cases of rules on the whole file: lists of records of one kind.

/** A field that no key uses: records that differ only in it have the same key, but are not equal. */
const ASIDE = 'objet';

/**
 * Lists found in the examples, and lists derived from one record: repeated, with reordered fields, or with one field of another
 * record.
 */
function fileCases(rule: CheckedRule, judge: RuleJudge, records: readonly ExampleRecord[], faultsOf: FaultsOf): Case[] {
  return rule.fileEntries.flatMap((entry) => {
    const mine = records.filter(({ kind }) => SCOPES[kind] === entry.kind);
    const sound = mine.filter(({ faults }) => faults.length === 0);
    const [base, other] = sound;
    if (!base || !other) return [];
    const made = [...repeats(base, other, faultsOf), ...changes(entry, base, sound, faultsOf), ...refusals(mine)];
    return [...written(sound), ...made].map(([name, list]) => ({
      name,
      kind: base.kind,
      records: list,
      ...judge.list(base.kind, list),
    }));
  });
}

type List = readonly [name: string, records: ExampleRecord[]];

/** The examples that hold several records of one kind. */
function written(records: readonly ExampleRecord[]): List[] {
  const files = groupBy(records, ({ name }) => name.replace(/#\d+$/, ''));
  return [...files].filter(([, list]) => list.length > 1);
}

const repeats = (base: ExampleRecord, other: ExampleRecord, faultsOf: FaultsOf): List[] => [
  ['un seul', [base]],
  ['deux différents', [base, other]],
  ['deux fois le même', [base, base]],
  ['le même, un autre, le même', [base, other, base]],
  ['trois fois le même', [base, base, base]],
  ['le même, ses champs dans un autre ordre', [base, reversed(base, faultsOf)]],
];

/** Pairs of records that differ in one field: they are distinct if the field is in the key, duplicates otherwise. */
function changes(
  { fields }: CheckedFileEntry,
  base: ExampleRecord,
  records: readonly ExampleRecord[],
  faultsOf: FaultsOf,
): List[] {
  const names = new Set([...fields.map((path) => stepsOf(path)[0]?.name ?? ''), ASIDE]);
  return [...names].flatMap((field): List[] => {
    const own = JSON.stringify(fieldOf(base, field));
    for (const record of records) {
      const written = fieldOf(record, field);
      if (written === undefined || JSON.stringify(written) === own) continue;
      const changed = withField(base, base.name, field, written, faultsOf);
      if (changed.faults.length === 0) return [[`deux fois le même, sauf ${field}`, [base, changed]]];
    }
    return [];
  });
}

/** A record that the schema refuses, twice. */
const refusals = (records: readonly ExampleRecord[]): List[] => {
  const refused = records.filter(({ faults }) => faults.length > 0);
  const keyed = refused.find(({ faults }) => faults.some((fault) => /^\/(?:id|titulaires|concessionnaires)$/.test(fault)));
  return [...new Set([refused[0], keyed])].flatMap((record): List[] =>
    record ? [[`deux fois ${record.name}`, [record, record]]] : [],
  );
};
