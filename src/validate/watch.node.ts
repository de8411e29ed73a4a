import { Script } from 'node:vm';
import { endsAtInterrupt } from '../host/interrupt.node.ts';
import { NoProgress } from '../finding.ts';
import type { Watch } from './drive.ts';

/**
 * Milliseconds in which a part of a check must end. Most parts take some milliseconds, a large workbook some seconds: the limit leaves room for
 * a machine that does much else, or that sleeps for a while.
 */
const LIMIT = 300_000;

/** What the script runs. It sees the global object and nothing else of this module. */
const KEY = Symbol.for('decp.part-of-a-check');
const script = new Script('globalThis[Symbol.for("decp.part-of-a-check")]()', { filename: 'decp-watch' });
const shared = globalThis as { [KEY]?: (() => unknown) | undefined };

/**
 * Stops a part of a check that does not end. Node interrupts a script after a time, in whatever loop it is, of WebAssembly too; nothing else in
 * the same thread could. Ctrl+C interrupts a long one too, where files are to be removed first: without a listener it ends the program by itself. A short
 * one waits soon, for bytes, and its listeners hear the signal then; Node would lose a signal that comes as the script ends.
 */
export function watchFor(limit: number): Watch {
  return <T>(part: () => T, isFed: boolean): T => {
    const outer = shared[KEY];
    const { user } = process.cpuUsage();
    shared[KEY] = part;
    try {
      const breakOnSigint = isFed && endsAtInterrupt();
      return script.runInThisContext({ timeout: limit, displayErrors: false, ...(breakOnSigint && { breakOnSigint }) }) as T;
    } catch (error) {
      // The listeners, which Node took away for that time, end the program.
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') process.emit('SIGINT', 'SIGINT');
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const worked = Math.round((process.cpuUsage().user - user) / 1e6);
      throw new NoProgress(
        `a part of the check did not end in ${limit / 1000} s, ${worked} s of which the processor worked on it`,
      );
    } finally {
      shared[KEY] = outer;
    }
  };
}

export const watch: Watch = watchFor(LIMIT);
