/** The rules as they are written, for those who judge what the compiler made of them. */
import { readdirSync } from 'node:fs';
import type { FileEntry, RecordEntry, RecordScope, Rule } from '../../src/model/rules.ts';
import { withConstants } from '../../src/model/constants.ts';
import { readSource } from '../../src/model/source-text.ts';
import { GOLDEN, readText, ROOT } from '../support/engine.ts';

const FOLDER = `schema/${GOLDEN}/rules`;

export const RULES: readonly Rule[] = readdirSync(`${ROOT}${FOLDER}`)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => withConstants(readSource(readText(`${FOLDER}/${name}`))) as Rule);

type Written<E> = { id: string; index: number; entry: E };

const entries = RULES.flatMap(({ id, on }) => on.map((entry, index) => ({ id, index, entry })));

/** The entries that judge each record of a kind alone. */
export const recordEntries = (scope: RecordScope): Written<RecordEntry>[] =>
  entries.flatMap(({ entry, ...place }) => (entry.scope === scope ? [{ ...place, entry }] : []));

/** The entries that make a key of each record of a kind. */
export const fileEntries = (kind: RecordScope): Written<FileEntry>[] =>
  entries.flatMap(({ entry, ...place }) => (entry.scope === 'fichier' && entry.kind === kind ? [{ ...place, entry }] : []));
