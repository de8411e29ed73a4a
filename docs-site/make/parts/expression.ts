/** What a rule checks, entry by entry: the guard, the expression, the place that the finding points to. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import type { FileEntry, RecordEntry, Rule, RuleEntry } from '../../../src/model/rules.ts';
import { block, code } from '../markdown.ts';
import { RULE_WORDS } from '../words/rules.ts';
import { blocks } from './html.ts';
import { capital } from '../../../packages/base/src/language.ts';

export function expressionBlocks({ on }: Rule, lang: Lang): string {
  const words = RULE_WORDS[lang];
  return blocks(
    words.expressionIntro,
    ...on.map((entry) => ('kind' in entry ? fileBlock(entry, lang) : recordBlock(entry, lang))),
  );
}

function recordBlock({ scope, each, when, assert, at, deviation }: RecordEntry, lang: Lang): string {
  const words = RULE_WORDS[lang];
  const where = [words.scopes[scope], ...(each === undefined ? [] : [words.each(code(each))])].join(', ');
  const pointed = at === undefined ? '' : `, ${words.at(code(at))}`;
  const lines = [...(when === undefined ? [] : [`// ${words.when}`, when]), `// ${words.assert}`, assert];
  return blocks(
    `<p><strong>${capital(where)}</strong>${pointed}</p>`,
    block('js title="CEL"', lines.map((line) => line.trim()).join('\n')),
    deviation && `<p class="note">${words.deviation}.</p>`,
    deviation && deviation.note[lang],
    deviation?.assert === undefined ? undefined : block('js title="CEL"', deviation.assert.trim()),
  );
}

function fileBlock({ kind, unique }: FileEntry, lang: Lang): string {
  const words = RULE_WORDS[lang];
  const keys = unique === 'record' ? words.uniqueRecord : words.unique(KITS[lang].and(unique.map(code)));
  return `<p><strong>${capital(words.scopes[kind])}</strong>, ${keys}.</p>`;
}

/** Each kind of contract that the rule speaks of. */
export const scopesOf = ({ on }: Rule): ('marche' | 'concession')[] => [
  ...new Set(on.map((entry: RuleEntry) => ('kind' in entry ? entry.kind : entry.scope))),
];
