/** Groups the changes of a release by their consequence for readers. */
import type { Decision } from '../../../diff/decision.ts';
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Erratum } from '../../../model/errata.ts';
import { sectionOf } from '../../../report/diff/types.ts';
import type { ReleaseNotes } from './types.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import type { Model, Schema } from '../../../model/types.ts';
import { resolve } from '../../../model/tree.ts';

/**
 * `broken`: accepted before, refused now, declared by the version number; `fixed`: the same, but excused by an erratum because
 * what was accepted was wrong; `widened`: newly accepted; `rules`: rule changes that do not affect what the version accepts;
 * `texts`: texts for people only.
 */
export const SECTIONS = ['broken', 'fixed', 'widened', 'rules', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

/** A change, with the erratum that excuses it. */
type Reported = { change: Change; erratum?: Erratum };

/** Changes that are described by one sentence. */
export type Group = [Reported, ...Reported[]];

const SAME: Record<ReturnType<typeof sectionOf>, Section> = {
  breaks: 'broken',
  unknown: 'broken',
  widenings: 'widened',
  deprecations: 'texts',
  apart: 'rules',
  texts: 'texts',
};

/** Returns the groups of each section, in the order of the diff. */
export function groupsOf({ report: { diff, decision } }: Pick<ReleaseNotes, 'report'>): Record<Section, Group[]> {
  const all: Record<Section, Group[]> = { broken: [], fixed: [], widened: [], rules: [], texts: [] };
  const known = new Map<string, Group>();
  for (const change of diff.changes) {
    const erratum = erratumOf(change, decision);
    const section = erratum ? 'fixed' : SAME[sectionOf(change)];
    const reported: Reported = { change, ...(erratum && { erratum }) };
    const key = `${section} ${keyOf(reported)}`;
    const group = known.get(key);
    if (group) group.push(reported);
    else {
      const fresh: Group = [reported];
      known.set(key, fresh);
      all[section].push(fresh);
    }
  }
  return all;
}

const erratumOf = (change: Change, { errata }: Decision): Erratum | undefined =>
  errata.find((use) => use.change === change && use.refused === undefined)?.erratum;

/** Parameters that hold the places of a change; changes that differ only in these are grouped. */
const PLACE = ['places', 'more'];

/**
 * The grouping key: same kind, parameters and reason. Changes of rules are grouped by family and severity, except version-bearing
 * ones, which stay alone; changed texts form one group.
 */
function keyOf({ change: { kind, params, fingerprint }, erratum }: Reported): string {
  if (kind === 'text-changed') return kind;
  if (kind.startsWith('rule-')) return params['versionBearing'] === true ? fingerprint : ruleKey(kind, params);
  const made = Object.entries(params).filter(([name]) => !PLACE.includes(name));
  const why = erratum?.kind === 'narrowing' ? erratum.reason : erratum?.kind;
  return JSON.stringify([kind, made, why]);
}

const ruleKey = (kind: string, { family, severity }: Change['params']): string => JSON.stringify([kind, family, severity]);

/** The part of a file in which a field is. */
export type Part = 'file' | 'marche' | 'contrat-concession';

/** `title` is empty for the root. `isItem`: the place is each item of the list with that title, not the list itself. */
export type Place = { part: Part; title: string; name: string; isItem: boolean };

/** Returns all places of a change, in the order in which they are reported. */
export function placesOf({ path, params }: Change, models: readonly Model[], lang: Lang): Place[] {
  const { places } = params;
  const paths = Array.isArray(places) && places.length > 0 ? (places as string[]) : [path];
  return paths.map((one) => placeAt(one, models, lang));
}

/** The title comes from the first model that has the field: a removed field exists only in the previous one. */
export function placeAt(path: string, models: readonly Model[], lang: Lang): Place {
  const isItem = path.endsWith('[]');
  const steps = path.split('.').filter((step) => step !== '');
  const name = (steps.at(-1) ?? '').replace(/\[\]$/, '');
  const title = models.map((model) => titleOf(model, steps, lang)).find((found) => found !== undefined);
  return { part: partOf(path), title: title ?? name, name, isItem };
}

function partOf(path: string): Part {
  const [, kind] = /^marches(?:\.(marche|contrat-concession))?(?:\[\])?(?=\.)/.exec(path) ?? [];
  return kind === 'marche' || kind === 'contrat-concession' ? kind : 'file';
}

function titleOf(model: Model, steps: readonly string[], lang: Lang): string | undefined {
  let node: Schema | undefined = model.schema;
  let field: string | undefined;
  for (const step of steps) {
    const [name = '', ...lists] = step.split('[]');
    node = node && resolve(model.schema, node).properties?.[name];
    field = node?.['x-field'] ?? field;
    for (const _ of lists) node = node && itemsOf(model, node);
  }
  return node && field !== undefined ? model.fields[field]?.title[lang] : undefined;
}

const itemsOf = (model: Model, node: Schema): Schema | undefined => resolve(model.schema, node).items;
