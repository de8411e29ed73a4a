/** The files of a clone that proposals read and change, by path from its top. */
import type { Tree } from '../build/sources.node.ts';

const FOLDERS = ['schema', 'examples', 'propositions'] as const;

/** What a file begins with is kept: it says that a spreadsheet has saved it. */
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What no proposal touches: the lists that others keep, and what published versions are made of. */
const isLeft = (path: string): boolean => path.startsWith('nomenclatures/') || /^\d[^/]*\/(?:bundled|rules)\//.test(path);

/** The texts of a clone. */
export const textsIn = ({ schema, examples, propositions }: Tree): Map<string, string> =>
  new Map([
    ...[...schema].flatMap(([path, bytes]) => (isLeft(path) ? [] : [[`schema/${path}`, decode(bytes)] as const])),
    ...[...examples].map(([path, text]) => [`examples/${path}`, text] as const),
    ...[...propositions].map(([path, text]) => [`propositions/${path}`, text] as const),
  ]);

/** What a clone would hold with some of its texts changed. */
export function withChanges(tree: Tree, changed: ReadonlyMap<string, string>): Tree {
  const [schema = [], examples = [], propositions = []] = FOLDERS.map((folder) =>
    [...changed].flatMap(([path, text]) =>
      path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), text] as const] : [],
    ),
  );
  return {
    schema: new Map([...tree.schema, ...schema.map(([path, text]) => [path, encode(text)] as const)]),
    examples: new Map([...tree.examples, ...examples]),
    propositions: new Map([...tree.propositions, ...propositions]),
    records: tree.records,
  };
}
