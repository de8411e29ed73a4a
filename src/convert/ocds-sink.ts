import { isObject } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import type { Output } from '../host/output.ts';
import type { ExportedForm } from '../model/forms.ts';
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import type { Model } from '../model/types.ts';
import type { Mapping } from '../ocds/mapping.ts';
import { packageHead, type PackageOptions } from '../ocds/package.ts';
import { type Context, type Release, releasesOf } from '../ocds/releases.ts';
import { shapesOf } from '../ocds/shape.ts';
import { FingerprintMap } from '../validate/hash.ts';
import { hashValue } from '../validate/hash-value.ts';
import type { Lost } from '../write/lost.ts';
import { Gathered } from './gathered.ts';
import { RecordsOfProcesses } from './ocds-records.ts';
import type { Sink, Texts } from './sink.ts';

type Export = PackageOptions & { output: Output; texts: () => Texts };

/** Writes contracts as a package of OCDS: releases as they are made, or records, for which releases wait on disk until the end. */
export function ocdsSink(form: ExportedForm, model: Model, mapping: Mapping, { output, texts, ...options }: Export): Sink {
  const context: Context = {
    mapping,
    countries: new Set(mapping.countries),
    shapes: shapesOf(model, mapping),
    version: model.version,
    options,
  };
  const written = new Gathered((text) => output.write(text));
  const known = new KnownContracts();
  const records = form === 'ocds-records' ? new RecordsOfProcesses(texts()) : undefined;
  let isEmpty = true;
  return {
    get isEmpty() {
      return isEmpty;
    },
    open(version) {
      context.declared = version;
      written.add(`${JSON.stringify(packageHead(mapping, options)).slice(0, -1)},${records ? '"records"' : '"releases"'}:[`);
    },
    record({ kind, value, index }) {
      const { releases, lost, contract } = releasesOf(kind, value, context);
      const [first] = releases;
      if (!first || contract === undefined) return lost;
      const { ocid } = first;
      const earlier = known.add({ ocid, contract, releases, kind, index });
      if (earlier)
        return [
          ...lost,
          earlier.isEqual
            ? { code: 'ocds.duplicate', path: '', params: { ocid } }
            : { code: 'ocds.same-contract', path: '', params: { contract, ocid, first: earlier.path } },
        ];
      for (const release of releases) {
        if (records) records.add(release);
        else written.add(isEmpty ? `\n${release.text}` : `,\n${release.text}`);
        isEmpty = false;
      }
      return lost;
    },
    flush: () => (records ?? written).flushIfEnough(),
    async close() {
      await written.flush();
      await records?.pour(output);
      written.add('\n]}\n');
      await written.flush();
    },
    lost(around) {
      return [...lateVersion(around, context.declared), ...(isEmpty ? [{ code: 'ocds.nothing', path: '', params: {} }] : [])];
    },
    keep: () => output.close(),
    async discard() {
      await records?.remove();
      await output.discard();
    },
  };
}

/** The version of a file that was not known before its records, or is no text. */
function lateVersion(around: unknown, declared: string | undefined): Lost[] {
  const version = isObject(around) && Object.hasOwn(around, 'version') ? around['version'] : undefined;
  return version === undefined || version === declared
    ? []
    : [{ code: 'ocds.version-left-out', path: '/version', severity: 'info', params: { version } }];
}

/** A contract of which releases are made: `index` is that of its record in the list of its kind. */
type Made = { ocid: string; contract: string; releases: readonly Release[]; kind: RecordKind; index: number };

/**
 * All contracts so far, by fingerprints: of their identifiers, and of these with the texts of their releases. The identifier of a release would not do: it has
 * 32 bits of its content, which different contents may share.
 */
class KnownContracts {
  readonly #known = new FingerprintMap();

  /** The contract that has the same identifiers and is there already; else this one is from then on. */
  add({ ocid, contract, releases, kind, index }: Made): { isEqual: boolean; path: string } | undefined {
    const number = RECORD_KINDS.length * index + RECORD_KINDS.indexOf(kind);
    const known = this.#known.add(hashValue([ocid, contract]), number);
    const content = hashValue([ocid, contract, releases.map(({ text }) => text)]);
    if (known === undefined) {
      this.#known.add(content, number);
      return undefined;
    }
    const list = RECORD_KINDS[known % RECORD_KINDS.length] as RecordKind;
    return {
      isEqual: this.#known.get(content) === known,
      path: child(`/marches/${list}`, Math.floor(known / RECORD_KINDS.length)),
    };
  }
}
