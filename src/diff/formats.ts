import { fullFormats } from 'ajv-formats/dist/formats.js';

type Test = (text: string) => boolean;

/** Days that exist, leap years known; as the formats of Ajv have it. */
const DATE =
  '^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$';

const HEX = '[0-9a-fA-F]';

const WRITTEN: Readonly<Record<string, string>> = {
  date: DATE,
  uuid: `^${HEX}{8}-(${HEX}{4}-){3}${HEX}{12}$`,
};

/** The formats that can be asserted, with the test that Ajv uses: those of ajv-formats that speak of strings, and a `uuid` without `urn:` as RFC 4122 has it. */
export const FORMATS: ReadonlyMap<string, Test | RegExp> = new Map(
  Object.entries(fullFormats).flatMap(([name, format]): [string, Test | RegExp][] => {
    if (name === 'uuid') return [[name, new RegExp(WRITTEN['uuid'] ?? '')]];
    if (format instanceof RegExp) return [[name, format]];
    if (typeof format === 'function') return [[name, format]];
    if (typeof format === 'object' && typeof format.validate === 'function' && format.type === undefined)
      return [[name, format.validate as Test]];
    return [];
  }),
);

/** The pattern that accepts exactly what a format does, where there is one. */
export function patternOfFormat(format: string): string | undefined {
  const known = FORMATS.get(format);
  return WRITTEN[format] ?? (known instanceof RegExp && known.flags === '' ? known.source : undefined);
}

/** Whether a text is of a format. A format that is not known refuses nothing. */
export function isOfFormat(format: string, text: string): boolean {
  const known = FORMATS.get(format);
  return known === undefined || (known instanceof RegExp ? known.test(text) : known(text));
}
