/** What a comparison tells: who must act, the changes in plain words, then each of them with its proof. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { inForceOf } from '../../../src/model/releases.ts';
import type { Model } from '../../../src/model/types.ts';
import { storyBlocks } from '../../../src/governance/release/changelog/blocks.ts';
import { pageOf } from '../../../src/governance/release/changelog/page.ts';
import type { Story } from '../../../src/governance/release/changelog/types.ts';
import { changeBlocks, markdownPage } from '../../../src/report/diff/markdown.ts';
import { livesOf } from '../lives.ts';
import { heading } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import type { Comparison, SiteData, SiteRelease } from '../types.ts';
import { comparisonFile, fieldUrl, ruleUrl } from '../../shared/urls.ts';
import { VERSION_WORDS } from '../words/versions.ts';
import { blocks, download, link } from './html.ts';
import { versionBefore } from './version-name.ts';

/** Whole instances are in the download: a page shows what of them matters, and the first ones whole. */
const WHOLE_INSTANCES = 12_000;

export function storyOf({ from, to, report }: Comparison, data: SiteData, lang: Lang): string {
  const release = data.releases.find(({ version }) => version === to);
  const { required } = report.decision;
  const promised = (its: Lang): string => {
    const { promise, before } = VERSION_WORDS[its];
    return promise[required](before(versionBefore(to, data) === from ? undefined : from));
  };
  const story: Story = {
    previous: from,
    version: to,
    date: release?.date ?? '',
    promise: { fr: promised('fr'), en: promised('en') },
    ...(release && isProposal(release) && { inForce: inForceOf(data.releases) }),
    report,
    models: { previous: modelOf(from, data), next: modelOf(to, data) },
    legal: new Map([...data.legal].map(([id, { title }]) => [id, title])),
    legalTexts: release?.legalTexts ?? [],
    told: new Map(),
  };
  return blocks(...anchored(storyBlocks(pageOf(story, lang), 2), 'partie').map((part) => withRuleLinks(part, data)));
}

const isProposal = ({ status }: SiteRelease): boolean => status === 'publiée ici' || status === 'brouillon';

/** Every change with its proofs, as `decp diff` tells them. */
export function proofsOf({ from, to, report }: Comparison, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const count = KITS[lang].count(report.diff.changes.length, ...words.changeCount);
  const page = markdownPage(report, lang, { room: WHOLE_INSTANCES, most: Infinity });
  return blocks(
    heading(2, words.allChanges, 'preuves'),
    words.allChangesIntro(count),
    `<p>${download(comparisonFile(from, to), words.jsonDownload)}</p>`,
    ...anchored(changeBlocks(page, 3), 'preuves').map((part) => (lang === 'en' ? withFrenchNames(part) : part)),
  );
}

/** The fields that changed, in the order of the format. */
export function fieldsChanged({ report }: Comparison, data: SiteData, lang: Lang): string[] {
  const changed = new Set(report.diff.changes.flatMap(({ field }) => field ?? []));
  return [...livesOf(data).values()].flatMap(({ id, field }) =>
    changed.has(id) ? [link(fieldUrl(id), html(field.title[lang]))] : [],
  );
}

function modelOf(version: string, { models }: SiteData): Model {
  const model = models.find((one) => one.version === version);
  if (!model) throw new Error(`there is no version ${version}`);
  return model;
}

/** Those who approved an erratum have French names. */
const withFrenchNames = (text: string): string =>
  text.replace(/(?<=Approved by )([^,\n]+)(?=, on )/g, '<span lang="fr">$1</span>');

/** The name of a rule leads to its page. */
const withRuleLinks = (text: string, { rules }: SiteData): string =>
  text.replace(/\(`([a-z0-9-]+)`\)/g, (whole, id: string) =>
    [...rules.values()].some((some) => some.some((rule) => rule.id === id)) ? `([\`${id}\`](${ruleUrl(id)}))` : whole,
  );

/** Headings with anchors that are the same in both languages. */
function anchored(parts: readonly string[], name: string): string[] {
  let rank = 0;
  return parts.map((part) => (/^#{2,4} [^\n]*$/.test(part) ? `${part} {#${name}-${String(++rank)}}` : part));
}
