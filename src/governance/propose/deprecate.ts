import type { Texts } from '../../../packages/base/src/language.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import { ownTexts } from '../../model/fields.ts';
import type { Schema } from '../../model/types.ts';
import { isRequired } from '../checks/deprecations.ts';
import { UNWRITTEN } from '../checks/faults.ts';
import { withFullStop } from '../../report/words.ts';
import { type Draft, refuse } from './draft.ts';
import { withProperty, withScalars } from './edit.ts';
import { keepForPublished, textsFile } from './field-texts.ts';
import { checkLine, codeIn, codesIn, DESCRIPTIONS, fileOf, listsIn, whereOfCode, withCodes } from './lists.ts';
import { rulesThatRead } from './rename-rules.ts';
import { fieldCalled } from './spots.ts';

/**
 * `what`: a list, whose `code` is deprecated, or a field. `by`: what replaces it, or `because`: why nothing does (`becauseEn`: the same in English, which
 * descriptions have as well); `until`: the last day on which it is accepted, YYYY-MM-DD.
 */
export type AskedDeprecation = {
  what: string;
  code?: string | undefined;
  by?: string | undefined;
  because?: string | undefined;
  becauseEn?: string | undefined;
  until: string;
};

/** What a deprecation says in the description: the last day, and where nothing replaces it, why. */
type Ending = Pick<AskedDeprecation, 'by' | 'because' | 'becauseEn' | 'until'>;

/** What is deprecated, as a sentence begins that may follow any subject. */
const OF_CODE: Texts = { fr: 'Ce code', en: 'This code' };
const OF_FIELD: Texts = { fr: 'Ce champ', en: 'This field' };

/** Deprecates a code or a field: from which version on, why, by what it is replaced, and until which day it is accepted (GOVERNANCE.md). `today`: YYYY-MM-DD. */
export function proposeDeprecation(draft: Draft, asked: AskedDeprecation, today: string): void {
  if (asked.until <= today) refuse((say) => say['deprecate.past']({ until: asked.until }));
  if (asked.by !== undefined && (asked.because ?? asked.becauseEn) !== undefined)
    refuse((say) => say['deprecate.because-replaced']({ by: asked.by ?? '' }));
  checkLine(asked.because, asked.becauseEn);
  if (asked.code !== undefined || listsIn(draft).includes(asked.what)) deprecateCode(draft, asked);
  else deprecateField(draft, asked);
  if (asked.until < nextYear(today)) draft.leave((say) => say['left.soon']());
  draft.leave((say) => say['left.deprecation']());
}

const nextYear = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

function deprecateCode(draft: Draft, { what: list, code = '', by, ...ending }: AskedDeprecation): void {
  if (code === '') refuse((say) => say['deprecate.no-code']({ list }));
  const { deprecated } = codeIn(draft, list, code);
  if (deprecated !== '')
    refuse((say) => say['deprecate.done']({ name: code, where: whereOfCode(draft, list, code), since: deprecated }));
  if (by === code) refuse((say) => say['deprecate.itself']({ name: code }));
  if (by !== undefined && codeIn(draft, list, by).deprecated !== '')
    refuse((say) => say['deprecate.by-deprecated']({ name: by }));
  const said = sentences(OF_CODE, { by, ...ending });
  const codes = codesIn(draft, list).map((one) =>
    one.code === code
      ? {
          ...one,
          description: `${one.description} ${said.fr}`,
          deprecated: 'next',
          replaced_by: by ?? '',
        }
      : one,
  );
  draft.write(fileOf(list), withCodes(codes));
  const described = child(child('', list), code);
  const english = valueAt(draft.value(DESCRIPTIONS), described);
  if (typeof english === 'string') addSentences(draft, DESCRIPTIONS, [[described, english, said.en]]);
  if (by === undefined && ending.because === undefined) leaveReason(draft, fileOf(list));
  else if (by === undefined && ending.becauseEn === undefined) leaveReason(draft, DESCRIPTIONS);
}

function deprecateField(draft: Draft, { what, by, ...ending }: AskedDeprecation): void {
  const spot = fieldCalled(draft, what);
  const known = spot.node['x-deprecated'] as { since?: unknown } | undefined;
  if (known)
    refuse((say) =>
      say['deprecate.done']({ name: spot.id, where: draft.where(spot.file, spot.pointer), since: String(known.since) }),
    );
  if (isRequired(draft.value(spot.file) as Schema, spot.pointer))
    refuse((say) => say['deprecate.required']({ name: spot.name, where: draft.where(spot.file, spot.pointer) }));
  const replacement = by === undefined ? undefined : fieldCalled(draft, by);
  if (replacement?.id === spot.id) refuse((say) => say['deprecate.itself']({ name: spot.name }));
  if (replacement?.node['x-deprecated']) refuse((say) => say['deprecate.by-deprecated']({ name: replacement.name }));
  const deprecated = {
    since: 'next',
    reason: replacement ? 'renamed' : 'obsoleted',
    ...(replacement && { replacement: replacement.id }),
  };
  draft.write(spot.file, withProperty(draft.text(spot.file), spot.pointer, 'x-deprecated', deprecated, 'x-source'));
  describe(draft, spot.id, sentences(OF_FIELD, { by, ...ending }));
  draft.leave((say) => say['left.described']({ file: textsFile(spot.id) }));
  const rules = rulesThatRead(draft, [spot.path]);
  if (rules.length > 0) draft.leave((say) => say['left.deprecated-rules']({ files: rules, count: rules.length }));
  if (by === undefined && (ending.because === undefined || ending.becauseEn === undefined))
    leaveReason(draft, textsFile(spot.id));
}

/** Adds a sentence to the description of a field. The published versions that have the field, and no description of their own, keep the one that there was. */
function describe(draft: Draft, id: string, said: Texts): void {
  const file = textsFile(id);
  const own = ownTexts(valueAt(draft.value(file), '/versions') ?? {}, 'next');
  const ofNext = child(child('/versions', own ?? ''), 'description');
  const isOwn = own !== undefined && valueAt(draft.value(file), ofNext) !== undefined;
  if (!isOwn) keepForPublished(draft, id, 'description');
  const at = isOwn ? ofNext : '/description';
  const description = valueAt(draft.value(file), at) as Texts;
  addSentences(
    draft,
    file,
    (['fr', 'en'] as const).map((lang) => [child(at, lang), description[lang], said[lang]]),
  );
}

/** Adds a sentence to texts of a file, each at its place. */
function addSentences(draft: Draft, file: string, texts: readonly [at: string, text: string, sentence: string][]): void {
  const changed = texts.map(([at, text, sentence]) => {
    const value = `${text.trimEnd()} ${sentence}`;
    return [at, { value, raw: (written: string) => withSentence(written, sentence) }] as const;
  });
  draft.write(file, withScalars(draft.text(file), new Map(changed)));
}

/** A scalar as it is written, with a sentence at its end. */
function withSentence(written: string, sentence: string): string {
  const [, body = '', quote = '', end = ''] = /^(.*?)(['"]?)(\s*)$/s.exec(written) ?? [];
  const isQuoted = quote !== '' && written.startsWith(quote);
  return isQuoted
    ? `${body} ${quote === "'" ? sentence.replaceAll("'", "''") : sentence}${quote}${end}`
    : `${body}${quote} ${sentence}${end}`;
}

function leaveReason(draft: Draft, file: string): void {
  draft.leave((say) => say['left.marks']({ file, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
}

/** What a description says of a deprecation, in French and in English. */
function sentences(subject: Texts, { by, because = UNWRITTEN.fr, becauseEn = UNWRITTEN.en, until }: Ending): Texts {
  const day = (locale: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
      .format(new Date(until))
      .replace(/^1 (?=\p{L})/u, locale === 'fr' ? '1er ' : '1 ');
  const why =
    by === undefined
      ? { fr: ` Il n'est pas remplacé : ${withFullStop(because)}`, en: ` It is not replaced: ${withFullStop(becauseEn)}` }
      : { fr: '', en: '' };
  return {
    fr: `${subject.fr} reste accepté jusqu'au ${day('fr')}.${why.fr}`,
    en: `${subject.en} stays accepted until ${day('en-GB')}.${why.en}`,
  };
}
