import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';
import { COUNTERPARTS, readCounterparts } from '../counterparts/files.ts';
import type { SchemaFiles } from '../problem.ts';
import type { Fault } from './rule-fault.ts';

export type CounterpartFaults = (field: unknown) => Fault[];

/** A check of the counterparts of a field: the path that it names in OCDS, and the identifier in eForms, are in the lists of `schema/counterparts/`. */
export function counterpartCheck(files: SchemaFiles): CounterpartFaults {
  const lists = (Object.keys(COUNTERPARTS) as (keyof typeof COUNTERPARTS)[]).map((key) => {
    const { paths, edition } = readCounterparts(files, key);
    return { key, known: new Set(paths), edition };
  });
  return (field) =>
    lists.flatMap(({ key, known, edition }) => {
      const path = valueAt(field, `/${key}/path`);
      if (typeof path !== 'string' || path.trim() === '' || known.has(path)) return [];
      const [meant] = nearest(path, [...known], 1);
      return [{ at: `/${key}/path`, texts: SAY[key](path, meant, edition) }];
    });
}

const perhaps = (meant: string | undefined): Texts =>
  meant === undefined ? { fr: '', en: '' } : { fr: ` (peut-être « ${meant} » ?)`, en: ` (perhaps “${meant}”?)` };

const SAY: Record<keyof typeof COUNTERPARTS, (path: string, meant: string | undefined, edition: string) => Texts> = {
  'x-ocds': (path, meant, edition) => ({
    fr: `« ${path} » n'est pas un chemin d'OCDS ${edition}, ni de ses extensions que le référentiel connaît${perhaps(meant).fr} ; corrigez-le (schema/${COUNTERPARTS['x-ocds']} en a la liste), ajoutez l'extension à cette liste, ou écrivez « aucun » et pourquoi`,
    en: `“${path}” is not a path of OCDS ${edition}, nor of its extensions that the référentiel knows${perhaps(meant).en}; correct it (schema/${COUNTERPARTS['x-ocds']} lists them), add the extension to that list, or write “aucun” and why`,
  }),
  'x-eforms': (path, meant) => ({
    fr: `« ${path} » n'est pas dans schema/${COUNTERPARTS['x-eforms']}, qui a tous les termes d'eForms et les champs que le référentiel cite${perhaps(meant).fr} ; corrigez-le, ajoutez-y le champ s'il est dans fields/fields.json du SDK (schema/counterparts/README.md), ou écrivez « aucun » et pourquoi`,
    en: `“${path}” is not in schema/${COUNTERPARTS['x-eforms']}, which has all terms of eForms and the fields that the référentiel cites${perhaps(meant).en}; correct it, add the field there if it is in fields/fields.json of the SDK (schema/counterparts/README.md), or write “aucun” and why`,
  }),
};
