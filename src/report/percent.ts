import type { Formatters } from '../../packages/base/src/language.ts';

/** A share to one decimal; what is not nil is never shown as nil. */
export function percent(share: number, count: number, formatters: Formatters): string {
  const tenths = Math.round(share * 1000);
  return count > 0 && tenths === 0 ? `< ${formatters.number(0.1)} %` : `${formatters.number(tenths / 10)} %`;
}
