/** Requests drawn from the description of the API: right ones, wrong ones and hostile ones. */
import fc from 'fast-check';
import type { Description, Parameter } from './described.ts';
import { anyCharacter } from '../../support/any-character.ts';

export type Drawn = { path: string; url: string; headers: Record<string, string> };

/** What a stranger may write in place of any value. */
const HOSTILE = fc.oneof(
  fc.constantFrom(
    ...[
      "'",
      "' or 1=1 --",
      '"; drop table search; --',
      '%00',
      '\0',
      '../../etc/passwd',
      '-1',
      '1e400',
      'NaN',
      'Infinity',
      '{}',
      '[]',
      'null',
    ],
    ...[
      '9999-99-99',
      '0000-01-01',
      '2024-02-30',
      '2024-02-29',
      '\ud800',
      '🜁',
      ' ',
      '99999999999999999999',
      '0x10',
      '%',
      '%zz',
      '__proto__',
      'constructor',
    ],
  ),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: anyCharacter, maxLength: 10 }),
  fc.string({ minLength: 300, maxLength: 3000 }),
);

/** `keys`, `siren`: identifiers that there are. */
export function requests(
  description: Description,
  { keys, siren }: { keys: readonly string[]; siren: readonly string[] },
): fc.Arbitrary<Drawn> {
  const paths = Object.entries(description.paths).flatMap(([path, operations]) =>
    operations['get'] ? [{ path, parameters: operations['get'].parameters ?? [] }] : [],
  );
  return fc.constantFrom(...paths).chain(({ path, parameters }) => {
    const drawn = parameters.map((parameter) => fc.tuple(fc.constant(parameter), valueOf(parameter, { keys, siren })));
    return fc
      .record({ values: fc.tuple<[Parameter, string[] | undefined][]>(...drawn), headers: HEADERS, more: MORE })
      .map(({ values, headers, more }) => {
        const filled = values.reduce(
          (text, [{ name, in: place }, value]) =>
            place === 'path' ? text.replace(`{${name}}`, encode(value?.[0] ?? 'x')) : text,
          path.replaceAll(/:(\w+)|\*/g, (_, name) => `{${name ?? '*'}}`),
        );
        const query = values.flatMap(([{ name, in: place }, value]) =>
          place === 'query' ? (value ?? []).map((one) => `${name}=${encode(one)}`) : [],
        );
        return { path, url: `${filled}?${[...query, ...more].join('&')}`, headers };
      });
  });
}

const MORE = fc.option(
  fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), HOSTILE).map(([name, value]) => [`${encode(name)}=${encode(value)}`]),
  { nil: [], freq: 12 },
);

const HEADERS = fc.record(
  {
    'accept-language': fc.constantFrom('en', 'fr;q=0.1', '*', ';;;', 'x'.repeat(500)),
    'if-none-match': fc.constantFrom('*', 'W/"x"', '"', ','.repeat(1000)),
    range: fc.constantFrom('bytes=0-1', 'bytes=-5', 'bytes=9-1', 'bytes=0-0,2-3', 'lines=1'),
    accept: fc.constantFrom('text/html', 'application/xml', '*/*'),
  },
  { requiredKeys: [] },
);

/** A text that is half of a pair of surrogates has no encoding. */
const encode = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
};

/** Several values of a list. Most are right, so that what comes after validation is reached. */
function valueOf(
  { name, required, schema, in: place }: Parameter,
  known: { keys: readonly string[]; siren: readonly string[] },
): fc.Arbitrary<string[] | undefined> {
  const one = fc.oneof(
    { weight: 12, arbitrary: rightOf(name, schema.items ?? schema, known) },
    { weight: 1, arbitrary: HOSTILE },
  );
  const values = schema.items ? fc.array(one, { minLength: 1, maxLength: 4 }) : one.map((value) => [value]);
  return required === true || place === 'path'
    ? values
    : fc
        .option(values, { nil: undefined, freq: 1 })
        .chain((drawn) => fc.boolean().map((isGiven) => (isGiven ? drawn : undefined)));
}

const PATTERNS: Record<string, fc.Arbitrary<string>> = {
  acheteur: fc.constantFrom('21350238800019', '213502388'),
  fields: fc.constantFrom('key', 'body', 'body.montant', 'sources', 'cle'),
  nom: fc.constantFrom('rennes', 'il', 'latest', 'paris'),
  code: fc.constantFrom('schema.type', 'departement-35', 'epci-243500139', 'commune-35238', 'region-53', 'date-future'),
  source: fc.constantFrom('plateforme-des-acheteurs', 'archives-de-valbourg', 'absente'),
  fichier: fc.constantFrom('manifeste.json', 'contrats.csv', 'absent'),
  cursor: fc.constantFrom('0', '1', 'WyJ4IiwxLDJd'),
  version: fc.constantFrom('2.0.3', '1.5.0', '1', '2'),
  ressource: fc.constantFrom('x'),
};

function rightOf(
  name: string,
  { type, enum: values, pattern, minimum = 0, maximum = 1000 }: Parameter['schema'],
  { keys, siren }: { keys: readonly string[]; siren: readonly string[] },
): fc.Arbitrary<string> {
  if (values) return fc.constantFrom(...values);
  if (name === 'cle') return fc.constantFrom(...keys);
  if (name === 'acheteur' || name === 'id') return fc.constantFrom(...siren.filter((id) => id !== 'undefined'), '213502388');
  const known = PATTERNS[name];
  if (known) return known;
  if (type === 'boolean') return fc.constantFrom('true', 'false');
  if (type === 'integer') return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 1000) }).map(String);
  if (type === 'number') return fc.double({ min: minimum, max: Math.min(maximum, 1e7), noNaN: true }).map(String);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern.replaceAll('(?!0000)', '')));
  return fc.string({ minLength: 1, maxLength: 20 });
}
