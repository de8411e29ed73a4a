import type { Texts } from '../../../../base/src/language.ts';
import type { Direction } from '../../types.ts';

/**
 * What is known of a kind before the engine is asked. `may`: the directions that a change of this kind can have; the engine says which,
 * and where it cannot tell the direction is unknown whatever stands here. `{name}` in a sentence stands for a param.
 * `cases`: what is said instead where the first of these holds.
 */
export type Kind = Texts & { may: readonly Direction[]; cases?: readonly Case[] };
type Case = Texts & { when: (params: Readonly<Record<string, unknown>>, direction: Direction) => boolean };
export type Kinds = Readonly<Record<string, Kind>>;
