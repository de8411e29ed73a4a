import type { Code, Model, Texts } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import type { Citations } from '../../model/citation.ts';
import { readCodelists } from '../../model/codelists.ts';
import { compareVersions } from '../../model/releases.ts';
import { lineOfCode } from '../gate/refusal.ts';
import { citationsOf, sourceFault } from './sources.ts';

/** The codes of `next`: straight apostrophes, both labels there, replacements that exist. Published lists are reproduced as they were. */
export function checkCodelists({ version, codelists, schema }: Model): Problem[] {
  const used = new Set([...subschemas(schema)].map(([, node]) => node['x-codelist']));
  return Object.entries(codelists).flatMap(([name, codes]) => {
    const file = `schema/${version}/codelists/${name}.csv`;
    if (!used.has(name)) return [{ file, ...UNUSED }];
    return codes.flatMap((code) =>
      faults(code, codes).map(([fr, en]) => ({ file, fr: `« ${code.code} » : ${fr}`, en: `“${code.code}”: ${en}` })),
    );
  });
}

const UNUSED: Texts = {
  fr: 'le schéma ne se sert pas de cette liste ; retirez le fichier, ou citez-la par « x-codelist »',
  en: 'the schema does not use this list; remove the file, or refer to it by “x-codelist”',
};

function faults(
  { code, libelle, label_en, description, source, replaced_by, deprecated }: Code,
  codes: Code[],
): [string, string][] {
  const found: [string, string][] = [];
  if (code.includes('\u2019'))
    found.push([
      "apostrophe typographique dans un code : elle a déjà cassé des données ; écrivez l'apostrophe droite « ' »",
      "typographic apostrophe in a code: it broke data before; write the straight one “'”",
    ]);
  if (code !== code.trim() || code === '') found.push(['code vide ou bordé de blancs', 'code empty or with blanks around it']);
  if (code !== code.normalize('NFC'))
    found.push(['les accents ne sont pas composés (forme NFC attendue)', 'accents are not composed (NFC expected)']);
  for (const [key, text] of Object.entries({ libelle, label_en, description, source })) {
    if (text.trim() === '') found.push([`la colonne « ${key} » est vide`, `column “${key}” is empty`]);
    if (text.includes('\u2019'))
      found.push([
        `apostrophe typographique dans la colonne « ${key} » ; écrivez l'apostrophe droite « ' »`,
        `typographic apostrophe in column “${key}”; write the straight one “'”`,
      ]);
  }
  if (replaced_by !== '' && deprecated === '')
    found.push(['remplacé sans être déprécié : remplissez « deprecated »', 'replaced but not deprecated: fill in “deprecated”']);
  if (replaced_by !== '' && !codes.some((other) => other.code === replaced_by))
    found.push([`le code de remplacement « ${replaced_by} » n'existe pas`, `the replacement “${replaced_by}” does not exist`]);
  return found;
}

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
      factFaults(code, formerOf(code, name, published), newest ?? '', citations).map(({ fr, en }) => ({
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

function factFaults(code: Code, former: Code | undefined, newest: string, citations: Citations): Texts[] {
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
