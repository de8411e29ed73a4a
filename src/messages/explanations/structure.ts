/** structure.*: why the frame around the contracts matters. */
import type { StructureParams, SchemaParams } from '../params.ts';
import { BOUND, FORM, core, validation } from './sources.ts';
import type { Severity } from '../../finding.ts';
import type { Consolidation, Family, RecordScope } from '../../model/rules.ts';
import type { Texts } from '../../model/types.ts';

// The shapes of `decp explain`: what is said of a code, beyond the message that a finding carries.

/** Why a check exists, how to mend what it finds, and where it comes from. Whole sentences, whatever the data. */
type Explanation = { why: Texts; mend: Texts; source: Texts };

/** One explanation a code. A code without one, or without one of its languages, does not compile. */
export type Explanations<Params> = { readonly [Code in keyof Params]: Explanation };

/** `schema`, `syntax`, …: the part of a code before its dot; rules stand under their family. */
export type Group =
  | 'encoding'
  | 'syntax'
  | 'xml'
  | 'structure'
  | 'package'
  | 'table'
  | 'schema'
  | 'rules'
  | 'convert'
  | 'input'
  | 'output'
  | Family;

/**
 * An excerpt of an example of the référentiel that is refused, and the same when mended (for a rule: the same place of the
 * valid example nearest to it). Both are JSON where `…` stands for
 * what is left out. `file` is a path in the repository, `place` the JSON Pointer of the excerpt in it.
 */
export type Example = { file: string; version: string; place: string; invalid: string; valid?: string };

/** What is only said of a rule. `notes`: what a source says exactly, or where the national consolidation differs. */
export type RuleFacts = {
  consolidation: Consolidation;
  scopes: RecordScope[];
  since: string;
  until?: string;
  notes: Texts[];
};

/** All that `decp explain` says of one code, as the build writes it to `dist/explain.json`. */
export type Explained = Explanation & {
  code: string;
  group: Group;
  severity: Severity;
  title: Texts;
  rule?: RuleFacts;
  example?: Example;
};

const SHAPE = '{"marches": {"marche": [ … ], "contrat-concession": [ … ]}}';

export const STRUCTURE: Explanations<StructureParams> = {
  'structure.too-deep': {
    why: {
      fr: "Un contrat complet compte moins de 10 niveaux de blocs. Des dizaines de niveaux viennent d'un export qui s'emboîte lui-même, ou d'un fichier fait pour bloquer les logiciels ; au-delà de la limite, le contrat n'est pas lu.",
      en: 'A complete contract has fewer than 10 levels of blocks. Dozens of levels come from an export that nests itself, or from a file made to block programs; beyond the bound the contract is not read.',
    },
    mend: {
      fr: 'Retirez ce qui ne fait pas partie du contrat, puis relancez le contrôle.',
      en: 'Remove what is not part of the contract, then run the check again.',
    },
    source: BOUND,
  },
  'structure.record-too-large': {
    why: {
      fr: "Un contrat pèse en général quelques Kio. Un contrat de plusieurs Mio est presque toujours une liste mal refermée ou un document joint : il n'est pas lu, pour que la mémoire suffise toujours.",
      en: 'A contract usually takes a few KiB. One of several MiB is nearly always a list that is not closed or an attached document: it is not read, so that memory is always enough.',
    },
    mend: {
      fr: 'Vérifiez que la liste des contrats est bien refermée et que chaque contrat y a son propre bloc.',
      en: 'Check that the list of contracts is closed and that each contract has a block of its own in it.',
    },
    source: BOUND,
  },
  'structure.too-many-values': {
    why: {
      fr: "Un contrat compte en général moins de cent valeurs. Beaucoup plus vient d'une liste mal refermée ou recopiée sans fin ; au-delà de la limite, le contrat n'est pas lu.",
      en: 'A contract usually has fewer than a hundred values. Many more come from a list that is not closed or was copied over and over; beyond the bound the contract is not read.',
    },
    mend: {
      fr: "Vérifiez que la liste des contrats est bien refermée et qu'aucune liste n'a été recopiée.",
      en: 'Check that the list of contracts is closed and that no list was copied.',
    },
    source: BOUND,
  },
  'structure.version-label': {
    why: {
      fr: "Le fichier annonce une version du format et a été contrôlé avec une autre : le numéro n'existe pas, vient après les contrats, ou l'option « --schema » en a demandé une autre. Le verdict vaut pour la version appliquée.",
      en: 'The file announces one version of the format and was checked against another: there is no such number, it comes after the contracts, or the option “--schema” asked for another. The verdict is that of the version applied.',
    },
    mend: {
      fr: 'Corrigez le numéro, placez « version » avant les contrats, ou choisissez la version du contrôle.',
      en: 'Correct the number, put “version” before the contracts, or choose the version of the check.',
    },
    source: FORM,
  },
  'structure.bare-list': {
    why: {
      fr: "Les contrats sont dans une liste à la racine, sans l'enveloppe « marches » où les logiciels les cherchent. Ils ont été contrôlés quand même.",
      en: 'The contracts are in a list at the root, without the envelope “marches” where programs look for them. They have been checked all the same.',
    },
    mend: {
      fr: `Placez la liste sous « marches » : ${SHAPE}.`,
      en: `Put the list under “marches”: ${SHAPE}.`,
    },
    source: FORM,
  },
  'structure.single-record': {
    why: {
      fr: "Le fichier est un contrat seul, sans l'enveloppe « marches » ni la liste où les logiciels le cherchent. Il a été contrôlé quand même.",
      en: 'The file is a single contract, without the envelope “marches” and the list where programs look for it. It has been checked all the same.',
    },
    mend: {
      fr: `Placez le contrat dans une liste : ${SHAPE}.`,
      en: `Put the contract in a list: ${SHAPE}.`,
    },
    source: FORM,
  },
  'structure.list-of-another-version': {
    why: {
      fr: "Jusqu'à la version 2.0.0, tous les contrats sont dans une seule liste ; depuis la 2.0.1, marchés et contrats de concession ont chacun la leur. Le fichier suit l'autre usage que la version appliquée.",
      en: 'Up to version 2.0.0 all contracts are in a single list; since 2.0.1 marchés and contrats de concession each have their own. The file follows the other usage than the version applied.',
    },
    mend: {
      fr: `Rangez les contrats par sorte (depuis la 2.0.1 : ${SHAPE}), ou contrôlez le fichier avec la version pour laquelle il a été écrit (option « --schema »).`,
      en: `Arrange the contracts by kind (since 2.0.1: ${SHAPE}), or check the file against the version that it was written for (option “--schema”).`,
    },
    source: FORM,
  },
  'structure.wrapper': {
    why: {
      fr: "Les contrats sont rangés sous un nom que le format ne connaît pas, souvent ajouté par une interface de programmation. Les logiciels qui cherchent « marches » n'y trouvent rien. Les contrats ont été contrôlés quand même.",
      en: 'The contracts stand under a name that the format does not know, often added by a programming interface. Programs that look for “marches” find nothing. The contracts have been checked all the same.',
    },
    mend: {
      fr: `Retirez ou renommez cette enveloppe : ${SHAPE}.`,
      en: `Remove or rename this envelope: ${SHAPE}.`,
    },
    source: FORM,
  },
  'structure.no-record-list': {
    why: {
      fr: "Le fichier est du JSON, mais aucune liste de contrats n'y figure là où le format la place : ce n'est sans doute pas un fichier de données essentielles. Aucun contrat n'a été contrôlé.",
      en: 'The file is JSON, but there is no list of contracts where the format has it: it is probably not a file of essential data. No contract was checked.',
    },
    mend: {
      fr: `Vérifiez que c'est le bon fichier et que ses contrats sont dans une liste : ${SHAPE}.`,
      en: `Check that it is the right file and that its contracts are in a list: ${SHAPE}.`,
    },
    source: FORM,
  },
};

/** schema.*: what each keyword of a schema is there for. */
export const SCHEMA: Explanations<SchemaParams> = {
  'schema.required': {
    why: {
      fr: "Le champ est obligatoire dans cette version du format : sans lui, le contrat ne dit pas tout ce que l'acheteur doit publier, et les logiciels qui relisent le fichier comptent dessus.",
      en: 'The field is compulsory in this version of the format: without it the contract does not tell all that the buyer must publish, and programs that read the file rely on it.',
    },
    mend: {
      fr: "Ajoutez le champ avec sa valeur. S'il est présent sous un autre nom, renommez-le ; s'il est à un autre endroit, déplacez-le. N'écrivez pas une valeur inventée pour remplir la case.",
      en: 'Add the field with its value. If it is there under another name, rename it; if it is in another place, move it. Do not write an invented value just to fill the gap.',
    },
    source: validation('required', '6.5.3'),
  },
  'schema.additionalProperties': {
    why: {
      fr: "Le format ne définit pas ce nom à cet endroit. C'est souvent un nom mal écrit ou venu d'une autre version : la donnée serait perdue sans bruit par ceux qui relisent le fichier.",
      en: 'The format does not define this name in this place. It is often a misspelt name, or one of another version: whoever reads the file would lose the value silently.',
    },
    mend: {
      fr: "Corrigez le nom (majuscules, singulier ou pluriel), remettez le champ à l'endroit prévu, ou retirez-le s'il n'appartient pas au format.",
      en: 'Correct the name (capitals, singular or plural), move the field to its place, or remove it where it is not part of the format.',
    },
    source: core('additionalProperties', '10.3.2.3'),
  },
  'schema.type': {
    why: {
      fr: "La valeur n'est pas de la nature attendue : texte, nombre, oui ou non, liste ou bloc de champs. Un montant écrit comme un texte ne s'additionne pas, un SIRET écrit comme un nombre perd ses zéros de tête.",
      en: 'The value is not of the kind expected: text, number, yes or no, list or block of fields. An amount written as a text cannot be added up, a SIRET written as a number loses its leading zeros.',
    },
    mend: {
      fr: "Mettez ou retirez les guillemets, les crochets ou les accolades. Un nombre s'écrit sans guillemets, avec un point pour les décimales ; oui et non s'écrivent « true » et « false ». Quand un champ facultatif n'a pas de valeur, retirez-le plutôt que d'écrire « null ».",
      en: 'Add or remove the quotes, the brackets or the braces. A number has no quotes and a dot before its decimals; yes and no are written “true” and “false”. Where an optional field has no value, remove it rather than write “null”.',
    },
    source: validation('type', '6.1.1'),
  },
  'schema.enum': {
    why: {
      fr: "Le champ n'accepte que les valeurs d'une liste fermée, pour que les données de tous les acheteurs se comparent. Une majuscule, un accent, une espace ou une apostrophe de trop font une autre valeur.",
      en: 'The field takes only the values of a closed list, so that the data of all buyers can be compared. A capital, an accent, a space or another apostrophe make another value.',
    },
    mend: {
      fr: "Reprenez l'une des valeurs de la liste au caractère près, avec l'apostrophe droite ('). Si aucune ne convient, choisissez la plus proche de ce que prévoit l'arrêté ; n'en inventez pas.",
      en: "Use one of the values of the list to the letter, with the straight apostrophe ('). If none fits, choose the nearest to what the order provides for; do not invent one.",
    },
    source: validation('enum', '6.1.2'),
  },
  'schema.pattern': {
    why: {
      fr: "Le texte n'a pas la forme attendue : une date s'écrit année, mois et jour, un SIRET a 14 chiffres, un code CPV 8 chiffres et parfois sa clé. Autrement écrite, la valeur ne se trie pas et ne se rapproche d'aucun registre.",
      en: 'The text does not have the form expected: a date is year, month and day, a SIRET has 14 digits, a CPV code 8 digits and sometimes its check digit. Written otherwise, the value cannot be sorted nor matched with any register.',
    },
    mend: {
      fr: "Écrivez la date comme « 2024-03-25 », et une date qui existe au calendrier ; les identifiants en chiffres, sans espace ni point. Une valeur vide se corrige en donnant l'information, ou en retirant le champ s'il est facultatif.",
      en: 'Write the date like “2024-03-25”, and one that is in the calendar; identifiers in digits, without space or dot. For an empty value give the information, or remove the field where it is optional.',
    },
    source: validation('pattern', '6.3.3'),
  },
  'schema.minLength': {
    why: {
      fr: "Le texte est trop court pour dire quelque chose : il est le plus souvent vide. Un champ vide n'est pas une information.",
      en: 'The text is too short to say anything: mostly it is empty. An empty field is no information.',
    },
    mend: {
      fr: "Écrivez la valeur complète. Si l'information n'existe pas et que le champ est facultatif, retirez le champ.",
      en: 'Write the whole value. If there is none and the field is optional, remove the field.',
    },
    source: validation('minLength', '6.3.2'),
  },
  'schema.maxLength': {
    why: {
      fr: "Le texte dépasse la longueur prévue par le format. Ceux qui relisent les données réservent cette place-là : au-delà, la fin du texte risque d'être coupée.",
      en: 'The text is longer than the format provides for. Whoever reads the data keeps that much room: what is beyond may be cut.',
    },
    mend: {
      fr: "Raccourcissez le texte sans changer son sens. Un identifiant trop long porte souvent un préfixe ajouté par un logiciel : retirez-le, en gardant l'identifiant d'un contrat toujours le même d'une publication à l'autre.",
      en: 'Shorten the text without changing its meaning. An identifier that is too long often carries a prefix that a program added: remove it, and keep the identifier of a contract the same from one publication to the next.',
    },
    source: validation('maxLength', '6.3.1'),
  },
  'schema.minimum': {
    why: {
      fr: "Le nombre est plus petit que ce qui a un sens pour ce champ : un montant, une durée ou un numéro ne sont pas négatifs, une part n'est pas inférieure à 0.",
      en: 'The number is smaller than what makes sense for this field: an amount, a duration or a number in a sequence is not negative, a share is not below 0.',
    },
    mend: {
      fr: "Vérifiez le signe et l'unité (euros hors taxes, mois entiers, part entre 0 et 1), puis corrigez le nombre. Ne mettez pas 0 à la place d'une valeur inconnue.",
      en: 'Check the sign and the unit (euros without taxes, whole months, share between 0 and 1), then correct the number. Do not write 0 for a value that is not known.',
    },
    source: validation('minimum', '6.2.4'),
  },
  'schema.maximum': {
    why: {
      fr: 'Le nombre est plus grand que ce qui a un sens pour ce champ. Le plus souvent, une part attendue entre 0 et 1 est écrite en pourcentage.',
      en: 'The number is larger than what makes sense for this field. Mostly a share that should be between 0 and 1 is written as a percentage.',
    },
    mend: {
      fr: "Vérifiez l'unité : 20 % s'écrit 0.2. Corrigez le nombre.",
      en: 'Check the unit: 20 % is written 0.2. Correct the number.',
    },
    source: validation('maximum', '6.2.2'),
  },
  'schema.minItems': {
    why: {
      fr: "La liste est vide alors qu'elle doit avoir au moins un élément : un marché a au moins un titulaire, une liste de considérations dit au moins qu'il n'y en a pas.",
      en: 'The list is empty although it must have at least one item: a marché has at least one titulaire, a list of considerations says at least that there is none.',
    },
    mend: {
      fr: "Ajoutez l'élément qui manque. Pour une liste facultative qui n'a rien à dire, retirez le champ entier ; pour une liste obligatoire, prenez la valeur qui dit « aucun » (« Sans objet », « Pas de considération sociale »).",
      en: 'Add the missing item. For an optional list that has nothing to say, remove the whole field; for a compulsory one take the value that says “none” (“Sans objet”, “Pas de considération sociale”).',
    },
    source: validation('minItems', '6.4.2'),
  },
  'schema.uniqueItems': {
    why: {
      fr: 'Deux éléments de la liste sont identiques. Un doublon compte deux fois le même titulaire ou le même contrat, et fausse les totaux.',
      en: 'Two items of the list are equal. A double counts the same titulaire or the same contract twice, and makes totals wrong.',
    },
    mend: {
      fr: "Retirez l'un des deux. S'ils devaient être différents, corrigez celui qui a été recopié.",
      en: 'Remove one of the two. If they should differ, correct the one that was copied.',
    },
    source: validation('uniqueItems', '6.4.3'),
  },
  'schema.anyOf': {
    why: {
      fr: "Un fichier de données essentielles contient au moins un marché ou un contrat de concession : sans contrat, il n'y a rien à publier.",
      en: 'A file of essential data holds at least one marché or contrat de concession: without a contract there is nothing to publish.',
    },
    mend: {
      fr: "Ajoutez dans « marches » la liste « marche » ou la liste « contrat-concession », avec ses contrats. S'il n'y en a aucun sur la période, ne publiez pas de fichier.",
      en: 'Add to “marches” the list “marche” or the list “contrat-concession”, with its contracts. If there are none in the period, do not publish a file.',
    },
    source: core('anyOf', '10.2.1.2'),
  },
};
