/** The usual plugins of semantic-release have no types of their own: the part that is called here. */

declare module '@semantic-release/commit-analyzer' {
  export function analyzeCommits(config: object, context: object): Promise<string | null>;
}

declare module '@semantic-release/release-notes-generator' {
  export function generateNotes(config: object, context: object): Promise<string>;
}
