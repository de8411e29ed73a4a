import { expect, test } from 'vitest';
import { costsOf } from '../../../federation/src/judge/loss.node.ts';
import { VERSIONS } from '../../support/engine.ts';

const fault = (code: string, field: string, severity: 'error' | 'warning' = 'error') => ({ code, field, severity });
const TWICE = fault('modification-identifiant-duplique', '/modifications/*/modification/id');

test.each(VERSIONS.filter((version) => version >= '2.0.1'))(
  'in records of %s, what the rules of today keep to an element costs no more, whether the version has rules of its own or not',
  async (version) => {
    const costOf = await costsOf(version);
    expect(costOf([TWICE])).toEqual({ valid: true, reserved: true });
    expect(costOf([TWICE, fault('objet-trop-court', '/objet', 'warning')])).toEqual({ valid: true, reserved: true });
    expect(costOf([fault('objet-trop-court', '/objet', 'warning')])).toEqual({ valid: true, reserved: false });
    expect(costOf([])).toEqual({ valid: true, reserved: false });
  },
);

test('an error of the record, of its structure or of another rule loses it, whatever else it has', async () => {
  const costOf = await costsOf('2.0.3');
  for (const lost of [
    fault('date-future', '/dateNotification'),
    fault('identifiant-titulaire-invalide', '/titulaires/*/titulaire/id'),
    fault('schema.minimum', '/modifications/*/modification/id'),
    fault('montant-hors-bornes', '/montant'),
  ]) {
    expect(costOf([lost])).toEqual({ valid: false, reserved: false });
    expect(costOf([TWICE, lost])).toEqual({ valid: false, reserved: false });
  }
  for (const field of [
    '/modifications/*/modification/dateNotificationModification',
    '/donneesExecution/*/donneesAnnuelles/datePublicationDonneesExecution',
  ])
    expect(costOf([fault('date-future', field)])).toEqual({ valid: true, reserved: true });
});
