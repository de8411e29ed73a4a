/** syntax.*: what keeps the file as a whole from being JSON. */
import type { SyntaxParams } from '../params.ts';
import { rfc8259 } from './sources.ts';
import type { Explanations } from './structure.ts';

type Codes = 'syntax.empty' | 'syntax.not-json' | 'syntax.truncated' | 'syntax.rest-not-read' | 'syntax.several-texts';

export const WHOLE: Explanations<Pick<SyntaxParams, Codes>> = {
  'syntax.empty': {
    why: {
      fr: "Le fichier ne contient rien, ou seulement des espaces : il n'y a aucune donnée à contrôler.",
      en: 'The file holds nothing, or only spaces: there are no data to check.',
    },
    mend: {
      fr: "Refaites l'export ou le téléchargement, et vérifiez la taille du fichier avant de le publier.",
      en: 'Export or download it again, and check the size of the file before you publish it.',
    },
    source: rfc8259('2'),
  },
  'syntax.not-json': {
    why: {
      fr: "Le contenu n'est pas du JSON dès son début : c'est souvent une page web ou un message d'erreur, enregistré à la place des données. Rien n'a été contrôlé.",
      en: 'The content is not JSON from its very start: often it is a web page or an error message, saved in place of the data. Nothing was checked.',
    },
    mend: {
      fr: "Ouvrez le fichier dans un éditeur de texte pour voir ce qu'il contient, puis exportez à nouveau les données : en JSON, en XML, en CSV ou en XLSX.",
      en: 'Open the file in a text editor to see what it holds, then export the data again: as JSON, XML, CSV or XLSX.',
    },
    source: rfc8259('2'),
  },
  'syntax.truncated': {
    why: {
      fr: "Le fichier s'arrête avant que tout ce qu'il ouvre soit refermé : des contrats manquent sans doute, et aucun logiciel ordinaire ne lira ce qui reste.",
      en: 'The file stops before all that it opens is closed: contracts are probably missing, and no ordinary program will read what is left.',
    },
    mend: {
      fr: "Refaites l'export ou le téléchargement. N'ajoutez les accolades et crochets à la main que si vous êtes sûr qu'il ne manque rien d'autre.",
      en: 'Export or download the file again. Add the braces and brackets by hand only if you are sure that nothing else is missing.',
    },
    source: rfc8259('2'),
  },
  'syntax.rest-not-read': {
    why: {
      fr: "Une erreur d'écriture empêche de savoir où commence la suite. Ce qui vient après n'a pas été contrôlé : l'absence de constat n'y prouve rien.",
      en: 'A fault of writing keeps the program from knowing where the rest begins. What follows was not checked: that nothing is found there proves nothing.',
    },
    mend: {
      fr: "Corrigez l'erreur signalée juste avant, puis relancez le contrôle.",
      en: 'Correct the error told just before, then run the check again.',
    },
    source: rfc8259('9'),
  },
  'syntax.several-texts': {
    why: {
      fr: "Un fichier JSON contient un seul bloc. Plusieurs blocs mis bout à bout (un export par jour ajouté au précédent, un contrat par ligne) ne forment pas un fichier que l'on peut relire.",
      en: 'A JSON file holds a single block. Several blocks put end to end (an export a day added to the one before, one contract a line) do not make a file that can be read.',
    },
    mend: {
      fr: 'Réunissez tous les contrats dans une seule liste, ou faites un fichier de chaque bloc.',
      en: 'Gather all the contracts in one list, or make a file of each block.',
    },
    source: rfc8259('2'),
  },
};

/** syntax.*: why commas, quotes and comments matter. */
type PunctuationCodes =
  | 'syntax.trailing-comma'
  | 'syntax.missing-comma'
  | 'syntax.single-quotes'
  | 'syntax.comment'
  | 'syntax.unquoted-key'
  | 'syntax.duplicate-key'
  | 'syntax.unexpected';

export const PUNCTUATION: Explanations<Pick<SyntaxParams, PunctuationCodes>> = {
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
