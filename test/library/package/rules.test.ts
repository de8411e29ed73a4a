/** The rules that programs ask for: one shape for a record, a stream and a page, with the words of the option `--rules`. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../../src/cli/values.ts';
import { InputError } from '../../../src/finding.ts';
import { under } from '../../../src/host/paths.node.ts';
import { checkGiven } from '../../../src/library/page/check-file.ts';
import { loadModel, validateRecord, validateStream, type WantedRules } from '../../../src/library/index.node.ts';
import { FAMILIES, familiesOf } from '../../../src/model/rules.ts';
import { UNFOLDED } from '../../support/unfolded.ts';
import { GOLDEN } from '../../support/engine.ts';

const EXAMPLE = `${UNFOLDED}${GOLDEN}/invalid/siret-acheteur-invalide--cle-fausse.json`;
const { marches } = JSON.parse(readFileSync(under(EXAMPLE), 'utf8')) as { marches: { marche: [Record<string, unknown>] } };
/** Breaks a rule of each family. */
const RECORD = { ...marches.marche[0], montant: 12_000.345, datePublicationDonnees: '2026-01-02' };
const FILE = new TextEncoder().encode(JSON.stringify({ marches: { marche: [RECORD] } }));
const OPTIONS = { version: GOLDEN, date: '2026-12-31' };

const ASSETS = {
  bytes: (path: string) => Promise.resolve(new Uint8Array(readFileSync(under('dist', path)))),
  module: (path: string) => import(pathToFileURL(under('dist', path)).href) as Promise<unknown>,
};

type Way = (rules: WantedRules | undefined) => Promise<string[]>;

const asked = (rules: WantedRules | undefined) => ({ ...OPTIONS, ...(rules !== undefined && { rules }) });

const WAYS: Record<string, Way> = {
  validateRecord: async (rules) => (await validateRecord('marche', RECORD, asked(rules))).map(({ code }) => code),
  validateStream: async (rules) => {
    const codes: string[] = [];
    for await (const { code } of validateStream([FILE], asked(rules))) codes.push(code);
    return codes;
  },
  'the check of a page': async (rules) => {
    const codes: string[] = [];
    const onFindings = (batch: { code: string }[]): void => void codes.push(...batch.map(({ code }) => code));
    const outcome = await checkGiven(new Blob([FILE]), { ...asked(rules), assets: ASSETS, onFindings });
    return outcome.readable ? codes : [`${outcome.finding.code} ${JSON.stringify(outcome.finding.params)}`];
  },
};

const { rules } = await loadModel(GOLDEN);
const familyOf = new Map(rules.map(({ id, family }) => [id, family]));
const all = await WAYS['validateRecord']!(undefined);

test('the record breaks rules of each family, so that a choice among them shows', () => {
  expect(new Set(all.map((code) => familyOf.get(code)))).toEqual(new Set(['reglementaire', 'agregateur', 'qualite']));
});

describe.each(Object.entries(WAYS))('%s', (_, found) => {
  test.each<[WantedRules | undefined]>([
    [undefined],
    [true],
    [['qualite']],
    [['reglementaire', 'agregateur']],
    [['droit']],
    [['-objet-trop-court']],
    [['qualite', '-objet-trop-court', '-montant-sous-seuil']],
  ])('runs with %j what the command runs', async (wanted) => {
    const word = Array.isArray(wanted) ? wanted.join(',') : FAMILIES.join(',');
    const { families, without } = KINDS.rules.read(word)!;
    const expected = all.filter(
      (code) => familiesOf(familyOf.get(code)!).some((one) => families.includes(one)) && !without.includes(code),
    );
    expect((await found(wanted)).sort()).toEqual(expected.sort());
  });

  test('runs none with false', async () => {
    expect(await found(false)).toEqual([]);
  });
});

test('a rule that no version has is refused with the nearest one', async () => {
  const options = { ...OPTIONS, rules: ['-objet-trop-cours'] as const };
  const sentence = /objet-trop-cours.*objet-trop-court/s;
  await expect(validateRecord('marche', RECORD, options)).rejects.toThrow(InputError);
  await expect(validateRecord('marche', RECORD, options)).rejects.toThrow(sentence);
  await expect(validateStream([FILE], options).next()).rejects.toThrow(sentence);
  expect(await WAYS['the check of a page']!(options.rules)).toEqual([
    'input.unknown-code {"code":"objet-trop-cours","nearest":["objet-trop-court"]}',
  ]);
});

test('a list that changes after the call changes nothing', async () => {
  const list: ['qualite' | 'agregateur'] = ['qualite'];
  const steps = validateStream([FILE], { ...OPTIONS, rules: list });
  list[0] = 'agregateur';
  const codes: string[] = [];
  for await (const { code } of steps) codes.push(code);
  expect(codes.sort()).toEqual(await WAYS['validateRecord']!(['qualite']).then((known) => known.sort()));
});
