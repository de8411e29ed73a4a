/** Makes OCDS of consolidated contracts, each by the version of the standard that it was judged by. */
import { createHash } from 'node:crypto';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { BY_KIND, isBefore } from '../../../src/model/releases.ts';
import { loadMapping } from '../../../src/ocds/mapping.node.ts';
import { packageHead } from '../../../src/ocds/package.ts';
import { Ranks } from '../../../src/convert/ranks.ts';
import { type Context, releasesOf } from '../../../src/ocds/releases.ts';
import { shapesOf } from '../../../src/ocds/shape.ts';
import { loadVersion, versionIndex } from '../../../src/validate/registry.node.ts';
import type { Publisher } from './publisher.ts';

/** A contract to be exported. `published`: the last day of publication of its records; `body`: JSON text. */
type ToExport = { kind: RecordKind; standard: string; published: string | null; body: string };

/** The releases of some contracts, which become a package at the end. */
export type Package = {
  /**
   * The texts of the releases of a contract, none where it is of a version before 2.0.1, or says no day of publication. `rank`: among the contracts of its
   * identifier, buyer and first contractor; where it is not given, the next one of those that were added.
   */
  add: (contract: ToExport, rank?: number) => string[];
  /** The members of the package around its releases, once all are added. The same contracts give the same ones. */
  head: () => Record<string, unknown>;
};

/** Gives what opens packages of a publisher. */
export async function ocdsOf({ prefix, name }: Publisher): Promise<() => Package> {
  const mapping = await loadMapping();
  const countries = new Set(mapping.countries);
  const options = { prefix, extension: true };
  const contexts = new Map<string, Context>();
  for (const { version } of await versionIndex())
    if (!isBefore(version, BY_KIND)) {
      const { model } = await loadVersion(version);
      contexts.set(version, { mapping, countries, shapes: shapesOf(model, mapping), version, options });
    }
  return () => {
    let last = '';
    const ids = createHash('sha256');
    const ranks = new Ranks();
    return {
      add({ kind, standard, published, body }, asked) {
        const context = contexts.get(standard);
        if (!context) return [];
        const record: unknown = JSON.parse(body);
        const first = releasesOf(kind, record, context, asked);
        if (!first.contract) return [];
        const { ids: own, idsAt } = first.contract;
        const rank = asked ?? ranks.take(own.ocid, (at) => idsAt(at).contract);
        const { releases } = rank === (asked ?? 1) ? first : releasesOf(kind, record, context, rank);
        for (const { id } of releases) ids.update(`${id}\n`);
        if (releases.length > 0 && published !== null && published > last) last = published;
        return releases.map(({ text }) => text);
      },
      head: () =>
        packageHead(mapping, {
          ...{ prefix, publisher: name, extension: true, seed: ids.digest('hex') },
          // As OCDS has it of packages that are made on demand: when what is in them last changed.
          publishedDate: `${last}T00:00:00Z`,
        }),
    };
  };
}
