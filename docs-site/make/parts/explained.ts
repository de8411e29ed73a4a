/** What `decp explain` says of a code, as sections of a page. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Explained } from '../../../src/messages/explanations/structure.ts';
import { block, code, heading } from '../markdown.ts';
import { RULE_WORDS } from '../words/rules.ts';
import { blocks } from './html.ts';

export const whyBlocks = ({ why, mend }: Explained, lang: Lang): string => {
  const { headings } = RULE_WORDS[lang];
  return blocks(heading(2, headings.why, 'pourquoi'), why[lang], heading(2, headings.mend, 'corriger'), mend[lang]);
};

/** The wrong form beside the right one. What a rule warns of is not refused, and its right form may be other data. */
export function exampleBlocks({ example, rule, severity }: Explained, lang: Lang): string {
  if (!example) return '';
  const words = RULE_WORDS[lang];
  const wrong = severity === 'error' ? words.refused : words.reported;
  const right = rule ? words.accepted : words.mended;
  return blocks(
    heading(2, words.headings.example, 'exemple'),
    '<div class="formes formes--deux">',
    block(`json title="${wrong}"`, example.invalid),
    example.valid === undefined ? undefined : block(`json title="${right}"`, example.valid),
    '</div>',
    `<p class="note">${words.exampleFrom(code(example.file))}</p>`,
  );
}

export const commandBlock = ({ code: it }: Explained, lang: Lang): string =>
  `<p class="note">${RULE_WORDS[lang].command}${lang === 'fr' ? ' : ' : ': '}${code(`npx decp explain ${it}${lang === 'fr' ? '' : ' --lang en'}`)}</p>`;
