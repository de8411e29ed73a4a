import { readSource, type SourceText } from '../../model/source-text.ts';
import { compareVersions, type Release } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { following } from '../errata/decide.ts';
import { metaCheck } from './meta-schema.ts';
import { citedId, readCitations, type Citations } from '../../model/citation.ts';
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
  const texts = files.get('legal-texts.yaml') ?? '';
  const known = new Set(Object.keys(readSource(texts).value ?? {}));
  return [
    ...metaCheck(files, 'organisation.schema.json')('schema/organisation.json', files.get('organisation.json') ?? '').problems,
    ...[...files]
      .filter(([path]) => path.endsWith('/known-defects.yaml'))
      .flatMap(([path, text]) => defects(`schema/${path}`, text).problems),
    ...models.flatMap((model) => unknownSources(model, known)),
  ];
}

/**
 * Checks the files that all others cite: legal texts and releases. Runs first, because an error there would be reported again for
 * each citing file.
 */
export const checkShared = (files: SchemaFiles): Problem[] => [
  ...metaCheck(files, 'legal-texts.schema.json')('schema/legal-texts.yaml', files.get('legal-texts.yaml') ?? '').problems,
  ...releaseProblems(files),
];

/** The index must follow its meta-schema and name exactly one version in force, on which all statements about the law rely. */
function releaseProblems(files: SchemaFiles): Problem[] {
  const file = 'schema/releases.json';
  const { problems, source } = metaCheck(files, 'releases.schema.json')(file, files.get('releases.json') ?? '');
  if (problems.length > 0) return problems;
  const { releases } = source.value as { releases: Release[] };
  const misplaced = folderProblems(file, source, files, releases);
  if (misplaced.length > 0) return misplaced;
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

function unknownSources({ version, schema }: Model, known: Set<string>): Problem[] {
  return [...subschemas(schema)].flatMap(([pointer, node]) => {
    const id = node['x-source']?.split(',')[0];
    if (id === undefined || known.has(id)) return [];
    return [
      {
        file: `schema/${version}`,
        about: { message: 'source.unknown-text', at: pointer, name: id },
        ...textsOf(CHECKS, (say) => say['source.unknown-text']({ pointer, id })),
      },
    ];
  });
}

/** Cited where no text asks for something yet: the source then says why it is proposed. */
const PROPOSAL = 'proposition';

/** Identifiers used in place of a legal text. Neither proves that something was wrong before. */
export const NO_TEXT: readonly string[] = ['referentiel', PROPOSAL];

export const citationsOf = (files: SchemaFiles): Citations => readCitations(files.get('legal-texts.yaml') ?? '');

/** Checks the source of a rule. The meta-schema reports a missing one. */
export function sourceFaults(rule: unknown, files: SchemaFiles): Fault[] {
  const text = valueAt(rule, '/source/text');
  if (typeof text !== 'string' || text.trim() === '' || isUnwritten(text)) return [];
  const hasNote = isObject(valueAt(rule, '/source/note'));
  const fault = hasNote && citedId(text) === PROPOSAL ? undefined : sourceFault(text, citationsOf(files));
  return fault ? [{ at: '/source/text', texts: fault }] : [];
}

/**
 * Returns what is wrong with a cited source, or undefined: it names no text, or it is a proposal without a reason. `mayPropose`: whether `proposition` is accepted in place of a text.
 */
export function sourceFault(source: string, citations: Citations, mayPropose = true): Texts | undefined {
  const id = citedId(source);
  if (id === PROPOSAL && !/[,;].*\p{L}/su.test(source)) return textsOf(CHECKS, (say) => say['source.no-reason']());
  if (citations.has(id)) return undefined;
  const [first, second, third] = meantBy(id, citations);
  return textsOf(CHECKS, (say) => say['source.unknown']({ id, first, second, third, mayPropose }));
}

/** Suggests identifiers: those of texts whose name was written instead, otherwise the most similar one. */
function meantBy(written: string, citations: Citations): string[] {
  const begins = (name: string): boolean => name.toLowerCase().startsWith(written.toLowerCase());
  const named = [...citations].filter(([, { fr, en }]) => written !== '' && (begins(fr) || begins(en))).map(([id]) => id);
  return named.length > 0 ? named.slice(0, 3) : nearest(written, [...citations.keys()], 1);
}
