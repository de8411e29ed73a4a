import { compareVersions } from '../../model/versions.ts';
import type { Fault } from './rule-fault.ts';

/** A rule file: the version folder that holds it, its name without extension, and the id that it says. */
export type RuleFile = { version: string; name: string; id: unknown };

/** What is wrong with the id of a rule of `next`, seen among all rule files: an id is the name of one file, and is never used again. */
export function idFaults(rule: RuleFile, all: readonly RuleFile[]): Fault[] {
  if (typeof rule.id !== 'string') return [];
  return [...nameFaults(rule, rule.id, all), ...reuseFaults(rule.id, all)];
}

function nameFaults({ name }: RuleFile, id: string, all: readonly RuleFile[]): Fault[] {
  if (id === name) return [];
  const twin = all.find((other) => other.version === 'next' && other.id === id && other.name !== name);
  return [{ at: '/id', texts: twin ? taken(id, name, twin.name) : misnamed(id, name) }];
}

const taken = (id: string, name: string, twin: string) => ({
  fr: `« ${id} » est déjà l'identifiant de la règle ${twin}.yaml ; un identifiant ne sert qu'à une règle, et c'est le nom de son fichier : écrivez ici « ${name} »`,
  en: `“${id}” is the id of the rule ${twin}.yaml already; an id serves one rule, and is the name of its file: write “${name}” here`,
});

const misnamed = (id: string, name: string) => ({
  fr: `l'identifiant « ${id} » n'est pas le nom du fichier ; écrivez « ${name} », ou renommez le fichier en ${id}.yaml`,
  en: `the id “${id}” is not the name of the file; write “${name}”, or rename the file to ${id}.yaml`,
});

/** A published rule that a later version dropped keeps its name for ever: reports of that time cite it. */
function reuseFaults(id: string, all: readonly RuleFile[]): Fault[] {
  const published = [...new Set(all.map(({ version }) => version))].filter((version) => version !== 'next').sort(compareVersions);
  const having = published.filter((version) => all.some((other) => other.version === version && other.name === id));
  const [first] = having;
  if (first === undefined) return [];
  const dropped = published.slice(published.indexOf(first)).find((version) => !having.includes(version));
  return dropped === undefined ? [] : [{ at: '/id', texts: reused(id, first, dropped) }];
}

const reused = (id: string, first: string, dropped: string) => ({
  fr: `« ${id} » a nommé une règle de la version ${first}, retirée dans la version ${dropped} ; un identifiant ne sert jamais deux fois : donnez-en un autre`,
  en: `“${id}” was the id of a rule of version ${first}, dropped in version ${dropped}; an id is never used again: give another`,
});

/** The order of version numbers: 2.0.10 comes after 2.0.9. */
