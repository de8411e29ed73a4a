import { valueAt } from '../../../packages/base/src/pointer.ts';
import { UNWRITTEN } from '../checks/faults.ts';
import { type Draft, refuse } from './draft.ts';
import { withProperty, withScalars } from './edit.ts';
import { codeIn, codesIn, fileOf, listsIn, whereOfCode, withCodes } from './lists.ts';
import { fieldCalled } from './spots.ts';

/** `what`: a list, whose `code` is deprecated, or a field. `by`: what replaces it; `until`: the last day on which it is accepted, YYYY-MM-DD. */
export type AskedDeprecation = { what: string; code?: string | undefined; by?: string | undefined; until: string };

/** Deprecates a code or a field: from which version on, why, by what it is replaced, and until which day it is accepted (GOVERNANCE.md). */
export function proposeDeprecation(draft: Draft, asked: AskedDeprecation): void {
  if (asked.code !== undefined || listsIn(draft).includes(asked.what)) deprecateCode(draft, asked);
  else deprecateField(draft, asked);
}

function deprecateCode(draft: Draft, { what: list, code = '', by, until }: AskedDeprecation): void {
  if (code === '') refuse((say) => say['deprecate.no-code']({ list }));
  const { deprecated } = codeIn(draft, list, code);
  if (deprecated !== '')
    refuse((say) => say['deprecate.done']({ name: code, where: whereOfCode(draft, list, code), since: deprecated }));
  if (by === code) refuse((say) => say['deprecate.itself']({ name: code }));
  if (by !== undefined) codeIn(draft, list, by);
  const codes = codesIn(draft, list).map((one) =>
    one.code === code
      ? { ...one, description: `${one.description} ${sentences(by, until).fr}`, deprecated: 'next', replaced_by: by ?? '' }
      : one,
  );
  draft.write(fileOf(list), withCodes(codes));
  leaveReason(draft, fileOf(list), by);
}

function deprecateField(draft: Draft, { what, by, until }: AskedDeprecation): void {
  const spot = fieldCalled(draft, what);
  const known = spot.node['x-deprecated'] as { since?: unknown } | undefined;
  if (known)
    refuse((say) =>
      say['deprecate.done']({ name: spot.id, where: draft.where(spot.file, spot.pointer), since: String(known.since) }),
    );
  const replacement = by === undefined ? undefined : fieldCalled(draft, by).id;
  if (replacement === spot.id) refuse((say) => say['deprecate.itself']({ name: spot.name }));
  const deprecated = {
    since: 'next',
    reason: replacement === undefined ? 'obsoleted' : 'renamed',
    ...(replacement !== undefined && { replacement }),
  };
  draft.write(spot.file, withProperty(draft.text(spot.file), spot.pointer, 'x-deprecated', deprecated, 'x-source'));
  const texts = `schema/fields/${spot.id}.yaml`;
  const said = sentences(by, until);
  const description = valueAt(draft.value(texts), '/description') as Record<'fr' | 'en', string>;
  const changed = (['fr', 'en'] as const).map((lang) => {
    const value = `${description[lang].trimEnd()} ${said[lang]}`;
    return [`/description/${lang}`, { value, raw: (written: string) => withSentence(written, said[lang]) }] as const;
  });
  draft.write(texts, withScalars(draft.text(texts), new Map(changed)));
  leaveReason(draft, texts, by);
}

/** A scalar as it is written, with a sentence at its end. */
function withSentence(written: string, sentence: string): string {
  const [, body = '', quote = '', end = ''] = /^(.*?)(['"]?)(\s*)$/s.exec(written) ?? [];
  const isQuoted = quote !== '' && written.startsWith(quote);
  return isQuoted
    ? `${body} ${quote === "'" ? sentence.replaceAll("'", "''") : sentence}${quote}${end}`
    : `${body}${quote} ${sentence}${end}`;
}

function leaveReason(draft: Draft, file: string, by: string | undefined): void {
  if (by === undefined) draft.leave((say) => say['left.marks']({ file, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
  draft.leave((say) => say['left.deprecation']());
}

/** What a description says of a deprecation, in French and in English. */
function sentences(by: string | undefined, until: string): { fr: string; en: string } {
  const day = (locale: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
      .format(new Date(until))
      .replace(/^1 (?=\p{L})/u, locale === 'fr' ? '1er ' : '1 ');
  const why =
    by === undefined
      ? { fr: ` N'est pas remplacé : ${UNWRITTEN.fr}.`, en: ` It is not replaced: ${UNWRITTEN.en}.` }
      : { fr: '', en: '' };
  return { fr: `Accepté jusqu'au ${day('fr')}.${why.fr}`, en: `Accepted until ${day('en-GB')}.${why.en}` };
}
