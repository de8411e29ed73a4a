/** What the tables of oddities are written with. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { completeRecord, type Fields } from '../complete.ts';
import { fileOf, type KindedRecord } from '../mutate-file.ts';

/** `accepted` names the versions that accept; the others refuse. `text` makes the file for a version. */
export type Oddity = { name: string; accepted: readonly string[]; text: (version: string) => string };

export const FLAT = ['1.3.0', '1.4.0', '1.5.0', '2.0.0'];
export const OLD = FLAT.slice(0, 3);
export const BY_KIND = ['2.0.1', '2.0.2', '2.0.3'];
export const NEW = ['2.0.0', ...BY_KIND];
export const ALL = [...FLAT, ...BY_KIND];

export const file = (version: string, ...records: KindedRecord[]): string =>
  JSON.stringify(fileOf(records, FLAT.includes(version)));

/** A file of one complete record after a change. */
export const record = (kind: RecordKind, change: (record: Fields, version: string) => void) => (version: string) => {
  const value = completeRecord(version, kind);
  change(value, version);
  return file(version, { kind, value });
};
export const marche = (change: (record: Fields, version: string) => void) => record('marche', change);
export const concession = (change: (record: Fields, version: string) => void) => record('contrat-concession', change);

/** A file of two records, the second made from the first. */
export const pair = (other: (record: Fields) => unknown) => (version: string) => {
  const value = completeRecord(version, 'marche');
  return file(version, { kind: 'marche', value }, { kind: 'marche', value: other(structuredClone(value)) });
};

/** A file of two records, each with a member of its own. */
export const pairWith = (first: string, second: string) => (version: string) => {
  const value = JSON.stringify(completeRecord(version, 'marche')).slice(1);
  const items = `{${first},${value},{${second},${value}`;
  return FLAT.includes(version) ? `{"marches":[${items}]}` : `{"marches":{"marche":[${items}]}}`;
};

export const raw = (text: string) => () => text;
export const listAt = (value: unknown, ...path: (string | number)[]): unknown[] =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value) as unknown[];

/** The wrapper of 2.0.1 and later stands in the way of the path. */
export const listIn = (value: Fields, path: (string | number)[], version: string): unknown[] => {
  const inner: Record<string, string> = { modifications: 'modification', donneesExecution: 'donneesAnnuelles' };
  const [list = '', index, name] = path;
  if (index === undefined || name === undefined) return listAt(value, list);
  return listAt(value, list, index, ...(BY_KIND.includes(version) ? [inner[list] ?? ''] : []), name);
};
