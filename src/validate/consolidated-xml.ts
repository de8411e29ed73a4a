/**
 * A record of XML as the program of the national consolidation reads it, before its schema judges it. Source: 139bercy/decp-arr2022 at 58b651b,
 * `general_process/SourceProcess.py` (xmltodict) and `utils/NodeFormat.py`.
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { WrittenRecord } from '../read/record.ts';
import type { JudgeXml, RulesToRun } from './file-rules.ts';
import { isTest, withoutPlatform } from '../consolidation/platform.ts';
import type { SchemaError, Validator } from './types.ts';

type Members = Record<string, unknown>;

/**
 * What becomes of a record before any rule is asked. `convert_nc` is a setting of its source, which a file does not show: an empty number is then 0, and only 0
 * and 1 are answers. The sources of XML that are known to be validated (AIFE, PPSMJ, Modula) do without it, so that what is accepted without it is published; PES,
 * which has it, is not validated. What is accepted only with it depends on the source.
 */
const judge: JudgeXml = (record, kind, check) => {
  const plain = read(record, kind, check, false);
  return plain.outcome === 'refused' && read(record, kind, check, true).outcome === 'accepted' ? { outcome: 'depends' } : plain;
};

/** The rules for a file of XML: their forecast is of what the consolidation reads in it. */
export const rulesOnXml = (run: RulesToRun | undefined): RulesToRun | undefined =>
  run?.published ? { ...run, published: { ...run.published, xml: { lists: LISTED, judge } } } : run;

/** The same for a source of which the setting is known. */
export const read = (record: WrittenRecord, kind: RecordKind, check: Validator, convertsNc: boolean): ReturnType<JudgeXml> =>
  fateOf(consolidatedValue(record, kind, convertsNc), kind, check);

/** The same for a record as it is read. */
function fateOf(value: unknown, kind: RecordKind, check: Validator): ReturnType<JudgeXml> {
  if (value === null && kind === 'marche') return { outcome: 'ends-all' };
  const judged = withoutPlatform(value);
  if (!isObject(judged) || isTest(value)) return { outcome: 'refused' };
  const isOdd = isNumberOfPython(judged['montant']);
  if (!check(isOdd ? { ...judged, montant: 1 } : judged)) return { outcome: 'refused', member: memberOf(check.errors?.[0]) };
  return isOdd || namesNobody(judged) ? { outcome: 'ends-file' } : { outcome: 'accepted', value: judged };
}

/** Elements that are lists however often they come. */
export const LISTED: ReadonlySet<string> = new Set([
  ...['titulaires', 'donneesExecution', 'modifications', 'actesSousTraitance', 'modificationsActesSousTraitance'],
]);

/** The member of the record that an error is about. */
const memberOf = (error: SchemaError | undefined): string | undefined => {
  const { instancePath = '', params = {} } = error ?? {};
  const named = instancePath.split('/')[1] ?? params['missingProperty'] ?? params['additionalProperty'];
  return typeof named === 'string' ? named : undefined;
};

/** The value of a record; undefined where the program does not see it, because its name has a prefix. */
function consolidatedValue({ name, value }: WrittenRecord, kind: RecordKind, convertsNc: boolean): unknown {
  if (name !== kind) return undefined;
  // Numbers and answers of concessions stay texts.
  return isObject(value) && kind === 'marche' ? normalised(value, convertsNc) : value;
}

const ANSWERS = ['sousTraitanceDeclaree', 'marcheInnovant', 'attributionAvance'];
const NUMBERS = ['tauxAvance', 'origineUE', 'origineFrance', 'montant'];
const WHOLE = ['offresRecues', 'dureeMois'];
/** Objects of one list. */
const ENVELOPES = ['techniques', 'modalitesExecution', 'typesPrix', 'considerationsSociales', 'considerationsEnvironnementales'];
/** Lists, and the name of their items. */
const LISTS = {
  titulaires: 'titulaire',
  modifications: 'modification',
  actesSousTraitance: 'acteSousTraitance',
  modificationsActesSousTraitance: 'modificationActesSousTraitance',
} as const;

/** Lists whose items are changed one by one. */
const CHANGED = ['modifications', 'actesSousTraitance', 'modificationsActesSousTraitance'];

/** The record as it is written stays as it is: it is read in two ways. */
function normalised(written: Members, convertsNc: boolean): Members {
  const record = { ...written };
  change(record, CHANGED, (value) => structuredClone(value));
  change(record, ANSWERS, (value) => answer(value, convertsNc));
  change(record, NUMBERS, (value) => (value === null && convertsNc ? 0 : number(value)));
  change(record, WHOLE, (value) => (value === null && convertsNc ? 0 : whole(value)));
  change(record, ENVELOPES, (value) => envelope(value));
  change(record, ['modifications'], (value) => listOf(value).map(withTitulaires));
  for (const [list, item] of Object.entries(LISTS)) change(record, [list], (value) => apart(listOf(value), item));
  for (const list of CHANGED)
    for (const wrapped of listOf(record[list]))
      for (const item of isObject(wrapped) ? Object.values(wrapped) : [])
        if (isObject(item)) {
          change(item, ['id', 'dureeMois'], whole);
          change(item, ['montant'], number);
        }
  return record;
}

function change(members: Members, names: readonly string[], by: (value: unknown) => unknown): void {
  for (const name of names) if (Object.hasOwn(members, name)) members[name] = by(members[name]);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const NO = new Set<unknown>(['0', 'non', 'false']);
const YES = new Set<unknown>(['1', 'oui', 'true']);

function answer(value: unknown, convertsNc: boolean): unknown {
  if (convertsNc && value !== '0' && value !== '1') return value;
  return NO.has(value) ? false : YES.has(value) ? true : value;
}

/** What Python takes for a number: underscores between digits, digits of any script, an exponent, `inf` and `nan`. */
const FLOAT = /^[+-]?(?:(?:\d+(?:_\d+)*)(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const NAN = /^[+-]?nan$/i;
const INTEGER = /^[+-]?\d+(?:_\d+)*$/;

function number(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = withDigits(value);
  if (FLOAT.test(text)) return Number(text.replaceAll('_', ''));
  if (NAN.test(text)) return Number.NaN;
  return INFINITE.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : value;
}

function whole(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = withDigits(value);
  return INTEGER.test(text) ? Number(text.replaceAll('_', '')) : value;
}

/** Digits of other scripts as ours: each script has them side by side. */
const withDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });

/** `{x: v}` is a list of one, `{x: [v, w]}` the list. */
function envelope(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, unknown] => [name, Array.isArray(inner) ? inner : [inner]]),
  );
}

/** The items of a list that stands in one element, each in an object of its own. */
function apart(list: readonly unknown[], item: string): unknown[] {
  const [only, ...others] = list;
  if (others.length > 0 || !isObject(only)) return [...list];
  if (!Object.hasOwn(only, item)) return [{ [item]: only }];
  const items = only[item];
  // The schema has another name for this one, and gets it only where there are several.
  const name = item === LISTS.modificationsActesSousTraitance ? 'modificationActeSousTraitance' : item;
  return Array.isArray(items) ? items.map((one: unknown) => ({ [name]: one })) : [only];
}

/**
 * The titulaires of modifications: those of one modification are set apart, but one titulaire alone is torn into the names of its members; those of several
 * modifications are torn in any case.
 */
function withTitulaires(wrapped: unknown): unknown {
  if (!isObject(wrapped)) return wrapped;
  const having = [wrapped[LISTS.modifications]].flat().filter(isObject).filter(hasTitulaires);
  for (const modification of having) {
    const [only] = modification['titulaires'] as Members[];
    const items = only?.[LISTS.titulaires];
    const isTorn = having.length > 1 || !Array.isArray(items);
    modification['titulaires'] = isTorn
      ? Object.keys([items].flat()[0] as Members).map((titulaire) => ({ titulaire }))
      : items.map((titulaire: unknown) => ({ titulaire }));
  }
  return wrapped;
}

const hasTitulaires = ({ titulaires }: Members): boolean =>
  Array.isArray(titulaires) &&
  titulaires.length === 1 &&
  isObject(titulaires[0]) &&
  isObject([titulaires[0][LISTS.titulaires]].flat()[0]);

/** An amount that Python takes for a number, and a database does not: the program ends at it. Schemas in JavaScript know no such number. */
const isNumberOfPython = (montant: unknown): boolean => Number.isNaN(montant) || montant === Infinity;

/** Whether an item of `titulaires` names nobody: the schema accepts it, and the program ends at it. */
const namesNobody = ({ titulaires }: Members): boolean =>
  listOf(titulaires).some((item) => !isObject(item) || !isObject(item['titulaire']));
