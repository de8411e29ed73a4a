import { fileURLToPath } from 'node:url';

/** The top of the package. This file stands two folders below it, as source (`src/host/`) and as program (`dist/bin/`). */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const under = (...parts: string[]): string => [ROOT.replace(/\/$/, ''), ...parts].join('/');
