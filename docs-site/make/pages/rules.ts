/** The pages of the rules: one per rule, and the list by family. */
import { columnsOf } from '../../shared/columns.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_RULES } from '../../../src/messages/compiled/site-rules.ts';
import { capital, FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import type { Explained } from '../../../src/explain/types.ts';
import {
  FAMILIES,
  type Family,
  type FileEntry,
  FORMER_FAMILIES,
  type FormerFamily,
  type RecordEntry,
  type Rule,
  RULE_FAMILIES,
  type RuleEntry,
} from '../../../src/model/rules.ts';
import { livesOf } from '../lives.ts';
import { citation } from '../parts/legal.ts';
import { commandBlock, exampleBlocks, levelBadge, whyBlocks } from '../parts/explained.ts';
import { fieldsOfRule } from '../parts/field-rules.ts';
import { ruleHits } from '../parts/impact.ts';
import type { Maker, Page, SiteData } from '../types.ts';
import { fieldUrl, RULES, ruleUrl } from '../../shared/urls.ts';
import { EXPLAIN } from '../../../src/messages/compiled/explain.ts';
import { type Block, blocks, commonMark, fence, heading, type Markdown, paragraph, quote, saidIn } from '../markdown.ts';
import { filled, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { code, facts, link, list, listed, table } from '../parts/html.ts';

/** What the list of the rules is made of. */
type OfIndex = Pick<SiteData, 'explained' | 'models' | 'rules' | 'impact'>;

/** A rule with its texts for the page. */
type Reported = { rule: Rule; reported: Explained };

export const rulePages: Maker = {
  name: 'rules',
  pages: (data, lang) => [rulesIndex(data, lang), ...rulesOf(data).map((one, i) => rulePage(one, i + 1, data, lang))],
};

/** The rules of all versions, each as in the newest version that has it, by family and title. */
export function rulesOf({ explained, models, rules }: Pick<SiteData, 'explained' | 'models' | 'rules'>): Reported[] {
  const known = new Map(models.flatMap(({ version }) => rules.get(version) ?? []).map((rule) => [rule.id, rule]));
  const all = explained.flatMap((reported) => {
    const rule = known.get(reported.code);
    return rule ? [{ rule, reported }] : [];
  });
  return RULE_FAMILIES.flatMap((family) => all.filter(({ rule }) => rule.family === family));
}

/** The list of the rules by family, with the words of published versions after those of today. */
export function rulesIndex(data: OfIndex, lang: Lang): Page {
  const words = SITE_RULES[lang];
  const rules = rulesOf(data);
  const count = FORMATTERS[lang].number(rules.length);
  const families = FAMILIES.flatMap((family) => [
    heading(2, capital(SITE[lang].family[family]()), family),
    paragraph(words['family-intro'][family]()),
    familyTable(family, rules, data, lang),
  ]);
  const former = FORMER_FAMILIES.flatMap((word) => formerBlocks(word, rules, data, lang));
  const body = blocks(saidIn(words['rules-intro'], { count }), ...families, ...former);
  return {
    path: 'regles/index.md',
    url: RULES,
    title: words.rules(),
    description: words['rules-description']({ count }),
    position: 0,
    body,
  };
}

function familyTable(family: Family, rules: readonly Reported[], { impact }: OfIndex, lang: Lang): Html {
  const words = SITE_RULES[lang];
  const rows = rules
    .filter(({ rule }) => rule.family === family)
    .map(({ rule }) => {
      const { id, title, since } = rule;
      const hit = impact.rules.find((one) => one.id === id)?.hit;
      return [
        html`${link(ruleUrl(id), capital(title[lang]))}<br>${code(id)}`,
        levelBadge(rule, lang),
        since,
        hit === undefined ? '' : FORMATTERS[lang].number(hit),
      ];
    });
  return table(
    words['rules-caption']({ family: SITE[lang].family[family]() }),
    columnsOf(words['rules-column'], ['rule', 'severity', 'since', 'contracts-hit']),
    rows,
  );
}

/** What a word of published versions says, and the families of today of the rules that it is said of. */
function formerBlocks(word: FormerFamily, all: readonly Reported[], { models, rules }: OfIndex, lang: Lang): Block[] {
  const words = SITE_RULES[lang];
  const said = models.flatMap(({ version }) => {
    const ids = (rules.get(version) ?? []).filter(({ family }) => family === word).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ version, ids }];
  });
  const ids = new Set(said.flatMap((one) => one.ids));
  if (ids.size === 0) return [];
  const rows = all
    .filter(({ rule }) => ids.has(rule.id))
    .map(({ rule: { id, title, family } }) => [
      html`${link(ruleUrl(id), capital(title[lang]))}<br>${code(id)}`,
      SITE[lang].family[family](),
    ]);
  const name = SITE[lang].family[word]();
  return [
    heading(2, capital(name), word),
    paragraph(words['former-intro'][word]({ count: said.length, versions: said.map(({ version }) => version) })),
    table(words['former-caption']({ family: name }), columnsOf(words['former-column'], ['rule', 'family']), rows),
  ];
}

function rulePage({ rule, reported }: Reported, position: number, data: SiteData, lang: Lang): Page {
  const words = SITE_RULES[lang];
  return {
    path: `regles/${rule.id}.md`,
    url: ruleUrl(rule.id),
    title: capital(rule.title[lang]),
    description: words['rule-description']({ title: rule.title[lang] }),
    group: capital(SITE[lang].family[rule.family]()),
    position,
    body: ruleBody(rule, reported, data, lang),
  };
}

function ruleBody(rule: Rule, reported: Explained, data: SiteData, lang: Lang): Markdown {
  const { heading: headings } = SITE_RULES[lang];
  return blocks(
    ruleFacts(rule, lang),
    whyBlocks(reported, lang),
    exampleBlocks(reported, lang),
    heading(2, headings.message(), 'message'),
    messagesOf(rule, lang),
    heading(2, headings.expression(), 'expression'),
    expressionBlocks(rule, lang),
    heading(2, headings.fields(), 'champs'),
    fieldsBlock(rule, data, lang),
    heading(2, headings.consolidation(), 'consolidation'),
    paragraph(EXPLAIN[lang][`consolidation.${rule.consolidation}`]()),
    ...(reported.rule?.notes ?? []).map((note) => commonMark(note[lang])),
    ...lossBlocks(reported, lang),
    heading(2, headings.measure(), 'mesure'),
    ruleHits(rule.id, data, lang),
    heading(2, headings.source(), 'source'),
    html`<p>${citation(rule.source.text, data, lang)}</p>`,
    rule.source.note && commonMark(rule.source.note[lang]),
    commandBlock(reported, lang),
  );
}

function lossBlocks({ rule }: Explained, lang: Lang): Block[] {
  if (!rule?.loss) return [];
  const say = EXPLAIN[lang];
  return [heading(2, say['loss-title'](), 'federation'), paragraph(say.loss()), commonMark(rule.loss[lang])];
}

function ruleFacts(rule: Rule, lang: Lang): Html {
  const { label: labels, scope: scopes, 'in-versions': versions } = SITE_RULES[lang];
  return facts([
    [labels.id(), code(rule.id)],
    [labels.severity(), levelBadge(rule, lang)],
    [labels.family(), SITE[lang].family[rule.family]()],
    [labels.scope(), FORMATTERS[lang].and(scopesOf(rule).map((scope) => scopes[scope]()))],
    [labels.since(), versions({ since: rule.since, until: rule.until })],
  ]);
}

/** The message of a rule, with that of an entry if it has its own. Placeholders are shown as written. */
const messagesOf = ({ message, on }: Rule, lang: Lang): Markdown =>
  quote([...new Set([message[lang], ...on.flatMap((entry) => entry.message?.[lang] ?? [])])]);

function fieldsBlock({ id }: Rule, data: SiteData, lang: Lang): Block {
  const fields = fieldsOfRule(id, data).map((field) =>
    link(fieldUrl(field), livesOf(data).get(field)?.field.title[lang] ?? field),
  );
  return fields.length === 0 ? paragraph(SITE_RULES[lang]['no-fields']()) : list(fields);
}

/** The checks of a rule, entry by entry: the guard, the expression, the place of the finding. */
function expressionBlocks({ on }: Rule, lang: Lang): Markdown {
  const words = SITE_RULES[lang];
  return blocks(
    paragraph(words['expression-intro']()),
    ...on.map((entry) => ('kind' in entry ? fileBlock(entry, lang) : recordBlock(entry, lang))),
  );
}

function recordBlock({ scope, each, when, assert, at, deviation }: RecordEntry, lang: Lang): Markdown {
  const words = SITE_RULES[lang];
  const where = joined(
    [capital(words.scope[scope]()), ...(each === undefined ? [] : [filled(words.each, { path: code(each) })])],
    ', ',
  );
  const pointed = at === undefined ? '' : html`, ${filled(words.at, { path: code(at) })}`;
  const lines = [...(when === undefined ? [] : [`// ${words.when()}`, when]), `// ${words.assert()}`, assert];
  return blocks(
    html`<p><strong>${where}</strong>${pointed}</p>`,
    fence('js', lines.map((line) => line.trim()).join('\n'), 'CEL'),
    deviation && html`<p class="note">${words.deviation()}.</p>`,
    deviation && commonMark(deviation.note[lang]),
    deviation?.assert === undefined ? undefined : fence('js', deviation.assert.trim(), 'CEL'),
  );
}

function fileBlock({ kind, unique }: FileEntry, lang: Lang): Html {
  const words = SITE_RULES[lang];
  const keys = unique === 'record' ? words['unique-record']() : filled(words.unique, { keys: listed(unique.map(code), lang) });
  return html`<p><strong>${capital(words.scope[kind]())}</strong>, ${keys}.</p>`;
}

/** Each kind of contract that the rule speaks of. */
const scopesOf = ({ on }: Rule): ('marche' | 'concession')[] => [
  ...new Set(on.map((entry: RuleEntry) => ('kind' in entry ? entry.kind : entry.scope))),
];
