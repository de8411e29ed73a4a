/** Paths of findings: JSON Pointers from the root of the file. */
import type { Finding } from '../finding.ts';
import { escape, tokens } from '../../packages/base/src/pointer.ts';

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39;

function isIndexAt(path: string, from: number, to: number): boolean {
  let at = from;
  while (at < to && isDigit(path, at)) at++;
  return at === to && from < to;
}

const isIndex = (token: string): boolean => isIndexAt(token, 0, token.length);

const child = (path: string, name: string): string => `${path}/${escape(name)}`;
export const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const isItem = (path: string): boolean => isIndexAt(path, path.lastIndexOf('/') + 1, path.length);

/** The rank in its list, from 1, of the item that a path ends with. */
export const rank = (path: string): number => Number(path.slice(path.lastIndexOf('/') + 1)) + 1;

/** The path of the field that a finding is about, also of an absent property. */
export function fieldPath(finding: Finding): string {
  const { property } = finding.params;
  return finding.code === 'schema.required' && typeof property === 'string' ? child(finding.path, property) : finding.path;
}

/** The path with each index replaced. Without regular expression, since it is called for every finding. */
function withIndexes(path: string, written: string): string {
  let folded = '';
  let kept = 0;
  for (let slash = path.indexOf('/'); slash !== -1;) {
    const next = path.indexOf('/', slash + 1);
    const end = next === -1 ? path.length : next;
    if (isIndexAt(path, slash + 1, end)) {
      folded += path.slice(kept, slash + 1) + written;
      kept = end;
    }
    slash = next;
  }
  return kept === 0 ? path : folded + path.slice(kept);
}

/** The path with indexes replaced by `*`, to count findings by field. */
export const fieldKey = (path: string): string => withIndexes(path, '*');

/** The path of the same field in the first items of its lists: a valid path, the same for all paths of the field. */
export const firstPath = (path: string): string => withIndexes(path, '0');

/** The path of a record: `/marches/marche/3`, `/marches/3` in 1.x, `/3` in a bare list. */
const RECORD = /^(\/marches(\/marche|\/contrat-concession)?)?\/\d+(?=\/|$)/;

/** The part of a path within its record; the path itself for what is above the records. */
export const withinRecord = (path: string): string => path.replace(RECORD, '');

export const isRecord = (path: string): boolean => RECORD.exec(path)?.[0] === path;

/** The names on a path within its record, or within the root: `/marches/marche/3/titulaires/0/id` is `titulaires > id`. Empty for a record itself. */
export function nameOfPath(path: string): string {
  return tokens(withinRecord(path))
    .filter((token) => !isIndex(token))
    .join(' > ');
}
