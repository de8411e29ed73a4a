#!/usr/bin/env node
// The program is in TypeScript, which tsx of this repository runs.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// Pages are in JSX, which that file says how to read, whatever folder this runs in.
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
await import('../decp-federation.ts');
