import type { Release } from './releases.ts';

/** What a file of this version says at its root: the first two numbers. */
export const labelOf = ({ version, expectedVersion = version }: Release): string =>
  expectedVersion.split('.').slice(0, 2).join('.');
