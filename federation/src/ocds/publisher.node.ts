/** `ocds.yaml` in the folder of a federation names its publisher in OCDS. Where there is none, nobody publishes: a prefix is registered by whoever does. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { type Publisher, publisherIn } from './publisher.ts';

/** The publisher that the folder of a federation names. Throws a Failure where the file is wrong. */
export async function readPublisher(home: string): Promise<Publisher | undefined> {
  const path = join(home, 'ocds.yaml');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const publisher = publisherIn(text);
  if (publisher) return publisher;
  throw new Failure(textsOf(FEDERATION_RUN, (say) => say['bad-ocds']({ path })));
}
