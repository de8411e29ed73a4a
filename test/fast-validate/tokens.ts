/** The tokens of a JSON text that need not be JSON: strings, signs, and runs of anything else; blanks between them are dropped. */
export const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+|"/gs;
