/** Names and texts as SQL writes them. */

/** Words that PostgreSQL keeps for itself: as names they stand in quotes. */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
  current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in
  initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset
  on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user
  table tablesample then to trailing true union unique user using variadic verbose when where window with`.split(/\s+/),
);

/** Longer names are cut by PostgreSQL, in silence (octets). */
const LONGEST = 63;

/** A name of a table, a column or anything else. Throws for one that PostgreSQL would cut. */
export function identifier(name: string): string {
  if (new TextEncoder().encode(name).length > LONGEST) throw new Error(`sql: the name ${name} is longer than ${LONGEST} octets`);
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export const identifiers = (names: readonly string[]): string => names.map(identifier).join(', ');

/** A text: a quote is doubled, and a backslash is a backslash (`standard_conforming_strings`). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Each line as a comment. */
export const comment = (lines: readonly string[]): string[] => lines.map((line) => `-- ${line}`.trimEnd());
