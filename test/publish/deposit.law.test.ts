import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apiAddress, openPortal } from '../../src/publish/client.node.ts';
import { deposit, type Done } from '../../src/publish/deposit.ts';
import { PublishError } from '../../src/publish/failure.ts';
import { datasetBody, resourceBody, SCHEMA } from '../../src/publish/metadata.ts';
import { draws } from '../support/tier.ts';
import { type FakeDatagouv, type Fault, startFakeDatagouv } from './fake-datagouv.ts';

const TOKEN = 'jeton-invente';
const ORGANIZATION = '5f0000000000000000000001';
const folder = mkdtempSync(join(tmpdir(), 'decp-deposit-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Large enough to be cut in the middle. */
const content = (month: number): Buffer => Buffer.from(`{"mois":${String(month)},"texte":"${'x'.repeat(300_000)}"}`);

/** `silence`: milliseconds after which a connection is given up. */
async function send(portal: FakeDatagouv, month: number, silence?: number): Promise<Done> {
  const bytes = content(month);
  const path = join(folder, `${String(month)}.json`);
  writeFileSync(path, bytes);
  const sums = { sha1: createHash('sha1').update(bytes).digest('hex') };
  const wanted = {
    ...{ organization: ORGANIZATION, resourceId: undefined, allowSmaller: false },
    dataset: datasetBody(ORGANIZATION, 'lov2'),
    resource: resourceBody('2.0.3', ['2.0.3']),
    file: { name: 'decp.json', size: bytes.length, sums },
  };
  const options = { api: apiAddress(portal.url), token: TOKEN, path, wait: () => Promise.resolve() };
  return deposit(openPortal(silence === undefined ? options : { ...options, silence }), wanted, undefined);
}

function expectDeposited(portal: FakeDatagouv, month: number): void {
  expect(portal.datasets).toHaveLength(1);
  const resources = portal.datasets[0]?.resources ?? [];
  expect(resources).toHaveLength(1);
  expect(resources[0]).toMatchObject({
    title: 'Marchés publics et contrats de concession',
    schema: { name: SCHEMA, version: '2.0.3' },
  });
  expect(portal.contents.get(resources[0]?.id ?? '')?.equals(content(month))).toBe(true);
}

const KINDS: readonly Fault[] = [
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 413 },
  { kind: 'page-of-a-firewall' },
];

/** Faults of the first requests, then of none. */
const faults = fc.array(fc.option(fc.constantFrom(...KINDS), { nil: undefined, freq: 2 }), { maxLength: 14 });

test('whatever faults interrupt a deposit, it ends, and the next one finishes it and makes nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(faults, { minLength: 1, maxLength: 3 }), async (months) => {
      const portal = await startFakeDatagouv({ members: { [TOKEN]: [ORGANIZATION] }, schemas: { [SCHEMA]: ['2.0.3'] } });
      try {
        for (const [month, planned] of months.entries()) {
          const first = portal.requests.length;
          portal.faultOf = (rank) => planned[rank - first];
          const done = await send(portal, month).catch((error: unknown) => {
            expect(error).toBeInstanceOf(PublishError);
            return undefined;
          });
          if (done) expectDeposited(portal, month);
          portal.faultOf = () => undefined;
          await send(portal, month);
          expectDeposited(portal, month);
          expect((await send(portal, month)).steps).toEqual([]);
        }
      } finally {
        await portal.close();
      }
    }),
    { numRuns: draws(15, 500) },
  );
});

test.each(KINDS.slice(0, 4).map((fault) => [fault.kind === 'status' ? String(fault.status) : fault.kind, fault] as const))(
  'each request of a first deposit may fail once (%s): the same run finishes, and says all that it did',
  async (_, fault) => {
    for (let rank = 0; rank < 6; rank++) {
      const portal = await startFakeDatagouv({ members: { [TOKEN]: [ORGANIZATION] }, schemas: { [SCHEMA]: ['2.0.3'] } });
      try {
        portal.faultOf = (at) => (at === rank ? fault : undefined);
        expect((await send(portal, 0)).steps).toEqual(['create', 'upload', 'describe']);
        expectDeposited(portal, 0);
      } finally {
        await portal.close();
      }
    }
  },
);

test('a portal that does not answer is given up and asked again', async () => {
  const portal = await startFakeDatagouv({ members: { [TOKEN]: [ORGANIZATION] }, schemas: { [SCHEMA]: ['2.0.3'] } });
  try {
    portal.faultOf = (rank) => (rank < 3 ? { kind: 'silence' } : undefined);
    expect((await send(portal, 0, 300)).steps).toEqual(['create', 'upload', 'describe']);
    expectDeposited(portal, 0);
  } finally {
    await portal.close();
  }
});

test('a deposit is interrupted for good by a fault that lasts, wherever it begins', async () => {
  for (let rank = 0; rank < 4; rank++) {
    const portal = await startFakeDatagouv({ members: { [TOKEN]: [ORGANIZATION] }, schemas: { [SCHEMA]: ['2.0.3'] } });
    try {
      portal.faultOf = (at) => (at >= rank ? { kind: 'cut-before' } : undefined);
      await expect(send(portal, 0)).rejects.toBeInstanceOf(PublishError);
      expect(portal.requests.length).toBeLessThan(60);
    } finally {
      await portal.close();
    }
  }
});
