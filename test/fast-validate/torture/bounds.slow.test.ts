import { expect, test } from 'vitest';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { completeRecord } from '../../fidelity/complete.ts';
import { Random } from '../../fidelity/random.ts';
import { bytesOf } from '../../read/helpers.ts';
import { cutsAtRandom } from '../cuts.ts';
import { fastJudge } from '../fast.ts';
import { isRefusal, slowJudge } from '../judge.ts';
import { type Probes, probesOf } from '../probes.ts';
import { withText } from '../put.ts';
import { disagreement, outcomeOf } from '../versus.ts';
import { basesFor, RECOGNISED } from '../../support/engine.ts';
import { someOf } from '../../support/tier.ts';

const recordOf = (version: string, kind: RecordKind) => completeRecord(basesFor(version), kind);

/** A file whose records each try one text. */
function fileOf({ kind, path, texts, broken }: Probes, version: string): Uint8Array {
  const record = recordOf(version, kind);
  const records = [...texts, ...broken].map((text) => withText(record, path, text) ?? 'null');
  return bytesOf(`{"marches":{"${kind}":[${records.join(',\n')}]}}`);
}

test.each(someOf(RECOGNISED))('under %s values near every bound get the same findings from both paths', async (name) => {
  const version = await loadWithMembers(name);
  const [slow, fast] = [slowJudge(version), fastJudge(version)];
  const random = new Random('bounds', name);
  const seen = { records: 0, valid: 0, invalid: 0 };
  const wrong = probesOf(version.model).flatMap((probes) => {
    const bytes = fileOf(probes, name);
    const expected = outcomeOf(slow, bytes);
    if ('verdict' in expected && !isRefusal(expected.verdict)) {
      const { valid, invalid } = expected.verdict.records;
      seen.records += probes.texts.length + probes.broken.length;
      seen.valid += valid;
      seen.invalid += invalid;
    }
    const cuts = [[], cutsAtRandom(random, bytes.length, 300)];
    return cuts
      .flatMap((at) => disagreement(expected, outcomeOf(fast, bytes, at)) ?? [])
      .map((said) => `${probes.path.join('/')}: ${said}`);
  });
  expect(wrong).toEqual([]);
  // Both sides of the bounds are tried: else agreement would say little.
  expect(seen.valid / seen.records).toBeGreaterThan(0.15);
  expect(seen.invalid / seen.records).toBeGreaterThan(0.15);
  // A probe that is no JSON may end the reading: then a few after it are not counted.
  expect((seen.valid + seen.invalid) / seen.records).toBeGreaterThan(0.95);
});
