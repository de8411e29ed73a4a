import { describe, expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { FROZEN, hasShared, judge, WITHOUT_SHARED } from '../support/engine.ts';
import { DATE_ODDITIES, NAME_ODDITIES, TYPE_ODDITIES, UID_ODDITIES } from './oddities/fields.ts';
import { KIND_ODDITIES, REPEAT_ODDITIES, ROOT_ODDITIES, TWIN_ODDITIES } from './oddities/files.ts';
import { TUPLE_ODDITIES } from './oddities/tuples.ts';
import { readPublished } from './published.ts';

const acceptedIn = (versions: readonly string[]): string => (versions.length === 0 ? 'no version' : versions.join(', '));
const ODDITIES = [
  ...TUPLE_ODDITIES,
  ...ROOT_ODDITIES,
  ...TWIN_ODDITIES,
  ...KIND_ODDITIES,
  ...REPEAT_ODDITIES,
  ...UID_ODDITIES,
  ...DATE_ODDITIES,
  ...TYPE_ODDITIES,
  ...NAME_ODDITIES,
];
const rows = ODDITIES.map((oddity) => ({ ...oddity, title: `${oddity.name}: accepted in ${acceptedIn(oddity.accepted)}` }));

/** The versions whose schema, as this judges it, accepts the file. */
const accepting = async (
  text: (version: string) => string,
  accepts: (text: string, version: string) => Promise<boolean | null>,
) => {
  const verdicts = await Promise.all(FROZEN.map(async (version) => [version, await accepts(text(version), version)] as const));
  return verdicts.filter(([, accepted]) => accepted === true).map(([version]) => version);
};

describe('oddities of the published versions are kept', () => {
  for (const { title, text, accepted } of rows) {
    test(title, async () => {
      expect(await accepting(text, async (file, version) => judge(file, await loadVersion(version)).schemaVerdict)).toEqual(
        accepted,
      );
    });
  }
});

describe.skipIf(!hasShared)(
  `they are oddities of the published schemas${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
  () => {
    const published = hasShared ? new Map(FROZEN.map((version) => [version, readPublished(version)])) : new Map<string, never>();
    for (const { title, text, accepted } of rows) {
      test(title, async () => {
        const judged = (file: string, version: string) =>
          Promise.resolve(published.get(version)?.file(JSON.parse(file)).length === 0);
        expect(await accepting(text, judged)).toEqual(accepted);
      });
    }
  },
);
