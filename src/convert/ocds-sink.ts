import { isObject } from '../../packages/base/src/json.ts';
import type { Output } from '../host/output.ts';
import type { ExportedForm } from '../model/forms.ts';
import type { Model } from '../model/types.ts';
import { fingerprint } from '../ocds/identifiers.ts';
import type { Mapping } from '../ocds/mapping.ts';
import { packageHead, type PackageOptions } from '../ocds/package.ts';
import { type Context, type Release, releasesOf } from '../ocds/releases.ts';
import { shapesOf } from '../ocds/shape.ts';
import type { Lost } from '../write/lost.ts';
import { Gathered } from './gathered.ts';
import { RecordsOfProcesses } from './ocds-records.ts';
import type { Sink, Spool } from './sink.ts';

type Export = PackageOptions & { output: Output; spool: (enough?: number) => Spool };

/** Writes contracts as a package of OCDS: releases as they are made, or records, for which releases wait on disk until the end. */
export function ocdsSink(form: ExportedForm, model: Model, mapping: Mapping, { output, spool, ...options }: Export): Sink {
  const context: Context = {
    mapping,
    countries: new Set(mapping.countries),
    shapes: shapesOf(model, mapping),
    version: model.version,
    options,
  };
  const written = new Gathered((text) => output.write(text));
  const known = new KnownReleases();
  const records = form === 'ocds-records' ? new RecordsOfProcesses(spool) : undefined;
  let isEmpty = true;
  return {
    get isEmpty() {
      return isEmpty;
    },
    open(version) {
      context.declared = version;
      written.add(`${JSON.stringify(packageHead(mapping, options)).slice(0, -1)},${records ? '"records"' : '"releases"'}:[`);
    },
    record({ kind, value }) {
      const { releases, lost } = releasesOf(kind, value, context);
      const [first] = releases;
      if (!first) return lost;
      if (known.has(first)) return [...lost, { code: 'ocds.duplicate', path: '', params: { ocid: first.ocid } }];
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

/** The first releases of all records written so far, as numbers of 53 bits: two records that are equal give the same one. */
class KnownReleases {
  readonly #known = new Set<number>();

  /** Whether the release was there already; it is from then on. */
  has({ id }: Release): boolean {
    const key = Number.parseInt(id.slice(-8), 16) * 2 ** 21 + (Number.parseInt(fingerprint(id), 16) >>> 11);
    if (this.#known.has(key)) return true;
    this.#known.add(key);
    return false;
  }
}
