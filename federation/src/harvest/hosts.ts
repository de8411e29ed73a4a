/** What hosts cost a pass: one that does not answer, is slow or busy, or takes too long is not asked any more, and the pass goes on with the others. */
import type { Budgets } from '../budgets.ts';
import { HarvestFault } from './fault.ts';

/** Resources, or lists, of one host, one after the other, that bring no answer, bring it too slowly or are put off, before it is not asked any more. */
const SILENT = 5;

type Host = {
  /** Of the last resources, as long as each brought nothing. */
  faults: HarvestFault[];
  /** Milliseconds in which a request was open. */
  spent: number;
  /** Requests that are open, and since when one is. */
  open: number;
  since: number;
};

/** Whether the next resource of the host would most likely bring nothing either. One that says when to ask again (`busy`) says so each time: to wait for it would take all its files as long. */
const bringsNothing = ({ kind, status }: HarvestFault): boolean =>
  kind === 'slow' || kind === 'busy' || (status === null && (kind === 'network' || kind === 'timeout'));

/** The hosts of one pass, for all the datasets that a process harvests in it. `now`: milliseconds, which tests replace. */
export class Hosts {
  readonly #seconds: number;
  readonly #now: () => number;
  readonly #hosts = new Map<string, Host>();

  constructor({ host }: Budgets['server'], now: () => number = () => performance.now()) {
    this.#seconds = host;
    this.#now = now;
  }

  /** Throws the fault of a host that is not asked any more. */
  refuse(name: string): void {
    const { faults } = this.#of(name);
    const [first] = faults;
    const isSilent = first && faults.length >= SILENT;
    if (!isSilent && this.left(name) > 0) return;
    const fault = isSilent ? new HarvestFault(first.kind, first.detail) : this.exhaust(name);
    fault.isUnasked = true;
    throw fault;
  }

  /** Takes note that a host has answered; or of what became of a resource, its retries included. */
  hear(name: string, fault?: HarvestFault): void {
    const host = this.#of(name);
    if (fault && bringsNothing(fault)) host.faults.push(fault);
    else host.faults = [];
  }

  /** A request to the host is open; returns what is to be called at its end. */
  begin(name: string): () => void {
    const host = this.#of(name);
    if (host.open++ === 0) host.since = this.#now();
    return () => {
      if (--host.open === 0) host.spent += this.#now() - host.since;
    };
  }

  /** Milliseconds that the host may still take in this pass. */
  left(name: string): number {
    const { spent, open, since } = this.#of(name);
    return this.#seconds * 1000 - spent - (open > 0 ? this.#now() - since : 0);
  }

  /** A host has taken all the time that it may; returns the fault that says so. */
  exhaust(name: string): HarvestFault {
    this.#of(name).spent = this.#seconds * 1000;
    return new HarvestFault('slow', `${name}: > ${this.#seconds} s`);
  }

  #of(name: string): Host {
    const host = this.#hosts.get(name) ?? { faults: [], spent: 0, open: 0, since: 0 };
    this.#hosts.set(name, host);
    return host;
  }
}
