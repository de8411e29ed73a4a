/** What a report says of two schemas, in both languages. */
import { en, fr, type Lang } from '../../../base/src/language.ts';
import type { Bump, Change, Relation, Witness } from '../types.ts';

/** Names of the two sides, safe to print. */
export type Names = { previous: string; next: string };

/** `breaks`: proved to refuse what was accepted; `unknown`: may do so; `widenings`: accept more; `texts`: what only people read. */
export const SECTIONS = ['breaks', 'unknown', 'widenings', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf({ direction, bump }: Pick<Change, 'direction' | 'bump'>): Section {
  if (bump === 'major') return direction === 'unknown' ? 'unknown' : 'breaks';
  return direction === 'none' ? 'texts' : 'widenings';
}

export type ReportWords = {
  /** The relation, without the full stop of its sentence. */
  relation(names: Names, relation: Relation): string;
  /** What the relation asks of the number of the next version. */
  needed: Record<Bump, string>;
  section: Record<Section, (changes: number) => string>;
  root: string;
  witness(names: Names, accepted: Witness['accepted']): string;
  /** What an object that is shown does not have. */
  without: (name: string) => string;
  noWitness: string;
  notes: string;
  more(changes: number): string;
  /** How to see the instances. */
  hint: string;
};

const FR_RELATION: Record<Relation, (names: Names) => string> = {
  equivalent: ({ previous, next }) => `${previous} et ${next} acceptent exactement les mêmes données`,
  widened: ({ previous, next }) => `${next} accepte tout ce que ${previous} accepte, et davantage`,
  narrowed: ({ previous, next }) => `${next} refuse des données que ${previous} accepte`,
  incomparable: ({ previous, next }) =>
    `${next} refuse des données que ${previous} accepte, et en accepte d'autres que ${previous} refuse`,
  unknown: ({ previous, next }) => `On ne sait pas si ${next} accepte tout ce que ${previous} accepte`,
};

const EN_RELATION: Record<Relation, (names: Names) => string> = {
  equivalent: ({ previous, next }) => `${previous} and ${next} accept exactly the same data`,
  widened: ({ previous, next }) => `${next} accepts all that ${previous} accepts, and more`,
  narrowed: ({ previous, next }) => `${next} refuses data that ${previous} accepts`,
  incomparable: ({ previous, next }) =>
    `${next} refuses data that ${previous} accepts, and accepts other data that ${previous} refuses`,
  unknown: ({ previous, next }) => `It is not known whether ${next} accepts all that ${previous} accepts`,
};

const changesFr = (n: number): string => fr.count(n, 'changement', 'changements');
const changesEn = (n: number): string => en.count(n, 'change', 'changes');

export const REPORT_WORDS: Record<Lang, ReportWords> = {
  fr: {
    relation: (names, relation) => FR_RELATION[relation](names),
    needed: {
      major: 'il faut une version majeure',
      minor: 'une version mineure suffit',
      patch: 'une version corrective suffit',
      none: "aucune nouvelle version n'est nécessaire",
    },
    section: {
      breaks: (n) => `Ce qui n'est plus accepté (${changesFr(n)})`,
      unknown: (n) => `Ce dont on ne sait pas si c'est encore accepté (${changesFr(n)})`,
      widenings: (n) => `Ce qui est désormais accepté (${changesFr(n)})`,
      texts: (n) => `Textes et annotations (${changesFr(n)})`,
    },
    root: '(racine)',
    witness: ({ previous, next }, accepted) =>
      accepted === 'previous' ? `accepté par ${previous}, refusé par ${next} :` : `refusé par ${previous}, accepté par ${next} :`,
    without: (name) => `(sans ${name})`,
    noWitness: 'Aucune donnée à montrer :',
    notes: 'À savoir',
    more: (n) => `et ${fr.count(n, 'autre', 'autres')}`,
    hint: 'Les données entières : --format json',
  },
  en: {
    relation: (names, relation) => EN_RELATION[relation](names),
    needed: {
      major: 'a major version is needed',
      minor: 'a minor version is enough',
      patch: 'a patch version is enough',
      none: 'no new version is needed',
    },
    section: {
      breaks: (n) => `No longer accepted (${changesEn(n)})`,
      unknown: (n) => `Not known whether it is still accepted (${changesEn(n)})`,
      widenings: (n) => `Accepted from now on (${changesEn(n)})`,
      texts: (n) => `Texts and annotations (${changesEn(n)})`,
    },
    root: '(root)',
    witness: ({ previous, next }, accepted) =>
      accepted === 'previous' ? `accepted by ${previous}, refused by ${next}:` : `refused by ${previous}, accepted by ${next}:`,
    without: (name) => `(without ${name})`,
    noWitness: 'No data to show:',
    notes: 'Good to know',
    more: (n) => `and ${en.count(n, 'other', 'others')}`,
    hint: 'The whole instances: --format json',
  },
};
