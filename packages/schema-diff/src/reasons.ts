import { Undecidable, STRING_REASONS, type StringReason } from './automata/unknown.ts';
import type { Texts } from '../../base/src/language.ts';

type ReasonKey =
  | StringReason
  | 'too-deep'
  | 'too-many-items'
  | 'too-great'
  | 'too-large'
  | 'pattern-not-safe'
  | 'not-a-schema'
  | 'not-a-double'
  | 'numbers-not-searched'
  | 'format-not-read'
  | 'format-not-known'
  | 'keyword-not-settled'
  | 'dialect-not-known'
  | 'vocabulary-not-known'
  | 'vocabulary-left-out'
  | 'vocabulary-asserts-format'
  | 'address-twice'
  | 'identifier-outside'
  | 'words-not-found'
  | 'dynamic-reference'
  | 'dialects-mixed'
  | 'reference-loop'
  | 'unevaluated-too-many'
  | 'not-confirmed'
  | 'refused-by-rule'
  | 'not-compiled';

/** Why a question has no answer; `about` is the pattern, number or address that the reason speaks of. */
const REASONS: Readonly<Record<ReasonKey, (about: string) => Texts>> = {
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
  'format-not-known': (format) => ({
    fr: `ce que le format « ${format} » demande n'est pas connu dans le dialecte du schéma`,
    en: `what the format “${format}” asks for is not known in the dialect of the schema`,
  }),
  'keyword-not-settled': (keyword) => ({
    fr: `le mot-clé « ${keyword} » n'a plus de sens arrêté dans le dialecte du schéma : certains validateurs le lisent, d'autres non`,
    en: `the keyword “${keyword}” has no settled meaning any more in the dialect of the schema: some validators read it, others do not`,
  }),
  'dialect-not-known': (address) => ({
    fr: `le dialecte que nomme « $schema » n'est pas connu : ${address}`,
    en: `the dialect that “$schema” names is not known: ${address}`,
  }),
  'vocabulary-not-known': (address) => ({
    fr: `le dialecte exige un vocabulaire qui n'est pas connu : ${address}`,
    en: `the dialect requires a vocabulary that is not known: ${address}`,
  }),
  'vocabulary-left-out': (address) => ({
    fr: `le dialecte se passe d'un vocabulaire dont les mots-clés sont lus ici : ${address}`,
    en: `the dialect does without a vocabulary whose keywords are read here: ${address}`,
  }),
  'vocabulary-asserts-format': (address) => ({
    fr: `le dialecte fait de « format » une contrainte (${address}), alors qu'il est lu ici comme une annotation`,
    en: `the dialect makes “format” an assertion (${address}), and it is read as an annotation here`,
  }),
  'address-twice': (address) => ({
    fr: `deux schémas différents portent la même adresse : ${address}`,
    en: `two different schemas have the same address: ${address}`,
  }),
  'identifier-outside': (address) => ({
    fr: `une référence mène hors des mots-clés du dialecte, à un schéma qui porte un identifiant dont rien ne dit ce qu'il vaut : ${address}`,
    en: `a reference leads outside the keywords of the dialect, to a schema with an identifier of which nothing says what it means: ${address}`,
  }),
  'words-not-found': () => ({
    fr: 'aucune chaîne essayée ne satisfait un motif ou un format qui ne se décide pas',
    en: 'no string that was tried satisfies a pattern or format that cannot be decided',
  }),
  'dynamic-reference': (count) => ({
    fr: `des références dynamiques mènent à des schémas différents selon le chemin suivi, sur plus de ${count} chemins`,
    en: `dynamic references lead to different schemas depending on the path taken, on more than ${count} paths`,
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
};

/** A reason, in both languages. */
export const reason = (key: ReasonKey, about = ''): Texts => REASONS[key](about);

/** What is thrown where a question cannot be decided. */
export const undecidable = (key: ReasonKey, about = ''): Undecidable => new Undecidable(key, reason(key, about));
