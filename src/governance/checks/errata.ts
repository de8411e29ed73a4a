import { readSource, type SourceText } from '../../model/source-text.ts';
import { citedId } from '../../model/citation.ts';
import type { Erratum, ErratumShare } from '../../model/errata.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import type { Texts } from '../../model/types.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';
import { type Fault, problemOf, checkMarkdown } from './faults.ts';
import { legalTextsOf, NO_TEXT, sourceFault } from './sources.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

const ERRATA = /^(next|\d+\.\d+\.\d+)\/errata\.yaml$/;

/** Checks that each list of errata follows its meta-schema, names each change once, and cites known texts. */
export function checkErrata(files: SchemaFiles): Problem[] {
  const check = metaCheck(files, 'errata.schema.json');
  return [...files].flatMap(([path, text]) => {
    if (!ERRATA.test(path)) return [];
    const file = `schema/${path}`;
    const { source, problems } = check(file, text);
    if (problems.length > 0) return problems;
    const errata = source.value as Erratum[];
    const faults = [...repeated(errata), ...unknownSources(errata, files), ...impossible(errata)];
    return [...faults.map((fault) => problemOf(file, source, fault)), ...checkMarkdown(file, source)];
  });
}

/** Parses a file of errata. `errata` is empty if it violates the meta-schema. */
export function readErrata(files: SchemaFiles, file: string, text: string): { errata: Erratum[]; problems: Problem[] } {
  const { source, problems } = metaCheck(files, 'errata.schema.json')(file, text);
  return { errata: problems.length > 0 ? [] : (source.value as Erratum[]), problems };
}

/** Reports the errata of `next` that no longer excuse a break, because the change was undone or changed again. */
export function staleProblems(stale: readonly Erratum[], text: string): Problem[] {
  const source = readSource(text);
  return stale.map(({ fingerprint, title }) =>
    problemOf('schema/next/errata.yaml', source, { at: placeOf(source, fingerprint), texts: isStale(fingerprint, title) }),
  );
}

const placeOf = ({ value }: SourceText, fingerprint: string): string =>
  `/${(value as Erratum[]).findIndex((entry) => entry.fingerprint === fingerprint)}/fingerprint`;

const repeated = (errata: readonly Erratum[]): Fault[] =>
  errata.flatMap(({ fingerprint }, i) =>
    errata.findIndex((other) => other.fingerprint === fingerprint) < i
      ? [{ at: `/${i}/fingerprint`, texts: standsTwice(fingerprint) }]
      : [],
  );

function unknownSources(errata: readonly Erratum[], files: SchemaFiles): Fault[] {
  const citations = legalTextsOf(files);
  return errata.flatMap((erratum, i) => {
    if (erratum.kind !== 'narrowing') return [];
    const id = citedId(erratum.source.text);
    const texts = NO_TEXT.includes(id) ? noText(id) : sourceFault(erratum.source.text, citations, false);
    return texts ? [{ at: `/${i}/source/text`, texts }] : [];
  });
}

/** Reports impossible values: shares greater than the number of measured records, and days that do not exist. */
const impossible = (errata: readonly Erratum[]): Fault[] =>
  errata.flatMap((erratum, i) => [
    ...(isDay(erratum.approved.when) ? [] : [{ at: `/${i}/approved/when`, texts: noDay(erratum.approved.when) }]),
    ...(erratum.kind === 'narrowing' ? impossibleShare(erratum.share, `/${i}/share`) : []),
  ]);

const impossibleShare = ({ hit, of, measured }: ErratumShare, at: string): Fault[] => [
  ...(isDay(measured) ? [] : [{ at: `${at}/measured`, texts: noDay(measured) }]),
  ...(hit <= of ? [] : [{ at: `${at}/hit`, texts: tooMany(hit, of) }]),
];

const noDay = (day: string): Texts => textsOf(CHECKS, (say) => say['erratum.day']({ day }));

const tooMany = (hit: number, of: number): Texts => textsOf(CHECKS, (say) => say['erratum.share']({ hit, of }));

/** A narrowing needs a legal text: without one, what was accepted before was not wrong. */
const noText = (id: string): Texts => textsOf(CHECKS, (say) => say['erratum.no-text']({ id }));

const standsTwice = (fingerprint: string): Texts => textsOf(CHECKS, (say) => say['erratum.twice']({ fingerprint }));

const isStale = (fingerprint: string, title: Texts): Texts =>
  textsOf(CHECKS, (say) => say['erratum.no-break']({ fingerprint, title }));
