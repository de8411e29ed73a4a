/** The module worker that a page starts: see `client.ts`. It is in `dist/browser/`, and the assets are one folder up. */
import type { Port } from './types.ts';
import { serve } from './serve.ts';

serve(globalThis as unknown as Port, new URL('../', import.meta.url).href);
