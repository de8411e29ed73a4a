/** The last changes of the contracts of some buyers. */
import type { Queries } from '../store/store.ts';
import { contractsOf, type Found } from './contracts.node.ts';

/** `content`: changes whenever what is said of the contract does. `withdrawn`: no source publishes it any longer. */
export type News = { at: string; change: 'new' | 'changed' | 'withdrawn'; content: string; contract: Found };

/** Changes of a buyer that are looked at for those of one of its establishments. */
const LOOKED_AT = 5000;

/** The last changes of buyers by SIREN, or of one by its SIRET, the last first. `isCut`: the contracts are too large for all that were asked for. */
export async function lastNews(
  queries: Queries,
  { sirens, siret, limit }: { sirens: readonly string[]; siret?: string | undefined; limit: number },
): Promise<{ news: News[]; isCut: boolean }> {
  const rows = await queries.query<Omit<News, 'contract'> & { key: string }>(NEWS, [
    ...[sirens, siret ?? null, siret === undefined ? limit : LOOKED_AT, limit],
  ]);
  const found = await contractsOf(
    queries,
    rows.map(({ key }) => key),
  );
  const contracts = new Map(found.map((contract) => [contract.key, contract]));
  const news = rows.flatMap(({ key, ...row }) => {
    const contract = contracts.get(key);
    return contract ? [{ ...row, contract }] : [];
  });
  return { news, isCut: found.length < rows.length };
}

/** Of each buyer the last ones, as its index has them. */
const NEWS = `select key, changed_at as at, content,
  case when withdrawn then 'withdrawn' when appeared_at = changed_at then 'new' else 'changed' end as change
from (
  select l.key from unnest($1::text[]) v(siren), lateral (
    select key, buyer, sequence from search o where o.siren = v.siren order by o.sequence desc limit $3) l
  where $2::text is null or l.buyer = $2 order by l.sequence desc limit $4) last
join search using (key) order by sequence desc`;
