import { describe, expect, test } from 'vitest';
import { adviceIn } from '../../federation/src/advice.node.ts';

const CODE = 'schema.additionalProperties';
const advice = async (field: string, more: object = {}) =>
  (await adviceIn('fr'))({ code: CODE, field, standard: '2.0.3', ...more });

describe('the advice on a member that a version does not have', () => {
  test('is that of decp validate for the kind of record', async () => {
    expect(await advice('/_type', { kind: 'marche' })).toMatch(/^Supprimez la clé « _type » : depuis 2\.0\.3/);
    expect(await advice('/_type', { kind: 'contrat-concession' })).toMatch(/un contrat de concession ne la porte plus/);
  });

  test('is that for each kind that may have it, where the kind is not known', async () => {
    const [marche, concession] = [
      await advice('/_type', { kind: 'marche' }),
      await advice('/_type', { kind: 'contrat-concession' }),
    ];
    expect(await advice('/_type')).toBe(`${String(marche)} ${String(concession)}`);
    // A marché has it, so that it is a concession.
    expect(await advice('/lieuExecution')).toMatch(/un contrat de concession ne porte plus de lieu/);
  });

  test('is found in lists, where some version has the member and where none has it there', async () => {
    expect(await advice('/titulaires/*/id')).toMatch(/titulaires\[\]\.titulaire/);
    expect(await advice('/titulaires/*/titulaire/objet')).toMatch(/objet/);
  });

  test('is in both languages', async () => {
    expect((await adviceIn('en'))({ code: CODE, field: '/_type', standard: '2.0.3', kind: 'marche' })).toMatch(/^Delete the key/);
  });

  test.each([
    ['a name that was not kept', '/…', {}],
    ['a member of what has no name', '/…/_type', {}],
    ['another code', '/_type', { code: 'schema.required' }],
    ['a file', '/_type', { standard: null }],
    ['a version that there is not', '/_type', { standard: '9.9.9' }],
    ['no field', '', {}],
  ])('is not given for %s', async (_, field, more) => {
    expect(await advice(field, more)).toBeUndefined();
  });
});
