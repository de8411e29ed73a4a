/** How a person or a service manager stops a process: SIGTERM, SIGINT (Ctrl+C), SIGHUP. */

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Runs work with a signal that is raised where the process is asked to stop; `onAsked` is called then. Asked a second time, the process ends at once, as it would have
 * without this.
 */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>, onAsked: () => void): Promise<T> {
  const stop = new AbortController();
  const ask = (): void => {
    forget();
    stop.abort();
    onAsked();
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
