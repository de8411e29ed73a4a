import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import type { Judged } from '../../src/validate/text.ts';
import { exampleFiles } from '../fast-validate/examples.ts';
import { GOLDEN, hasShared, judge, ROOT, SHARED, VERSIONS, WITHOUT_SHARED } from '../support/engine.ts';
import { oneOfEachKind } from '../support/examples.ts';
import { someOf } from '../support/tier.ts';

/** What the schema and the reader say of a file: rules may add to it, and nothing else. */
const bySchema = ({ schemaVerdict, parsed, records, findings }: Judged) => ({
  schemaVerdict,
  parsed,
  valid: records.valid,
  invalid: records.invalid,
  findings: findings.filter(({ code }) => /^(schema|syntax|encoding|structure)\./.test(code)),
});

async function both(content: string | Uint8Array, version: string): Promise<[without: Judged, withRules: Judged]> {
  const [loaded, rules] = [await loadVersion(version), await rulesFor(version, allRules('2026-12-31'))];
  expect(rules).toBeDefined();
  return [judge(content, loaded), judge(content, loaded, rules)];
}

const ASKED = someOf(VERSIONS);

test.each(ASKED)('under %s the rules leave what the schema says of each example as it is', async (version) => {
  let more = 0;
  for (const path of oneOfEachKind(exampleFiles(GOLDEN).map((name) => ROOT + name))) {
    const text = readFileSync(path);
    try {
      const [without, withRules] = await both(text, version);
      expect(bySchema(withRules)).toEqual(bySchema(without));
      expect(withRules.records.conforming).toBeLessThanOrEqual(without.records.conforming);
      more += withRules.findings.length - without.findings.length;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  expect(more).toBeGreaterThan(0);
});

test.skipIf(!hasShared)(
  `the rules leave what the schema says of real files as it is${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
  async () => {
    for (const file of readdirSync(`${SHARED}realdata`).filter((name) => /^v\d/.test(name))) {
      for (const version of ASKED) {
        const [without, withRules] = await both(readFileSync(`${SHARED}realdata/${file}`), version);
        expect(bySchema(withRules)).toEqual(bySchema(without));
      }
    }
  },
);
