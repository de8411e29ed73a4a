/** Invented territories: as the API answers about them. */
import type {
  CollectiviteAnswer,
  Counts,
  FaultAnswer,
  SummaryAnswer,
  TerritoryAnswer,
} from '../../../federation/src/pages/answers.ts';

export const NOTHING: Counts = { contracts: 0, amount: 0, dated: 0, timely: 0, days: 0, warned: 0, rejected: 0 };

export const HOSTILE = `<script>alert(1)</script>"'&`;

export const collectivite = (rank: number, more: Partial<CollectiviteAnswer> = {}): CollectiviteAnswer => ({
  ...NOTHING,
  siren: String(200_000_000 + rank),
  name: `Commune ${rank}`,
  kind: 'commune',
  code: String(10_000 + rank),
  population: 1000,
  last: null,
  ...more,
  publishes: (more.contracts ?? 0) > 0,
});

export const fault = (more: Partial<FaultAnswer> = {}): FaultAnswer => ({
  code: 'schema.required',
  title: 'champ obligatoire absent',
  field: '/objet',
  count: 3,
  standard: '2.0.3',
  url: 'https://example.invalid/constats/schema-required/',
  ...more,
});

const sums = (collectivites: readonly CollectiviteAnswer[]): Counts => {
  const all = { ...NOTHING };
  for (const one of collectivites) for (const name of Object.keys(NOTHING) as (keyof Counts)[]) all[name] += one[name];
  return all;
};

export const SUMMARY: SummaryAnswer = {
  ...{ day: '2026-01-07', contracts: 481, amount: 1e8, dated: 400, timely: 300, days: 20_000, warned: 100, rejected: 63 },
  ...{ withdrawn: 4, buyers: 21, checkedAt: '2026-01-07T05:00:00.000Z' },
  sources: { known: 9, harvested: 6, active: 5 },
  files: { ok: 11, failed: 1, held: 1, gone: 2 },
  snapshot: { name: '20260107T060000Z-5b63bfea', at: '2026-01-07T06:00:00.000Z', contracts: 481, read: 700, rejected: 63 },
  today: { added: 20, changed: 3, withdrawn: 1, erased: 0 },
  week: { added: 38, changed: 5, withdrawn: 4, erased: 0 },
  months: [{ ...NOTHING, month: '2025-12-01', contracts: 40, dated: 40, timely: 30, days: 900, rejected: 2 }],
};

export type World = {
  code: string;
  collectivites: readonly CollectiviteAnswer[];
  faults?: readonly FaultAnswer[];
  sources?: readonly { source: string; collectivites: number; contracts: number }[];
  name?: string;
};

/** What the API answers about a territory, and around it. */
export function answersOf({
  code,
  collectivites,
  faults = [],
  sources = [],
  name = 'Bretagne-sur-Mer',
}: World): Record<string, unknown> {
  const [kind = ''] = code.split('-');
  const territory = (of: string, named: string, parents: { code: string; name: string }[]): TerritoryAnswer => ({
    ...{ code: of, name: named, parents, kind: of.split('-')[0] as TerritoryAnswer['kind'] },
    ...{ collectivites: collectivites.length, publishing: collectivites.filter(({ publishes }) => publishes).length },
    ...{ all: sums(collectivites), faults: [...faults], partial: false },
    months: [
      { ...NOTHING, month: null, contracts: 1 },
      { ...NOTHING, month: '2025-12-01', contracts: 12, dated: 10, timely: 7, days: 300, rejected: 2 },
      { ...NOTHING, month: '2025-06-01', contracts: 5, dated: 5, timely: 5, days: 100, rejected: 0 },
      { ...NOTHING, month: '2020-01-01', contracts: 99 },
    ],
  });
  const parents = kind === 'region' ? [] : [{ code: 'region-94', name: 'Corse' }];
  return {
    [`/v1/territoires/${code}`]: territory(code, name, parents),
    '/v1/territoires/region-94': territory('region-94', 'Corse', []),
    [`/v1/territoires/${code}/collectivites`]: { items: collectivites },
    [`/v1/territoires/${code}/sources`]: { items: sources },
    '/v1/sources': { items: [{ id: 'plateforme', title: 'Plateforme inventée', failed: 1, held: 0 }] },
    '/v1/bilan': SUMMARY,
    '/v1/territoires': {
      items: [
        { code: 'region-94', name: 'Corse', kind: 'region', parents: [] },
        { code: 'departement-2A', name: 'Corse-du-Sud', kind: 'departement', parents: [{ code: 'region-94', name: 'Corse' }] },
        {
          code: 'departement-974',
          name: 'La Réunion',
          kind: 'departement',
          parents: [{ code: 'region-04', name: 'La Réunion' }],
        },
      ],
    },
    [`/v1/instantanes/${SUMMARY.snapshot?.name}`]: {
      ...{ name: SUMMARY.snapshot?.name, at: SUMMARY.snapshot?.at },
      files: [
        { name: 'contrats.csv', size: 123_456, count: 481 },
        { name: 'rejets.ndjson.gz', size: 2000, count: 64 },
        { name: 'contrats/2.0.3/2025.json', size: 1000, count: 10 },
      ],
    },
  };
}
