/** A list of what is missing that no workbook can take, in a page and by the command line. The limit is lowered: so many contracts would take minutes. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { migrateGiven } from '../../../src/library/page/migrate-file.ts';
import type { MigratedFile } from '../../../src/library/page/types.ts';
import type * as CellText from '../../../src/model/cell-text.ts';
import type { TableForm } from '../../../src/model/forms.ts';
import { decp } from '../../cli/run.ts';
import { readJsonFile } from '../../support/engine.ts';
import { eachInFolder } from '../../support/folders.ts';
import { ASSETS } from './assets.ts';

const limit = vi.hoisted(() => ({ bytes: Infinity }));
vi.mock('../../../src/model/cell-text.ts', async (original) => {
  const module = await original<typeof CellText>();
  const { rows, columns, characters } = module.SHEET_LIMITS;
  return {
    ...module,
    SHEET_LIMITS: {
      rows,
      columns,
      characters,
      get bytes() {
        return limit.bytes;
      },
    },
  };
});

let folder = '';
eachInFolder('page-migrate-large', (made) => (folder = made));

const { marches } = readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: object[] };
const OLD = JSON.stringify({ marches: [...marches, ...marches, ...marches] });

async function migrated(missing: TableForm): Promise<MigratedFile> {
  const outcome = await migrateGiven(new File([OLD], 'a.json'), {
    ...{ toVersion: '2.0.3', partial: true, missing, lang: 'fr', assets: ASSETS },
  });
  return outcome as MigratedFile;
}

/** The second record passes the first limit, before the end of the file; the second is passed only once the workbook is made. */
const LIMITS = [1_000, 6_000];

test.each((['xlsx', 'ods'] as const).flatMap((form) => LIMITS.map((bytes) => [form, bytes] as const)))(
  'a page gives up a list that is too large for a workbook, counts it, and writes the file: %s, %i bytes',
  async (form, bytes) => {
    limit.bytes = Infinity;
    const whole = await migrated(form);
    expect(whole.missing?.file?.size).toBeGreaterThan(0);
    limit.bytes = bytes;
    const { missing, file, ...facts } = await migrated(form);
    expect({ ...facts, missing }).toEqual({ ...whole, file: undefined, missing: { ...whole.missing, file: undefined } });
    expect(await file?.text()).toBe(await whole.file?.text());
    expect(missing?.contracts).toBe(3);
  },
);

test('a list as CSV has no such limit', async () => {
  limit.bytes = Infinity;
  const whole = await migrated('csv');
  limit.bytes = 1_000;
  expect(await (await migrated('csv')).missing?.file?.text()).toBe(await whole.missing?.file?.text());
});

test.each(LIMITS)('the command line, which was asked for it by name, writes nothing and says why: %i bytes', async (bytes) => {
  limit.bytes = bytes;
  writeFileSync(join(folder, 'a.json'), OLD);
  const args = ['migrate', 'a.json', 'b.json', '--to', '2.0.3', '--partial', '--missing', 'manque.xlsx'];
  const { err, code } = await decp(args, { folder });
  expect(code).not.toBe(0);
  expect(err).toMatch(/classeur/);
  expect(['b.json', 'manque.xlsx'].filter((name) => existsSync(join(folder, name)))).toEqual([]);
});
