/** Finds where each change was written, in the sources of a version or in a schema file. */
import type { Change, JsonSchema } from '../../../packages/schema-diff/src/index.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import { readSource } from '../../model/source-text.ts';
import type { SourcePlace } from './types.ts';

/**
 * The places of the changes of a version, by fingerprint: of fields by `x-field`, of codes in their codelists, of rules by file
 * name. `files`: by path from the folder of the version.
 */
export function versionPlaces(
  changes: readonly Change[],
  files: ReadonlyMap<string, string>,
  folder: string,
): Map<string, SourcePlace> {
  const fields = fieldPlaces(files);
  const at = (change: Change): SourcePlace | undefined =>
    codePlace(change, files) ?? rulePlace(change, files) ?? (change.field === undefined ? undefined : fields.get(change.field));
  return new Map(
    changes.flatMap((change) => {
      const place = at(change) ?? rootPlace(change, files);
      return place ? [[change.fingerprint, { ...place, file: `${folder}/${place.file}` }] as const] : [];
    }),
  );
}

/** The fallback for changes without a field, or whose field no longer exists. */
const rootPlace = (_: Change, files: ReadonlyMap<string, string>): SourcePlace | undefined =>
  files.has('decp.schema.json') ? { file: 'decp.schema.json', line: 1, column: 1 } : undefined;

const rulePlace = ({ kind, path }: Change, files: ReadonlyMap<string, string>): SourcePlace | undefined =>
  kind.startsWith('rule-') && files.has(`rules/${path}.yaml`) ? { file: `rules/${path}.yaml`, line: 1, column: 1 } : undefined;

/** The row of the code that the change names, or the head of its codelist. The row of a replacement code is not searched. */
function codePlace({ params }: Change, files: ReadonlyMap<string, string>): SourcePlace | undefined {
  const { codelist, replacedBy: _, ...named } = params;
  if (typeof codelist !== 'string') return undefined;
  const file = `codelists/${codelist}.csv`;
  const lines = files.get(file)?.split('\n');
  if (!lines) return undefined;
  const codes = Object.values(named)
    .flat()
    .filter((value) => typeof value === 'string');
  const row = lines.findIndex((line) => codes.some((code) => line.startsWith(`${code},`) || line.startsWith(`"${code}",`)));
  return { file, line: Math.max(row, 0) + 1, column: 1 };
}

/** The place of each `x-field` definition. */
function fieldPlaces(files: ReadonlyMap<string, string>): Map<string, SourcePlace> {
  const places = new Map<string, SourcePlace>();
  for (const [file, text] of files) {
    if (!file.endsWith('.schema.json')) continue;
    const source = readSource(text);
    for (const [pointer, field] of fieldsIn(source.value)) {
      const place = source.place(pointer);
      if (place && !places.has(field)) places.set(field, { file, ...place });
    }
  }
  return places;
}

function* fieldsIn(value: unknown, pointer = ''): Generator<[pointer: string, field: string]> {
  if (typeof value !== 'object' || value === null) return;
  const own = (value as Record<string, unknown>)['x-field'];
  if (typeof own === 'string') yield [pointer, own];
  for (const [key, inside] of Object.entries(value)) yield* fieldsIn(inside, child(pointer, key));
}

/** For larger files (in characters) only the file is reported, because locating lines would take too long. */
const LARGEST_TEXT = 1 << 20;

/** The places of the changes of a single-file schema, as far as their paths can be followed. */
export function filePlaces(changes: readonly Change[], text: string, file: string): Map<string, SourcePlace> {
  if (text.length > LARGEST_TEXT) return new Map(changes.map(({ fingerprint }) => [fingerprint, { file }]));
  const source = readSource(text);
  return new Map(
    changes.map(({ path, fingerprint }) => [
      fingerprint,
      { file, ...source.place(deepestPointer(source.value as JsonSchema | undefined, path)) },
    ]),
  );
}

const steps = (path: string): string[] =>
  path
    .split('.')
    .flatMap((name) => name.split(/(?=\[\])/))
    .filter((name) => name !== '');

/** The pointer of the subschema at a path, or of its nearest existing ancestor. */
function deepestPointer(root: JsonSchema | undefined, path: string): string {
  let pointer = '';
  for (const step of steps(path)) {
    const here = target(root, pointer);
    const next = step === '[]' ? `${here}/items` : `${here}/properties${child('', step)}`;
    if (valueAt(root, next) === undefined) return here;
    pointer = next;
  }
  return pointer;
}

/** Follows the references of a subschema inside the file. */
function target(root: JsonSchema | undefined, pointer: string): string {
  const seen = new Set<string>();
  let here = pointer;
  for (;;) {
    const $ref = valueAt(root, `${here}/$ref`);
    if (typeof $ref !== 'string' || !$ref.startsWith('#/') || seen.has($ref) || valueAt(root, $ref.slice(1)) === undefined)
      return here;
    seen.add($ref);
    here = $ref.slice(1);
  }
}
