/** Judges as a report uses them that shows some findings and counts the others. */
import type { Finding } from '../../src/finding.ts';
import { fieldKey, fieldPath } from '../../src/messages/paths.ts';
import type { RulesToRun } from '../../src/validate/file-rules.ts';
import type { CountFindings, Version } from '../../src/validate/types.ts';
import { fastJudge } from './fast.ts';
import { type Judge, slowJudge } from './judge.ts';

/** `counted`: findings that the fast judge has only counted. */
export type CountedJudges = { slow: Judge; fast: Judge; counted(): number };

/** Their findings are counts: how many there are of each code and field, in how many records. Of every third record they are shown. */
export function countedJudges(version: Version, run: RulesToRun | undefined, module?: WebAssembly.Module): CountedJudges {
  let groups = new Map<string, { count: number; records: Set<number> }>();
  let counted = 0;
  const add = (finding: Finding, index: number | undefined): void => {
    const key = `${finding.severity} ${finding.code} ${finding.record?.kind ?? ''} ${fieldKey(fieldPath(finding))}`;
    const group = groups.get(key) ?? { count: 0, records: new Set() };
    groups.set(key, group);
    group.count++;
    group.records.add(index ?? -1);
  };
  const take = (finding: Finding): void => add(finding, finding.record?.index);
  const count: CountFindings = (index, findings) => {
    if (index % 3 === 2) return false;
    for (const finding of findings) add(finding, index);
    return true;
  };
  const inGroups =
    (judge: Judge): Judge =>
    (bytes, cuts) => {
      groups = new Map();
      const { verdict } = judge(bytes, cuts);
      const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
      const findings = sorted.map(([code, it]) => ({ code, count: it.count, records: [...it.records].sort((a, b) => a - b) }));
      return { findings: findings as unknown as Finding[], verdict };
    };
  const slow = slowJudge(version, run, take);
  return {
    slow: inGroups(slow),
    fast: inGroups(fastJudge(version, run, module, { take, count, counted: (count) => void (counted += count) })),
    counted: () => counted,
  };
}
