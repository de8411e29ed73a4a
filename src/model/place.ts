export type Place = { line: number; column: number };

/** `file:line:column`, as editors and terminals make it clickable. */
export const locationOf = (file: string, place: Place | undefined): string =>
  place ? `${file}:${place.line}:${place.column}` : file;
