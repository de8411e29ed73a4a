/** The semantic-release plugin of the format: maps its hooks to our functions. */
import type { StreamContext } from '../src/governance/release/stream/context.ts';
import { prepareSchema, schemaBump, schemaNotes, verifySchema } from '../src/governance/release/stream/schema.node.ts';

export const analyzeCommits = (_: object, context: StreamContext) => schemaBump(context);
export const verifyRelease = (_: object, context: StreamContext) => verifySchema(context);
export const generateNotes = (_: object, context: StreamContext) => schemaNotes(context);
export const prepare = (_: object, context: StreamContext) => prepareSchema(context);

/** Nothing to publish: the tag is the release. A forge plugin may add a release page. */
export const publish = (_: object, { nextRelease }: StreamContext) => ({ name: `Format ${nextRelease?.version ?? ''}` });
