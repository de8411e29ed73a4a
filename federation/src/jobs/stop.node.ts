/** How a person or a service manager stops a process: SIGTERM, SIGINT (Ctrl+C), SIGHUP. */
import { EXIT } from '../../../src/host/exit.ts';
import type { Budgets } from '../budgets.ts';

/** What asks a process to stop. */
export const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** The share of the time to stop that jobs have to end; what is left is for files and the database to be closed. */
const JOBS = 0.75;

/** The share of it after which the process ends, whatever is still to be closed. */
const ALL = 0.95;

/** Milliseconds for which jobs may go on once the process was asked to stop. */
export const graceOf = ({ stop: { seconds } }: Budgets): number => Math.round(seconds * 1000 * JOBS);

/** In which time the process ends, whatever is still to be closed then; `onLate` is called before. */
type Deadline = { budgets: Budgets; onLate: () => void };

/**
 * Runs work with a signal that is raised where the process is asked to stop; `onAsked` is called then. Where there is a deadline, the process ends by then, with 1 where something could not be
 * closed. Asked a second time, it ends at once, as it would have without this.
 */
export async function stoppable<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onAsked: () => void,
  deadline?: Deadline,
): Promise<T> {
  const stop = new AbortController();
  const ask = (): void => {
    forget();
    stop.abort();
    onAsked();
    if (!deadline) return;
    const { budgets, onLate } = deadline;
    const end = (): void => {
      // All is closed, and the code is known: what is left is what was given back, such as a file that still comes.
      if (process.exitCode !== undefined) process.exit();
      onLate();
      process.exit(EXIT.findings);
    };
    // It does not end with the work: the database is closed after it.
    setTimeout(end, budgets.stop.seconds * 1000 * ALL).unref();
  };
  const forget = (): void => {
    for (const name of SIGNALS) process.off(name, ask);
  };
  for (const name of SIGNALS) process.on(name, ask);
  try {
    return await work(stop.signal);
  } finally {
    forget();
  }
}
