import { readFileSync } from 'node:fs';
import type { Texts } from '../../packages/base/src/language.ts';
import type { Explained } from '../../src/explain/types.ts';
import { once } from '../../src/host/once.ts';
import { under } from '../../src/host/paths.node.ts';

/** What `decp explain` says, by code, as the build wrote it. */
const codes = once(() => {
  const { codes: all } = JSON.parse(readFileSync(under('dist', 'explain.json'), 'utf8')) as { codes: Explained[] };
  return new Map(all.map(({ code, title, fix }) => [code, { title, fix }]));
});

/** What `decp explain` says of a code: undefined for one that it does not know. */
export const explained = (code: string): { title: Texts; fix: Texts } | undefined => codes().get(code);
