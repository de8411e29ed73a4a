/** Two versions over files in memory, as the program counts them on files of the disk. */
import { VerdictCount } from '../../../src/governance/impact/verdicts/count.ts';
import type { VerdictFile, VerdictTotals } from '../../../src/model/impact.ts';
import { ownRules } from '../../../src/validate/own-rules.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { readJson } from '../../../src/read/json/read-json.ts';
import { Window } from '../../../src/read/json/window.ts';

export type Counted = VerdictTotals & { files: Omit<VerdictFile, 'sha256'>[] };

/** `files`: name → content, a text or a value. */
export async function countFiles(from: string, to: string, files: Readonly<Record<string, unknown>>): Promise<Counted> {
  const [one, other] = [await loadVersion(from), await loadVersion(to)];
  const count = new VerdictCount(
    { version: one, rules: ownRules(one.model).run },
    { version: other, rules: ownRules(other.model).run },
  );
  const results = Object.entries(files).map(([name, content]) => {
    const window = new Window();
    window.feed(new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)));
    window.finish();
    const steps = count.file(name, readJson(window));
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  });
  return { ...count.totals(), files: results };
}
