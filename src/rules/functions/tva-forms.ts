/**
 * What follows the two letters of the State in a VAT number, for each member State but France, and for Northern Ireland.
 * Source: European Commission, VIES, frequently asked questions, « structure of VAT identification numbers ». The directive
 * 2006/112/EC, article 215, gives the prefixes: those of ISO 3166, EL for Greece, XI for Northern Ireland.
 */
export const TVA_FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['AT', /^U[0-9]{8}$/],
  ['BE', /^[01][0-9]{9}$/],
  ['BG', /^[0-9]{9,10}$/],
  ['CY', /^[0-9]{8}[A-Z]$/],
  ['CZ', /^[0-9]{8,10}$/],
  ['DE', /^[0-9]{9}$/],
  ['DK', /^[0-9]{8}$/],
  ['EE', /^[0-9]{9}$/],
  ['EL', /^[0-9]{9}$/],
  // The first and the last may be letters or digits, but not both digits.
  ['ES', /^(?:[A-Z][0-9]{7}[0-9A-Z]|[0-9]{8}[A-Z])$/],
  ['FI', /^[0-9]{8}$/],
  ['HR', /^[0-9]{11}$/],
  ['HU', /^[0-9]{8}$/],
  ['IE', /^(?:[0-9][0-9A-Z+*][0-9]{5}[A-Z]|[0-9]{7}[A-W][A-I])$/],
  ['IT', /^[0-9]{11}$/],
  ['LT', /^(?:[0-9]{9}|[0-9]{12})$/],
  ['LU', /^[0-9]{8}$/],
  ['LV', /^[0-9]{11}$/],
  ['MT', /^[0-9]{8}$/],
  ['NL', /^[0-9A-Z+*]{12}$/],
  ['PL', /^[0-9]{10}$/],
  ['PT', /^[0-9]{9}$/],
  ['RO', /^[0-9]{2,10}$/],
  ['SE', /^[0-9]{12}$/],
  ['SI', /^[0-9]{8}$/],
  ['SK', /^[0-9]{10}$/],
  // A trader, a branch of one, a government department, a health authority.
  ['XI', /^(?:[0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$/],
]);
