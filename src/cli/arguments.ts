/** What the options of the command line hold. Throws where a value makes no sense, with what is expected in words of no language: the program says the rest. */
import { InvalidArgumentError } from 'commander';
import { FAMILIES, type Family } from '../model/rules.ts';
import { isDay } from '../../packages/base/src/days.ts';

/** Families of rules to run, and ids of rules to leave out. */
export type AskedRules = { families: readonly Family[]; without: readonly string[] };

export const ALL_RULES: AskedRules = { families: FAMILIES, without: [] };

const isFamily = (name: string): name is Family => FAMILIES.some((family) => family === name);

/** `reglementaire,agregateur`, `none`, or `-<id>` to leave a rule out; where only these are given, all families are run. */
export function askedRules(value: string): AskedRules {
  if (value === 'none') return { families: [], without: [] };
  const names = value.split(',');
  const without = names.filter((name) => /^-[a-z0-9-]+$/.test(name)).map((name) => name.slice(1));
  const families = names.filter(isFamily);
  if (without.length + families.length < names.length) throw new InvalidArgumentError(`${FAMILIES.join(', ')}, -<id>, none`);
  return { families: families.length > 0 ? families : FAMILIES, without };
}

export function day(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('AAAA-MM-JJ (2026-12-31)');
  return value;
}

/** Steps of a search: one at least. */
export function steps(value: string): number {
  if (!/^[1-9]\d{0,11}$/.test(value)) throw new InvalidArgumentError('1, 2, 3…');
  return Number(value);
}

/** More than two would wait for one another. */
export function threads(value: string): number {
  if (value !== '1' && value !== '2') throw new InvalidArgumentError('1, 2');
  return Number(value);
}

export function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('0, 1, 2…');
  return Number(value);
}
