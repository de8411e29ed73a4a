/** Composes the messages of findings in one language from the catalogue (`messages/*.yaml`). */
import type { Finding } from '../finding.ts';
import { capital, type Lang, FORMATTERS } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { DERIVE } from './derive.ts';
import type { Code, Derived, Language } from './language.ts';
import { fieldPath, nameOfPath, rank } from './paths.ts';
import type { Described, MessageContext, Site } from './types.ts';
import type { Rule } from '../model/rules.ts';

/** The parts of a message for any code. Params are untyped in a finding; `findingOf` has checked them against `Params`. */
type Parts = Readonly<Record<'found' | 'expected' | 'remedy', (values: Finding['params']) => string>> & { title(): string };

type Draft = { found: string; expected: string; remedy: string };

/** A code unknown to the catalogue also gets a message, never an exception. */
function draftOf(finding: Finding, site: Site): Draft {
  const { code, params } = finding;
  if (!Object.hasOwn(site.language.findings, code)) {
    const { unknown } = site.language.sentences;
    return { found: unknown.found({ code }), expected: unknown.expected(), remedy: unknown.remedy() };
  }
  const parts = site.language.findings[code as Code] as unknown as Parts;
  const derive = Object.hasOwn(DERIVE, code)
    ? (DERIVE[code as keyof Derived] as (params: unknown, site: Site) => object)
    : undefined;
  const values = derive ? { ...params, ...derive(params, site) } : params;
  return { found: parts.found(values), expected: parts.expected(values), remedy: parts.remedy(values) };
}

/** The title of a code, such as `champ obligatoire absent`. */
export const titleIn = ({ findings, sentences }: Language, code: string): string =>
  Object.hasOwn(findings, code) ? findings[code as Code].title() : sentences.unknown.title();

/** `Titre (nom > du > champ)`, or the part of it that is known. Undefined for the root of the file or a path without name. */
function fieldOf(path: string, context: MessageContext): string | undefined {
  const title = context.title(path);
  const name = visible(context.name(path) ?? nameOfPath(path), 200);
  if (title === undefined || title === '') return name === '' ? undefined : name;
  return name === '' || name === title ? title : `${title} (${name})`;
}

/** The message of a finding: its parts and its text. Advice of the field for this mistake replaces the general remedy. */
export function describeIn(language: Language, finding: Finding, context: MessageContext): Described {
  const { lang, sentences } = language;
  const path = fieldPath(finding);
  const field = fieldOf(path, context);
  const rule = context.rule?.(finding.code);
  if (rule) {
    const draft = ruleDraft(rule, finding, language);
    return whole(field, draft, draft.remedy, rule.title[lang], sentences.rule({ field, ...draft }));
  }
  const draft = draftOf(finding, { language, path, finding, context });
  const remedy = context.remedy(finding) ?? draft.remedy;
  const found = field === undefined ? capital(draft.found) : draft.found;
  const text = sentences.finding({ field, found, expected: draft.expected, remedy });
  const isAccepted = finding.params['publishedXsd'] === 'accepted';
  return whole(
    field,
    draft,
    remedy,
    titleIn(language, finding.code),
    isAccepted ? `${text} ${sentences['xsd-accepts']()}` : text,
  );
}

function whole(field: string | undefined, { found, expected }: Draft, remedy: string, title: string, text: string): Described {
  const described: Described = { found, expected, remedy, title, text };
  if (field !== undefined) described.field = field;
  return described;
}

/** A context without a version of the standard: for files that could not be read, and for tests. */
export const NO_CONTEXT: MessageContext = { title: () => undefined, name: () => undefined, remedy: () => undefined };

// The message of a rule is made from its own texts and the values found.

/** Items shown of a list of values. */
const SHOWN = 10;

function valueText(value: unknown, language: Language): string {
  if (typeof value === 'string') return visible(value, 80);
  if (typeof value === 'number') return FORMATTERS[language.lang].number(value);
  if (typeof value === 'boolean') return language.sentences.boolean({ value });
  if (!Array.isArray(value)) return language.sentences.absent();
  const items = value.slice(0, SHOWN).map((item) => valueText(item, language));
  return items.join(', ') + (value.length > SHOWN ? ', …' : '');
}

/** Texts of rules are CommonMark: names in backquotes are put between quotation marks. */
const plain = (text: string, lang: Lang): string => text.replace(/`([^`]+)`/g, lang === 'fr' ? '« $1 »' : '“$1”');

/** The record at a pointer, counted from 1: `/marches/marche/11` is « marché n° 12 ». */
const recordAt = (pointer: string, { sentences }: Language): string =>
  sentences.record({ concession: pointer.includes('/contrat-concession/'), number: rank(pointer) });

/** The sentence of a rule with its placeholders filled in: that of the entry that the finding names, where the entry has its own. */
function ruleSentence(rule: Rule, { params }: Finding, language: Language): string {
  const { lang } = language;
  const entry = typeof params['entry'] === 'number' ? rule.on[params['entry']] : undefined;
  const value = (name: string) => (Object.hasOwn(params, name) ? params[name] : undefined);
  return plain((entry?.message ?? rule.message)[lang], lang).replace(/\{([^{}]*)\}/g, (_, name: string) =>
    name === 'premier' ? recordAt(String(value(name)), language) : valueText(value(name), language),
  );
}

/** The message of a rule is one sentence for what is found and what is expected. */
const ruleDraft = (rule: Rule, finding: Finding, language: Language): Draft => ({
  found: ruleSentence(rule, finding, language),
  expected: '',
  remedy: plain(rule.remedy[language.lang], language.lang),
});
