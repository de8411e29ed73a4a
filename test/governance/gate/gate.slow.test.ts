import { cpSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCall } from '../../../src/cli/main.node.ts';
import { NPM_RUN } from '../../../src/cli/maintenance.node.ts';
import { DESCRIPTIONS } from '../../../src/governance/gate/english.ts';
import type { RefusalKind } from '../../../src/governance/gate/refusal.ts';
import { releaseRefusals } from '../../../src/governance/gate/published.node.ts';
import { descriptionIn, descriptionRefusals, gateText } from '../../../src/governance/gate/verb.node.ts';
import { inThisProcess } from '../../cli/run.ts';
import { FIRST_DRAFT } from '../../support/draft.ts';
import { DRAFT, GOLDEN, NEWEST, readText } from '../../support/engine.ts';
import { NIGHT, TONIGHT } from '../../support/tier.ts';
import { Clone } from './clone.ts';
import { KINDS, kindsOf, makeDraft, type Name } from './drafts.ts';

const clone = await Clone.make();
beforeEach(() => {
  clone.restore();
});
afterAll(() => clone.close());

const NPM = 'scripts/npm-run.ts';
const MARCHE = 'schema/next/marche.schema.json';
const LIST = 'schema/next/codelists/type-prix.csv';
const CODE = `Mixte,Mixte,Mixed,Une part du prix est ferme et une autre révisable.,"arrete-2022-12-22-marches, annexe I",next,,\n`;
const RULE = 'schema/next/rules/montant-centimes.yaml';
const OTHER_RULE = 'schema/next/rules/cpv-inconnu.yaml';
const OBJET = 'schema/fields/marche-objet.yaml';

/** `description`: a file of the clone that holds the description of the proposal. */
type Case = [name: string, kinds: RefusalKind[], edit: (clone: Clone) => unknown, message?: string, description?: string];

/**
 * What somebody may propose, and which refusals it meets: the sentences are in `test/golden/gate`. To judge a proposal takes seconds, so faults
 * that do not hide one another are in one.
 */
const CASES: Case[] = [
  [
    'published versions edited: a schema, a known defect, a step and a record; and a wrong record of the next one',
    ['frozen', 'frozen', 'frozen', 'frozen', 'check', 'check', 'check', 'check'],
    (it) => {
      it.edit(`releases/${GOLDEN}.yaml`, "when: '2026-11-24'", "when: '2026-11-23'");
      it.write(`releases/${FIRST_DRAFT}.yaml`, WRONG_RECORD);
      it.write('schema/next/errata.yaml', it.read(`schema/${GOLDEN}/errata.yaml`));
      it.edit('schema/2.0.3/marche.schema.json', '"minimum": 1', '"minimum": 0');
      it.edit('schema/2.0.3/known-defects.yaml', 'x2024-99-99 garbage', 'x2024-99-98 garbage');
      it.edit('schema/2.0.3/migration.yaml', 'level: equivalent', 'level: lost');
    },
    'fix: a length',
  ],
  [
    'a published version edited with its sums, added to and taken from',
    ['frozen', 'generated', 'frozen', 'frozen'],
    (it) => {
      it.remove('schema/2.0.2/common.schema.json');
      it.edit('schema/2.0.3/marche.schema.json', '"minimum": 1', '"minimum": 0');
      it.edit('schema/2.0.3/SHA256SUMS', /^[0-9a-f]{8}/, '00000000');
      it.write('schema/2.0.1/note.txt', 'Une note.\n');
    },
  ],
  [
    'a code, a field, a bound and a rule that no example shows, and an example taken away',
    ['break', 'example', 'example', 'example', 'example', 'score'],
    (it) => {
      it.edit('examples/cases/duree-hors-bornes.yaml', /(?<=name: marche-de-181-mois\n)/, `      until: ${NEWEST}\n`);
      it.add(LIST, CODE);
      it.edit(DESCRIPTIONS, /^type-prix:\n/m, 'type-prix:\n  Mixte: A part of the price is firm.\n');
      it.edit(MARCHE, '"properties": {', `"properties": { "clauseReexamen": ${JSON.stringify(FIELD)},`);
      it.write(
        'schema/fields/marche-clause-reexamen.yaml',
        it.read('schema/fields/marche-attribution-avance.yaml').replace(/^title: .*/m, "title: { fr: 'Clause', en: 'Clause' }"),
      );
      it.edit(MARCHE, /("x-field": "marche-offres-recues",)/, '$1 "maximum": 9999,');
      const text = it
        .read(RULE)
        .replaceAll(/(?<=DECIMALES: |<= )2\b/g, '3')
        .replace('id: montant-centimes', 'id: montant-millimes');
      it.write('schema/next/rules/montant-millimes.yaml', text);
    },
  ],
  [
    'properties, codes, rules, a field and a description without a right source, an apostrophe, and French texts without their English',
    [
      'description',
      'source',
      'source',
      'source',
      'source',
      'source',
      'apostrophe',
      'check',
      'check',
      'source',
      'translation',
      'translation',
      'translation',
    ],
    (it) => {
      it.edit(OBJET, 'Objet du marché', 'Sujet du marché');
      it.edit(LIST, 'Définitif ferme,Définitif ferme,', 'Définitif ferme,Prix définitif et ferme,');
      it.edit(OTHER_RULE, /(^message:\n {2}fr: )/m, '$1Essai. ');
      it.write('description.md', TEMPLATE);
      it.edit(MARCHE, /("x-field": "marche-nature"),\s*"x-source": "[^"]*"/, '$1');
      it.edit(MARCHE, /("x-field": "marche-objet",\s*"x-source": ")[^",]*/, '$1arrete-2030-01-01');
      it.add(LIST, CODE.replace(/".*"/, '') + CODE.replace('Mixte', 'Mixte d\u2019abord'));
      it.edit(RULE, /^source:\n(?: .*\n)+/m, '');
      it.edit(OTHER_RULE, /(?<=^source:\n(?: .*\n)*? +text: ).*/m, "''");
      it.edit('schema/fields/marche-ccag.yaml', /^source:\n(?: .*\n)+/m, '');
    },
    'fix(schema): words\n\nEnglish-unchanged: schema/fields/marche-ccag.yaml',
    'description.md',
  ],
  [
    'a break without its entry in the step to the next version, in a commit that does not say so',
    ['check', 'break', 'check', 'check'],
    (it) => it.edit(LIST, /^Provisoire,.*\n/m, ''),
    'docs: less',
  ],
  ['a code whose commit asks for nothing', ['commit'], codeWithExample, 'docs: a code'],
  [
    'a code mistyped in its example, and an example that is wrong',
    ['check', 'check'],
    (it) => {
      codeWithExample(it);
      it.edit(TABLE, ': Mixte', ': Mixt');
      it.add(TABLE, '    - { name: essai, remove: [ /marches/marche ], expect: valid }\n');
    },
  ],
  [
    'the stable schema, a count, a nomenclature and the entry of a published version changed by hand',
    ['generated', 'generated', 'generated', 'generated'],
    (it) => {
      it.edit('schema/decp.schema.json', '1000', '999');
      it.edit('schema/next/impact.json', '"hit":3', '"hit":2');
      it.edit('schema/nomenclatures/pays-iso-3166.csv', 'France', 'Gaule');
      it.edit('schema/releases.json', '"date": "2024-11-12"', '"date": "2024-11-13"');
    },
  ],
  [
    'a count that still adds up changed by hand, and a version made by a copy',
    ['generated', 'generated'],
    (it) => {
      it.edit('schema/next/impact.json', '"evaluated":415', '"evaluated":414');
      cpSync(it.path('schema/next'), it.path(`schema/${FIRST_DRAFT}`), { recursive: true });
    },
  ],
  [
    'codelists saved by a spreadsheet',
    ['check', 'check'],
    (it) => {
      it.edit('schema/next/codelists/ccag.csv', /$/, ',,,,,,,\r\n');
      writeFileSync(it.path(LIST), Buffer.from(it.read(LIST).replaceAll(',', ';').replaceAll('\n', '\r\n'), 'latin1'));
    },
  ],
  [
    'sources that cannot be read, the list of versions and the defects of a published one among them',
    ['frozen', 'check', 'check', 'check'],
    (it) => {
      it.edit(MARCHE, '"required"', '"required');
      it.edit('schema/releases.json', '"version": "next",', '"version": "next"');
      it.add('schema/2.0.3/known-defects.yaml', '\t- id: D99\n');
      it.edit('schema/2.0.2/marche.schema.json', '1000', '999');
    },
  ],
  [
    'a field that becomes required, which most examples leave out',
    ['check', 'break', 'check', 'check', 'check', 'check', 'check'],
    (it) => it.edit(MARCHE, '"required": [', '"required": ["idAccordCadre", '),
  ],
  [
    'nothing but the form of a code that has all it needs: double quotes, needless quotes, no last line feed',
    ['format', 'format', 'format'],
    (it) => {
      codeWithExample(it);
      it.edit('schema/fields/marche-ccag.yaml', /^title: .*\n/m, 'title: { fr: "CCAG", en: "CCAG" }\n');
      it.edit('schema/next/codelists/ccag.csv', /\n$/, '');
      it.edit(LIST, /^(Provisoire),/m, '"$1",');
    },
    'feat(schema): add the type of price Mixte\n\nEnglish-unchanged: schema/fields/marche-ccag.yaml',
  ],
];

/** No period, the author as the one who approves, no candidate and no sample. All is invented. */
const WRONG_RECORD = `proposals:
  - title: { fr: Un essai, en: A trial }
    kind: act
    author: Ana Le Goff
    approved: [{ who: Ana Le Goff, when: '2027-02-02' }]
`;

const FIELD = { type: 'boolean', 'x-field': 'marche-clause-reexamen', 'x-source': 'referentiel', 'x-since': 'next' };

/** A release and other words change neither the sentences nor these files: what the newest version and the next one are called is left out, and the lines of a sheet of words. */
const withoutNumbers = (text: string): string =>
  text
    .replaceAll(new RegExp(`(?<=\\b(?:que|which|version) )${NEWEST}(?= accept| (?:en|in) draft-07)`, 'g'), '(latest)')
    .replaceAll(new RegExp(`(?<=(?:annoncé|announced), |schema/|releases/)${FIRST_DRAFT}`, 'g'), '(next)')
    .replaceAll(/(?<=codelist-descriptions\.yaml:)\d+/g, '(line)');

describe('the gate refuses, with one sentence that names the thing and says what to do,', () => {
  test.each(CASES)('%s', async (name, kinds, edit, message, description) => {
    const outcome = await clone.outcome(edit, message, description);
    const said = (['fr', 'en'] as const).map((lang) => gateText(outcome, { lang, format: 'text' }));
    await expect(withoutNumbers(said.join('\n'))).toMatchFileSnapshot(
      `../../golden/gate/${name.replaceAll(/[^a-zA-Z]+/g, '-')}.txt`,
    );
    expect(outcome.refusals.map(({ kind }) => kind)).toEqual(kinds);
  });
});

/** What the step to 2.0.3 does not say yet. */
const STRAYS = `
strays:
  level: lost
  reason: { fr: Les noms inconnus sont retirés., en: Unknown names are removed. }
  source: format-publie
`;

describe('the gate lets through', () => {
  test.each<[name: string, edit: (clone: Clone) => unknown, message?: string]>([
    ['nothing', () => undefined],
    ['a page of documentation', (it) => it.write('PAGE.md', '# Une page\n')],
    [
      'what may be added to a published version: a known defect at the end of the list, an entry at the end of a step',
      (it) => {
        it.add('schema/2.0.3/known-defects.yaml', DEFECT);
        it.add('schema/2.0.3/migration.yaml', STRAYS);
      },
    ],
    [
      'a word in a commit that asks for nothing, beside a code that is in no commit yet',
      (it) => {
        sayOtherwise(it);
        it.commit('docs: a word');
        codeWithExample(it);
      },
    ],
    [
      'French texts in a commit that asks for nothing: with their English, in accents, capitals and punctuation alone, and where the commit says that the English of a text or of a file needs no change',
      (it) => {
        sayOtherwise(it);
        it.edit('schema/fields/marche-nature.yaml', /title: .*/, "title: { fr: 'Genre', en: 'Kind' }");
        it.edit('schema/fields/marche-procedure.yaml', 'Procédure de passation', '« PROCEDURE » de passation');
        it.edit(OBJET, 'Objet du marché', 'Sujet du marché');
        it.edit('schema/fields/marche-innovant.yaml', 'Marché innovant', 'Marché nouveau');
      },
      `docs(fields): words\n\nSaid better.\n\nEnglish-unchanged: schema/fields/marche-ccag.yaml, ${OBJET} /title, schema/fields/marche-innovant.yaml`,
    ],
  ])('%s', async (_, edit, message) => {
    expect((await clone.outcome(edit, message)).refusals).toEqual([]);
  });
});

/** By day two drafts that have together what the gate is not seen to let through where walkthroughs are done (`test/docs/guide.slow.test.ts`). */
const BY_DAY = [70, 71];
const WALKED: Name[] = ['code', 'field', 'rule', 'codeText', 'deprecation', 'removal'];
const BY_NIGHT = 20;
const drawn = NIGHT ? Array.from({ length: BY_NIGHT }, (_, i) => TONIGHT * BY_NIGHT + i) : BY_DAY;

describe('the gate lets any draft through of which each part is legitimate: green.night.test.ts runs the tests on such a tree', () => {
  test.each(drawn.map((number) => [number, kindsOf(number).join(', ')] as const))('draft %i: %s', async (number) => {
    expect((await clone.outcome(({ folder }) => makeDraft(folder, number))).refusals).toEqual([]);
  });

  test('the drafts of the day and the walkthroughs have every kind of proposal together', () => {
    expect([...new Set([...WALKED, ...BY_DAY.flatMap(kindsOf)])].sort()).toEqual(Object.keys(KINDS).sort());
  });
});

/** The table of cases of the field. */
const TABLE = 'examples/cases/marche-types-prix.yaml';

/** The description of a code, in both languages. */
function sayOtherwise(it: Clone): void {
  it.edit(LIST, "pendant l'exécution", "durant l'exécution");
  it.edit(DESCRIPTIONS, /^ {2}Provisoire: (?:>-\n {4})?/m, '$&Said otherwise. ');
}

function codeWithExample(it: Clone): void {
  it.add(LIST, CODE);
  it.edit(DESCRIPTIONS, /^type-prix:\n/m, 'type-prix:\n  Mixte: A part of the price is firm, the rest is revised.\n');
  // The national consolidation, which still applies the version published, leaves the record out.
  it.add(
    TABLE,
    `
- base: marche-minimal
  since: next
  cases:
    - name: prix-mixte
      set: { "typesPrix.typePrix[0]": Mixte }
      expect: valid
      also: [ rules.left-out ]
`,
  );
}

const DEFECT = `
- id: D99
  title: { fr: Essai, en: Trial }
  verdict: accepted
  expected: { fr: Essai., en: Trial. }
  instance: { base: marche, patch: [{ op: replace, path: /marches/marche/0/objet, value: x }] }
  mended: { in: next, how: kept, note: { fr: Essai., en: Trial. } }
`;

const TEMPLATE = readText('.github/PULL_REQUEST_TEMPLATE.md');

const NO_SOURCE = {
  file: '.github/PULL_REQUEST_TEMPLATE.md',
  fr: expect.stringMatching(/^la description de la proposition ne dit pas sa source juridique/) as string,
};

test('npm run format gives a codelist that a spreadsheet saved its form back, which lint:format and the gate then take', async () => {
  const text = clone.read(LIST);
  const bytes = Buffer.from(
    `${text.replaceAll('"', '').replaceAll(', ', '\0').replaceAll(',', ';').replaceAll('\0', ', ')};;\n`.replaceAll('\n', '\r\n'),
    'latin1',
  );
  writeFileSync(clone.path(LIST), bytes);
  const before = await clone.run(NPM, 'format', '--check');
  expect([before.code, before.out]).toEqual([1, '']);
  expect(before.err).toBe(
    `${LIST}\n  fichier enregistré par un tableur (Windows-1252 au lieu d'UTF-8, points-virgules au lieu de virgules, fins de ligne de Windows (CRLF), lignes ou colonnes vides) ; lancez « npm run format », qui lui rend sa forme sans toucher aux textes\n`,
  );
  expect(await clone.run(NPM, 'format')).toEqual({ code: 0, out: `${LIST}\n`, err: '' });
  expect(clone.read(LIST)).toBe(text);
  expect(await clone.run(NPM, 'format', '--check')).toEqual({ code: 0, out: '', err: '' });
});

describe('npm run gate', () => {
  test('prints a line a refusal and what to do then, and gives 1', async () => {
    clone.edit('schema/2.0.3/marche.schema.json', '"minimum": 1', '"minimum": 0');
    const { code, out, err } = await clone.run(NPM, 'gate', '--base', 'main', '--format', 'github', '--lang', 'en');
    expect([code, err]).toEqual([1, '']);
    const [line, annotation, last] = out.trimEnd().split('\n');
    expect(line).toMatch(/^✖ schema\/2\.0\.3\/marche\.schema\.json: file changed in version 2\.0\.3/);
    expect(annotation).toMatch(
      /^::error file=schema\/2\.0\.3\/marche\.schema\.json,title=frozen::file changed in version 2\.0\.3/,
    );
    expect(last).toBe('1 refusal since main: fix the above, then run “npm run gate -- --base main” again.');
  });

  test.each([
    ['none', null, [NO_SOURCE]],
    ['the template as it is', TEMPLATE, [NO_SOURCE]],
    ['a source', TEMPLATE.replace('## Source juridique', '## Source juridique\r\n\r\nArrêté du 22 décembre 2022, annexe I'), []],
  ])('reads the description in the event of a workflow: %s', async (_, body, reported) => {
    clone.write('event.json', JSON.stringify({ pull_request: { body } }));
    const description = await descriptionIn(clone.path('event.json'));
    const changed = [{ path: 'schema/fields/marche-objet.yaml', how: 'changed' as const }];
    expect(descriptionRefusals(description, changed)).toMatchObject(reported);
  });

  test.each<[name: string, args: string[], sentence: string]>([
    ['no base', [], "npm run gate : il manque l'option « --base <ref> ». Voyez « npm run gate -- --help »."],
    ['a base that is not there', ['--base', 'absent'], 'référence git « absent »'],
    ['a description that is not there', ['--base', 'HEAD', '--description', 'absent.md'], 'absent.md'],
  ])('%s: exit 2 and a way out', async (_, args, sentence) => {
    const { code, out, err } = await inThisProcess(() => runCall(NPM_RUN, ['gate', ...args]));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});

test('an entry of a published version that goes is reported; its status, its texts and the draft may change', () => {
  const before = readText('schema/releases.json');
  const changed = before
    .replace('"en vigueur"', '"remplacée"')
    .replace(`"expectedVersion": "${DRAFT}"`, '"expectedVersion": "3.0.0"');
  expect(changed).not.toBe(before);
  expect(releaseRefusals(before, changed)).toEqual([]);
  expect(releaseRefusals(before, before.replace('"version": "1.3.0"', '"version": "1.3.1"'))[0]?.fr).toMatch(
    /^l'entrée de la version 1\.3\.0, .* en est retirée/,
  );
});
