/** The texts that the table of verbs may name: entries of `messages/command-line.yaml`. The compiler refuses any other key. */
import type { Messages } from '../messages/compiled/command-line.types.ts';

/** A text that asks for nothing. */
export type TextKey = { [K in keyof Messages]: Messages[K] extends () => string ? K : never }[keyof Messages];

/** What can be wrong with a call. */
export type UsageKey = Extract<keyof Messages, `error.${string}`>;
