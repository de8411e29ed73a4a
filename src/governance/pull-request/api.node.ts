/** The few calls of the forge that a comment needs. */

/** Where the forge answers, for which repository, and in whose name. */
export type Forge = { api: string; repository: string; token: string };

/** Answers are lists of a hundred at most; whatever is longer is not read. */
const LARGEST_ANSWER = 8 << 20;

/** What the forge did not give: a call that it refuses, an answer that is too long. */
export class ForgeError extends Error {}

/** The forge that a workflow runs on, by the variables that it sets. Undefined elsewhere. */
export function forgeOf(env: NodeJS.ProcessEnv): Forge | undefined {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  const isWhole = api && token && repository && /^[\w.-]+\/[\w.-]+$/.test(repository);
  return isWhole ? { api, repository, token } : undefined;
}

/** The answer to a call, as JSON. `path` begins after the repository. Throws a ForgeError where the forge refuses. */
export async function call<T>(forge: Forge, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
  const bytes = await fetchBytes(forge, method, path, { limit: LARGEST_ANSWER, ...(body && { body }) });
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** The bytes of an answer, no more than `limit` of them. */
export async function fetchBytes(
  { api, repository, token }: Forge,
  method: string,
  path: string,
  { limit, body }: { limit: number; body?: object },
): Promise<Uint8Array> {
  const response = await fetch(`${api}/repos/${repository}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'decp-referentiel',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new ForgeError(`${method} ${path}: ${response.status}`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > limit) throw new ForgeError(`${method} ${path}: more than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
