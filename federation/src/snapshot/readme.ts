import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import type { Messages } from '../../../src/messages/compiled/federation.types.ts';
import { CHANGES, MANIFEST, type Manifest } from './manifest.ts';

/** The page that says what a snapshot is, in each language. */
export const README: Record<Lang, string> = { fr: 'LISEZMOI.md', en: 'README.md' };

type Words = Messages['snapshot-readme'];
type Described = { [K in keyof Words]: K extends `file-${string}` ? K : never }[keyof Words];

/** What each file has, in the order of the page. The files by year stand in one row. */
const FILES: readonly [name: string, text: Described][] = [
  ['contrats/', 'file-regulatory'],
  ['contrats.ndjson.gz', 'file-contracts'],
  ['contrats.csv', 'file-csv'],
  ['contrats-1.x.csv', 'file-csv-old'],
  ['contrats.parquet', 'file-parquet'],
  ['contrats.ocds.json.gz', 'file-ocds'],
  ['rejets.ndjson.gz', 'file-rejected'],
  ['retraits.ndjson.gz', 'file-withdrawn'],
  [CHANGES, 'file-changes'],
];

/** What `README` says of a snapshot, in Markdown. */
export function readme(manifest: Manifest, lang: Lang): string {
  const say = FEDERATION[lang]['snapshot-readme'];
  const { name, hash, engine, counts, sources, files } = manifest;
  const described = FILES.flatMap(([path, text]) => {
    const those = files.filter((file) => (path.endsWith('/') ? file.name.startsWith(path) : file.name === path));
    return those.length === 0 ? [] : [[`\`${path}\``, String(those.reduce((sum, { count }) => sum + count, 0)), say[text]()]];
  });
  const bySource = Object.entries(sources).map(([id, { licence, contracts, rejected }]) => [
    ...[id, licence ?? say.unknown(), String(contracts), String(rejected)],
  ]);
  return [
    `# ${say.title({ name })}`,
    say.about({ program: engine.name, version: engine.version }),
    `## ${say.files()}`,
    table([[say.file(), say.count(), say.content()], ...described, [`\`${MANIFEST}\``, '', say['file-manifest']()]]),
    `## ${say['left-out']()}`,
    say['left-out-text']({ refused: counts.refused, reserved: counts.reserved }),
    `## ${say.licences()}`,
    say['licences-text'](),
    table([[say.source(), say.licence(), say.contracts(), say.rejected()], ...bySource]),
    `## ${say.check()}`,
    `${say['check-text']({ hash })}\n`,
  ].join('\n\n');
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
