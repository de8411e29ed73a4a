/** The examples of a version are tests: the valid ones conform, each invalid one gives exactly the findings written beside it. */
import type { Texts } from '../../model/types.ts';
import { compare, displaced, FORECAST, type Found, parseExpected } from './expected.ts';
import { SENTENCES } from './sentences.ts';
import type { Problem } from '../problem.ts';

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

function faultsOf(path: string, text: string, files: ExampleFiles, check: (text: string) => readonly Found[]): Texts[] {
  if (path === 'README.md') return [];
  if (/^(?:in)?valid\//.test(path) && path.endsWith(FINDINGS)) return orphanFaults(path, files);
  if (!isExample(path)) return [SENTENCES.misplaced()];
  const [folder, stem = ''] = path.replace(/\.(?:json|xml)$/, '').split('/');
  return folder === 'valid' ? validFaults(stem, files, check(text)) : invalidFaults(stem, files, () => check(text));
}

function orphanFaults(path: string, files: ExampleFiles): Texts[] {
  const stem = path.slice(0, -FINDINGS.length);
  return files.has(`${stem}.json`) || files.has(`${stem}.xml`) ? [] : [SENTENCES.orphan()];
}

/** A conforming file may have findings of lesser severity, if they are written beside it. */
function validFaults(stem: string, files: ExampleFiles, found: readonly Found[]): Texts[] {
  const text = files.get(`valid/${stem}${FINDINGS}`);
  const expected = text === undefined ? { findings: [] } : parseExpected(text);
  if (!expected) return [SENTENCES.badFindings()];
  const isError = ({ severity = 'error' }: Found) => severity === 'error';
  const { moved, missing, surplus } = displaced(compare(expected.findings, found));
  const errors = found.filter(isError);
  return [
    ...(VALID_NAME.test(stem) ? [] : [SENTENCES.badValidName()]),
    ...errors.map(SENTENCES.notConforming),
    // What comes with conforming data is looked for once the data conform.
    ...(errors.length > 0 ? [] : missing.map((finding) => SENTENCES.missing(finding, found.length === 0))),
    ...moved.filter((pair) => !isError(pair.found)).map(SENTENCES.moved),
    ...surplus.filter((finding) => !isError(finding)).map(SENTENCES.unannounced),
  ];
}

function invalidFaults(stem: string, files: ExampleFiles, check: () => readonly Found[]): Texts[] {
  const code = INVALID_NAME.exec(stem)?.[1];
  if (code === undefined) return [SENTENCES.badName()];
  const text = files.get(`invalid/${stem}${FINDINGS}`);
  if (text === undefined) return [SENTENCES.noFindings(`${stem}${FINDINGS}`)];
  const expected = parseExpected(text);
  if (!expected) return [SENTENCES.badFindings()];
  const [first, ...others] = expected.findings;
  if (!first) return [SENTENCES.nothingExpected()];
  const found = check();
  const { moved, missing, surplus } = displaced(compare(expected.findings, found));
  return [
    ...(first.code === code ? [] : [SENTENCES.otherCode(first.code)]),
    ...(others.length > 0 && expected.note === undefined ? [SENTENCES.severalExpected()] : []),
    ...missing.map((finding) => SENTENCES.missing(finding, found.length === 0)),
    ...moved.map(SENTENCES.moved),
    ...surplus.map((finding) => (finding.code === FORECAST ? SENTENCES.unannounced(finding) : SENTENCES.surplus(finding))),
  ];
}
