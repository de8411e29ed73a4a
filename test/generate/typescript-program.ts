import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

/** What `tsc --strict` says of files held in memory: the sentences of each file that has any. Libraries are checked too. */
export function compileErrors(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const host = ts.createCompilerHost(OPTIONS);
  const [read, exists] = [host.getSourceFile.bind(host), host.fileExists.bind(host)];
  host.getCurrentDirectory = () => '/memory';
  // Otherwise the folder of memory would be looked for on disk.
  host.directoryExists = () => true;
  host.fileExists = (path) => files.has(path) || exists(path);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? read(path, ...rest) : ts.createSourceFile(path, text, OPTIONS.target ?? ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  const errors = new Map<string, string[]>();
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const path = file?.fileName ?? '';
    errors.set(path, [...(errors.get(path) ?? []), ts.flattenDiagnosticMessageText(messageText, '\n')]);
  }
  return errors;
}
