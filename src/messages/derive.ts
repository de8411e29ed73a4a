/** The values that messages need beyond the params of their finding. The compiler requires an entry for each code that needs some. */
import { visible } from '../../packages/base/src/visible.ts';
import { FORMATTERS, typeNoun } from '../../packages/base/src/language.ts';
import { enumeration } from './enum.ts';
import type { Derived } from './language.ts';
import { isRecord, rank } from './paths.ts';
import { sheetCell } from './sheet-cell.ts';
import { isInForm, isOptional, where, wrapperOf } from './where.ts';
import { pattern } from './pattern.ts';
import { numberInCell, type } from './type.ts';
import type { Derive, Site } from './types.ts';
import { additionalProperties } from './unknown-name.ts';

export const DERIVE: { readonly [C in keyof Derived]: Derive<C> } = {
  'schema.required': ({ property }, site) => ({
    where: where(site.finding.path, site),
    isWrapper: wrapperOf(site.finding.path, site) === property,
    inForm: isInForm(site),
    ...columnsOf(property, site),
  }),
  'schema.additionalProperties': additionalProperties,
  'schema.type': type,
  'schema.enum': enumeration,
  'schema.pattern': pattern,
  'schema.minLength': (_, site) => ({ optional: isOptional(site) }),
  'schema.minItems': (_, site) => ({ optional: isOptional(site) }),
  'schema.minimum': (_, site) => ({ optional: isOptional(site), inForm: isInForm(site) }),
  'schema.maxLength': ({ length, limit }) => ({ excess: length - limit }),
  'schema.maximum': ({ limit, value }, { language }) => {
    const share = asShare(limit, value);
    return { share, inCell: share === undefined ? '' : numberInCell(share, language.lang) };
  },
  'schema.uniqueItems': ({ first }, site) => ({
    ...{ rank: rank(site.path), rankOfFirst: rank(first), isRecord: isRecord(site.path) },
    inForm: isInForm(site),
  }),
  'syntax.not-a-number': (_, site) => ({ optional: isOptional(site) }),
  'syntax.truncated': ({ closers = '' }) => ({
    end: closers.startsWith('"') ? 'quote' : closers !== '' && closers.length <= FEW ? 'few' : 'other',
    brackets: closers,
  }),
  'syntax.control-character': ({ code }) => ({ escape: escapeOf(code) }),
  'syntax.unexpected': ({ found, expected }, { language }) => ({
    length: found.length,
    tokens: expected.map((token) => language.findings['syntax.unexpected'].token({ token: TOKENS[token] ?? token })),
  }),
  'structure.list-of-another-version': (_, { context: { version } }) => ({
    major: version?.startsWith('1.') === true ? '1' : 'other',
  }),
  'structure.no-record-list': ({ found }, site) => ({ root: rootNoun(found, site), isOcds: isPackageOfOcds(found) }),
  'package.bad-path': ({ table }) => ({ csv: `${table}.csv` }),
  'rules.left-out': ({ reason }, { context, language }) => ({
    title: context.rule?.(reason)?.title[language.lang] ?? visible(reason),
  }),
};

/** Columns that a message names at the most: a contract has some forty. */
const MOST_COLUMNS = 5;

/** The columns that an absent value asks for, in a table. */
function columnsOf(
  property: string,
  { finding, path, context }: Site,
): Pick<Derived['schema.required'], 'hasColumn' | 'several' | 'columns'> {
  const cell = sheetCell(finding);
  if (!cell) return { hasColumn: false, several: false, columns: [] };
  const columns = context.inTable?.(path)?.columns.map(({ name }) => name) ?? [property];
  const several = columns.length > 1;
  const header = several ? undefined : cell.name;
  return {
    hasColumn: cell.column !== undefined,
    several,
    columns: header === undefined ? columns.slice(0, MOST_COLUMNS) : [header],
  };
}

/** Closing brackets that a message lists at the most: nobody would add more by hand. */
const FEW = 20;

/** A share above 1 is probably a percentage. `toPrecision` removes the rounding error of the division. */
const asShare = (limit: number, value: number): string | undefined =>
  limit === 1 && value > 1 && value <= 100 ? String(Number((value / 100).toPrecision(12))) : undefined;

const escapeOf = (code: number): string =>
  code === 9 ? '\\t' : code === 10 ? '\\n' : code === 13 ? '\\r' : `\\u${code.toString(16).padStart(4, '0')}`;

/** Names of the JSON tokens in the cases of the message. */
const TOKENS: Readonly<Record<string, string>> = { ':': 'colon', ',': 'comma', '}': 'brace', ']': 'bracket' };

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Whether these are keys that each package of OCDS has (https://standard.open-contracting.org/latest/en/schema/release_package/). */
const isPackageOfOcds = (found: string | readonly string[]): boolean =>
  typeof found !== 'string' && ['uri', 'publishedDate', 'publisher'].every((key) => found.includes(key));

/** Words for the root of a file: the name of a JSON type, or the keys that it has. */
function rootNoun(found: string | readonly string[], { language: { lang, findings } }: Site): string {
  if (typeof found === 'string') return TYPES.has(found) ? typeNoun(found, lang) : FORMATTERS[lang].quote(found);
  return findings['structure.no-record-list'].root({ names: found.slice(0, 5), more: found.length > 5 });
}
