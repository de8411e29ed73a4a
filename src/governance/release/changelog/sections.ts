/** The changes of a release, sorted by what a reader wants to know of them. */
import type { Decision } from '../../../diff/decision.ts';
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Erratum } from '../../../model/errata.ts';
import { sectionOf } from '../../../report/diff/sections.ts';
import type { Story } from './types.ts';

/**
 * `broken`: accepted before, refused now, declared by the number; `mended`: the same, but what is lost was wrong already (errata); `widened`: accepted
 * now; `rules`: checks that do not bear on what the version accepts; `texts`: what only people read.
 */
export const SECTIONS = ['broken', 'mended', 'widened', 'rules', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

/** A change, with the erratum that excuses it. */
type Told = { change: Change; erratum?: Erratum };

/** Changes that one sentence tells. */
export type Group = [Told, ...Told[]];

const SAME: Record<ReturnType<typeof sectionOf>, Section> = {
  breaks: 'broken',
  unknown: 'broken',
  widenings: 'widened',
  apart: 'rules',
  texts: 'texts',
};

/** The groups of each section, in the order of the diff. */
export function groupsOf({ report: { diff, decision } }: Pick<Story, 'report'>): Record<Section, Group[]> {
  const all: Record<Section, Group[]> = { broken: [], mended: [], widened: [], rules: [], texts: [] };
  const known = new Map<string, Group>();
  for (const change of diff.changes) {
    const erratum = erratumOf(change, decision);
    const section = erratum ? 'mended' : SAME[sectionOf(change)];
    const told: Told = { change, ...(erratum && { erratum }) };
    const key = `${section} ${keyOf(told)}`;
    const group = known.get(key);
    if (group) group.push(told);
    else {
      const fresh: Group = [told];
      known.set(key, fresh);
      all[section].push(fresh);
    }
  }
  return all;
}

const erratumOf = (change: Change, { errata }: Decision): Erratum | undefined =>
  errata.find((use) => use.change === change && use.refused === undefined)?.erratum;

/** Params that say where, or what the sentence names besides: changes that differ in these only are told together. */
const PLACE = ['places', 'more'];

/** The same constraint, for the same reason. A change of a rule, of a code or of a text is told by itself or with its like. */
function keyOf({ change: { kind, params, fingerprint }, erratum }: Told): string {
  if (kind === 'text-changed') return kind;
  if (kind.startsWith('rule-')) return params['versionBearing'] === true ? fingerprint : ruleKey(kind, params);
  const made = Object.entries(params).filter(([name]) => !PLACE.includes(name));
  const why = erratum?.kind === 'narrowing' ? erratum.reason : erratum?.kind;
  return JSON.stringify([kind, made, why]);
}

const ruleKey = (kind: string, { family, severity }: Change['params']): string => JSON.stringify([kind, family, severity]);
