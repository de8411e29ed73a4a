/** What is known to be wrong in a published version, each with its proof. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { isOwn } from '../../../src/model/releases.ts';
import { block, heading } from '../markdown.ts';
import type { Defect, SiteData } from '../types.ts';
import { anchorOf } from '../../shared/urls.ts';
import { COMMON } from '../words/common.ts';
import { VERSION_WORDS } from '../words/versions.ts';
import { blocks, ticked } from './html.ts';
import { versionLink } from './version-name.ts';

export function defectBlocks(version: string, data: SiteData, lang: Lang): string {
  const defects = data.defects.get(version) ?? [];
  const words = VERSION_WORDS[lang];
  if (defects.length === 0) return words.noDefects;
  const count = KITS[lang].count(defects.length, ...words.defectsCount);
  return blocks(words.defectsIntro(count), ...defects.map((defect) => defectBlock(defect, version, data, lang)));
}

/** What was mended in `next` came out with the first release of our own that does not have the defect any more. */
function mendedIn(named: string, id: string, version: string, { releases, defects }: SiteData): string {
  if (named !== 'next') return named;
  const later = releases.slice(releases.findIndex((release) => release.version === version) + 1);
  const isWithout = (one: string): boolean => isOwn(one) && defects.get(one)?.some((defect) => defect.id === id) !== true;
  return later.find((release) => isWithout(release.version))?.version ?? named;
}

function defectBlock(defect: Defect, version: string, data: SiteData, lang: Lang): string {
  const { id, title, verdict, expected, evidence, instance, mended } = defect;
  const words = VERSION_WORDS[lang];
  const { colon } = COMMON[lang];
  const said = [
    ...(evidence ? [ticked(evidence[lang])] : []),
    ...(verdict === undefined ? [] : [words.verdict(verdict)]),
    ...(expected ? [`${words.expected}${colon}${ticked(expected[lang])}`] : []),
  ];
  return blocks(
    heading(3, `${id}. ${title[lang]}`, `defaut-${anchorOf(id)}`),
    `<p>${said.join(' ')}</p>`,
    instance &&
      `<details><summary>${words.proof(instance.base)}</summary>\n\n${block('json', JSON.stringify(instance.patch, null, 2))}\n\n</details>`,
    mended &&
      `<p class="note">${words.mended(versionLink(mendedIn(mended.in, id, version, data), data, lang))}${colon}${ticked(mended.note[lang])}</p>`,
  );
}
