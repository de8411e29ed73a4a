import type { Model } from '../../model/types.ts';

/** The declarations that go with the precompiled checks of a version, `validators.js`; `types` is where they find its types. */
export const validatorsDeclarations = ({ version }: Model, types: string): string => `/**
 * Contrôles précompilés de la version ${version === 'next' ? 'à venir' : version} : ce que dit le schéma, sans les règles.
 * Généré par « decp build » : ne pas modifier. Generated. DO NOT EDIT.
 */
import type { ContratConcession, FichierDecp, Marche } from '${types}';

/** Une erreur, sous la forme qu'Ajv lui donne ; les chemins sont des JSON Pointers depuis la valeur contrôlée. */
export type SchemaError = { keyword: string; instancePath: string; schemaPath: string; params: Record<string, unknown> };

/** Vrai si le schéma accepte la valeur ; après « false », \`errors\` contient toutes les erreurs, jusqu'à l'appel suivant. */
export type Check<T> = ((value: unknown) => value is T) & { errors?: SchemaError[] | null };

/** Un marché seul. */
export declare const marche: Check<Marche>;
/** Un contrat de concession seul. */
export declare const contratConcession: Check<ContratConcession>;
/** Un fichier entier, avec ses enregistrements. */
export declare const fichier: Check<FichierDecp>;
/** Un fichier sans regarder ses enregistrements : sa racine et ses listes. */
export declare const shell: ((value: unknown) => boolean) & { errors?: SchemaError[] | null };
`;
