import type { Random } from './random.ts';

/** Endings with the name of a town. None puts « de » before the name, which might need elision. */
const WHOSE: readonly ((town: string) => string)[] = [
  (town) => `pour les services municipaux, à ${town}`,
  (town) => `au centre hospitalier (site principal, ${town})`,
  (town) => `sur le territoire du Grand ${town}`,
  (town) => `pour les membres du groupement de commandes « ${town} Métropole »`,
  () => 'pour la résidence autonomie « Les Tilleuls » et la crèche « Les P’tits Mousses »',
  (town) => `au lycée polyvalent Olympe-de-Gouges, ${town}`,
];

const DETAILS: readonly ((random: Random) => string)[] = [
  (random) => ` - Lot n° ${random.whole(1, 24)} : gros œuvre, maçonnerie`,
  (random) => ` - Lot n°${random.whole(1, 24)} : courants forts et courants faibles`,
  (random) => `, reconductible ${random.whole(1, 3)} fois par période de douze mois`,
  () => ' (une tranche ferme et deux tranches optionnelles)',
  (random) => ` ; marché subséquent n° ${random.whole(1, 90)}`,
  (random) => `. Consultation relancée après le lot "déclaré infructueux" n° ${random.whole(1, 9)}`,
  () => '.\nLes prestations comprennent la reprise des existants, les essais et la garantie de parfait achèvement',
  (random) => `\t(réf. interne DCP\\${random.whole(2021, 2024)}\\${random.whole(1, 999)})`,
];

const RARE = [' 🏗️', ' – 100 % recyclé ♻', ' <phase II>', ' & annexes'];

/**
 * Draws the `objet` of a contract: one to four sentences, at most 1,000 characters, with quotes, line breaks and symbols as in
 * real texts.
 */
export function subject(random: Random, texts: readonly string[], town: string): string {
  const sentences = texts.map(
    (text) => `${text} ${random.pick(WHOSE)(town)}${random.chance(0.5) ? random.pick(DETAILS)(random) : ''}`,
  );
  const whole = sentences.join(random.pick(['. ', ' ; ', '\n', '\r\n'])) + (random.chance(0.02) ? random.pick(RARE) : '');
  return random.chance(0.05) ? whole.toUpperCase().slice(0, 990) : whole.slice(0, 990);
}

/** Draws the number of needs in a text: usually one, up to four. */
export const howMany = (random: Random): number => 1 + Math.floor(random.fraction() * random.fraction() * 4);
