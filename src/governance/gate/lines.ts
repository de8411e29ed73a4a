import type { Place } from '../../model/source-text.ts';

/** Where a codelist, as its CSV file is written, has a code. */
export const lineOfCode = (csv: string, code: string): Place | undefined =>
  lineThat(csv, (line) => line.startsWith(`${code},`) || line.startsWith(`"${code.replaceAll('"', '""')}",`));

/** Where a schema, as its JSON file is written, names a property; where it does so twice, which one is meant is not known. */
export function lineOfProperty(json: string, name: string): Place | undefined {
  const key = `${JSON.stringify(name)}:`;
  return json.indexOf(key) === json.lastIndexOf(key) ? lineThat(json, (line) => line.includes(key)) : undefined;
}

/** Where a schema, as its JSON file is written, cites a legal text. */
export const lineOfSource = (json: string, id: string): Place | undefined =>
  lineThat(json, (line) => line.includes(`"x-source": ${JSON.stringify(id).slice(0, -1)}`));

function lineThat(text: string, holds: (line: string) => boolean): Place | undefined {
  const index = text.split('\n').findIndex(holds);
  return index < 0 ? undefined : { line: index + 1, column: 1 };
}
