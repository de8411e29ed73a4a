import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inForceOf, type Release } from '../../src/model/releases.ts';
import { checkText, type Judged } from '../../src/validate/text.ts';
import type { Version } from '../../src/validate/types.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A frozen version of our own: for tests that are about the program, whatever the draft becomes. */
export const GOLDEN = '2.1.0';
/** Published elsewhere, before this référentiel. */
export const FROZEN = ['1.3.0', '1.4.0', '1.5.0', '2.0.0', '2.0.1', '2.0.2', '2.0.3'];

export const readText = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');
export const readJsonFile = (path: string): unknown => JSON.parse(readText(path));

const { releases } = readJsonFile('schema/releases.json') as { releases: Release[] };

/** Every version, oldest first, `next` at the end. What hangs on them must hold after the next release, too. */
export const VERSIONS = releases.map(({ version }) => version);
/** Those that were released here. */
export const OWN = VERSIONS.filter((version) => version !== 'next' && !FROZEN.includes(version));
/** The first of these, or the draft of it: it fixed the defects of 2.0.3. */
export const FIRST = OWN[0] ?? 'next';
/** Those that have a recogniser. */
export const RECOGNISED = VERSIONS.slice(VERSIONS.indexOf('2.0.1'));
/** The version whose records that hold every field serve for this one: what 2.0.3 takes `next` and the releases made of it take too. */
export const basesFor = (version: string): string => (FROZEN.includes(version) ? version : '2.0.3');
/** The newest that was published here, a proposal, and the version that the State applies. */
export const NEWEST = VERSIONS.at(-2) ?? '';
export const IN_FORCE = inForceOf(releases);
/** The number that `next` is to carry, and what its files say of their version. */
export const DRAFT = releases.at(-1)?.expectedVersion ?? '';
export const DRAFT_LABEL = DRAFT.replace(/\.\d+$/, '');

/** Facts and real files that do not belong to the project. Tests that want them say so and skip where they are absent. */
export const SHARED = `${ROOT}../shared/`;
export const hasShared = existsSync(`${SHARED}facts`) && existsSync(`${SHARED}realdata`);
export const WITHOUT_SHARED = 'published schemas and real files are not beside this clone: the committed cases keep watch';

export { checkText as judge };

export const judgeValue = (value: unknown, version: Version): Judged => checkText(JSON.stringify(value), version);
