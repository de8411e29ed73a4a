import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FULL } from '../../federation/fake/scale/plan.ts';
import type { StoreKind } from './steps.ts';

/** What is measured. Files and records, undefined where the command line does not say; `workers`: processes that judge at once, on PostgreSQL. */
export type FederationOptions = {
  stores: readonly StoreKind[];
  files: number | undefined;
  records: number | undefined;
  folder: string | undefined;
  workers: number;
  json: boolean;
};

const STORES: readonly StoreKind[] = ['postgres', 'pglite'];

export const FEDERATION_USAGE = `npm run bench -- federation [options]
  --store KIND,…   ${STORES.join(', ')} (${STORES.join(',')}) ; l'autre garde ses chiffres / the other keeps its figures
  --files N        fichiers du premier jour / files of the first day (${FULL.files})
  --records N      enregistrements du premier jour / records of the first day (${FULL.records}) ; moins de l'un ou de l'autre : essai, écrit dans bench/data/essai
                   fewer of either: a trial, written to bench/data/essai
  --folder PATH    où ces fichiers sont écrits, ou le sont déjà, depuis la racine du projet / where they are written, or are already, from the root
                   of the project (bench/data/federation-N-N)
  --workers N      processus qui jugent ensemble, sur PostgreSQL / processes that judge together, on PostgreSQL (${availableParallelism()})
  --json           les résultats en JSON sur la sortie standard / the results as JSON on the standard output`;

/** The options of the command line. Throws a sentence about the first that makes no sense. */
export function readFederationOptions(args: string[]): FederationOptions {
  const { values } = parseArgs({
    args,
    options: {
      store: { type: 'string', default: STORES.join(',') },
      files: { type: 'string' },
      records: { type: 'string' },
      folder: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    stores: [...new Set(values.store.split(',').map(storeOf))],
    // A cumulative file, a daily one and a yearly one.
    files: values.files === undefined ? undefined : whole('files', values.files, 3),
    records: values.records === undefined ? undefined : whole('records', values.records, 1),
    folder: values.folder,
    workers: whole('workers', values.workers, 1),
    json: values.json,
  };
}

function whole(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min) throw new Error(`--${name} ${text} ?\n${FEDERATION_USAGE}`);
  return value;
}

function storeOf(name: string): StoreKind {
  const kind = STORES.find((one) => one === name);
  if (kind === undefined) throw new Error(`--store ${name} ?\n${FEDERATION_USAGE}`);
  return kind;
}
