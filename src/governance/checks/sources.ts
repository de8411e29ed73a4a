import type { SourceText } from '../../model/source-text.ts';
import { compareVersions, type Release } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { following } from '../errata/decide.ts';
import { metaCheck } from './meta-schema.ts';
import { articlesOf, citedId, citedIn, readLegalTexts, type LegalTexts } from '../../model/citation.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';
import { type Fault, isUnwritten } from './faults.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/**
 * Checks that each `x-source` names a text of `legal-texts.yaml`, and that the list of teams and the lists of known defects
 * follow their meta-schemas.
 */
export function checkSources(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const defects = metaCheck(files, 'known-defects.schema.json');
  const legal = legalTextsOf(files);
  return [
    ...metaCheck(files, 'organisation.schema.json')('schema/organisation.json', files.get('organisation.json') ?? '').problems,
    ...[...files]
      .filter(([path]) => path.endsWith('/known-defects.yaml'))
      .flatMap(([path, text]) => defects(`schema/${path}`, text).problems),
    ...models.flatMap((model) => unknownSources(model, legal)),
    ...namedArticles(textsOfDraft(files), legal),
  ];
}

/** The files of the draft whose texts people read. */
const textsOfDraft = (files: SchemaFiles): Map<string, string> =>
  new Map(
    [...files]
      .filter(([path]) =>
        /^(fields\/.*\.yaml|codelist-descriptions\.yaml|next\/(rules\/.*\.yaml|codelists\/.*\.csv))$/.test(path),
      )
      .map(([path, text]) => [`schema/${path}`, text]),
  );

/** Reports the articles that texts name (« R. 2196-1 ») and of which no entry says how far they were read. `texts`: by path from the top of the repository. */
export function namedArticles(texts: ReadonlyMap<string, string>, legal: LegalTexts): Problem[] {
  const known = new Set([...legal.values()].flatMap(({ of, place }) => (of === undefined ? [] : articlesIn(place?.fr ?? ''))));
  return [...texts].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, i) =>
      articlesIn(line)
        .filter((article) => !known.has(article))
        .map((article) => ({
          file,
          place: { line: i + 1, column: line.indexOf(article) + 1 },
          ...textsOf(CHECKS, (say) => say['source.unknown-article']({ article })),
        })),
    ),
  );
}

const articlesIn = (text: string): string[] => text.match(/\b[LRD]\. [0-9]+(?:-[0-9]+)+/g) ?? [];

/**
 * Checks the files that all others cite: legal texts and releases. Runs first, because an error there would be reported again for
 * each citing file.
 */
export function checkShared(files: SchemaFiles): Problem[] {
  const problems = legalProblems(files);
  return [...problems, ...releaseProblems(files, problems.length === 0 ? legalTextsOf(files) : undefined)];
}

/** The list must follow its meta-schema, and each entry that it names must be there; an article is one of a text. */
function legalProblems(files: SchemaFiles): Problem[] {
  const file = 'schema/legal-texts.yaml';
  const { problems, source } = metaCheck(files, 'legal-texts.schema.json')(file, files.get('legal-texts.yaml') ?? '');
  if (problems.length > 0) return problems;
  const legal = legalTextsOf(files);
  return [...legal].flatMap(([id, { of, amends = [], replaces = [] }]) =>
    [
      ...(of === undefined ? [] : [{ named: of, at: `/${id}/of`, fits: legal.get(of)?.of === undefined }]),
      ...amends.map((named, i) => ({ named, at: `/${id}/amends/${i}`, fits: true })),
      ...replaces.map((named, i) => ({ named, at: `/${id}/replaces/${i}`, fits: true })),
    ].flatMap(({ named, at, fits }) => {
      if (fits && legal.has(named)) return [];
      return [
        { file, place: source.place(at), ...textsOf(CHECKS, (say) => say['source.no-entry']({ id: named, whole: !fits })) },
      ];
    }),
  );
}

/** The index must follow its meta-schema and name exactly one version in force, on which all statements about the law rely. */
function releaseProblems(files: SchemaFiles, legal: LegalTexts | undefined): Problem[] {
  const file = 'schema/releases.json';
  const { problems, source } = metaCheck(files, 'releases.schema.json')(file, files.get('releases.json') ?? '');
  if (problems.length > 0) return problems;
  const { releases } = source.value as { releases: Release[] };
  const misplaced = folderProblems(file, source, files, releases);
  if (misplaced.length > 0) return misplaced;
  const unknown = legal ? unknownTexts(file, source, releases, legal) : [];
  if (unknown.length > 0) return unknown;
  const expected = expectedProblems(file, source, releases);
  if (expected.length > 0) return expected;
  const inForce = releases.filter(({ status }) => status === 'en vigueur').map(({ version }) => version);
  if (inForce.length === 1) return [];
  return [
    {
      file,
      place: source.place('/releases'),
      ...textsOf(CHECKS, (say) => say['source.in-force']({ versions: inForce })),
    },
  ];
}

/** A version names the texts that it follows by their identifiers. */
const unknownTexts = (file: string, source: SourceText, releases: readonly Release[], legal: LegalTexts): Problem[] =>
  releases.flatMap(({ legalTexts = [] }, i) =>
    legalTexts.flatMap((id, j): Problem[] =>
      legal.has(id)
        ? []
        : [
            {
              file,
              place: source.place(`/releases/${i}/legalTexts/${j}`),
              ...textsOf(CHECKS, (say) => say['source.no-entry']({ id, whole: false })),
            },
          ],
    ),
  );

/** The draft expects a number above that of the newest published version. */
function expectedProblems(file: string, source: SourceText, releases: readonly Release[]): Problem[] {
  const [newest, draft] = [releases.at(-2)?.version, releases.at(-1)?.expectedVersion];
  if (newest === undefined || draft === undefined || compareVersions(newest, draft) < 0) return [];
  return [
    {
      file,
      place: source.place(`/releases/${releases.length - 1}/expectedVersion`),
      ...textsOf(CHECKS, (say) => say['source.not-newer']({ version: draft, newest, following: following(newest, 'minor') })),
    },
  ];
}

/** Each entry has its folder and each folder its entry, in the order of the versions. */
function folderProblems(file: string, source: SourceText, files: SchemaFiles, releases: readonly Release[]): Problem[] {
  const listed = releases.map(({ version }) => version);
  const folders = [...new Set([...files.keys()].flatMap((path) => /^(\d+\.\d+\.\d+)\//.exec(path)?.[1] ?? []))];
  return [
    ...listed.flatMap((version, i): Problem[] => {
      const place = source.place(`/releases/${i}/version`);
      const before = listed[i - 1];
      if (before !== undefined && compareVersions(before, version) >= 0)
        return [{ file, place, ...textsOf(CHECKS, (say) => say['source.order']()) }];
      if (version === 'next' || folders.includes(version)) return [];
      return [{ file, place, ...textsOf(CHECKS, (say) => say['source.no-folder']({ version })) }];
    }),
    ...(listed.at(-1) === 'next' ? [] : [{ file, ...textsOf(CHECKS, (say) => say['source.order']()) }]),
    ...folders
      .filter((version) => !listed.includes(version))
      .map((version) => ({ file, ...textsOf(CHECKS, (say) => say['source.not-listed']({ version })) })),
  ];
}

/** A published version cites its texts as it did when it was published; of the draft, each article has an entry too. */
function unknownSources({ version, schema }: Model, legal: LegalTexts): Problem[] {
  const file = `schema/${version}`;
  return [...subschemas(schema)].flatMap(([pointer, node]): Problem[] => {
    const source = node['x-source'];
    if (source === undefined) return [];
    const id = unknownId(source, legal);
    if (id !== undefined) {
      const texts = textsOf(CHECKS, (say) => say['source.unknown-text']({ pointer, id, meant: meantBy(id, legal)[0] }));
      return [{ file, about: { message: 'source.unknown-text', at: pointer, name: id }, ...texts }];
    }
    const place = version === 'next' ? unknownPlace(source, legal) : undefined;
    if (place === undefined) return [];
    const texts = textsOf(CHECKS, (say) => say['source.unknown-place']({ pointer, ...place }));
    return [{ file, about: { message: 'source.unknown-place', at: pointer, name: source }, ...texts }];
  });
}

/** Cited where no text asks for something yet: the source then says why it is proposed. */
const PROPOSAL = 'proposition';

/** Identifiers used in place of a legal text. Neither proves that something was wrong before. */
export const NO_TEXT: readonly string[] = ['referentiel', PROPOSAL];

export const legalTextsOf = (files: SchemaFiles): LegalTexts => readLegalTexts(files.get('legal-texts.yaml') ?? '');

/** The first identifier of a source that is no entry. It begins with one; after a semicolon words may stand as well. */
const unknownId = (source: string, legal: LegalTexts): string | undefined =>
  citedIn(source).find(({ id }, i) => (i === 0 || IDENTIFIER.test(id)) && !legal.has(id))?.id;

/** Written as identifiers of texts are: words of a sentence have spaces between them. */
const IDENTIFIER = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

/** The first article or annex of a text of law that a source names and that is no entry, with the most similar one that is. */
function unknownPlace(source: string, legal: LegalTexts): { id: string; place: string; meant: string | undefined } | undefined {
  for (const { id, place } of citedIn(source)) {
    if (legal.get(id)?.kind !== 'droit' || !/^(articles?|annexe?) /i.test(place)) continue;
    const places = articlesOf(id, legal).flatMap(([, { place: own }]) => own ?? []);
    if (isEntry(place, places) || articlesNamed(place).every((article) => isEntry(article, places))) continue;
    const [meant] = nearest(
      place,
      places.map(({ fr }) => fr),
      1,
    );
    return { id, place, meant };
  }
  return undefined;
}

/** Whether a place is that of an entry. What is cited within an annex is part of it. */
const isEntry = (place: string, places: readonly Texts[]): boolean =>
  places.some(({ fr, en }) => [fr, en].some((own) => own === place || (/^annex/.test(own) && place.startsWith(`${own}, `))));

/** « articles R. 2196-1, R. 3131-1 »: each of them. */
const articlesNamed = (place: string): string[] =>
  /^articles /i.test(place)
    ? place
        .replace(/^articles /i, '')
        .split(/, | et | and /)
        .map((one) => `article ${one}`)
    : [place];

/** Checks the source of a rule. The meta-schema reports a missing one. */
export function sourceFaults(rule: unknown, files: SchemaFiles): Fault[] {
  const text = valueAt(rule, '/source/text');
  if (typeof text !== 'string' || text.trim() === '' || isUnwritten(text)) return [];
  const hasNote = isObject(valueAt(rule, '/source/note'));
  const fault = hasNote && citedId(text) === PROPOSAL ? undefined : sourceFault(text, legalTextsOf(files));
  return fault ? [{ at: '/source/text', texts: fault }] : [];
}

/**
 * Returns what is wrong with a cited source, or undefined: it names no text, an article that is no entry, or it is a proposal without a reason. `mayPropose`: whether
 * `proposition` is accepted in place of a text.
 */
export function sourceFault(source: string, legal: LegalTexts, mayPropose = true): Texts | undefined {
  if (citedId(source) === PROPOSAL && !/[,;].*\p{L}/su.test(source)) return textsOf(CHECKS, (say) => say['source.no-reason']());
  const id = unknownId(source, legal);
  if (id === undefined) {
    const place = unknownPlace(source, legal);
    return place && textsOf(CHECKS, (say) => say['source.unknown-place']({ pointer: undefined, ...place }));
  }
  const [first, second, third] = meantBy(id, legal);
  return textsOf(CHECKS, (say) => say['source.unknown']({ id, first, second, third, mayPropose }));
}

/** Suggests identifiers: those of texts whose name was written instead, otherwise the most similar one. */
function meantBy(written: string, legal: LegalTexts): string[] {
  const begins = (name: string): boolean => name.toLowerCase().startsWith(written.toLowerCase());
  const texts = [...legal].filter(([, { of }]) => of === undefined);
  const named = texts.filter(([, { name }]) => written !== '' && (begins(name.fr) || begins(name.en))).map(([id]) => id);
  return named.length > 0 ? named.slice(0, 3) : nearest(written, [...legal.keys()], 1);
}
