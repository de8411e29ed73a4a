/** A text with values in it: `pieces`, one more than there are values, is the same list for all texts of a template. */
export type TextParts = { pieces: readonly string[]; values: readonly string[] };

/** The text as a whole. */
export function joinedText({ pieces, values }: TextParts): string {
  let text = pieces[0] ?? '';
  for (let i = 0; i < values.length; i++) text += (values[i] as string) + (pieces[i + 1] as string);
  return text;
}
