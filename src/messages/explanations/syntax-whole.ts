/** syntax.*: what keeps the file as a whole from being JSON. */
import type { SyntaxParams } from '../params.ts';
import { rfc8259 } from './sources.ts';
import type { Explanations } from './types.ts';

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
      fr: "Ouvrez le fichier dans un éditeur de texte pour voir ce qu'il contient, puis exportez les données en JSON. Seul le JSON est lu pour l'instant.",
      en: 'Open the file in a text editor to see what it holds, then export the data as JSON. Only JSON is read for now.',
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
