/** The examples of a version are tests: the valid ones conform, each invalid one gives exactly the findings written beside it. */
import type { Texts } from '../../model/types.ts';
import { compare, displaced, isForecast, type Found, parseExpected, type Expected } from './expected.ts';
import type { Problem } from '../problem.ts';
import { parseJson } from '../../read/json/parse.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { written as writtenPlace } from './change.ts';
import { Examples } from './origin.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** The whole check of a file's text against a version, as users run it. */
export type CheckText = (text: string, version: string) => readonly Found[];

/** Files of `examples/<version>/` by path from there: `valid/<name>.json`, `invalid/<code>--<name>.json`, … */
export type ExampleFiles = ReadonlyMap<string, string>;

const FINDINGS = '.findings.json';
const NAME = '[a-z0-9]+(?:[-.][a-z0-9]+)*';
const VALID_NAME = new RegExp(`^${NAME}$`);
const INVALID_NAME = new RegExp(`^([a-z][A-Za-z0-9.]*(?:-[A-Za-z0-9.]+)*)--${NAME}$`);

/** Each thing that is wrong with the examples of a version, with the file and the way out. */
export function checkExamples(files: ExampleFiles, version: string, check: CheckText): Problem[] {
  return [...files].flatMap(([path, text]) =>
    faultsOf(path, text, files, (content) => check(content, version)).map((texts) => ({
      file: `examples/${version}/${path}`,
      ...texts,
    })),
  );
}

/** True for the files that hold an example, and not what is expected of it. */
export const isExample = (path: string): boolean =>
  /^(?:valid|invalid)\/[^/]+\.(?:json|xml)$/.test(path) && !path.endsWith(FINDINGS);

/** What the sentences about an example need of it: whether it is a case of a table, and the text in which its findings have their places. */
type Shown = { isCase: boolean; text: string };

function faultsOf(path: string, text: string, files: ExampleFiles, check: (text: string) => readonly Found[]): Texts[] {
  if (path === 'README.md') return [];
  if (/^(?:in)?valid\//.test(path) && path.endsWith(FINDINGS)) return orphanFaults(path, files);
  if (!isExample(path)) return [SENTENCES.misplaced()];
  const [folder, stem = ''] = path.replace(/\.(?:json|xml)$/, '').split('/');
  const shown = { isCase: files instanceof Examples && files.origins.has(path), text };
  return folder === 'valid' ? validFaults(stem, files, check(text), shown) : invalidFaults(stem, files, () => check(text), shown);
}

function orphanFaults(path: string, files: ExampleFiles): Texts[] {
  const stem = path.slice(0, -FINDINGS.length);
  return files.has(`${stem}.json`) || files.has(`${stem}.xml`) ? [] : [SENTENCES.orphan()];
}

/** A conforming file may have findings of lesser severity, if they are written beside it. */
function validFaults(stem: string, files: ExampleFiles, found: readonly Found[], shown: Shown): Texts[] {
  const text = files.get(`valid/${stem}${FINDINGS}`);
  const expected = text === undefined ? { findings: [] } : parseExpected(text);
  if (!expected) return [SENTENCES.badFindings()];
  const isError = ({ severity = 'error' }: Found) => severity === 'error';
  const { moved, renamed, missing, surplus } = displaced(compare(expected.findings, found));
  const errors = found.filter(isError);
  return [
    ...(VALID_NAME.test(stem) ? [] : [SENTENCES.badValidName()]),
    ...errors.map(SENTENCES.notConforming),
    // Findings expected of conforming data are only compared once the data conform.
    ...(errors.length > 0 ? [] : missing.map((finding) => SENTENCES.missing(finding, found.length === 0))),
    ...moved.filter((pair) => !isError(pair.found)).map((pair) => SENTENCES.moved(pair, shown)),
    ...renamed.filter((pair) => !isError(pair.found)).map((pair) => SENTENCES.renamed(pair, shown)),
    ...surplus.filter((finding) => !isError(finding)).map((finding) => SENTENCES.unannounced(finding, shown)),
  ];
}

function invalidFaults(stem: string, files: ExampleFiles, check: () => readonly Found[], shown: Shown): Texts[] {
  const code = INVALID_NAME.exec(stem)?.[1];
  if (code === undefined) return [SENTENCES.badName()];
  const text = files.get(`invalid/${stem}${FINDINGS}`);
  if (text === undefined) return [SENTENCES.noFindings(`${stem}${FINDINGS}`)];
  const expected = parseExpected(text);
  if (!expected) return [SENTENCES.badFindings()];
  const [first, ...others] = expected.findings;
  if (!first) return [SENTENCES.nothingExpected()];
  const found = check();
  const { moved, renamed, missing, surplus } = displaced(compare(expected.findings, found));
  return [
    ...(first.code === code ? [] : [SENTENCES.otherCode(first.code)]),
    ...(others.some(({ code: other }) => !isForecast(other)) && expected.note === undefined ? [SENTENCES.severalExpected()] : []),
    ...missing.map((finding) => SENTENCES.missing(finding, found.length === 0)),
    ...moved.map((pair) => SENTENCES.moved(pair, shown)),
    ...renamed.map((pair) => SENTENCES.renamed(pair, shown)),
    ...surplus.map((finding) => (isForecast(finding.code) ? SENTENCES.unannounced(finding, shown) : SENTENCES.surplus(finding))),
  ];
}

const place = (path: string, root: string): string => (path === '' ? root : path);
const named = (property: string | undefined): string => (property === undefined ? '' : ` (${property})`);

const reported = ({ code, path, property }: Expected, root: string): string => `${code}${named(property)}, ${place(path, root)}`;

/** The codes of rules are their ids; those of the schema and of the readers have a family before a dot. */
const isRule = ({ code }: Expected): boolean => !code.includes('.');

/** A finding as one writes it: the whole in a case; in a `.findings.json` what is wrong of it, its place or its code. */
const written = (finding: Expected, { isCase, text }: Shown, wrong: 'path' | 'code'): string => {
  const { code, path, property } = finding;
  if (isCase) return `{ ${code}: ${writtenPlace([...tokens(path), ...(property === undefined ? [] : [property])], parseJson(text))} }`;
  const members = [wrong, 'property'] as const;
  return members.flatMap((name) => (finding[name] === undefined ? [] : [`"${name}": ${JSON.stringify(finding[name])}`])).join(', ');
};

/** The sentences about a faulty example, with the remedy. */
const SENTENCES = {
  notConforming: ({ said, ...finding }: Found): Texts => (textsOf(EXAMPLES, (say) => say['not-conforming']({ finding: reported(finding, say.root()), said, isRule: isRule(finding) }))),
  badName: (): Texts => (textsOf(EXAMPLES, (say) => say['bad-name']())),
  badValidName: (): Texts => (textsOf(EXAMPLES, (say) => say['bad-valid-name']())),
  misplaced: (): Texts => (textsOf(EXAMPLES, (say) => say.misplaced())),
  noFindings: (name: string): Texts => (textsOf(EXAMPLES, (say) => say['no-findings']({ name }))),
  orphan: (): Texts => (textsOf(EXAMPLES, (say) => say.orphan())),
  badFindings: (): Texts => (textsOf(EXAMPLES, (say) => say['bad-findings']())),
  nothingExpected: (): Texts => (textsOf(EXAMPLES, (say) => say['nothing-expected']())),
  severalExpected: (): Texts => (textsOf(EXAMPLES, (say) => say['several-expected']())),
  otherCode: (code: string): Texts => (textsOf(EXAMPLES, (say) => say['other-code']({ code }))),
  /** `isAccepted`: nothing else is found either. */
  missing: (finding: Expected, isAccepted: boolean): Texts => {
    return textsOf(EXAMPLES, (say) => say.missing({ finding: reported(finding, say.root()), isAccepted, isRule: isRule(finding) }));
  },
  moved: ({ wanted, found: { said: _, ...found } }: { wanted: Expected; found: Found }, shown: Shown): Texts => (textsOf(EXAMPLES, (say) => say.moved({ found: reported(found, say.root()), wanted: reported(wanted, say.root()), written: written(found, shown, 'path'), isCase: shown.isCase }))),
  renamed: ({ wanted, found }: { wanted: Expected; found: Found }, shown: Shown): Texts => {
    const name = ({ code, property }: Expected): string => `${code}${named(property)}`;
    return textsOf(EXAMPLES, (say) =>
      say.renamed({
        ...{ found: name(found), wanted: name(wanted), place: place(found.path, say.root()), written: written(found, shown, 'code') },
        ...{ isCase: shown.isCase, isRule: isRule(wanted) },
      }),
    );
  },
  unannounced: (finding: Expected, { isCase }: Shown): Texts => (textsOf(EXAMPLES, (say) => say.unannounced({ finding: reported(finding, say.root()), isCase, code: finding.code }))),
  surplus: (finding: Expected): Texts => (textsOf(EXAMPLES, (say) => say.surplus({ finding: reported(finding, say.root()) }))),
};

/** The end of the name of an example that a scaffold left to be completed: it shows nothing yet. */
export const TO_COMPLETE = 'a-completer';

/** The rules of `next` that no invalid example breaks. `exampleFiles` has the paths of `examples/next/` as keys. */
export function missingExamples(ruleIds: readonly string[], exampleFiles: ReadonlyMap<string, unknown>): Problem[] {
  const examples = [...exampleFiles.keys()].filter(isExample);
  return ruleIds
    .filter((id) => !examples.some((path) => breaks(path, id)))
    .map((id) => ({
      file: `schema/next/rules/${id}.yaml`,
      ...(examples.includes(leftToComplete(id))
        ? { about: { message: 'rule-to-complete' }, ...misnamed(id) }
        : { about: { message: 'rule-without-example' }, ...withoutExample(id) }),
    }));
}

/** The file of the cases of a rule that is of no single field, as `npm run propose -- rule` writes it. */
export const casesOf = (id: string): string => `examples/cases/${id}.yaml`;

const withoutExample = (id: string): Texts => (textsOf(EXAMPLES, (say) => say['rule-without-example']({ id, file: casesOf(id) })));

const misnamed = (id: string): Texts => (textsOf(EXAMPLES, (say) => say['rule-to-complete']({ id, end: TO_COMPLETE, file: casesOf(id) })));

const breaks = (path: string, id: string): boolean => path.startsWith(`invalid/${id}--`) && path !== leftToComplete(id);

const leftToComplete = (id: string): string => `invalid/${id}--${TO_COMPLETE}.json`;
