import type { EncodingParams } from './params.ts';
import type { Catalogue } from './types.ts';

/** The codes of the encoding: bytes that are not the text they should be. */
export const ENCODING: Catalogue<EncodingParams> = {
  'encoding.bom': {
    severity: 'info',
    title: { fr: 'marque invisible au début (BOM)', en: 'invisible mark at the start (BOM)' },
    fr: () => ({
      found: "trois octets invisibles (marque d'ordre des octets, BOM) au début du fichier",
      expected: 'un fichier UTF-8 qui commence directement par une accolade',
      remedy: 'Rien ne presse, le fichier est lu quand même ; pour les autres logiciels, enregistrez-le en « UTF-8 sans BOM ».',
    }),
    en: () => ({
      found: 'three invisible bytes (byte order mark, BOM) at the start of the file',
      expected: 'a UTF-8 file that starts directly with a brace',
      remedy: 'No hurry, the file is read all the same; for other programs, save it as “UTF-8 without BOM”.',
    }),
  },
  'encoding.invalid-utf8': {
    severity: 'error',
    title: { fr: 'caractère illisible', en: 'unreadable character' },
    fr: () => ({
      found: "un caractère qui n'est pas écrit en UTF-8",
      expected: 'un fichier entièrement écrit en UTF-8',
      remedy: 'Enregistrez ou exportez à nouveau le fichier en UTF-8 (il est sans doute en « Windows-1252 » ou « ISO-8859-1 »).',
    }),
    en: () => ({
      found: 'a character that is not written in UTF-8',
      expected: 'a file written in UTF-8 throughout',
      remedy: 'Save or export the file again as UTF-8 (it is probably in “Windows-1252” or “ISO-8859-1”).',
    }),
  },
  'encoding.nul': {
    severity: 'error',
    title: { fr: 'octet nul dans le fichier', en: 'NUL byte in the file' },
    fr: () => ({
      found: 'un octet nul (caractère vide, invisible)',
      expected: 'un fichier de texte, sans octet nul',
      remedy: "Exportez ou téléchargez à nouveau le fichier : il a été abîmé, ou n'a pas été écrit en UTF-8.",
    }),
    en: () => ({
      found: 'a NUL byte (an empty, invisible character)',
      expected: 'a text file without NUL bytes',
      remedy: 'Export or download the file again: it was damaged, or not written in UTF-8.',
    }),
  },
  'encoding.utf16': {
    severity: 'error',
    title: { fr: 'fichier en UTF-16', en: 'file in UTF-16' },
    fr: () => ({
      found: 'un fichier écrit en UTF-16 (souvent appelé « Unicode » sous Windows)',
      expected: 'un fichier écrit en UTF-8',
      remedy: 'Enregistrez à nouveau le fichier en choisissant le codage « UTF-8 ».',
    }),
    en: () => ({
      found: 'a file written in UTF-16 (often called “Unicode” on Windows)',
      expected: 'a file written in UTF-8',
      remedy: 'Save the file again, choosing the encoding “UTF-8”.',
    }),
  },
};
