/** The report of `decp migrate`, as text or JSON. */
import { type Lang, FORMATTERS } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import type { Described } from '../messages.ts';
import { MIGRATION } from '../messages/compiled/migration.ts';
import { type FindingEntry, findingEntry, toJson } from '../report/entry.ts';
import { details, type Page, table } from '../report/layout.ts';
import { createTally } from '../report/summary.ts';
import { WORDS } from '../report/words.ts';
import type { Migrated, MigrationFinding } from './migrate-file.ts';

/**
 * `from`, `to`: the versions. `written`: false where nothing was written, since something is missing or refused. `missing`: the table to complete, with
 * how many contracts are in it; none was written where that is 0.
 */
type MigrationSummary = Migrated & {
  missing?: { file: string; contracts: number };
  input: { file: string; format: string };
  output: { file: string; format: string };
  from: string;
  to: string;
  written: boolean;
};

export type MigrationReport = {
  finding(found: MigrationFinding, describe: () => Described): void;
  end(summary: MigrationSummary): string;
};

/** Findings listed in JSON at the most. Where there are more, `truncated` is true; counts stay complete. */
const MOST_LISTED = 10_000;

/** A finding as a program reads it. `in`: the file in which its path is a pointer. */
type Entry = FindingEntry & { in: MigrationFinding['about'] };

export function jsonMigrationReport(tool: { name: string; version: string }): MigrationReport {
  const findings: Entry[] = [];
  let truncated = false;
  return {
    finding({ finding, about }, describe) {
      if (findings.length < MOST_LISTED) findings.push({ in: about, ...findingEntry(finding, describe()) });
      else truncated = true;
    },
    end: (summary) => `${toJson({ tool, ...summary, truncated, findings })}\n`,
  };
}

/** Groups of findings shown, and places shown of each. */
const GROUPS = 30;
const PLACES = 2;

export function textMigrationReport(lang: Lang, colour: boolean, width = 100): MigrationReport {
  const page: Page = { words: WORDS[lang], formatters: FORMATTERS[lang], style: styleFor(colour), width };
  const tally = createTally({ places: PLACES });
  return {
    finding: ({ finding }, describe) => {
      tally.add(finding, describe);
    },
    end(summary) {
      const groups = tally.groups();
      const found = groups.length === 0 ? [] : [...table(groups, GROUPS, page), ''];
      const shown = groups.slice(0, GROUPS).flatMap((group, i) => details(group, i + 1, PLACES, page));
      return [visible(summary.input.file, 300), '', ...found, ...shown, verdict(summary, lang, page), ''].join('\n');
    },
  };
}

function verdict(summary: MigrationSummary, lang: Lang, { style, width }: Page): string {
  const sentence = wrap(sentenceOf(summary, lang), width);
  return summary.written && summary.counts.error === 0 ? style.good(sentence) : style.bad(sentence);
}

function sentenceOf({ records, valid, counts, output, from, to, written, missing }: MigrationSummary, lang: Lang): string {
  const say = MIGRATION[lang];
  const contracts = records.marche + records['contrat-concession'];
  const file = output.file === '-' ? say['standard-output']() : visible(output.file, 300);
  const state = say.state({ contracts, valid, from, to, isSame: from === to });
  return [
    state,
    written ? say.written({ file }) : say['not-written']({ errors: counts.error }),
    ...(missing ? [say.missing({ contracts: missing.contracts, file: visible(missing.file, 300) })] : []),
  ].join(' ');
}
