/** Which resources of a dataset hold contracts. */
import { isTaken } from '../catalogue/glob.ts';
import type { PublishedForm, SourceDataset } from '../catalogue/source.ts';

/** Endings of the files of each form. Archives may hold any. */
const ENDINGS: Record<Exclude<PublishedForm, 'auto'>, readonly string[]> = {
  json: ['json'],
  xml: ['xml'],
  csv: ['csv'],
  xlsx: ['xlsx', 'xls'],
  ods: ['ods'],
};
const PACKED: readonly string[] = ['zip', 'gz', 'gzip', 'json.gz', 'xml.gz', 'csv.gz'];
/** What a portal says where it does not know. */
const UNKNOWN: readonly string[] = ['', 'bin', 'data', 'file', 'octet-stream', 'unknown'];
const ANY: readonly string[] = Object.values(ENDINGS).flat();

/** Whether a source takes a resource: by the names that its dataset gives, and by its form, which is that of the portal or of the address. */
export function isData(dataset: SourceDataset, resource: { title: string; url: string; format: string }): boolean {
  const wanted = dataset.form === 'auto' ? ANY : ENDINGS[dataset.form];
  const format = resource.format.toLowerCase().trim().replace(/^\./, '');
  const ending = endingOf(resource.url);
  const isUnknown = UNKNOWN.includes(format) && ending === '';
  return (
    isTaken(dataset, resource) && (isUnknown || [format, ending].some((form) => wanted.includes(form) || PACKED.includes(form)))
  );
}

/** The ending of the file that an address names, without the one of its compression; empty where there is none. */
function endingOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return /\.(json|xml|csv|xlsx?|ods|zip)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** Whether an address is that of a file of a snapshot that a federation published: its folder has the name of one. */
export const isOwnAddress = (url: string): boolean => OWN.test(url);

const OWN = /\/\d{8}T\d{6}Z-[0-9a-f]{8}\/(?:contrats|rejets|retraits|changements|manifeste)\b/;
