import { test } from 'vitest';
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openPostgres } from '../../../federation/src/store/postgres.node.ts';
import { startPostgres, whyAbsent } from '../../support/postgres.ts';
import { harvestCases } from './cases.ts';

const server = whyAbsent() ?? (await startPostgres());

if (typeof server === 'string') test.skip(server, () => undefined);
else
  harvestCases(
    async () => {
      // Also where opening takes a while.
      const store = await Promise.resolve(
        openPostgres({ host: server.socket, user: 'postgres', password: 'password', database: 'postgres' }),
      );
      await migrate(store);
      return { ...store, close: () => store.close().then(() => server.stop()) };
    },
    { everyKill: true, waits: false },
  );
