/** The kinds of values that options take: how each is parsed from a word of the command line, and what is expected. */
import type { TextKey } from './texts.ts';
import { FAMILIES, type RuleWords, ruleWords, SCOPES } from '../model/rules.ts';
import { isDay } from '../../packages/base/src/days.ts';

/** `read` returns undefined for an invalid word; the message then names `expected`. */
type Kind<T> = { read: (word: string) => T | undefined; expected: Expected };

/** What a message names as expected: words for all languages, or a text of the catalogue. */
export type Expected = string | { text: TextKey };

const NAMED_SCOPES = [...Object.values(SCOPES), 'fichier' as const];

export const KINDS = {
  text: { read: (word: string) => word, expected: '' },
  /** Separated by commas; the values of a repeated option are concatenated. */
  list: { read: (word: string) => word.split(','), expected: '' },
  /** `name=value`; the values of a repeated option are concatenated. */
  pairs: { read: (word: string) => pairOf(word), expected: { text: 'expected.pair' } },
  day: {
    read: (word: string) => (isDay(word) ? word : undefined),
    expected: { text: 'expected.day' },
  },
  'whole-number': { read: (word: string) => (/^\d+$/.test(word) ? Number(word) : undefined), expected: '0, 1, 2…' },
  /** A TCP port: 16 bits (RFC 9293, section 3.1). 0 is any free one. */
  port: {
    read: (word: string) => (/^\d{1,5}$/.test(word) && Number(word) < 2 ** 16 ? Number(word) : undefined),
    expected: '0–65535',
  },
  /** At least one. */
  count: { read: (word: string) => (/^[1-9]\d{0,11}$/.test(word) ? Number(word) : undefined), expected: '1, 2, 3…' },
  /** More than two threads would wait for one another. */
  threads: { read: (word: string) => (/^[12]$/.test(word) ? Number(word) : undefined), expected: '1, 2' },
  rules: { read: (word: string) => askedRules(word), expected: `${FAMILIES.join(', ')}, -<id>, none` },
  /** `fichier` is accepted although `propose rule` has no scaffold for it: the command explains why. */
  scope: {
    read: (word: string) => NAMED_SCOPES.find((scope) => scope === word),
    expected: Object.values(SCOPES).join(', '),
  },
} satisfies Record<string, Kind<unknown>>;

export type KindName = keyof typeof KINDS;

/** The type of the value of an option of this kind. */
export type ValueOfKind<K extends KindName> = NonNullable<ReturnType<(typeof KINDS)[K]['read']>>;

function pairOf(word: string): { field: string; value: string }[] | undefined {
  const [, field, value] = /^([^=]+)=(.+)$/s.exec(word) ?? [];
  return field === undefined || value === undefined ? undefined : [{ field: field.trim(), value: value.trim() }];
}

/** `droit,agregateur`, `none`, or `-<id>` to leave a rule out. */
const askedRules = (word: string): RuleWords | undefined =>
  word === 'none' ? { families: [], without: [] } : ruleWords(word.split(','));
