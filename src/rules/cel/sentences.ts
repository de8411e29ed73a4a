import type { Texts } from '../../model/types.ts';
import { nearest } from '../../messages/nearest.ts';
import type { Messages } from '../../messages/compiled/rules-check.types.ts';
import { RULES_CHECK } from '../../messages/compiled/rules-check.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Messages about faults in expressions, for authors of rules, who may be lawyers. */
export const SAY = {
  unknownVariable: (name: string, known: readonly string[]): Texts =>
    textsOf(RULES_CHECK, (say) => say['name.unknown']({ name, known })),
  unknownField: (name: string, owner: string, known: readonly string[]): Texts => {
    const [proposal] = nearest(name, known);
    return textsOf(RULES_CHECK, (say) => say['field.unknown']({ name, owner, proposal, known }));
  },
  noFields: (type: string, field: string): Texts =>
    textsOf(RULES_CHECK, (say) => say['field.of-no-object']({ field, type: typeWords(type) })),
  unguarded: (key: string): Texts => textsOf(RULES_CHECK, (say) => say['field.optional']({ key })),
  notBool: (type: string): Texts => textsOf(RULES_CHECK, (say) => say['type.not-bool']({ type: typeWords(type) })),
  mixed: (operator: string, left: string, right: string): Texts =>
    textsOf(RULES_CHECK, (say) => say['type.mixed']({ operator, left: typeWords(left), right: typeWords(right) })),
  notOrdered: (type: string): Texts => textsOf(RULES_CHECK, (say) => say['type.not-ordered']({ type: typeWords(type) })),
  notCompared: (type: string): Texts => textsOf(RULES_CHECK, (say) => say['type.not-simple']({ type: typeWords(type) })),
  notNumbers: (type: string): Texts => textsOf(RULES_CHECK, (say) => say['type.not-number']({ type: typeWords(type) })),
  divisor: (): Texts => textsOf(RULES_CHECK, (say) => say['arithmetic.division']()),
  integerProduct: (): Texts => textsOf(RULES_CHECK, (say) => say['arithmetic.integers']()),
  integerField: (path: string): Texts => textsOf(RULES_CHECK, (say) => say['arithmetic.integer-field']({ path })),
  emptyList: (): Texts => textsOf(RULES_CHECK, (say) => say['list.empty']()),
  shadowed: (name: string): Texts => textsOf(RULES_CHECK, (say) => say['name.taken']({ name })),
  wants: (name: string, wanted: string, found: string): Texts =>
    textsOf(RULES_CHECK, (say) => say['function.type']({ name, wanted: typeWords(wanted), found: typeWords(found) })),
  unknownFunction: (name: string, known: readonly string[]): Texts => {
    const [near] = nearest(name, known);
    return textsOf(RULES_CHECK, (say) => say['function.unknown']({ name, near, known }));
  },
  arguments: (name: string, wanted: number, found: number): Texts =>
    textsOf(RULES_CHECK, (say) => say['function.count']({ name, wanted, found })),
  notACode: (value: string, path: string, codes: readonly string[]): Texts => {
    const [proposal] = nearest(value, codes);
    return textsOf(RULES_CHECK, (say) => say['code.unknown']({ value, path, proposal, codes }));
  },
  nomenclature: (known: readonly string[]): Texts => textsOf(RULES_CHECK, (say) => say['nomenclature.unknown']({ known })),
};

/** The CEL types that have a name in messages. */
const TYPES = ['bool', 'int', 'double', 'string', 'date', 'object', 'list'] as const;

const named = (name: string): (typeof TYPES)[number] | undefined => TYPES.find((type) => type === name);

/** A type, by its CEL name (`double`, `list(string)`, or several joined by ` | `), as a noun with its article. */
const typeWords = (name: string): Texts =>
  textsOf(RULES_CHECK, (say) =>
    name
      .split(' | ')
      .map((one) => oneType(one, say))
      .reduce((first, second) => say['type.or']({ first, second })),
  );

function oneType(name: string, say: Messages): string {
  const [, inner] = /^list\((.*)\)$/.exec(name) ?? [];
  if (inner === undefined) {
    const type = named(name);
    return type ? say[`type.${type}`]() : name;
  }
  const items = named(inner.replace(/\(.*/, ''));
  return items ? say[`type.list-of-${items}`]() : say['type.list-of-other']({ name: inner });
}
