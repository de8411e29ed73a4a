import { type Expression, type ParseResult, parseSync, type Program, Visitor } from 'oxc-parser';

/** The modules that a source imports or re-exports, statically or dynamically, values or types, each once. */
export function importsIn(path: string, text: string): string[] {
  // The tree takes four times as long to read as the statements at the top, and few sources import elsewhere, or export nothing from a module.
  if (/\b(?:import|require)\s*\(|\bexport\s*\{\s*\}/.test(text)) return importsInTree(path, text);
  const { staticImports, staticExports } = result(path, text).module;
  const requests = [...staticImports, ...staticExports.flatMap(({ entries }) => entries)].map(
    ({ moduleRequest }) => moduleRequest,
  );
  return [...new Set(requests.flatMap((request) => (request ? [request.value] : [])))];
}

function importsInTree(path: string, text: string): string[] {
  const names = new Set<string>();
  const take = ({ source }: { source: Expression | null }): void => {
    const name = textOf(source);
    if (name !== undefined) names.add(name);
  };
  new Visitor({
    ImportDeclaration: take,
    ExportNamedDeclaration: take,
    ExportAllDeclaration: take,
    ImportExpression: take,
    TSImportType: take,
    TSExternalModuleReference: ({ expression }) => take({ source: expression }),
    CallExpression: ({ callee, arguments: [source, ...others] }) => {
      const isRequire = callee.type === 'Identifier' && callee.name === 'require' && others.length === 0;
      if (isRequire && source && source.type !== 'SpreadElement') take({ source });
    },
  }).visit(parsed(path, text));
  return [...names];
}

/** The offset after the word `import` of each dynamic import, in order. */
export function lateImports(path: string, text: string): number[] {
  const at: number[] = [];
  new Visitor({ ImportExpression: ({ start }) => at.push(start + 'import'.length) }).visit(parsed(path, text));
  return at.sort((a, b) => a - b);
}

/** Parses a source. Throws an Error on invalid syntax. */
export const parsed = (path: string, text: string): Program => result(path, text).program;

function result(path: string, text: string): ParseResult {
  const parse = parseSync(path, text);
  const [first] = parse.errors;
  if (first) throw new Error(`${path}: ${first.message}`);
  return parse;
}

function textOf(source: Expression | null): string | undefined {
  if (source?.type === 'TemplateLiteral' && source.expressions.length === 0) return source.quasis[0]?.value.cooked ?? undefined;
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}
