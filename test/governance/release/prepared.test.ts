import { describe, expect, test } from 'vitest';
import { numberedCodes, numberedRule, numberedSchema } from '../../../src/governance/build/freeze.node.ts';
import { afterRelease, type ReleaseEntry } from '../../../src/governance/release/after-release.ts';
import { inForceOf } from '../../../src/model/releases.ts';
import { releasedSide } from '../../../src/governance/release/plan-next.node.ts';
import { FIRST, IN_FORCE, NEWEST, readJsonFile } from '../../support/engine.ts';

const { releases } = readJsonFile('schema/releases.json') as { releases: ReleaseEntry[] };
const made = { version: '9.9.0', date: '2026-12-01', tools: '1.0.0', tree: 'a'.repeat(40), files: [], artefacts: [] };

describe('releases.json after a release', () => {
  const after = afterRelease(releases, made);

  test('leaves the law as it is, replaces the proposal before, and begins a draft of the next minor number', () => {
    expect(after.slice(-3)).toMatchObject([
      { version: NEWEST, status: 'remplacée', replacedBy: '9.9.0' },
      { version: '9.9.0', status: 'publiée ici', date: '2026-12-01', tools: '1.0.0', tag: { published: true } },
      { version: 'next', status: 'brouillon', expectedVersion: '9.10.0', files: [] },
    ]);
    expect(inForceOf(after)).toBe(IN_FORCE);
  });

  test('changes nothing of the versions before', () => {
    expect(after.slice(0, -3)).toEqual(releases.slice(0, -2));
    const { status: _, replacedBy: __, ...kept } = after.at(-3)!;
    const { status: ___, ...before } = releases.at(-2)!;
    expect(kept).toEqual(before);
  });

  test('without a draft there is nothing to release', () => {
    expect(() => afterRelease([], made)).toThrow('no draft');
  });
});

test('what came with next says its number once there is one, and nothing else does', () => {
  const codes = 'code,libelle,since,deprecated,replaced_by\nnext,"a, b",next,,\nb,B,2.0.0,next,"c, d"\nc,next,2.0.0,,\n';
  expect(numberedCodes(codes, '2.1.0')).toBe(
    'code,libelle,since,deprecated,replaced_by\nnext,"a, b",2.1.0,,\nb,B,2.0.0,2.1.0,"c, d"\nc,next,2.0.0,,\n',
  );
  const rule = (since: string): string => `id: a-b\nsince: ${since}\ntitle: { fr: since next, en: next }\n`;
  expect(['next', "'next'", 'next # nouvelle', '2.0.1'].map((since) => numberedRule(rule(since), '2.1.0'))).toEqual(
    ['2.1.0', '2.1.0', '2.1.0 # nouvelle', '2.0.1'].map(rule),
  );
  expect(numberedSchema('{ "x-since": "next", "title": "next" }', '2.1.0')).toBe('{ "x-since": "2.1.0", "title": "next" }');
});

test('a release is compared with the texts that it was published with', async () => {
  const { model, number } = await releasedSide(NEWEST);
  expect(number).toBe(NEWEST);
  const bundle = readJsonFile(`schema/${NEWEST}/bundled/decp.schema.json`) as { properties: { marches: { title: string } } };
  expect(model.fields['marches']?.title.fr).toBe(bundle.properties.marches.title);
  expect(FIRST).toMatch(/^(next|2\.1\.0)$/);
});
