import { block, type Lines } from '../emit/block.ts';
import { CROWDED_BIT, type Faults } from './gate.ts';
import type { Module } from './context.ts';
import type { Subject } from './subject.ts';

/**
 * `withheld_<scope>(bad)` gives the switches of a record with faults: those of the entries that cannot run are off, and `missed` tells of how
 * many rules. 0 where the record is for JavaScript: a key cannot be made, or a rule by which the consolidation leaves records out does not run,
 * and the forecast says so.
 */
export function emitWithhold(subject: Subject, faults: Faults, module: Module): void {
  const { scope, entries, keys } = subject;
  const size = entries.length + keys.length;
  const rules = [...new Set([...entries, ...keys].map(({ rule }) => rule))];
  const body = rules.flatMap((rule): Lines => {
    const own = [
      ...entries.filter((it) => it.rule === rule && it.applies).map(({ entry, place }) => switchOff(faults.mask(entry), place)),
      ...keys
        .filter((it) => it.rule === rule && it.applies)
        .map(({ entry, place }) => switchOff(faults.mask(entry), entries.length + place)),
    ].flat();
    const isKey = keys.some((it) => it.rule === rule);
    if (own.length === 0) return [];
    const found = isKey || rule.consolidation === 'drop' ? 'if (off) return 0;' : 'if (off) missed++;';
    return [`// ${rule.id}`, 'off = false;', ...own, found];
  });
  module.add([
    `const SOME_${scope} = memory.data(${Math.max(size, 1)});`,
    ...block(`function withheld_${scope}(bad: u64): usize`, [
      ...(faults.crowded ? [`if ((bad & ${CROWDED_BIT}) != 0) return 0;`] : []),
      `memory.copy(SOME_${scope}, ON_${scope}, ${size});`,
      'let off: bool;',
      ...body,
      `return SOME_${scope};`,
    ]),
  ]);

  function switchOff(mask: string | undefined, place: number): Lines {
    return mask === undefined ? [] : [`if ((bad & ${mask}) != 0) off = switchOff(SOME_${scope} + ${place}) || off;`];
  }
}
