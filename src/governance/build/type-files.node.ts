import { validatorsDeclarations } from '../../generate/typescript/validators.ts';
import type { GeneratedFile } from '../../generate/types.ts';
import type { Model } from '../../model/types.ts';
import { typesText } from './types.ts';
import { validatorModule } from './validators.node.ts';

/** The types of a version, and the validators that guard them. */
export const typeFiles = async (model: Model): Promise<GeneratedFile[]> => [
  { path: 'decp.d.ts', text: await typesText(model) },
  // Types have nothing to run, but a program that names the file for them must find one.
  { path: 'decp.js', text: 'export {};\n' },
  { path: 'validators.js', text: await validatorModule(model) },
  { path: 'validators.d.ts', text: validatorsDeclarations(model, './decp.js') },
];
