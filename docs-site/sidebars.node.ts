/** The side bar of the reference, made with its pages (`docs-site/make/sidebar.ts`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

const text = readFileSync(join(__dirname, 'generated', 'sidebar.json'), 'utf8');

const sidebars = { champs: JSON.parse(text) as SidebarsConfig[string] } satisfies SidebarsConfig;

export default sidebars;
