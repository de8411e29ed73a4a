import type { Problem, SchemaFiles, Subject } from '../problem.ts';
import type { Place } from '../../model/place.ts';
import type { Texts } from '../../model/types.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

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
const lineOfSource = (json: string, id: string): Place | undefined =>
  lineThat(json, (line) => line.includes(`"x-source": ${JSON.stringify(id).slice(0, -1)}`));

function lineThat(text: string, holds: (line: string) => boolean): Place | undefined {
  const index = text.split('\n').findIndex(holds);
  return index < 0 ? undefined : { line: index + 1, column: 1 };
}

/**
 * Which kind of refusal a problem is: `more` says what to do where the check does not say the whole of it, `instead` takes the place of a sentence that
 * says nothing of it.
 */
type Reading = { kind: RefusalKind; file?: RegExp; is: (about: Subject) => boolean; more?: Texts; instead?: Texts };

const IDENTIFIER: Texts = textsOf(GATE, (say) => say.identifier());

const EXAMPLE = '« arrete-2022-12-22-marches, annexe I »';

const isMissing = ({ message, at, name }: Subject, wanted: string, where?: string): boolean =>
  message === 'meta.required' && name === wanted && (where === undefined || at === where);

const READINGS: readonly Reading[] = [
  {
    kind: 'source',
    is: (about) => isMissing(about, 'x-source'),
    more: textsOf(GATE, (say) => say['source.in-schema']({ identifier: IDENTIFIER })),
  },
  {
    kind: 'source',
    is: ({ message, name }) => message === 'codelist.empty-column' && name === 'source',
    more: textsOf(GATE, (say) => say['source.in-codelist']({ example: EXAMPLE })),
  },
  {
    kind: 'source',
    file: /^schema\/fields\//,
    is: (about) => isMissing(about, 'source', ''),
    more: textsOf(GATE, (say) => say['source.in-field']({ example: EXAMPLE })),
  },
  {
    kind: 'source',
    file: /\/rules\//,
    is: (about) => isMissing(about, 'source', '') || isMissing(about, 'text', '/source'),
    more: textsOf(GATE, (say) => say['source.in-rule']({ identifier: IDENTIFIER })),
  },
  {
    kind: 'source',
    is: ({ message, at = '', name }) =>
      /^\/source\b/.test(at) && (message === 'text.empty' || (message === 'meta.pattern' && name === '\\S')),
    instead: textsOf(GATE, (say) => say['source.empty']({ identifier: IDENTIFIER })),
  },
  { kind: 'source', is: ({ at = '' }) => /^\/(?:\d+\/)?source\b/.test(at) },
  { kind: 'source', is: ({ message }) => message === 'source.unknown' },
  {
    kind: 'source',
    is: ({ message }) => message === 'source.unknown-text',
    more: textsOf(GATE, (say) => say['source.unknown']()),
  },
  { kind: 'source', is: ({ message }) => message === 'source.unknown-place' },
  { kind: 'apostrophe', is: ({ message = '' }) => /[.-]apostrophe$/.test(message) },
  { kind: 'example', is: ({ message }) => message === 'rule-without-example' || message === 'rule-to-complete' },
  { kind: 'generated', is: ({ message }) => message === 'published.not-in-force' },
];

/** The refusal that a problem of the sources makes. */
export function refusalOf({ about = {}, ...problem }: Problem, files?: SchemaFiles): Refusal {
  const { file } = problem;
  const reading = READINGS.find((one) => one.is(about) && (one.file?.test(file) ?? true));
  const { more = { fr: '', en: '' }, instead = problem } = reading ?? {};
  return {
    ...problem,
    ...(!problem.place && files && placeOf(file, about, files)),
    kind: reading?.kind ?? 'check',
    fr: instead.fr + more.fr,
    en: instead.en + more.en,
  };
}

/** A check of a codelist names the code, and one of the sources the text: their lines are those of the files. */
function placeOf(
  file: string,
  { message, name, code }: Subject,
  files: SchemaFiles,
): Pick<Problem, 'file' | 'place'> | undefined {
  if (code !== undefined) return { file, place: lineOfCode(files.get(file.replace(/^schema\//, '')) ?? '', code) };
  if (!/^source\.unknown-(text|place)$/.test(message ?? '') || name === undefined) return undefined;
  for (const [path, json] of files) {
    const place = `schema/${path}`.startsWith(`${file}/`) && path.endsWith('.schema.json') ? lineOfSource(json, name) : undefined;
    if (place) return { file: `schema/${path}`, place };
  }
  return undefined;
}
