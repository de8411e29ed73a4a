import { Ajv2020 } from 'ajv/dist/2020.js';
import { shellSchema } from '../../src/model/shell.ts';
import type { Model } from '../../src/model/types.ts';
import type { Validator, Version } from '../../src/validate/types.ts';
import { withStrictUniqueItems } from './unique-items.ts';

/** A version made from a Model in memory, with the options of the build. As there, twins are reported by their content alone. */
export function compiled(model: Model): Version {
  const ajv = withStrictUniqueItems(
    new Ajv2020({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: model.unicodePatterns }),
  );
  ajv.addSchema({ ...model.schema, $id: 'decp' });
  const check = (pointer: string): Validator => ajv.getSchema(`decp#${pointer}`) as unknown as Validator;
  return {
    label: '',
    model,
    validators: {
      marche: check('/$defs/marche'),
      'contrat-concession': check('/$defs/contrat-concession'),
      shell: ajv.compile({ ...shellSchema(model), $id: 'shell' }),
    },
  };
}
