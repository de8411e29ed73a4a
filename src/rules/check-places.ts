import type { FileEntry, RecordEntry, Rule } from '../model/rules.ts';
import type { Model, Texts } from '../model/types.ts';
import { CelFault } from './cel/fault.ts';
import { checkExpr, nothingChecked } from './cel/check.ts';
import { NOTHING } from './cel/facts.ts';
import { childOf } from './cel/child.ts';
import { parseCel } from './cel/parse.ts';
import type { CelType } from './cel/types.ts';
import type { RuleFault } from './checked-rule.ts';
import { recordType, typeAt, WHOLE } from './places.ts';
import { originOf, placeholdersOf, SPECIAL } from './placeholder.ts';

/** What is wrong with where a rule points (`at`) and with the values that its messages name. */
export function checkPlaces(rule: Rule, model: Model): RuleFault[] {
  return rule.on.flatMap((entry, i) => [
    ...(entry.scope === 'fichier' ? [] : atFaults(entry, model).map((texts) => ({ pointer: `/on/${i}/at`, texts }))),
    ...messageFaults(rule, entry, model).map((texts) => ({
      pointer: entry.message ? `/on/${i}/message` : '/message',
      texts,
    })),
  ]);
}

function atFaults(entry: RecordEntry, model: Model): Texts[] {
  const start = itemType(entry, model);
  const known = entry.when === undefined ? NOTHING : factsOf(entry, model);
  let type = start;
  let key = entry.each === undefined ? entry.scope : 'item';
  try {
    for (const name of (entry.at ?? '').split('/').slice(1)) {
      const child = childOf(model, type, name, WHOLE);
      key = `${key}.${name}`;
      if (!child.required && !known.has(key)) return [notThere(key)];
      type = child.type;
    }
  } catch (error) {
    if (error instanceof CelFault) return [error.texts];
    throw error;
  }
  return [];
}

function factsOf(entry: RecordEntry, model: Model) {
  const variables = { [entry.scope]: recordType(model, entry.scope), item: itemType(entry, model) };
  return checkExpr(parseCel(entry.when ?? ''), model, { variables, facts: NOTHING, depth: 0 }, nothingChecked()).whenTrue;
}

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
