/** The cell that explains a column, in French: its title, whether it must be filled, what to put, the unit and an example. */
import { toCellText } from '../../model/cell-text.ts';
import type { Place } from '../../model/sheet.ts';
import type { Leaf } from '../../model/tree.ts';

/** Every cell of the row begins so: the reader knows the row by it. */
const START = 'Aide :';

export function helpText(place: Place): string {
  const field = place.member?.field;
  const unit = field?.unit?.fr;
  const example = exampleOf(place);
  return [
    `${START} ${field?.title.fr ?? place.name}.`,
    `${obligation(place)}.`,
    firstSentence(field?.description.fr ?? ''),
    `${rule(place.leaf)}.`,
    ...(unit === undefined || place.leaf.isDate ? [] : [`Unité : ${unit}.`]),
    ...(example === undefined ? [] : [`Exemple : ${example}`]),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function obligation({ name, required, member }: Place): string {
  if (required) return 'Obligatoire';
  const block = /^.*\.[0-9]+(?=\.)/.exec(name)?.[0];
  return block !== undefined && member?.required === true ? `Obligatoire si « ${block} » est rempli` : 'Facultatif';
}

/** The descriptions speak of JSON where the notation matters; a cell has another. */
const firstSentence = (description: string): string =>
  (/^.*?[.!?](?= |$)/s.exec(description)?.[0] ?? description)
    .replace(/, (?:dans une chaîne entre guillemets[^.,;]*|en texte)(?=[.,; ])/g, '')
    .replaceAll('`true`', '« oui »')
    .replaceAll('`false`', '« non »')
    .replace(/`([^`]+)`/g, '« $1 »');

/** More codes than this make a cell nobody reads: then the list is named. */
const FEW_CODES = 8;

function rule({ isDate, type, schema, codelist }: Leaf): string {
  if (isDate) return 'AAAA-MM-JJ ou JJ/MM/AAAA';
  if (type === 'boolean') return 'oui ou non';
  if (type === 'integer') return 'Nombre entier';
  if (type === 'number') return 'Nombre, avec une virgule décimale et sans symbole';
  const codes = schema.enum?.filter((code) => typeof code === 'string');
  if (!codes) return 'Texte';
  if (codes.length <= FEW_CODES) return `Une de ces valeurs : ${codes.map((code) => `« ${code} »`).join(', ')}`;
  return codelist === undefined ? 'Une valeur de la liste' : `Une valeur de la liste « ${codelist} »`;
}

/** The first example that the column could hold, as it is typed. */
function exampleOf({ leaf, member }: Place): string | undefined {
  for (const example of member?.field?.examples ?? []) {
    const value: unknown = Array.isArray(example) ? example[0] : example;
    const text = toCellText(leaf, value);
    if (text !== undefined) return text;
  }
  return undefined;
}
