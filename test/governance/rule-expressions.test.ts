import { expect, test } from 'vitest';
import { checkExpressions } from '../../src/governance/checks/rules.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readRules } from '../../src/model/load.ts';
import type { Model } from '../../src/model/types.ts';
import { goldenModel } from '../support/golden-model.ts';

const NAME = 'montant-trop-rond';

/** A rule whose expressions are those of the test. */
const rule = (entry: string, head = 'severity: warning\nfamily: qualite'): string => `id: ${NAME}
${head}
consolidation: none
title: { fr: montant suspect, en: suspicious amount }
description: { fr: Pour l'essai., en: For the test. }
remedy: { fr: Vérifiez le montant., en: Check the amount. }
source: { text: "referentiel, invention des tests" }
since: 1.3.0
on:
${entry}
message: { fr: Le montant est rond., en: The amount is round. }
`;

const marche = (assert: string, more = ''): string => `  - scope: marche\n    assert: ${JSON.stringify(assert)}\n${more}`;

/** The rules are written for a frozen version: no proposal changes what is said of them. */
const next: Model = { ...goldenModel, version: 'next' };

function problemsOf(text: string): string {
  const files = new Map([[`next/rules/${NAME}.yaml`, text]]);
  const rules = readRules(new Map([[`rules/${NAME}.yaml`, text]]));
  const { problems } = checkExpressions(files, { ...next, rules });
  return problems.map((problem) => `${whereOf(problem)}\n  ${problem.fr}\n  ${problem.en}\n`).join('');
}

const HEAD = 'severity: error\nfamily: reglementaire';

/** What somebody may write in an expression, and what the build answers. */
const PLANTED: Record<string, string> = {
  'a typo in a field name': rule(marche('marche.montannt > 1.0')),
  'a field of another object': rule(marche("marche.acheteur.nom == 'x'")),
  'a field of a list': rule(marche("marche.titulaires.titulaire.id == 'x'")),
  'a variable that is not bound': rule(marche('concession.valeurGlobale > 1.0')),
  'an item without each': rule(marche("item.id == 'x'")),
  'a path of each that leads nowhere': rule(marche('true', '    each: titulaires[].fournisseur\n')),
  'a number compared with an integer': rule(marche('marche.montant > 40000')),
  'an integer compared with a number': rule(marche('marche.dureeMois <= 180.0')),
  'a text compared with a number': rule(marche('marche.id == 12')),
  'dates compared as texts': rule(marche('marche.dateNotification <= marche.datePublicationDonnees')),
  'lists compared': rule(marche('marche.titulaires == marche.titulaires')),
  'an optional field without has': rule(marche('marche.tauxAvance > 0.0')),
  'an optional field guarded on the wrong side': rule(marche('has(marche.tauxAvance) || marche.tauxAvance > 0.0')),
  'a number where a condition is expected': rule(marche('marche.montant')),
  'a number in a condition': rule(marche('marche.montant && true')),
  'a function that does not exist': rule(marche('siretValid(marche.acheteur.id)')),
  'a function of CEL outside of the subset': rule(marche("marche.id.startsWith('2024')")),
  'a function given too much': rule(marche('siretValide(marche.acheteur.id, true)')),
  'a function given another type': rule(marche('jour(marche.id) > 1')),
  'a list of another name': rule(marche("nomenclature('communes', marche.id)")),
  'a condition written with a question mark': rule(marche('marche.montant > 1.0 ? true : false')),
  'an item by its place': rule(marche("marche.titulaires[0].titulaire.id == 'x'")),
  'an expression that is not closed': rule(marche('(marche.montant > 1.0')),
  'a double ampersand cut in two': rule(marche('marche.montant > 1.0 & true')),
  'a lone equals sign': rule(marche("marche.nature = 'Marché'")),
  'an equals sign before a smaller sign': rule(marche('marche.dureeMois =< 12')),
  'an equals sign before a greater sign': rule(marche('marche.dureeMois => 12')),
  'a smaller-or-equal sign of print': rule(marche('marche.dureeMois ≤ 12')),
  'a greater-or-equal sign of print': rule(marche('marche.dureeMois ≥ 12')),
  'a different-from sign of print': rule(marche('marche.dureeMois ≠ 12')),
  'three equals signs': rule(marche('marche.dureeMois === 12')),
  'typographic double quotes': rule(marche('marche.nature == “Marché”')),
  'French quotes': rule(marche('marche.nature == « Marché »')),
  'the word and': rule(marche('marche.montant > 1.0 and marche.dureeMois > 1')),
  'the word or in French': rule(marche('marche.montant > 1.0 ou marche.dureeMois > 1')),
  'the word and in French': rule(marche('marche.montant > 1.0 et marche.dureeMois > 1')),
  'the word not': rule(marche('not marche.attributionAvance')),
  'the word not in French with parentheses': rule(marche('non(marche.attributionAvance)')),
  'a parenthesis too many': rule(marche('(marche.montant > 1.0))')),
  'a square bracket that is not closed': rule(marche("marche.id in ['1', '2'")),
  'parentheses around a list': rule(marche("marche.id in ('1', '2')")),
  'decimals after a comma': rule(marche('marche.montant > 1,5')),
  'a number with spaces': rule(marche('marche.montant > 40 000.0')),
  'a text with an apostrophe': rule(marche("marche.objet == 'l'eau'")),
  'a text that is not closed': rule(marche("marche.objet == 'eau")),
  'an expression cut short': rule(marche('marche.montant >')),
  'two conditions with nothing between': rule(marche('has(marche.tauxAvance) marche.tauxAvance > 1.0')),
  'a text that ends with another': rule(marche("marche.id.endsWith('.2024')")),
  'a text that contains another': rule(marche("marche.objet.contains('[l\\'eau]')")),
  'a beginning that is computed': rule(marche('marche.id.startsWith(marche.objet)')),
  'a size asked as a method': rule(marche('marche.titulaires.size() > 1')),
  'a comparison with null': rule(marche('marche.tauxAvance != null')),
  'a code with the wrong case': rule(marche("marche.nature == 'marché'")),
  'a code in a list with a typo': rule(marche("marche.nature in ['Marché', 'Marché de partenaria']")),
  'a code that no item of a list can be': rule(marche("'Accord cadre' in marche.techniques.technique")),
  'a code that is like no other': rule(marche("marche.nature != 'Autre'")),
  'a regular expression that JavaScript alone reads': rule(marche("marche.id.matches('(?=a)b')")),
  'a regular expression with a class that languages read otherwise': rule(marche("marche.id.matches('\\\\s')")),
  'a regular expression with a repetition in a repetition': rule(marche("marche.id.matches('(a+)+')")),
  'a regular expression with an escape that RE2 has not': rule(marche("marche.id.matches(r'\\u00e9')")),
  'a regular expression with an empty class': rule(marche("marche.id.matches('[^]')")),
  'a regular expression that repeats too often': rule(marche("marche.id.matches('a{1,2000}')")),
  'a regular expression that may take for ever': rule(marche("marche.id.matches('(a|ab)+c')")),
  'a regular expression that is broken': rule(marche("marche.id.matches('[a')")),
  'a regular expression that is computed': rule(marche('marche.id.matches(marche.objet)')),
  'integer fields added': rule(marche('marche.dureeMois + marche.offresRecues > 3')),
  'a division by what may be zero': rule(marche('marche.montant / marche.montant > 1.0')),
  'a variable that hides another': rule(marche("marche.titulaires.all(marche, marche.titulaire.id != '')")),
  'a finding that stands on an absent field': rule(marche('true', '    at: /tauxAvance\n')),
  'a finding that stands nowhere': rule(marche('true', '    at: /montants\n')),
  'a value of the message that leads nowhere': rule(marche('true', '    message: { fr: "{montants}", en: "{montants}" }\n')),
  'a verdict that asks for today': rule(marche('jour(marche.dateNotification) <= jour(aujourdhui())'), HEAD),
  'a verdict that asks for a nomenclature': rule(marche("nomenclature('pays-alpha2', marche.id)"), HEAD),
  'a key of a file that is a list': rule('  - scope: fichier\n    kind: marche\n    unique: ["marche.titulaires"]\n'),
  'a key of a file with a typo': rule('  - scope: fichier\n    kind: concession\n    unique: ["concession.idd"]\n'),
  'a deviation with a typo': rule(
    marche('true', '    deviation: { assert: "marche.montan > 1.0", note: { fr: Non., en: No. } }\n'),
  ),
};

test.each(Object.entries(PLANTED))('%s is refused', async (name, text) => {
  const said = problemsOf(text);
  expect(said).not.toBe('');
  await expect(said).toMatchFileSnapshot(`../golden/checks/rule-expressions/${name.replaceAll(' ', '-')}.txt`);
});

test.each([
  'marche.montant > 40000.0 && marche.dureeMois <= 180',
  'has(marche.tauxAvance) && marche.tauxAvance > 0.0',
  '!has(marche.tauxAvance) || marche.tauxAvance > 0.0',
  '!(has(marche.tauxAvance) && marche.tauxAvance > 0.0) || marche.attributionAvance',
  '!has(marche.modifications) || marche.modifications.all(m, !has(m.modification.montant) || m.modification.montant > 1.0)',
  "marche.nature in ['Marché', 'Marché de partenariat'] && 'Sans objet' in marche.techniques.technique",
  'moisEntre(marche.dateNotification, marche.datePublicationDonnees) <= 2 && jour(marche.dateNotification) + 1 > -3',
  "marche.objet.matches('^([a-m]|[n-z]x)+$')",
  "marche.objet.matches('^[A-Z]{1,3}(ab|c)?$') || size(marche.objet) > 3 || size(marche.titulaires) == 1",
  "size(marche.titulaires.filter(t, t.titulaire.id == '1').map(t, t.titulaire.typeIdentifiant)) == 0",
])('%s is accepted', (assert) => {
  expect(problemsOf(rule(marche(assert)))).toBe('');
});

test('a guard may go through the list of each without has, since an item is in it; the finding may stand on what it makes sure of', () => {
  const entry = `  - scope: marche
    each: modifications[].modification
    when: marche.modifications.exists(m, m.modification.id == 1) && has(item.montant)
    assert: item.montant > 1.0
    at: /montant
`;
  expect(problemsOf(rule(entry))).toBe('');
});

test('a field that may be of several types is read by no rule: the build says so, and does not break off', () => {
  const text = rule(marche('marche.montant > 1.0'));
  const schema = structuredClone(next.schema);
  const montant = schema.$defs?.['common']?.$defs?.['montant'];
  if (montant) montant.type = ['number', 'null'];
  const rules = readRules(new Map([[`rules/${NAME}.yaml`, text]]));
  const { problems } = checkExpressions(new Map([[`next/rules/${NAME}.yaml`, text]]), { ...next, schema, rules });
  expect(problems.map(({ fr }) => fr)).toEqual([expect.stringContaining("« montant » n'a pas un type et un seul")]);
});
