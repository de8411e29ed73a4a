#!/usr/bin/env node
// The program is in TypeScript, which tsx of this repository runs.
import { register } from 'tsx/esm/api';

register();
await import('../decp-federation.ts');
