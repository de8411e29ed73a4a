/** Judges as a report uses them that shows some findings and counts the others. */
import type { Finding } from '../../src/finding.ts';
import { fieldKey, fieldPath } from '../../src/messages/paths.ts';
import type { RulesToRun } from '../../src/validate/file-rules.ts';
import type { CountFindings, Version } from '../../src/validate/types.ts';
import { fastJudge } from './fast.ts';
import { type Judge, type Judged, slowJudge } from './judge.ts';

/** `counted`: findings that the fast judge has only counted. */
export type CountedJudges = { slow: Judge; fast: Judge; counted(): number };

/** Their findings are counts: how many there are of each code and field, in how many records. Of every third record they are shown. */
export function countedJudges(version: Version, run: RulesToRun | undefined, module?: WebAssembly.Module): CountedJudges {
  let groups = new Groups();
  let counted = 0;
  const take = (finding: Finding): void => groups.add(finding, finding.record?.index);
  const count: CountFindings = (index, findings) => {
    if (index % 3 === 2) return false;
    for (const finding of findings) groups.add(finding, index);
    return true;
  };
  const slow = slowJudge(version, run);
  const fast = fastJudge(version, run, module, { take, count, counted: (count) => void (counted += count) });
  return {
    slow: (bytes, cuts) => asCounts(slow(bytes, cuts)),
    fast: (bytes, cuts) => {
      groups = new Groups();
      const { verdict } = fast(bytes, cuts);
      return { findings: groups.counts(), verdict };
    },
    counted: () => counted,
  };
}

/** What a judge that shows all findings says, as a judge says it that counts them. */
export function asCounts({ findings, verdict }: Judged): Judged {
  const groups = new Groups();
  for (const finding of findings) groups.add(finding, finding.record?.index);
  return { findings: groups.counts(), verdict };
}

/** Findings by severity, code, kind of record and field. */
export class Groups {
  readonly #groups = new Map<string, { count: number; records: Set<number> }>();

  add(finding: Finding, index: number | undefined): void {
    const key = `${finding.severity} ${finding.code} ${finding.record?.kind ?? ''} ${fieldKey(fieldPath(finding))}`;
    let group = this.#groups.get(key);
    if (!group) this.#groups.set(key, (group = { count: 0, records: new Set() }));
    group.count++;
    group.records.add(index ?? -1);
  }

  /** In the place of findings, so that counts are compared as findings are. */
  counts(): Finding[] {
    const sorted = [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1));
    const counts = sorted.map(([code, it]) => ({ code, count: it.count, records: [...it.records].sort((a, b) => a - b) }));
    return counts as unknown as Finding[];
  }
}
