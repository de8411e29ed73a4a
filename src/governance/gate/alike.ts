import type { Refusal } from './refusal.ts';

/** Refusals of many files for one cause, told once: a field that becomes stricter is found in every example that has it. */
export function alike(refusals: readonly Refusal[]): Refusal[] {
  const byCause = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const cause = `${refusal.kind} ${refusal.en.replaceAll(/\/\d+(?=\/|\b)/g, '/')}`;
    byCause.set(cause, [...(byCause.get(cause) ?? []), refusal]);
  }
  return [...byCause.values()].flatMap(([first, ...others]) => (first ? [together(first, others)] : []));
}

function together(first: Refusal, others: readonly Refusal[]): Refusal {
  const files = new Set(others.map(({ file }) => file));
  files.delete(first.file);
  if (files.size === 0) return first;
  return {
    ...first,
    fr: `${first.fr} (de même dans ${files.size === 1 ? 'un autre fichier' : `${files.size} autres fichiers`})`,
    en: `${first.en} (likewise in ${files.size === 1 ? 'one other file' : `${files.size} other files`})`,
  };
}
