/** Composes the messages of findings in one language from the catalogue (`messages/*.yaml`). */
import type { Finding } from '../finding.ts';
import { shown } from '../../packages/base/src/visible.ts';
import { DERIVE } from './derive.ts';
import type { Code, Derived, Language } from './language.ts';
import type { Place } from '../model/sheet.ts';
import { type Draft, draftFrom, partsOf, said, sentenceOf, whole } from './parts.ts';
import { fieldPath, nameOfPath } from './paths.ts';
import { sheetCell } from './sheet-cell.ts';
import { filledIn, type RuleTemplate, ruleTemplate } from './rule-message.ts';
import type { Described, MessageContext, Site } from './types.ts';
import { isInForm } from './where.ts';

/** A code unknown to the catalogue also gets a message, never an exception. */
function draftOf(finding: Finding, site: Site): Draft {
  const { code, params } = finding;
  if (!Object.hasOwn(site.language.findings, code)) {
    const { unknown } = site.language.sentences;
    return { found: unknown.found({ code }), expected: unknown.expected(), remedy: unknown.remedy() };
  }
  const derive = Object.hasOwn(DERIVE, code)
    ? (DERIVE[code as keyof Derived] as (params: unknown, site: Site) => object)
    : undefined;
  const values = derive ? { ...params, ...derive(params, site) } : params;
  return draftFrom(partsOf(site.language, code as Code), finding, values);
}

/** The title of a code, such as `champ obligatoire absent`. */
export const titleIn = ({ findings, sentences }: Language, code: string): string =>
  Object.hasOwn(findings, code) ? findings[code as Code].title() : sentences.unknown.title();

/** The title of the code of a finding, in the words of tables where it is about a cell. */
const titleFor = (language: Language, finding: Finding): string =>
  Object.hasOwn(language.findings, finding.code)
    ? said(partsOf(language, finding.code as Code), 'title', finding)({})
    : titleIn(language, finding.code);

/** The template of the message of a rule on a field, the same for all items of a list; undefined where the finding is of no rule. */
export function templateIn(language: Language, finding: Finding, context: MessageContext): RuleTemplate | undefined {
  const rule = context.rule?.(finding.code);
  if (!rule) return undefined;
  const field = fieldOf(finding, context, language);
  return ruleTemplate(rule, finding, { field, inForm: isInForm({ context }) }, language);
}

/** `Titre (nom > du > champ)`, or the part of it that is known. Undefined for the root of the file or a path without name. */
function fieldOf(finding: Finding, context: MessageContext, { lang }: Language): string | undefined {
  const path = fieldPath(finding);
  const column = columnOf(finding, path, context);
  const title = column?.place?.member?.field?.title[lang] ?? context.title(path);
  const name = shown(column?.name ?? context.name(path) ?? nameOfPath(path), 200);
  if (title === undefined || title === '') return name === '' ? undefined : name;
  const isTitle = name === title || (column !== undefined && name.toLowerCase() === title.toLowerCase());
  return name === '' || isTitle ? title : `${title} (${name})`;
}

/** What the user sees of the field of a cell: the header of its column. Several columns have the start of their names in common, before the number of an item, which may be another in the record. */
function columnOf(finding: Finding, path: string, context: MessageContext): { name: string; place?: Place } | undefined {
  const cell = sheetCell(finding);
  if (!cell || path === '') return undefined;
  const header = cell.name;
  const known = context.inTable?.(path);
  if (!known) return header === undefined ? undefined : { name: header };
  const [place, ...others] = known.columns;
  return place && others.length === 0 ? { name: header ?? place.name, place } : { name: known.name.replace(/\.[0-9]+$/, '') };
}

/** The message of a finding: its parts and its text. Advice of the field for this mistake replaces the general remedy. */
export function describeIn(language: Language, finding: Finding, context: MessageContext): Described {
  const template = templateIn(language, finding, context);
  if (template) return filledIn(template, finding, language);
  const path = fieldPath(finding);
  const field = fieldOf(finding, context, language);
  const draft = draftOf(finding, { language, path, finding, context });
  draft.remedy = context.remedy(finding) ?? draft.remedy;
  const text = sentenceOf(language, field, draft);
  const isAccepted = finding.params['publishedXsd'] === 'accepted';
  const title = titleFor(language, finding);
  return whole(field, draft, title, isAccepted ? `${text} ${language.sentences['xsd-accepts']()}` : text);
}

/** A context without a version of the standard: for files that could not be read, and for tests. */
export const NO_CONTEXT: MessageContext = { title: () => undefined, name: () => undefined, remedy: () => undefined };
