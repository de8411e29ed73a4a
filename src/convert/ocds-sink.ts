import { isObject } from '../../packages/base/src/json.ts';
import type { Output } from '../host/output.ts';
import type { ExportedForm } from '../model/forms.ts';
import type { Model } from '../model/types.ts';
import { isWithdrawal } from '../ocds/back.ts';
import type { Identifiers } from '../ocds/identifiers.ts';
import type { Mapping } from '../ocds/mapping.ts';
import type { Mergeable } from '../ocds/merge.ts';
import { packageHead, type PackageOptions } from '../ocds/package.ts';
import { type Context, type Exported, readBy, type Release, releasesOf } from '../ocds/releases.ts';
import { shapesOf } from '../ocds/shape.ts';
import { type Update, updateOf, withdrawalOf } from '../ocds/update.ts';
import { FingerprintMap } from '../validate/hash.ts';
import { hashValue } from '../validate/hash-value.ts';
import type { Lost } from '../write/lost.ts';
import { Gathered } from './gathered.ts';
import { RecordsOfProcesses } from './ocds-records.ts';
import { identifiersIn, type Previous } from './previous.ts';
import { Ranks } from './ranks.ts';
import type { Passing, SlowSink, Texts } from './sink.ts';

/** `previous`: an earlier export, which is continued. `cancelMissing`: whether what it has and the file has no more is cancelled. */
type Export = PackageOptions & { output: Output; texts: () => Texts; previous?: Previous | undefined; cancelMissing?: boolean };

/** Writes contracts as a package of OCDS: releases as they are made, or records, for which releases wait on disk until the end. */
export function ocdsSink(form: ExportedForm, model: Model, mapping: Mapping, options: Export): SlowSink {
  const { output, texts, previous, cancelMissing = false } = options;
  const context: Context = {
    mapping,
    countries: new Set(mapping.countries),
    shapes: shapesOf(model, mapping),
    version: model.version,
    options,
  };
  const written = new Gathered((text) => output.write(text));
  const contents = new FingerprintMap();
  const ranks = new Ranks();
  const records = form === 'ocds-records' ? new RecordsOfProcesses(texts()) : undefined;
  let isEmpty = true;
  let missing = 0;
  const write = (releases: readonly Release[]): void => {
    for (const release of releases) {
      if (records) records.add(release);
      else written.add(isEmpty ? `\n${release.text}` : `,\n${release.text}`);
      isEmpty = false;
    }
  };
  /** What the earlier export has of a contract that cannot be exported now: the file still has it, so that it is not cancelled. */
  const keptAsBefore = (idsAt: ((rank: number) => Identifiers) | undefined): Promise<void> | undefined => {
    if (!idsAt || !previous) return undefined;
    const { ocid } = idsAt(1);
    const { contract } = idsAt(ranks.first(ocid, (rank) => idsAt(rank).contract));
    const number = previous.find(ocid, contract);
    if (number === undefined) return undefined;
    ranks.use(ocid, contract);
    previous.meet(number);
    return previous.read(number).then((before) => write(before.map(asRelease)));
  };
  const flush = (): Promise<void> | undefined => (records ?? written).flushIfEnough();
  /** What the earlier export has of the contracts that the file has no more. */
  const writeMissing = async (from: Previous): Promise<void> => {
    for (const number of from.missing()) {
      const before = await from.read(number);
      write(before.map(asRelease));
      if (!isWithdrawal(before.at(-1))) {
        missing++;
        const ids = identifiersIn(before[0] as Mergeable);
        const end = cancelMissing ? withdrawalOf({ mapping, ids, before, at: options.publishedDate }) : undefined;
        if (end) write([end]);
      }
      await flush();
    }
  };
  return {
    get isEmpty() {
      return isEmpty;
    },
    open(version) {
      context.declared = version;
      written.add(`${JSON.stringify(packageHead(mapping, options)).slice(0, -1)},${records ? '"records"' : '"releases"'}:[`);
    },
    record(passing) {
      const { kind, value } = passing;
      const made = releasesOf(kind, value, context);
      const { releases, lost, contract, undated } = made;
      if (!contract) return keptAsBefore(undated)?.then(() => lost) ?? lost;
      const { ocid } = contract.ids;
      const idOf = (rank: number): string => (rank === 1 ? contract.ids : contract.idsAt(rank)).contract;
      // The identifier of a release would not do: it has 32 bits of its content, which different contents may share.
      const content = hashValue([ocid, releases.map(({ text }) => text)]);
      if (contents.add(content, 0) !== undefined) return [...lost, { code: 'ocds.duplicate', path: '', params: { ocid } }];
      if (previous) {
        const from = ranks.first(ocid, idOf);
        return continued({ passing, made, from, previous, ranks, context, at: options.publishedDate }).then((one) => {
          ranks.use(ocid, one.contract);
          write(one.releases);
          return [...lost, ...one.lost];
        });
      }
      const rank = ranks.take(ocid, idOf);
      write(rank === 1 ? releases : releasesOf(kind, value, context, rank).releases);
      return [...lost, ...otherLot(idOf(rank), rank)];
    },
    flush,
    async close() {
      if (previous) await writeMissing(previous);
      await written.flush();
      await records?.pour(output);
      written.add('\n]}\n');
      await written.flush();
    },
    lost(around) {
      return [
        ...lateVersion(around, context.declared),
        ...(missing > 0
          ? [
              {
                code: 'ocds.not-in-file',
                path: '',
                severity: 'info' as const,
                params: { count: missing, cancelled: cancelMissing },
              },
            ]
          : []),
        ...(isEmpty ? [{ code: 'ocds.nothing', path: '', params: {} }] : []),
      ];
    },
    async keep() {
      await previous?.remove();
      await output.close();
    },
    async discard() {
      await previous?.remove();
      await records?.remove();
      await output.discard();
    },
  };
}

const asRelease = (release: Mergeable): Release => ({
  ocid: release.ocid,
  id: String(release['id']),
  date: release.date,
  text: JSON.stringify(release),
});

/** Ranks that are tried before a contract is taken for one that changed. */
const MOST_TRIED = 20;

type Continued = { contract: string; releases: readonly Release[]; lost: readonly Lost[] };

/**
 * A contract with what the earlier export has of it. Of the contracts that only their ranks tell apart, it is the one that the earlier export has as it is now, or else the first that no
 * other record of the file was. `from`: the first rank that is left.
 */
async function continued({
  passing: { kind, value },
  made,
  from,
  previous,
  ranks,
  context,
  at,
}: {
  passing: Passing;
  made: Exported;
  from: number;
  previous: Previous;
  ranks: Ranks;
  context: Context;
  at: string;
}): Promise<Continued> {
  let changed: { number: number; rank: number; before: Mergeable[]; contract: string; update: Update } | undefined;
  for (let rank = from; rank < from + MOST_TRIED; rank++) {
    const { releases, contract } = rank === 1 ? made : releasesOf(kind, value, context, rank);
    if (!contract || ranks.isUsed(contract.ids.ocid, contract.ids.contract)) continue;
    const { ids } = contract;
    const number = previous.find(ids.ocid, ids.contract);
    if (number === undefined) {
      if (changed) break;
      return { contract: ids.contract, releases, lost: otherLot(ids.contract, rank) };
    }
    const before = await previous.read(number);
    const { mapping, shapes, options } = context;
    const own = { shapes, content: () => ({ ...readBy(kind, context), record: contract.record() }) };
    const update = updateOf({ mapping, ids, before, now: releases, at, ...(options.extension && { own }) });
    changed = update.isCorrected && changed ? changed : { number, rank, before, contract: ids.contract, update };
    if (!update.isCorrected) break;
  }
  if (!changed) throw new Error('no rank is left to a contract');
  const { number, rank, before, contract, update } = changed;
  previous.meet(number);
  const lost = [...otherLot(contract, rank), ...lostBy(contract, update)];
  return { contract, releases: [...before.map(asRelease), ...update.releases], lost };
}

/** Says that only its order in the file tells a contract from another. */
const otherLot = (contract: string, rank: number): Lost[] =>
  rank === 1 ? [] : [{ code: 'ocds.same-contract', path: '', severity: 'warning', params: { contract, rank } }];

const lostBy = (contract: string, { isCorrected, left }: Update): Lost[] => [
  ...(isCorrected ? [{ code: 'ocds.corrected', path: '', severity: 'info' as const, params: { contract } }] : []),
  ...[...new Set(left)].map((member) => ({
    ...{ code: 'ocds.not-removed', path: '', severity: 'warning' as const, params: { contract, member } },
  })),
];

/** The version of a file that was not known before its records, or is no text. */
function lateVersion(around: unknown, declared: string | undefined): Lost[] {
  const version = isObject(around) && Object.hasOwn(around, 'version') ? around['version'] : undefined;
  return version === undefined || version === declared
    ? []
    : [{ code: 'ocds.version-left-out', path: '/version', severity: 'info', params: { version } }];
}
