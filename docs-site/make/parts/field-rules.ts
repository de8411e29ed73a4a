/** Finds the rules that read each field. */
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import { readersOf } from '../../../src/generate/dictionary/describe.ts';
import type { Rule } from '../../../src/model/rules.ts';
import type { Model } from '../../../src/model/types.ts';
import { livesOf, newest } from '../lives.ts';
import type { SiteData } from '../types.ts';

const kept = new WeakMap<Model, ReadonlyMap<string, Rule[]>>();

/** The rules of the newest version by `x-field`, each once per field. Cached per model. */
export function rulesByField(data: Pick<SiteData, 'models'>): ReadonlyMap<string, Rule[]> {
  const model = newest(data);
  let rules = kept.get(model);
  if (!rules) {
    rules = readRules(model, data);
    kept.set(model, rules);
  }
  return rules;
}

function readRules(model: Model, data: Pick<SiteData, 'models'>): Map<string, Rule[]> {
  const readers = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, readersOf(model, kind).fields]));
  const rules = new Map<string, Rule[]>();
  for (const { id, last } of livesOf(data).values()) {
    if (last.model !== model) continue;
    const found = last.spots.flatMap(({ holder, entry }) => readers[holder]?.get(entry.path) ?? []);
    if (found.length > 0) rules.set(id, [...new Set(found)]);
  }
  return rules;
}

/** The fields that a rule reads, in the order of the format. */
export const fieldsOfRule = (id: string, data: Pick<SiteData, 'models'>): string[] =>
  [...rulesByField(data)].flatMap(([field, rules]) => (rules.some((rule) => rule.id === id) ? [field] : []));
