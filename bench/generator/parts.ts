import { company } from './identifiers.ts';
import type { Random } from './random.ts';

/** A record before it is written. */
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
export type Draft = { [key: string]: Json };

/** From this amount on, in euros, the data of a marché must be published. */
export const THRESHOLD = 40_000;

/** An amount in euros between the two bounds, small ones being the more frequent; a third of them with cents. */
export function amount(random: Random, min: number, max: number): number {
  const value = min * (max / min) ** random.fraction();
  return random.chance(0.33) ? Math.round(value * 100) / 100 : Math.round(value);
}

export const share = (random: Random, max = 1): number => Math.floor(random.fraction() * max * 100) / 100;

/** Holders of a contract: one most often, a group of two or three sometimes. */
export function companies(random: Random, name: 'titulaire' | 'concessionnaire'): Draft[] {
  const count = random.chance(0.88) ? 1 : random.whole(2, 3);
  return Array.from({ length: count }, () => ({ [name]: company(random) }));
}

/** One or two codes of a list, or the one code that stands for none of them. */
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

/** The values that are there. */
export const present = (record: Draft): Draft =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Some publishers write the plain values first, the objects and lists last. */
export const plainFirst = (record: Draft): Draft =>
  Object.fromEntries(
    Object.entries(record).sort(([, a], [, b]) => Number(typeof a === 'object') - Number(typeof b === 'object')),
  );
