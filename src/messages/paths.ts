/** Paths of findings: JSON Pointers from the root of the file. */
import type { Finding } from '../finding.ts';
import { escape, tokens } from '../model/pointer.ts';

const isIndex = (token: string): boolean => /^\d+$/.test(token);

const child = (path: string, name: string): string => `${path}/${escape(name)}`;
export const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const isItem = (path: string): boolean => isIndex(path.slice(path.lastIndexOf('/') + 1));

/** Place in its list, from 1, of the item that a path ends with. */
export const rank = (path: string): number => Number(path.slice(path.lastIndexOf('/') + 1)) + 1;

/** The path of the field that a finding is about: for an absent property, where it should stand. */
export function fieldPath(finding: Finding): string {
  const { property } = finding.params;
  return finding.code === 'schema.required' && typeof property === 'string' ? child(finding.path, property) : finding.path;
}

/** The path with indexes replaced by `*`: the same for all records, so that findings can be counted by field. */
export const fieldKey = (path: string): string => path.replace(/\/\d+(?=\/|$)/g, '/*');

/** A record in its list: `/marches/marche/3`, `/marches/3` in 1.x, `/3` in a bare list. */
const RECORD = /^(\/marches(\/marche|\/contrat-concession)?)?\/\d+(?=\/|$)/;

export const isRecord = (path: string): boolean => RECORD.exec(path)?.[0] === path;

/** `/marches/marche/3/titulaires/0/id` is `titulaires > id`: names inside the record, or inside the root. A record itself has none. */
export function nameOfPath(path: string): string {
  return tokens(path.replace(RECORD, ''))
    .filter((token) => !isIndex(token))
    .join(' > ');
}
