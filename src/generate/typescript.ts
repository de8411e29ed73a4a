import type { RecordKind } from '../model/kinds.ts';
import { treesOf } from '../model/tree.ts';
import type { Model, Schema } from '../model/types.ts';
import { docOf } from './typescript/doc.ts';
import { Names } from './typescript/names.ts';
import { branchSchema } from './typescript/node.ts';
import { addRoot, RECORD_TYPES } from './typescript/root.ts';

/** One type to declare: its schema names other types by `tsType` and holds no `$ref`, so that no name has to be invented. */
export type Declaration = { name: string; schema: Schema };

const TITLES: [kind: RecordKind, title: string][] = [
  ['marche', 'Un marché public.'],
  ['contrat-concession', 'Un contrat de concession.'],
];

/**
 * The types of a version: the whole file, the kinds of record with their parts, then the codelists. Each is a JSON Schema that
 * json-schema-to-typescript turns into one declaration of the same name; that library needs Node, so `src/governance/build/types.ts` calls it.
 * Names come from the standard (`Marche`, `Titulaire`, `NatureMarche`); of two parts that share a name and differ, the second takes the
 * kind of record (`Modification`, `ModificationConcession`). What TypeScript cannot say stands in the comments.
 */
export function typeDeclarations(model: Model): Declaration[] {
  const names = new Names();
  addRoot(model, names);
  for (const [kind, title] of TITLES) {
    names.keep(RECORD_TYPES[kind]);
    const tree = treesOf(model)[kind];
    const schema = branchSchema(tree, { model, names, kind, owners: [] });
    names.put(RECORD_TYPES[kind], { ...schema, description: docOf([title]) });
  }
  return names.declarations();
}

/** What stands at the top of the types of a version. */
export const typesHeader = ({ version }: Model): string => `/**
 * Types des données essentielles de la commande publique, version ${version === 'next' ? 'à venir' : version}.
 * Généré par « decp build » à partir du schéma : ne pas modifier. Generated. DO NOT EDIT.
 *
 * Ce que TypeScript ne sait pas dire (motifs, bornes, nombre d'éléments) est dans les commentaires, sous le nom du mot-clé de
 * JSON Schema : le contrôle du fichier le vérifie.
 */
`;
