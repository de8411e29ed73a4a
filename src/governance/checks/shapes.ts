import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';

/** Files of `schema/`, and the meta-schema that each follows. Schemas, rules, errata and what all others cite have checks of their own, which say more. */
const SHAPES: readonly [path: RegExp, metaSchema: string][] = [
  [/^fields\/[^/]+\.yaml$/, 'field.schema.json'],
  [/^[^/]+\/migration\.yaml$/, 'migration.schema.json'],
  [/^[^/]+\/known-defects\.yaml$/, 'known-defects.schema.json'],
  [/^next\/impact[^/]*\.json$/, 'impact.schema.json'],
  [/^ocds\/mapping\.yaml$/, 'ocds.schema.json'],
  [/^organisation\.json$/, 'organisation.schema.json'],
];

/** Reports the files that do not follow their meta-schema, before anything is read from them: what reads them relies on it. */
export const checkShapes = (files: SchemaFiles): Problem[] =>
  SHAPES.flatMap(([path, metaSchema]) => {
    const check = metaCheck(files, metaSchema);
    return [...files].flatMap(([name, text]) => (path.test(name) ? check(`schema/${name}`, text).problems : []));
  });
