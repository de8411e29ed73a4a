/** The last plugin of the stream of the tools: packs what is downloaded. */
import type { StreamContext } from '../src/governance/release/stream/context.ts';
import { packTools } from '../src/governance/release/stream/tools.node.ts';

export const prepare = (_: object, context: StreamContext) => packTools(context);
