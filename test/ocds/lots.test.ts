import { describe, expect, test } from 'vitest';
import { valueAt } from '../../packages/base/src/pointer.ts';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { compiled, contextOf, examples, parsed } from './export.ts';

const context = contextOf(await loadModelOf('2.1.0'));
const record = examples.find(({ version, kind }) => version === '2.1.0' && kind === 'marche')?.record as object;

const releases = (change: object): Mergeable[] => parsed(releasesOf('marche', { ...record, ...change }, context)) as Mergeable[];
const heldBy = (...ids: string[]): object => ({
  titulaires: ids.map((id) => ({ titulaire: { typeIdentifiant: 'SIRET', id } })),
});

describe('contracts that share a buyer and an identifier', () => {
  const roof = releases({ objet: 'Lot 1 : toiture', datePublicationDonnees: '2024-03-01', ...heldBy('99912034800019') });
  const walls = releases({ objet: 'Lot 2 : façades', datePublicationDonnees: '2024-02-01', ...heldBy('99912034800027') });
  const titles = (release: Mergeable) =>
    [0, 1].map((at) => [valueAt(release, `/contracts/${at}/title`), valueAt(release, `/tender/lots/${at}/description`)]);

  test('are lots, each with its own subject, whichever comes first in the file', () => {
    const [one, other] = [compiled([...roof, ...walls]), compiled([...walls, ...roof])];
    expect(titles(one)).toEqual([
      ['Lot 2 : façades', 'Lot 2 : façades'],
      ['Lot 1 : toiture', 'Lot 1 : toiture'],
    ]);
    expect(other).toEqual(one);
  });

  test('give their procedure no title, as none of them has it', () => {
    expect(valueAt(compiled([...roof, ...walls]), '/tender/title')).toBeUndefined();
  });
});

describe('a call-off', () => {
  const callOff = { ...record, idAccordCadre: '2023AC00001', modalitesExecution: { modaliteExecution: ['Marchés subséquents'] } };
  const related = (prefix: string): unknown =>
    parsed(releasesOf('marche', callOff, { ...context, options: { ...context.options, prefix } })).map((release) =>
      valueAt(release, '/relatedProcesses/0'),
    )[0];

  // Its framework agreement may be that of another buyer, so that its ocid is not known: the scheme is that of identifiers of DECP, whoever publishes.
  test.each(['ocds-213czf', 'ocds-a1b2c3'])('names its framework agreement as DECP do, with the prefix %s', (prefix) => {
    expect(related(prefix)).toMatchObject({ relationship: ['framework'], scheme: 'FR-DECP', identifier: '2023AC00001' });
  });
});
