/** Which known form a pattern describes. Told by what the pattern accepts, so that mending a pattern does not lose its description. */

export type Form = 'date' | 'date-zone' | 'siret' | 'cpv' | 'version' | 'uid' | 'not-blank' | 'marche' | 'concession';

type Probe = { form: Form; accepts: readonly string[]; refuses: readonly string[] };

const PROBES: readonly Probe[] = [
  { form: 'marche', accepts: ['Marché'], refuses: ['', 'x', 'Contrat de concession'] },
  { form: 'concession', accepts: ['Contrat de concession'], refuses: ['', 'x', 'Marché'] },
  { form: 'not-blank', accepts: ['x', '0', ' é '], refuses: ['', ' '] },
  { form: 'siret', accepts: ['12345678901234'], refuses: ['x', '1234567890123', '123456789012345'] },
  { form: 'cpv', accepts: ['45233140', '45233140-2'], refuses: ['x', '4523314', '45233140-'] },
  { form: 'version', accepts: ['2.0', '10.12'], refuses: ['x', '2', '2.0.3'] },
  { form: 'uid', accepts: ['123456789012342024001', '12345678901234abcdefg'], refuses: ['x', '2024001', '12345678901234'] },
  { form: 'date-zone', accepts: ['2024-02-29', '2024-02-29+01:00'], refuses: ['x', 'x2024-02-29'] },
  { form: 'date', accepts: ['2024-02-29', '1999-12-31'], refuses: ['x', '29/02/2024', '12345678901234'] },
];

/** Patterns of 1.x hold escapes that only the older syntax knows. */
function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

function recognise(pattern: string): Form | undefined {
  const regex = compile(pattern);
  const fits = ({ accepts, refuses }: Probe): boolean =>
    accepts.every((text) => regex.test(text)) && !refuses.some((text) => regex.test(text));
  return PROBES.find(fits)?.form;
}

/** Patterns come from the schemas: there are a dozen of them. */
const known = new Map<string, Form | undefined>();

/** The form that a pattern describes; undefined for a pattern that is none of the known ones. */
export function formOf(pattern: string): Form | undefined {
  if (!known.has(pattern)) known.set(pattern, recognise(pattern));
  return known.get(pattern);
}
