import { validatorsDeclarations } from './typescript/validators.ts';
import type { GeneratedFile } from './types.ts';
import { memoOf } from '../messages/memo.ts';
import type { Model } from '../model/types.ts';
import { validatorModule } from './validators.node.ts';
import { compile } from 'json-schema-to-typescript';
import { typeDeclarations, typesHeader, type Declaration } from './typescript.ts';

/** Generates the types and the validators of a version. */
export const typeFiles = async (model: Model): Promise<GeneratedFile[]> => [
  { path: 'decp.d.ts', text: await typesText(model) },
  // Types are erased at run time, but an `import` of the file must still resolve.
  { path: 'decp.js', text: 'export {};\n' },
  { path: 'validators.js', text: await validatorModule(model) },
  { path: 'validators.d.ts', text: validatorsDeclarations(model, './decp.js') },
];

/** Generates the TypeScript types of a version, as the text of a `.d.ts` file. The same model always gives the same bytes. */
export const typesText = memoOf(async (model: Model): Promise<string> => {
  const declarations = await Promise.all(typeDeclarations(model).map(declared));
  return `${typesHeader(model)}\n${declarations.join('\n')}`;
});

/** Each type is compiled separately, because the library numbers the names of types that it finds more than once. */
const declared = ({ name, schema }: Declaration): Promise<string> =>
  compile(schema as Parameters<typeof compile>[0], name, {
    bannerComment: '',
    declareExternallyReferenced: false,
    style: { printWidth: 120, singleQuote: false, bracketSpacing: true },
  });
