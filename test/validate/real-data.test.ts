import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadVersion, versionIndex } from '../../src/validate/registry.node.ts';
import { detectVersion, type Sample } from '../../src/validate/detect.ts';
import { takeSample } from '../../src/validate/sample.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { GOLDEN, hasShared, IN_FORCE, judge, SHARED, VERSIONS, WITHOUT_SHARED } from '../support/engine.ts';

type Verdicts = Record<
  string,
  Record<string, { records: number; invalid: number; fileValid: boolean; invalidRecords: string[] }>
>;

const verdicts = hasShared ? (JSON.parse(readFileSync(`${SHARED}realdata/verdicts.json`, 'utf8')) as Verdicts) : {};
const rows = Object.entries(verdicts).flatMap(([file, versions]) =>
  Object.entries(versions).map(([version, expected]) => ({ file, version, expected })),
);

/** Those that nothing in the files tells from one another: the one in force is applied. */
const SINCE_2_0_1 = VERSIONS.slice(VERSIONS.indexOf('2.0.1'));

const v2Files = hasShared ? readdirSync(`${SHARED}realdata`).filter((name) => name.startsWith('v2')) : [];

const recordOf = (path: string): string => /^\/marches(\/(marche|contrat-concession))?\/\d+/.exec(path)?.[0] ?? '';

describe.skipIf(!hasShared)(`real files${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  test.each(rows)('$file under $version has the published verdicts, record by record', async ({ file, version, expected }) => {
    const { schemaVerdict, records, findings } = judge(readFileSync(`${SHARED}realdata/${file}`), await loadVersion(version));
    const invalid = [...new Set(findings.map(({ path }) => recordOf(path)))].filter((path) => path !== '');
    expect({ records: records.valid + records.invalid, invalid: records.invalid, fileValid: schemaVerdict }).toEqual({
      records: expected.records,
      invalid: expected.invalid,
      fileValid: expected.fileValid,
    });
    expect(invalid.filter((path) => !twinsOnly(findings, path))).toEqual(expected.invalidRecords);
  });

  test.each(hasShared ? readdirSync(`${SHARED}realdata`).filter((name) => /^v\d/.test(name)) : [])(
    'the version of %s is reported from its structure',
    async (file) => {
      const window = new Window();
      window.feed(readFileSync(`${SHARED}realdata/${file}`));
      window.finish();
      const sample: Sample = { layout: null, records: [] };
      expect(takeSample(readJson(window), sample).next().done).toBe(true);
      const { version, candidates } = detectVersion(sample, await versionIndex());
      if (file.startsWith('v2')) expect([version, candidates.filter((one) => one !== 'next')]).toEqual([IN_FORCE, SINCE_2_0_1]);
      else expect(version).toMatch(/^1\.[45]\.0$/);
    },
  );

  test('what the first version released here narrows hits one record of the v2 files, which 2.0.3 refused already; what it widens fixes three modifications', async () => {
    const [before, after] = [await loadVersion('2.0.3'), await loadVersion(GOLDEN)];
    const hits = { narrowed: new Set<string>(), newlyRefused: new Set<string>(), newlyAccepted: 0 };
    for (const file of v2Files) {
      const bytes = readFileSync(`${SHARED}realdata/${file}`);
      const [old, now] = [keys(judge(bytes, before).findings), keys(judge(bytes, after).findings)];
      const records = new Set([...old].map(recordOf));
      for (const key of now) if (!old.has(key)) hits.narrowed.add(`${file} ${recordOf(key)}`);
      for (const key of now) if (!records.has(recordOf(key))) hits.newlyRefused.add(recordOf(key));
      hits.newlyAccepted += [...old].filter((key) => !now.has(key)).length;
    }
    expect([hits.narrowed.size, hits.newlyRefused.size, hits.newlyAccepted]).toEqual([1, 0, 3]);
  });
});

const keys = (findings: { code: string; path: string }[]): Set<string> =>
  new Set(findings.map(({ code, path }) => `${path} ${code}`));

/** A record that only repeats an earlier one is valid by itself. */
const twinsOnly = (findings: { code: string; path: string }[], record: string): boolean =>
  findings
    .filter(({ path }) => recordOf(path) === record)
    .every(({ code, path }) => code === 'schema.uniqueItems' && path === record);
