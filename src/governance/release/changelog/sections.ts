/** The changes of a release, sorted by what a reader wants to know of them. */
import type { Decision } from '../../../diff/decision.ts';
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Erratum } from '../../../model/errata.ts';
import { sectionOf } from '../../../report/diff/types.ts';
import type { ReleaseNotes } from './types.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import type { Model, Schema } from '../../../model/types.ts';
import { resolve } from '../../../model/tree.ts';

/**
 * `broken`: accepted before, refused now, declared by the number; `fixed`: the same, but what is lost was wrong already (errata); `widened`: accepted
 * now; `rules`: checks that do not bear on what the version accepts; `texts`: what only people read.
 */
export const SECTIONS = ['broken', 'fixed', 'widened', 'rules', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

/** A change, with the erratum that excuses it. */
type Reported = { change: Change; erratum?: Erratum };

/** Changes that one sentence tells. */
export type Group = [Reported, ...Reported[]];

const SAME: Record<ReturnType<typeof sectionOf>, Section> = {
  breaks: 'broken',
  unknown: 'broken',
  widenings: 'widened',
  apart: 'rules',
  texts: 'texts',
};

/** The groups of each section, in the order of the diff. */
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

/** Params that say where, or what the sentence names besides: changes that differ in these only are reported together. */
const PLACE = ['places', 'more'];

/** The same constraint, for the same reason. A change of a rule, of a code or of a text is reported by itself or with its like. */
function keyOf({ change: { kind, params, fingerprint }, erratum }: Reported): string {
  if (kind === 'text-changed') return kind;
  if (kind.startsWith('rule-')) return params['versionBearing'] === true ? fingerprint : ruleKey(kind, params);
  const made = Object.entries(params).filter(([name]) => !PLACE.includes(name));
  const why = erratum?.kind === 'narrowing' ? erratum.reason : erratum?.kind;
  return JSON.stringify([kind, made, why]);
}

const ruleKey = (kind: string, { family, severity }: Change['params']): string => JSON.stringify([kind, family, severity]);

/** In which part of a file a field stands. */
export type Part = 'file' | 'marche' | 'contrat-concession';

/** `title` is empty for the root. `isItem`: each item of the list of that title, and not the list. */
export type Place = { part: Part; title: string; name: string; isItem: boolean };

/** All places of a change, in the order in which they are reported. */
export function placesOf({ path, params }: Change, models: readonly Model[], lang: Lang): Place[] {
  const { places } = params;
  const paths = Array.isArray(places) && places.length > 0 ? (places as string[]) : [path];
  return paths.map((one) => placeAt(one, models, lang));
}

/** A field is named by the first of the models that has it: one that is gone stands in the previous alone. */
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
