/** Legitimate drafts, drawn by number: proposals of all kinds, each done in a copy of the référentiel as it stands. All is invented. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { stringify as stringifyCsv } from 'csv-stringify/sync';
import { parseDocument, stringify } from 'yaml';
import { readSource } from '../../../src/model/source-text.ts';
import { Random } from '../../fidelity/random.ts';
import { approve, type Limit, narrow, renameField } from '../release/e2e/contributions.ts';
import { NEWEST } from '../../support/engine.ts';
import { addNestedList, breakAsInGuide } from './proposals.ts';

/** What one kind of proposal edits. `serial` makes what it adds unlike what others of its kind add. */
type Kind = (draft: Draft, random: Random, serial: number) => void | Promise<void>;

/** A copy that is edited. */
class Draft {
  readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  edit(path: string, from: string | RegExp, to: string): void {
    const text = this.read(path);
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${path}: nothing to edit`);
    this.write(path, edited);
  }

  names(path: string): string[] {
    return readdirSync(join(this.folder, path)).sort();
  }

  /** Adds a table of cases of the draft to the file of a field or a rule. */
  addCases(name: string, base: string, ...cases: object[]): void {
    const path = `examples/cases/${name}.yaml`;
    const before = existsSync(join(this.folder, path)) ? `${this.read(path).trimEnd()}\n\n` : '';
    this.write(path, before + stringify([{ base, since: 'next', cases }]));
  }

  /** Adds an optional property to a marché, and the texts of its field. */
  addProperty(name: string, field: string, schema: object, texts: { fr: string; en: string; example: unknown }): void {
    const property = JSON.stringify({ 'x-field': field, 'x-source': 'proposition', ...schema });
    this.edit('schema/next/marche.schema.json', /(?="ccag": \{)/, `"${name}": ${property},\n    `);
    this.write(
      `schema/fields/${field}.yaml`,
      stringify({
        title: { fr: texts.fr, en: texts.en },
        description: { fr: `${texts.fr}, tel que le dossier le prévoit.`, en: `${texts.en}, as the documents provide for it.` },
        source: { fr: 'proposition, aucun texte ne le demande', en: 'proposition, no text asks for it' },
        examples: [texts.example],
        'x-ocds': {
          aucun: { fr: "OCDS n'a pas ce champ.", en: 'OCDS has no such field.' },
          source: 'OCDS 1.1.5, release schema',
        },
        'x-eforms': {
          aucun: { fr: "Les avis n'en parlent qu'en texte libre.", en: 'Notices tell it in free text only.' },
          source: 'eForms SDK 1.x, fields/fields.json',
        },
      }),
    );
  }

  /** The rows of a codelist, the names of its columns first. */
  rows(list: string): string[][] {
    return parseCsv(this.read(`schema/next/codelists/${list}.csv`));
  }

  writeRows(list: string, rows: readonly string[][]): void {
    this.write(`schema/next/codelists/${list}.csv`, stringifyCsv([...rows]));
  }

  /** Says something else of a code in English, which stands beside the codelists. */
  describe(list: string, code: string, edit: (description: string) => string): void {
    const path = 'schema/codelist-descriptions.yaml';
    const descriptions = parseDocument(this.read(path));
    descriptions.setIn([list, code], edit(descriptions.getIn([list, code]) as string));
    this.write(path, String(descriptions));
  }
}

/** The national consolidation, which applies the version in force, leaves out what it does not know. */
const LEFT_OUT = ['rules.left-out'];

/** Codelists with the table of cases of their field, and where a marché has a code of theirs. */
const LISTS: readonly [list: string, table: string, put: (code: string) => object][] = [
  ['type-prix', 'marche-types-prix', (code) => ({ 'typesPrix.typePrix': [code] })],
  ['forme-prix', 'marche-forme-prix', (code) => ({ formePrix: code })],
  ['ccag', 'marche-ccag', (code) => ({ ccag: code })],
  ['nature-marche', 'marche-nature', (code) => ({ nature: code })],
];

/** A sentence more, in both languages. */
const said = (serial: number): { fr: string; en: string } => ({
  fr: `Voyez aussi la notice numéro ${serial + 1}.`,
  en: `See also note number ${serial + 1}.`,
});

const fieldText: Kind = (draft, random, serial) => {
  const path = `schema/fields/${random.pick(draft.names('schema/fields').filter((name) => name.endsWith('.yaml')))}`;
  const { fr, en } = said(serial);
  const { title } = readSource(draft.read(path)).value as { title: { fr: string; en: string } };
  draft.edit(
    path,
    /^title: .*\n(?: .*\n)*/m,
    stringify({ title: { fr: `${title.fr} (annoncé)`, en: `${title.en} (announced)` } }),
  );
  draft.edit(path, /(^description:\n {2}fr: \|-\n {4})/m, `$1${fr} `);
  draft.edit(path, /(^ {2}en: \|-\n {4})/m, `$1${en} `);
};

const ruleText: Kind = (draft, random, serial) => {
  const { fr, en } = said(serial);
  const isPlain = (name: string) =>
    [/^description:\n {2}fr: \|-\n {4}[^]*?^ {2}en: \|-\n {4}/m, /^message:\n {2}fr: [A-Z].*\n {2}en: [A-Z]/m].every((form) =>
      form.test(draft.read(`schema/next/rules/${name}`)),
    );
  const path = `schema/next/rules/${random.pick(draft.names('schema/next/rules').filter(isPlain))}`;
  draft.edit(path, /(^description:\n {2}fr: \|-\n {4})/m, `$1${fr} `);
  draft.edit(path, /(^ {2}en: \|-\n {4})/m, `$1${en} `);
  draft.edit(path, /(^message:\n {2}fr: )(?=[A-Z])/m, '$1À vérifier. ');
  draft.edit(path, /(^message:\n {2}fr: .*\n {2}en: )(?=[A-Z])/m, '$1To be checked. ');
};

const codeText: Kind = (draft, random) => {
  const [list] = random.pick(LISTS);
  const rows = draft.rows(list);
  const row = random.pick(rows.slice(1));
  row[3] = `Dit autrement : ${row[3]}`;
  draft.writeRows(list, rows);
  draft.describe(list, row[0] ?? '', (description) => `Said otherwise: ${description}`);
};

const code: Kind = (draft, random, serial) => {
  const [list, table, put] = random.pick(LISTS);
  const text = `Essai ${serial + 1}`;
  const rows = draft.rows(list);
  const row = [text, text, `Trial ${serial + 1}`, "Un code à l'essai.", 'proposition, besoin de juristes', 'next', '', ''];
  draft.writeRows(list, [...rows, row]);
  draft.edit('schema/codelist-descriptions.yaml', new RegExp(`^${list}:\n`, 'm'), `$&  ${text}: A code on trial.\n`);
  draft.addCases(table, 'marche-minimal', { name: `code-essai-${serial}`, set: put(text), expect: 'valid', also: LEFT_OUT });
};

/** The codes of a codelist that may be deprecated, or replace one that is. */
const currentOf = (rows: readonly string[][]): string[][] => {
  const successors = new Set(rows.map((row) => row[7]));
  return rows.slice(1).filter((row) => row[5] !== 'next' && row[6] === '' && !successors.has(row[0]));
};

const deprecation: Kind = (draft, random) => {
  const [list] = random.pick(LISTS.filter(([name]) => currentOf(draft.rows(name)).length > 1));
  const rows = draft.rows(list);
  const [old, by] = random.shuffle(currentOf(rows)) as [string[], string[]];
  old[6] = 'next';
  old[7] = by[0] ?? '';
  old[3] = `${old[3]} Accepté jusqu'au 31 décembre 2028.`;
  draft.writeRows(list, rows);
  draft.describe(list, old[0] ?? '', (description) => `${description} Accepted until 31 December 2028.`);
};

const field: Kind = (draft, random, serial) => {
  const letter = String.fromCodePoint(65 + serial);
  const [name, id] = [`essai${letter}`, `marche-essai-${letter.toLowerCase()}`];
  const [schema, example, wrong] = random.pick<[object, unknown, Record<string, unknown>]>([
    [{ type: 'boolean' }, true, { 'schema.type': 'oui' }],
    [{ type: 'integer' }, 3, { 'schema.type': 3.5 }],
    [{ $ref: 'common.schema.json#/$defs/date' }, '2026-05-04', { 'schema.pattern': '2026-13-04', 'schema.type': 20_260_504 }],
  ]);
  // No number: a table takes one at the end of a title for that of a value in a list.
  draft.addProperty(name, id, schema, { fr: `Champ à l'essai ${letter}`, en: `Field on trial ${letter}`, example });
  draft.addCases(
    id,
    'marche-minimal',
    { name: `essai-${serial}-conforme`, set: { [name]: example }, expect: 'valid', also: LEFT_OUT },
    ...Object.entries(wrong).map(([expect, value], i) => ({
      name: `essai-${serial}-fautif-${i}`,
      set: { [name]: value },
      expect,
    })),
  );
};

const rule: Kind = (draft, _, serial) => {
  const [id, subject] = [`objet-a-l-essai-${serial + 1}`, `Fourniture à l'essai ${serial + 1}`];
  draft.write(
    `schema/next/rules/${id}.yaml`,
    stringify({
      id,
      severity: 'warning',
      family: 'qualite',
      consolidation: 'none',
      title: { fr: `objet à l'essai ${serial + 1}`, en: `subject on trial ${serial + 1}` },
      description: { fr: 'Un tel objet ne dit rien.', en: 'Such a subject says nothing.' },
      remedy: { fr: "Dites ce que l'acheteur achète.", en: 'Say what the buyer buys.' },
      source: { text: 'referentiel' },
      since: 'next',
      on: [{ scope: 'marche', assert: `marche.objet != "${subject}"`, at: '/objet' }],
      message: { fr: "L'objet est à l'essai.", en: 'The subject is on trial.' },
    }),
  );
  draft.addCases(
    id,
    'marche-minimal',
    { name: `${id}-respecte`, set: { objet: `${subject} bis` }, expect: 'valid' },
    { name: 'le-texte-meme', set: { objet: subject }, expect: id },
  );
};

/** Rules whose cases are all in a table of their own. */
const RULES = ['montant-centimes', 'objet-html', 'modification-vide', 'valeur-exclusive', 'duree-hors-bornes'];

/** A rule that ends with the newest version, and the cases that break it. */
const ruleEnd: Kind = (draft, random) => {
  const path = (id: string): string => `schema/next/rules/${id}.yaml`;
  const id = random.pick(RULES.filter((one) => !draft.read(path(one)).includes('\nuntil: ')));
  draft.edit(path(id), /^since: .*$/m, `$&\nuntil: ${NEWEST}`);
  const tables = draft.read(`examples/cases/${id}.yaml`).split(/^(?=- base: )/m);
  const isBreaking = (table: string): boolean => new RegExp(`^ +expect: (?:\\{ )?${id}\\b`, 'm').test(table);
  const ended = tables.map((table) => (isBreaking(table) ? table.replace(/^ {2}since: .*$/m, `$&\n  until: ${NEWEST}`) : table));
  draft.write(`examples/cases/${id}.yaml`, ended.join(''));
};

/** A code that goes, as the guide does it: with the number and the proposition of a break. */
const removal: Kind = ({ folder }) => breakAsInGuide(folder);

/** The code that goes is said by two fields from now on. */
const split: Kind = async (draft) => {
  await breakAsInGuide(draft.folder);
  draft.edit(
    'schema/next/migration.yaml',
    /^unmapped:[^]*?(?=^\S(?!nmapped)|(?![^]))/m,
    stringify({
      splits: [
        {
          field: 'marche-type-prix',
          code: 'Provisoire',
          becomes: 'Définitif révisable',
          adds: { field: 'marche-modalite-execution', code: 'Tranches' },
          level: 'equivalent',
          reason: { fr: 'Un prix provisoire se fixe par tranches.', en: 'A provisional price is settled by tranches.' },
          source: 'referentiel',
        },
      ],
    }),
  );
};

const rename: Kind = ({ folder }) => renameField(folder);

/** Another limit than that of the proposals that are released, which the tests make on a tree that holds this one. */
const GRANT: Limit = {
  schema: 'contrat-concession',
  field: 'concession-montant-subvention-publique',
  minimum: 0,
  maximum: 99_999_999_999,
  base: 'concession-minimale',
  cases: [
    { name: 'subvention-a-la-limite', set: { montantSubventionPublique: 99_999_999_999 }, expect: 'valid' },
    { name: 'subvention-au-dela', set: { montantSubventionPublique: 99_999_999_999.01 }, expect: 'schema.maximum' },
  ],
  fingerprint: 'e27f5771008c77db',
  path: 'marches.contrat-concession[].montantSubventionPublique',
  witness: 100_000_000_000,
  title: {
    fr: 'une subvention de cent milliards, que nulle concession ne reçoit',
    en: 'a grant of a hundred billion, which no concession receives',
  },
};

const limit: Kind = ({ folder }) => narrow(GRANT)(folder);
const erratum: Kind = ({ folder }) => {
  narrow(GRANT)(folder);
  approve(GRANT)(folder);
};
const nestedList: Kind = ({ folder }) => addNestedList(folder);

export const KINDS = {
  ...{ fieldText, ruleText, codeText, code, deprecation, field, nestedList, rule, ruleEnd },
  ...{ removal, split, rename, limit, erratum },
} satisfies Record<string, Kind>;

export type Name = keyof typeof KINDS;

const ADDITIONS: readonly Name[] = [
  ...(['fieldText', 'ruleText', 'codeText', 'code', 'deprecation', 'field', 'nestedList', 'rule', 'ruleEnd'] as const),
];

/** The kinds of a draft: three in turn add all there is, break, and narrow with an erratum. */
export function kindsOf(number: number): Name[] {
  const random = new Random('kinds', number);
  const some = (): Name[] =>
    Array.from({ length: 1 + random.below(4) }, () => random.pick(ADDITIONS.filter((kind) => kind !== 'nestedList')));
  if (number % 3 === 0) return [...ADDITIONS, ...some()];
  if (number % 3 === 1) return [random.pick<Name>(['removal', 'split']), 'rename', 'limit', ...some()];
  return ['erratum', 'nestedList', ...some()];
}

/** Edits a copy of the référentiel, a clone of git whose last commit is what it was before. */
export async function makeDraft(folder: string, number: number): Promise<void> {
  const [draft, random] = [new Draft(folder), new Random('edits', number)];
  for (const [serial, kind] of kindsOf(number).entries()) await KINDS[kind](draft, random, serial);
  const changed = execFileSync('git', ['ls-files', '-z', '--modified', '--others', '--exclude-standard'], {
    cwd: folder,
    encoding: 'utf8',
  });
  execFileSync(process.execPath, ['node_modules/oxfmt/bin/oxfmt', ...changed.split('\0').slice(0, -1)], {
    cwd: folder,
    stdio: 'ignore',
  });
}
