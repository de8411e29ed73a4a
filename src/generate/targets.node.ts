import type { BinaryFile, GeneratedFile } from './types.ts';
import type { Model } from '../model/types.ts';
import { BY_KIND, isBefore, isOwn } from '../model/releases.ts';
import type { GENERATE } from '../messages/compiled/generate.ts';
import { hasRecogniser } from '../model/record-shapes.ts';

/**
 * One form of a version. `name` is also the name of its folder. `of`: whether it is made for a version; `today`: publishers fill
 * it in by hand, so the default version is the one in force, not `next`.
 */
export type Target = {
  name: keyof (typeof GENERATE)['fr']['target'];
  of: (model: Model) => boolean;
  today?: true;
  make: (model: Model) => Promise<(GeneratedFile | BinaryFile)[]>;
};

const ALL = (): boolean => true;
/** The versions that can be read from spreadsheets. */
const TABLES = ({ version }: Model): boolean => !isBefore(version, BY_KIND);
const OWN_ONLY = ({ version }: Model): boolean => isOwn(version);

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
    of: OWN_ONLY,
    make: async (model) => (await import('./xsd.ts')).xsd(model),
  },
  {
    name: 'data-package',
    of: OWN_ONLY,
    make: async (model) => (await import('./data-package.ts')).dataPackage(model),
  },
  {
    name: 'template',
    of: TABLES,
    today: true,
    make: async (model) => (await import('./template.ts')).template(model),
  },
  {
    name: 'codelists',
    of: OWN_ONLY,
    make: async (model) => (await import('./codelists.ts')).codelists(model),
  },
  {
    name: 'dictionary',
    of: OWN_ONLY,
    make: async (model) => (await import('./dictionary.ts')).dictionary(model),
  },
  {
    name: 'openapi',
    of: OWN_ONLY,
    make: async (model) => (await import('./openapi.ts')).openapi(model),
  },
  {
    name: 'sql',
    of: OWN_ONLY,
    make: async (model) => (await import('./sql.ts')).sql(model),
  },
  {
    name: 'classes',
    of: OWN_ONLY,
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
