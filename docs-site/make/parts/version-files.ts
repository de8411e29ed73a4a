/** The files of a version: those that the site serves, and those that the index of versions lists. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { code, table } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import type { Download, SiteData, SiteFile, SiteRelease } from '../types.ts';
import { versionFile } from '../../shared/urls.ts';
import { VERSION_WORDS } from '../words/versions.ts';
import { blocks, download } from './html.ts';

export const versionDownloads = ({ files }: SiteData): Download[] =>
  [...files].flatMap(([version, of]) => of.map(({ name, content }) => ({ url: versionFile(version, name), content })));

export function fileTable(version: string, files: readonly SiteFile[], lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const rows = files.map(({ name, bytes, sha256 }) => [
    `${download(versionFile(version, name), html(words.kinds[name] ?? name))}<br>${code(name)}`,
    html(words.bytes(KITS[lang].number(bytes))),
    sum(sha256),
  ]);
  return table(words.downloadsCaption, words.downloadsColumns, rows);
}

type Listed = { path: string; bytes: number; sha256: string };

/** What the index of versions lists: files of the folder of the version, and what is attached to its release. */
export function listedTables({ version, files = [], artefacts = [] }: SiteRelease, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const inFolder = files.map((file) => ({ ...file, path: `schema/${version}/${file.path}` }));
  return blocks(
    inFolder.length === 0 ? undefined : listed(inFolder, words.listedIntro, words.listedCaption, lang),
    artefacts.length === 0 ? undefined : listed(artefacts, words.artefactsIntro, words.artefactsCaption, lang),
  );
}

function listed(files: readonly Listed[], intro: string, caption: string, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const rows = files.map(({ path, bytes, sha256 }) => [code(path), html(words.bytes(KITS[lang].number(bytes))), sum(sha256)]);
  return blocks(`<p>${intro}</p>`, table(caption, words.downloadsColumns, rows));
}

const sum = (sha256: string): string => `<code class="somme">${sha256}</code>`;
