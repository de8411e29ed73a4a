/** syntax.*: why commas, quotes and comments matter. */
import type { SyntaxParams } from '../params.ts';
import { rfc8259 } from './sources.ts';
import type { Explanations } from './types.ts';

type Codes =
  | 'syntax.trailing-comma'
  | 'syntax.missing-comma'
  | 'syntax.single-quotes'
  | 'syntax.comment'
  | 'syntax.unquoted-key'
  | 'syntax.duplicate-key'
  | 'syntax.unexpected';

export const PUNCTUATION: Explanations<Pick<SyntaxParams, Codes>> = {
  'syntax.trailing-comma': {
    why: {
      fr: 'En JSON, une virgule sépare deux éléments : après le dernier, elle annonce un élément qui ne vient pas. Certains logiciels la tolèrent, la plupart refusent le fichier entier.',
      en: 'In JSON a comma stands between two items: after the last one it announces an item that does not come. Some programs bear with it, most refuse the whole file.',
    },
    mend: {
      fr: "Supprimez la virgule. Si le fichier est produit par un logiciel, c'est lui qu'il faut corriger : il assemble sans doute le JSON à la main.",
      en: 'Delete the comma. If a program makes the file, mend the program: it probably puts the JSON together by hand.',
    },
    source: rfc8259('4'),
  },
  'syntax.missing-comma': {
    why: {
      fr: "Deux éléments se suivent sans la virgule qui les sépare : on ne peut plus savoir avec certitude où finit l'un et où commence l'autre.",
      en: 'Two items follow each other without the comma between them: where one ends and the other begins is no longer certain.',
    },
    mend: {
      fr: 'Ajoutez la virgule. Regardez aussi la ligne précédente : un guillemet ou une accolade y manque parfois.',
      en: 'Add the comma. Look at the line before as well: sometimes a quote or a brace is missing there.',
    },
    source: rfc8259('5'),
  },
  'syntax.single-quotes': {
    why: {
      fr: "En JSON, un texte est entre guillemets droits (\"). Les apostrophes sont la notation d'un langage de programmation, souvent celle d'un objet affiché au lieu d'être exporté.",
      en: 'In JSON a text is in double quotes ("). Single quotes are the notation of a programming language, often of an object that was printed instead of exported.',
    },
    mend: {
      fr: 'Produisez le fichier avec une bibliothèque JSON. Un simple remplacement de toutes les apostrophes abîmerait celles des textes.',
      en: 'Make the file with a JSON library. Replacing all single quotes would damage the apostrophes of the texts.',
    },
    source: rfc8259('7'),
  },
  'syntax.comment': {
    why: {
      fr: 'Le JSON ne permet aucun commentaire : un logiciel qui en rencontre un refuse le fichier.',
      en: 'JSON allows no comment: a program that meets one refuses the file.',
    },
    mend: {
      fr: 'Supprimez le commentaire ; ce qui doit être dit des données va dans leur page de publication.',
      en: 'Delete the comment; what has to be said of the data goes to the page that publishes them.',
    },
    source: rfc8259('2'),
  },
  'syntax.unquoted-key': {
    why: {
      fr: 'En JSON, le nom d\'un champ est un texte : il est toujours entre guillemets droits (").',
      en: 'In JSON the name of a field is a text: it is always in double quotes (").',
    },
    mend: {
      fr: 'Entourez le nom de guillemets droits, ou produisez le fichier avec une bibliothèque JSON.',
      en: 'Put the name in double quotes, or make the file with a JSON library.',
    },
    source: rfc8259('4'),
  },
  'syntax.duplicate-key': {
    why: {
      fr: "Le même nom figure deux fois dans un bloc. Le format demande des noms différents, et les logiciels ne gardent qu'une des deux valeurs, pas tous la même : une donnée se perd sans bruit.",
      en: 'The same name stands twice in a block. The format asks for different names, and programs keep only one of the two values, not all the same one: a value is lost silently.',
    },
    mend: {
      fr: "Gardez la bonne valeur et supprimez l'autre. Si les deux sont justes, elles vont sans doute dans une liste.",
      en: 'Keep the right value and delete the other. If both are right, they probably belong in a list.',
    },
    source: rfc8259('4'),
  },
  'syntax.unexpected': {
    why: {
      fr: "À cet endroit, ce qui est écrit ne suit pas les règles du JSON, sans que l'on puisse dire plus précisément quelle faute a été faite.",
      en: 'What is written in this place does not follow the rules of JSON, and it cannot be told more exactly which fault was made.',
    },
    mend: {
      fr: 'Corrigez cet endroit, ou celui qui le précède : un guillemet, une virgule ou une accolade oubliés se voient un peu plus loin.',
      en: 'Correct this place, or the one before it: a forgotten quote, comma or brace shows a little further on.',
    },
    source: rfc8259('2'),
  },
};
