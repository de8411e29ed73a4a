import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isOlder } from './keywords.ts';
import type { Dialect } from './types.ts';

/**
 * A format that is defined by a dialect of JSON Schema and known here.
 * `is` answers undefined where Ajv and the document that defines the format differ, or may: nothing is proved by such a text.
 */
export type Format = {
  /** The first dialect that defines it. */
  readonly since: Dialect;
  /** The pattern that accepts exactly what the format does, where there is one: such a format is decided as any pattern is. */
  readonly pattern?: string;
  readonly is: (text: string) => boolean | undefined;
};

type Name = keyof typeof fullFormats;

/** The verdict of ajv-formats on a text. */
function asAjv(name: Name): (text: string) => boolean {
  const format = fullFormats[name];
  const test = typeof format === 'object' && 'validate' in format ? format.validate : format;
  if (test instanceof RegExp) return (text) => test.test(text);
  return test as (text: string) => boolean;
}

/** A format that a pattern says exactly. */
function exact(since: Dialect, pattern: string): Format {
  const test = new RegExp(pattern);
  return { since, pattern, is: (text) => test.test(text) };
}

/**
 * A format that Ajv tests nearly as its document has it. What Ajv accepts is surely of the format where `surely` matches; what Ajv refuses
 * may be of the format where `perhaps` matches.
 */
function tested(since: Dialect, name: Name, surely: RegExp, perhaps?: RegExp): Format {
  const accepts = asAjv(name);
  const is = (text: string): boolean | undefined => {
    if (accepts(text)) return surely.test(text) ? true : undefined;
    return perhaps?.test(text) === true ? undefined : false;
  };
  return { since, is };
}

/** Days that exist, leap years known (RFC 3339, full-date). */
const DATE =
  '([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)';

/** A time of day with its offset. Ajv refuses a leap second that is not at the end of a day of UTC. */
const timeWith = (seconds: string): string =>
  `([01][0-9]|2[0-3]):[0-5][0-9]:${seconds}(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])`;

const HEX = '[0-9a-fA-F]';
const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';

/** RFC 3339, appendix A: no unit is left out between two others. */
const DURATION_TIME = 'T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S)';
const DURATION_DATE = '([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)';

/** RFC 3986: characters of a segment; paths, with an authority (no literal of IPv6) or without; the rest. */
const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
const AUTHORITY =
  "(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?::[0-9]*)?";
const ABSOLUTE_PATH = `(?:\\/\\/${AUTHORITY}(?:\\/${PCHAR}*)*|\\/(?:${PCHAR}+(?:\\/${PCHAR}*)*)?)`;
const TAIL = `(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?`;
const URI = `[A-Za-z][A-Za-z0-9+.-]*:(?:${ABSOLUTE_PATH}|${PCHAR}+(?:\\/${PCHAR}*)*)${TAIL}`;
const SEGMENT_WITHOUT_COLON = "(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})+";
const RELATIVE = `(?:${ABSOLUTE_PATH}|${SEGMENT_WITHOUT_COLON}(?:\\/${PCHAR}*)*)?${TAIL}`;
/** Only characters that an address may have. */
const OF_ADDRESSES = "[A-Za-z0-9._~:/?#[\\]@!$&'()*+,;=%-]*";

/** A label of letters, digits and hyphens; hyphens in its third and fourth place announce an encoding (RFC 5891) that Ajv does not read. */
const LABEL = '(?!..--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const DOMAIN = `(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*`;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

/** Whether a text is a regular expression, with the u flag and without; undefined where it is one in one way alone. */
function isRegex(text: string): boolean | undefined {
  const [with_, without] = ['u', ''].map((flags) => {
    try {
      return new RegExp(text, flags).flags === flags;
    } catch {
      return false;
    }
  });
  return with_ === without ? with_ : undefined;
}

const IPV6 = asAjv('ipv6');

/**
 * The formats that can be asserted. All others make the result unknown: those for which Ajv has no test (`idn-email`,
 * `idn-hostname`, `iri`, `iri-reference`), custom names, misspellings, and those that the dialect of the schema does not define.
 */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  // Which days had a leap second is not seen from a text.
  ['date-time', tested('draft-04', 'date-time', new RegExp(`^${DATE}[Tt]${timeWith('[0-5][0-9]')}$`))],
  ['email', tested('draft-04', 'email', new RegExp(`^(?=.{1,64}@)${ATOM}(?:\\.${ATOM})*@${DOMAIN}$`), /^"|\]$|@[^.@]+$/)],
  ['hostname', tested('draft-04', 'hostname', new RegExp(`^${DOMAIN}$`))],
  ['ipv4', exact('draft-04', `^${OCTET}(\\.${OCTET}){3}$`)],
  ['ipv6', { since: 'draft-04', is: IPV6 }],
  ['uri', tested('draft-04', 'uri', new RegExp(`^${URI}$`), new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:${OF_ADDRESSES}$`))],
  ['uri-reference', tested('draft-06', 'uri-reference', new RegExp(`^(?:${URI}|${RELATIVE})$`), new RegExp(`^${OF_ADDRESSES}$`))],
  ['uri-template', tested('draft-06', 'uri-template', /^(?:[^'{}]|\{[+#./;?&]?[^{}+#./;?&=,!@|][^{}]*\})*$/, /['.]/)],
  ['json-pointer', exact('draft-06', '^(\\/([^~/]|~0|~1)*)*$')],
  ['date', exact('draft-07', `^${DATE}$`)],
  ['time', tested('draft-07', 'time', new RegExp(`^${timeWith('([0-5][0-9]|60)')}$`))],
  ['regex', { since: 'draft-07', is: isRegex }],
  // Later texts allow to step among the items of a list (`0+1`).
  ['relative-json-pointer', tested('draft-07', 'relative-json-pointer', /^/, /^[0-9]+[+-][0-9]+/)],
  ['duration', exact('2019-09', `^P(${DURATION_DATE}(${DURATION_TIME})?|${DURATION_TIME}|[0-9]+W)$`)],
  ['uuid', exact('2019-09', `^${HEX}{8}-(${HEX}{4}-){3}${HEX}{12}$`)],
]);

/** The format of a name that a dialect defines; undefined where it is not known what it asserts. */
export function formatOf(name: string, dialect: Dialect): Format | undefined {
  const format = FORMATS.get(name);
  return format && !isOlder(dialect, format.since) ? format : undefined;
}
