import type { Code, Schema, Texts } from '../../model/types.ts';
import { ownTexts } from '../../model/fields.ts';
import { deprecationsIn } from '../../model/deprecations.ts';
import { publishedAmong } from '../../model/published.ts';
import { readSource } from '../../model/source-text.ts';
import { subschemas } from '../../model/tree.ts';
import { tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { nearest } from '../../messages/nearest.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { type Fault, problemOf } from './faults.ts';

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
/** A day as French writes it: `31 décembre 2028`, `1er janvier 2029`. */
const DAY = new RegExp(String.raw`(?<!\d)(?:1er|[1-9]|[12]\d|3[01])\s(?:${MONTHS})\s\d{4}(?!\d)`, 'u');
/** The first day that a text in French names. */
export const dayIn = (text: string): string | undefined => DAY.exec(text)?.[0];

/** Words that say that nothing replaces it: « n'est pas remplacé », « sans remplaçant ». */
const NOT_REPLACED = /remplac/iu;

/** What GOVERNANCE.md asks of a deprecation and its French description lacks: the day until which it is accepted, and a word where nothing replaces it. */
function untoldOf(description: string, replacement: string | undefined): Texts[] {
  return [
    ...(replacement === undefined && !NOT_REPLACED.test(description) ? [NO_REPLACEMENT] : []),
    ...(DAY.test(description) ? [] : [NO_DAY]),
  ];
}

const NO_REPLACEMENT: Texts = textsOf(CHECKS, (say) => say['deprecated.no-replacement']());
const NO_DAY: Texts = textsOf(CHECKS, (say) => say['deprecated.no-day']());

/** What is wrong with the deprecation of a code. */
export const codeDeprecation = ({ description, replaced_by: by }: Code): Texts[] =>
  untoldOf(description, by === '' ? undefined : by);

/** Checks each `x-deprecated` of `next` that the newest published version does not have: its version, what replaces the field, and what the description of the field says. */
export function checkDeprecations(files: SchemaFiles): Problem[] {
  const schemas = schemasOf(files, 'next');
  const newest = publishedAmong(files.keys()).at(-1);
  const published = new Set(
    newest === undefined
      ? []
      : schemasOf(files, newest).flatMap(({ value }) => deprecationsIn(value).flatMap(({ id }) => id ?? [])),
  );
  const known = schemas.flatMap(({ value }) => [...subschemas(value)].flatMap(([, node]) => node['x-field'] ?? []));
  return schemas.flatMap(({ file, text, value }) =>
    deprecationsIn(value).flatMap(({ pointer, deprecated, id }) =>
      id !== undefined && published.has(id)
        ? []
        : [...faultsOf(deprecated, known), ...(isRequired(value, pointer) ? [REQUIRED] : [])]
            .map(({ at, texts }) => problemOf(file, readSource(text), { at: `${pointer}/x-deprecated${at}`, texts }))
            .concat(id === undefined ? [] : untold(files, id, deprecated['replacement'])),
    ),
  );
}

type Read = { file: string; text: string; value: Schema };

const schemasOf = (files: SchemaFiles, version: string): Read[] =>
  [...files].flatMap(([path, text]) =>
    path.startsWith(`${version}/`) && /^[^/]+\/[a-z-]+\.schema\.json$/.test(path)
      ? [{ file: `schema/${path}`, text, value: readSource(text).value as Schema }]
      : [],
  );

/** Whether the object that has a field demands it: nobody can then do without it. */
export function isRequired(schema: Schema, pointer: string): boolean {
  const required = valueAt(schema, pointer.replace(/\/properties\/[^/]*$/, '/required'));
  return Array.isArray(required) && required.includes(tokens(pointer).at(-1));
}

const REQUIRED: Fault = { at: '', texts: textsOf(CHECKS, (say) => say['deprecated.required']()) };

type Deprecated = Record<string, unknown>;

function faultsOf({ since, reason, replacement }: Deprecated, known: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  if (since !== 'next')
    faults.push({ at: '/since', texts: textsOf(CHECKS, (say) => say['deprecated.since']({ written: String(since) })) });
  if (reason === 'renamed' && replacement === undefined)
    faults.push({ at: '/reason', texts: textsOf(CHECKS, (say) => say['deprecated.renamed']()) });
  if (typeof replacement === 'string' && !known.includes(replacement))
    faults.push({
      at: '/replacement',
      texts: textsOf(CHECKS, (say) => say['deprecated.unknown']({ replacement, meant: nearest(replacement, known, 1)[0] })),
    });
  return faults;
}

/** What the description of a deprecated field does not say. */
function untold(files: SchemaFiles, id: string, replacement: unknown): Problem[] {
  const path = `fields/${id}.yaml`;
  const text = files.get(path);
  if (text === undefined) return [];
  const source = readSource(text);
  const own = ownTexts((valueAt(source.value, '/versions') as object | undefined) ?? {}, 'next');
  const pointer = `/versions/${String(own)}/description/fr`;
  const at = own !== undefined && valueAt(source.value, pointer) !== undefined ? pointer : '/description/fr';
  const description = valueAt(source.value, at);
  if (typeof description !== 'string') return [];
  return untoldOf(description, typeof replacement === 'string' ? replacement : undefined).map((texts) =>
    problemOf(`schema/${path}`, source, { at, texts }),
  );
}
