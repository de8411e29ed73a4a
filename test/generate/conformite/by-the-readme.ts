/** The rules run by another CEL implementation, written from README.md alone: nothing here comes from src/rules but the functions. */
import { type CelFunc, CelScalar, celEnv, celFunc, type CelInput, isCelError, listType, parse, plan } from '@bufbuild/cel';
import type { Entry, Finding, Implementation, KitCase, KitRule, Read, Rules, Skipped } from './kit.ts';
import { faultsOf, recordsOf } from './kit.ts';

type Functions = Readonly<Record<string, unknown>>;

const TYPES = {
  bool: CelScalar.BOOL,
  int: CelScalar.INT,
  double: CelScalar.DOUBLE,
  string: CelScalar.STRING,
  'list(string)': listType(CelScalar.STRING),
};
const typeOf = (name: string) => TYPES[name as keyof typeof TYPES];

/** Our functions give a number where CEL wants an int; lists come as CEL's own. */
function register({ functions }: Rules, ours: Functions): CelFunc[] {
  return functions.map(({ name, arguments: types, result }) =>
    celFunc(name, types.map(typeOf), typeOf(result), ((...args: unknown[]) => {
      const given = args.map((arg, i) => (types[i] === 'list(string)' ? [...(arg as Iterable<string>)] : arg));
      const answer = (ours[name] as (...values: unknown[]) => unknown)(...given);
      return result === 'int' ? BigInt(answer as number) : answer;
    }) as never),
  );
}

/** An implementation with these functions: `ours` are those of the reference day. */
export function implementation(rules: Rules, ours: Functions): Implementation {
  const env = celEnv({ funcs: register(rules, ours) });
  const programs = new Map<string, ReturnType<typeof plan>>();
  const evaluate = (text: string, variables: Record<string, CelInput>): unknown => {
    let program = programs.get(text);
    if (!program) programs.set(text, (program = plan(env, parse(text))));
    const value = program(variables);
    if (isCelError(value)) throw new Error(`${text}: ${String(value)}`);
    return value;
  };
  return (rule, each) => judge(rule, each, rules.longestList, evaluate);
}

type Evaluate = (text: string, variables: Record<string, CelInput>) => unknown;

type Verdict = { found: Finding[]; skipped: Skipped[] };

function judge(rule: KitRule, each: KitCase, longest: number, evaluate: Evaluate): Verdict {
  const variable = each.kind === 'marche' ? 'marche' : 'concession';
  const verdicts = rule.on.flatMap((entry, index) => {
    const place = { entry: index, severity: rule.severity };
    if (entry.scope === variable) return [ofRecord(entry, place, variable, each, longest, evaluate)];
    return entry.scope === 'fichier' && entry.kind === variable ? [ofList(entry, place, variable, each, evaluate)] : [];
  });
  return { found: verdicts.flatMap(({ found }) => found), skipped: verdicts.flatMap(({ skipped }) => skipped) };
}

type Place = { entry: number; severity: string };

function ofRecord(entry: Entry, place: Place, variable: string, each: KitCase, longest: number, evaluate: Evaluate): Verdict {
  if (!runs(entry, each.record, faultsOf(each, 0), longest)) return { found: [], skipped: [{ entry: place.entry }] };
  return { found: places(entry, variable, each.record, evaluate).map((path) => ({ ...place, path })), skipped: [] };
}

function ofList(entry: Entry, place: Place, variable: string, each: KitCase, evaluate: Evaluate): Verdict {
  const verdict: Verdict = { found: [], skipped: [] };
  const firsts = new Map<string, number>();
  for (const [record, value] of recordsOf(each).entries()) {
    const judged = entry.unique === 'record' || runs(entry, value, faultsOf(each, record), Infinity);
    const key = judged ? keyOf(entry, variable, value, evaluate) : undefined;
    const first = key === undefined ? undefined : firsts.get(key);
    if (key === undefined) verdict.skipped.push({ entry: place.entry, record });
    else if (first === undefined) firsts.set(key, record);
    else verdict.found.push({ ...place, record, path: '', first });
  }
  return verdict;
}

function keyOf({ unique, reads }: Entry, variable: string, record: unknown, evaluate: Evaluate): string {
  if (!Array.isArray(unique)) return sorted(record);
  const decoded = decode(record, '', new Map(reads.map((read) => [read.path, read])));
  return JSON.stringify(unique.map((text) => String(evaluate(text, { [variable]: decoded }))));
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  );

function places(entry: Entry, variable: string, record: unknown, evaluate: Evaluate): string[] {
  const decoded = decode(record, '', new Map(entry.reads.map((read) => [read.path, read])));
  const items = entry.each === undefined ? [{ path: '', item: decoded }] : reach(decoded, entry.each.split('.'), '');
  return items.flatMap(({ path, item }) => {
    const variables = { [variable]: decoded, ...(entry.each === undefined ? {} : { item }) };
    if (entry.when !== undefined && evaluate(entry.when, variables) === false) return [];
    return evaluate(entry.assert, variables) === false ? [path + (entry.at ?? '')] : [];
  });
}

type Item = { path: string; item: CelInput };

function reach(owner: CelInput, [step, ...rest]: string[], path: string): Item[] {
  if (step === undefined) return [{ path, item: owner }];
  const name = step.replace('[]', '');
  const child = (owner as ReadonlyMap<string, CelInput>).get(name);
  if (child === undefined) return [];
  if (!step.endsWith('[]')) return reach(child, rest, `${path}/${name}`);
  return (child as CelInput[]).flatMap((item, i) => reach(item, rest, `${path}/${name}/${i}`));
}

/** Only what the rule reads, each value of its CEL type. */
function decode(value: unknown, path: string, reads: ReadonlyMap<string, Read>): CelInput {
  if (Array.isArray(value)) return value.map((item: unknown) => decode(item, `${path}[]`, reads));
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, child]) => [name, child, path === '' ? name : `${path}.${name}`] as const);
    return new Map(
      fields.filter(([, , here]) => reads.has(here)).map(([name, child, here]) => [name, decode(child, here, reads)]),
    );
  }
  if (reads.get(path)?.type !== 'int') return value as CelInput;
  const { MAX_SAFE_INTEGER: most } = Number;
  return BigInt(Math.max(-most, Math.min(most, value as number)));
}

/** Whether an entry can be evaluated on a record. */
function runs({ reads, quadratic }: Entry, record: unknown, faults: readonly string[], longest: number): boolean {
  const touched = faults.map((fault) =>
    fault
      .replace(/\/\d+(?=\/|$)/g, '[]')
      .replace(/^\//, '')
      .replaceAll('/', '.'),
  );
  if (
    reads.some(({ path }) =>
      touched.some((fault) => fault === '' || path === fault || new RegExp(`^${escape(fault)}[.[]`).test(path)),
    )
  )
    return false;
  return reads.every((read) => holders(record, read.path).every((value) => fits(value, read, quadratic ? longest : Infinity)));
}

const escape = (text: string): string => text.replace(/[[\].]/g, '\\$&');

/** The values at a path, undefined where the object that should hold it is there and it is not. */
function holders(record: unknown, path: string): unknown[] {
  const steps = path.replaceAll('[]', '.[]').split('.');
  let values: unknown[] = [record];
  for (const step of steps)
    values = values.flatMap((value): unknown[] => {
      if (step === '[]') return Array.isArray(value) ? (value as unknown[]) : [];
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isObject ? [(value as Record<string, unknown>)[step]] : [];
    });
  return values;
}

function fits(value: unknown, { type, required }: Read, longest: number): boolean {
  if (value === undefined) return !required;
  switch (type) {
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'list':
      return Array.isArray(value) && value.length <= longest;
    default:
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
