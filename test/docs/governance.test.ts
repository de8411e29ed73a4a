import { expect, test } from 'vitest';
import { readJsonFile, readText } from '../support/engine.ts';
import { SAMPLE } from '../../src/governance/release/record.ts';
import { readPage } from './markdown.ts';

const codes = readPage(readText('GOVERNANCE.md')).codes;

type Dialect = { $defs: Record<string, { properties?: Record<string, { properties?: Record<string, { enum?: string[] }> }> }> };
const dialect = readJsonFile('schema/dialect/decp-dialect.schema.json') as Dialect;
const deprecation = Object.values(dialect.$defs).flatMap(({ properties }) => properties?.['x-deprecated'] ?? [])[0];

test('GOVERNANCE.md names the reasons for which a field may be deprecated, and the columns where a code is', () => {
  const reasons = deprecation?.properties?.['reason']?.enum ?? [];
  const columns = readText('schema/next/codelists/ccag.csv').split('\n', 1)[0]?.split(',').slice(-2) ?? [];
  expect(reasons).toHaveLength(2);
  expect(codes).toEqual(expect.arrayContaining([...reasons, ...columns, 'x-deprecated']));
  expect(codes).not.toContain('deleted');
});

test('the version of which GOVERNANCE.md says so was never tagged where it was published', () => {
  type Release = { version: string; tag: { published: boolean } };
  const { releases } = readJsonFile('schema/releases.json') as { releases: Release[] };
  const untagged = releases.filter(({ version, tag }) => version !== 'next' && !tag.published).map(({ version }) => version);
  expect(untagged).toEqual(['2.0.3']);
  expect(readText('GOVERNANCE.md')).toContain("La version 2.0.3 n'a jamais reçu d'étiquette dans le dépôt d'origine");
});

test('the least sample of an erratum that GOVERNANCE.md gives is the one that records are judged by', () => {
  expect(SAMPLE).toEqual({ records: 300, producers: 3 });
  expect(readText('GOVERNANCE.md')).toContain(`${SAMPLE.records} contrats réels au moins, de trois producteurs au moins`);
});
