import { canonical, isObject } from '../../../base/src/json.ts';
import type { Lang } from '../../../base/src/language.ts';
import { bumpOf, type Change, type JsonSchema } from '../types.ts';
import type { Located } from '../containment/engine.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { pathOf, type Step } from './types.ts';
import { saidOf, sentenceOf, type Values } from './sentence.ts';
import { follow } from './view.ts';

const TEXTS = ['title', 'description'];

/** Subschemas within subschemas beyond which texts are not compared. */
const DEEP = 200;

type Visit = { steps: readonly Step[]; depth: number; previous: Located; next: Located };

/** Titles and descriptions that changed, where both sides have the same property or item: once each, however often it is referred to. */
export function plainTexts(previous: Located, next: Located): Change[] {
  const changes: Change[] = [];
  const seen = new Map<JsonSchema, Set<JsonSchema>>();
  const go = (visit: Visit): void => {
    const pair = [visit.previous, visit.next] as const;
    const own = partsOf(pair[0].schema, pair[1].schema);
    const [p, n] = pair.map(({ document, schema }) => follow(document, schema).schema) as [JsonSchema, JsonSchema];
    if (!isObject(p) || !isObject(n) || seen.get(p)?.has(n) === true || visit.depth > DEEP) {
      if (own) changes.push(changeOf(visit.steps, own));
      return;
    }
    seen.set(p, (seen.get(p) ?? new Set()).add(n));
    const parts = own ?? partsOf(p, n);
    if (parts) changes.push(changeOf(visit.steps, parts));
    for (const [step, a, b] of below(p, n)) {
      const steps = step ? [...visit.steps, step] : visit.steps;
      go({ steps, depth: visit.depth + 1, previous: { ...pair[0], schema: a }, next: { ...pair[1], schema: b } });
    }
  };
  go({ steps: [], depth: 0, previous, next });
  return changes;
}

type Parts = { before: Record<string, unknown>; after: Record<string, unknown> };

function partsOf(p: JsonSchema, n: JsonSchema): Parts | undefined {
  if (!isObject(p) || !isObject(n)) return undefined;
  const changed = TEXTS.filter((name) => canonical(p[name] ?? null) !== canonical(n[name] ?? null));
  const pick = (side: { [keyword: string]: unknown }) => Object.fromEntries(changed.map((name) => [name, side[name] ?? null]));
  return changed.length > 0 ? { before: pick(p), after: pick(n) } : undefined;
}

function changeOf(steps: readonly Step[], { before, after }: Parts): Change {
  const path = pathOf(steps);
  return textChange({ kind: 'text-changed', path, anchor: `path ${path}`, params: { parts: Object.keys(after), before, after } });
}

/**
 * `anchor`: the anchor of the change, for its fingerprint. `message`: the sentence in a language, if the kind belongs to the
 * caller.
 */
type TextChange = Pick<Change, 'kind' | 'path' | 'params'> & {
  anchor: string;
  field?: string;
  message?: (lang: Lang) => (values: Values) => string;
};

/** A change of words, which no verdict rests on. */
export const textChange = ({ kind, path, params, anchor, field, message }: TextChange): Change => ({
  kind,
  path,
  ...(field !== undefined && { field }),
  direction: 'none',
  bump: bumpOf('none'),
  params,
  sentence: message ? saidOf(params, message) : sentenceOf(kind, params, 'none'),
  fingerprint: fingerprintOf(kind, anchor, params),
  witnesses: [],
});

type Keywords = { [keyword: string]: unknown };

/** The entries that both sides have under the same key. */
function* below(p: Keywords, n: Keywords): Generator<[Step | undefined, JsonSchema, JsonSchema]> {
  for (const keyword of ['properties', 'patternProperties']) {
    const [a, b] = [p[keyword], n[keyword]];
    if (!isObject(a) || !isObject(b)) continue;
    for (const name of Object.keys(a)) {
      const step: Step = keyword === 'properties' ? { by: 'property', name } : { by: 'pattern', pattern: name };
      if (Object.hasOwn(b, name)) yield [step, a[name] as JsonSchema, b[name] as JsonSchema];
    }
  }
  for (const keyword of ['prefixItems', 'items', 'allOf', 'anyOf', 'oneOf']) yield* inLists(keyword, p[keyword], n[keyword]);
}

function* inLists(keyword: string, a: unknown, b: unknown): Generator<[Step | undefined, JsonSchema, JsonSchema]> {
  if (isObject(a) && isObject(b)) yield [{ by: 'items', from: 0 }, a, b];
  if (!Array.isArray(a) || !Array.isArray(b)) return;
  const within = keyword === 'prefixItems' || keyword === 'items';
  for (const [index, schema] of a.entries()) {
    if (index < b.length) yield [within ? { by: 'item', index } : undefined, schema as JsonSchema, b[index] as JsonSchema];
  }
}
