import type { Problem } from '../problem.ts';
import type { Place } from '../../model/source-text.ts';

/**
 * Why a proposal is refused: a published version is edited (`frozen`); what was added has no example that would notice it broken (`example`),
 * or what was there has none any more (`score`); a text has no source (`source`), or the description of the proposal has none (`description`);
 * a code or a text has a typographic apostrophe (`apostrophe`); a French text changes and the English beside it does not (`translation`); the
 * commits claim less than what changes asks for (`commit`); data is refused that no number and no erratum gives up (`break`); a file that a
 * program writes was changed by hand (`generated`); a file is not formatted (`format`); an example or a source is wrong otherwise (`check`).
 */
export type RefusalKind =
  | 'frozen'
  | 'generated'
  | 'source'
  | 'apostrophe'
  | 'translation'
  | 'example'
  | 'score'
  | 'break'
  | 'commit'
  | 'description'
  | 'format'
  | 'check';

/** One sentence in each language: it names the thing, and says what to do. The place is that of the Problem. */
export type Refusal = Problem & { kind: RefusalKind };

/** A file that a proposal touches, by its path from the top of the référentiel. */
export type ChangedFile = { path: string; how: 'added' | 'changed' | 'removed' };

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
