import { readSource } from '../../model/source-text.ts';
import type { Release } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';

/** Each `x-source` names a text of `legal-texts.yaml`; the list of teams and the lists of known defects keep to their meta-schemas. */
export function checkSources(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const defects = metaCheck(files, 'known-defects.schema.json');
  const texts = files.get('legal-texts.yaml') ?? '';
  const known = new Set(Object.keys(readSource(texts).value ?? {}));
  return [
    ...metaCheck(files, 'organisation.schema.json')('schema/organisation.json', files.get('organisation.json') ?? '').problems,
    ...[...files]
      .filter(([path]) => path.endsWith('/known-defects.yaml'))
      .flatMap(([path, text]) => defects(`schema/${path}`, text).problems),
    ...models.flatMap((model) => unknownSources(model, known)),
  ];
}

/** The files that all others cite, legal texts and versions, keep to their meta-schemas. To be looked at first: a slip in one would be told of each file that cites it. */
export const checkShared = (files: SchemaFiles): Problem[] => [
  ...metaCheck(files, 'legal-texts.schema.json')('schema/legal-texts.yaml', files.get('legal-texts.yaml') ?? '').problems,
  ...releaseProblems(files),
];

/** The index keeps to its meta-schema, and names one version that the State applies: all that speaks of the law is read from it. */
function releaseProblems(files: SchemaFiles): Problem[] {
  const file = 'schema/releases.json';
  const { problems, source } = metaCheck(files, 'releases.schema.json')(file, files.get('releases.json') ?? '');
  if (problems.length > 0) return problems;
  const { releases } = source.value as { releases: Release[] };
  const inForce = releases.filter(({ status }) => status === 'en vigueur').map(({ version }) => version);
  if (inForce.length === 1) return [];
  const [fr, en] = inForce.length === 0 ? ['aucune', 'none'] : [inForce.join(', '), inForce.join(', ')];
  return [
    {
      file,
      place: source.place('/releases'),
      fr: `une version et une seule est « en vigueur », celle que l'État applique (ici : ${fr}) ; écrivez « publiée ici » ou « remplacée » pour les autres`,
      en: `one version only is “en vigueur”, the one that the State applies (here: ${en}); write “publiée ici” or “remplacée” for the others`,
    },
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
