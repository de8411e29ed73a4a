/** One change as an item of a Markdown list. */
import type { Change, Witness } from '../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { sentence } from '../words.ts';
import { codeBlock, codeSpan, markdownSafe } from '../markdown-safe.ts';
import { erratumLines } from './erratum-lines.ts';
import { fragmentOf, manyLines } from '../../../packages/schema-diff/src/report.ts';
import type { DiffReport } from './types.ts';
import { witnessWords } from './witness-words.ts';
import type { Names } from '../../../packages/schema-diff/src/report.ts';
import type { DiffWords } from './words.ts';

export type MarkdownPage = {
  words: DiffWords;
  /** As code spans. */
  names: Names;
  lang: Lang;
  report: DiffReport;
  /** Characters that may still be spent on whole instances. */
  room: { left: number };
  /** Changes of a section that are told. */
  most: number;
};

const INDENT = '  ';

/** The sentence, the place, what each witness is, and what was declared. */
export function changeItem(change: Change, page: MarkdownPage): string[] {
  const { words, lang, report } = page;
  const { decision } = report;
  const used = decision.errata.find((use) => use.change === change);
  const mark = decision.undeclared.includes(change) ? `**${words.undeclared}.** ` : '';
  return [
    `- ${mark}${markdownSafe(change.sentence[lang])}`,
    hard(placeOf(change, page)),
    ...change.witnesses.flatMap((witness) => witnessLines(witness, change, page)),
    ...(change.witnesses.length === 0 && change.reason
      ? [hard(`${words.noWitness} ${markdownSafe(sentence(change.reason[lang]))}`)]
      : []),
    ...(used ? erratumLines(used, words, lang).map((line) => hard(markdownSafe(line))) : []),
  ];
}

/** A line of its own in an item. */
const hard = (text: string): string => `\n${INDENT}${text}`;

function placeOf({ path, kind, fingerprint }: Change, { words, report }: MarkdownPage): string {
  const place = report.places.get(fingerprint);
  const source = place && [place.file, place.line].filter((part) => part !== undefined).join(':');
  return [
    path === '' ? words.root : codeSpan(path),
    codeSpan(kind),
    codeSpan(fingerprint),
    ...(source === undefined ? [] : [codeSpan(source)]),
  ].join(' · ');
}

function witnessLines(witness: Witness, change: Change, { words, names, room }: MarkdownPage): string[] {
  const line = hard(`${witnessWords(change, witness, words, names)} ${codeSpan(fragmentOf(witness, change, words.without))}`);
  const whole = codeBlock(manyLines(witness.instance), INDENT);
  room.left -= whole.length;
  if (room.left < 0) return [line];
  return [line, hard(`<details><summary>${words.instance}</summary>\n\n${whole}\n\n${INDENT}</details>`)];
}
