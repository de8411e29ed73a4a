import { parse } from 'yaml';
import { readText } from './engine.ts';

/** The properties of an entry of `known-defects.yaml` that tests read. */
export type KnownDefect = { id: string; title: { fr: string }; verdict?: 'accepted' | 'rejected' };

/** The known defects of a version, with what became of each. */
export const knownDefects = (
  version: string,
): (KnownDefect & { fixed: { in: string; how: 'schema' | 'rule' | 'text' | 'kept' } })[] =>
  (parse(readText(`schema/${version}/known-defects.yaml`)) as (KnownDefect & Record<'mended', never>)[]).map(
    ({ ['mended']: fixed, ...defect }) => ({ ...defect, fixed }),
  );
