/**
 * Whether the witness of a change is refused where the change says, by a keyword that it names. Ajv lists all that it finds wrong with an
 * instance: it knows nothing of changes, nor of the engine. Where the side that refuses has the place elsewhere, it is shown the fragment there.
 */
import { child, isWithin } from '../../packages/base/src/pointer.ts';
import type { Change, Witness } from '../../packages/schema-diff/src/types.ts';
import type { Dialect, Schema } from './dialect.ts';
import { type Refusal, refusalsBy } from './judge.ts';

type Sides = { previous: Schema; next: Schema; dialect?: Dialect; formatAssertion?: boolean };

/** The changes of two schemas with a witness that is refused, but not for what the change says. */
export function misplaced(
  { previous, next, dialect = '2020-12', formatAssertion = false }: Sides,
  changes: readonly Change[],
): Change[] {
  const known = new Map<Witness['accepted'], ReturnType<typeof refusalsBy>>();
  const refusals = (accepted: Witness['accepted']): ReturnType<typeof refusalsBy> => {
    const [from, to] = accepted === 'previous' ? [previous, next] : [next, previous];
    const judge = known.get(accepted) ?? refusalsBy({ from, to, dialect, formatAssertion });
    known.set(accepted, judge);
    return judge;
  };
  const isAtItsPlace = (change: Change, witness: Witness): boolean => {
    const { instance, at } = witness.elsewhere === undefined ? witness : carried(witness.elsewhere, witness.fragment);
    return refusals(witness.accepted)(instance)?.some((refusal) => says(change, at, refusal)) ?? true;
  };
  return changes.filter((change) => change.witnesses.some((witness) => !isAtItsPlace(change, witness)));
}

const STEP = /\[(?<index>\d*)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]|\.?(?<name>[^.*[\]]+)/y;

/** A fragment at a path, with nothing beside it. */
function carried(path: string, fragment: unknown): Pick<Witness, 'instance' | 'at'> {
  const steps: (string | number)[] = [];
  const pattern = new RegExp(STEP);
  while (pattern.lastIndex < path.length) {
    const { index, quoted, name } = pattern.exec(path)?.groups ?? {};
    if (index === undefined && quoted === undefined && name === undefined)
      throw new Error(`not a path of names and items: ${path}`);
    steps.push(index === undefined ? (name ?? (JSON.parse(quoted ?? '') as string)) : Number(index));
  }
  const instance = steps.reduceRight<unknown>(
    (below, step) => (typeof step === 'string' ? { [step]: below } : [...Array.from({ length: step }, () => null), below]),
    fragment,
  );
  return { instance, at: steps.reduce(child, '') };
}

/** What a change of a kind may be refused by: keywords, at the very place of the change. */
const BY_KEYWORD: readonly [RegExp, readonly string[]][] = [
  [/^type-/, ['type']],
  [/^(enum|codelist)-/, ['enum', 'const']],
  [/^min-length-/, ['minLength']],
  [/^max-length-/, ['maxLength']],
  [/^minimum-/, ['minimum', 'exclusiveMinimum']],
  [/^maximum-/, ['maximum', 'exclusiveMaximum']],
  [/^min-items-/, ['minItems']],
  [/^max-items-/, ['maxItems']],
  [/^min-properties-/, ['minProperties']],
  [/^max-properties-/, ['maxProperties']],
  [/^pattern-(?!properties)/, ['pattern']],
  [/^format-/, ['format']],
  [/^multiple-of-/, ['multipleOf']],
  [/^unique-items-/, ['uniqueItems']],
  [/^contains-/, ['contains']],
  [/^property-names-/, ['propertyNames']],
  [/^exclusion-/, ['not', 'false schema']],
  [/^condition-/, ['if']],
  [/^alternative-/, ['anyOf', 'oneOf']],
];

/** Keywords that say nothing themselves, but by the schemas that they hold. */
const BY_WHAT_THEY_HOLD = new Set([
  ...['allOf', '$ref', '$dynamicRef', '$recursiveRef', 'items', 'unevaluatedItems', 'unevaluatedProperties'],
]);

function says({ kind, params }: Change, at: string, refusal: Refusal): boolean {
  const { keyword, instancePath, key } = refusal;
  const named = key === undefined ? instancePath : child(instancePath, key);
  if (/-required$/.test(kind)) return keyword === 'required' && instancePath === at && key === params['name'];
  const keywords = BY_KEYWORD.find(([kinds]) => kinds.test(kind))?.[1];
  if (keywords) return keywords.includes(keyword) && instancePath === at;
  const { keyword: own } = params;
  if (typeof own === 'string' && !BY_WHAT_THEY_HOLD.has(own)) return keyword === own && instancePath === at;
  if (kind === 'property-moved' && isEnd(params, key)) return true;
  if (kind === 'property-renamed' && isEnd(params, key) && isBeside(instancePath, at)) return true;
  // Properties, items and whole constraints: what is below the place, too, or a key of it that is missing or too much.
  return isWithin(instancePath, at) || named === at;
}

/** Whether a place is an object, or a property of it. */
const isBeside = (object: string, at: string): boolean =>
  object === at || (at.startsWith(`${object}/`) && !at.slice(object.length + 1).includes('/'));

/** Whether a property is one that moved from where another side has it, or the object that it moved into. */
const isEnd = ({ from, to }: Change['params'], key: string | undefined): boolean =>
  [from, to].flat().some((path) => typeof path === 'string' && ends(path.split('.')).includes(key));

const ends = (names: readonly string[]): (string | undefined)[] => [names[0], names.at(-1)];
