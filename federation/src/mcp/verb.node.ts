import { once } from 'node:events';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { FEDERATION_MCP } from '../../../src/messages/compiled/federation-mcp.ts';
import { makeApp } from '../api/app.node.ts';
import { stoppable } from '../jobs/stop.node.ts';
import { withFederation } from '../opening.node.ts';
import { isIndexWanted } from '../search/index.node.ts';
import { makeTools } from './server.node.ts';

/** Standard output is for the protocol alone. */
const onFault = (error: unknown): void => console.error(error);

/** `decp-federation mcp`: serves an assistant by standard input and output, until that ends or it is stopped. */
export const runMcp = (place: { lang: Lang; home?: string; outputs?: string }): Promise<ExitCode> =>
  withFederation({ ...place, onlyReads: true }, ({ store, ...federation }) =>
    stoppable(
      async (signal) => {
        if (!(await isIndexWanted(store))) throw new Failure(textsOf(FEDERATION_API, (of) => of['no-index']()));
        const app = await makeApp({ ...federation, queries: store, onFault }, { maxDelay: 0 });
        try {
          const { server, idle } = await makeTools(app, place.lang);
          server.server.onerror = onFault;
          const over = [
            once(process.stdin, 'end', { signal }),
            // Whoever asked is gone.
            once(process.stdout, 'error', { signal }),
          ];
          await server.connect(new StdioServerTransport());
          console.error(FEDERATION_MCP[place.lang].ready());
          await Promise.race(over).catch(() => undefined);
          await idle();
          await server.close();
        } finally {
          await app.close();
        }
        return EXIT.conforming;
      },
      () => undefined,
    ),
  );
