import { describe, expect, test } from 'vitest';
import { wrongText } from '../../src/cli/help.ts';
import { parse } from '../../src/cli/parse.ts';
import { DECP } from '../../src/cli/verbs.node.ts';
import { decp } from './run.ts';

function answer(call: string): string {
  const parsed = parse(DECP, call.split(' '));
  return parsed.asks === 'wrong' ? wrongText(DECP, parsed, parsed.wrong) : parsed.asks;
}

describe('a command or an option that does not exist is answered with the one that was meant', () => {
  test.each([
    ['valider marches.json', 'vouliez-vous dire validate ?'],
    ['vérifier marches.json', 'vouliez-vous dire validate ?'],
    ['VALIDATE marches.json', 'vouliez-vous dire validate ?'],
    ['convertir a.csv a.json', 'vouliez-vous dire convert ?'],
    ['générer', 'vouliez-vous dire generate ?'],
    ['valdate a.json --lang en', 'did you mean validate?'],
    ['release plann', 'vouliez-vous dire plan ?'],
    ['validate --schem 2.0.3 a.json', 'vouliez-vous dire --schema ?'],
    ['validate --schem=2.0.3 a.json', 'vouliez-vous dire --schema ?'],
    ['validate -schema 2.0.3 a.json', 'vouliez-vous dire --schema ?'],
    ['validate --sortie a.csv a.json', 'vouliez-vous dire --output ?'],
    ['generate --output formes', 'vouliez-vous dire --out ?'],
    ['validate --max 3 a.json --lang en', 'did you mean --max-findings?'],
  ])('decp %s', (call, words) => {
    expect(answer(call)).toContain(words);
  });

  test.each(['bogus', '__proto__', 'constructor', 'validate --bogus a.json', 'validate --__proto__ a.json'])(
    'decp %s is near nothing, and nothing is offered',
    (call) => {
      expect(answer(call)).toMatch(/^decp : .*n'existe pas\. Voyez « decp( validate)? --help »\.$/);
    },
  );
});

describe('a code that does not exist', () => {
  test.each([
    ['montant', ['montant-centimes', 'montant-hors-bornes', 'montant-sous-seuil', 'montant-suspect']],
    ['marche.montant', ['montant-centimes', 'acte-montant-superieur-au-marche']],
    ['titulaires', ['titulaire-duplique', 'titulaire-egal-acheteur']],
    ['codeCPV', ['cpv-cle-fausse', 'cpv-inconnu', 'cpv-trop-general']],
    ['schema.enumm', ['schema.enum']],
  ])('%s is answered with the rules of the field of that name, or with the nearest code', async (asked, offered) => {
    const run = await decp(['explain', asked]);
    expect(run.code).toBe(2);
    for (const code of offered) expect(run.err).toContain(`« ${code} »`);
  });

  test.each(['zzz', 'id', '', '.', 'x'.repeat(100_000)])('%.20j is near nothing', async (asked) => {
    const run = await decp(['explain', asked]);
    expect(run.err).toContain("le code d'un constat ou d'une règle");
  });
});

describe('a target', () => {
  test('that does not exist is answered with the one that was meant', async () => {
    const run = await decp(['generate', '--target', 'dictionnaire']);
    expect(run.code).toBe(2);
    expect(run.err).toContain('sans doute « dictionary »');
  });

  test.each([
    ['sql', '1.5.0', ['la cible « sql » pour la version 1.5.0', '2.1.0 ou next', 'decp generate --target sql --schema 2.0.3']],
    ['template', '1.4.0', ['2.0.1, 2.0.2, 2.0.3', '« decp generate --schema 1.4.0 » sans « --target »']],
  ])('%s, which version %s does not have, is answered with the versions that have it', async (target, version, words) => {
    const run = await decp(['generate', '--target', target, '--schema', version]);
    expect(run.code).toBe(2);
    for (const said of words) expect(run.err.toLowerCase()).toContain(said.toLowerCase());
  });
});
