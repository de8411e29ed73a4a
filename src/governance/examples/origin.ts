import type { Problem } from '../problem.ts';

/**
 * Where an example is written that has no file of its own: a case of a table. `at`: its JSON Pointer in the file; `before`: the version before, where the case
 * holds for that one too.
 */
export type Origin = { file: string; at: string; name: string; before?: string; place: () => Problem['place'] };

/**
 * The examples of a version, by path from its folder, as if each were a file there. `origins`: of those that are cases; `stored`: the files of those that the
 * folder of a version before it has.
 */
export class Examples extends Map<string, string> {
  readonly origins: ReadonlyMap<string, Origin>;
  readonly stored: ReadonlyMap<string, string>;
  constructor(
    files: Iterable<readonly [string, string]>,
    origins: ReadonlyMap<string, Origin> = new Map(),
    stored: ReadonlyMap<string, string> = new Map(),
  ) {
    super(files);
    this.origins = origins;
    this.stored = stored;
  }
}

/** The file, and where it is a case the line, in which a person changes an example. */
export function whereIn(files: ReadonlyMap<string, string>, version: string, path: string): Pick<Problem, 'file' | 'place'> {
  const { origins, stored } = files instanceof Examples ? files : new Examples([]);
  const origin = origins.get(path);
  return origin ? { file: origin.file, place: origin.place() } : { file: stored.get(path) ?? `examples/${version}/${path}` };
}
