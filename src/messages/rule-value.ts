/**
 * The value that a rule refuses, where its form is known: an identifier. What is wrong with it is then said in the words that the schema has for a value of this form, which name
 * what to write.
 */
import type { Finding } from '../finding.ts';
import type { RecordEntry, Rule, RuleEntry } from '../model/rules.ts';
import { sirenValide, siretValide } from '../model/siret.ts';
import { tvaValide } from '../model/tva.ts';
import { type Advice, formAdvice, type ValueForm } from './pattern.ts';

/** A value that a rule refuses, its form, and what to do with it. */
type RuleValue = { form: ValueForm; value: string; advice: Exclude<Advice, { kind: 'none' | 'blank' }> };

/** What is to be written in place of the value that a finding of a rule is about; undefined where that is not known. */
export function ruleValueOf(rule: Rule, params: Finding['params']): RuleValue | undefined {
  const entry = entryOf(rule, params);
  if (entry?.at === undefined) return undefined;
  const value = params[entry.at.slice(1).replaceAll('/', '.')];
  const known = typeof value === 'string' ? formOf(entry, params) : undefined;
  if (typeof value !== 'string' || !known) return undefined;
  const { form, isRight } = known;
  const advice = formAdvice(form, value);
  switch (advice.kind) {
    case 'write':
    case 'verify':
    case 'digits-only':
    case 'lost-zero':
    case 'alone':
      return advice.text !== value && isRight(advice.text) ? { form, value, advice } : undefined;
    case 'siren':
      return sirenValide(value.replace(/\D/g, '')) ? { form, value, advice } : undefined;
    case 'several':
      return { form, value, advice };
    default:
      return undefined;
  }
}

/** The entry that a finding comes from: it is named where it has a message of its own, and those without one find the same value. */
function entryOf(rule: Rule, { entry }: Finding['params']): RecordEntry | undefined {
  const found = typeof entry === 'number' ? rule.on[entry] : rule.on.find(({ message }) => message === undefined);
  return found === undefined || found.scope === 'fichier' ? undefined : found;
}

type KnownForm = { form: ValueForm; isRight: (text: string) => boolean };

const forms = new WeakMap<RuleEntry, KnownForm | null>();

/** The form of the value that an entry is about, which what it asserts shows. */
function formOf(entry: RecordEntry, params: Finding['params']): KnownForm | undefined {
  const kind = Object.entries(params).find(([name]) => name.endsWith('typeIdentifiant'))?.[1];
  if (kind === 'TVA') return { form: 'tva', isRight: tvaValide };
  let form = forms.get(entry);
  if (form === undefined) forms.set(entry, (form = assertedForm(entry.assert)));
  return form ?? undefined;
}

function assertedForm(assert: string): KnownForm | null {
  if (/^siretValide\([\w.]+\)$/.test(assert)) return { form: 'siret', isRight: siretValide };
  const [, day] = /^\w+\.\w+\.matches\('(\^20[^']+\$)'\)$/.exec(assert) ?? [];
  if (day !== undefined) {
    const accepted = new RegExp(day);
    return { form: 'date', isRight: (text) => accepted.test(text) };
  }
  const [, characters] = /^!\w+\.id\.matches\('(\[\^[^'\]]+\])'\)$/.exec(assert) ?? [];
  if (characters === undefined) return null;
  const refused = new RegExp(characters, 'u');
  return { form: 'identifier', isRight: (text) => text !== '' && !refused.test(text) };
}
