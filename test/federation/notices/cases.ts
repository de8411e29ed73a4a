/** Facts and events for tests of notices. All is invented. */
import type { FileFacts, Place, Problem } from '../../../federation/src/notices/problems.ts';

export const PLACE: Place = {
  source: 'valbourg',
  dataset: 'marches-de-valbourg',
  resource: 'r1',
  title: 'marches-2026.json',
  url: 'https://valbourg.example/marches-2026.json',
};

/** A file with nothing wrong. */
export const FINE: FileFacts = {
  ...(PLACE as Place & { resource: string }),
  failing: null,
  checkedAt: '2026-03-10T06:00:00.000Z',
  newest: { state: 'accepted', at: '2026-03-01T06:00:00.000Z', reason: null },
  counts: { records: 400, rejected: 0, keyless: 0 },
};

export const DATASET: Place = {
  ...PLACE,
  resource: null,
  title: 'Marchés de Valbourg',
  url: 'https://portail.example/datasets/marches-de-valbourg/',
};

export const broken = (resource: string, isNews = true): Problem => ({
  subject: `file ${resource}`,
  place: { ...PLACE, resource, title: `${resource}.json` },
  since: '2026-03-08T06:00:00.000Z',
  isNews,
  details: { kind: 'broken', error: 'not-found', isRead: false },
});
