/** The listeners for SIGINT that remove something, and then let the signal end the program. */
export const removers = new Set<unknown>();

/** Whether Ctrl+C ends the program, once something is removed: then it need not wait for what is under way. */
export const endsAtInterrupt = (): boolean => removers.size > 0 && removers.size === process.listenerCount('SIGINT');
