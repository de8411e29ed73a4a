/** `npm run bench -- VERB`: one file a verb. */
import { API_USAGE, benchApi } from './api.ts';
import { benchApiLoad, LOAD_USAGE } from './api-load.ts';
import { benchDiff } from './diff.ts';
import { COMPARE_USAGE } from './diff/compare.ts';
import { benchFederation } from './federation.ts';
import { FEDERATION_USAGE } from './federation/options.ts';
import { benchForms } from './forms.ts';
import { benchFolds } from './folds.ts';
import { benchMigrate } from './migrate.ts';
import { benchSite } from './site.ts';
import { benchShape, SHAPE_USAGE } from './shape.ts';
import { benchTests } from './tests.ts';
import { USAGE } from './runner/options.ts';
import { benchSpeed } from './speed.ts';
import { SPEED_USAGE } from './speed/options.ts';
import { benchValidate } from './validate.ts';
import { benchXml } from './xml-forecast.ts';

const [verb, ...args] = process.argv.slice(2);

try {
  if (verb === 'validate' && !args.includes('--help')) process.exitCode = await benchValidate(args);
  else if (verb === 'speed' && !args.includes('--help')) process.exitCode = await benchSpeed(args);
  else if (verb === 'folds' && !args.includes('--help')) process.exitCode = await benchFolds(args);
  else if (verb === 'diff' && !args.includes('--help')) process.exitCode = await benchDiff(args);
  else if (verb === 'forms' && !args.includes('--help')) process.exitCode = await benchForms(args);
  else if (verb === 'xml' && !args.includes('--help')) process.exitCode = await benchXml(args);
  else if (verb === 'migrate' && !args.includes('--help')) process.exitCode = await benchMigrate(args);
  else if (verb === 'site' && !args.includes('--help')) process.exitCode = await benchSite(args);
  else if (verb === 'federation' && !args.includes('--help')) process.exitCode = await benchFederation(args);
  else if (verb === 'api' && !args.includes('--help')) process.exitCode = await benchApi(args);
  else if (verb === 'api-load' && !args.includes('--help')) process.exitCode = await benchApiLoad(args);
  else if (verb === 'shape' && !args.includes('--help')) process.exitCode = benchShape(args);
  else if (verb === 'tests' && !args.includes('--help')) process.exitCode = await benchTests();
  else {
    console.log(
      `${SPEED_USAGE}\n\n${USAGE}\n\n${COMPARE_USAGE}\n\n${SHAPE_USAGE}\n\n${FEDERATION_USAGE}\n\n${API_USAGE}\n\n${LOAD_USAGE}`,
    );
    process.exitCode = verb === undefined || args.includes('--help') ? 0 : 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
