/** encoding.*: why the bytes of a file matter. */
import type { EncodingParams } from '../params.ts';
import { rfc3629, rfc8259 } from './sources.ts';
import type { Explanations } from './types.ts';

export const ENCODING: Explanations<EncodingParams> = {
  'encoding.bom': {
    why: {
      fr: "Trois octets invisibles ouvrent le fichier. Le format JSON demande de ne pas les écrire et permet de les ignorer : ce programme les saute, d'autres logiciels refusent le fichier.",
      en: 'Three invisible bytes open the file. The JSON format asks not to write them and allows them to be ignored: this program skips them, other programs refuse the file.',
    },
    mend: {
      fr: 'Enregistrez le fichier en « UTF-8 sans BOM » (dans beaucoup de tableurs et de bibliothèques, un codage distinct de « UTF-8 avec BOM »).',
      en: 'Save the file as “UTF-8 without BOM” (in many spreadsheets and libraries an encoding apart from “UTF-8 with BOM”).',
    },
    source: rfc8259('8.1'),
  },
  'encoding.invalid-utf8': {
    why: {
      fr: "Un fichier JSON échangé s'écrit en UTF-8. Une suite d'octets qui n'en est pas ne dit pas quel caractère elle représente : les accents seraient perdus ou changés.",
      en: 'A JSON file that is exchanged is written in UTF-8. A sequence of bytes that is not does not say which character it stands for: accents would be lost or changed.',
    },
    mend: {
      fr: 'Exportez ou enregistrez à nouveau le fichier en UTF-8. Il est sans doute en « Windows-1252 » ou « ISO-8859-1 », ou réunit des morceaux de codages différents.',
      en: 'Export or save the file again as UTF-8. It is probably in “Windows-1252” or “ISO-8859-1”, or joins pieces of different encodings.',
    },
    source: rfc3629('3'),
  },
  'encoding.nul': {
    why: {
      fr: "Un octet nul n'a pas sa place dans un texte. Il vient d'un fichier abîmé (copie interrompue, disque plein) ou écrit dans un autre codage que l'UTF-8.",
      en: 'A NUL byte has no place in a text. It comes from a damaged file (interrupted copy, full disk) or from another encoding than UTF-8.',
    },
    mend: {
      fr: 'Exportez ou téléchargez à nouveau le fichier, en UTF-8.',
      en: 'Export or download the file again, in UTF-8.',
    },
    source: rfc8259('2'),
  },
  'encoding.utf16': {
    why: {
      fr: "Un fichier JSON échangé s'écrit en UTF-8. Celui-ci est en UTF-16, que beaucoup de logiciels ne lisent pas ; rien n'en a été contrôlé.",
      en: 'A JSON file that is exchanged is written in UTF-8. This one is in UTF-16, which many programs do not read; nothing of it was checked.',
    },
    mend: {
      fr: "Enregistrez à nouveau le fichier en choisissant « UTF-8 ». Sous Windows, « Unicode » désigne souvent l'UTF-16.",
      en: 'Save the file again, choosing “UTF-8”. On Windows “Unicode” often means UTF-16.',
    },
    source: rfc8259('8.1'),
  },
};
