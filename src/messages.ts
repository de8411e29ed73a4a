/** The one catalogue of messages, French and English, and the sentences made from it. */
import type { Finding } from './finding.ts';
import { capital, en, fr, type Lang, KITS } from '../packages/base/src/language.ts';
import { CONVERT } from './messages/convert.ts';
import { ENCODING } from './messages/encoding.ts';
import { INPUT } from './messages/input.ts';
import { FORMS } from './messages/input-forms.ts';
import { RELEASE } from './messages/input-release.ts';
import { SCHEMA_ERRORS } from '../packages/schema-diff/src/errors.ts';
import { SIDES } from './messages/input-sides.ts';
import type { Code, Params, SyntaxParams, SchemaParams, RulesParams } from './messages/params.ts';
import { fieldPath, nameOfPath, isRecord, rank, where, wrapperOf } from './messages/paths.ts';
import { PACKAGE } from './messages/package.ts';
import { STRUCTURE } from './messages/structure.ts';
import { TABLES } from './messages/tables.ts';
import type { Catalogue, Described, Draft, Entry, MessageContext, Writer } from './messages/types.ts';
import { visible } from '../packages/base/src/visible.ts';
import { XML } from './messages/xml.ts';
import { XML_SYNTAX } from './messages/xml-syntax.ts';
import { WHOLE, LITERALS, PUNCTUATION } from './messages/syntax-whole.ts';
import { BOUNDS } from './messages/bounds.ts';
import { enumeration } from './messages/enum.ts';
import { pattern } from './messages/pattern.ts';
import { type } from './messages/type.ts';
import { additionalProperties } from './messages/unknown-name.ts';
import type { Rule } from './model/rules.ts';

/** What is said of the run of the rules itself; what a rule finds is said in its own words, below. */
const RULES: Catalogue<RulesParams> = {
  'rules.list-too-long': {
    severity: 'warning',
    title: { fr: 'liste trop longue pour certaines règles', en: 'list too long for some rules' },
    fr: ({ limit }) => ({
      found: `une liste de plus de ${fr.number(limit)} éléments dans un contrat`,
      expected: `au plus ${fr.number(limit)} éléments, pour que toutes les règles soient vérifiées`,
      remedy: "Les règles qui comparent entre eux les éléments de cette liste n'ont pas été vérifiées : contrôlez-les autrement.",
    }),
    en: ({ limit }) => ({
      found: `a list of more than ${en.number(limit)} items in a contract`,
      expected: `at most ${en.number(limit)} items, so that all rules are checked`,
      remedy: 'The rules that compare the items of this list with one another were not checked: check them otherwise.',
    }),
  },
  'rules.left-out': {
    severity: 'info',
    title: {
      fr: 'contrat que la consolidation nationale écarterait',
      en: 'contract that the national consolidation would leave out',
    },
    fr: ({ reason, version }, { context }) => ({
      found:
        reason === 'schema'
          ? `un contrat conforme à cette version, que le schéma ${visible(version)}, appliqué par la consolidation nationale, refuse`
          : `un contrat que la consolidation nationale écarterait (« ${context.rule?.(reason)?.title.fr ?? visible(reason)} »), parce qu'elle ne contrôle pas comme cette règle`,
      expected: 'rien de plus pour être conforme',
      remedy:
        reason === 'schema'
          ? `Contrôlez le fichier avec « --schema ${visible(version)} » pour savoir ce qui est refusé.`
          : `La donnée est juste : signalez l'écart à la consolidation nationale (« decp explain ${visible(reason)} » le décrit).`,
    }),
    en: ({ reason, version }, { context }) => ({
      found:
        reason === 'schema'
          ? `a contract that conforms to this version, and that schema ${visible(version)}, which the national consolidation applies, refuses`
          : `a contract that the national consolidation would leave out (“${context.rule?.(reason)?.title.en ?? visible(reason)}”), because it does not check as this rule does`,
      expected: 'nothing more to conform',
      remedy:
        reason === 'schema'
          ? `Check the file with “--schema ${visible(version)}” to know what is refused.`
          : `The data are right: report the difference to the national consolidation (“decp explain ${visible(reason)}” describes it).`,
    }),
  },
};

/** schema.uniqueItems and schema.anyOf: what is wrong with a whole list. */
const LISTS: Catalogue<Pick<SchemaParams, 'schema.uniqueItems' | 'schema.anyOf'>> = {
  'schema.uniqueItems': {
    severity: 'error',
    title: { fr: 'élément en double', en: 'item given twice' },
    fr: ({ first }, { path }) => {
      const noun = isRecord(path) ? 'contrat' : 'élément';
      return {
        found: `le n° ${String(rank(path))} de la liste répète le n° ${String(rank(first))}`,
        expected: `une liste où chaque ${noun} ne figure qu'une fois`,
        remedy: "Retirez l'un des deux, ou corrigez celui qui devait être différent.",
      };
    },
    en: ({ first }, { path }) => ({
      found: `number ${String(rank(path))} of the list repeats number ${String(rank(first))}`,
      expected: `a list that holds each ${isRecord(path) ? 'contract' : 'item'} only once`,
      remedy: 'Remove one of the two, or correct the one that should differ.',
    }),
  },
  'schema.anyOf': {
    severity: 'error',
    title: { fr: 'aucun contrat dans le fichier', en: 'no contract in the file' },
    fr: () => ({
      found: 'ni marché ni contrat de concession',
      expected: 'dans « marches », une liste « marche » ou une liste « contrat-concession » qui contient au moins un contrat',
      remedy: 'Ajoutez la liste qui manque, avec ses contrats.',
    }),
    en: () => ({
      found: 'neither a marché nor a contrat de concession',
      expected: 'in “marches”, a list “marche” or a list “contrat-concession” that holds at least one contract',
      remedy: 'Add the missing list, with its contracts.',
    }),
  },
};

// schema.required: a name that is missing.

const json = (name: string): string => JSON.stringify(name);

const requiredFr: Writer<SchemaParams['schema.required']> = ({ property }, site) => ({
  found: `le champ ${fr.quote(property)} est absent`,
  expected: `ce champ, obligatoire ${where(site.finding.path, site)}`,
  remedy:
    wrapperOf(site.finding.path, site) === property
      ? `Écrivez chaque élément de la liste ainsi : {${json(property)}: { … }}.`
      : `Ajoutez ${fr.quote(property)} et sa valeur.`,
});

const requiredEn: Writer<SchemaParams['schema.required']> = ({ property }, site) => ({
  found: `the field ${en.quote(property)} is absent`,
  expected: `this field, mandatory ${where(site.finding.path, site)}`,
  remedy:
    wrapperOf(site.finding.path, site) === property
      ? `Write each item of the list like this: {${json(property)}: { … }}.`
      : `Add ${en.quote(property)} and its value.`,
});

const required: Entry<SchemaParams['schema.required']> = {
  severity: 'error',
  title: { fr: 'champ obligatoire absent', en: 'mandatory field absent' },
  fr: requiredFr,
  en: requiredEn,
};

/** The codes of the schema: one for each keyword. */
const SCHEMA: Catalogue<SchemaParams> = {
  'schema.required': required,
  'schema.additionalProperties': additionalProperties,
  'schema.type': type,
  'schema.enum': enumeration,
  'schema.pattern': pattern,
  ...BOUNDS,
  ...LISTS,
};

/** The codes of the syntax: a text that is not JSON, told without the words of a grammar. */
const SYNTAX: Catalogue<SyntaxParams> = { ...WHOLE, ...PUNCTUATION, ...LITERALS };

export type { Code, Params } from './messages/params.ts';
export type { Described, MessageContext } from './messages/types.ts';

export const MESSAGES: Catalogue<Params> = {
  ...SCHEMA,
  ...ENCODING,
  ...SYNTAX,
  ...STRUCTURE,
  ...XML_SYNTAX,
  ...XML,
  ...PACKAGE,
  ...TABLES,
  ...RULES,
  ...CONVERT,
  ...INPUT,
  ...FORMS,
  ...SIDES,
  ...SCHEMA_ERRORS,
  ...RELEASE,
};

/** For a code that the catalogue does not know: still a whole message, never an exception. */
const UNKNOWN: Entry<Finding['params']> = {
  severity: 'error',
  title: { fr: 'autre constat', en: 'other finding' },
  fr: (_, { finding }) => ({
    found: `le constat ${fr.quote(finding.code)}`,
    expected: 'des données qui respectent cette règle',
    remedy: 'Reportez-vous à la documentation de la règle.',
  }),
  en: (_, { finding }) => ({
    found: `the finding ${en.quote(finding.code)}`,
    expected: 'data that follow this rule',
    remedy: 'See the documentation of the rule.',
  }),
};

/** The catalogue types its params by code; a finding carries them untyped, as its producer filled them from the same types. */
const entryOf = (code: string): Entry<Finding['params']> =>
  Object.hasOwn(MESSAGES, code) ? (MESSAGES[code as Code] as unknown as Entry<Finding['params']>) : UNKNOWN;

/** What a code is about in a few words, such as `champ obligatoire absent`. */
export const titleOf = (code: string, lang: Lang): string => entryOf(code).title[lang];

/** `Titre (nom > du > champ)`, or what is known of it. Nothing for the root of the file or a place that has no name. */
function fieldOf(path: string, context: MessageContext): string | undefined {
  const title = context.title(path);
  const name = visible(context.name(path) ?? nameOfPath(path), 200);
  if (title === undefined || title === '') return name === '' ? undefined : name;
  return name === '' || name === title ? title : `${title} (${name})`;
}

const SENTENCES: Record<Lang, (field: string | undefined, draft: Draft, remedy: string) => string> = {
  fr: (field, { found, expected }, remedy) =>
    `${field === undefined ? capital(found) : `${field} : ${found}`} ; attendu : ${expected}. ${remedy}`,
  en: (field, { found, expected }, remedy) =>
    `${field === undefined ? capital(found) : `${field}: ${found}`}; expected: ${expected}. ${remedy}`,
};

/** A rule says in one sentence what was found and what is expected. */
const RULE_SENTENCES: Record<Lang, (field: string | undefined, draft: Draft) => string> = {
  fr: (field, { found, remedy }) => `${field === undefined ? '' : `${field} : `}${found} ${remedy}`,
  en: (field, { found, remedy }) => `${field === undefined ? '' : `${field}: `}${found} ${remedy}`,
};

/** Said after a finding that the published XSD of the version does not make. */
const XSD_ACCEPTS: Record<Lang, string> = {
  fr: "Le fichier XSD publié de cette version l'accepte.",
  en: 'The published XSD file of this version accepts it.',
};

/** The message of a finding, whole and in parts. The own advice of the field, where it has one for this mistake, is the remedy. */
export function describe(finding: Finding, context: MessageContext, lang: Lang): Described {
  const path = fieldPath(finding);
  const field = fieldOf(path, context);
  const rule = context.rule?.(finding.code);
  if (rule) {
    const draft = ruleDraft(rule, finding, lang);
    return whole(field, draft, draft.remedy, rule.title[lang], RULE_SENTENCES[lang](field, draft));
  }
  const entry = entryOf(finding.code);
  const draft = entry[lang](finding.params, { lang, path, finding, context });
  const remedy = context.remedy(finding) ?? draft.remedy;
  const text = SENTENCES[lang](field, draft, remedy);
  const isAccepted = finding.params['publishedXsd'] === 'accepted';
  return whole(field, draft, remedy, entry.title[lang], isAccepted ? `${text} ${XSD_ACCEPTS[lang]}` : text);
}

function whole(field: string | undefined, { found, expected }: Draft, remedy: string, title: string, text: string): Described {
  const described: Described = { found, expected, remedy, title, text };
  if (field !== undefined) described.field = field;
  return described;
}

/** One or two sentences that name the field, the value found, what is expected and the remedy. */
export const renderMessage = (finding: Finding, context: MessageContext, lang: Lang): string =>
  describe(finding, context, lang).text;

/** A context that knows nothing of the standard: for files that could not be read, and for tests. */
export const NO_CONTEXT: MessageContext = { title: () => undefined, name: () => undefined, remedy: () => undefined };

// The message of a rule: its own texts, with the values found.

const ABSENT: Record<Lang, string> = { fr: 'absent', en: 'absent' };
const BOOLEANS: Record<Lang, readonly [string, string]> = { fr: ['faux', 'vrai'], en: ['false', 'true'] };

/** Items shown of a list of values. */
const SHOWN = 10;

function said(value: unknown, lang: Lang): string {
  if (typeof value === 'string') return visible(value, 80);
  if (typeof value === 'number') return KITS[lang].number(value);
  if (typeof value === 'boolean') return BOOLEANS[lang][Number(value) as 0 | 1];
  if (!Array.isArray(value)) return ABSENT[lang];
  const items = value.slice(0, SHOWN).map((item) => said(item, lang));
  return items.join(', ') + (value.length > SHOWN ? ', …' : '');
}

/** Texts of rules are CommonMark: names of fields stand in backquotes there, in quotes here. */
const plain = (text: string, lang: Lang): string => text.replace(/`([^`]+)`/g, lang === 'fr' ? '« $1 »' : '“$1”');

/** A record as people count them: `/marches/marche/11` is « marché n° 12 ». */
function recordAt(pointer: string, lang: Lang): string {
  const concession = pointer.includes('/contrat-concession/');
  const number = KITS[lang].number(rank(pointer));
  if (lang === 'fr') return `${concession ? 'contrat de concession' : 'marché'} n° ${number}`;
  return `${concession ? 'concession contract' : 'contract'} no. ${number}`;
}

/** The sentence of a rule with its placeholders filled; the one of the entry that the finding names, where entries have their own. */
function ruleSentence(rule: Rule, { params }: Finding, lang: Lang): string {
  const entry = typeof params['entry'] === 'number' ? rule.on[params['entry']] : undefined;
  const value = (name: string) => (Object.hasOwn(params, name) ? params[name] : undefined);
  return plain((entry?.message ?? rule.message)[lang], lang).replace(/\{([^{}]*)\}/g, (_, name: string) =>
    name === 'premier' ? recordAt(String(value(name)), lang) : said(value(name), lang),
  );
}

/** A rule says what is found and what is expected in one sentence. */
const ruleDraft = (rule: Rule, finding: Finding, lang: Lang): Draft => ({
  found: ruleSentence(rule, finding, lang),
  expected: '',
  remedy: plain(rule.remedy[lang], lang),
});
