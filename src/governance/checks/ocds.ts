import { valueAt } from '../../../packages/base/src/pointer.ts';
import { isBefore } from '../../model/releases.ts';
import { readSource } from '../../model/source-text.ts';
import { subschemas } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { nearest } from '../../messages/nearest.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { FieldMapping } from '../../ocds/mapping.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { COUNTERPARTS, readCounterparts } from '../counterparts/files.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { type Fault, problemOf } from './faults.ts';
import { metaCheck } from './meta-schema.ts';

const FILE = 'ocds/mapping.yaml';

/** The first version whose fields are exported. */
const SINCE = '2.0.1';

/**
 * Checks that the mapping to OCDS follows its meta-schema, names fields of the versions that are exported and paths of OCDS, and says of each field what its
 * `x-ocds` says. A new field for which OCDS has no place need not be in it: the extension has it then.
 */
export function checkOcds(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const file = `schema/${FILE}`;
  const { source, problems } = metaCheck(files, 'ocds.schema.json')(file, files.get(FILE) ?? '');
  if (problems.length > 0) return problems;
  const { fields } = source.value as { fields: Record<string, FieldMapping> };
  const known = new Set(models.filter(({ version }) => !isBefore(version, SINCE)).flatMap(fieldsOf));
  const { paths, edition } = readCounterparts(files, 'x-ocds');
  const faults = Object.entries(fields).flatMap(([id, { ocds }]): Fault[] => [
    ...(known.has(id) ? [] : [{ at: `/fields/${id}`, texts: unknownField(id, [...known]) }]),
    ...ocds.flatMap((path, i) =>
      paths.includes(path) ? [] : [{ at: `/fields/${id}/ocds/${i}`, texts: unknownPath(path, paths, edition) }],
    ),
    ...disagreement(files, id, ocds),
  ]);
  return [...faults, ...unmapped(files, models, fields)].map((fault) => problemOf(file, source, fault));
}

/** The fields of `next` of which their files name a path of OCDS, and the mapping says nothing: an export would put them into the extension all the same. */
function unmapped(files: SchemaFiles, models: readonly Model[], fields: Record<string, FieldMapping>): Fault[] {
  const ids = new Set(models.filter(({ version }) => version === 'next').flatMap(fieldsOf));
  return [...ids].flatMap((id) => {
    const path = valueAt(readSource(files.get(`fields/${id}.yaml`) ?? '').value, '/x-ocds/path');
    if (Object.hasOwn(fields, id) || typeof path !== 'string') return [];
    return [
      { at: '/fields', texts: textsOf(CHECKS, (say) => say['ocds.unmapped']({ id, path, file: `schema/fields/${id}.yaml` })) },
    ];
  });
}

const fieldsOf = ({ schema }: Model): string[] => [...subschemas(schema)].flatMap(([, node]) => node['x-field'] ?? []);

const unknownField = (id: string, known: readonly string[]): Fault['texts'] =>
  textsOf(CHECKS, (say) => say['ocds.field']({ id, since: SINCE, meant: nearest(id, known, 1)[0] }));

const unknownPath = (path: string, paths: readonly string[], edition: string): Fault['texts'] =>
  textsOf(CHECKS, (say) => say['field.ocds']({ path, edition, meant: nearest(path, paths, 1)[0], file: COUNTERPARTS['x-ocds'] }));

/** What the file of the field says otherwise: another path than the first, or none where there is one. */
function disagreement(files: SchemaFiles, id: string, ocds: readonly string[]): Fault[] {
  const text = files.get(`fields/${id}.yaml`);
  const said = text === undefined ? undefined : valueAt(readSource(text).value, '/x-ocds');
  if (said === undefined) return [];
  const path = valueAt(said, '/path');
  if (typeof path === 'string' ? ocds[0] === path : ocds.length === 0) return [];
  const texts = textsOf(CHECKS, (say) =>
    say['ocds.other-path']({ file: `schema/fields/${id}.yaml`, path: typeof path === 'string' ? path : 'aucun' }),
  );
  return [{ at: `/fields/${id}/ocds`, texts }];
}
