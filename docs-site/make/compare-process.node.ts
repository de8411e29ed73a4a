/** A process that compares the pairs of versions that it is sent, and answers when each is kept. */
import { compare, type Job } from './comparisons.node.ts';

process.on('message', (job: Job) => {
  void compare(job).then(() => process.send?.('kept'));
});
