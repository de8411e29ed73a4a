/** The parts of a message, as the catalogue has them, and the message that they make. */
import type { Finding } from '../finding.ts';
import { capital } from '../../packages/base/src/language.ts';
import type { Code, Language } from './language.ts';
import { sheetCell } from './sheet-cell.ts';
import type { Described } from './types.ts';

type Part = 'title' | 'found' | 'expected' | 'remedy';
type Say = (values: Finding['params']) => string;

/** The parts of a message for any code. Params are untyped in a finding; `findingOf` has checked them against `Params`. */
type Parts = Readonly<Record<Part, Say> & Partial<Record<`in-table.${Part}`, Say>>>;

/** The parts of the messages of a code in a language. */
export const partsOf = ({ findings }: Language, code: Code): Parts => findings[code] as unknown as Parts;

/** A part of a message: that of cells where the finding is about one and the code has words of its own for it. */
export const said = (parts: Parts, part: Part, finding: Finding): Say =>
  (sheetCell(finding) ? parts[`in-table.${part}`] : undefined) ?? parts[part];

/** What a message says, once its parts are filled in. */
export type Draft = { found: string; expected: string; remedy: string };

/** `values`: those that the parts name. */
export function draftFrom(parts: Parts, finding: Finding, values: Finding['params']): Draft {
  const text = (part: Part): string => said(parts, part, finding)(values);
  return { found: text('found'), expected: text('expected'), remedy: text('remedy') };
}

/** The text of a message. `field`: the one that it is about, undefined where the whole file is concerned. */
export const sentenceOf = ({ sentences }: Language, field: string | undefined, { found, expected, remedy }: Draft): string =>
  sentences.finding({ field, found: field === undefined ? capital(found) : found, expected, remedy });

/** The message as reports take it; without `field` where the whole file is concerned. */
export function whole(field: string | undefined, { found, expected, remedy }: Draft, title: string, text: string): Described {
  const described: Described = { found, expected, remedy, title, text };
  if (field !== undefined) described.field = field;
  return described;
}
