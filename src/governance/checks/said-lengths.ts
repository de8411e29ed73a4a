/** Checks the lengths that the texts of fields say (« 1 000 caractères au plus ») against those of the schema, so that none is changed in one place only. */
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { type Scope, scopesOf } from '../../migrate/scope.ts';
import { ownTexts } from '../../model/fields.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import type { Model } from '../../model/types.ts';
import type { Fault } from './faults.ts';
import { numbersOfText } from './rule-constants.ts';

/** The message of a text that says another length than a version has. */
export const OTHER_LENGTH = 'field.other-length';

/** What follows the number. Of other limits nothing is looked for: « 60 % au plus » may be one of the law, which the schema has not. */
const SAID = {
  fr: /^[ \u00A0\u202F]caractères au (?:plus|maximum)(?!\p{L})/u,
  en: /^[ \u00A0\u202F]characters (?:at most|or fewer|or less)(?!\p{L})/u,
} as const;

const LANGS = ['fr', 'en'] as const;

/** The greatest lengths that a version gives to the texts of each field, by its stable name. */
export function lengthsOf(model: Model): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, number[]>();
  const gather = ({ fields, lists }: Scope): void => {
    for (const { id, node } of fields.values()) {
      const { schema } = node.kind === 'list' ? node.item : node;
      if (schema.maxLength !== undefined) lengths.set(id, [...(lengths.get(id) ?? []), schema.maxLength]);
    }
    for (const { item } of lists.values()) gather(item);
  };
  for (const kind of RECORD_KINDS) gather(scopesOf(model)[kind]);
  return lengths;
}

/** The lengths that the description of a field says of a version, where it says no length that the field has there. `lengths`: those that it has. */
export function lengthFaults(field: unknown, version: string, lengths: readonly number[]): Fault[] {
  const [known] = lengths;
  const own = `/versions/${String(ownTexts((valueAt(field, '/versions') as object | undefined) ?? {}, version))}/description`;
  const place = valueAt(field, own) === undefined ? '/description' : own;
  if (known === undefined) return [];
  return LANGS.flatMap((lang) => {
    const [at, text] = [`${place}/${lang}`, valueAt(field, `${place}/${lang}`)];
    const said = typeof text === 'string' ? numbersOfText(text, lang).filter(({ after }) => SAID[lang].test(after)) : [];
    const [first] = said;
    if (!first || said.some(({ values }) => values.some((value) => lengths.includes(value)))) return [];
    const texts = textsOf(CHECKS, (say) => say['field.other-length']({ version, said: first.written, known }));
    return [{ at, message: OTHER_LENGTH, texts }];
  });
}
