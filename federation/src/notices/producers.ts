import type { Catalogue, Rhythm, Source } from '../catalogue/source.ts';
import type { Place } from './problems.ts';

/** Who publishes: an organisation of data.gouv.fr, or a source of which the catalogue names none. One digest is for one producer. */
export type Producer = { id: string; publisher: string; sources: readonly Source[] };

/** The producers whose files are harvested, and who did not ask to be left alone, by id. */
export function producersOf(catalogue: Catalogue): Producer[] {
  const producers = new Map<string, Source[]>();
  for (const source of catalogue.values()) {
    const id = source.organization ?? source.id;
    if (source.harvested && source.notices !== false) producers.set(id, [...(producers.get(id) ?? []), source]);
  }
  return [...producers]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, sources]) => ({ id, publisher: sources[0]?.publisher ?? id, sources }));
}

/** The sources that no digest is about, by id, and why: their files are not harvested, or they asked to be left alone. */
export function leftOut(catalogue: Catalogue): { harvested: string[]; notices: string[] } {
  const sources = [...catalogue.values()];
  const ids = (isOut: (source: Source) => boolean): string[] =>
    sources
      .filter(isOut)
      .map(({ id }) => id)
      .toSorted();
  return {
    harvested: ids(({ harvested }) => !harvested),
    notices: ids(({ harvested, notices }) => harvested && notices === false),
  };
}

/** The producers who asked to be left alone, in all that they publish. */
export function silentProducers(catalogue: Catalogue): string[] {
  const sources = [...catalogue.values()];
  const idOf = (source: Source): string => source.organization ?? source.id;
  const others = new Set(sources.filter(({ notices }) => notices !== false).map(idOf));
  return [...new Set(sources.map(idOf))].filter((id) => !others.has(id));
}

/** Gives the dataset of a place, as a place itself, and how its files change. */
export function datasetsOf({ sources }: Producer, portal: URL): (place: Place) => { place: Place; rhythm: Rhythm } {
  const known = new Map(
    sources.flatMap((source) => source.datasets.map((dataset) => [`${source.id}/${dataset.id}`, { source, dataset }] as const)),
  );
  return ({ source: sourceId, dataset: id }) => {
    const { source, dataset } = known.get(`${sourceId}/${id}`) ?? {};
    const url = dataset?.urls ? (dataset.urls[0] ?? '') : new URL(`/datasets/${id}/`, portal).href;
    return {
      place: { source: sourceId, dataset: id, resource: null, title: dataset?.title ?? source?.title.fr ?? id, url },
      rhythm: dataset?.rhythm ?? 'cumulative',
    };
  };
}

/** Whether the dataset of a place is on the portal, where it can be discussed. */
export const isOnPortal = ({ sources }: Producer, { source, dataset }: Place): boolean =>
  sources.some(({ id, datasets }) => id === source && datasets.some((one) => one.id === dataset && one.urls === undefined));
