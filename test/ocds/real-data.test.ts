import { describe, expect, test } from 'vitest';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { WITHOUT_SHARED } from '../support/engine.ts';
import { contextOf, parsed, realRecords, thereAndBack } from './export.ts';
import { errorsOf, hasStandard, releaseJudge } from './standard.ts';

const records = hasStandard ? realRecords() : [];

describe.skipIf(records.length === 0)(
  `real contracts of format 2${records.length > 0 ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
  () => {
    test.each([true, false])(
      'all 418 are exported, but one that has no publication date; with the extension: %s',
      async (extension) => {
        expect(records).toHaveLength(418);
        // The version that still has `_type`, which most of them carry.
        const context = contextOf(await loadModelOf('2.0.2'), extension);
        const { open, closed } = releaseJudge(extension);
        const tally: Record<string, number> = { releases: 0 };
        const add = (key: string): void => void (tally[key] = (tally[key] ?? 0) + 1);
        for (const { kind, record } of records) {
          const way = thereAndBack(kind, record, context);
          const errors = way.lost.filter(({ severity }) => severity === undefined);
          for (const { code } of errors) add(code);
          for (const release of parsed(way)) {
            tally['releases']! += 1;
            expect([...errorsOf(open, release), ...errorsOf(closed, release)]).toEqual([]);
          }
          // The closed copy notices what is no part of OCDS, which the open one cannot.
          const [planted] = parsed(way).map((release) => ({ ...(release as object), datePublication: '2024' }));
          if (planted)
            expect([errorsOf(open, planted), errorsOf(closed, planted)]).toEqual([
              [],
              [expect.stringContaining('datePublication')],
            ]);
          if (extension && errors.length === 0) expect(way.back).toEqual(record);
        }
        // Of the two concessions, which no version gives a `_type`.
        expect(tally).toEqual({ releases: 498, 'ocds.no-publication-date': 1, 'convert.unknown-property': 2 });
      },
    );
  },
);
