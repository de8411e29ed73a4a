import type { BinaryFile, GeneratedFile } from './types.ts';
import type { Model, Texts } from '../model/types.ts';
import { BY_KIND, isBefore, isOwn } from '../model/releases.ts';
import { hasRecogniser } from '../model/record-shapes.ts';

/**
 * One form of a version: its name is that of its folder. `of`: the versions that it is made for; `today`: it is filled in by people who publish, and made
 * for the version in force where nobody says a version, while the others are made for `next`.
 */
export type Target = {
  name: string;
  title: Texts;
  of: (model: Model) => boolean;
  today?: true;
  make: (model: Model) => Promise<(GeneratedFile | BinaryFile)[]>;
};

const ALL = (): boolean => true;
/** Spreadsheets are read from this version on. */
const TABLES = ({ version }: Model): boolean => !isBefore(version, BY_KIND);
const OWN_ONLY = ({ version }: Model): boolean => isOwn(version);

/** All that is generated of a version. Each module is loaded when its target is wanted. */
export const TARGETS: readonly Target[] = [
  {
    name: 'schemas',
    title: { fr: 'schémas JSON (2020-12 et draft-07)', en: 'JSON Schemas (2020-12 and draft-07)' },
    of: ALL,
    make: async (model) => (await import('./json-schema.ts')).jsonSchema(model),
  },
  {
    name: 'types',
    title: { fr: 'types TypeScript et validateurs autonomes (ESM)', en: 'TypeScript types and standalone validators (ESM)' },
    of: ALL,
    make: async (model) => (await import('./type-files.node.ts')).typeFiles(model),
  },
  {
    name: 'xsd',
    title: { fr: "schéma XML (XSD 1.0) et ce qu'il ne sait pas dire", en: 'XML schema (XSD 1.0) and what it cannot say' },
    of: OWN_ONLY,
    make: async (model) => (await import('./xsd.ts')).xsd(model),
  },
  {
    name: 'data-package',
    title: { fr: 'paquet de tables (Tabular Data Package)', en: 'Tabular Data Package' },
    of: OWN_ONLY,
    make: async (model) => (await import('./data-package.ts')).dataPackage(model),
  },
  {
    name: 'template',
    title: { fr: 'modèles de tableur (CSV, XLSX)', en: 'spreadsheet templates (CSV, XLSX)' },
    of: TABLES,
    today: true,
    make: async (model) => (await import('./template.ts')).template(model),
  },
  {
    name: 'codelists',
    title: { fr: 'listes de codes (CSV, JSON)', en: 'codelists (CSV, JSON)' },
    of: OWN_ONLY,
    make: async (model) => (await import('./codelists.ts')).codelists(model),
  },
  {
    name: 'dictionary',
    title: { fr: 'dictionnaire des données (Markdown)', en: 'data dictionary (Markdown)' },
    of: OWN_ONLY,
    make: async (model) => (await import('./dictionary.ts')).dictionary(model),
  },
  {
    name: 'openapi',
    title: { fr: 'composants OpenAPI 3.1', en: 'OpenAPI 3.1 components' },
    of: OWN_ONLY,
    make: async (model) => (await import('./openapi.ts')).openapi(model),
  },
  {
    name: 'sql',
    title: { fr: 'tables PostgreSQL', en: 'PostgreSQL tables' },
    of: OWN_ONLY,
    make: async (model) => (await import('./sql.ts')).sql(model),
  },
  {
    name: 'classes',
    title: { fr: 'classes Python ; Java et C# (expérimental)', en: 'Python classes; Java and C# (experimental)' },
    of: OWN_ONLY,
    make: async (model) => (await import('./classes.node.ts')).classes(model),
  },
  {
    name: 'recogniser',
    title: {
      fr: 'reconnaisseur des enregistrements valides (AssemblyScript)',
      en: 'recogniser of valid records (AssemblyScript)',
    },
    of: hasRecogniser,
    make: async (model) => (await import('./recogniser-files.node.ts')).recogniserFiles(model),
  },
];

/** The targets that a version has. */
export const targetsOf = (model: Model): Target[] => TARGETS.filter((target) => target.of(model));
