/** The file that a page starts as a module worker: see `client.ts`. It stands in `dist/browser/`, and the assets one folder up. */
import type { Port } from './types.ts';
import { serve } from './serve.ts';

serve(globalThis as unknown as Port, new URL('../', import.meta.url).href);
