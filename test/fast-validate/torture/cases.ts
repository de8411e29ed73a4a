/**
 * The torture cases: pieces of JSON as data (`cases/*.yaml`), and the files that each makes. In a text `\xHH` (capitals) is that byte as
 * it is, and `⟨…⟩12` is what stands between repeated twelve times. `json` is what JSON.parse says of the file: `accepted` or
 * `refused`; `free` where the standard leaves it to each reader (RFC 8259, §9), and then `ours` is what this one says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { rawBytes } from '../../read/helpers.ts';
import { type Bases, PLACES } from './places.ts';

type Said = 'accepted' | 'refused';
type Case = { text: string; json: Said | 'free'; ours?: Said; why?: string };
export type Family = { name: string; about: string; places: string[]; cases: Case[] };

const FOLDER = fileURLToPath(new URL('cases/', import.meta.url));

export const FAMILIES: Family[] = readdirSync(FOLDER).map((file) => ({
  name: file.replace('.yaml', ''),
  ...(parse(readFileSync(FOLDER + file, 'utf8')) as Omit<Family, 'name'>),
}));

/** A file that holds a case at one of its places. */
export type Torture = { label: string; bytes: Uint8Array; json: Case['json']; ours: Said };

/** The files of a family for one version. */
export function* torturesOf({ places, cases }: Family, bases: Bases): Generator<Torture> {
  for (const { text, json, ours } of cases) {
    const piece = repeated(text);
    for (const place of places) {
      const bytes = rawBytes(repeated(PLACES[place]!(piece, bases)));
      yield { label: `${JSON.stringify(text)} at ${place}`, bytes, json, ours: json === 'free' ? ours! : json };
    }
  }
}

/** What a program that knows UTF-8 and JSON.parse alone says. */
export function parses(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** The text with what stands between `⟨…⟩` repeated. */
export const repeated = (text: string): string =>
  text.replaceAll(/⟨([^⟩]*)⟩(\d+)/g, (_, piece: string, times: string) => piece.repeat(Number(times)));
