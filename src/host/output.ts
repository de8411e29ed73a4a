/** Where a report or data are written. `write` resolves when the consumer is ready for more; `close` makes the file appear under its name, `discard` removes it. */
export type Output = { write(part: string | Uint8Array): Promise<void>; close(): Promise<void>; discard(): Promise<void> };
