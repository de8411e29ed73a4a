import type { Lang } from '../../../../packages/base/src/language.ts';

/** What to do once a release was prepared. */
export const preparedText = (version: string, lang: Lang): string =>
  lang === 'fr'
    ? `La version ${version} est prête : schema/${version}/, examples/${version}/, schema/releases.json, schema/decp.schema.json, CHANGELOG.md, README.md, releases/${version}.fr.md et releases/${version}.en.md.
Relisez CHANGELOG.md et les notes, lancez npm test, puis déposez le tout en un seul commit et étiquetez-le ${version}.`
    : `Version ${version} is ready: schema/${version}/, examples/${version}/, schema/releases.json, schema/decp.schema.json, CHANGELOG.md, README.md, releases/${version}.fr.md and releases/${version}.en.md.
Read CHANGELOG.md and the notes, run npm test, then commit all of it at once and tag it ${version}.`;
