import { isObject } from '../../../packages/base/src/json.ts';
import type { Finding, Severity } from '../../../src/finding.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { openFile } from '../../../src/validate/open-file.node.ts';
import { allRules, loadRules } from '../../../src/validate/load-rules.node.ts';
import { loadModelOf, readHistory } from '../../../src/validate/registry.node.ts';
import type { CountFindings } from '../../../src/validate/types.ts';
import type { NewRecord } from './read-records.node.ts';
import { onceEach } from '../../../src/host/once.ts';

/** A record to judge: compact JSON, and what the reader of its form has found in it. */
export type ToJudge = Pick<NewRecord, 'kind' | 'said'> & { text: Uint8Array };

/** Findings of one code about one field, by severity. */
export type FoundKind = { code: string; severity: Severity; field: string };

/** Numbers the kinds of findings that were ever made, in order. */
export class FindingKinds {
  readonly #numbers = new Map<string, number>();
  readonly kinds: FoundKind[] = [];

  number(kind: FoundKind): number {
    const name = `${kind.code}\0${kind.severity}\0${kind.field}`;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.kinds.length);
    return this.kinds.push(kind) - 1;
  }
}

/**
 * The findings of `decp validate` on records of one standard, on a day (AAAA-MM-JJ): for each record, the numbers of their kinds, one a finding. Those of rules that
 * compare the records of a file are left out: consolidation compares all records. `exact`: the field of each is its pointer, with the places of lists.
 */
export async function judgeRecords(
  records: readonly ToJudge[],
  standard: string,
  day: string,
  kinds: FindingKinds,
  { exact = false }: { exact?: boolean } = {},
): Promise<number[][]> {
  const [compares, fieldOf] = await Promise.all([comparingRules(standard), exact ? pointersOf(standard) : fieldsOf(standard)]);
  const found = records.map(({ said }) =>
    said.map(({ code, severity, path }) => kinds.number({ code, severity, field: fieldOf(path) })),
  );
  const { lists } = await loadModelOf(standard);
  const isFlat = lists.some(({ path }) => path === '/marches');
  const places: Record<string, number[]> = { marche: [], 'contrat-concession': [] };
  const flat: number[] = [];
  for (const [at, { kind }] of records.entries()) (isFlat ? flat : (places[kind] as number[])).push(at);
  const placeOf = ({ kind, index }: { kind: RecordKind; index: number }): number | undefined =>
    isFlat ? flat[index] : places[kind]?.[index];
  const pieces = isFlat ? fileOf([['', flat]], records) : fileOf(Object.entries(places), records);
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const source = {
    name: 'records.json',
    size,
    chunks: async function* () {
      await Promise.resolve();
      yield* pieces;
    },
  };
  // Most of what is counted is one object for all findings of a kind.
  const numbers = new WeakMap<Finding, number>();
  const take = (at: number | undefined, finding: Finding): void => {
    if (at === undefined || compares(finding)) return;
    let number = numbers.get(finding);
    if (number === undefined) {
      // After `/marches/marche/12`, or `/marches/12`.
      const field = fieldOf(finding.path.replace(isFlat ? /^\/[^/]+\/[^/]+/ : /^\/[^/]+\/[^/]+\/[^/]+/, ''));
      number = kinds.number({ code: finding.code, severity: finding.severity, field });
      numbers.set(finding, number);
    }
    (found[at] as number[]).push(number);
  };
  // Findings are counted: where each is in the file need not be known.
  const count: CountFindings = (index, findings) => {
    for (const finding of findings) take(finding.record && placeOf({ kind: finding.record.kind, index }), finding);
    return true;
  };
  const options = { schema: standard, rules: allRules(day), hashed: false, threads: 1, ...(!exact && { count }) };
  const file = await openFile(source, options, () => undefined);
  await file.check((finding) => take(finding.record && placeOf(finding.record), finding));
  return found;
}

const encode = (text: string): Uint8Array => Buffer.from(text);
const COMMA = encode(',');

/** The pieces of a file with these records, some 1 MiB each. */
function fileOf(lists: readonly [string, number[]][], records: readonly ToJudge[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const isFlat = lists[0]?.[0] === '';
  const filled = lists.filter(([, items]) => items.length > 0);
  parts.push(encode(isFlat ? '{"marches":' : '{"marches":{'));
  for (const [place, [name, items]] of filled.entries()) {
    parts.push(encode(`${place > 0 ? ',' : ''}${isFlat ? '' : `${JSON.stringify(name)}:`}[`));
    for (const [index, at] of items.entries()) {
      if (index > 0) parts.push(COMMA);
      parts.push((records[at] as ToJudge).text);
    }
    parts.push(encode(']'));
  }
  parts.push(encode(isFlat ? '}' : '}}'));
  return gathered(parts);
}

const PIECE = 1 << 20;

function gathered(parts: readonly Uint8Array[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    waiting.push(part);
    size += part.length;
    if (size < PIECE) continue;
    pieces.push(Buffer.concat(waiting));
    waiting = [];
    size = 0;
  }
  pieces.push(Buffer.concat(waiting));
  return pieces;
}

/** Whether a finding is of a rule that compares the records of a file. */
const comparingRules = onceEach(async (standard: string): Promise<(finding: Finding) => boolean> => {
  const { rules } = await loadRules(standard);
  const ids = new Set(rules.filter(({ on }) => on.some(({ scope }) => scope === 'fichier')).map(({ id }) => id));
  return ({ code, params, path }) =>
    ids.has(code) ||
    (code === 'rules.left-out' && ids.has(String(params['reason']))) ||
    // Of the list of records; a list in a record is named by its member.
    (code === 'schema.uniqueItems' &&
      /\/\d+$/.test(path) &&
      params['value'] !== undefined &&
      /^\/marches(\/[a-z-]+)?\/\d+$/.test(path));
});

/** Paths remembered at most: a file may name any number of members. */
const MOST_PATHS = 20_000;

/** Stands for a name that no version of the standard has: it may be anything, personal data as well, and there may be any number of them. */
export const UNNAMED = '…';

/** Turns the pointer of a finding from its record into one of names of any version of the standard. */
const pointersOf = onceEach(async (standard: string): Promise<(path: string) => string> => {
  const names = new Set<string>();
  namesIn((await loadModelOf(standard)).schema, names);
  for (const kinds of Object.values(await readHistory()))
    for (const paths of Object.values(kinds))
      for (const path of Object.keys(paths)) for (const name of path.split('.')) names.add(name);
  return (local) =>
    local
      .split('/')
      .map((token, at) => (at === 0 ? '' : PLACE.test(token) || names.has(token) ? token : UNNAMED))
      .join('/');
});

/** The place of an item in its list. */
const PLACE = /^\d+$/;

/** Turns the pointer of a finding from its record into the field that it is about: `*` for the places of lists. */
const fieldsOf = onceEach(async (standard: string): Promise<(path: string) => string> => {
  const pointerOf = await pointersOf(standard);
  const fields = new Map<string, string>();
  return (local) => {
    const known = fields.get(local);
    if (known !== undefined) return known;
    const field = pointerOf(local)
      .split('/')
      .map((token) => (PLACE.test(token) ? '*' : token))
      .join('/');
    if (fields.size >= MOST_PATHS) fields.clear();
    fields.set(local, field);
    return field;
  };
});

function namesIn(schema: unknown, names: Set<string>): void {
  if (Array.isArray(schema)) for (const item of schema as unknown[]) namesIn(item, names);
  else if (typeof schema === 'object' && schema !== null)
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && isObject(value)) for (const name of Object.keys(value)) names.add(name);
      namesIn(value, names);
    }
}
