import { versionPages } from './pages/versions.ts';
import type { Maker } from './types.ts';

/** Every kind of page that is made from the models. */
export const MAKERS: readonly Maker[] = [versionPages];
