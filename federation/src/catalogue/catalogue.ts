/** The sources of a folder as one catalogue: each file by itself, then what they may not have in common. */
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { type Problem, whereOf } from '../../../src/governance/problem.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import { readSourceFile, type SourceFile } from './read-source.ts';
import type { Catalogue, Source } from './source.ts';

/** All that is wrong with the sources, of all files at once. Nothing is harvested from half a catalogue. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(linesOf(problems, 'en'));
    this.problems = problems;
  }

  /** A line for each problem: file, line, column, sentence. */
  text(lang: Lang): string {
    return linesOf(this.problems, lang);
  }
}

const linesOf = (problems: readonly Problem[], lang: Lang): string =>
  problems
    .map((problem) => textsOf(FEDERATION, (say) => say['catalogue.line']({ where: whereOf(problem), said: problem }))[lang])
    .join('\n');

/**
 * Reads sources by the names of their files. `folder`: where they are, which sentences begin with. `refused`: what is wrong with other files of the folder.
 * Throws a CatalogueError that has every problem of every file.
 */
export function catalogueOf(files: ReadonlyMap<string, string>, folder: string, refused: readonly Problem[] = []): Catalogue {
  const read = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => ({ name, ...readSourceFile(name, text) }));
  const problems = [...refused, ...read.flatMap((file) => file.problems), ...sharedDatasets(read)];
  if (problems.length > 0)
    throw new CatalogueError(problems.map((problem) => ({ ...problem, file: `${folder}/${problem.file}` })));
  if (read.length === 0) throw new CatalogueError([{ file: folder, ...textsOf(FEDERATION, (say) => say['catalogue.empty']()) }]);
  const sources = read.flatMap(({ source }) => source ?? []);
  return new Map(sources.sort((a, b) => (a.id < b.id ? -1 : 1)).map((source) => [source.id, source]));
}

type ReadFile = SourceFile & { name: string };

/** A dataset, or an address, that two sources name: its contracts would count twice. */
function sharedDatasets(read: readonly ReadFile[]): Problem[] {
  const first = new Map<string, string>();
  const problems: Problem[] = [];
  for (const file of read)
    for (const { shared, pointer } of file.source ? whatIsPublished(file.source) : []) {
      const place = file.at(pointer);
      const other = first.get(shared);
      if (other === undefined) first.set(shared, whereOf({ file: file.name, place, fr: '', en: '' }));
      else
        problems.push({
          ...{ file: file.name, place },
          ...textsOf(FEDERATION, (say) => say['catalogue.shared']({ pointer, shared, other })),
        });
    }
  return problems;
}

/** The id of a dataset with addresses is a name within its source. */
const whatIsPublished = ({ datasets }: Source): { shared: string; pointer: string }[] =>
  datasets.flatMap(({ id, urls }, index) =>
    urls
      ? urls.map((url, at) => ({ shared: url, pointer: `/datasets/${String(index)}/urls/${String(at)}` }))
      : [{ shared: id, pointer: `/datasets/${String(index)}/id` }],
  );
