/** The places that a person wants to see, among all findings kept. */
import { folded as foldedText } from '../search/terms.ts';
import { type Level, levelOf } from '../../../src/finding.ts';
import { fieldKey, fieldPath } from '../../../src/messages/paths.ts';
import { type KeptFinding, textOf } from './kept.ts';

/** The filter of findings; an empty text matches anything. `field`: the key of a group. */
export type Filter = { level: Level | ''; code: string; field: string; text: string };

export const NO_FILTER: Filter = { level: '', code: '', field: '', text: '' };

/** Maximum number of rows rendered; more would make the page slow. */
export const ROWS = 200;

/** Findings looked at before the page has its turn. */
const SLICE = 1_000;

export type Places = { matching: number; rows: KeptFinding[] };

/** Looks at all findings, a slice at a time; the last answer is the whole one. */
export function* placesAmong(findings: readonly KeptFinding[], filter: Filter): Generator<Places> {
  const matches = matcherOf(filter);
  const rows: KeptFinding[] = [];
  let matching = 0;
  for (let at = 0; at < findings.length; at += SLICE) {
    for (const finding of findings.slice(at, at + SLICE)) {
      if (!matches(finding)) continue;
      matching++;
      if (rows.length < ROWS) rows.push(finding);
    }
    yield { matching, rows };
  }
  yield { matching, rows };
}

function matcherOf({ level, code, field, text }: Filter): (finding: KeptFinding) => boolean {
  const wanted = folded(text.trim());
  return (finding) =>
    (level === '' || levelOf(finding) === level) &&
    (code === '' || finding.code === code) &&
    (field === '' || keyOf(finding) === field) &&
    (wanted === '' || sayings(finding).some((text) => text !== undefined && folded(text).includes(wanted)));
}

/** The key of the group that counts a finding. */
const keyOf = (finding: KeptFinding): string => fieldKey(fieldPath(finding));

const sayings = (finding: KeptFinding): (string | undefined)[] => [
  textOf(finding),
  finding.path,
  finding.record?.id,
  finding.record?.buyer,
];

/** Nobody types accents to search. Most texts that are looked at have no need of the second step. */
const folded = (text: string): string => {
  const lower = text.toLowerCase();
  return /[^\u0000-\u007f]/.test(lower) ? foldedText(lower) : lower;
};
