import { expect, test } from 'vitest';
import { fixBytes } from '../../src/fix/fix-file.node.ts';
import { allRules } from '../../src/validate/load-rules.node.ts';
import { IN_FORCE, readJsonFile } from '../support/engine.ts';
import { jsonFile } from './faulty.ts';

const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/base-marche.json`) as { marches: { marche: object[] } };

/** What a fix makes of one field of a conforming record. */
async function fixedField(field: string, value: unknown): Promise<unknown> {
  const record = structuredClone(marches.marche[0]) as Record<string, unknown>;
  const [outer = '', inner] = field.split('.');
  if (inner === undefined) record[outer] = value;
  else (record[outer] as Record<string, unknown>)[inner] = value;
  const { changes } = await fixBytes(jsonFile([{ kind: 'marche', value: record }]), 'a.json', {});
  return changes.find(({ finding }) => finding.path.endsWith(`/${field.replace('.', '/')}`))?.to;
}

test.each([
  // What the messages name, and is certain.
  ['acheteur.id', '213 105 554 00016', '21310555400016'],
  ['acheteur.id', '21310555400016 ', '21310555400016'],
  ['acheteur.id', '21310555400016\u00a0', '21310555400016'],
  ['acheteur.id', 21_310_555_400_016, '21310555400016'],
  ['nature', 'marché', 'Marché'],
  ['nature', 'Marché ', 'Marché'],
  ['nature', 'MARCHE DE PARTENARIAT', 'Marché de partenariat'],
  ['procedure', 'Appel d\u2019offres ouvert', "Appel d'offres ouvert"],
  ['montant', '1234,5', 1234.5],
  ['montant', '1 234,50 €', 1234.5],
  ['montant', '1234.50', 1234.5],
  ['dureeMois', '12', 12],
  ['dateNotification', '29/09/2024', '2024-09-29'],
  ['dateNotification', '1/3/2024', '2024-03-01'],
  ['dateNotification', '29 septembre 2024', '2024-09-29'],
  ['codeCPV', '45 233 140', '45233140'],
  ['codeCPV', '45233140\u20112', '45233140-2'],
  ['acheteur.id', '213\u2011105\u2013554.00016', '21310555400016'],
  ['tauxAvance', '7,5 %', 0.075],
  ['dateNotification', '29/09/2024 14:32:00', '2024-09-29'],
  ['sousTraitanceDeclaree', 'oui', true],
  ['sousTraitanceDeclaree', 'FAUX', false],
  ['procedure', 'MAPA', 'Procédure adaptée'],
  ['objet', ['Réfection de la toiture'], 'Réfection de la toiture'],
  // An optional field that says nothing.
  ['origineUE', null, null],
  ['modifications', null, null],
  // What can be read in two ways, or that nothing names.
  ['acheteur.id', '2131055540001', undefined],
  ['acheteur.id', '213105554', undefined],
  ['acheteur.id', '21310555400016 / 99287450300012', undefined],
  ['acheteur.id', '2131055540001699287450300012', undefined],
  ['codeCPV', '4523314\u20112', undefined],
  ['nature', 'Marché public', undefined],
  ['montant', '1,234', undefined],
  ['montant', '1.234', undefined],
  ['montant', null, undefined],
  ['techniques.technique', null, undefined],
  ['objet', [], undefined],
  ['objet', ['a', 'b'], undefined],
  ['montant', '5 %', undefined],
  ['montant', '12345678901234567', undefined],
  ['dureeMois', '12,5', undefined],
  ['dateNotification', '09/29/2024', undefined],
  ['dateNotification', '31/02/2024', undefined],
  ['sousTraitanceDeclaree', 'peut-être', undefined],
  ['objet', '  ', undefined],
  ['montant', '7,5 %', undefined],
  ['montant', '12.500 €', undefined],
  ['montant', '12,500 EUR', undefined],
  ['montant', '100\n200', undefined],
  ['montant', '100\t200', undefined],
  ['dateNotification', '15/01/2024 ou 16/01/2024', undefined],
  ['dateNotification', '15/01/2024 au 31/01/2024', undefined],
  ['dateNotification', '01/02/2024 11 PM', undefined],
  ['dateNotification', '2024-02-01T23:00:00Z', undefined],
  ['codeCPV', '3000000-1', undefined],
  ['lieuExecution.code', 1004, undefined],
  ['id', 2024, undefined],
])('%s: %j becomes %j', async (field, value, expected) => {
  expect(await fixedField(field, value)).toEqual(expected);
});

test.each([
  ['SIRET', '999 120 348 00027', '99912034800027'],
  ['SIRET', '999\u2011120\u2011348\u201100027\n', '99912034800027'],
  ['TVA', 'BE 0417.497.106', 'BE0417497106'],
  ['TVA', 'FR 43 999 120 348', 'FR43999120348'],
  // A wrong key, two in the place of one, a kind whose form nobody knows.
  ['SIRET', '999 120 348 00028', undefined],
  ['TVA', 'FR 44 999 120 348', undefined],
  ['SIRET', '99912034800027, 99912034800027', undefined],
  ['HORS-UE', 'CH 123', undefined],
])(
  'by its rule, the identifier %s %j of a titulaire and of a subcontractor becomes %j',
  async (typeIdentifiant, id, expected) => {
    const party = { typeIdentifiant, id };
    const acteSousTraitance = {
      ...{ id: 1, sousTraitant: party, dureeMois: 3, montant: 100, variationPrix: 'Ferme' },
      ...{ dateNotification: '2024-05-13', datePublicationDonnees: '2024-05-31' },
    };
    const value = { ...marches.marche[0], titulaires: [{ titulaire: party }], actesSousTraitance: [{ acteSousTraitance }] };
    const file = jsonFile([{ kind: 'marche', value }]);
    const { changes } = await fixBytes(file, 'a.json', { rules: allRules('2026-12-31') });
    expect(changes.map(({ to }) => to)).toEqual(expected === undefined ? [] : [expected, expected]);
    // Without the rules nothing is wrong, so nothing is changed.
    expect((await fixBytes(file, 'a.json', {})).changes).toEqual([]);
  },
);

test('a single date written month first makes the others of its field doubtful, and none is changed', async () => {
  const dates = ['10/02/2026', '09/29/2026', '2026-01-31'];
  const file = (kept: readonly string[]) =>
    jsonFile(kept.map((dateNotification) => ({ kind: 'marche', value: { ...marches.marche[0], dateNotification } })));
  const changed = async (kept: readonly string[]) => (await fixBytes(file(kept), 'a.json', {})).changes.map(({ to }) => to);
  expect(await changed(dates)).toEqual([]);
  expect(await changed(['10/02/2026', '2026-01-31'])).toEqual(['2026-02-10']);
  expect(await changed(['13/02/2026', ...dates])).toEqual(['2026-02-13']);
});

test('in a table the doubt is about the column, which contracts of both kinds may share', async () => {
  const text = (date: string, other: string) =>
    `contrat;id;objet;nature;acheteur.id;autoriteConcedante.id;datePublicationDonnees\nmarche;1;a;b;c;;${date}\ncontrat-concession;2;a;b;;c;${other}\n`;
  const changed = async (date: string, other: string) =>
    (await fixBytes(new TextEncoder().encode(text(date, other)), 'a.csv', {})).changes.map(({ to }) => to);
  expect(await changed('29.09.2024', '03.04.2024')).toEqual(['2024-09-29', '2024-04-03']);
  expect(await changed('09.29.2024', '03.04.2024')).toEqual([]);
});
