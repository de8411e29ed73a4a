/**
 * Bounds of what is kept of a package. Its bytes are bounded already, but two bytes make a row, and a row in memory takes some
 * hundreds: `rows` of all tables together stay below 2 GB. `told`: findings of a code on a table, and rows without a key after which
 * a table is no table.
 */
export const PACKAGE_LIMITS = { rows: 2_097_152, told: 1_000 } as const;
