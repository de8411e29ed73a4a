import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { visible } from '../../packages/base/src/visible.ts';
import { PublishError } from './failure.ts';

/** The environment variable that gives the token. */
export const TOKEN_VARIABLE = 'DECP_DATAGOUV_TOKEN';

/** What may stand in a header: visible ASCII (RFC 9110, section 5.5). Keys of the API are of letters, digits, dots, hyphens and underscores. */
const TOKEN = /^[!-~]+$/;

/**
 * The token of the call: of `--token`, of a file (`-`: standard input), or of the environment, in this order; undefined where there is none. Throws a PublishError,
 * which does not contain it.
 */
export async function tokenOf(given: string | undefined, file: string | undefined): Promise<string | undefined> {
  const read = given ?? (file === undefined ? process.env[TOKEN_VARIABLE] : await contentOf(file));
  if (read === undefined || (read === '' && file === undefined && given === undefined)) return undefined;
  const token = read.trim();
  if (!TOKEN.test(token)) throw new PublishError((words) => words['bad-token']());
  return token;
}

const contentOf = async (file: string): Promise<string> =>
  file === '-'
    ? text(process.stdin)
    : readFile(file, 'utf8').catch(() => {
        throw new PublishError((words) => words['no-token-file']({ file: visible(file, 200) }));
      });
