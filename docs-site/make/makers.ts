import { fieldListPages } from './pages/field-list.ts';
import { fieldPages } from './pages/fields.ts';
import { codelistPages } from './pages/codelists.ts';
import { comparisonPages } from './pages/comparisons.ts';
import { findingPages } from './pages/findings.ts';
import { legalPages } from './pages/legal.ts';
import { migrationPages } from './pages/migrations.ts';
import { nomenclaturePages } from './pages/nomenclatures.ts';
import { rulePages } from './pages/rules.ts';
import { structurePages } from './pages/structure.ts';
import { versionPages } from './pages/versions.ts';
import type { Maker } from './types.ts';
import { SAMPLE_FILE } from '../shared/urls.ts';

/** The table that the page of the check offers to try. */
const sample: Maker = { name: 'sample', pages: () => [], downloads: (data) => [{ url: SAMPLE_FILE, content: data.sample }] };

/** The documents of our own extension of OCDS. */
const ocds: Maker = { name: 'ocds', pages: () => [], downloads: ({ ocds: files }) => files };

/** Every kind of page that is made from the models, and what is downloaded besides. */
export const MAKERS: readonly Maker[] = [
  fieldListPages,
  fieldPages,
  structurePages,
  codelistPages,
  rulePages,
  findingPages,
  nomenclaturePages,
  versionPages,
  comparisonPages,
  migrationPages,
  legalPages,
  sample,
  ocds,
];
