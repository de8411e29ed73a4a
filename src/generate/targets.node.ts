import type { BinaryFile, GeneratedFile } from './types.ts';
import type { Model } from '../model/types.ts';
import { BY_KIND, isBefore, isOwn } from '../model/releases.ts';
import type { GENERATE } from '../messages/compiled/generate.ts';
import { hasRecogniser } from '../model/record-shapes.ts';

/**
 * One form of a version: its name is that of its folder. `of`: the versions that it is made for; `today`: it is filled in by people who publish, and made
 * for the version in force where nobody says a version, while the others are made for `next`.
 */
export type Target = {
  name: keyof (typeof GENERATE)['fr']['target'];
  of: (model: Model) => boolean;
  today?: true;
  make: (model: Model) => Promise<(GeneratedFile | BinaryFile)[]>;
};

const ALL = (): boolean => true;
/** Spreadsheets are read from this version on. */
const TABLES = ({ version }: Model): boolean => !isBefore(version, BY_KIND);
const OWN_ONLY = ({ version }: Model): boolean => isOwn(version);

/**
 * All that is generated of a version. Each module is loaded when its target is wanted. To add one: an entry here, the text `generate` of
 * `messages/command-line.yaml`, the guide `formes.md` in both languages, and its golden file in `test/generate/targets.test.ts`.
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

/** The targets that a version has. */
export const targetsOf = (model: Model): Target[] => TARGETS.filter((target) => target.of(model));
