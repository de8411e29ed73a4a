/** What is said of a change to people who read no schema. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import { type Lang, FORMATTERS, typeNoun } from '../../../../packages/base/src/language.ts';
import { CHANGELOG } from '../../../messages/compiled/changelog.ts';
import type { Messages } from '../../../messages/compiled/changelog.types.ts';

/** Instead of the sentences that name a regular expression, a type or a keyword. */
const PLAIN = {
  'object-closed': 'plain.unknown-refused',
  'object-opened': 'plain.unknown-accepted',
  'pattern-added': 'plain.form-stricter',
  'pattern-narrowed': 'plain.form-stricter',
  'pattern-changed': 'plain.form-changed',
  'pattern-removed': 'plain.form-looser',
  'pattern-widened': 'plain.form-looser',
} as const satisfies Readonly<Record<string, keyof Messages>>;

const isPlain = (kind: string): kind is keyof typeof PLAIN => Object.hasOwn(PLAIN, kind);

/** One sentence, which does not say where. */
export function plainSentence(change: Change, lang: Lang): string {
  const { kind, params, sentence } = change;
  const { after } = params;
  const say = CHANGELOG[lang];
  if (kind.startsWith('type-') && Array.isArray(after) && after.length > 0)
    return say['plain.types']({ types: after.map((type) => typeNoun(String(type), lang)) });
  const plain = limitSentence(change, lang) ?? fieldSentence(change, say) ?? (isPlain(kind) ? say[PLAIN[kind]]() : undefined);
  return plain ?? sentence[lang].replace(/ (Cela vaut à|This applies to) [^.]* (endroits|places)\.$/, '');
}

/** Words that no title ends with. */
const ENDS = /(?:[\s,:;«“(]|(?<=^|[\s'])(?:à|au|aux|dans|de|des|du|d'|en|et|la|le|les|l'|un|une|a|an|at|in|of|on|the|to))+$/;

/** A word or two after a colon or a comma begin something that is not reported. */
const DANGLING = /\s?[:,]\s+\S+(\s\S+)?$/;

/** What titles begin with alike, if it says something; the only title whole. */
export function sharedStart(titles: readonly string[]): string | undefined {
  const [first = '', ...others] = titles;
  if (others.every((title) => title === first)) return first === '' ? undefined : first;
  let length = 0;
  while (length < first.length && others.every((title) => title[length] === first[length])) length++;
  const said = first.slice(0, length).replace(/[\p{L}\p{N}]*$/u, '');
  const cut = said.replace(ENDS, '').replace(DANGLING, '');
  return cut.split(' ').length < 3 ? undefined : cut;
}

/** Limits that people have a word for. */
const LIMITS = new Set(['minimum', 'maximum', 'min-length', 'max-length', 'min-items', 'max-items']);

/** The sentence of a limit that moved; undefined for any other change. */
function limitSentence({ kind, params }: Change, lang: Lang): string | undefined {
  const [, limit = '', event = ''] = /^(.*)-(added|removed|increased|decreased)$/.exec(kind) ?? [];
  if (!LIMITS.has(limit)) return undefined;
  const number = (value: unknown): string => (typeof value === 'number' ? FORMATTERS[lang].number(value) : String(value));
  const [say, before, after] = [CHANGELOG[lang], number(params['before']), number(params['after'])];
  if (event === 'added') return say['plain.limit-added']({ limit, after });
  return event === 'removed' ? say['plain.limit-removed']({ limit, before }) : say['plain.limit-moved']({ limit, before, after });
}

/** The sentence of a field; undefined for any other change. */
function fieldSentence({ kind, params, direction }: Change, say: Messages): string | undefined {
  switch (kind) {
    case 'property-now-required':
      return say['plain.field-required']();
    case 'property-no-longer-required':
      return say['plain.field-optional']();
    case 'property-forbidden':
      return say['plain.field-refused']();
    case 'property-allowed':
      return say['plain.field-new']();
    case 'property-removed':
      return params['refused'] === true ? say['plain.field-refused']() : say['plain.field-gone']();
    case 'property-added':
      if (params['required'] === true) return say['plain.field-new-required']();
      return direction === 'narrowed' ? say['plain.field-checked']() : say['plain.field-new']();
    case 'property-renamed':
      return say['plain.field-renamed']({ from: String(params['from']), to: String(params['to']) });
    default:
      return undefined;
  }
}
