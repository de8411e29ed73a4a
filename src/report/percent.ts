import type { Kit } from '../../packages/base/src/language.ts';

/** A share to one decimal; what is not nil is never shown as nil. */
export function percent(share: number, count: number, kit: Kit): string {
  const tenths = Math.round(share * 1000);
  return count > 0 && tenths === 0 ? `< ${kit.number(0.1)} %` : `${kit.number(tenths / 10)} %`;
}
