import { build } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { ROOT, under } from '../paths.ts';
import { CHUNKS } from './program.ts';
import { writeFiles, type DistFile } from './write-dist.ts';

/** What other programs import, by its name in the package. */
const ENTRIES = { index: 'src/node/library/index.ts', diff: 'src/node/library/diff.ts' };

/** Bundles the library into `dist/lib/`, with nothing left to install, and its declarations into `dist/lib/types/`. */
export async function buildLibrary(): Promise<void> {
  await rm(under('dist', 'lib'), { recursive: true, force: true });
  await build({ ...CHUNKS, entryPoints: ENTRIES, outdir: under('dist', 'lib') });
  await writeFiles(under('dist', 'lib', 'types'), await declarations(Object.values(ENTRIES)));
}

/** The declarations of some sources and of all that these name, in folders as the sources stand. */
export async function declarations(entries: readonly string[]): Promise<DistFile[]> {
  const files = new Map<string, string>();
  const visit = async (path: string): Promise<void> => {
    if (files.has(path)) return;
    files.set(path, '');
    const text = declarationsOf(path, await readFile(join(ROOT, path), 'utf8'));
    files.set(path, text.replaceAll(RELATIVE, '$1.js$2'));
    for (const { fileName } of ts.preProcessFile(text).importedFiles)
      if (fileName.startsWith('.')) await visit(posix.join(posix.dirname(path), fileName));
  };
  for (const entry of entries) await visit(entry);
  return [...files].map(([path, text]) => ({ path: path.replace(/^src\//, '').replace(/\.ts$/, '.d.ts'), text }));
}

/** The end of the name of a source in an import. */
const RELATIVE = /(from '\.[^']*)\.ts(')/g;

/** Without looking at other files: what is public says its types. Throws where a source does not. */
function declarationsOf(path: string, text: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName: path,
    compilerOptions: { strict: true, isolatedDeclarations: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  if (first) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`);
  return outputText;
}
