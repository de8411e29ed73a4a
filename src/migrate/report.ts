/** The report of `decp migrate`, as text or JSON. */
import type { Lang } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Described } from '../messages.ts';
import { MIGRATION } from '../messages/compiled/migration.ts';
import { BY_KIND, isBefore } from '../model/releases.ts';
import { type FindingEntry, findingEntry } from '../report/entry.ts';
import { GroupedReport, ListedReport } from '../report/transfer.ts';
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

/** A finding as a program reads it. `in`: the file in which its path is a pointer. */
type Entry = FindingEntry & Omit<MigrationFinding, 'finding' | 'about'> & { in: MigrationFinding['about'] };

export function jsonMigrationReport(tool: { name: string; version: string }): MigrationReport {
  const listed = new ListedReport<Entry>();
  return {
    finding: ({ finding, about, ...places }, describe) =>
      listed.add(() => ({ in: about, ...places, ...findingEntry(finding, describe()) })),
    end: (summary) => listed.end(tool, summary),
  };
}

/** `completed`: the name of the completed table. */
export function textMigrationReport(lang: Lang, colour: boolean, completed?: string, width = 100): MigrationReport {
  const grouped = new GroupedReport({ lang, colour, width, groups: 30, places: 2 });
  const missing = new Set<string>();
  return {
    finding: ({ finding, field, about }, describe) => {
      if (finding.code === 'migrate.no-source' && field !== undefined) missing.add(field);
      grouped.add(finding, describe, about === 'completion' ? completed : undefined);
    },
    end: (summary) =>
      grouped.end(summary.input.file, sentenceOf(summary, [...missing], lang), summary.written && summary.counts.error === 0),
  };
}

/** `fields`: those that the data could not give. */
function sentenceOf(
  { records, starts, valid, counts, output, from, to, written, missing }: MigrationSummary,
  fields: readonly string[],
  lang: Lang,
): string {
  const say = MIGRATION[lang];
  const contracts = records.marche + records['contrat-concession'];
  const file = output.file === '-' ? say['standard-output']() : visible(output.file, 300);
  const state = say.state({ contracts, valid, from, to, isSame: from === to });
  // A table to complete is of a version that has a list of each kind.
  const canComplete = fields.length > 0 && !isBefore(to, BY_KIND);
  const started = Object.entries(starts).map(([version, count]) => say.start({ contracts: count, version }));
  return [
    state,
    ...(started.length > 1 ? [say.starts({ starts: started })] : []),
    ...(written
      ? [say.written({ file })]
      : contracts === 0
        ? [say['nothing-read']()]
        : [
            say['not-written']({ errors: counts.error }),
            ...(canComplete && !missing ? [say['complete-first']({ count: fields.length, fields })] : []),
          ]),
    ...(missing && contracts > 0 ? [say.missing({ contracts: missing.contracts, file: visible(missing.file, 300) })] : []),
    ...(written || contracts === 0 ? [] : [say.partial({ isIncomplete: canComplete })]),
  ].join(' ');
}
