/** Faults planted in the rules as they were emitted: of some record something else must be known. */
import type { Plant } from './plants.ts';

const call = (name: string): RegExp =>
  new RegExp(`(?<!function |import .*)\\b${name}\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)`, 'g');
const PATTERN = String.raw`patterns\.p\d+\(load<u32>\([^()]*\), load<u32>\([^()]*\)\)`;
const HAS = String.raw`\(load<u32>\(\w+(?:, \d+)?\) & 0x[0-9a-f]+\)`;

const CHANGES: readonly (readonly [name: string, from: RegExp, to: string])[] = [
  ['one more is allowed', /(?<= <= )(?:once_\d+|\d[\d.]*)/g, '$& + 1.0'],
  ['one less is allowed', /(?<= >= )\d[\d.]*/g, '$& - 1.0'],
  ['what is just at the limit is allowed', /(?<= > )\d[\d.]*/g, '$& - 1.0'],
  ['tenfold is no limit', /(?<= \* )10\.0/g, '1e9'],
  ['no member lacks', new RegExp(`${HAS} == 0`, 'g'), 'false'],
  ['no member is there', new RegExp(`${HAS} != 0`, 'g'), 'false'],
  ['the last item is passed over', /<usize>load<u32>\([^()]*\)(?= \* \d+;)/g, '($& - 1)'],
  ['exists_one for several', /count == 1(?=;)/g, 'count >= 1'],
  ['exists is true', call(String.raw`any_\d+`), 'true'],
  ['all is true', call(String.raw`all_\d+`), 'true'],
  ['nothing is in a list', call(String.raw`in_\d+`), 'false'],
  ['one item less of the first ones', /(?<=left_\d+-- == )0/g, '1'],
  ['a deviation forgotten', /load<u8>\(on, \d+\) == 2/g, 'false'],
  ['no text is the one that is meant', /load<u64>\(load<u32>\([^()]*\), 0\) == <u64>0x[0-9a-f]+/g, 'false'],
  ['any key of a CPV code is right', /same\(record \+ \d+, cpvCle\([^()]*\)\)/g, 'true'],
  ['a firm is never its buyer', /same\(item_\d+ \+ \d+, record \+ \d+\)/g, 'false'],
  ['months counted backwards', /moisEntre\(([^,()]*), ([^,()]*)\)(?= )/g, 'moisEntre($2, $1)'],
  ['what must match always does', new RegExp(`(?<=if \\(!)${PATTERN}(?=\\) (?:\\{|return))`, 'g'), 'true'],
  ['what must not match never does', new RegExp(`(?<=if \\()${PATTERN}(?=\\) (?:\\{|return))`, 'g'), 'false'],
  ['every SIRET is right', call('siretValide'), 'true'],
  ['every VAT number is right', call('tvaValide'), 'true'],
  ['every number has Luhn’s key', call('luhnValide'), 'true'],
  ['every CPV code exists', call('cpvExiste'), 'true'],
  ['every place exists', call('nomenclature'), 'true'],
  ['no decimals', call('decimales'), '0.0'],
  ['no digit twice', call('chiffreRepete'), '0.0'],
  ['no amount begins with digits', call('commencePar'), 'false'],
  ['a list counted short', /<f64>load<u32>\([^()]*\)/g, '$& - 1.0'],
  ['every text is a day', /!isDay\([^()]*\)/g, 'false'],
  ['rules that are not evaluated do not count', /(?<=if \()off(?=\) missed)/g, 'false'],
  ['rules that leave records out need not be evaluated', /(?<=if \()off(?=\) return)/g, 'false'],
  ['entries that cannot run do', /\(bad & 0x[0-9a-f]+\) != 0/g, 'false'],
  ['no doubt', /!doubtful/g, 'true'],
  ['a fault that is not logged', /(?<=!)log\(\d+\)/g, 'true'],
  ['a fault that the consolidation does not find', /(?<=return )log\(\d+\)/g, 'true'],
  ['a fault of another entry', /(?<=\blog\()\d+(?=\))/g, '$& ^ 1'],
  ['no entry is on', /load<u8>\(on, \d+\) != 0/g, 'false'],
  ['a key with another day', /(?<=addNumber\()jour\([^()]*\)/g, '0.0'],
  ['a key with another amount', /(?<=addNumber\()partieEntiere\([^()]*\([^()]*\)\)/g, '1.0'],
  ['a key with another text', /(?<=addPlace\()record \+ 8/g, 'record + 24'],
  ['a key with the last text, not the first', /(?<=\|\| )isBefore\([^()]*\)/g, '!$&'],
  ['keys are always made', /load<u8>\(ON_\w+, \d+\) != 0/g, 'true'],
];

export const RULE_PLANTS: readonly Plant[] = CHANGES.map(([name, from, to]) => ({ name, file: 'rules.ts', from, to }));
