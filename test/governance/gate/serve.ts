/** Run in a clone: what its gate answers of each question of the process that started it. */
import { examine } from '../../../src/governance/gate/verb.node.ts';

export type Asked = Parameters<typeof examine>[0];

process.on('message', (asked: Asked) => {
  void examine(asked).then(({ proof: _, ...outcome }) => process.send?.(outcome));
});
