import type { Problem } from '../problem.ts';

/** `path -> sha256` of the files of a frozen folder that bear its verdict or were published. */
export type Sums = ReadonlyMap<string, string>;

/** The lines of a `SHA256SUMS` file, in the form of `sha256sum`. */
export const formatSums = (sums: Sums): string =>
  [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');

export function parseSums(text: string): Sums {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

const NOT_FROZEN = {
  fr: "dossier de version sans SHA256SUMS : une version naît de schema/next/ par « npm run freeze -- X.Y.Z », pas d'une copie ; retirez-le",
  en: 'version folder without SHA256SUMS: a version is made from schema/next/ by “npm run freeze -- X.Y.Z”, not by a copy; remove it',
};

const ADDED = {
  fr: 'fichier ajouté dans une version publiée, qui ne change jamais ; supprimez-le et proposez le changement dans schema/next/',
  en: 'file added in a published version, which never changes; remove it and propose the change in schema/next/',
};

/** A frozen folder never changes: each file is there, none is new, and each has the sum that was written when it was frozen. */
export function checkFrozen(version: string, written: Sums, found: Sums): Problem[] {
  if (written.size === 0) return [{ file: `schema/${version}`, ...NOT_FROZEN }];
  const paths = [...new Set([...written.keys(), ...found.keys()])].sort();
  return paths.flatMap((path) => {
    const [before, now] = [written.get(path), found.get(path)];
    if (before === now) return [];
    const file = `schema/${version}/${path}`;
    if (before === undefined) return [{ file, ...ADDED }];
    const [fr, en] = now === undefined ? ['supprimé', 'removed'] : ['modifié', 'changed'];
    return [
      {
        file,
        fr: `fichier ${fr} dans une version publiée, qui ne change jamais ; remettez-le (git restore) et proposez le changement dans schema/next/`,
        en: `file ${en} in a published version, which never changes; restore it (git restore) and propose the change in schema/next/`,
      },
    ];
  });
}
