import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openPglite } from '../../../federation/src/store/pglite.node.ts';
import { harvestCases } from './cases.ts';

harvestCases(
  async () => {
    const store = await openPglite(join(mkdtempSync(join(tmpdir(), 'harvest-db-')), 'pglite'));
    await migrate(store);
    return store;
  },
  { everyKill: false },
);
