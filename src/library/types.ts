/** The shapes that the library takes and gives. Its declarations are made from this file: it names nothing that is not public. */
import type { Finding, Severity } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { RecordCounts, RulesVerdict } from '../validate/types.ts';

export type ValidateOptions = {
  /** Version of the standard to apply, such as `2.0.3`, `latest` for the newest published here, or `next` for the one to come. */
  version?: string;
  /** Language of the messages: French by default. */
  lang?: Lang;
  /** Whether the rules are run besides the schema: true by default. */
  rules?: boolean;
  /** The day on which the rules that know a today are run, AAAA-MM-JJ: that of the machine by default. */
  date?: string;
};

/** A finding with its message, one or two sentences in the language asked for. */
export type WordedFinding = Finding & { message: string };

/** A finding about one record: `path` is a JSON Pointer from the record. */
export type RecordFinding = Omit<WordedFinding, 'record' | 'position'>;

/** What is said of a whole file once it was read. */
export type Summary = {
  /** The version applied, and the one that the file says or shows, with the reason. */
  version: string;
  versionDetected: string;
  versionReason: string;
  /** `conforming` when no finding is an error. */
  verdict: 'conforming' | 'not-conforming';
  /** What the schema alone says of the whole file; null when it is not JSON. */
  schemaVerdict: 'valid' | 'invalid' | null;
  records: RecordCounts;
  counts: Record<Severity, number>;
  /** Null where no rules were run. */
  rules: RulesVerdict | null;
};
