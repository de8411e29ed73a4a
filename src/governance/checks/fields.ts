import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/walk.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { checkMarkdown } from './markdown.ts';
import { metaCheck } from './meta-schema.ts';

/** Each field file keeps to its meta-schema and is used by a version; those of `next` name their counterparts elsewhere; texts are clean CommonMark. */
export function checkFields(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const check = metaCheck(files, 'field.schema.json');
  const used = new Set(models.flatMap(fieldsOf));
  const current = new Set(models.filter(({ version }) => version === 'next').flatMap(fieldsOf));
  const problems: Problem[] = [];
  for (const [path, text] of files) {
    const id = /^fields\/(.+)\.yaml$/.exec(path)?.[1];
    if (id === undefined) continue;
    const file = `schema/${path}`;
    const { source, problems: found } = check(file, text);
    problems.push(...found, ...checkMarkdown(file, source));
    if (!used.has(id))
      problems.push({
        file,
        fr: 'aucune version ne se sert de ce champ ; retirez le fichier ou corrigez son nom',
        en: 'no version uses this field; remove the file or mend its name',
      });
    if (current.has(id)) problems.push(...counterparts(file, source.value));
  }
  return problems;
}

const fieldsOf = ({ schema }: Model): string[] => [...subschemas(schema)].flatMap(([, node]) => node['x-field'] ?? []);

function counterparts(file: string, value: unknown): Problem[] {
  return ['x-ocds', 'x-eforms']
    .filter((key) => typeof value === 'object' && value !== null && !(key in value))
    .map((key) => ({
      file,
      fr: `il manque « ${key} » : donnez le champ qui correspond, ou « aucun » avec sa raison`,
      en: `“${key}” is missing: give the counterpart, or “aucun” with its reason`,
    }));
}
