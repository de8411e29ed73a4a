import { readSource } from '../../model/source-text.ts';
import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/walk.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';

/** Each `x-source` names a text of `legal-texts.yaml`; that file, `releases.json` and the lists of known defects keep to their meta-schemas. */
export function checkSources(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const defects = metaCheck(files, 'known-defects.schema.json');
  const texts = files.get('legal-texts.yaml') ?? '';
  const known = new Set(Object.keys(readSource(texts).value ?? {}));
  return [
    ...metaCheck(files, 'legal-texts.schema.json')('schema/legal-texts.yaml', texts).problems,
    ...metaCheck(files, 'releases.schema.json')('schema/releases.json', files.get('releases.json') ?? '').problems,
    ...[...files]
      .filter(([path]) => path.endsWith('/known-defects.yaml'))
      .flatMap(([path, text]) => defects(`schema/${path}`, text).problems),
    ...models.flatMap((model) => unknownSources(model, known)),
  ];
}

function unknownSources({ version, schema }: Model, known: Set<string>): Problem[] {
  return [...subschemas(schema)].flatMap(([pointer, node]) => {
    const id = node['x-source']?.split(',')[0];
    if (id === undefined || known.has(id)) return [];
    return [
      {
        file: `schema/${version}`,
        fr: `${pointer} : le texte « ${id} » n'est pas dans legal-texts.yaml`,
        en: `${pointer}: the text “${id}” is not in legal-texts.yaml`,
      },
    ];
  });
}
