/** Tables of cases, as they are written. */
import type { Change } from './change.ts';

/** The first line of a file of cases, by which editors know what may be written there. */
export const CASES_SCHEMA = '# yaml-language-server: $schema=../../schema/dialect/cases.schema.json';

/** A finding as a case says it: its code, at the place that the case changes, or the code and its place. */
export type Said = string | Readonly<Record<string, string>>;

export const codeOf = (said: Said): string => (typeof said === 'string' ? said : (Object.keys(said)[0] ?? ''));

/** The first and the last version for which cases hold. Without a last one they hold for all that follow. */
export type Lasting = { since?: string; until?: string | undefined };

/** What is changed of the base before a case changes it: it makes the case plausible, and is not what the case shows. */
type Decor = { with?: Change['set']; without?: Change['remove'] };

export type Case = Lasting & Decor & Change & { name: string; expect: Said; also?: readonly Said[]; note?: string };

export type Table = Lasting & Decor & { base: string; since: string; cases: readonly Case[] };

/** What `expect` says of a case that conforms. */
export const VALID = 'valid';

/** Whether cases hold for a version. `versions`: all, oldest first. */
export function holds({ since = '', until }: Lasting, version: string, versions: readonly string[]): boolean {
  const at = versions.indexOf(version);
  return at >= versions.indexOf(since) && (until === undefined || at <= versions.indexOf(until));
}
