/** The last plugin of the stream of the tools: packs what is downloaded. */
import type { StreamContext } from '../src/node/release/stream/context.ts';
import { packTools } from '../src/node/release/stream/tools.ts';

export const prepare = (_: object, context: StreamContext) => packTools(context);
