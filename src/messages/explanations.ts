/** What `decp explain` says of each code of the catalogue. */
import { CONVERT } from './explanations/convert.ts';
import { INPUT, RELEASE, SIDES } from './explanations/input.ts';
import { PACKAGE } from './explanations/package.ts';
import { STRUCTURE, SCHEMA, type Explanations } from './explanations/structure.ts';
import { TABLES } from './explanations/tables.ts';
import { WHOLE, PUNCTUATION } from './explanations/syntax-whole.ts';
import { XML, XML_SYNTAX } from './explanations/xml.ts';
import type { Params, RulesParams, EncodingParams, SyntaxParams, FormsParams } from './params.ts';
import { BOUND, CONSOLIDATION, rfc3629, rfc8259, PROGRAM } from './explanations/sources.ts';
import type { SchemaErrorParams } from '../../packages/schema-diff/src/errors.ts';

/** input.schema-*: why a schema could not be compared. */
const CORE = {
  fr: 'JSON Schema 2020-12, Core, section 8.2 : https://json-schema.org/draft/2020-12/json-schema-core#section-8.2',
  en: 'JSON Schema 2020-12, Core, section 8.2: https://json-schema.org/draft/2020-12/json-schema-core#section-8.2',
};

const SCHEMAS: Explanations<SchemaErrorParams> = {
  'input.schema-invalid': {
    why: {
      fr: "Un mot-clé du schéma n'a pas la forme que son dialecte demande : ce qu'il accepte n'est pas défini, donc rien ne peut être comparé.",
      en: 'A keyword of the schema has not the form that its dialect asks for: what it accepts is not defined, so nothing can be compared.',
    },
    mend: {
      fr: "Allez à l'endroit nommé et corrigez le mot-clé. Si le schéma suit un autre dialecte, nommez-le dans « $schema ».",
      en: 'Go to the place named and mend the keyword. If the schema follows another dialect, name it in “$schema”.',
    },
    source: PROGRAM,
  },
  'input.schema-bad-pattern': {
    why: {
      fr: "Un motif du schéma n'est pas une expression régulière ECMA-262. Un motif qui se lit seulement sans le drapeau u est lu ainsi des deux côtés, et le rapport le dit.",
      en: 'A pattern of the schema is no ECMA-262 regular expression. One that only compiles without the u flag is read so on both sides, and the report says so.',
    },
    mend: {
      fr: 'Fermez les parenthèses et les crochets, doublez les « \\ » dans le JSON, et essayez le motif dans une console JavaScript.',
      en: 'Close its brackets, double each “\\” in the JSON, and try the pattern in a JavaScript console.',
    },
    source: PROGRAM,
  },
  'input.schema-remote': {
    why: {
      fr: "Une référence mène à un schéma qui n'est pas dans le fichier. Rien n'est cherché sur le réseau : la réponse doit être la même partout et toujours.",
      en: 'A reference leads to a schema that is not in the file. Nothing is fetched from the network: the answer must be the same everywhere and always.',
    },
    mend: {
      fr: 'Rassemblez les schémas en un seul (bundle), ou donnez par programme les schémas manquants (option « resources »).',
      en: 'Bundle the schemas into one, or give the missing schemas by program (option “resources”).',
    },
    source: CORE,
  },
  'input.schema-no-target': {
    why: {
      fr: "Une référence nomme une définition que le schéma n'a pas.",
      en: 'A reference names a definition that the schema does not have.',
    },
    mend: {
      fr: "Corrigez la référence (les signes « / » et « ~ » d'un nom s'y écrivent « ~1 » et « ~0 »), ou ajoutez la définition.",
      en: 'Mend the reference (the signs “/” and “~” of a name are written “~1” and “~0” there), or add the definition.',
    },
    source: CORE,
  },
  'input.schema-bad-address': {
    why: {
      fr: "L'adresse d'un schéma ou d'une référence n'est pas une adresse (RFC 3986).",
      en: 'The address of a schema or a reference is no address (RFC 3986).',
    },
    mend: { fr: 'Corrigez « $id » ou « $ref ».', en: 'Mend “$id” or “$ref”.' },
    source: CORE,
  },
};

/** input.*: a form of file that was asked for and that there is not. */
const FORMS: Explanations<FormsParams> = {
  'convert.version-left-out': {
    why: {
      fr: "Une feuille de calcul a une ligne par contrat, et rien pour ce que le fichier dit de lui-même : la version n'y figure pas.",
      en: 'A spreadsheet has one row a contract and nothing for what the file says of itself: the version is not in it.',
    },
    mend: {
      fr: 'Pour garder la version dans le fichier, convertissez en JSON, en XML ou en paquet de tables.',
      en: 'To keep the version in the file, convert to JSON, to XML or to a package of tables.',
    },
    source: PROGRAM,
  },
  'output.folder-in-use': {
    why: {
      fr: "Un paquet de tables est un dossier entier : l'écrire par-dessus d'autres fichiers mêlerait les deux.",
      en: 'A package of tables is a whole folder: writing it over other files would mix both.',
    },
    mend: { fr: 'Nommez un dossier neuf ou vide.', en: 'Name a new or empty folder.' },
    source: PROGRAM,
  },
  'input.unknown-form': {
    why: {
      fr: "La forme à écrire se lit à la fin du nom de la sortie : ce nom-ci n'en dit aucune que le programme sache écrire.",
      en: 'The form to write is read from the end of the name of the output: this name says none that the program can write.',
    },
    mend: {
      fr: "Terminez le nom par .json, .xml, .csv, .xlsx ou .zip (tables), ou par une barre oblique pour un dossier de tables ; l'option --to l'emporte sur le nom.",
      en: 'End the name with .json, .xml, .csv, .xlsx or .zip (tables), or with a slash for a folder of tables; the option --to wins over the name.',
    },
    source: PROGRAM,
  },
  'input.one-file': {
    why: {
      fr: 'Une conversion lit un fichier et en écrit un : un dossier de plusieurs fichiers ne dit pas lequel.',
      en: 'A conversion reads one file and writes one: a folder of several files does not say which.',
    },
    mend: { fr: 'Nommez le fichier à convertir.', en: 'Name the file to convert.' },
    source: PROGRAM,
  },
  'input.form-of-version': {
    why: {
      fr: "Les versions publiées avant celle qui est nommée n'ont pas la structure que cette forme demande ; leurs fichiers se lisent, mais ne s'écrivent qu'en JSON.",
      en: 'The versions published before the one named have not the structure that this form asks for; their files are read, but only written in JSON.',
    },
    mend: {
      fr: 'Convertissez en JSON, ou passez les données à une version plus récente.',
      en: 'Convert to JSON, or bring the data to a newer version.',
    },
    source: PROGRAM,
  },
  'input.unknown-target': {
    why: {
      fr: "Ce que le référentiel sait produire a un nom fixe ; celui-ci n'en est pas un.",
      en: 'What the référentiel can make has fixed names; this is none of them.',
    },
    mend: { fr: 'Reprenez un des noms de la liste.', en: 'Take one of the names of the list.' },
    source: PROGRAM,
  },
};

/** syntax.*: why values must be written as JSON writes them. */
type Codes = 'syntax.not-a-number' | 'syntax.bad-number' | 'syntax.bad-escape' | 'syntax.control-character';

const LITERALS: Explanations<Pick<SyntaxParams, Codes>> = {
  'syntax.not-a-number': {
    why: {
      fr: 'Un calcul sans résultat (division par zéro, colonne vide) a laissé « NaN » ou « Infinity ». Le JSON ne connaît pas ces valeurs et la plupart des logiciels refusent le fichier entier.',
      en: 'A calculation without result (division by zero, empty column) left “NaN” or “Infinity”. JSON does not know these values and most programs refuse the whole file.',
    },
    mend: {
      fr: "Donnez le nombre. Si l'information n'existe pas et que le champ est facultatif, retirez le champ. À l'export, demandez à votre bibliothèque de refuser ces valeurs (en Python, l'option « allow_nan=False »).",
      en: 'Give the number. If there is none and the field is optional, remove the field. When exporting, ask your library to refuse these values (in Python, the option “allow_nan=False”).',
    },
    source: rfc8259('6'),
  },
  'syntax.bad-number': {
    why: {
      fr: "Le nombre n'est pas écrit comme le JSON l'écrit : des chiffres, un point pour les décimales, ni espace, ni signe plus, ni zéro de tête.",
      en: 'The number is not written as JSON writes it: digits, a dot before the decimals, no space, no plus sign, no leading zero.',
    },
    mend: {
      fr: 'Écrivez « 12000.50 » et non « 12 000,50 ». Un identifiant qui commence par un zéro est un texte : mettez-le entre guillemets.',
      en: 'Write “12000.50” and not “12 000,50”. An identifier that starts with a zero is a text: put it in quotes.',
    },
    source: rfc8259('6'),
  },
  'syntax.bad-escape': {
    why: {
      fr: "Dans un texte JSON, la barre oblique inverse annonce un caractère spécial. Suivie d'autre chose, comme dans un chemin de Windows, elle rend le texte illisible.",
      en: 'In a text of JSON the backslash announces a special character. Followed by anything else, as in a Windows path, it makes the text unreadable.',
    },
    mend: {
      fr: 'Doublez la barre si elle fait partie du texte, sinon supprimez-la.',
      en: 'Double the backslash if it is part of the text, otherwise delete it.',
    },
    source: rfc8259('7'),
  },
  'syntax.control-character': {
    why: {
      fr: "Un retour à la ligne, une tabulation ou un autre caractère invisible ne peut pas figurer tel quel dans un texte JSON. Il vient souvent d'un copier-coller dans l'objet du marché.",
      en: 'A line break, a tab or another invisible character may not stand as it is in a text of JSON. It often comes from pasting into the object of the contract.',
    },
    mend: {
      fr: 'Remplacez-le par une espace, ou par sa notation (« \\n » pour un retour à la ligne, « \\t » pour une tabulation).',
      en: 'Replace it with a space, or with its notation (“\\n” for a line break, “\\t” for a tab).',
    },
    source: rfc8259('7'),
  },
};

/** encoding.*: why the bytes of a file matter. */
const ENCODING: Explanations<EncodingParams> = {
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

/** rules.*: why some rules are not run. */
const RULES: Explanations<RulesParams> = {
  'rules.list-too-long': {
    why: {
      fr: "Quelques règles comparent entre eux tous les éléments d'une liste : le travail croît avec le carré de sa longueur. Au-delà de 1 000 éléments, ces règles ne sont pas vérifiées sur ce contrat, pour qu'un fichier ne puisse bloquer le contrôle.",
      en: 'Some rules compare all items of a list with one another: the work grows with the square of its length. Beyond 1,000 items these rules are not checked on that contract, so that no file can block the check.',
    },
    mend: {
      fr: "Vérifiez que la liste n'a pas été répétée par l'export ; sinon, contrôlez-la autrement.",
      en: 'Check that the export did not repeat the list; otherwise check it by other means.',
    },
    source: BOUND,
  },
  'rules.left-out': {
    why: {
      fr: "La consolidation nationale applique le schéma d'une version publiée, puis des règles qui ne sont pas toujours celles des textes : elle peut écarter un contrat conforme. Ce constat le signale quand aucun autre ne le dit.",
      en: 'The national consolidation applies the schema of a published version, then rules that are not always those of the texts: it may leave out a contract that conforms. This finding tells it where no other does.',
    },
    mend: {
      fr: "Rien n'est à corriger dans les données. Si le contrat doit paraître dans la consolidation, publiez-le aussi dans la version qu'elle lit, ou signalez l'écart à ceux qui la tiennent.",
      en: 'Nothing is to be corrected in the data. If the contract must appear in the consolidation, publish it in the version that it reads as well, or report the difference to those who keep it.',
    },
    source: CONSOLIDATION,
  },
};

/** Why, how to mend and source of every code, in both languages: a code of the catalogue without them does not compile. */
export const EXPLANATIONS: Explanations<Params> = {
  ...SCHEMA,
  ...ENCODING,
  ...WHOLE,
  ...PUNCTUATION,
  ...LITERALS,
  ...STRUCTURE,
  ...XML_SYNTAX,
  ...XML,
  ...PACKAGE,
  ...TABLES,
  ...RULES,
  ...CONVERT,
  ...INPUT,
  ...FORMS,
  ...SIDES,
  ...SCHEMAS,
  ...RELEASE,
};
