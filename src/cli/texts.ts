/** Keys of `messages/command-line.yaml` that the table of verbs may use. */
import type { Messages } from '../messages/compiled/command-line.types.ts';

/** A text without parameters. */
export type TextKey = { [K in keyof Messages]: Messages[K] extends () => string ? K : never }[keyof Messages];

/** The text of an error in a call. */
export type UsageKey = Extract<keyof Messages, `error.${string}`>;
