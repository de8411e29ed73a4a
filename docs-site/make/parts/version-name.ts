/** The name of a version for people. The next version is named by its expected number. */
import { SITE } from '../../../src/messages/compiled/site.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { SiteData } from '../types.ts';
import { versionUrl } from '../../shared/urls.ts';
import type { Html } from '../../../packages/base/src/html.ts';
import { link } from './html.ts';

type Releases = Pick<SiteData, 'releases'>;

/** `2.0.3`; of `next`, `2.1.0 (à venir)`. */
export function versionName(version: string, { releases }: Releases, lang: Lang): string {
  return version === 'next' ? `${versionNumber(version, { releases })} (${SITE[lang].next()})` : version;
}

/** The version before, of those that the site describes. */
export const versionBefore = (version: string, { models }: Pick<SiteData, 'models'>): string | undefined =>
  models[models.findIndex((model) => model.version === version) - 1]?.version;

/** The number alone. */
export const versionNumber = (version: string, { releases }: Releases): string =>
  releases.find((release) => release.version === version)?.expectedVersion ?? version;

export const versionLink = (version: string, data: Releases, lang: Lang): Html =>
  link(versionUrl(version), versionName(version, data, lang));

/** The first and the last of some versions, or the only one. */
export function versionSpan(versions: readonly string[], data: Pick<SiteData, 'releases'>, lang: Lang): string {
  const first = versionName(versions[0] ?? '', data, lang);
  const last = versionName(versions.at(-1) ?? '', data, lang);
  return SITE[lang]['from-to']({ first, last: last === first ? undefined : last });
}
