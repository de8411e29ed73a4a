/** What programs may give to the library, in Node.js and in a page. */
import { isObject } from '../../packages/base/src/json.ts';
import { type Expectation, isText } from '../../packages/base/src/options.ts';
import { FAMILIES } from '../model/rules.ts';
import { isDay } from '../../packages/base/src/days.ts';
import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe, NO_CONTEXT } from '../messages.ts';
import { findingOfInput } from '../messages/finding-of.ts';

const isFamily = (value: unknown): boolean => (FAMILIES as readonly unknown[]).includes(value);

export const DAY: Expectation = {
  fr: 'un jour du calendrier, AAAA-MM-JJ',
  en: 'a day of the calendar, YYYY-MM-DD',
  type: 'string',
  accepts: (value) => isText(value) && isDay(value),
};

export const VERSION: Expectation = {
  fr: 'le numéro d\'une version, comme "2.0.3", ou "latest" ou "next"',
  en: 'the number of a version, such as "2.0.3", or "latest" or "next"',
  accepts: isText,
};

export const MODEL: Expectation = {
  fr: 'une version, telle que loadModel la donne',
  en: 'a version, as loadModel gives it',
  accepts: (value) => isObject(value) && ['version', 'schema', 'fields', 'lists', 'rules'].every((name) => name in value),
};

export const RULES: Expectation = {
  fr: `un objet { families, without, today } : familles parmi ${FAMILIES.join(', ')}, identifiants de règles à laisser, jour AAAA-MM-JJ`,
  en: `an object { families, without, today }: families among ${FAMILIES.join(', ')}, ids of rules to leave out, a day YYYY-MM-DD`,
  accepts: (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => ['families', 'without', 'today'].includes(key)) &&
    Array.isArray(value['families']) &&
    value['families'].every(isFamily) &&
    Array.isArray(value['without']) &&
    value['without'].every(isText) &&
    DAY.accepts(value['today']),
};

/** An error that the caller should be reported of, with a sentence for message; the program keeps its own in a catalogue. */
export function worded(error: unknown, lang: Lang): unknown {
  if (error instanceof InputError) error.message = describe(findingOfInput(error), NO_CONTEXT, lang).text;
  return error;
}
