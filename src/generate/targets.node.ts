import type { BinaryFile, GeneratedFile } from './types.ts';
import type { Model } from '../model/types.ts';
import { BY_KIND, isBefore } from '../model/releases.ts';
import type { GENERATE } from '../messages/compiled/generate.ts';
import { hasRecogniser } from '../model/record-shapes.ts';

/** One form of a version. `name` is also the name of its folder. `of`: whether it is made for a version. */
export type Target = {
  name: keyof (typeof GENERATE)['fr']['target'];
  of: (model: Model) => boolean;
  make: (model: Model) => Promise<(GeneratedFile | BinaryFile)[]>;
};

const ALL = (): boolean => true;
/** The versions with one list a kind of record: XML, tables and classes have one element, one table, one class for each. */
const ONE_LIST_A_KIND = ({ version }: Model): boolean => !isBefore(version, BY_KIND);

/**
 * All targets. Each module is imported only if needed. To add a target: an entry here, the text `generate` of
 * `messages/command-line.yaml`, the guide `formes.md` in both languages, and a golden file in `test/generate/targets.slow.test.ts`.
 */
export const TARGETS: readonly Target[] = [
  {
    name: 'schemas',
    of: ALL,
    make: async (model) => (await import('./json-schema.ts')).jsonSchema(model),
  },
  {
    name: 'types',
    of: ALL,
    make: async (model) => (await import('./type-files.node.ts')).typeFiles(model),
  },
  {
    name: 'xsd',
    of: ONE_LIST_A_KIND,
    make: async (model) => (await import('./xsd.ts')).xsd(model),
  },
  {
    name: 'data-package',
    of: ONE_LIST_A_KIND,
    make: async (model) => (await import('./data-package.ts')).dataPackage(model),
  },
  {
    name: 'template',
    of: ONE_LIST_A_KIND,
    make: async (model) => (await import('./template.ts')).template(model),
  },
  {
    name: 'codelists',
    of: ALL,
    make: async (model) => (await import('./codelists.ts')).codelists(model),
  },
  {
    name: 'dictionary',
    of: ALL,
    make: async (model) => (await import('./dictionary.ts')).dictionary(model),
  },
  {
    name: 'openapi',
    of: ONE_LIST_A_KIND,
    make: async (model) => (await import('./openapi.ts')).openapi(model),
  },
  {
    name: 'sql',
    of: ONE_LIST_A_KIND,
    make: async (model) => (await import('./sql.ts')).sql(model),
  },
  {
    name: 'classes',
    of: ONE_LIST_A_KIND,
    make: async (model) => (await import('./classes.node.ts')).classes(model),
  },
  {
    name: 'recogniser',
    of: hasRecogniser,
    make: async (model) => (await import('./recogniser-files.node.ts')).recogniserFiles(model),
  },
];

/** The targets that are made for a version. */
export const targetsOf = (model: Model): Target[] => TARGETS.filter((target) => target.of(model));
