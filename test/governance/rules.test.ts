import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { missingExamples } from '../../src/governance/examples/check.ts';
import { checkRules, versionBearingFaults } from '../../src/governance/checks/rules.ts';
import { whereOf, type Problem } from '../../src/governance/problem.ts';
import type { Rule } from '../../src/model/rules.ts';
import { FILLERS } from '../../src/model/fillers.ts';
import { FROZEN, readText } from '../support/engine.ts';

/** A sound rule of the three scopes; no rule of `schema/next/rules` looks at it. */
const SOUND = `id: montant-trop-rond
severity: warning
family: qualite
consolidation: mark
title:
  fr: montant suspect
  en: suspicious amount
description:
  fr: Un montant de **1 000 000 €** tout rond est souvent une estimation.
  en: An amount of exactly **EUR 1,000,000** is often an estimate.
remedy:
  fr: Vérifiez le montant.
  en: Check the amount.
source:
  text: referentiel, invention des tests
  note: { fr: Aucun texte ne le dit., en: No text says so. }
since: 1.3.0
until: 2.0.3
on:
  - scope: marche
    each: titulaires[].titulaire
    when: has(marche.montant)
    assert: marche.montant != 1000000.0
    at: /id
    message: { fr: "Le montant est d'un million ({marche.montant}).", en: "The amount is one million ({marche.montant})." }
    deviation:
      first: 3
      note: { fr: Les trois premiers seulement., en: The first three only. }
  - scope: fichier
    kind: concession
    unique: [concession.id, concession.objet]
message:
  fr: Le montant est rond ({montant}).
  en: The amount is round ({montant}).
`;

const NAME = 'montant-trop-rond';
const NEXT = `next/rules/${NAME}.yaml`;
const BASE = new Map([
  ...['dialect/rule.schema.json', 'legal-texts.yaml'].map((path) => [path, readText(`schema/${path}`)] as const),
  // As before the first release of our own: the sentences list the versions.
  [
    'releases.json',
    JSON.stringify({ releases: [...FROZEN.map((version) => ({ version })), { version: 'next', expectedVersion: '2.1.0' }] }),
  ],
]);

const withRules = (rules: Record<string, string>) => checkRules(new Map([...BASE, ...Object.entries(rules)]));

/** The sound rule with one edit, which must change it. */
const edited = (from: string | RegExp, to: string): string => {
  expect(SOUND.replace(from, to)).not.toBe(SOUND);
  return SOUND.replace(from, to);
};
/** The sound rule with a constant in place of its number. */
const withConstant = (constant: string): string =>
  edited('!= 1000000.0', '!= MILLION').replace('\non:', `\nconstants: { ${constant} }\non:`);
/** The same, cited so by its French message, and as a number by the English one. */
const cites = (citation: string): string =>
  withConstant('MILLION: 1000000.0').replace("d'un million (", `de ${citation} (`).replace('one million (', '{MILLION} (');
/** The sound rule with this family and this source. */
const sourced = (family: string, text: string): string =>
  edited('family: qualite', `family: ${family}`).replace('referentiel, invention des tests', text);
const slip = (from: string | RegExp, to: string) => () => withRules({ [NEXT]: edited(from, to) });

test('a sound rule has no problem, nor has one that is published and kept', () => {
  expect(withRules({ [NEXT]: SOUND })).toEqual([]);
  expect(withRules({ [NEXT]: SOUND, [`2.1.0/rules/${NAME}.yaml`]: SOUND, [`2.2.0/rules/${NAME}.yaml`]: SOUND })).toEqual([]);
  expect(withRules({ [NEXT]: edited('unique: [concession.id, concession.objet]', 'unique: record') })).toEqual([]);
  expect(withRules({ [NEXT]: edited('      first: 3\n', '') })).toEqual([]);
  expect(withRules({ [NEXT]: edited(/since: .*\nuntil: .*/, 'since: next') })).toEqual([]);
});

test('a rule that is to be reviewed, covers itself and corrects the value that it cites has no problem', () => {
  const cited = edited("d'un million (", "d'un million ({id}, ").replace('one million (', 'one million ({id}, ');
  const more = `\nreview: true\ncovers: [${NAME}]\nfix: remove-value\non:`;
  expect(withRules({ [NEXT]: cited.replace('\non:', more) })).toEqual([]);
});

const LOSS = '\nloss: { scope: element, reason: { fr: Un essai., en: A test. } }';

test('an error that costs no more than its element has no problem where it is looked for in elements', () => {
  const wrong = edited('severity: warning', `severity: error${LOSS}`);
  expect(withRules({ [NEXT]: wrong.replace('titulaires[].titulaire', 'modifications[].modification') })).toEqual([]);
  expect(withRules({ [NEXT]: wrong.replace('scope: element', 'scope: record') })).toEqual([]);
});

test('a family that says what obliges has no problem where its source bears it out', () => {
  expect(withRules({ [NEXT]: sourced('droit', 'ccp-r2196-1') })).toEqual([]);
  // One of several is enough, and an order is read where the article of it that is cited was.
  expect(withRules({ [NEXT]: sourced('droit', 'loi-2021-1104, article 35 ; ccp-l2112-2') })).toEqual([]);
  expect(withRules({ [NEXT]: sourced('droit', 'arrete-2022-12-22-marches, article 1er, I, 25°') })).toEqual([]);
  expect(withRules({ [NEXT]: sourced('documentation', 'documentation-format-2, montant') })).toEqual([]);
  // A published version keeps its word, and the draft until it says another.
  const former = edited('family: qualite', 'family: reglementaire');
  expect(withRules({ [NEXT]: former, [`2.1.0/rules/${NAME}.yaml`]: former })).toEqual([]);
});

test('a rule with constants has no problem, whatever the way they are cited in', () => {
  expect(withRules({ [NEXT]: cites('{MILLION}') })).toEqual([]);
  expect(withRules({ [NEXT]: cites('{MILLION, compact}') })).toEqual([]);
});

/** Numbers of a text that are no quantities, and quantities that the expression has too. */
test.each([
  ["de l'année 2024", 'of 2024'],
  ['du 15 janvier 2024', 'of 15 January 2024'],
  ["de l'article R. 2196-1, directive 2006/112/CE, annexe 3", 'of article R. 2196-1, directive 2006/112/EC, annex 3'],
  ['de la norme ISO 3166, version 2.0.3, n° 7', 'of standard ISO 3166, version 2.0.3, no. 7'],
  ['de « 300 » et de « 400 »', 'of “300” and “400”'],
  ['de 1 000 000 €, plus que les 40 000 € du seuil', 'of 1,000,000 €, above the 40,000 € of the threshold'],
  ["de 1 million d'euros, plus que 5", 'of 1 million euros, above 5'],
])('a message that speaks %s says nothing else than its expression', (fr, en) => {
  expect(withRules({ [NEXT]: edited("d'un million (", `${fr} (`).replace('one million (', `${en} (`) })).toEqual([]);
});

/** What somebody may slip in, and what the check answers. */
const PLANTED: Record<string, () => Problem[]> = {
  'an unknown key': slip('severity:', 'gravite: haute\nseverity:'),
  'an unknown key in an entry': slip('    at: /id', '    path: /id'),
  'a key of records in an entry of files': slip('    kind: concession', '    kind: concession\n    assert: "true"'),
  'a misspelt key beside the one that is missing': slip('message:\n  fr: Le', 'mesage:\n  fr: Le'),
  'a misspelt key that may lack': slip('    when:', '    wen:'),
  'a title with a capital': slip('fr: montant suspect', 'fr: Montant suspect'),
  'a title with a full stop': slip('en: suspicious amount', 'en: suspicious amount.'),
  'a remedy without a full stop': slip('fr: Vérifiez le montant.', 'fr: Vérifiez le montant'),
  'a value that the French message alone has': slip('The amount is round ({montant}).', 'The amount is round.'),
  'a value that the English message of an entry alone has': slip('one million (', 'one million ({item.id}, '),
  'a text without English': slip('\n  en: suspicious amount', ''),
  'a message of an entry without English': slip(/, en: "The amount is one million.*" }/, ' }'),
  'an empty text': slip('  fr: Vérifiez le montant.', "  fr: ' '"),
  'a wrong severity': slip('severity: warning', 'severity: grave'),
  'a wrong scope': slip('scope: marche', 'scope: lot'),
  'an entry without scope': slip('- scope: marche\n    each', '- each'),
  'an entry without assertion': slip(/ {4}assert: marche.*\n/, ''),
  'no entry': slip(/^on:[\s\S]*(?=^message)/m, 'on: []\n'),
  'a path of a list that is not one': slip('titulaires[].titulaire', 'titulaires/titulaire'),
  'a pointer that is not one': slip('at: /id', 'at: id'),
  'a uniqueness of another word': slip('unique: [concession.id, concession.objet]', 'unique: marche'),
  'a deviation without note': slip(/ {6}note: .* premiers.*\n/, ''),
  'an id of one word': () => withRules({ 'next/rules/montant.yaml': edited(NAME, 'montant') }),
  'an id with accents and capitals': () =>
    withRules({ 'next/rules/Montant trop élevé.yaml': edited(NAME, 'Montant trop élevé') }),
  'an id that is not the name of the file': () => withRules({ 'next/rules/montant-rond.yaml': SOUND }),
  'an id that two files bear': () => withRules({ [NEXT]: SOUND, 'next/rules/montant-rond.yaml': SOUND }),
  'an id of a rule that was dropped': () =>
    withRules({
      [NEXT]: SOUND,
      [`2.1.9/rules/${NAME}.yaml`]: SOUND,
      '2.1.10/rules/autre-regle.yaml': edited(NAME, 'autre-regle'),
    }),
  'no source': slip(/source:\n {2}text.*\n {2}note.*\n/, ''),
  'a source without text': slip(/ {2}text: referentiel.*\n/, ''),
  'an unknown source': slip('text: referentiel, invention', 'text: arrêté du 22 décembre 2022, annexe I'),
  'a family of law without a text of law': slip('family: qualite', 'family: droit'),
  'a family of law whose text nobody read': () =>
    withRules({ [NEXT]: sourced('droit', 'arrete-2022-12-22-marches, annexe I ; loi-2021-1104-35') }),
  'a family of law that only the documentation asks for': () =>
    withRules({ [NEXT]: sourced('droit', 'documentation-format-2, montant') }),
  'a family of documentation that cites a text of law': () => withRules({ [NEXT]: sourced('documentation', 'ccp-r2196-1') }),
  'a family that no more says what obliges': slip('family: qualite', 'family: reglementaire'),
  'HTML in a text': slip('  fr: Vérifiez', '  fr: <b>Vérifiez</b>'),
  'a typographic apostrophe': slip("d'un million", 'd\u2019un million'),
  'a typographic apostrophe in an expression': slip('has(marche.montant)', 'marche.objet == "L\u2019eau"'),
  'an unknown version': slip('since: 1.3.0', 'since: 2.0'),
  'a version that never was': slip('until: 2.0.3', 'until: 2.0.4'),
  'a rule that ends before it begins': slip('since: 1.3.0\nuntil: 2.0.3', 'since: 2.0.0\nuntil: 1.5.0'),
  'a text still to be written': slip('fr: montant suspect', 'fr: À ÉCRIRE (la faute en quelques mots)'),
  'an English text still to be written': slip('en: suspicious amount', 'en: TO WRITE (the fault in a few words)'),
  'a number of a message that its expression does not have': slip("d'un million (", 'de 2 000 000 € ('),
  'a number of both messages that the expression does not have': () =>
    withRules({
      [NEXT]: edited("d'un million (", 'de 2 000 000 € (').replace('one million (', '2,000,000 € ('),
    }),
  'an error that is to be reviewed': slip('severity: warning', 'severity: error\nreview: true'),
  'a rule that covers one that there is not': slip('\non:', '\ncovers: [montant-tout-rond]\non:'),
  'a rule that covers one on records': () =>
    withRules({
      [NEXT]: edited('\non:', '\ncovers: [montant-rond]\non:'),
      'next/rules/montant-rond.yaml': edited(NAME, 'montant-rond').replace(/ {2}- scope: fichier[\s\S]*(?=^message)/m, ''),
    }),
  'a rule on records that covers another': () =>
    withRules({
      [NEXT]: edited('\non:', `\ncovers: [${NAME}]\non:`).replace(/ {2}- scope: fichier[\s\S]*(?=^message)/m, ''),
    }),
  'a warning that costs something': slip('severity: warning', `severity: warning${LOSS.replace('element', 'record')}`),
  'a fault that is kept to an element and looked for in none': slip('severity: warning', `severity: error${LOSS}`),
  'a value to correct that the message does not cite': slip('\non:', '\nfix: remove-invisible\non:'),
  'a constant that nothing uses': slip('\non:', '\nconstants: { MILLION: 1000000.0 }\non:'),
  'a constant that an expression alone has': slip('!= 1000000.0', '!= MILLION'),
  'a constant that is misspelt': () =>
    withRules({ [NEXT]: withConstant('MILLION: 1000000.0').replace('!= MILLION', '!= MILION') }),
  'a constant that both messages misspell': () => withRules({ [NEXT]: cites('{MILLION}').replaceAll('{MILLION}', '{MILLIONS}') }),
  'a constant with a small letter': () => withRules({ [NEXT]: withConstant('Million: 1000000.0') }),
  'a constant in scientific notation': () => withRules({ [NEXT]: withConstant('MILLION: 1e6') }),
  'a constant that is a list of numbers': () => withRules({ [NEXT]: withConstant('MILLION: [1000000.0]') }),
  'a list of filler words that is not that of the programs': () => {
    const constants = `\nconstants: { MOTS: ${JSON.stringify([...FILLERS.slice(1), 'bidule'])} }\non:`;
    return withRules({
      [NEXT]: edited('!= 1000000.0', '!= 1000000.0 && !marche.objet.matches(MOTS)').replace('\non:', constants),
    });
  },
  'a constant written in a way that there is not': () => withRules({ [NEXT]: cites('{MILLION, words}') }),
  'a constant in words that is too large': () => withRules({ [NEXT]: cites('{MILLION, spellout}') }),
  'a constant in millions that is too small': () =>
    withRules({ [NEXT]: cites('{MILLION, compact}').replace('MILLION: 1000000.0', 'MILLION: 900000.0') }),
  'a file that is not YAML': slip('title:', 'title: {'),
  'a file that is a sentence': () => withRules({ [NEXT]: 'Le montant est positif.\n' }),
  'a file of another name': () => withRules({ [`next/rules/${NAME}.yml`]: SOUND }),
  'a published rule that the dialect no longer reads': () =>
    withRules({ [`2.1.0/rules/${NAME}.yaml`]: edited('severity: warning', 'severity: grave') }),
};

const reported = (problems: Problem[]): string[] =>
  problems.map((problem) => `${whereOf(problem)}\n  ${problem.fr}\n  ${problem.en}`);

test.each(Object.entries(PLANTED))('%s is refused with one sentence that says what to do', async (name, plant) => {
  const lines = reported(plant());
  expect(lines).toHaveLength(1);
  const file = `../golden/checks/rules/${name.replaceAll(/[^a-zA-Z]+/g, '-')}.txt`;
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file);
});

describe('a rule that makes a file not conform in the name of a version', () => {
  const rule = { ...(parse(SOUND) as Rule), severity: 'error', family: 'reglementaire' } as const;

  test.each(['aujourdhui', 'nomenclature', 'cpvExiste', 'cpvCle'])('may not call %s, whose answer changes', async (name) => {
    const faults = versionBearingFaults(rule, ['size', name, name, 'toString']);
    expect(faults).toHaveLength(1);
    await expect(`${faults[0]?.fr}\n${faults[0]?.en}\n`).toMatchFileSnapshot(
      `../golden/checks/rules/a-verdict-that-moves-with-${name}.txt`,
    );
  });

  test('may call what hangs on the data alone', () => {
    expect(versionBearingFaults(rule, ['siretValide', 'jour', 'moisEntre'])).toEqual([]);
  });

  test.each([{ severity: 'warning' } as const, { family: 'agregateur' } as const, { family: 'qualite' } as const])(
    'is distinguished from one with %o, which may call them',
    (change) => {
      expect(versionBearingFaults({ ...rule, ...change }, ['aujourdhui', 'cpvCle'])).toEqual([]);
    },
  );
});

test('a rule without an invalid example is named; one that the scaffold left to be completed, or its findings alone, do not count', async () => {
  const examples = new Map(
    [
      'invalid/montant-trop-rond--un-million.json',
      'invalid/montant-trop-rond--un-million.findings.json',
      'invalid/montant-rond--a-completer.json',
      'invalid/montant-rond--a-completer.findings.json',
      'invalid/montant-nul--zero.findings.json',
      'valid/montant-nul--zero.json',
    ].map((path) => [path, '']),
  );
  const problems = missingExamples(['montant-trop-rond', 'montant-rond', 'montant-nul', 'montant-trop'], examples);
  expect(problems.map(({ file }) => file)).toEqual(
    ['montant-rond', 'montant-nul', 'montant-trop'].map((id) => `schema/next/rules/${id}.yaml`),
  );
  await expect(`${reported(problems.slice(2)).join('\n')}\n`).toMatchFileSnapshot(
    '../golden/checks/rules/a-rule-without-an-invalid-example.txt',
  );
  await expect(`${reported(problems.slice(0, 1)).join('\n')}\n`).toMatchFileSnapshot(
    '../golden/checks/rules/an-example-left-to-be-completed.txt',
  );
});
