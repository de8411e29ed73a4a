/** The last semantic-release plugin of the tools: packs the npm package. */
import type { StreamContext } from '../src/governance/release/stream/context.ts';
import { packTools } from '../src/governance/release/stream/tools.node.ts';

export const prepare = (_: object, context: StreamContext) => packTools(context);
