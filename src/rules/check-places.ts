import type { FileEntry, RecordEntry, Rule } from '../model/rules.ts';
import type { Model, Texts } from '../model/types.ts';
import { CelFault } from './cel/fault.ts';
import type { Facts } from './cel/facts.ts';
import { childOf } from './cel/child.ts';
import type { CelType } from './cel/types.ts';
import type { RuleFault } from './checked-rule.ts';
import { typeAt, WHOLE } from './places.ts';
import { originOf, placeholdersOf, SPECIAL } from './placeholder.ts';

/** Throws a CelFault where a finding of the entry would stand at no field, or at one that may be absent. `facts`: what `when` makes sure of. */
export function checkAt(entry: RecordEntry, model: Model, facts: Facts): void {
  let type = itemType(entry, model);
  let key = entry.each === undefined ? entry.scope : 'item';
  for (const name of (entry.at ?? '').split('/').slice(1)) {
    const child = childOf(model, type, name, WHOLE);
    key = `${key}.${name}`;
    if (!child.required && !facts.has(key)) throw new CelFault(WHOLE, notThere(key));
    type = child.type;
  }
}

/** What is wrong with the values that the messages of a rule name. */
export const checkMessages = (rule: Rule, model: Model): RuleFault[] =>
  rule.on.flatMap((entry, i) =>
    messageFaults(rule, entry, model).map((texts) => ({ pointer: entry.message ? `/on/${i}/message` : '/message', texts })),
  );

const itemType = ({ scope, each }: RecordEntry, model: Model): CelType => typeAt(model, scope, each ?? '');

function messageFaults(rule: Rule, entry: RecordEntry | FileEntry, model: Model): Texts[] {
  const kind = entry.scope === 'fichier' ? entry.kind : entry.scope;
  const item = entry.scope !== 'fichier' && entry.each !== undefined ? itemType(entry, model) : undefined;
  return placeholdersOf(entry.message ?? rule.message).flatMap((placeholder) => {
    if (SPECIAL.includes(placeholder)) return [];
    const { from, path } = originOf(placeholder, item !== undefined);
    try {
      typeAt(model, kind, path, from === 'item' ? item : undefined);
      return [];
    } catch (error) {
      if (error instanceof CelFault) return [wrongPlaceholder(placeholder, error.texts)];
      throw error;
    }
  });
}

const notThere = (key: string): Texts => ({
  fr: `le constat ne peut se placer sur ${key}, qui est facultatif ; mettez has(${key}) dans « when », ou placez-le ailleurs`,
  en: `the finding cannot stand at ${key}, which is optional; put has(${key}) in “when”, or place it elsewhere`,
});

const wrongPlaceholder = (placeholder: string, { fr, en }: Texts): Texts => ({
  fr: `{${placeholder}} ne mène à rien : ${fr}`,
  en: `{${placeholder}} leads nowhere: ${en}`,
});
