/** What the codelists of `next` claim: which text a code comes from, and which version brought it or gave it up. */
import type { Citations } from '../../model/citation.ts';
import { readCodelists } from '../../model/codelists.ts';
import type { Code, Texts } from '../../model/types.ts';
import { compareVersions } from '../../model/releases.ts';
import { lineOfCode } from '../gate/refusal.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { citationsOf, sourceFault } from './rule-source.ts';

/**
 * Each code of `next` cites a text of `legal-texts.yaml`. One that the newest published version does not have came with `next`, and one that it
 * does not deprecate is deprecated with `next`: the release writes the number. One that it has did not.
 */
export function checkCodeFacts(files: SchemaFiles): Problem[] {
  const newest = newestOf(files);
  const published = newest === undefined ? {} : listsOf(files, newest);
  const citations = citationsOf(files);
  return Object.entries(listsOf(files, 'next')).flatMap(([name, codes]) => {
    const path = `next/codelists/${name}.csv`;
    return codes.flatMap((code) =>
      faults(code, formerOf(code, name, published), newest ?? '', citations).map(({ fr, en }) => ({
        file: `schema/${path}`,
        place: lineOfCode(files.get(path) ?? '', code.code),
        fr: `« ${code.code} » : ${fr}`,
        en: `“${code.code}”: ${en}`,
      })),
    );
  });
}

type Lists = Record<string, Code[]>;

const listsOf = (files: SchemaFiles, version: string): Lists =>
  readCodelists(
    new Map(
      [...files].flatMap(([path, text]) =>
        path.startsWith(`${version}/codelists/`) ? [[path.slice(version.length + 1), text] as const] : [],
      ),
    ),
  );

function newestOf(files: SchemaFiles): string | undefined {
  const versions = [...files.keys()].flatMap((path) => /^(\d+\.\d+\.\d+)\/codelists\//.exec(path)?.[1] ?? []);
  return [...new Set(versions)].sort(compareVersions).at(-1);
}

/** The code as it was published: in the list of this name, or in any where a list is new, which may be made of parts of another. */
const formerOf = ({ code }: Code, name: string, published: Lists): Code | undefined =>
  (Object.hasOwn(published, name) ? (published[name] ?? []) : Object.values(published).flat()).find(
    (other) => other.code === code,
  );

function faults(code: Code, former: Code | undefined, newest: string, citations: Citations): Texts[] {
  const { source, since, deprecated } = code;
  const cited = source.trim() === '' ? undefined : sourceFault(source, citations);
  return [
    ...(cited ? [cited] : []),
    ...(former ? ofFormer(since, former.since, newest) : newColumn('since', since)),
    ...(deprecated === '' || former?.deprecated === deprecated ? [] : newColumn('deprecated', deprecated)),
  ];
}

const newColumn = (column: 'since' | 'deprecated', written: string): Texts[] =>
  written === 'next' ? [] : [SAY[column](written)];

const ofFormer = (since: string, published: string, newest: string): Texts[] =>
  since === 'next' && published !== 'next' ? [notNew(published, newest)] : [];

const found = (written: string): Texts =>
  written === '' ? { fr: 'est vide', en: 'is empty' } : { fr: `dit « ${written} »`, en: `says “${written}”` };

const SAY: Record<'since' | 'deprecated', (written: string) => Texts> = {
  since: (written) => ({
    fr: `code nouveau, dont la colonne « since » ${found(written).fr} ; écrivez « next » : la publication y mettra le numéro de la version`,
    en: `new code, whose column “since” ${found(written).en}; write “next”: publishing puts the number of the version there`,
  }),
  deprecated: (written) => ({
    fr: `code que l'on déprécie, dont la colonne « deprecated » ${found(written).fr} ; écrivez « next » : la publication y mettra le numéro de la version`,
    en: `code that is now deprecated, whose column “deprecated” ${found(written).en}; write “next”: publishing puts the number of the version there`,
  }),
};

const notNew = (since: string, newest: string): Texts => ({
  fr: `la colonne « since » dit « next », alors que la version ${newest} a déjà ce code ; écrivez « ${since} »`,
  en: `column “since” says “next”, but version ${newest} has this code already; write “${since}”`,
});
