/** What started the workflow, as GitHub tells it: the one thing here that no proposal can write. */
export type Run = { id: number; sha: string; branch: string; owner: string; url: string };

/** The run that ended, out of the event `workflow_run`. Undefined where it is not one of a pull request. */
export function runOf(event: unknown): Run | undefined {
  const run = (event as { workflow_run?: Record<string, unknown> } | null)?.workflow_run;
  const { id, event: cause, head_sha: sha, head_branch: branch, html_url: url } = run ?? {};
  const owner = (run?.['head_repository'] as { owner?: { login?: unknown } } | undefined)?.owner?.login;
  const texts = [sha, branch, url, owner].every((value) => typeof value === 'string');
  if (cause !== 'pull_request' || typeof id !== 'number' || !texts) return undefined;
  return { id, sha, branch, owner, url } as Run;
}
