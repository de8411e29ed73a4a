import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RECORD_KINDS } from '../../src/model/kinds.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { RECOGNISED, readJsonFile, ROOT } from '../support/engine.ts';
import { contextOf, parsed, thereAndBack } from './export.ts';
import { errorsOf, hasStandard, releaseJudge, WITHOUT_STANDARD } from './standard.ts';

type File = { marches?: Partial<Record<(typeof RECORD_KINDS)[number], unknown[]>> };

const examples = RECOGNISED.flatMap((version) =>
  readdirSync(`${ROOT}examples/${version}/valid`)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const { marches = {} } = readJsonFile(`examples/${version}/valid/${name}`) as File;
      return RECORD_KINDS.flatMap((kind) => (marches[kind] ?? []).map((record) => ({ version, name, kind, record })));
    }),
);

test('a valid example loses nothing, and comes back as it was', async () => {
  expect(examples.length).toBeGreaterThan(100);
  for (const { version, name, kind, record } of examples) {
    const context = contextOf(await loadModelOf(version));
    const { back, lost, kind: found } = thereAndBack(kind, record, context);
    expect({ lost: lost.filter(({ severity }) => severity === undefined), kind: found, back }, `${version} ${name}`).toEqual({
      lost: [],
      kind,
      back: record,
    });
  }
});

describe.skipIf(!hasStandard)(`OCDS 1.1.5${hasStandard ? '' : ` (skipped: ${WITHOUT_STANDARD})`}`, () => {
  test.each([true, false])('the releases of every valid example conform, with the extension: %s', async (extension) => {
    const { open, closed } = releaseJudge(extension);
    for (const { version, name, kind, record } of examples) {
      const context = contextOf(await loadModelOf(version), extension);
      for (const release of parsed(releasesOf(kind, record, context)))
        expect([...errorsOf(open, release), ...errorsOf(closed, release)], `${version} ${name}`).toEqual([]);
    }
  });
});
