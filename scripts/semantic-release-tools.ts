/** The semantic-release plugin of the tools: the standard behaviour, without commits that only touch the format. */
import type { StreamContext } from '../src/governance/release/stream/context.ts';
import { toolsBump, toolsNotes } from '../src/governance/release/stream/tools.node.ts';

export const analyzeCommits = (config: object, context: StreamContext) => toolsBump(config, context);
export const generateNotes = (config: object, context: StreamContext) => toolsNotes(config, context);
