import { textsOf } from '../../../packages/base/src/texts.ts';
import type { PlanRefusal } from '../../diff/decision.ts';
import { RELEASE } from '../../messages/compiled/release.ts';
import type { Rule } from '../../model/rules.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { problemOf } from '../checks/faults.ts';
import { metaCheck } from '../checks/meta-schema.ts';
import { type Problem, type SchemaFiles, whereOf } from '../problem.ts';
import { approvalOf, APPROVALS } from '../pull-request/approval.ts';
import { covers, type ReleaseRecord, recordFaults, recordPath, RECORD_SCHEMA } from './record.ts';

/**
 * The release that is planned. `record`: the text of its record, undefined where there is none; `files`: the meta-schema of records, by its path from `schema/`; `rules`:
 * those of `next`; `today`: the day on which it would be released.
 */
type Planned = {
  version: string;
  record: string | undefined;
  files: SchemaFiles;
  report: DiffReport;
  rules: readonly Rule[];
  today: string;
};

/** Why the record of a release does not allow it yet. A release of texts alone asks for no period, and needs no record. */
export function recordRefusals({ version, record: text, files, report, rules, today }: Planned): PlanRefusal[] {
  const row = approvalOf({ change: report, gate: report, sources: [] });
  if (row === undefined || row === 'text') return [];
  const file = recordPath(version);
  const asked = { file, kind: row, days: APPROVALS[row].days };
  if (text === undefined) return [{ texts: textsOf(RELEASE, (say) => say['record.none']({ version, ...asked })) }];
  const { source, problems } = metaCheck(files, RECORD_SCHEMA)(file, text);
  if (problems.length > 0) return problems.map(refusalOf);
  const record = source.value as ReleaseRecord;
  const { errata, stale } = report.decision;
  const faults = recordFaults(record, {
    isPublished: false,
    day: today,
    errata: [...errata.map(({ erratum }) => erratum), ...stale],
    rules,
  });
  return [
    ...faults.map((fault) => refusalOf(problemOf(file, source, fault))),
    ...(covers(record, row) ? [] : [{ texts: textsOf(RELEASE, (say) => say['record.other-kind'](asked)) }]),
    ...record.proposals.flatMap(({ title, kind, until }) =>
      until !== undefined && until >= today && APPROVALS[kind].days > 0
        ? [{ texts: textsOf(RELEASE, (say) => say['record.open']({ file, title, until })) }]
        : [],
    ),
  ];
}

const refusalOf = (problem: Problem): PlanRefusal => ({
  texts: textsOf(RELEASE, (say, lang) => say['record.fault']({ where: whereOf(problem), said: problem[lang] })),
});
