/** Steps between releases whose search for witnesses takes seconds: what their numbers promise, what errata excuse, and what their rules change for a file. */
import { expect, test } from 'vitest';
import { decp } from '../cli/run.ts';
import { FIRST, GOLDEN, readText } from '../support/engine.ts';

type Reported = {
  errata: {
    fingerprint: string;
    change: { kind: string; path: string; direction: string; places?: string[] };
    refused: string | null;
  }[];
  changes: { kind: string; bump: string; path: string; direction: string; params: { places?: string[] }; fingerprint: string }[];
};
const run = (...args: string[]) => decp(['diff', ...args]);
const json = async (...args: string[]) => {
  const { out, err, code } = await run(...args, '--format', 'json');
  expect(err).toBe('');
  return { code, ...(JSON.parse(out) as Reported) };
};

test('errata excuse the step from the release before, not from an older one', async () => {
  expect(await json('2.0.2', '2.1.0')).toMatchObject({
    declared: 'minor',
    required: 'major',
    errata: [],
    staleErrata: [],
    code: 1,
  });
});

test('a major number declares every break', async () => {
  expect(await json('1.5.0', '2.0.0')).toMatchObject({ required: 'major', declared: 'major', undeclared: [], code: 0 });
});

test('each break of the first release of our own has an erratum that counts, and no erratum is left over', async () => {
  const reported = await json('2.0.3', FIRST);
  expect(reported).toMatchObject({
    declared: 'minor',
    required: 'minor',
    bump: 'major',
    undeclared: [],
    staleErrata: [],
    code: 0,
  });
  const breaks = reported.changes.filter(({ bump }) => bump === 'major');
  expect(breaks.length).toBeGreaterThan(20);
  const recalled = breaks.map(({ fingerprint, kind, path, direction, params: { places } }) => ({
    fingerprint,
    change: { kind, path, direction, ...(places && { places }) },
    refused: null,
  }));
  expect(reported.errata.map(({ fingerprint, change, refused }) => ({ fingerprint, change, refused }))).toEqual(recalled);
});

test('an erratum is reported with who approved it, its source and the measured share', async () => {
  const { out, code } = await run('2.0.3', FIRST);
  expect(code).toBe(0);
  expect(out).toContain('Numéro demandé : 2.1.0 ; annoncé : 2.1.0.');
  const text = out.replaceAll(/\n +/g, ' ');
  expect(text).toMatch(/Refus nouveau approuvé \(« erratum »\) : [^.]+\. Approuvé par [^,]+, le \d{4}-\d\d-\d\d\./);
  expect(text).toMatch(
    /Raison : un texte le demandait déjà\. Source : Arrêté du 22 décembre 2023 modifiant [^.]+ relatif aux données essentielles des marchés publics, annexe I\./,
  );
  expect(out).not.toMatch(/arrete-2|documentation-format-2/);
  expect(out).toMatch(/Mesuré le \d{4}-\d\d-\d\d : \d contrats? touchés? sur \d+ \(/);
});

test('the version-bearing rules of a version are reported by impact, and count', async () => {
  const file = JSON.parse(readText('examples/2.0.3/valid/base-marche.json')) as { marches: { marche: [object] } };
  Object.assign(file.marches.marche[0], { origineFrance: 0.9, origineUE: 0.5 });
  const { out } = await decp(['impact', '--from', '2.0.3', '--to', GOLDEN, '-'], { input: JSON.stringify(file) });
  expect(out).toContain('origine-france-superieure-a-ue origineFrance');
  expect(out).toContain('1 contrat sur 1 change de verdict.');
});
