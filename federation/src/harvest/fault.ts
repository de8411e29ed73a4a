/** Why a request brought nothing that may be kept. */
export type FaultKind =
  // No answer, or not in time.
  | 'network'
  | 'timeout'
  // An answer that comes too slowly or in too small pieces, or a file or a host that takes too long.
  | 'slow'
  // The server's answers.
  | 'not-found'
  | 'gone'
  | 'refused'
  | 'busy'
  | 'server-error'
  | 'redirect-loop'
  // An address that is not asked: of a private network, without TLS after one with it, of another scheme.
  | 'unsafe'
  // Bodies that are not what was published.
  | 'truncated'
  | 'wrong-length'
  | 'damaged'
  | 'empty'
  | 'firewall'
  | 'too-large'
  | 'bomb'
  | 'own-output'
  // The list of a dataset is not known to be complete.
  | 'incomplete-list'
  // On our side.
  | 'disk-full';

/** How far a request came. */
type Reached = {
  /** Null where no answer came. */
  status?: number | null;
  /** Bytes of the body that came, as they were sent. */
  bytes?: number;
};

/** A request that failed. */
export class HarvestFault extends Error {
  override name = 'HarvestFault';
  kind: FaultKind;
  status: number | null;
  bytes: number;
  /** What the machine said, in no language: a code, two lengths, an address. */
  detail: string | null;
  /** Nothing was asked: its host is closed for longer than anybody waits, or brought nothing before. */
  isUnasked = false;
  /** The host whose fault it is, which a redirect may have led to. */
  host: string | undefined;

  constructor(kind: FaultKind, detail: string | null = null, { status = null, bytes = 0 }: Reached = {}, cause?: unknown) {
    super(detail === null ? kind : `${kind}: ${detail}`, { cause });
    this.kind = kind;
    this.detail = detail;
    this.status = status;
    this.bytes = bytes;
  }
}
