/**
 * The rules of the national consolidation, one decision each, so that each can be tried by itself. Read in 139bercy/decp-arr2022 (58b651b):
 * `general_process/SourceProcess.py` (files, schema, last date, faults), `general_process/GlobalProcess.py` (monthly and yearly files),
 * `augmente/nettoyage.py` (exclusions); and in 139bercy/decp-rama: `database/DbDecp.py` (034c192: precedence in the database).
 */
import { byCodeUnits } from '../../../packages/base/src/lists.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { TEST_PLATFORM } from '../../../src/validate/platform.ts';
import { factsOf, type Facts } from './facts.ts';

/** A process of the State: the datasets that it reads, in the fixed order of all processes. */
export type Process = {
  name: string;
  /** Ids of datasets on data.gouv.fr. */
  datasets: readonly string[];
  /** False for the one whose records are published even where the schema refuses them (PES). */
  validates: boolean;
  /** Whether it takes an empty number of XML for 0, and for answers only 0 and 1 (PES). */
  convertsNc?: boolean;
  /** Whether its records go to the month of their last date, not to that of the file. */
  spreadOverTime: boolean;
};

/** A file as the State finds it. `run`: day of the pass that reads it (AAAA-MM-JJ); `date`: `last_modified`, ISO 8601. */
export type NationalFile = { dataset: string; url: string; date: string; run: string };

/** The verdict of the engine on a record: the first error of the schema of 2.0.x or null, and the rules by which the cleaning leaves it out. */
export type Judged = { refusal: string | null; exclusions: readonly string[] };

/** What becomes of a record when its file is read. */
export type Admission = 'read' | 'test' | 'refused' | 'fault';

/** A record that was read, in a file. `time`: date of the file as the database compares it (`AAAA-MM-JJ HH:MM:SS`). */
export type Arrival = { facts: Facts; time: string; run: string; spreadOverTime: boolean };

export type Rules = {
  facts(kind: RecordKind, value: unknown): Facts;
  /** Rule 1: why a file is not read at all; null where it is. */
  unread(process: Process | undefined, file: NationalFile): 'source' | 'form' | null;
  /** Rule 1: whether a file is read again. `before`: its date when its address was last read. */
  isNew(file: NationalFile, before: string | undefined): boolean;
  /** Rule 1: the order in which the files of one pass are read. */
  order(a: { process: number; date: string }, b: { process: number; date: string }): number;
  /** Rules 2 and 11. After a record with a fault, the rest of its file is skipped. */
  admits(facts: Facts, judged: Judged, process: Process): Admission;
  /** Rule 4: why a newcomer is set aside in the database; null where it replaces what is stored. */
  setsAside(newcomer: Arrival, stored: Arrival): 'older-file' | 'longer-titulaires' | null;
  /** Rule 5: whether the later of two records of one key stays in a monthly or yearly file. */
  prevails(later: Arrival, earlier: Arrival): boolean;
  /** Rule 8: the month whose file takes a record (AAAA-MM); null where it is not exported. */
  month(arrival: Arrival): string | null;
  /** Rule 10: the rules by which a record goes to the file of invalid ones. */
  exclusions(judged: Judged, arrival: Pick<Arrival, 'facts' | 'time'>): readonly string[];
};

/** The first month of the files of the format. */
const FIRST_MONTH = '2024-01';

/** The rule on dates, which is about the day of the file and not of any check. */
const FUTURE = 'date-future';

export const RULES: Rules = {
  facts: factsOf,
  unread: (process, { url }) => (!process ? 'source' : /(xml|json)$/.test(url) ? null : 'form'),
  isNew: ({ date }, before) => before === undefined || date > before,
  order: (a, b) => a.process - b.process || byCodeUnits(a.date, b.date),
  admits(facts, { refusal }, { validates }) {
    // Tests are refused where the schema is asked, and nowhere else.
    if (validates && facts.platform === TEST_PLATFORM) return 'test';
    if (validates && refusal !== null) return 'refused';
    return facts.fault === null ? 'read' : 'fault';
  },
  setsAside(newcomer, stored) {
    const last = lastOf(stored);
    if (last === null) return null;
    if (newcomer.time < last) return 'older-file';
    return stored.facts.parties < newcomer.facts.compared ? 'longer-titulaires' : null;
  },
  prevails(later, earlier) {
    const [last, before] = [lastOf(later), lastOf(earlier)];
    // A record without date is sorted last.
    if (last === null) return true;
    return before !== null && last >= before;
  },
  month({ facts, time, run, spreadOverTime }) {
    if (!spreadOverTime) return exported(time.slice(0, 7), run);
    const last = lastOf({ facts, time })?.slice(0, 7) ?? FIRST_MONTH;
    return exported(last < FIRST_MONTH ? FIRST_MONTH : last, run);
  },
  exclusions({ exclusions }, { facts: { declared }, time }) {
    const others = exclusions.filter((id) => id !== FUTURE);
    return declared !== null && declared > time.slice(0, 10) ? [...others, FUTURE] : others;
  },
};

/** Months to come have no file. */
const exported = (month: string, run: string): string | null => (month <= run.slice(0, 7) ? month : null);

/** The last date of a record in a file, as text; null where it has none. Texts are compared, as the State does. */
export function lastOf({ facts: { last }, time }: Pick<Arrival, 'facts' | 'time'>): string | null {
  return last === null ? null : last === 'file' ? time.slice(0, 10) : last.text;
}

/** The date of a file as the database compares it, from ISO 8601. */
export const timeOf = (date: string): string => new Date(date).toISOString().slice(0, 19).replace('T', ' ');
