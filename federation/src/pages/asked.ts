/** What people type, as the API takes it. */

const TERRITORY = /^(region|departement|epci|commune)-[0-9AB]{2,9}$/;

/** The code of a département as it is written officially, whatever its capitals, its blanks, or its zero; anything else as it was, without blanks around it. */
export function departementOf(text: string): string {
  const code = text.trim().toUpperCase();
  return /^\d$/.test(code) ? `0${code}` : /^2[AB]$/.test(code) ? code : text.trim();
}

/** The code of a territory: of a département, its own code is enough. Undefined for what is none. */
export function territoryCodeOf(text: string): string | undefined {
  const departement = departementOf(text);
  const [kind = '', code] = departement.split('-', 2);
  const full = code === undefined ? `departement-${departement}` : `${kind.toLowerCase()}-${departementOf(code).toUpperCase()}`;
  return TERRITORY.test(full) ? full : undefined;
}

const BLANKS = /\s+/g;

/** A filter of contracts, where blanks and capitals make no difference to what is meant. */
export function filterOf(name: string, value: string): string {
  if (name === 'acheteur' || name === 'cpv') return value.replaceAll(BLANKS, '');
  return name === 'departement' ? departementOf(value) : value.trim();
}

/** Filters as the API is asked: a SIRET of a titulaire that has blanks also as it is without, since one may be published as it was typed. */
export const parametersOf = (filters: URLSearchParams): URLSearchParams =>
  new URLSearchParams(
    [...filters].flatMap(([name, value]) => {
      const bare = value.replaceAll(BLANKS, '');
      const isSiret = name === 'titulaire' && bare !== value && /^\d{14}$/.test(bare);
      return (isSiret ? [value, bare] : [value]).map((one): [string, string] => [name, one]);
    }),
  );
