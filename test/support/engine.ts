import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkText, type Judged } from '../../src/validate/text.ts';
import type { Version } from '../../src/validate/types.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const FROZEN = ['1.3.0', '1.4.0', '1.5.0', '2.0.0', '2.0.1', '2.0.2', '2.0.3'];
export const VERSIONS = [...FROZEN, 'next'];

/** Facts and real files that do not belong to the project. Tests that want them say so and skip where they are absent. */
export const SHARED = `${ROOT}../shared/`;
export const hasShared = existsSync(`${SHARED}facts`) && existsSync(`${SHARED}realdata`);
export const WITHOUT_SHARED = 'published schemas and real files are not beside this clone: the committed cases keep watch';

export const readText = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');
export const readJsonFile = (path: string): unknown => JSON.parse(readText(path));

export { checkText as judge };

export const judgeValue = (value: unknown, version: Version): Judged => checkText(JSON.stringify(value), version);
