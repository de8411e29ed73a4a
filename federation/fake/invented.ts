/** Invented contracts by their numbers: a number is always the same contract, whichever file it stands in. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { concession } from './contracts/concession.ts';
import { marche } from './contracts/marche.ts';
import { oldMarche } from './contracts/old.ts';
import { type Draft, present } from './contracts/parts.ts';
import { publishedMarche } from './contracts/published.ts';
import { Random } from './contracts/random.ts';
import { type Content, numbersOf } from './scenario.ts';

/** A contract, and the list that it stands in. */
export type Invented = { kind: RecordKind; old: boolean; value: Draft };

const MAKERS = {
  contracts: marche,
  published: (random: Random, number: number) => publishedMarche(random, number, undefined),
  concessions: concession,
  old: oldMarche,
};

/** The contracts of a content, in the order in which the file has them. */
export function inventedOf(content: Content): Invented[] {
  const twice = new Set(numbersOf(content.twice));
  return (Object.keys(MAKERS) as (keyof typeof MAKERS)[]).flatMap((kind) =>
    numbersOf(content[kind]).flatMap((number) => {
      const one: Invented = {
        kind: kind === 'concessions' ? 'contrat-concession' : 'marche',
        old: kind === 'old',
        value: contract(kind, number, content),
      };
      return twice.has(number) ? [one, one] : [one];
    }),
  );
}

function contract(kind: keyof typeof MAKERS, number: number, { changed = {}, modified = {} }: Content): Draft {
  // Far from each other, so that no two kinds or numbers share their draws.
  const record = MAKERS[kind](new Random(number * 7919 + kind.length), number);
  // What marchés are given by chance here would blur what a scenario says of modifications.
  if (kind === 'contracts')
    for (const name of ['modifications', 'modificationsActesSousTraitance']) Reflect.deleteProperty(record, name);
  const ids = modified[String(number)];
  if (ids) record['modifications'] = ids.map((id) => ({ modification: modification(record, id) }));
  const replaced = Object.entries(changed[String(number)] ?? {}).map(([name, value]) => [name, value ?? undefined]);
  return present({ ...record, ...(Object.fromEntries(replaced) as Draft) });
}

/** Its dates follow each other by half a year. */
function modification({ dateNotification, montant }: Draft, id: number): Draft {
  const day = (more: number): string =>
    new Date(Date.parse(dateNotification as string) + (id * 180 + more) * 86_400_000).toISOString().slice(0, 10);
  return {
    id,
    montant: Math.round((montant as number) * (1 + id / 20)),
    dateNotificationModification: day(0),
    datePublicationDonneesModification: day(10),
  };
}
