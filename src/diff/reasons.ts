import { STRING_REASONS } from '../strings/reasons.ts';
import { CannotTell } from '../strings/unknown.ts';
import type { Texts } from '../model/texts.ts';

/** Why a question has no answer; `about` is the pattern, number or address that the reason speaks of. */
const REASONS = {
  ...STRING_REASONS,
  'too-deep': () => ({
    fr: 'les schémas sont imbriqués trop profondément pour être suivis',
    en: 'the schemas are nested too deeply to be followed',
  }),
  'too-many-items': (length) => ({
    fr: `la plus courte liste possible a ${length} éléments`,
    en: `the shortest list has ${length} items`,
  }),
  'too-great': (values) => ({
    fr: `la plus petite instance trouvée a plus de ${values} valeurs`,
    en: `the smallest instance that was found has more than ${values} values`,
  }),
  'too-large': (schemas) => ({
    fr: `un des schémas en contient plus de ${schemas} : Ajv ne vérifierait pas l'instance trouvée`,
    en: `one of the schemas holds more than ${schemas} others: Ajv would not check the instance that was found`,
  }),
  'pattern-not-safe': (pattern) => ({
    fr: `le motif ${pattern} peut bloquer un moteur d'expressions régulières, et aucun automate ne le remplace`,
    en: `the pattern ${pattern} can keep a regular-expression engine busy without end, and no automaton stands in for it`,
  }),
  'not-a-schema': () => ({
    fr: "une référence mène à ce qui n'est pas un schéma",
    en: 'a reference leads to what is no schema',
  }),
  'not-a-double': () => ({
    fr: 'des nombres en cause sont trop grands ou trop fins pour être écrits exactement en virgule flottante',
    en: 'numbers in question are too great or too fine to be exact in floating point',
  }),
  'numbers-not-searched': () => ({
    fr: 'trop de multiples à essayer pour trancher',
    en: 'too many multiples to try for an answer',
  }),
  'format-not-read': (format) => ({
    fr: `le format « ${format} » n'est pas connu d'assez près pour trancher`,
    en: `the format “${format}” is not known closely enough to decide`,
  }),
  'words-not-found': () => ({
    fr: 'aucune chaîne essayée ne satisfait un motif ou un format qui ne se décide pas',
    en: 'no string that was tried satisfies a pattern or format that cannot be decided',
  }),
  'dynamic-reference': (reference) => ({
    fr: `${reference} peut mener à plusieurs schémas selon le chemin suivi`,
    en: `${reference} may lead to several schemas, depending on the path taken`,
  }),
  'dialects-mixed': (dialect) => ({
    fr: `une partie des schémas est écrite dans un autre dialecte (${dialect}) que le reste, ce qui n'est pas lu`,
    en: `a part of the schemas is written in another dialect (${dialect}) than the rest, which is not read`,
  }),
  'reference-loop': () => ({
    fr: "un schéma renvoie à lui-même sans avancer dans l'instance",
    en: 'a schema refers to itself without going further into the instance',
  }),
  'unevaluated-too-many': () => ({
    fr: 'trop de combinaisons de sous-schémas décident de ce que unevaluated… vise',
    en: 'too many combinations of subschemas decide what unevaluated… is about',
  }),
  'not-confirmed': () => ({
    fr: "Ajv ne confirme pas l'instance trouvée, donc elle n'est pas montrée comme preuve",
    en: 'Ajv does not confirm the instance that was found, so it is not shown as a proof',
  }),
  'refused-by-rule': () => ({
    fr: "une règle de la version qui devrait accepter les données trouvées les refuse : rien ne montre qu'un verdict change",
    en: 'a rule of the version that should accept the data that was found refuses it: nothing shows that a verdict changes',
  }),
  'not-compiled': (message) => ({
    fr: `Ajv ne peut pas vérifier l'instance trouvée : ${message}`,
    en: `Ajv cannot check the instance that was found: ${message}`,
  }),
} satisfies Record<string, (about: string) => Texts>;

type ReasonKey = keyof typeof REASONS;

/** A reason, in both languages. */
export function reason(key: ReasonKey, about = ''): Texts {
  const say: (about: string) => Texts = REASONS[key];
  return say(about);
}

/** What is thrown in this room where a question cannot be decided. */
export const cannotTell = (key: ReasonKey, about = ''): CannotTell => new CannotTell(key, reason(key, about));
