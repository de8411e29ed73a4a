// The program is in TypeScript, which a new thread does not read by itself.
import { register } from 'tsx/esm/api';

register();
await import('./thread.node.ts');
