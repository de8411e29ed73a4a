import { type Expression, parseSync, type Program, Visitor } from 'oxc-parser';

/**
 * The modules that a source imports or re-exports, statically or dynamically, values or types. A module is listed once per
 * statement.
 */
export function importsIn(path: string, text: string): string[] {
  const names: string[] = [];
  const take = ({ source }: { source: Expression | null }): void => {
    const name = textOf(source);
    if (name !== undefined) names.push(name);
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
  return names;
}

/** The offset after the word `import` of each dynamic import, in order. */
export function lateImports(path: string, text: string): number[] {
  const at: number[] = [];
  new Visitor({ ImportExpression: ({ start }) => at.push(start + 'import'.length) }).visit(parsed(path, text));
  return at.sort((a, b) => a - b);
}

/** Parses a source. Throws an Error on invalid syntax. */
export function parsed(path: string, text: string): Program {
  const { program, errors } = parseSync(path, text);
  const [first] = errors;
  if (first) throw new Error(`${path}: ${first.message}`);
  return program;
}

function textOf(source: Expression | null): string | undefined {
  if (source?.type === 'TemplateLiteral' && source.expressions.length === 0) return source.quasis[0]?.value.cooked ?? undefined;
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}
