/** schema.*: what each keyword of a schema is there for. */
import type { SchemaParams } from '../params.ts';
import { core, validation } from './sources.ts';
import type { Explanations } from './types.ts';

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
