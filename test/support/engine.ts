import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inForceOf, type Release } from '../../src/model/releases.ts';
import { checkText, type Judged } from '../../src/validate/text.ts';
import type { Version } from '../../src/validate/types.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A frozen version of our own, for tests of the program that must not depend on the draft. */
export const GOLDEN = '2.1.0';
/** The versions published elsewhere, before this référentiel. */
export const FROZEN = ['1.3.0', '1.4.0', '1.5.0', '2.0.0', '2.0.1', '2.0.2', '2.0.3'];

export const readText = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');
export const readJsonFile = (path: string): unknown => JSON.parse(readText(path));

const { releases } = readJsonFile('schema/releases.json') as { releases: Release[] };

/**
 * Every published version, oldest first. Tests that use them must also pass after the next release. The draft is none of them: its checks judge it, and a proposal
 * that they accept breaks no test.
 */
export const VERSIONS = releases.flatMap(({ version }) => (version === 'next' ? [] : [version]));
/** The versions released here. */
export const OWN = VERSIONS.filter((version) => !FROZEN.includes(version));
/** The first version released here, or else its draft. It fixed the defects of 2.0.3. */
export const FIRST = OWN[0] ?? 'next';
/** The versions with a recogniser. */
export const RECOGNISED = VERSIONS.slice(VERSIONS.indexOf('2.0.1'));
/**
 * The version whose complete records are used for a version: those of 2.0.3 are also valid for `next` and the releases made from
 * it.
 */
export const basesFor = (version: string): string => (FROZEN.includes(version) ? version : '2.0.3');
/** The newest version released here, which is a proposal, and the one in force. */
export const NEWEST = VERSIONS.at(-1) ?? '';
export const IN_FORCE = inForceOf(releases);
/** The expected number of `next`, and the version label in its files. */
export const DRAFT = releases.at(-1)?.expectedVersion ?? '';
export const DRAFT_LABEL = DRAFT.replace(/\.\d+$/, '');

/** Facts and real files outside the project. Tests that need them are skipped if they are absent. */
export const SHARED = `${ROOT}../shared/`;
export const hasShared = existsSync(`${SHARED}facts`) && existsSync(`${SHARED}realdata`);
export const WITHOUT_SHARED = 'published schemas and real files are not beside this clone: the committed cases keep watch';

export { checkText as judge };

export const judgeValue = (value: unknown, version: Version): Judged => checkText(JSON.stringify(value), version);
