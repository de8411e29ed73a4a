import { parse } from 'yaml';

/** A mutant that no example can notice, and why: it accepts exactly what the schema accepts. */
export type Equivalent = { id: string; reason: string };

/** The entries of `mutants-equivalents.yaml`: a list of `{id, reason}`. Throws when an entry says anything else, or stands twice. */
export function parseEquivalents(text: string): Equivalent[] {
  const entries = (parse(text) ?? []) as unknown;
  if (!Array.isArray(entries)) throw new Error('mutants-equivalents.yaml: a list of {id, reason} is expected');
  const seen = new Set<string>();
  return entries.map((entry: Partial<Equivalent> | null) => {
    const { id, reason } = entry ?? {};
    if (!id || !reason) throw new Error(`mutants-equivalents.yaml: ${JSON.stringify(entry)} must say its id and its reason`);
    if (seen.has(id)) throw new Error(`mutants-equivalents.yaml: ${id} stands twice`);
    seen.add(id);
    return { id, reason };
  });
}
