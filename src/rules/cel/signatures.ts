/** The functions that rules may call besides CEL's own: argument types and result. What each does is in `src/rules/functions`. */

type Simple = 'bool' | 'int' | 'double' | 'string' | 'date';
export type Argument = Simple | 'texts' | 'nomenclature';
export type Signature = { args: readonly Argument[]; result: Simple };

export const SIGNATURES: Readonly<Record<string, Signature>> = {
  siretValide: { args: ['string'], result: 'bool' },
  sirenValide: { args: ['string'], result: 'bool' },
  luhnValide: { args: ['string'], result: 'bool' },
  tvaValide: { args: ['string'], result: 'bool' },
  cpvExiste: { args: ['string'], result: 'bool' },
  cpvCle: { args: ['string'], result: 'string' },
  nomenclature: { args: ['nomenclature', 'string'], result: 'bool' },
  jour: { args: ['date'], result: 'int' },
  moisEntre: { args: ['date', 'date'], result: 'int' },
  aujourdhui: { args: [], result: 'date' },
  premier: { args: ['texts'], result: 'string' },
  partieEntiere: { args: ['double'], result: 'double' },
  chiffreRepete: { args: ['double'], result: 'int' },
  commencePar: { args: ['double', 'string'], result: 'bool' },
  decimales: { args: ['double'], result: 'int' },
};
