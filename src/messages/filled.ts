/** A sentence with the values in place of `{0}`, `{1}`. */
export const filled = (sentence: string, values: readonly (string | number)[]): string =>
  values.reduce<string>((said, value, i) => said.replaceAll(`{${i}}`, () => String(value)), sentence);
