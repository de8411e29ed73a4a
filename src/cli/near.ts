/** The commands and options that a misspelt or a French word was probably meant to be. */
import { nearest } from '../messages/nearest.ts';

/** Other words for commands and options, in French and in English: a person types them, no message shows them. */
const OTHER_WORDS = new Map<string, readonly string[]>([
  ['validate', ['valider', 'vérifier', 'contrôler', 'check', 'verify']],
  ['convert', ['convertir', 'transformer', 'exporter']],
  ['fix', ['corriger', 'réparer']],
  ['explain', ['expliquer']],
  ['diff', ['comparer', 'compare', 'différence']],
  ['report', ['rapport']],
  ['generate', ['générer', 'produire']],
  ['build', ['construire']],
  ['check-examples', ['exemples']],
  ['publish', ['publier']],
  ['prepare', ['préparer']],
  ['verify', ['vérifier']],
  ['artefacts', ['artifacts']],
  ['--rules', ['règles']],
  ['--output', ['sortie', 'out']],
  ['--out', ['sortie', 'output']],
  ['--target', ['cible']],
  ['--format', ['forme']],
  ['--schema', ['modèle']],
  ['--to', ['vers']],
  ['--list', ['liste']],
  ['--help', ['aide']],
]);

/** At most three of the names of a command or of its options, nearest first; none where none is near. */
export function nearNames(word: string, names: readonly string[]): string[] {
  const words = new Map(
    names.flatMap((name) => [[name, name], ...(OTHER_WORDS.get(name) ?? []).map((other) => [other, name])] as [string, string][]),
  );
  const found = nearest(word, [...words.keys()]).map((near) => words.get(near) ?? near);
  return [...new Set(found)];
}
