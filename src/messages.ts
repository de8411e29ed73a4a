/** The one catalogue of messages, French and English, and the sentences made from it. */
import type { Finding } from './finding.ts';
import { capital, type Lang } from '../packages/base/src/language.ts';
import { CONVERT } from './messages/convert.ts';
import { ENCODING } from './messages/encoding.ts';
import { INPUT } from './messages/input.ts';
import { FORMS } from './messages/input-forms.ts';
import { RELEASE } from './messages/input-release.ts';
import { SCHEMA_ERRORS } from '../packages/schema-diff/src/errors.ts';
import { SIDES } from './messages/input-sides.ts';
import { en, fr } from '../packages/base/src/language.ts';
import type { Code, Params } from './messages/params.ts';
import { ruleDraft } from './messages/rule.ts';
import { fieldPath, nameOfPath } from './messages/paths.ts';
import { PACKAGE } from './messages/package.ts';
import { SCHEMA } from './messages/schema.ts';
import { RULES } from './messages/rules.ts';
import { STRUCTURE } from './messages/structure.ts';
import { SYNTAX } from './messages/syntax.ts';
import { TABLES } from './messages/tables.ts';
import type { Catalogue, Described, Draft, Entry, MessageContext } from './messages/types.ts';
import { visible } from '../packages/base/src/visible.ts';
import { XML } from './messages/xml.ts';
import { XML_SYNTAX } from './messages/xml-syntax.ts';

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
