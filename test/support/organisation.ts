import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Organisation, repeatedFiles } from '../../src/governance/organisation/read.node.ts';
import type { Release } from '../../src/model/releases.ts';
import { readJsonFile } from './engine.ts';

/** Invented, and no placeholder: what a repository that releases has in place of those that the project comes with. */
export const NAMED: Organisation = {
  site: 'https://decp.essai.fr',
  schemas: 'https://decp.essai.fr/schema',
  repository: 'https://forge.essai.fr/essai/decp',
  teams: { outillage: '@essai/outils', format: '@essai/format', juristes: '@essai/droit', publication: '@essai/publication' },
};

/** The addresses that golden files contain in place of those of `schema/organisation.json`, which differ from one repository to the next. */
const GOLDEN_ADDRESSES = {
  site: 'https://decp.example',
  schemas: 'https://referentiel-decp.example/schema',
  repository: 'https://github.com/a-definir/referentiel',
};

/** A text that the program wrote, as a golden file has it: the same whatever the organisation is called. */
export function withGoldenAddresses(text: string): string {
  const organisation = readJsonFile('schema/organisation.json') as Organisation;
  const addresses = (['site', 'schemas', 'repository'] as const).map(
    (key) => [organisation[key], GOLDEN_ADDRESSES[key]] as const,
  );
  // One address may begin as another one does.
  const longest = addresses.toSorted(([a], [b]) => b.length - a.length);
  const found = new RegExp(longest.map(([address]) => address.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return text.replaceAll(found, (address) => longest.find(([own]) => own === address)?.[1] ?? address);
}

/** Names the organisation in a clone, as `npm run organisation` does: a release refuses placeholders. */
export function nameOrganisation(clone: string): void {
  const read = (path: string): string => readFileSync(join(clone, path), 'utf8');
  const { releases } = JSON.parse(read('schema/releases.json')) as { releases: Release[] };
  const model = read('.github/CODEOWNERS.modele');
  const organisation = `${JSON.stringify({ $schema: 'dialect/organisation.schema.json', ...NAMED }, null, 2)}\n`;
  const files = [['schema/organisation.json', organisation], ...repeatedFiles({ organisation: NAMED, releases, model })] as const;
  for (const [path, text] of files) writeFileSync(join(clone, path), text);
}
