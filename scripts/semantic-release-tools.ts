/** The plugin of the stream of the tools: the usual ones, without the commits that touch the format alone. */
import type { StreamContext } from '../src/governance/release/stream/context.ts';
import { toolsBump, toolsNotes } from '../src/governance/release/stream/tools.node.ts';

export const analyzeCommits = (config: object, context: StreamContext) => toolsBump(config, context);
export const generateNotes = (config: object, context: StreamContext) => toolsNotes(config, context);
