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
