import { readSource } from '../../model/source-text.ts';
import type { DistFile } from './write-dist.node.ts';

/** `versions/<version>/errata.json`: the errata of each version that has some, as the program reads them where there are no sources. */
export const errataFiles = (files: ReadonlyMap<string, string>): DistFile[] =>
  [...files].flatMap(([path, text]) => {
    const version = /^([^/]+)\/errata\.yaml$/.exec(path)?.[1];
    return version === undefined
      ? []
      : [{ path: `versions/${version}/errata.json`, text: JSON.stringify(readSource(text).value) }];
  });
