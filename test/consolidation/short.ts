/** Records written short: what differs from an invented valid record. */
import { readFileSync } from 'node:fs';
import type { RecordKind } from '../../src/model/kinds.ts';

export type Short = {
  kind?: RecordKind;
  without?: string[];
  parties?: (string | null)[];
  manyParties?: number;
  modified?: Record<string, string>;
  acts?: Record<string, string>;
} & Record<string, unknown>;

type Lists = { marches: Record<RecordKind, Record<string, unknown>[]> };

const base = (name: string, kind: RecordKind): Record<string, unknown> => {
  const url = new URL(`../../examples/2.0.3/valid/${name}.json`, import.meta.url);
  const [record] = (JSON.parse(readFileSync(url, 'utf8')) as Lists).marches[kind];
  if (!record) throw new Error(`${name} has no record`);
  return record;
};

const BASES = { marche: base('base-marche', 'marche'), 'contrat-concession': base('base-concession', 'contrat-concession') };

/** The record that a short form stands for. */
export function recordOf(short: Short): { kind: RecordKind; value: Record<string, unknown> } {
  const { kind = 'marche', without = [], parties, manyParties, modified, acts, ...rest } = short;
  const [list, item, decided] =
    kind === 'marche'
      ? ['titulaires', 'titulaire', 'dateNotificationModification']
      : ['concessionnaires', 'concessionnaire', 'dateSignatureModification'];
  const many = Array.from({ length: manyParties ?? 0 }, (_, number) => `FR${String(number).padStart(7, '0')}`);
  const ids = parties ?? (manyParties === undefined ? undefined : many);
  const value: Record<string, unknown> = {
    ...BASES[kind],
    ...(ids && { [list]: ids.map((id) => ({ [item]: { typeIdentifiant: 'TVA', ...(id !== null && { id }) } })) }),
    ...(modified && {
      modifications: Object.entries(modified).map(([id, date]) => ({
        modification: { id: Number(id), [decided]: '2024-05-01', datePublicationDonneesModification: date, dureeMois: 7 },
      })),
    }),
    ...(acts && {
      actesSousTraitance: Object.entries(acts).map(([id, date]) => ({
        acteSousTraitance: {
          id: Number(id),
          sousTraitant: { typeIdentifiant: 'TVA', id: 'FR5' },
          dureeMois: 2,
          dateNotification: '2024-05-01',
          datePublicationDonnees: date,
          montant: 1000,
          variationPrix: 'Ferme',
        },
      })),
    }),
    ...rest,
  };
  return { kind, value: Object.fromEntries(Object.entries(value).filter(([name]) => !without.includes(name))) };
}
