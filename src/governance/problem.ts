import type { Place } from '../model/source-text.ts';

/** What is wrong with a source of the référentiel: one sentence in each language that says what to do. */
export type Problem = { file: string; place?: Place | undefined; fr: string; en: string };

/** Files of `schema/` by path from there (`next/marche.schema.json`, `fields/marche-objet.yaml`, …). */
export type SchemaFiles = ReadonlyMap<string, string>;

/** `file:line:column` as editors and terminals make it clickable. */
export const whereOf = ({ file, place }: Problem): string => (place ? `${file}:${place.line}:${place.column}` : file);
