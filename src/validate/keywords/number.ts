/** Keywords that judge numbers. */
import { type Assertion, HOLDS } from './keyword.ts';

export const minimum: Assertion = ({ minimum: limit = -Infinity }, value) =>
  typeof value === 'number' && value < limit ? [{ comparison: '>=', limit }] : HOLDS;

export const maximum: Assertion = ({ maximum: limit = Infinity }, value) =>
  typeof value === 'number' && value > limit ? [{ comparison: '<=', limit }] : HOLDS;
