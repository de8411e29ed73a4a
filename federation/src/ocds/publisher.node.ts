/** `ocds.yaml` in the folder of a federation names its publisher in OCDS. Where there is none, nobody publishes: a prefix is registered by whoever does. */
import { join } from 'node:path';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { textIfThere } from '../text-if-there.node.ts';
import { type Publisher, publisherIn } from './publisher.ts';

/** The publisher that the folder of a federation names. Throws a Failure where the file is wrong. */
export async function readPublisher(home: string): Promise<Publisher | undefined> {
  const path = join(home, 'ocds.yaml');
  const text = await textIfThere(path);
  if (text === undefined) return undefined;
  const publisher = publisherIn(text);
  if (publisher) return publisher;
  throw new Failure(textsOf(FEDERATION_RUN, (say) => say['bad-ocds']({ path })));
}
