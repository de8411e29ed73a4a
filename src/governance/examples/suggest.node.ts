/** Cases that would notice mutants which no example notices: found by trying changes of whole examples. */
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { descend, tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Schema } from '../../model/types.ts';
import { dayAfter } from '../days.ts';
import { hyphenated } from '../hyphenated.ts';
import { parseJson } from '../../read/json/parse.ts';
import { rightRules } from '../../rules/check-rule.ts';
import type { Version } from '../../validate/types.ts';
import { tableFor, tablesOf } from '../gate/forgotten.ts';
import { valuesThatShow } from '../mutation/bounds.ts';
import { mutantsOf } from '../mutation/enumerate.ts';
import { judge } from '../mutation/judge.ts';
import { unfold as unfoldSchema } from '../mutation/operator.ts';
import type { Mutated } from '../mutation/score.ts';
import { detailOf } from '../mutation/words.ts';
import { exampleCheck, scoreOf } from './all.node.ts';
import { type Case, CASES_SCHEMA, type Said, type Table, VALID } from './cases.ts';
import { type Change, changed, NoSuchPlace, type Order, orderIn, written } from './change.ts';
import { isExample } from './check.ts';
import { type Found, isForecast } from './expected.ts';
import type { Examples } from './origin.ts';

/** A case to add, with the file that it goes to and the mutants that it notices. Without a table none was found. */
export type Suggestion = { file: string; table?: Table; mutants: readonly Mutated[] };

/** A change of a whole example that may notice a mutant. */
type Trial = Base & { change: Change; made: unknown };

/** A parsed example that can be a base. `decor`: what was put into it first, because no whole example has it. */
type Base = { base: string; file: unknown; decor?: Change['set'] };

/** Cases for the survivors of the score of a version, as few as one can do with. */
export async function suggestCases(version: Version, survivors: readonly Mutated[], examples: Examples): Promise<Suggestion[]> {
  const kit = kitOf(version, examples);
  const check = await exampleCheck(version);
  const [suggestions, open] = [[] as Suggestion[], new Set(survivors)];
  for (const mutant of survivors) {
    if (!open.delete(mutant)) continue;
    const file = tableFor([mutant], kit.schema, kit.tables);
    const found = isOfRule(mutant) ? await ruleTrial(mutant, kit, check) : schemaTrial(mutant, kit, check);
    if (!found) {
      suggestions.push({ file, mutants: [mutant] });
      continue;
    }
    const isNoticed = kit.noticedBy(found.trial);
    const noticed = [...open].filter((other) => !isOfRule(other) && isNoticed(other));
    for (const other of noticed) open.delete(other);
    suggestions.push({ file, table: tableOf(found, mutant, kit.names), mutants: [mutant, ...noticed] });
    // What is new in the format is in no base: the next cases start from the one that has it.
    const { base, change, made, decor } = found.trial;
    if (mutant.operator.name === 'drop-property' && errorsIn(found.findings).length === 0)
      kit.bases.unshift({ base, file: made, decor: { ...decor, ...change.set } });
  }
  return suggestions;
}

/** The table as it is written into its file; with `isNew` for a file that is not there yet. */
export function tableText(table: Table, isNew: boolean): string {
  return `${isNew ? `${CASES_SCHEMA}\n` : '\n'}${stringify([table], { lineWidth: 140, aliasDuplicateObjects: false })}`;
}

const isOfRule = ({ pointer }: Mutated): boolean => pointer.startsWith('/rules/');

type Kit = {
  version: Version;
  /** Whole conforming examples that can be a base, the smallest first. */
  bases: Base[];
  order: Order;
  schema: Schema;
  tables: ReadonlySet<string>;
  /** The names that cases have already. */
  names: Set<string>;
  /** Tells which mutants of the schema a trial notices. */
  noticedBy: (trial: Trial) => (mutant: Mutated) => boolean;
};

/** The examples that are made to be changed. */
const isMinimal = (path: string): boolean => /-minimale?\.json$/.test(path);

function kitOf(version: Version, examples: Examples): Kit {
  const { model } = version;
  const whole = [...examples].filter(
    ([path]) => isExample(path) && /^valid\/.*\.json$/.test(path) && !examples.origins.has(path),
  );
  const bases = whole
    .sort(([a, one], [b, other]) => Number(isMinimal(b)) - Number(isMinimal(a)) || one.length - other.length)
    .map(([path, text]): Base => ({ base: path.replace(/^valid\/|\.json$/g, ''), file: parseJson(text) }));
  const mutants = new Map(mutantsOf(model.schema).map((mutant) => [mutant.id, mutant]));
  return {
    ...{ version, bases, order: orderIn(bases.map(({ file }) => file)) },
    schema: unfoldSchema(model.schema),
    tables: tablesOf(examples),
    names: new Set(Array.from(examples.origins.values(), ({ name }) => name)),
    noticedBy: ({ base, made }) => {
      const noticed = judge(model, [{ name: base, value: made }]);
      return ({ id }) => {
        const mutant = mutants.get(id);
        return mutant !== undefined && noticed(mutant) !== undefined;
      };
    },
  };
}

type FoundTrial = { trial: Trial; findings: readonly Found[] };

/** The first trial that notices a mutant and gives what a case can say: nothing wrong, or one error. */
function schemaTrial(mutant: Mutated, kit: Kit, check: (text: string) => Found[]): FoundTrial | undefined {
  // One after the other: of hundreds of trials one of the first mostly notices.
  for (const trial of schemaTrials(mutant, kit)) {
    if (!kit.noticedBy(trial)(mutant)) continue;
    const findings = check(JSON.stringify(trial.made));
    if (errorsIn(findings).length <= 1) return { trial, findings };
  }
  return undefined;
}

const errorsIn = (findings: readonly Found[]): Found[] => findings.filter(({ severity = 'error' }) => severity === 'error');

/** Bases in which a place is looked for: more of them do not show anything else. */
const BASES = 8;

function* schemaTrials(mutant: Mutated, { bases, order, schema, version }: Kit): Generator<Trial> {
  const { pointer, operator } = mutant;
  const isOfProperty = ['drop-required', 'add-required', 'drop-property'].includes(operator.name);
  const own = operator.name === 'open-object' ? ['cleInconnue'] : isOfProperty ? [detailOf(mutant)] : [];
  const nodePath = own.length > 0 && isOfProperty ? `${pointer}${descend('/properties', own)}` : pointer;
  const node = (valueAt(schema, nodePath) ?? {}) as Schema;
  let left = BASES;
  for (const base of bases) {
    const { file } = base;
    const [place] = placesIn(file, dataPath(pointer));
    if (!place || left-- === 0) continue;
    const at = [...place, ...own];
    const now = valueAt(file, descend('', at));
    const where = written(at, file);
    const changes: Change[] = [];
    if (isOfProperty && now !== undefined) changes.push({ remove: [where] });
    for (const value of valuesFor(mutant, node, now, version)) changes.push({ set: { [where]: value } });
    for (const change of changes) {
      const made = tried(file, change, order);
      if (made !== undefined) yield { ...base, change, made };
    }
  }
}

function tried(file: unknown, change: Change, order: Order): unknown {
  try {
    return changed(file, change, order);
  } catch (error) {
    if (error instanceof NoSuchPlace) return undefined;
    throw error;
  }
}

/** The steps from the root of a file to what a node of the schema is about: names, and `*` for the items of a list. */
function dataPath(pointer: string): string[] {
  const [first, kind, ...rest] = tokens(pointer.replace(/\/(?:anyOf|oneOf)\/.*$/s, ''));
  const steps = first === '$defs' ? rest : tokens(pointer);
  const inside = steps.flatMap((token, i) =>
    token === 'items' && steps[i - 1] !== 'properties' ? ['*'] : token === 'properties' && steps[i - 1] !== 'properties' ? [] : [token],
  );
  return first === '$defs' ? ['marches', kind ?? '', '*', ...inside] : inside;
}

/** The first place of a file at the end of steps, or the place of the next item of an empty list. */
function placesIn(file: unknown, [step, ...rest]: readonly string[], place: readonly string[] = []): string[][] {
  if (step === undefined) return [[...place]];
  if (step === '*') return Array.isArray(file) && file.length > 0 ? placesIn(file[0], rest, [...place, '0']) : [];
  if (!isObject(file)) return [];
  if (!Object.hasOwn(file, step)) return rest.length === 0 ? [[...place, step]] : [];
  return placesIn(file[step], rest, [...place, step]);
}

/** Values to try at a place, those that conform and look like data first. */
function* valuesFor(mutant: Mutated, node: Schema, now: unknown, { model }: Version): Generator {
  const detail = detailOf(mutant);
  if (Array.isArray(node.enum)) yield* [detail, ...node.enum];
  const examples = model.fields[String(node['x-field'])]?.examples ?? [];
  yield* examples;
  const shown = valuesThatShow([mutant], () => node);
  for (const value of [...(shown?.valid ?? []), ...(shown?.invalid ?? [])]) {
    if (shown?.measure === 'value') yield value;
    else if (shown?.measure === 'characters') yield textOfLength(Math.max(value, 0), [now, ...examples]);
    else if (Array.isArray(now)) yield Array.from({ length: Math.max(value, 0) }, (_, i) => now[i % now.length] as unknown);
  }
  if (Array.isArray(now)) yield* [[], [...(now as unknown[]), now[0]], now[0]];
  if (typeof now === 'number') yield* [now + 0.5, -now, String(now)];
  if (typeof now === 'string') yield* spoilt(now);
  if (isObject(now)) yield [now];
  yield* ['oui', '', 0, 1, -1, 1.5, true, null, [], {}];
}

/** What a text says where no example says anything. */
const INVENTED = 'Texte inventé';

/** A text of some characters, of the words of the first text among some values, said again and cut: it looks like data. */
export function textOfLength(length: number, values: readonly unknown[]): string {
  const text = values.find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? INVENTED;
  const words = text.trim().replace(/\.+$/, '');
  // What is no sentence, as a number or a code, has no blanks.
  const again = /\s/.test(words) ? `${words} ` : words;
  const cut = [...again.repeat(Math.ceil(length / [...again].length))].slice(0, length).join('');
  return cut.replace(/\s$/, '.');
}

/** A text with one thing wrong: a character before, after, less or more, another digit, what a calendar does not have. */
function* spoilt(text: string): Generator<string> {
  yield* [`x${text}`, `${text}x`, text.slice(1), text.slice(0, -1), `${text}0`, `0${text}`, text.toLowerCase(), text.replaceAll(/[^0-9]/g, '')];
  for (let i = 0; i < Math.min(text.length, 40); i++)
    for (const sign of ['0', '1', '3', '9', ' ', '\t', 'x', '-']) if (text[i] !== sign) yield text.slice(0, i) + sign + text.slice(i + 1);
}

/** Examples tried against a mutant of a rule at once. */
const AT_ONCE = 400;

/** As for the schema; the mutants of rules are compiled, so that many trials are judged at once and the one that notices is found by halving. */
async function ruleTrial(mutant: Mutated, kit: Kit, check: (text: string) => Found[]): Promise<FoundTrial | undefined> {
  const notices = async (trials: readonly Trial[]): Promise<boolean> => {
    const files = new Map(trials.map(({ made }, i) => [`valid/c${i}.json`, JSON.stringify(made)]));
    const { survivors, proved } = await scoreOf(kit.version, files, { only: new Set([mutant.id]) });
    return survivors.length + proved.length === 0;
  };
  const judged = [...ruleTrials(mutant, kit)].slice(0, AT_ONCE).map((trial) => ({ trial, findings: check(JSON.stringify(trial.made)) }));
  const usable = judged.filter(({ findings }) => errorsIn(findings).length <= 1);
  let left = usable;
  if (left.length === 0 || !(await notices(left.map(({ trial }) => trial)))) return undefined;
  while (left.length > 1) {
    const half = left.slice(0, Math.ceil(left.length / 2));
    left = (await notices(half.map(({ trial }) => trial))) ? half : left.slice(half.length);
  }
  return left[0];
}

function* ruleTrials({ pointer }: Mutated, { version, bases, order }: Kit): Generator<Trial> {
  const id = tokens(pointer)[1];
  const checked = rightRules(version.model).find(({ rule }) => rule.id === id);
  if (!checked) return;
  const numbers = literalsIn(checked, 'number') as number[];
  const texts = literalsIn(checked, 'string') as string[];
  for (const { scope, fields } of checked.entries) {
    const kind = scope === 'marche' ? 'marche' : 'contrat-concession';
    let left = BASES;
    for (const base of bases) {
      const { file } = base;
      if (placesIn(file, ['marches', kind, '*']).length === 0 || left-- === 0) continue;
      const changes = fields.flatMap((field): Change[] => {
        const [place] = placesIn(file, ['marches', kind, '*', ...field.replaceAll('[]', '.*').split('.')]);
        if (!place) return [];
        const now = valueAt(file, descend('', place));
        const where = written(place, file);
        const values = typeof now === 'object' && now !== null ? [] : [...around(now, numbers, texts, file)];
        return [...values.map((value) => ({ set: { [where]: value } })), { remove: [where] }];
      });
      for (const change of changes) {
        const made = tried(file, change, order);
        if (made !== undefined && !isDeepStrictEqual(made, file)) yield { ...base, change, made };
      }
    }
  }
}

/** Values on both sides of the limits that a rule has: its numbers, the other dates of the file, its texts. */
function* around(now: unknown, numbers: readonly number[], texts: readonly string[], file: unknown): Generator {
  if (typeof now === 'number') for (const n of [now, ...numbers]) yield* [n, n - 1, n + 1, Number((n - 0.01).toFixed(2)), Number((n + 0.01).toFixed(2)), n * 10, n * 10 + 1];
  else if (typeof now === 'boolean') yield !now;
  else if (typeof now === 'string' && DAY.test(now)) for (const day of daysIn(file)) yield* [day, dayAfter(day, -1), dayAfter(day, 1), dayAfter(day, 62)];
  else if (typeof now === 'string') yield* [...texts, `${now} `, now.slice(0, -1), now.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function daysIn(value: unknown): string[] {
  if (typeof value === 'string') return DAY.test(value) && !Number.isNaN(Date.parse(value)) ? [value] : [];
  return isObject(value) || Array.isArray(value) ? [...new Set(Object.values(value).flatMap(daysIn))] : [];
}

/** The literals of one type anywhere in the expressions of a rule. */
function literalsIn(value: unknown, type: 'number' | 'string'): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const { op, value: literal } = value as { op?: unknown; value?: unknown };
  const own = op === 'literal' && typeof literal === type ? [literal] : [];
  return [...new Set([...own, ...Object.values(value).flatMap((inner) => literalsIn(inner, type))])];
}

/** The trial as a table with one case. */
function tableOf({ trial, findings }: FoundTrial, mutant: Mutated, names: Set<string>): Table {
  const { base, file, change, decor } = trial;
  const said = ({ code, path, property }: Found): Said => {
    const place = written([...tokens(path), ...(property === undefined ? [] : [property])], file);
    const [only] = [...Object.keys(change.set ?? {}), ...(change.remove ?? [])];
    return place === only || isForecast(code) ? code : { [code]: place };
  };
  const [error] = errorsIn(findings);
  const ofRule = isOfRule(mutant) ? findings.find(({ code }) => code === tokens(mutant.pointer)[1]) : undefined;
  const main = error ?? ofRule;
  const others = findings.filter((finding) => finding !== main);
  const isOne = main !== undefined;
  const one: Case = {
    name: nameFor(trial, main?.code, names),
    ...change,
    expect: isOne ? said(main) : VALID,
    ...(others.length > 0 && { also: others.map(said) }),
    ...(isOne && others.some(({ code }) => !isForecast(code)) && { note: SEEN_TWICE }),
  };
  return { base, since: 'next', ...(decor && { with: decor }), cases: [one] };
}

/** Why a case announces more than one finding. */
const SEEN_TWICE = 'Une seule faute, que plusieurs contrôles voient.';

/** Names a case by the place that it changes and by what is there: `duree-mois-0`, `garanties-vide`, `titulaires-en-double`. Where the name is taken, more of the place is said. */
export function nameFor(
  { base, change: { set = {}, remove = [] } }: Pick<Trial, 'base' | 'change'>,
  code: string | undefined,
  names: Set<string>,
): string {
  const [place = '', value] = Object.entries(set)[0] ?? [remove[0]];
  const shown = remove.length > 0 ? 'absent' : shownBy(value, code);
  const steps = place.split(/[./[\]]+/).filter((step) => step !== '' && !/^\d+$/.test(step));
  const named = [...steps.keys()].reverse().map((from) => [...steps.slice(from), shown]);
  const all = [...named, [base, ...steps, shown]].map((words) => words.map(hyphenated).filter(Boolean).join('-'));
  const [last = 'essai'] = all.slice(-1);
  let free = all.find((name) => name !== '' && !names.has(name));
  for (let i = 2; free === undefined; i++) if (!names.has(`${last}-${i}`)) free = `${last}-${i}`;
  names.add(free);
  return free;
}

/** Longer texts are named by their length. */
const LONGEST = 40;

/** What a value shows. `code`: that of the finding that it gives, if any. */
function shownBy(value: unknown, code: string | undefined): string {
  const isOfType = code === 'schema.type';
  if (Array.isArray(value)) {
    if (isOfType) return 'en-liste';
    return value.length === 0 ? 'vide' : code === 'schema.uniqueItems' ? 'en-double' : `de-${value.length}`;
  }
  if (isObject(value)) return isOfType ? 'en-objet' : Object.keys(value).length === 0 ? 'vide' : '';
  if (typeof value !== 'string') return JSON.stringify(value).replace(/^-/, 'moins-');
  if (isOfType && /^[-\d.,]*$/.test(value)) return 'en-texte';
  if (value.trim() === '') return 'vide';
  return value.length > LONGEST ? `de-${value.length}-caracteres` : value;
}
