/** What the State runs and never published: it can be asked for by its name, and is a version nowhere. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diffSchemas, type JsonSchema } from '../../packages/schema-diff/src/index.ts';
import { reportOf } from '../../src/governance/compare/report-of.node.ts';
import { readSide, versionSide } from '../../src/governance/compare/side.node.ts';
import { compareVersions } from '../../src/model/releases.ts';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { factsOf, factsOfAny, loadVersion, versionIndex } from '../../src/validate/registry.node.ts';
import { hasShared, IN_FORCE, judge, readJsonFile, readText, ROOT, SHARED } from '../support/engine.ts';

const NAME = 'etat-2.0.4';
const FILE = 'schema_decp_v2.0.4.json';

test('no list of versions has it, and only a check and a comparison know its name', async () => {
  expect((await versionIndex()).map(({ version }) => version)).not.toContain(NAME);
  expect((await factsOfAny(NAME)).version).toBe(NAME);
  expect((await factsOfAny('latest')).version).not.toBe(NAME);
  await expect(factsOf(NAME)).rejects.toMatchObject({ code: 'input.unknown-version' });
  expect([NAME, '2.1.0', '2.0.3'].sort(compareVersions)).toEqual(['2.0.3', NAME, '2.1.0']);
});

test('its Model accepts what its file accepts, which is proved', async () => {
  const { model } = await loadVersion(NAME);
  const file = readJsonFile(`schema/etat/${FILE}`) as JsonSchema;
  expect(diffSchemas(file, model.schema as JsonSchema).relation).toBe('equivalent');
});

test('it refuses, of what the version in force accepts, files that are no block; the rest it accepts', async () => {
  const report = await reportOf(await versionSide(IN_FORCE), await readSide(NAME));
  expect(report.diff.relation).toBe('narrowed');
  expect(report.diff.changes).toMatchObject([{ kind: 'type-narrowed', path: '', witnesses: [{ accepted: 'previous' }] }]);
  expect(report.next).toMatchObject({ name: NAME, sha256: expect.any(String) as string });
});

test('a file is checked by it with the rules of the version in force', async () => {
  const [state, inForce] = await Promise.all([loadVersion(NAME), loadVersion(IN_FORCE)]);
  const text = readText('examples/demo/marches-de-kervadec.json');
  const rules = (version: string) => rulesFor(version, allRules(EXAMPLES_DAY));
  const { findings, ...verdict } = judge(text, state, await rules(NAME));
  expect({ ...verdict, findings }).toEqual(judge(text, inForce, await rules(IN_FORCE)));
  expect(findings.length).toBeGreaterThan(2);
  expect([state, inForce].map((version) => judge('[]', version).schemaVerdict)).toEqual([false, true]);
});

test('its licence is shipped with it, and is not that of our schemas', () => {
  const licence = readText('schema/etat/LICENSE');
  expect(licence).toMatch(/^MIT license\n[^]*Copyright © 2019, DINSIC\n[^]*Permission is hereby granted/);
  expect(readText(`dist/versions/${NAME}/LICENSE`)).toBe(licence);
  expect(readText('LICENSE')).toContain('schema/etat/LICENSE');
});

test.skipIf(!hasShared)('it is the file of the State, byte for byte', () => {
  expect(readFileSync(`${ROOT}schema/etat/${FILE}`).equals(readFileSync(`${SHARED}facts/consolidation/${FILE}`))).toBe(true);
});
