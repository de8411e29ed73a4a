/** The check of the package, as the site serves it beside both languages. */
import type { WrittenForm } from '../../../src/model/forms.ts';
import type { Choices, Jobs, Outcome, Progress, DescribedFinding } from '../../../src/library/page/types.ts';

/** The part of `src/library/page/client.ts` used here, whose own types are not those of a page. */
export type Checker = {
  check(file: Blob, request: CheckRequest): Promise<Outcome>;
  fix(file: Blob, request: Choices & { signal: AbortSignal }): Promise<Jobs['fix']>;
  convert(file: Blob, request: Choices & { to: WrittenForm; lossy: boolean }): Promise<Jobs['convert']>;
  migrate(file: Blob, request: CheckRequest & { toVersion: string }): Promise<Jobs['migrate']>;
  close(): void;
};

export type CheckRequest = Choices & {
  onFindings: (findings: DescribedFinding[]) => void;
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
};

type Client = { openChecker: (options: { assets: string; worker: () => Worker }) => Checker };

/** The base URL of the site. Languages other than French are one folder below. */
export const rootOf = (baseUrl: string, language: string): string =>
  baseUrl.endsWith(`/${language}/`) ? baseUrl.slice(0, -language.length - 1) : baseUrl;

const engineUrl = (root: string): string => `${root}moteur/`;

/**
 * Starts the worker of the check. Its own script is one line made here, so that it is bound by the policy of this page, which lets nothing
 * leave the site: a worker that is loaded by its address would be bound by nothing on a server that sends no policy.
 */
export async function startChecker(root: string): Promise<Checker> {
  const engine = new URL(engineUrl(root), location.href).href;
  const client = (await import(/* webpackIgnore: true */ `${engine}browser/client.js`)) as Client;
  const line = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(`${engine}browser/worker.js`)};`], { type: 'text/javascript' }),
  );
  try {
    return client.openChecker({
      assets: engine,
      worker: () => new Worker(line, { type: 'module', name: 'decp' }),
    });
  } finally {
    // The worker has taken it by then, or will not.
    setTimeout(() => URL.revokeObjectURL(line), 60_000);
  }
}

/** The data that the page itself reads from the engine. */
export async function engineJson<T>(root: string, path: string): Promise<T> {
  const response = await fetch(`${engineUrl(root)}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}
