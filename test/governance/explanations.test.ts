import { describe, expect, test } from 'vitest';
import { explainAll, explainRule } from '../../src/governance/explanations.ts';
import { readLegalTexts } from '../../src/model/citation.ts';
import { exampleOf, readExamples } from '../../src/governance/explanations/choose.ts';
import { EXPLANATIONS } from '../../src/messages/compiled/explanations.ts';
import { CODES } from '../../src/messages.ts';
import type { Rule } from '../../src/model/rules.ts';
import { foreignWords } from '../messages/french.ts';

const RULE: Rule = {
  id: 'montant-du-titulaire',
  severity: 'warning',
  family: 'agregateur',
  consolidation: 'mark',
  title: { fr: 'titre', en: 'title' },
  description: { fr: 'pourquoi', en: 'why' },
  remedy: { fr: 'Corrigez.', en: 'Fix it.' },
  source: { text: 'referentiel, annexe I', note: { fr: 'La note.', en: 'The note.' } },
  since: '2.0.1',
  until: '2.0.3',
  on: [
    {
      scope: 'marche',
      each: 'titulaires[].titulaire',
      when: "item.typeIdentifiant == 'SIRET'",
      assert: 'siretValide(item.id) && marche.montant > 1.0',
      at: '/id',
      deviation: { first: 3, note: { fr: 'Les trois premiers.', en: 'The first three.' } },
    },
    { scope: 'concession', assert: 'concession.valeurGlobale > 1.0' },
  ],
  message: { fr: 'Faux.', en: 'Wrong.' },
};

/** A record with more fields than an excerpt shows. */
const record = (fields: object) => ({
  id: 'A1',
  objet: 'Voirie',
  montant: 1000,
  dureeMois: 6,
  acheteur: { id: '1' },
  nature: 'Marché',
  titulaires: [{ titulaire: { typeIdentifiant: 'SIRET', id: '99287450300012' } }],
  ...fields,
});
const file = (...records: object[]): string => JSON.stringify({ marches: { marche: records } });
const findings = (code: string, path: string, property?: string): string =>
  JSON.stringify({ findings: [{ code, path, ...(property !== undefined && { property }) }] });

/** The example chosen for a code among these invalid files, beside some valid ones. */
function chosen(code: string, invalid: [text: string, path: string, property?: string][], valid: string[], rule?: Rule) {
  const files = new Map([
    ...invalid.flatMap(([text, path, property], i): [string, string][] => [
      [`invalid/${code}--n${i}.json`, text],
      [`invalid/${code}--n${i}.findings.json`, findings(code, path, property)],
    ]),
    ...valid.map((text, i): [string, string] => [`valid/n${i}.json`, text]),
  ]);
  return exampleOf(code, [readExamples('next', files)], rule);
}

describe('the excerpt of an example', () => {
  test('is the block of the field, wrong and as in the nearest valid record, with … for the rest', () => {
    const example = chosen(
      'schema.enum',
      [[file(record({ nature: 'marché' })), '/marches/marche/0/nature']],
      [file(record({ nature: 'Marché de partenariat' })), file(record({}))],
    );
    expect(example).toEqual({
      file: 'examples/next/invalid/schema.enum--n0.json',
      version: 'next',
      place: '/marches/marche/0/nature',
      invalid: '{"nature": "marché", …}',
      valid: '{"nature": "Marché", …}',
    });
  });

  test('has the missing field once fixed, and another field to show the block', () => {
    const { montant: _, ...without } = record({});
    expect(chosen('schema.required', [[file(without), '/marches/marche/0', 'montant']], [file(record({}))])).toMatchObject({
      invalid: '{"id": "A1", …}',
      valid: '{"id": "A1", "montant": 1000, …}',
    });
  });

  test('loses the surplus field, or gives it the name that was meant', () => {
    const at = '/marches/marche/0';
    const { montant, ...without } = record({});
    expect(
      chosen('schema.additionalProperties', [[file(record({ source: 'x' })), `${at}/source`]], [file(record({}))]),
    ).toMatchObject({ invalid: '{"id": "A1", "source": "x", …}', valid: '{"id": "A1", …}' });
    expect(
      chosen('schema.additionalProperties', [[file({ ...without, montan: montant }), `${at}/montan`]], [file(record({}))]),
    ).toMatchObject({ invalid: '{"id": "A1", "montan": 1000, …}', valid: '{"id": "A1", "montant": 1000, …}' });
  });

  test('shows a whole list for one of its items, and long or deep values cut', () => {
    const techniques = (...technique: string[]) => ({ techniques: { technique } });
    expect(
      chosen(
        'schema.uniqueItems',
        [[file(record(techniques('a', 'a'))), '/marches/marche/0/techniques/technique/1']],
        [file(record(techniques('a')))],
      ),
    ).toMatchObject({ invalid: '{"technique": ["a", "a"]}', valid: '{"technique": ["a"]}' });
    expect(chosen('schema.anyOf', [['{"marches":{}}', '/marches']], [file(record({}))])).toMatchObject({
      invalid: '{"marches": {}}',
      valid: '{"marches": {"marche": [{ … }]}}',
    });
    const long = chosen('schema.maxLength', [[file(record({ id: 'x'.repeat(99) })), '/marches/marche/0/id']], [file(record({}))]);
    expect(long?.invalid).toBe(`{"id": "${'x'.repeat(59)}…", …}`);
  });

  test('of a rule shows every field that the rule reads, in the record or in the item', () => {
    const wrong = record({ titulaires: [{ titulaire: { typeIdentifiant: 'SIRET', id: '1' } }] });
    const example = chosen(RULE.id, [[file(wrong), '/marches/marche/0/titulaires/0/titulaire/id']], [file(record({}))], RULE);
    expect(example?.invalid).toBe(
      '{\n  "montant": 1000,\n  "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "1"}}],\n  …\n}',
    );
    expect(example?.valid).toContain('"id": "99287450300012"');
  });

  test('of a rule that compares the items of a list shows what it compares in each', () => {
    const items: Rule = {
      ...RULE,
      on: [{ scope: 'marche', assert: 'marche.titulaires.exists(t, t.titulaire.id == marche.acheteur.id)' }],
    };
    const example = chosen(RULE.id, [[file(record({})), '/marches/marche/0']], [], items);
    expect(example?.invalid).toContain('"titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "99287450300012"}}]');
    expect(example?.invalid).toContain('"acheteur": {"id": "1"}');
  });

  test('of a rule on the whole file shows the records that are compared', () => {
    const unique: Rule = { ...RULE, on: [{ scope: 'fichier', kind: 'marche', unique: ['marche.id'] }] };
    const example = chosen(
      RULE.id,
      [[file(record({}), record({})), '/marches/marche/1']],
      [file(record({})), file(record({}), record({ id: 'A2' }))],
      unique,
    );
    expect(example).toMatchObject({
      invalid: '{"marche": [{"id": "A1", …}, {"id": "A1", …}]}',
      valid: '{"marche": [{"id": "A1", …}, {"id": "A2", …}]}',
    });
  });

  test('of a file that is no JSON is the text around the fault, and the same place of its sound twin', () => {
    const sound = file(record({}));
    const broken = sound.replace('"dureeMois":6,', '"dureeMois":6,,');
    const example = chosen('syntax.unexpected', [[broken, '']], [sound]);
    expect(example?.invalid).toContain('"dureeMois":6,,"acheteur"');
    expect(example?.valid).toContain('"dureeMois":6,"acheteur"');
    expect(example?.invalid.length).toBeLessThan(80);
    const alone = chosen('syntax.single-quotes', [["{\n  'marches': []}", '']], []);
    expect(alone).toMatchObject({ invalid: "{ 'marches': []}" });
    expect(alone).not.toHaveProperty('valid');
  });

  test('is the one that explains most: short, fixed, of a field rather than of a whole record', () => {
    const valid = [file(record({}))];
    const whole: [string, string] = ['{"marches":{"marche":[null]}}', '/marches/marche/0'];
    const text: [string, string] = [file(record({ montant: '1000' })), '/marches/marche/0/montant'];
    expect(chosen('schema.type', [whole, text], valid)?.invalid).toBe('{"montant": "1000", …}');
    expect(chosen('schema.type', [text, whole], valid)?.invalid).toBe('{"montant": "1000", …}');
    expect(chosen('schema.type', [], valid)).toBeUndefined();
  });
});

describe('what is said of a rule', () => {
  const legal = readLegalTexts(
    [
      "referentiel: { kind: technique, title: { fr: 'Le référentiel', en: 'The référentiel' } }",
      "code: { kind: droit, title: { fr: 'Le code', en: 'The code' }, verified: { on: reproduction } }",
      "code-r1: { of: code, place: { fr: 'article R. 1', en: 'article R. 1' }, verified: { on: texte } }",
      "code-r2: { of: code, place: { fr: 'article R. 2', en: 'article R. 2' }, verified: { on: non-lu } }",
      "avis: { kind: droit, title: { fr: 'Avis', en: 'Notice' }, verified: { on: commentaire } }",
    ].join('\n'),
  );

  test('are its own texts, with the legal text by its title, and what the consolidation does otherwise', () => {
    expect(explainRule(RULE, undefined, legal)).toEqual({
      code: 'montant-du-titulaire',
      group: 'agregateur',
      severity: 'warning',
      title: RULE.title,
      why: RULE.description,
      fix: RULE.remedy,
      source: { fr: 'Le référentiel, annexe I. La note.', en: 'The référentiel, annexe I. The note.' },
      rule: {
        consolidation: 'mark',
        scopes: ['marche', 'concession'],
        since: '2.0.1',
        until: '2.0.3',
        notes: [{ fr: 'Les trois premiers.', en: 'The first three.' }],
      },
    });
  });

  test.each([
    ['code', 'Le code (lu sur une reproduction du texte)', 'The code (read in a reproduction of the text)'],
    ['code-r1', 'Le code, article R. 1 (lu sur le texte publié)', 'The code, article R. 1 (read in the published text)'],
    ['code, article R. 2', 'Le code, article R. 2 (texte non lu)', 'The code, article R. 2 (text not read)'],
    [
      'avis ; référentiel',
      'Avis (selon un commentaire, texte non lu) ; référentiel',
      'Notice (according to a commentary, text not read); référentiel',
    ],
    ['inconnu, annexe I', 'inconnu, annexe I', 'inconnu, annexe I'],
  ])('say how far each text of law that the source %j cites was read', (text, fr, en) => {
    expect(explainRule({ ...RULE, source: { text } }, undefined, legal).source).toEqual({ fr, en });
  });

  test('comes after all codes of the catalogue', () => {
    const codes = explainAll(new Map(), [RULE], legal).map(({ code }) => code);
    expect(codes).toEqual([...CODES, RULE.id]);
  });
});

describe('what is said of a code', () => {
  test.each(Object.entries(EXPLANATIONS))('%s: whole sentences, in the words of each language', (_, { why, fix, source }) => {
    for (const text of [why, fix]) for (const lang of ['fr', 'en'] as const) expect(text[lang]).toMatch(/^[\p{Lu}«“].+[.)]$/su);
    for (const text of [source.fr, source.en]) expect(text).not.toBe('');
    expect(foreignWords(`${why.fr} ${fix.fr}`)).toEqual([]);
    expect(`${why.fr} ${fix.fr} ${source.fr}`.replace(/«[^»]*»/g, '')).not.toMatch(/[’“”]/);
  });
});

test('a valid example that does not parse is left out here, and reported by the check of examples', () => {
  const files = new Map([
    ['valid/entier.json', '{"marches":{"marche":[]}}'],
    ['valid/coupe.json', '{"marches":'],
  ]);
  expect(readExamples('next', files).valid).toHaveLength(1);
});
