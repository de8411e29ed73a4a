/** Exit codes of the program (sysexits' 70 for « internal software error »). */
export const EXIT = { conforming: 0, findings: 1, unreadable: 2, bug: 70 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
