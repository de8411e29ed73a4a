import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  InputError,
  migrateRecord,
  migrateStream,
  type MigratedRecord,
  type MigrationSummary,
} from '../../../src/library/index.node.ts';
import { ROOT } from '../../support/engine.ts';

const bytes = (path: string): Uint8Array => readFileSync(ROOT + path);

async function all(steps: AsyncGenerator<MigratedRecord, MigrationSummary, void>) {
  const records: MigratedRecord[] = [];
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return { records, summary: step.value };
    records.push(step.value);
  }
}

describe('migrateRecord', () => {
  test('gives the record in the other version, with a finding for each value that did not simply pass', async () => {
    const given = { _type: 'Marché', id: 'A', techniques: { technique: ['Système d’acquisition dynamique'] } };
    const { record, findings } = await migrateRecord('marche', given, { from: '2.0.1', to: '2.1.0', lang: 'en' });
    expect(record).toEqual({ id: 'A', techniques: { technique: ["Système d'acquisition dynamique"] } });
    expect(given._type).toBe('Marché');
    const [first] = findings;
    expect(first).toMatchObject({
      ...{ code: 'migrate.recoded', path: '/techniques/technique/0', there: '/techniques/technique/0' },
      ...{ severity: 'info', level: 'exact', in: 'input' },
    });
    expect(findings[1]).toMatchObject({ code: 'migrate.redundant', path: '/_type', level: 'equivalent', in: 'input' });
    expect(findings[1]?.message).toContain('Marché');
    expect(findings.slice(2).every((finding) => finding.in === 'output')).toBe(true);
  });

  test('refuses what makes no sense, before any work', async () => {
    await expect(migrateRecord('marche', {}, { from: '2.0.3', to: '1.5.0' })).rejects.toThrow(InputError);
    await expect(migrateRecord('marche', {}, { from: '9.9.9', to: '2.0.3' })).rejects.toThrow(InputError);
    await expect(migrateRecord('lot' as 'marche', {}, { from: '2.0.1', to: '2.0.3' })).rejects.toThrow(RangeError);
    await expect(migrateRecord('marche', {}, { to: '2.0.3' } as never)).rejects.toThrow(TypeError);
    await expect(migrateRecord('marche', {}, { from: '2.0.1', to: '2.0.3', guess: true } as never)).rejects.toThrow(TypeError);
  });
});

describe('migrateStream', () => {
  test('gives the records of a file in its order, and what became of the file at the end', async () => {
    const { records, summary } = await all(migrateStream([bytes('examples/2.0.0/valid/base-marche.json')], { to: '2.0.2' }));
    expect(records.map(({ kind }) => kind)).toEqual(['marche']);
    expect(records[0]?.record).toHaveProperty('techniques.technique');
    expect(summary).toMatchObject({ from: '2.0.0', to: '2.0.2', records: { marche: 1, 'contrat-concession': 0 } });
  });

  test('starts each record of a file that mixes versions from its own, and counts them', async () => {
    const recordsOf = (path: string): object[] =>
      Object.values((JSON.parse(new TextDecoder().decode(bytes(path))) as { marches: object[] }).marches).flat();
    const marche = [...recordsOf('examples/2.0.3/valid/base-marche.json'), ...recordsOf('examples/1.5.0/valid/base-marche.json')];
    const file = new TextEncoder().encode(JSON.stringify({ marches: { marche } }));
    const { records, summary } = await all(migrateStream([file], { to: '2.1.0', lang: 'en' }));
    expect(summary).toMatchObject({ from: '2.0.3', stepsFrom: '2.0.1', starts: { '1.5.0': 1, '2.0.3': 1 }, valid: 1 });
    const [first, second] = records.map(({ findings }) => findings);
    expect(first).toEqual([]);
    expect(second).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'migrate.moved-deduced', start: '1.5.0', level: 'deduced' })]),
    );
  });

  test('counts what is to be reviewed before the data are published, which a spreadsheet does not show', async () => {
    const { summary } = await all(migrateStream([bytes('examples/tables/lignes-masquees.xlsx')], { to: '2.1.0' }));
    expect(summary).toMatchObject({ records: { marche: 10 }, toReview: 1 });
    expect(summary.findings).toContainEqual(expect.objectContaining({ code: 'table.hidden-rows', review: true }));
  });

  test('a file of a version without a way to the other is refused, and so is one that cannot be read', async () => {
    await expect(all(migrateStream([bytes('examples/2.0.3/valid/base-marche.json')], { to: '1.5.0' }))).rejects.toThrow(
      InputError,
    );
    await expect(all(migrateStream([new Uint8Array()], { to: '2.0.3' }))).rejects.toThrow(InputError);
    expect(() => migrateStream([], {} as never)).toThrow(TypeError);
  });

  test('a reader that stops early stops the work', async () => {
    const file = JSON.parse(new TextDecoder().decode(bytes('examples/2.0.3/valid/base-marche.json'))) as {
      marches: { marche: object[] };
    };
    const record = new TextEncoder().encode(`${JSON.stringify(file.marches.marche[0])},`);
    const seen = { closed: false };
    async function* endless() {
      try {
        yield await Promise.resolve(new TextEncoder().encode('{"marches":{"marche":['));
        for (;;) yield record;
      } finally {
        seen.closed = true;
      }
    }
    for await (const one of migrateStream(endless(), { to: '2.1.0' })) {
      expect(one.kind).toBe('marche');
      break;
    }
    expect(seen.closed).toBe(true);
  });
});
