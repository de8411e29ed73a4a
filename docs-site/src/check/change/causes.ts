/** Why records are refused: findings gathered by code and field, with the first place of each and what to do. */
import type { DescribedFinding } from '../../../../src/library/page/types.ts';
import type { Position, RecordRef } from '../../../../src/finding.ts';
import { fieldKey, fieldPath } from '../../../../src/messages/paths.ts';

export type Cause = {
  code: string;
  title: string;
  field: string;
  remedy: string;
  /** Records that have it. */
  records: number;
  /** The sentence of the first one, and where that is. */
  text: string;
  record: RecordRef | undefined;
  position: Position | undefined;
};

type Counted = Cause & { last: string };

/** Fields of a hostile file are without number. */
const MOST = 1_000;

export class Causes {
  readonly #causes = new Map<string, Counted>();

  /** Returns the cause of a finding, creating it if needed; undefined if there are too many. */
  causeOf(finding: DescribedFinding): Counted | undefined {
    // A field that several kinds of contracts have is one cause: it has one name and one remedy.
    const key = `${finding.code} ${finding.words?.field ?? fieldKey(fieldPath(finding))}`;
    const known = this.#causes.get(key);
    if (known || this.#causes.size >= MOST) return known;
    const cause = newCause(finding);
    this.#causes.set(key, cause);
    return cause;
  }

  /** Counts the record of a finding; findings come in the order of the records. */
  add(finding: DescribedFinding): void {
    const cause = this.causeOf(finding);
    if (cause) count(cause, finding.record);
  }

  /** The most frequent first. */
  all(): Cause[] {
    return [...this.#causes.values()].filter(({ records }) => records > 0).sort((a, b) => b.records - a.records);
  }
}

export function count(cause: Cause, record: Pick<RecordRef, 'kind' | 'index'> | undefined): void {
  const counted = cause as Counted;
  const key = record ? `${record.kind} ${record.index}` : '';
  if (key !== '' && key === counted.last) return;
  counted.last = key;
  counted.records++;
}

function newCause({ code, words, record, position }: DescribedFinding): Counted {
  const { title = code, field = '', remedy = '', text = '' } = words ?? {};
  return { code, title, field, remedy, text, record, position, records: 0, last: '' };
}
