import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { commentOf } from '../../src/governance/pull-request/comment-verb.node.ts';
import { pullRequestPage } from '../../src/governance/pull-request/page.ts';
import { type ChangedText, isSource, type SourceFile, sourceFiles } from '../../src/governance/pull-request/source-changes.ts';
import type { PullRequest } from '../../src/governance/pull-request/types.ts';
import { GOLDEN, readText } from '../support/engine.ts';
import { reportOf } from './diff-fixture.ts';

const RULE = `id: offres-trop-nombreuses
severity: info
title:
  fr: plus de {MAX} offres
  en: more than {MAX} tenders
source: { text: referentiel, note: { fr: Un choix., en: A choice. } }
constants:
  MAX: 200
  FOIS: 10.0
on:
  - scope: marche
    assert: marche.offresRecues <= MAX
    at: /offresRecues
  - scope: marche
    when: has(marche.valeur)
    assert: marche.montant <= marche.valeur * FOIS
message:
  fr: Le marché annonce {offresRecues} offres, alors qu'on en attend {MAX} au plus.
  en: The contract states {offresRecues} tenders, although at most {MAX} are expected.
`;
const RULE_PATH = 'schema/next/rules/offres-trop-nombreuses.yaml';

const FIELD = `title: { fr: 'Objet', en: 'Subject' }
description:
  fr: |-
    Dit ce qui est acheté, en une phrase que le public comprend. On y trouve la nature de l'achat, le lieu s'il compte, et le lot s'il s'agit d'un lot. Un objet trop court ne dit rien.

    Le texte ne contient ni nom de personne ni numéro de téléphone, et il est écrit sans abréviation.
  en: |-
    Says what is bought.
source: { fr: "arrêté du 22 décembre 2022 (marchés), annexe I", en: "arrêté of 22 December 2022 (contracts), annex I" }
examples: ['Achat de chaises']
`;
const CODES = `code,libelle,label_en,description,source,since,deprecated,replaced_by
Forfaitaire,Forfaitaire,Lump sum,Un prix global est payé.,"arrêté du 22 décembre 2022 (marchés), annexe I",2.0.0,,
Unitaire,Unitaire,Unit,Un prix est payé par unité.,"arrêté du 22 décembre 2022 (marchés), annexe I",2.0.0,,
`;
const SCHEMA = `{
  "properties": {
    "objet": { "x-field": "marche-objet", "x-source": "referentiel", "type": "string", "maxLength": 1000 },
    "intituleTarif": { "x-field": "tarif-intitule", "type": "string" },
    "ccag": { "x-field": "marche-ccag", "x-codelist": "ccag" }
  },
  "required": ["objet", "intituleTarif"]
}
`;
const SCHEMA_PATH = 'schema/next/marche.schema.json';

const CASES = `- base: marche-minimal
  since: 2.1.0
  cases:
    - name: tarif-adulte
      set: { intituleTarif: Adulte }
      expect: valid
    - name: tarif-vide
      set: { intituleTarif: "" }
      expect: schema.minLength
`;

const edited = (text: string, ...edits: [from: string | RegExp, to: string][]): string =>
  edits.reduce((now, [from, to]) => {
    expect(now.replace(from, to)).not.toBe(now);
    return now.replace(from, to);
  }, text);

const change = (path: string, before: string | undefined, after: string | undefined): ChangedText => ({ path, before, after });

/** A file of every kind, edited as people edit them. */
const PROPOSALS: Record<string, () => readonly ChangedText[]> = {
  threshold: () => [change(RULE_PATH, RULE, edited(RULE, ['MAX: 200', 'MAX: 100'], ['FOIS: 10.0', 'FOIS: 20.0']))],
  rename: () => [
    change(SCHEMA_PATH, SCHEMA, SCHEMA.replaceAll('intituleTarif', 'libelleTarif')),
    change('schema/next/codelists/forme-prix.csv', CODES, edited(CODES, ['Unitaire,Unitaire', "À l'unité,À l'unité"])),
    change(
      'schema/fields/tarifs.yaml',
      edited(FIELD, ["['Achat de chaises']", '[[{ intituleTarif: Adulte, tarif: 5 }]]']),
      edited(FIELD, ["['Achat de chaises']", '[[{ libelleTarif: Adulte, tarif: 5 }]]']),
    ),
    change('schema/fields/tarif-intitule.yaml', FIELD, undefined),
    change('schema/fields/tarif-libelle.yaml', undefined, FIELD),
    change(RULE_PATH, RULE, undefined),
    change('schema/next/rules/trop-d-offres.yaml', undefined, edited(RULE, ['id: offres-trop-nombreuses', 'id: trop-d-offres'])),
  ],
  examples: () => [
    change(
      'examples/cases/tarif-intitule.yaml',
      CASES,
      `${edited(CASES, ['Adulte }\n      expect: valid', 'Adulte }\n      until: 2.1.0\n      expect: valid'], ['schema.minLength', 'schema.pattern'])}
- base: marche-minimal
  since: next
  cases:
    - name: tarif-adulte
      set: { libelleTarif: Adulte }
      expect: valid
    - name: tarif-en-nombre
      set: { libelleTarif: 3 }
      expect: schema.type
`,
    ),
    change('examples/cases/marche-mixte.yaml', undefined, CASES),
    change(
      'schema/codelist-descriptions.yaml',
      'forme-prix:\n  Unitaire: A price a unit.\n',
      'forme-prix:\n  Unitaire: A price for each unit.\n',
    ),
  ],
  removals: () => [
    change(RULE_PATH, RULE, undefined),
    change(SCHEMA_PATH, SCHEMA, edited(SCHEMA, [/,\n {4}"ccag".*/, ''], ['"objet", "int', '"int'], [', "maxLength": 1000', ''])),
    change('schema/next/codelists/forme-prix.csv', CODES, edited(CODES, [/Unitaire,.*\n/, ''])),
    change(
      'schema/next/errata.yaml',
      '- { fingerprint: a, witness: 1 }\n- { fingerprint: b, witness: 2 }\n',
      '- { fingerprint: b, witness: 3 }\n',
    ),
  ],
  hostile: () => [
    change(
      'schema/fields/a`|<b>.yaml',
      FIELD,
      edited(FIELD, ["fr: 'Objet'", `fr: "<img src=x> @mainteneurs #12 https://exemple.fr \\u202e"`]),
    ),
    change(
      SCHEMA_PATH,
      SCHEMA,
      edited(SCHEMA, ['"ccag":', '"```</details>\\u202e": { "title": "@a <script>\\u200b", "x\\u200b": 1 }, "ccag":']),
    ),
    change('schema/next/codelists/forme-prix.csv', CODES, `${CODES}"sans fin`),
  ],
};

const page = (sources: readonly SourceFile[], lang: 'fr' | 'en' = 'fr', base = 'main'): string => {
  const it: PullRequest = {
    ...{ base, refusals: [], change: reportOf('equivalent', []), gate: reportOf('equivalent', []) },
    sources,
    examples: { count: 642, changed: [] },
    sample: {
      files: 1,
      records: { judged: 1, acceptedByBoth: 1, refusedByBoth: 0, newlyRefused: 0, newlyAccepted: 0 },
      wholeFiles: { judged: 1, acceptedByBoth: 1, refusedByBoth: 0, newlyRefused: 0, newlyAccepted: 0 },
      causes: [],
    },
    judging: [],
    propositions: [],
    score: { percent: 100 },
  };
  return pullRequestPage(it, { lang });
};

/** Of a page, what is said of the files that were edited. */
const section = (whole: string): string =>
  `${/<details><summary>(?:Les?|The) .*(?:fichiers? modifi|files? edited)[^]*?<\/details>/.exec(whole)?.[0] ?? ''}\n`;

describe.each(['fr', 'en'] as const)('the files that a proposal edits, in %s', (lang) => {
  test.each(Object.entries(PROPOSALS))('%s reads as in its golden file', async (name, proposal) => {
    const said = section(page(sourceFiles(proposal()), lang));
    await expect(said).toMatchFileSnapshot(`../golden/report/sources-${name}.${lang}.md`);
  });
});

const of = (before: string, after: string) => sourceFiles([change(SCHEMA_PATH, before, after)]).flatMap(({ changes }) => changes);

test('the sources are what people edit: the format, its texts and its examples, and nothing published or generated', () => {
  const shown = ['schema/next/marche.schema.json', 'schema/next/migration.yaml', 'schema/codelist-descriptions.yaml'].concat([
    'examples/cases/marche-ccag.yaml',
    'examples/next/valid/marche-simple.json',
    'examples/next/withdrawn.yaml',
  ]);
  const others = [
    'schema/2.1.0/marche.schema.json',
    'schema/next/impact.json',
    'examples/2.1.0/valid/marche-simple.json',
    'src/a.ts',
  ];
  expect([...shown, ...others].filter(isSource)).toEqual(shown);
});

test('a file that is only written otherwise is not one that changed', () => {
  expect(of(SCHEMA, JSON.stringify(JSON.parse(SCHEMA)))).toEqual([]);
  expect(page(sourceFiles([change(SCHEMA_PATH, SCHEMA, `${SCHEMA}\n`)]))).not.toContain('fichier modifié');
});

test('a constant that becomes a double is a change, though its value is the same', () => {
  const [file] = sourceFiles([change(RULE_PATH, RULE, edited(RULE, ['MAX: 200', 'MAX: 200.0']))]);
  expect(file?.changes).toMatchObject([{ kind: 'changed', before: '200', after: '200.0' }]);
});

test('two new fields that both look like one that is gone are not taken for a rename', () => {
  const kinds = of('{"a": {"x": 1}, "c": 1}', '{"b": {"x": 1}, "d": {"x": 1}, "c": 1}').map(({ kind }) => kind);
  expect(kinds).not.toContain('removed');
  expect(kinds.filter((kind) => kind === 'renamed')).toHaveLength(1);
});

/** Applies what was said to the value before: nothing is left out, and nothing is made up. */
function applied(before: unknown, changes: ReturnType<typeof of>): unknown {
  const root: { value: unknown } = { value: structuredClone(before) };
  const holder = (steps: readonly (string | number)[]): [Record<string, unknown>, string] => {
    const path = ['value', ...steps.map(String)];
    const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], root);
    return [parent as Record<string, unknown>, path.at(-1) ?? ''];
  };
  for (const one of changes) {
    const [parent, key] = holder(one.steps);
    if (one.kind === 'changed') parent[key] = one.after;
    else if (one.kind === 'added') parent[key] = one.value;
    else if (one.kind === 'removed') Reflect.deleteProperty(parent, key);
    else if (one.kind === 'renamed') {
      parent[one.after] = parent[one.before];
      Reflect.deleteProperty(parent, one.before);
    }
  }
  return root.value;
}

test('what is said of an object makes the one of the other, whatever was edited', () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(1, 2, 'a', 'b', true),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x-field', 'description'), tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  const object = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value, { minKeys: 1, maxKeys: 4 });
  fc.assert(
    fc.property(object, object, (before, after) => {
      const changes = of(JSON.stringify(before), JSON.stringify(after));
      expect(applied(JSON.parse(JSON.stringify(before)), changes)).toEqual(JSON.parse(JSON.stringify(after)));
    }),
    { numRuns: 300 },
  );
});

test('a page says how many lines it leaves out, with the command that shows them', () => {
  const many = Array.from({ length: 300 }, (_, i) =>
    change(`schema/fields/f-${i}.yaml`, undefined, FIELD.replace('Objet', `Objet ${i}`)),
  );
  const whole = page(sourceFiles(many));
  const shown = whole.split('\n- `schema/fields/f-').length - 1;
  const [, hidden = ''] = /et (\d+) autres lignes ; pour tout voir, `git diff main -- schema examples`/.exec(whole) ?? [];
  expect(shown).toBeGreaterThan(10);
  expect(shown + Number(hidden)).toBe(300);
});

test('nothing that a source holds becomes markup, and the page is one that may be shown', () => {
  const whole = page(sourceFiles(PROPOSALS['hostile']!()), 'fr', 'ma`in|<b>');
  const html = new MarkdownIt({ html: true }).render(whole);
  expect(html).not.toMatch(/<script|<img|<a |<b>/);
  expect(commentOf(new TextEncoder().encode(whole), 'https://exemple.invalid/1', 'fr')).toContain(whole.trimEnd());
});

test('a text that is cited in the place of another is said first, and asks for a reviewer', () => {
  const rested = (source: string): ChangedText[] => [
    { path: SCHEMA_PATH, before: SCHEMA, after: SCHEMA.replace('"x-source": "referentiel"', `"x-source": "${source}"`) },
  ];
  const entry = "ccp-r9999-1:\n  of: code-commande-publique\n  verified: { on: non-lu, date: '2026-12-07' }\n";
  const texts = { path: 'schema/legal-texts.yaml', before: 'a: { b: 1 }\n', after: `a: { b: 1 }\n${entry}` };
  const said = page(sourceFiles([...rested('ccp-r9999-1'), texts]));
  expect(said).toContain("`ccp-r9999-1` : nouveau ici, et personne n'a lu ce texte");
  expect(said).toContain('### Un texte cité change\n\n- `schema/next/marche.schema.json` ligne 3');
  expect(said).toContain("(code, champ facultatif, règle d'avertissement, texte cité) : un mainteneur, après un relecteur");
  expect(page(sourceFiles([{ path: SCHEMA_PATH, before: SCHEMA, after: SCHEMA.replace('1000', '900') }]))).not.toContain(
    'texte cité',
  );
});

test('the sources of a frozen version of the repository are read', () => {
  const paths = [
    `schema/${GOLDEN}/marche.schema.json`,
    `schema/${GOLDEN}/codelists/ccag.csv`,
    'test/golden/fields/marche-objet.yaml',
  ];
  const files = sourceFiles(paths.map((path) => change(path, undefined, readText(path))));
  expect(files.map(({ how, unread }) => [how, unread])).toEqual(paths.map(() => ['added', false]));
});

test.each([';', '\t'])('a table is read whatever sign a spreadsheet put between its cells (%j)', (sign) => {
  const before = 'code;libelle\nA;un\n'.replaceAll(';', sign);
  const [file] = sourceFiles([{ path: 'schema/next/codelists/x.csv', before, after: before.replace('un', 'deux') }]);
  expect(file?.changes).toMatchObject([{ kind: 'changed', steps: ['A', 'libelle'], before: 'un', after: 'deux' }]);
});
