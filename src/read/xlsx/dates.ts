/** Days in workbooks: numbers counted from 1900 or 1904, told from other numbers by the format of their cell. */

/** Numbers of the formats that the standard itself gives to dates (ECMA-376, 18.8.30); from 27 on they are those of East Asian programs. */
const BUILT_IN = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a format shows a day: it has a year or a day outside of quoted texts, escaped characters and brackets. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN(id);
  return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, ''));
}

const DAY = 86_400_000;

/** 9999-12-31, the last day that spreadsheets count. */
const LAST = 2_958_465;

/**
 * `2024-12-31` for the number of a day; with a time of day `2024-12-31T10:30:00`. Undefined for what no spreadsheet shows as a day
 * (the 29 February 1900, number 60, that the older count invents).
 */
export function dayOfSerial(raw: string, from1904: boolean): string | undefined {
  const serial = Number(raw) + (from1904 ? 1462 : 0);
  if (!(serial >= 1 && serial < LAST + 1) || Math.floor(serial) === 60) return undefined;
  const days = serial < 60 ? serial + 1 : serial;
  const time = new Date(Math.round(((days - 25_569) * DAY) / 1000) * 1000).toISOString();
  return time.endsWith('T00:00:00.000Z') ? time.slice(0, 10) : time.slice(0, 19);
}
