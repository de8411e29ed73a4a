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
 * `from`, `to`: the versions. `stepsFrom`: the one whose records the first step takes, where nothing tells the version of the file from it. `written`: false where nothing was written, since something is missing or refused. `missing`: the table to complete, with
 * how many contracts are in it; none was written where that is 0.
 */
export type MigrationSummary = Migrated & {
  missing?: { file: string; contracts: number };
  input: { file: string; format: string };
  output: { file: string; format: string };
  from: string;
  stepsFrom: string;
  to: string;
  written: boolean;
};

export type MigrationReport = {
  finding(found: MigrationFinding, describe: () => Described): void;
  end(summary: MigrationSummary): string;
};

/** A finding as a program reads it. `in`: the file in which its path is a pointer. */
type Entry = FindingEntry & Omit<MigrationFinding, 'finding' | 'about'> & { in: MigrationFinding['about'] };

export const entryOf = ({ finding, about, ...places }: MigrationFinding, words: Described): Entry => ({
  ...{ in: about, ...places },
  ...findingEntry(finding, words),
});

export function jsonMigrationReport(tool: { name: string; version: string }): MigrationReport {
  const listed = new ListedReport<Entry>();
  return {
    finding: (found, describe) => listed.add(() => entryOf(found, describe())),
    end: (summary) => listed.end(tool, summary),
  };
}

/** `completed`: the name of the completed table; `listed`: that of the list of all findings. */
export function textMigrationReport(
  lang: Lang,
  colour: boolean,
  { completed, listed }: { completed?: string | undefined; listed?: string | undefined } = {},
  width = 100,
): MigrationReport {
  const grouped = new GroupedReport({ lang, colour, width, groups: 30, places: 2 });
  const missing = new Set<string>();
  return {
    finding: ({ finding, field, about }, describe) => {
      if (finding.code === 'migrate.no-source' && field !== undefined) missing.add(field);
      grouped.add(finding, describe, about === 'completion' ? completed : undefined);
    },
    end: (summary) =>
      grouped.end(
        summary.input.file,
        sentenceOf(summary, { fields: [...missing], listed, lang }),
        summary.written && summary.counts.error === 0,
      ),
  };
}

/** `fields`: those that the data could not give. */
function sentenceOf(
  { records, starts, valid, counts, output, from, stepsFrom, to, written, missing }: MigrationSummary,
  { fields, listed, lang }: { fields: readonly string[]; listed: string | undefined; lang: Lang },
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
    ...(contracts > 0 && stepsFrom !== from ? [say['steps-from']({ from, first: stepsFrom })] : []),
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
    ...(listed !== undefined
      ? [say['report-written']({ file: visible(listed, 300) })]
      : counts.error + counts.warning + counts.info > 0
        ? [say['all-findings']()]
        : []),
  ].join(' ');
}
