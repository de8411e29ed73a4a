/** What is around releases and records in a package of OCDS. */
import { fingerprint } from './identifiers.ts';
import type { Mapping } from './mapping.ts';

/**
 * `publishedDate`: a date-time. `publisher`: its name; the prefix of its ocids, which the Open Contracting Partnership registers, where none is given. `seed`: what
 * the identifier of the package is made of, where it has no address.
 */
export type PackageOptions = {
  prefix: string;
  publishedDate: string;
  publisher?: string | undefined;
  extension: boolean;
  seed: string;
};

/** The members of a package but its releases or records. */
export function packageHead(
  mapping: Mapping,
  { prefix, publishedDate, publisher = prefix, extension, seed }: PackageOptions,
): Record<string, unknown> {
  const extensions = Object.values(mapping.extensions).map(({ url }) => url);
  return {
    uri: `urn:uuid:${uuidOf(JSON.stringify([prefix, publishedDate, seed]))}`,
    version: mapping.standard,
    extensions: extension ? [...extensions, `${mapping.extensionUrl}/extension.json`] : extensions,
    publishedDate,
    publisher: { name: publisher },
  };
}

/** A UUID of version 8 (RFC 9562 §5.8) made of a text: the same call makes the same package. */
function uuidOf(text: string): string {
  const digits = [0, 1, 2, 3].map((salt) => fingerprint(`${salt} ${text}`)).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
