/** Names the signs of a text that a person does not see, or takes for others. */
import { codePoint } from '../../packages/base/src/visible.ts';
import type { Language } from './language.ts';

type Sign = Parameters<Language['sentences']['sign']>[0]['sign'];

/** Spaces at an end or one after the other, spaces but U+0020, invisible characters, dashes that are no hyphen; each with what shows that it is there. */
const SIGNS: readonly { sign: Sign; in: RegExp }[] = [
  { sign: 'leading', in: /^ / },
  { sign: 'trailing', in: / $/ },
  { sign: 'double', in: /[^ ] {2,}[^ ]/ },
  { sign: 'no-break', in: /\u00a0/ },
  { sign: 'narrow', in: /\u202f/ },
  { sign: 'space', in: /(?![ \u00a0\u202f])\p{Zs}/u },
  { sign: 'tab', in: /\t/ },
  { sign: 'line', in: /[\r\n\p{Zl}\p{Zp}]/u },
  { sign: 'invisible', in: /\p{Cf}/u },
  { sign: 'dash', in: /(?!-)[\p{Pd}\u2212]/u },
];

/** What is written for the straight apostrophe: U+2019, U+2018, U+02BC, U+00B4, U+2032 and the backquote. */
const APOSTROPHE = /[\u2019\u2018\u02bc\u00b4\u2032`]/;

/** The signs of a value that may be the only fault of a text. `meant`: what it was probably to be, for an apostrophe or a dash is only wrong where another one is asked for. */
export function signsIn(value: unknown, { sentences }: Language, meant: readonly string[] = []): string[] {
  if (typeof value !== 'string') return [];
  const isStraight = meant.some((text) => text.includes("'"));
  const looked = isStraight ? [...SIGNS, { sign: 'apostrophe', in: APOSTROPHE } as const] : SIGNS;
  return looked.flatMap(({ sign, in: pattern }) => {
    const [found] = pattern.exec(value) ?? [];
    if (found === undefined || (sign === 'dash' && meant.some((text) => text.includes(found)))) return [];
    return [sentences.sign({ sign, character: found, code: codePoint(found.codePointAt(0) ?? 0) })];
  });
}
