/** The files of `schema/` before anybody looks at what they say: those that others read are there, and each can be read. */
import { parse } from 'csv-parse/browser/esm/sync';
import { MODEL_SOURCES } from '../../messages/compiled/model-sources.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { describe, NO_CONTEXT } from '../../messages.ts';
import type { Place } from '../../model/place.ts';
import { readSource } from '../../model/source-text.ts';
import { STATE_LICENCE } from '../../model/state-schemas.ts';
import { unreadTexts } from '../../model/source-error.ts';
import { diagnose } from '../../read/json/diagnose.ts';
import { Strict } from '../../read/json/strict.ts';
import { Window } from '../../read/json/window.ts';
import { COUNTERPARTS, HEADER } from '../counterparts/files.ts';
import type { Problem } from '../problem.ts';
import { metaFault } from './meta-schema.ts';

/** The meta-schemas of `schema/dialect/`. */
const DIALECT = ['cases', 'codelist-descriptions', 'decp-dialect', 'errata', 'field', 'impact', 'known-defects', 'legal-texts']
  .concat(['migration', 'next-dialect', 'ocds', 'organisation', 'release', 'releases', 'rule'])
  .map((name) => `${name}.schema.json`);

/** The files, by path from `schema/`, that the program reads by their names. */
const READ = [
  ...['base-uri.txt', 'codelist-descriptions.yaml', 'decp.schema.json', 'legal-texts.yaml', 'organisation.json', 'releases.json'],
  ...Object.values(COUNTERPARTS),
  'ocds/mapping.yaml',
  ...DIALECT.map((name) => `dialect/${name}`),
  ...['common', 'contrat-concession', 'decp', 'marche'].map((name) => `next/${name}.schema.json`),
  ...['next/errata.yaml', 'next/impact.json', 'next/migration.yaml'],
  STATE_LICENCE,
];

/** The files of a published version that may still grow; its sums answer for the others. */
const GROWING = ['known-defects.yaml', 'migration.yaml'];

const PUBLISHED = /^\d+\.\d+\.\d+\//;

/** `bytes` and `files`: those of `schema/`, by path from there; `versions`: the names of the folders of versions. */
type Given = {
  bytes: ReadonlyMap<string, Uint8Array>;
  files: ReadonlyMap<string, string>;
  versions: readonly string[];
};

/** Reports all files that are missing, and of the others each that cannot be read, at its first error. */
export function checkFiles({ bytes, files, versions }: Given): Problem[] {
  // A folder without sums is no version, which is said elsewhere.
  const published = versions.filter((version) => bytes.has(`${version}/SHA256SUMS`));
  const wanted = [...READ, ...published.map((version) => `${version}/known-defects.yaml`)];
  const missing = wanted.filter((path) => !bytes.has(path)).map((path) => missingFile(path, [...bytes.keys()], wanted));
  const unreadable = [...files].flatMap(([path, text]) => (isOurs(path) ? unreadFile(path, text, bytes.get(path)) : []));
  if (missing.length + unreadable.length > 0) return [...missing, ...unreadable];
  return DIALECT.flatMap((name) => metaFault(files, name) ?? []);
}

const isOurs = (path: string): boolean => !PUBLISHED.test(path) || GROWING.includes(path.replace(PUBLISHED, ''));

/** A file of the same name elsewhere may be the one that was moved. */
function missingFile(path: string, there: readonly string[], wanted: readonly string[]): Problem {
  const [name] = path.split('/').slice(-1);
  const moved = there.find((other) => other.split('/').at(-1) === name && !wanted.includes(other) && !PUBLISHED.test(other));
  return {
    file: `schema/${path}`,
    ...textsOf(CHECKS, (say) => say['files.missing']({ moved: moved === undefined ? undefined : `schema/${moved}` })),
  };
}

function unreadFile(path: string, text: string, bytes: Uint8Array | undefined): Problem[] {
  const file = `schema/${path}`;
  const [, extension = ''] = /\.([a-z]+)$/.exec(path) ?? [];
  if (!['json', 'yaml', 'csv', 'txt'].includes(extension)) return [];
  // A codelist of another encoding has a check of its own, which knows the marks of spreadsheets.
  const isList = path.startsWith('next/codelists/');
  if (!isList && bytes && !isUtf8(bytes)) return [{ file, ...textsOf(CHECKS, (say) => say['files.not-utf-8']()) }];
  if (!isList && text.startsWith('\uFEFF')) return [{ file, ...textsOf(CHECKS, (say) => say['files.bom']()) }];
  const fault = extension === 'json' ? jsonFault(text) : undefined;
  if (fault) return [{ file, ...fault }];
  if (extension === 'json' || extension === 'yaml')
    return readSource(text)
      .errors.slice(0, 1)
      .map((error) => ({ file, place: { line: error.line, column: error.column }, ...unreadTexts(error) }));
  return Object.values(COUNTERPARTS).some((list) => list === path) ? counterpartFaults(file, text) : [];
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The first fault of a JSON text, in the words that files of contracts have for it. YAML, as which sources are read, accepts more. */
function jsonFault(text: string): (Texts & { place: Place }) | undefined {
  const bytes = new TextEncoder().encode(text);
  const strict = new Strict(0);
  strict.push(bytes, 0, bytes.length);
  const isCut = strict.fault === undefined;
  const closers = strict.closers();
  if (isCut) strict.end();
  if (!strict.fault) return undefined;
  const window = new Window();
  window.feed(bytes);
  window.finish();
  if (isCut) return { place: placeAt(window, window.limit), ...textsOf(CHECKS, (say) => say['files.cut']({ closers })) };
  const { code, offset, params } = diagnose(window, strict.fault, 0, window.limit);
  const finding = { code, path: '', params, severity: 'error' as const };
  return {
    place: placeAt(window, offset),
    ...textsOf(CHECKS, (say, lang) => {
      const { found, remedy } = describe(finding, NO_CONTEXT, lang);
      return say['files.json']({ found, remedy });
    }),
  };
}

const placeAt = (window: Window, offset: number): Place => {
  const { line, column } = window.position(offset);
  return { line, column };
};

/** A list of counterparts has three columns, and one name or identifier in each line. */
function counterpartFaults(file: string, text: string): Problem[] {
  const fault = (line: number): Problem[] => [
    { file, place: { line, column: 1 }, ...textsOf(CHECKS, (say) => say['files.counterparts']({ header: HEADER })) },
  ];
  try {
    const rows = parse(text, { relax_column_count: true });
    const wrong = rows.findIndex((cells, i) => (i === 0 ? cells.join() !== HEADER : cells.length !== 3 || cells[0] === ''));
    return rows.length === 0 ? fault(1) : wrong === -1 ? [] : fault(wrong + 1);
  } catch (error) {
    const { lines = 1 } = error as Error & { lines?: number };
    return [{ file, place: { line: lines, column: 1 }, ...textsOf(MODEL_SOURCES, (say) => say['codelist.quotes']()) }];
  }
}
