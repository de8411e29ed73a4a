import { citedId, readLegalTexts } from '../../model/citation.ts';
import { nearest } from '../../messages/nearest.ts';
import { UNWRITTEN } from '../checks/faults.ts';
import { type Draft, refuse } from './draft.ts';

/** Cited where no text asks for a change. */
const PROPOSAL = 'proposition';

/** The source of a change as it is written: the one given, or a proposal of which the reason is to be written. */
export function sourceOf(draft: Draft, given: string | undefined): string {
  if (given === undefined || given.trim() === PROPOSAL) return `${PROPOSAL}, ${UNWRITTEN.fr}`;
  const known = readLegalTexts(draft.text('schema/legal-texts.yaml'));
  const id = citedId(given);
  if (!known.has(id)) refuse((say) => say['source.none']({ id, meant: nearest(id, [...known.keys()], 1)[0] }));
  return given.trim();
}

/** The same source in English: its identifier, and the words that the texts of the law have. */
export const englishOf = (source: string): string =>
  source
    .replace(UNWRITTEN.fr, UNWRITTEN.en)
    .replaceAll(/\bannexe\b/g, 'annex')
    .replace(new RegExp(`^(${PROPOSAL}), (?!${UNWRITTEN.en}).*$`, 's'), `$1, ${UNWRITTEN.en}`);
