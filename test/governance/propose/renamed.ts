/** What a field that gets another name is to be in the examples. */
import { expect } from 'vitest';
import { type ExampleSources, unfold, type Unfolded } from '../../../src/governance/examples/unfold.ts';
import type { Draft } from '../../../src/governance/propose/draft.ts';
import { type NameAt, valueWithNames } from '../../../src/governance/propose/edit.ts';
import { NEWEST } from '../../support/engine.ts';

/** The files after a proposal. */
export const after = (files: ReadonlyMap<string, string>, draft: Draft): Map<string, string> =>
  new Map([...files, ...draft.changed]);

/** The texts of a folder, by path from there. */
export const under = (folder: string, files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...files].flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text] as const] : [])));

/** The examples of a version before and after a proposal: whole files, and what the tables give that it changes. */
export function examplesOf(sources: ExampleSources, files: ReadonlyMap<string, string>, draft: Draft, version: string) {
  const { changed } = draft;
  const isSame = (path: string): boolean => path.startsWith('cases/') && !changed.has(`examples/${path}`);
  const [was, is] = [files, after(files, draft)].map((all): Unfolded => {
    const examples = [...under('examples/', all)].filter(([path]) => !isSame(path));
    return unfold({ ...sources, files: new Map(examples) }, version);
  }) as [Unfolded, Unfolded];
  expect(is.problems).toEqual([]);
  return { was: was.examples, is: is.examples };
}

/** Expects that the examples of `next` have another name at some paths, and nothing else, and that those of the newest version are as they were. `paths`: without `marches`. */
export function expectRenamed(
  sources: ExampleSources,
  files: ReadonlyMap<string, string>,
  draft: Draft,
  { name, paths }: { name: string; paths: readonly string[] },
): void {
  const nameAt: NameAt = (path) => (paths.some((one) => `marches.${one}` === path.join('.')) ? name : undefined);
  const { was, is } = examplesOf(sources, files, draft, 'next');
  const expected = [...was].map(([path, text]) => {
    if (!path.endsWith('.json') || !isJson(text)) return [path, undefined];
    const value: unknown = JSON.parse(text);
    return [path, path.endsWith('.findings.json') ? renamedFindings(value, nameAt) : valueWithNames(value, nameAt)];
  });
  const found = [...is].map(([path, text]): unknown[] => [
    path,
    path.endsWith('.json') && isJson(text) ? JSON.parse(text) : undefined,
  ]);
  expect(found).toEqual(expected);
  const newest = examplesOf(sources, files, draft, NEWEST);
  expect([...newest.is]).toEqual([...newest.was]);
}

/** What the findings of an example become: the names in their places, and that of what is missing. */
function renamedFindings(value: unknown, nameAt: NameAt): unknown {
  const { findings, ...rest } = value as { findings: { path: string; property?: string }[] };
  const names = (place: readonly string[]): string[] => place.filter((token) => !/^\d+$/.test(token));
  const renamed = (place: readonly string[]): string[] =>
    place.map((token, i) => (/^\d+$/.test(token) ? token : (nameAt(names(place.slice(0, i + 1))) ?? token)));
  return {
    ...rest,
    findings: findings.map((finding) => {
      const place = finding.path.split('/').slice(1);
      const path = ['', ...renamed(place)].join('/');
      return {
        ...finding,
        path,
        ...(finding.property !== undefined && { property: renamed([...place, finding.property]).at(-1) }),
      };
    }),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
