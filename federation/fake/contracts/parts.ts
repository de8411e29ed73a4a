import { company } from './identifiers.ts';
import type { Random } from './random.ts';

/** A record before it is serialised. */
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
export type Draft = { [key: string]: Json };

/** Contracts from this amount on (euros HT) must be published. */
export const THRESHOLD = 40_000;

/** Draws an amount in euros HT between two bounds, small ones being more frequent; a third of them have cents. */
export function amount(random: Random, min: number, max: number): number {
  const value = min * (max / min) ** random.fraction();
  return random.chance(0.33) ? Math.round(value * 100) / 100 : Math.round(value);
}

export const share = (random: Random, max = 1): number => Math.floor(random.fraction() * max * 100) / 100;

/** Draws the titulaires or concessionnaires: usually one, sometimes a group of two or three. */
export function companies(random: Random, name: 'titulaire' | 'concessionnaire'): Draft[] {
  const count = random.chance(0.88) ? 1 : random.whole(2, 3);
  return Array.from({ length: count }, () => ({ [name]: company(random) }));
}

/** Draws one or two codes of a list, or the code `none`. */
export function codes(random: Random, list: readonly string[], none: string, noneShare: number): string[] {
  return random.chance(noneShare) ? [none] : random.sample(list, random.chance(0.85) ? 1 : 2);
}

export const social = (random: Random, reserved: string): Draft => ({
  considerationSociale: codes(random, ['Clause sociale', 'Critère social', reserved], 'Pas de considération sociale', 0.65),
});

export const environmental = (random: Random): Draft => ({
  considerationEnvironnementale: codes(
    random,
    ['Clause environnementale', 'Critère environnemental'],
    'Pas de considération environnementale',
    0.55,
  ),
});

/** Returns the record without undefined members. */
export const present = (record: Draft): Draft =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Moves objects and lists to the end, as some publishers do. */
export const plainFirst = (record: Draft): Draft =>
  Object.fromEntries(
    Object.entries(record).sort(([, a], [, b]) => Number(typeof a === 'object') - Number(typeof b === 'object')),
  );
