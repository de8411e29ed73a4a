/** The plugin of the stream of the format: what semantic-release asks, and who answers. */
import type { StreamContext } from '../src/governance/release/stream/context.ts';
import { prepareSchema, schemaBump, schemaNotes, verifySchema } from '../src/governance/release/stream/schema.node.ts';

export const analyzeCommits = (_: object, context: StreamContext) => schemaBump(context);
export const verifyRelease = (_: object, context: StreamContext) => verifySchema(context);
export const generateNotes = (_: object, context: StreamContext) => schemaNotes(context);
export const prepare = (_: object, context: StreamContext) => prepareSchema(context);

/** The tag is the release; a forge may show it, by its own plugin. */
export const publish = (_: object, { nextRelease }: StreamContext) => ({ name: `Format ${nextRelease?.version ?? ''}` });
