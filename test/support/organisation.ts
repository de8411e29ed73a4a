import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Organisation, repeatedFiles } from '../../src/governance/organisation/read.node.ts';
import type { Release } from '../../src/model/releases.ts';

/** Invented, and no placeholder: what a repository that releases has in place of those that the project comes with. */
export const NAMED: Organisation = {
  site: 'https://decp.essai.fr',
  schemas: 'https://decp.essai.fr/schema',
  repository: 'https://forge.essai.fr/essai/decp',
  teams: { outillage: '@essai/outils', format: '@essai/format', juristes: '@essai/droit', publication: '@essai/publication' },
};

/** Names the organisation in a clone, as `npm run organisation` does: a release refuses placeholders. */
export function nameOrganisation(clone: string): void {
  const read = (path: string): string => readFileSync(join(clone, path), 'utf8');
  const { releases } = JSON.parse(read('schema/releases.json')) as { releases: Release[] };
  const model = read('.github/CODEOWNERS.modele');
  const organisation = `${JSON.stringify({ $schema: 'dialect/organisation.schema.json', ...NAMED }, null, 2)}\n`;
  const files = [['schema/organisation.json', organisation], ...repeatedFiles({ organisation: NAMED, releases, model })] as const;
  for (const [path, text] of files) writeFileSync(join(clone, path), text);
}
