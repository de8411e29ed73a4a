import type { Kinds } from './kinds/types.ts';
import { ARRAYS } from './kinds/arrays.ts';
import { ASSERTIONS } from './kinds/assertions.ts';
import { BOUNDS } from './kinds/bounds.ts';
import { COMBINATIONS } from './kinds/combinations.ts';
import { OBJECTS } from './kinds/objects.ts';
import { TEXTS } from './kinds/texts.ts';
import { VALUES } from './kinds/values.ts';

/** Every kind of change of this room, save those of rules. */
export const KINDS: Kinds = { ...VALUES, ...BOUNDS, ...ASSERTIONS, ...OBJECTS, ...ARRAYS, ...COMBINATIONS, ...TEXTS };
