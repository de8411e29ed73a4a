import type { Texts } from '../../packages/base/src/language.ts';

/** The step from the newest version to the draft. */
export const MIGRATION = 'schema/next/migration.yaml';

/** What the step to a version says as long as the version changes nothing. */
export const NOTHING_CHANGES: Texts = { fr: "Rien ne change aujourd'hui.", en: 'Nothing changes today.' };

/** The step from a version to a draft that changes nothing yet. */
export const emptyStep = (version: string): string =>
  `# Comment un contrat de la version ${version} devient un contrat de la prochaine version. Les champs passent par leur nom stable (x-field) et ne sont pas écrits.
# How a contract of version ${version} becomes one of the next version. Fields pass by their stable name (x-field) and are not written.

from: ${version}
summary:
  fr: ${NOTHING_CHANGES.fr}
  en: ${NOTHING_CHANGES.en}
`;
