/** The files of a version: those that the site serves, and those that the index of versions lists. */
import type { Lang } from '../../finding.ts';
import { KITS } from '../../messages/kit.ts';
import { code, html, table } from '../markdown.ts';
import type { Download, SiteData, SiteFile } from '../types.ts';
import { schemaFile } from '../urls.ts';
import { VERSION_WORDS } from '../words/versions.ts';
import { download } from './html.ts';

export const schemaDownloads = ({ schemas }: SiteData): Download[] =>
  [...schemas].flatMap(([version, files]) => files.map(({ name, text }) => ({ url: schemaFile(version, name), text })));

export function fileTable(version: string, files: readonly SiteFile[], lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const rows = files.map(({ name, bytes, sha256 }) => [
    `${download(schemaFile(version, name), html(words.dialects[name] ?? name))}<br>${code(name)}`,
    html(words.bytes(KITS[lang].number(bytes))),
    sum(sha256),
  ]);
  return table(words.downloadsCaption, words.downloadsColumns, rows);
}

type Listed = { path: string; bytes: number; sha256: string };

export function listedTable(files: readonly Listed[], lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const rows = files.map(({ path, bytes, sha256 }) => [code(path), html(words.bytes(KITS[lang].number(bytes))), sum(sha256)]);
  return `<p>${words.artefactsIntro}</p>\n\n${table(words.artefactsCaption, words.downloadsColumns, rows)}`;
}

const sum = (sha256: string): string => `<code class="somme">${sha256}</code>`;
