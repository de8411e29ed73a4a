import { compareVersions } from './releases.ts';

/** The published versions that have anything among some paths from `schema/` (`2.1.0/decp.schema.json`), oldest first. */
export const publishedAmong = (paths: Iterable<string>): string[] =>
  [...new Set([...paths].flatMap((path) => /^(\d+\.\d+\.\d+)\//.exec(path)?.[1] ?? []))].sort(compareVersions);
