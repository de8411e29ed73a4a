import { validatorsDeclarations } from './typescript/validators.ts';
import type { GeneratedFile } from './types.ts';
import { memoOf } from '../messages/memo.ts';
import type { Model } from '../model/types.ts';
import { validatorModule } from './validators.node.ts';
import { compile } from 'json-schema-to-typescript';
import { typeDeclarations, typesHeader, type Declaration } from './typescript.ts';

/** The types of a version, and the validators that guard them. */
export const typeFiles = async (model: Model): Promise<GeneratedFile[]> => [
  { path: 'decp.d.ts', text: await typesText(model) },
  // Types have nothing to run, but a program that names the file for them must find one.
  { path: 'decp.js', text: 'export {};\n' },
  { path: 'validators.js', text: await validatorModule(model) },
  { path: 'validators.d.ts', text: validatorsDeclarations(model, './decp.js') },
];

/** The TypeScript types of a version, as the text of a `.d.ts` file. The same Model gives the same bytes. */
export const typesText = memoOf(async (model: Model): Promise<string> => {
  const declarations = await Promise.all(typeDeclarations(model).map(declared));
  return `${typesHeader(model)}\n${declarations.join('\n')}`;
});

/** Each type is compiled alone: the library names what it finds more than once by numbers, and here it finds nothing. */
const declared = ({ name, schema }: Declaration): Promise<string> =>
  compile(schema as Parameters<typeof compile>[0], name, {
    bannerComment: '',
    declareExternallyReferenced: false,
    style: { printWidth: 120, singleQuote: false, bracketSpacing: true },
  });
