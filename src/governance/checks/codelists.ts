import type { Code, Model, Texts } from '../../model/types.ts';
import { readSource } from '../../model/source-text.ts';
import { subschemas } from '../../model/tree.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import type { LegalTexts } from '../../model/citation.ts';
import { readCodelists } from '../../model/codelists.ts';
import { publishedAmong } from '../../model/published.ts';
import { lineOfCode } from '../gate/refusal.ts';
import { codeDeprecation } from './deprecations.ts';
import { isUnwritten, problemOf, unwrittenFaults } from './faults.ts';
import { legalTextsOf, sourceFault } from './sources.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/**
 * Checks the codes of `next`: straight apostrophes, both labels present, existing replacements. Published lists are kept as they
 * were.
 */
export function checkCodelists({ version, codelists, schema }: Model): Problem[] {
  const used = new Set([...subschemas(schema)].map(([, node]) => node['x-codelist']));
  return Object.entries(codelists).flatMap(([name, codes]) => {
    const file = `schema/${version}/codelists/${name}.csv`;
    if (!used.has(name)) return [{ file, ...UNUSED }];
    return codes.flatMap((code) => faults(code, codes).map((fault) => ({ file, ...ofCode(code, fault) })));
  });
}

/** Whether two codes differ by capitals, accents or signs only. */
export const alike = (a: string, b: string): boolean => a !== b && plain(a) === plain(b);

const plain = (code: string): string =>
  code
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** What is wrong with a code. `message` and `name`: which fault it is and of what column, where somebody asks for it. */
type CodeFault = Texts & { message?: string; name?: string };

const ofCode = ({ code }: Code, { fr, en, ...about }: CodeFault): Omit<Problem, 'file'> => ({
  about: { ...about, code },
  ...textsOf(CHECKS, (say) => say['codelist.code']({ code, said: { fr, en } })),
});

const UNUSED: Texts = textsOf(CHECKS, (say) => say['codelist.unused']());

function faults({ code, libelle, label_en, description, source, replaced_by, deprecated }: Code, codes: Code[]): CodeFault[] {
  const found: CodeFault[] = [];
  if (code.includes('\u2019'))
    found.push({ message: 'codelist.apostrophe', ...textsOf(CHECKS, (say) => say['codelist.apostrophe']()) });
  if (code !== code.trim() || code === '') found.push(textsOf(CHECKS, (say) => say['codelist.blank']()));
  if (code !== code.normalize('NFC')) found.push(textsOf(CHECKS, (say) => say['codelist.accents']()));
  const near = codes.find((other) => other.code < code && alike(other.code, code));
  if (near) found.push(textsOf(CHECKS, (say) => say['codelist.alike']({ other: near.code })));
  for (const [key, text] of Object.entries({ libelle, label_en, description, source })) {
    const add = (message: 'codelist.empty-column' | 'codelist.column-apostrophe'): number =>
      found.push({ message, name: key, ...textsOf(CHECKS, (say) => say[message]({ column: key })) });
    if (text.trim() === '') add('codelist.empty-column');
    if (text.includes('\u2019')) add('codelist.column-apostrophe');
  }
  if (replaced_by !== '' && deprecated === '') found.push(textsOf(CHECKS, (say) => say['codelist.replaced-not-deprecated']()));
  if (replaced_by !== '' && !codes.some((other) => other.code === replaced_by))
    found.push(textsOf(CHECKS, (say) => say['codelist.unknown-replacement']({ replacement: replaced_by })));
  return found;
}

/**
 * Checks that each code of `next` cites a known text, that codes absent from the newest published version have `next` in `since`,
 * and likewise newly deprecated ones in `deprecated`: the release will write the number. Codes already published must not say
 * `next`.
 */
export function checkCodeFacts(files: SchemaFiles): Problem[] {
  const newest = publishedAmong(files.keys()).at(-1);
  const published = newest === undefined ? {} : listsOf(files, newest);
  const citations = legalTextsOf(files);
  return Object.entries(listsOf(files, 'next')).flatMap(([name, codes]) => {
    const path = `next/codelists/${name}.csv`;
    return codes.flatMap((code) =>
      factFaults(code, formerOf(code, name, published), newest ?? '', citations).map((fault) => ({
        file: `schema/${path}`,
        place: lineOfCode(files.get(path) ?? '', code.code),
        ...ofCode(code, fault),
      })),
    );
  });
}

const DESCRIPTIONS = 'codelist-descriptions.yaml';

/**
 * Checks that each code of any version is described in English in `codelist-descriptions.yaml`, where nothing else is described. The French description of a
 * code may be corrected from one version to another, the English one holds for all.
 */
export function checkCodeDescriptions(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const file = `schema/${DESCRIPTIONS}`;
  const source = readSource(files.get(DESCRIPTIONS) ?? '');
  const problem = (at: string, texts: Texts): Problem => ({ file, place: source.place(at), ...texts });
  if (!isObject(source.value))
    return [
      problem(
        '',
        textsOf(CHECKS, (say) => say['description.shape']()),
      ),
    ];
  const lists = source.value;
  const codes = codesOf(models);
  const wrong = Object.entries(lists).flatMap(([list, described]): Problem[] => {
    const at = child('', list);
    if (!isObject(described))
      return [
        problem(
          at,
          textsOf(CHECKS, (say) => say['description.shape']()),
        ),
      ];
    return Object.entries(described).flatMap(([code, text]) => {
      const said = descriptionFault(text, codes.get(list)?.get(code), { list, code });
      return said ? [problem(child(at, code), said)] : [];
    });
  });
  const missing = [...codes].flatMap(([list, known]) => {
    const described = Object.hasOwn(lists, list) ? lists[list] : {};
    if (!isObject(described)) return [];
    const left = [...known.keys()].filter((code) => !Object.hasOwn(described, code));
    return left.map((code) =>
      problem(
        child('', list),
        textsOf(CHECKS, (say) => say['description.missing']({ list, code, hasList: Object.hasOwn(lists, list) })),
      ),
    );
  });
  return [...wrong, ...missing];
}

/** What is wrong with the English description of a code. `french`: what versions say of it; undefined where none has the code. */
function descriptionFault(
  text: unknown,
  french: ReadonlySet<string> | undefined,
  { list, code }: { list: string; code: string },
): Texts | undefined {
  if (french === undefined) return textsOf(CHECKS, (say) => say['description.unused']({ list, code }));
  if (typeof text !== 'string' || text.trim() === '') return textsOf(CHECKS, (say) => say['description.empty']({ code }));
  return french.has(text) ? textsOf(CHECKS, (say) => say['description.french']({ code })) : undefined;
}

/** The codes of all versions by list, with the French descriptions that they have. */
function codesOf(models: readonly Model[]): Map<string, Map<string, Set<string>>> {
  const lists = new Map<string, Map<string, Set<string>>>();
  for (const { codelists } of models)
    for (const [list, codes] of Object.entries(codelists)) {
      const known = lists.get(list) ?? new Map<string, Set<string>>();
      lists.set(list, known);
      for (const { code, description } of codes) known.set(code, (known.get(code) ?? new Set()).add(description));
    }
  return lists;
}

/** Reports the descriptions in English that are still to be written. */
export function unwrittenDescriptions(files: SchemaFiles): Problem[] {
  const source = readSource(files.get(DESCRIPTIONS) ?? '');
  return unwrittenFaults(source.value).map((fault) => problemOf(`schema/${DESCRIPTIONS}`, source, fault));
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

/** The published code: from the list of the same name, or from any list if this one is new, since it may split an older one. */
const formerOf = ({ code }: Code, name: string, published: Lists): Code | undefined =>
  (Object.hasOwn(published, name) ? (published[name] ?? []) : Object.values(published).flat()).find(
    (other) => other.code === code,
  );

function factFaults(code: Code, former: Code | undefined, newest: string, citations: LegalTexts): CodeFault[] {
  const { libelle, label_en, description, source, since, deprecated } = code;
  const cited = source.trim() === '' ? undefined : sourceFault(source, citations);
  const unwritten = Object.entries({ libelle, label_en, description, source }).filter(([, text]) => isUnwritten(text));
  return [
    ...unwritten.map(([column]) => textsOf(CHECKS, (say) => say['codelist.unwritten']({ column }))),
    ...(cited ? [{ message: 'source.unknown', ...cited }] : []),
    ...(former ? ofFormer(since, former.since, newest) : newColumn('since', since)),
    ...(deprecated === '' || former?.deprecated === deprecated
      ? []
      : [...newColumn('deprecated', deprecated), ...codeDeprecation(code)]),
  ];
}

const newColumn = (column: 'since' | 'deprecated', written: string): Texts[] =>
  written === 'next' ? [] : [SAY[column](written)];

const ofFormer = (since: string, published: string, newest: string): Texts[] =>
  since === 'next' && published !== 'next' ? [notNew(published, newest)] : [];

const found = (written: string): Texts =>
  written === ''
    ? textsOf(CHECKS, (say) => say['codelist.is-empty']())
    : textsOf(CHECKS, (say) => say['codelist.says']({ written }));

const SAY: Record<'since' | 'deprecated', (written: string) => Texts> = {
  since: (written) => textsOf(CHECKS, (say) => say['codelist.new-code']({ written: found(written) })),
  deprecated: (written) => textsOf(CHECKS, (say) => say['codelist.deprecated-now']({ written: found(written) })),
};

const notNew = (since: string, newest: string): Texts => textsOf(CHECKS, (say) => say['codelist.not-new']({ newest, since }));
