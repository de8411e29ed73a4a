import { once } from 'node:events';
import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { USUAL } from '../budgets.ts';
import { stoppable } from '../jobs/stop.node.ts';
import { keepHeapSmall } from '../memory.node.ts';
import { withFederation } from '../opening.node.ts';
import { isIndexWanted } from '../search/index.node.ts';
import { territoryOf } from '../territory/territories.node.ts';
import { makeApp } from './app.node.ts';

const onFault = (error: unknown): void => console.error(error);

/** The share of the time to stop that requests have to end; what is left is for the database to be closed. */
const REQUESTS = 0.5;

type ServeCall = {
  lang: Lang;
  home?: string;
  outputs?: string;
  host: string;
  port: number;
  perMinute: number;
  behindProxy?: true;
};

/** `decp-federation serve`: answers until it is stopped. What is being answered then is ended. */
export const runServe = ({ host, port, perMinute, behindProxy, ...place }: ServeCall): Promise<ExitCode> =>
  withFederation({ ...place, onlyReads: true }, ({ store, budgets = USUAL, ...federation }) =>
    stoppable(
      async (signal) => {
        if (!(await isIndexWanted(store))) throw new Failure(textsOf(FEDERATION_API, (of) => of['no-index']()));
        keepHeapSmall(20);
        // Read before anybody waits for it.
        territoryOf('');
        const app = await makeApp(
          { ...federation, queries: store, onFault },
          {
            perMinute: perMinute === 0 ? undefined : perMinute,
            isBehindProxy: behindProxy === true,
          },
        );
        try {
          const address = await app.listen({ host, port }).catch((error: unknown) => {
            throw unlistened(error, `${host}:${port}`);
          });
          const say = FEDERATION_API[place.lang];
          const [known] = await store.query('select from search limit 1');
          if (!known) console.error(say['no-contracts']());
          console.log(say.serving({ address }));
          if (!signal.aborted) await once(signal, 'abort');
        } finally {
          // Whoever does not end a request is not waited for.
          const late = setTimeout(() => app.server.closeAllConnections(), budgets.stop.seconds * 1000 * REQUESTS);
          await app.close();
          clearTimeout(late);
        }
        return EXIT.conforming;
      },
      () => undefined,
      { budgets, onLate: () => undefined },
    ),
  );

/** An address that is taken or not to be had is for a person to change. */
function unlistened(error: unknown, address: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^(EADDR|EACCES|ENOTFOUND|EINVAL|ERR_SOCKET_BAD_PORT)/.test(code)) return error;
  return new Failure(
    textsOf(FEDERATION_API, (say) => say['not-listening']({ address, reason: code })),
    { cause: error },
  );
}
