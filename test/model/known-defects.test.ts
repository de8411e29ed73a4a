import jsonPatch, { type Operation } from 'fast-json-patch';
import { describe, expect, test } from 'vitest';
import { metaCheck } from '../../src/governance/checks/meta-schema.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { basesFor, GOLDEN, judgeValue, readJsonFile, readText, ROOT, VERSIONS } from '../support/engine.ts';
import { knownDefects } from '../support/known-defects.ts';

type Defect = ReturnType<typeof knownDefects>[number] & {
  instance?: { base: 'marche' | 'contrat-concession' | 'root'; patch: Operation[] };
};

const BASES: Record<string, string> = { marche: 'base-marche', root: 'base-marche', 'contrat-concession': 'base-concession' };

const defectsOf = (version: string): Defect[] => knownDefects(version);

function instanceOf(version: string, { base, patch }: NonNullable<Defect['instance']>): unknown {
  const document = readJsonFile(`examples/${basesFor(version)}/valid/${BASES[base] ?? ''}.json`);
  return jsonPatch.applyPatch(document, patch, true).newDocument;
}

const shown = VERSIONS.flatMap((version) =>
  defectsOf(version).flatMap(({ instance, ...defect }) =>
    instance ? [{ version, ...defect, value: instanceOf(version, instance) }] : [],
  ),
);

describe('each known defect is shown by an instance', () => {
  test.each(shown)('$version, $id: $title.fr is $verdict by the published schema', async ({ version, verdict, value }) => {
    const { schemaVerdict } = judgeValue(value, await loadVersion(version));
    expect(schemaVerdict).toBe(verdict === 'accepted');
  });
});

describe('the first version released here does with each defect of 2.0.3 what its entry says', () => {
  test.each(shown.filter(({ version, fixed }) => version === '2.0.3' && fixed.in === 'next'))(
    '$id: $title.fr ($fixed.how)',
    async ({ verdict, fixed, value }) => {
      const { schemaVerdict } = judgeValue(value, await loadVersion(GOLDEN));
      const before = verdict === 'accepted';
      expect(schemaVerdict).toBe(fixed.how === 'schema' ? !before : before);
    },
  );

  const ids = (how: string) =>
    defectsOf('2.0.3')
      .filter(({ fixed }) => fixed.how === how)
      .map(({ id }) => id);
  test('the structural ones are fixed or widened, the documented refusals are kept', () => {
    expect(ids('schema')).toEqual(
      'D01 D02 D03 D06 D07 D07b D08 D08b D09 D09b D09c D10 D13 D13b D13c D13d D29b D31b D38 D40 D45 D45b V01 V01b F01 F02 F03 F04 F06'.split(
        ' ',
      ),
    );
    expect(ids('kept')).toEqual('D12 D04 D04b D05b D46 D46c D46d D46b D29d V14 V15 V18'.split(' '));
  });

  test('and those that are kept are its own known defects, with the same number and verdict', () => {
    const kept = defectsOf('2.0.3').filter(({ fixed }) => fixed.how === 'kept');
    const identities = (defects: Defect[]) => defects.map(({ id, title, verdict }) => ({ id, title, verdict }));
    const own = defectsOf(GOLDEN).filter(({ id }) => kept.some((defect) => defect.id === id));
    expect(identities(own)).toEqual(identities(kept));
  });
});

test('what is kept in a version of our own is a verdict; what is wrong in its texts is corrected in the draft', () => {
  const own = defectsOf(GOLDEN);
  expect(own.filter(({ fixed }) => fixed.how === 'kept').every(({ verdict }) => verdict !== undefined)).toBe(true);
  expect(own.filter(({ fixed }) => fixed.how === 'text').map(({ id }) => id)).toEqual(['F07', 'F08', 'F09', 'F11', 'F12']);
});

test('every list of known defects keeps to its meta-schema', async () => {
  const check = metaCheck(
    await readTree(`${ROOT}schema/dialect`).then((files) => new Map([...files].map(([path, text]) => [`dialect/${path}`, text]))),
    'known-defects.schema.json',
  );
  expect(
    VERSIONS.flatMap(
      (version) => check(`schema/${version}/known-defects.yaml`, readText(`schema/${version}/known-defects.yaml`)).problems,
    ),
  ).toEqual([]);
});
