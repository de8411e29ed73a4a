import type { Field, Schema } from '../../model/types.ts';

/** Columns of a line of text, so that no line of the types is longer than 140 with its indent and its star. */
const WIDTH = 120;

/** Paragraphs as the text of a comment: wrapped, one under the other. */
export const docOf = (paragraphs: readonly string[]): string =>
  paragraphs
    .filter((text) => text !== '')
    .flatMap((text) => text.split('\n').flatMap(wrapped))
    .join('\n')
    // The end of a comment; in a regular expression `\/` is `/`.
    .replaceAll('*/', '*\\/');

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** What a field is, in French, as a sentence and its description. */
export const fieldTexts = (field: Field | undefined): string[] => (field ? [`${field.title.fr}.`, field.description.fr] : []);

/** The same with its unit and its source. */
export const fieldDoc = (field: Field | undefined): string[] => [
  ...fieldTexts(field),
  field?.unit ? `Unité : ${field.unit.fr}.` : '',
  field ? `Source : ${field.source.fr}.` : '',
];

/** Of an object that some published versions let be anything else. */
export const UNTYPED =
  "Le schéma de cette version n'impose pas que ce soit un objet : il n'en regarde les champs que si c'en est un.";

const TAGS = ['pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'uniqueItems'] as const;

/** What TypeScript cannot say of a value: a line for each keyword of its schema, as `@minimum 1`. */
export const tagsOf = (schema: Schema): string[] => [
  // Integers are numbers in TypeScript.
  ...([schema.type].flat().includes('integer') ? ['@type integer'] : []),
  ...TAGS.filter((keyword) => schema[keyword] !== undefined).map((keyword) => tag(keyword, String(schema[keyword]))),
];

const tag = (keyword: string, value: string): string =>
  keyword.length + value.length + 2 > WIDTH
    ? `@${keyword} (trop long pour une ligne : voir le schéma JSON)`
    : `@${keyword} ${value}`;
