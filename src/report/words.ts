/** What the text report says: the messages of `messages/report.yaml`, put together. */
import { capital, FORMATTERS, type Lang } from '../../packages/base/src/language.ts';
import { shown } from '../../packages/base/src/visible.ts';
import { type CellPlace, levelOf, type Position, type RecordRef } from '../finding.ts';
import { REPORT } from '../messages/compiled/report.ts';
import type { Forecast } from '../validate/forecast.ts';
import type { Group } from './summary.ts';
import type { FileInfo, FileSummary, NextStep, RecordCounts, Verdict } from './types.ts';

export type Words = ReturnType<typeof wordsOf>;

const made: Partial<Record<Lang, Words>> = {};

/** The words of a language, made once, when they are first asked for: a page of the site has the messages of one language only. */
export const WORDS: Readonly<Record<Lang, Words>> = {
  get fr() {
    return (made.fr ??= wordsOf('fr'));
  },
  get en() {
    return (made.en ??= wordsOf('en'));
  },
};

function wordsOf(lang: Lang) {
  const say = REPORT[lang];
  const formatters = FORMATTERS[lang];
  const read = (records: RecordCounts): string =>
    total(records) === 0
      ? say['no-record']()
      : formatters.and(counts([records.marche, say.marches], [records['contrat-concession'], say.concessions]));
  const subject = ({ title, field }: Group): string => say.subject({ title, field });
  const times = (n: number): string => say.times({ n });
  return {
    version({ version, versionChosen, versionDetected, versionReason }: FileInfo): string {
      const reason = versionReason ? say['version-reason'](versionReason) : undefined;
      if (versionDetected === null || (versionChosen && version === versionDetected))
        return withFullStop(say['version-chosen']({ version: version ?? '' }));
      return version === versionDetected
        ? withFullStop(say['version-detected']({ version, reason }))
        : withFullStop(say['version-other']({ version: version ?? '', detected: versionDetected, reason }));
    },
    conforming: (records: RecordCounts): string => say.conforming({ read: read(records) }),
    toReview: (records: RecordCounts, points: number): string => say['to-review']({ read: read(records), points }),
    reviewHeading: say['review-heading'](),
    review: (group: Group, next: NextStep): string => say.review({ subject: subject(group), times: times(group.count), ...next }),
    /** `toFix`: records with an error; 0 when only the file as a whole is wrong. */
    notConforming(records: RecordCounts, toFix: number): string {
      if (total(records) === 0) return say['nothing-read']();
      if (toFix === 0) return say['file-wrong']({ read: read(records) });
      return say['not-conforming']({ toFix, total: total(records), read: read(records) });
    },
    unreadable: say.unreadable(),
    convertFirst: say['convert-first'](),
    /** `format` is the form of the file, such as `json`. */
    notSound: (format: string): string => say['not-sound']({ format }),
    notJudged: say['not-judged'](),
    counts: ({ error, warning, info }: FileSummary['counts']): string =>
      formatters.and(counts([error, say.errors], [warning, say.warnings], [info, say.infos])),
    columns: [say['column-count'](), say['column-records'](), say['column-problem'](), say['column-field']()] as const,
    /** Mark of a group that is no error. */
    mild: (group: Group): string => say.mild({ level: levelOf(group) }),
    otherFields: say['other-fields'](),
    /** The problem of a group, and its field. */
    subject,
    group: (group: Group): string =>
      say.group({
        subject: capital(subject(group)),
        times: times(group.count),
        records: group.records > 0 ? say.contracts({ n: group.records }) : undefined,
      }),
    record: ({ kind, index, id }: RecordRef): string => say.record({ kind, number: index + 1, id }),
    position: ({ line, column, cell }: Position): string => (cell ? cellWords(cell, lang) : say.position({ line, column })),
    /** How to know more of a code. */
    explain: (code: string): string => say.explain({ code }),
    more: (n: number): string => say.more({ n }),
    moreRows: (n: number): string => say['more-rows']({ n }),
    hidden: (n: number, how: string): string => say.hidden({ n, how }),
    /** What the national consolidation would do with the records. */
    forecast: ({ publish, reserve, drop, unknown }: Forecast): string => say.forecast({ publish, reserve, drop, unknown }),
    uncertain: say.uncertain(),
    dropped: say.dropped(),
    reserved: say.reserved(),
    /** The reasons of a forecast that are no rules. `version`: of the schema that the national consolidation applies. */
    fates: (version: string): Readonly<Record<string, string>> => ({
      schema: say['refused-by-schema']({ version }),
      unreadable: say['not-read'](),
      unread: say['beyond-limits'](),
      xml: say['refused-as-xml'](),
      source: say['by-source'](),
      ...Object.fromEntries(['rest', 'process', 'pass'].map((extent) => [`lost-${extent}`, say.lost({ extent })])),
    }),
    notEvaluated: (n: number): string => say['not-evaluated']({ n }),
    nothingToDo: say['nothing-to-do'](),
    nothingThere: say['nothing-there'](),
    /** Conforming to a version that is not in force. */
    otherVersion: (inForce: string): string => say['other-version']({ inForce }),
    /** Judged by the version in force, where the file could be of a version published here, too. A command may follow. */
    proposal: (version: string): string => say.proposal({ version }),
    readAgain: say['read-again'](),
    /** The file conforms, and some of its records would be left out all the same. */
    dropsForeseen: (n: number): string => say['drops-foreseen']({ n }),
    fixFirst: (group: Group): string => say['fix-first']({ subject: subject(group), times: times(group.count) }),
    fixFile: say['fix-file'](),
    files: (n: number, verdicts: Record<Verdict, number>): string =>
      say.files({
        n,
        verdicts: counts(
          [verdicts.conforming, say['files-conforming']],
          [verdicts['to-review'], say['files-to-review']],
          [verdicts['not-conforming'], say['files-not-conforming']],
          [verdicts.unreadable, say['files-unreadable']],
        ),
      }),
  };
}

const total = (records: RecordCounts): number => records.marche + records['contrat-concession'];

/** `feuille Marchés, ligne 12, colonne F (titulaires.1.id)`. The names are those that people gave. */
const cellWords = ({ sheet, row, column, name }: CellPlace, lang: Lang): string =>
  REPORT[lang].cell({ sheet: sheet && shown(sheet), row, column, name: name && shown(name) });

/** The words of the counts that are not nil. */
const present = (counted: readonly (readonly [n: number, words: (n: number) => string])[]): string[] =>
  counted.filter(([n]) => n > 0).map(([n, words]) => words(n));

type Counted = (values: { n: number }) => string;

const counts = (...counted: readonly (readonly [n: number, words: Counted])[]): string[] =>
  present(counted.map(([n, words]) => [n, () => words({ n })]));

/** One sentence has one full stop, also when it ends with a text of somebody else. */
export const withFullStop = (text: string): string => text.replace(/\.?$/, '.');
