/** The API of data.gouv.fr as the federation uses it. */
import type { Texts } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';

/** A resource as the portal lists it. Sizes in bytes; times in ISO 8601. */
export type PortalResource = {
  id: string;
  title: string;
  /** As the portal says it: `json`, `xml`, `csv`… */
  format: string;
  /** Changes at each upload; `latest` redirects to it. */
  url: string;
  latest: string | null;
  /** True: on the portal's own servers; false: elsewhere. */
  hosted: boolean;
  size: number | null;
  /** `sha1:…` as the portal or its crawler says it; null where neither does. No proof of the content. */
  checksum: string | null;
  /** No proof of change: it comes from the harvest, the crawler or the portal. */
  lastModified: string | null;
  schema: { name: string | null; version: string | null; url: string | null } | null;
};

export type PortalDataset = {
  id: string;
  slug: string;
  title: string;
  organization: { id: string; name: string } | null;
  licence: string | null;
  /** Total number of its resources. */
  resources: number;
};

export type Portal = {
  /** `gone`: deleted (410); `not-found`: never heard of (404). Throws a PortalFault for any other answer than a dataset. */
  dataset(id: string): Promise<PortalDataset | 'gone' | 'not-found'>;
  /**
   * All resources of a dataset, each once, though pages shift or shrink while they are read. Throws a PortalFault where the list is not known to be complete, after
   * all that was seen of it: then nothing may be concluded from an absence.
   */
  resources(dataset: string): AsyncIterable<PortalResource>;
  /** Datasets that declare a schema (`139bercy/format-commande-publique`…), or of an organisation, by its id. Throws as `resources` does. */
  datasets(by: { schema: string } | { organization: string }): AsyncIterable<PortalDataset>;
};

/** Asks for a text of JSON. `status` of the last answer, after retries; throws only where no answer came. */
export type GetJson = (url: URL) => Promise<{ status: number; value: unknown }>;

/** An answer of the portal from which nothing may be concluded. `status`: of the answer. `pointer`: the place in it, a JSON Pointer, empty for all of it. */
export class PortalFault extends Error {
  override readonly name = 'PortalFault';
  readonly url: string;
  readonly status: number;
  readonly pointer: string;
  /** A sentence that names the address and the place. */
  readonly texts: Texts;

  constructor(at: { url: URL; status: number; pointer: string }, texts: Texts) {
    super(visible(texts.en, 500));
    this.url = at.url.href;
    this.status = at.status;
    this.pointer = at.pointer;
    this.texts = texts;
  }
}
