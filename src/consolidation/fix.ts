/**
 * The records of one process without its strict duplicates. Source: 139bercy/decp-arr2022 at 58b651b, `general_process/SourceProcess.py` (`convert`, `fix`).
 */
import type { Facts } from './facts.ts';
import { compareTexts, PythonError, quicksorted, textOf } from './python.ts';

/** The rows in the order in which they go on. `isStable`: whether that order is known. Throws a PythonError where the process is lost. */
export function fixed<R extends { facts: Facts }>(rows: readonly R[]): { rows: R[]; isStable: boolean } {
  const ordered = [
    ...rows.filter(({ facts }) => facts.kind === 'marche'),
    ...rows.filter(({ facts }) => facts.kind !== 'marche'),
  ];
  const harmful = ordered.find(({ facts }) => facts.harm?.scope === 'process');
  if (harmful?.facts.harm) throw harmful.facts.harm.error;
  if (ordered.some(({ facts }) => facts.hasBuyer) && !ordered.some(({ facts }) => facts.hasNature))
    throw new PythonError('KeyError', 'nature');
  const texts = ordered.map(({ facts }) => textOf(facts.stored.last));
  const found = quicksorted(texts);
  const order = found ?? texts.map((_, index) => index).toSorted((a, b) => compareTexts(texts[a] as string, texts[b] as string));
  const kept = new Map<string, R>();
  for (const index of order) {
    const row = ordered[index] as R;
    // The last of several keeps its own place in the order.
    kept.delete(row.facts.sameness);
    kept.set(row.facts.sameness, row);
  }
  return { rows: [...kept.values()], isStable: found !== undefined };
}
