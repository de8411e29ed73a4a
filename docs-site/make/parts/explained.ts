/** The explanation of a code (as in `decp explain`) as sections of a page. */
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_RULES } from '../../../src/messages/compiled/site-rules.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Explained } from '../../../src/explain/types.ts';
import { type Block, blocks, box, commonMark, fence, heading, type Markdown, prose } from '../markdown.ts';
import { filled, html, type Html } from '../../../packages/base/src/html.ts';
import { badge, code } from './html.ts';
import { EXPLAIN } from '../../../src/messages/compiled/explain.ts';
import { type Finding, levelOf } from '../../../src/finding.ts';

/** The texts of rules are CommonMark, those of the catalogue are not. */
export function whyBlocks({ why, fix, rule }: Explained, lang: Lang): Markdown {
  const { heading: headings } = SITE_RULES[lang];
  const said = rule ? commonMark : prose;
  return blocks(heading(2, headings.why(), 'pourquoi'), said(why[lang]), heading(2, headings.fix(), 'corriger'), said(fix[lang]));
}

/** How grave what a code or a rule finds is, in a highlighted word. */
export function levelBadge(found: Pick<Finding, 'severity' | 'review'>, lang: Lang): Html {
  const level = levelOf(found);
  return badge(EXPLAIN[lang][`severity.${level}`](), level);
}

/** The wrong form beside the right one. What a rule warns of is not refused, and its right form may be other data. */
export function exampleBlocks({ example, rule, severity }: Explained, lang: Lang): Block {
  if (!example) return undefined;
  const words = SITE_RULES[lang];
  const wrong = severity === 'error' ? words.refused() : words.reported();
  const right = rule ? words.accepted() : words.fixed();
  return blocks(
    heading(2, words.heading.example(), 'exemple'),
    box(
      'formes formes--deux',
      fence('json', example.invalid, wrong),
      example.valid === undefined ? undefined : fence('json', example.valid, right),
    ),
    html`<p class="note">${filled(words['example-from'], { file: code(example.file) })}</p>`,
  );
}

export const commandBlock = ({ code: it }: Explained, lang: Lang): Html =>
  html`<p class="note">${SITE_RULES[lang].command()}${SITE[lang].colon()}${code(`npx decp explain ${it}${lang === 'fr' ? '' : ' --lang en'}`)}</p>`;
