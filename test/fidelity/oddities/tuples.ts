/** In 1.3.0 and 1.4.0 seven lists were written so that only their first item was checked. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { BY_KIND, listIn, record, type Oddity } from './kit.ts';

/** The seven lists of 1.x whose schema was written for the first item only. */
const TUPLES: [name: string, kind: RecordKind, path: (string | number)[]][] = [
  ['titulaires', 'marche', ['titulaires']],
  ['modifications', 'marche', ['modifications']],
  ['modifications[].titulaires', 'marche', ['modifications', 0, 'titulaires']],
  ['donneesExecution', 'contrat-concession', ['donneesExecution']],
  ['donneesExecution[].tarifs', 'contrat-concession', ['donneesExecution', 0, 'tarifs']],
  ['concessionnaires', 'contrat-concession', ['concessionnaires']],
  ['modifications of a concession', 'contrat-concession', ['modifications']],
];

// Without a type of their own, the wrappers of 2.0.1 to 2.0.3 let anything pass that is no object.
const UNTYPED_WRAPPERS = ['titulaires', 'concessionnaires', 'modifications[].titulaires'];

export const TUPLE_ODDITIES: readonly Oddity[] = TUPLES.flatMap(([name, kind, path]) => {
  const loose = UNTYPED_WRAPPERS.includes(name) ? BY_KIND : [];
  const set = (items: (list: unknown[]) => unknown[]) =>
    record(kind, (value, version) => {
      const list = listIn(value, path, version);
      list.splice(0, list.length, ...items([...list]));
    });
  return [
    {
      name: `${name}: a scalar after the first item`,
      accepted: ['1.3.0', '1.4.0', ...loose],
      text: set(([first]) => [first, 'texte', 12, null]),
    },
    { name: `${name}: an empty object after the first item`, accepted: ['1.3.0', '1.4.0'], text: set(([first]) => [first, {}]) },
    { name: `${name}: a scalar as the first item`, accepted: loose, text: set(([first]) => ['texte', first]) },
    {
      name: `${name}: the same scalar twice after the first item`,
      accepted: name.endsWith('tarifs') ? ['1.3.0', '1.4.0'] : [],
      text: set(([first]) => [first, 5, 5]),
    },
  ];
});
