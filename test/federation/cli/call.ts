/** Runs `decp-federation` from its sources, in this process. */
import { FEDERATION } from '../../../federation/src/cli/verbs.node.ts';
import { runCall } from '../../../src/cli/main.node.ts';
import { inThisProcess, type Run } from '../../cli/run.ts';

export const federation = (...args: string[]): Promise<Run> => inThisProcess(() => runCall(FEDERATION, args));
