import { readFileSync } from 'node:fs';
import { once } from '../../../src/host/once.ts';
import type { Explained } from '../../../src/explain/types.ts';
import { under } from '../../../src/host/paths.node.ts';
import type { Explain } from './page.ts';

/** What `decp explain` says, by code. */
const codes = once(
  () =>
    new Map(
      (JSON.parse(readFileSync(under('dist', 'explain.json'), 'utf8')) as { codes: Explained[] }).codes.map(
        ({ code, title, fix }) => [code, { title, fix }],
      ),
    ),
);

export const explain: Explain = (code) => codes().get(code);
