import { RECORD_KINDS, type RecordKind } from '../../../model/kinds.ts';
import type { Model } from '../../../model/types.ts';
import { SCOPES } from '../../../model/rules.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import { framesOf } from '../frames.ts';
import { PatternPool } from '../pattern/pool.ts';
import { emitRules } from '../rules/emit-rules.ts';
import { recordShape } from '../shapes.ts';
import { wordOf } from '../word-of.ts';
import { block, type Lines } from './block.ts';
import { Emission } from './context.ts';
import { entryHeader } from './header.ts';
import { laidOut } from './layout.ts';
import { objectFunction, recordFunction } from './object.ts';
import { reading } from './value.ts';
import { MOST_COMPARED, WITNESS_BYTES } from './witness.ts';

/** The file that is compiled; the others are beside it. */
export const ENTRY = 'recogniser.ts';

/**
 * What a recogniser is made of: the version, and the rules that judge its data, as they were checked against the Model that has them (`own`). `published` is the version
 * whose schema the national consolidation applies: what it does with a record hangs on whether that one accepts it too.
 */
export type Ingredients = { model: Model; own: Model; rules: readonly CheckedRule[]; published: Model };

/**
 * The AssemblyScript of the recogniser of a version, by file name. `run_<kind>` is there for each kind whose records can be recognised; all
 * others are read by JavaScript.
 */
export function emitRecogniser(ingredients: Ingredients): Map<string, string> {
  const { model, own, rules } = ingredients;
  const frames = framesOf(model, rules);
  const to = new Emission(new PatternPool(), frames, model.unicodePatterns, reading);
  const runs = RECORD_KINDS.flatMap((kind) => runFunction(ingredients, kind, to));
  const ruleSource = emitRules({ model, own, rules, frames }, to.patterns);
  const source = [
    ...entryHeader(model.version),
    '/** Sums by which the items of a list are told apart; of each list the address of that of the item being read. */',
    'const WITNESSES = memory.data(' + String(Math.max(8, to.witnesses * MOST_COMPARED * WITNESS_BYTES)) + ', 16);',
    ...Array.from({ length: to.witnesses }, (_, n) => `let witness${n}: usize = 0;`),
    '/** What rules read of the record at hand; of each list in it how many items have been kept. */',
    `const FRAMES = memory.data(${Math.max(16, frames.bytes)}, 16);`,
    ...frames.pools.map(({ number }) => `let pool${number}: u32 = 0;`),
    '/** The rank of the code read last. */',
    'let code: u32 = 0;',
    '',
    to.source(),
    '',
    ...runs,
  ];
  return new Map([
    [ENTRY, laidOut(`${source.join('\n')}\n`)],
    ['rules.ts', laidOut(ruleSource)],
    ['patterns.ts', laidOut(to.patterns.source())],
  ]);
}

function runFunction({ model, published }: Ingredients, kind: RecordKind, to: Emission): Lines {
  const shape = recordShape(model, kind);
  if (!shape) return [];
  const { base, frame } = to.frames.kinds[kind];
  const word = wordOf(kind);
  const scope = SCOPES[kind];
  const record = recordFunction(shape, word, base, frame, to);
  const harvest = harvested(model, published, kind, to);
  return [
    `// ${kind}: the rules where they are asked for, then what the consolidation does with the record.`,
    ...block(`function isClean_${word}(at: usize): bool`, [
      ...(harvest === undefined ? [] : [`if (harvests && ${harvest}) return false;`]),
      `const clean = judge_${scope}(FRAMES + ${base});`,
      'store<u32>(STATE, missed, MISSED);',
      'return clean;',
    ]),
    ...block(`function writeKeys_${word}(from: usize, to: usize, out: usize): usize`, [
      `return keys_${scope}(FRAMES + ${base}, from, to, out);`,
    ]),
    ...block(`export function run_${word}(at: usize, limit: usize): i32`, [
      `return run(${record}, isClean_${word}, writeKeys_${word}, at, limit);`,
    ]),
    '',
  ];
}

/** The test that the schema of the consolidation may refuse a record; undefined where it is the one applied. */
function harvested(model: Model, published: Model, kind: RecordKind, to: Emission): string | undefined {
  if (model.version === published.version) return undefined;
  const shape = model.unicodePatterns === published.unicodePatterns ? recordShape(published, kind) : undefined;
  return shape ? `${objectFunction(shape, `published_${wordOf(kind)}`, undefined, undefined, to)}(at, 0) == 0` : 'true';
}
