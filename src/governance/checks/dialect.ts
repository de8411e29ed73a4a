import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';
import { checkStructure } from './structure.ts';

/** Each schema source keeps to the dialect; those of `next` also to its stricter part. */
export function checkDialect(files: SchemaFiles): Problem[] {
  const dialect = metaCheck(files, 'decp-dialect.schema.json');
  const strict = metaCheck(files, 'next-dialect.schema.json');
  const problems: Problem[] = [];
  for (const [path, text] of files) {
    if (!/^(next|\d+\.\d+\.\d+)\/[a-z-]+\.schema\.json$/.test(path)) continue;
    const found = dialect(`schema/${path}`, text).problems;
    problems.push(...(found.length === 0 && path.startsWith('next/') ? strict(`schema/${path}`, text).problems : found));
  }
  return problems;
}

/** The dialect, then what it cannot say of a schema as a whole: only of sources that keep to it. */
export function checkSchemas(files: SchemaFiles): Problem[] {
  const problems = checkDialect(files);
  return problems.length > 0 ? problems : checkStructure(files);
}
