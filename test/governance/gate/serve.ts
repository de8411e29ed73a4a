/** Run in a clone: what its gate answers of each question of the process that started it. */
import { examine } from '../../../src/governance/gate/verb.node.ts';

process.on('message', (asked: Parameters<typeof examine>[0]) => {
  void examine(asked).then(({ proof: _, ...outcome }) => process.send?.(outcome));
});
