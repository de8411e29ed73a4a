import { expect, test } from 'vitest';
import { factsOf } from '../../../federation/src/judge/facts.ts';

test('the last day of publication is one that a database keeps, whatever a record says', () => {
  const published = (own: unknown, ofModification: unknown): string | null =>
    factsOf('marche', {
      datePublicationDonnees: own,
      modifications: [{ modification: { datePublicationDonneesModification: ofModification } }],
    }).published;
  expect(published('2024-06-01', '2024-06-15')).toBe('2024-06-15');
  expect(published('0000-01-01', '2024-06-15')).toBe('2024-06-15');
  // PostgreSQL has no year 0: it would refuse all that is written with the record.
  expect(published('0000-01-01', '0000-12-31')).toBeNull();
  expect(published('2024-02-30', 20240601)).toBeNull();
});
