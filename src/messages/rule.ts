/** The message of a rule: its own texts, with the values found. */
import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Rule } from '../model/rules.ts';
import { KITS } from '../../packages/base/src/language.ts';
import { rank } from './paths.ts';
import type { Draft } from './types.ts';
import { visible } from '../../packages/base/src/visible.ts';

const ABSENT: Record<Lang, string> = { fr: 'absent', en: 'absent' };
const BOOLEANS: Record<Lang, readonly [string, string]> = { fr: ['faux', 'vrai'], en: ['false', 'true'] };

/** Items shown of a list of values. */
const SHOWN = 10;

function said(value: unknown, lang: Lang): string {
  if (typeof value === 'string') return visible(value, 80);
  if (typeof value === 'number') return KITS[lang].number(value);
  if (typeof value === 'boolean') return BOOLEANS[lang][Number(value) as 0 | 1];
  if (!Array.isArray(value)) return ABSENT[lang];
  const items = value.slice(0, SHOWN).map((item) => said(item, lang));
  return items.join(', ') + (value.length > SHOWN ? ', …' : '');
}

/** Texts of rules are CommonMark: names of fields stand in backquotes there, in quotes here. */
const plain = (text: string, lang: Lang): string => text.replace(/`([^`]+)`/g, lang === 'fr' ? '« $1 »' : '“$1”');

/** A record as people count them: `/marches/marche/11` is « marché n° 12 ». */
function recordAt(pointer: string, lang: Lang): string {
  const concession = pointer.includes('/contrat-concession/');
  const number = KITS[lang].number(rank(pointer));
  if (lang === 'fr') return `${concession ? 'contrat de concession' : 'marché'} n° ${number}`;
  return `${concession ? 'concession contract' : 'contract'} no. ${number}`;
}

/** The sentence of a rule with its placeholders filled; the one of the entry that the finding names, where entries have their own. */
function ruleSentence(rule: Rule, { params }: Finding, lang: Lang): string {
  const entry = typeof params['entry'] === 'number' ? rule.on[params['entry']] : undefined;
  const value = (name: string) => (Object.hasOwn(params, name) ? params[name] : undefined);
  return plain((entry?.message ?? rule.message)[lang], lang).replace(/\{([^{}]*)\}/g, (_, name: string) =>
    name === 'premier' ? recordAt(String(value(name)), lang) : said(value(name), lang),
  );
}

/** A rule says what is found and what is expected in one sentence. */
export const ruleDraft = (rule: Rule, finding: Finding, lang: Lang): Draft => ({
  found: ruleSentence(rule, finding, lang),
  expected: '',
  remedy: plain(rule.remedy[lang], lang),
});
