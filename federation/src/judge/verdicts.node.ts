import { byCodeUnits } from '../../../packages/base/src/lists.ts';
import type { Severity } from '../../../src/finding.ts';
import type { Session } from '../store/store.ts';
import { FindingKinds, type FoundKind } from './engine.node.ts';
import { type Cost, costsOf } from './loss.node.ts';
import { digest, uuid } from './hash.node.ts';

/** A finding in a verdict: how many there are of its code about its field. */
export type Found = FoundKind & { count: number };

/** Findings that depend on the day: the consolidation also leaves out a concession that starts later, which is no fault. */
const TIMED = new Set(['date-future', 'rules.left-out']);

type Verdict = Cost & { timed: boolean };

/** The verdicts of the database, by number: records share them, so that there are few. */
export class Verdicts {
  readonly kinds = new FindingKinds();
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<number, Verdict>();

  /** The numbers of the verdicts with these findings (by the numbers of their kinds, one a finding). Adds those that the database lacks. */
  async of(found: readonly (readonly number[])[], standard: string, session: Session): Promise<number[]> {
    const names = found.map((kinds) => `${standard}:${kinds.length > 1 ? kinds.toSorted((a, b) => a - b).join() : kinds.join()}`);
    const missing = new Map<string, readonly number[]>();
    for (const [at, name] of names.entries()) if (!this.#numbers.has(name)) missing.set(name, found[at] as readonly number[]);
    if (missing.size > 0) await this.#add(missing, standard, session);
    return names.map((name) => this.#numbers.get(name) as number);
  }

  /** Whether a verdict, known to this process, has no error that loses the record. */
  isValid(number: number): boolean {
    return this.#known.get(number)?.valid === true;
  }

  /** Whether a verdict, known to this process, may be another on a later day. */
  isTimed(number: number): boolean {
    return this.#known.get(number)?.timed === true;
  }

  /** Reads what other workers have added. */
  async load(session: Session): Promise<void> {
    for (const { id, ...verdict } of await session.query<Verdict & { id: number }>(
      'select id, valid, reserved, timed from verdict',
    ))
      this.#known.set(id, verdict);
  }

  has(number: number): boolean {
    return this.#known.has(number);
  }

  async #add(missing: ReadonlyMap<string, readonly number[]>, standard: string, session: Session): Promise<void> {
    const costOf = await costsOf(standard);
    const rows = [...missing].map(([name, numbers]) => {
      const findings = this.#counted(numbers);
      const text = JSON.stringify(findings);
      return {
        name,
        hash: uuid(digest(`${standard}\n${text}`)),
        text,
        ...costOf(findings),
        timed: findings.some(({ code }) => TIMED.has(code)),
      };
    });
    await session.query(
      `insert into verdict (hash, standard, valid, reserved, timed, findings)
       select h, $2, v, r, t, f::jsonb from unnest($1::uuid[], $3::boolean[], $4::boolean[], $5::boolean[], $6::text[]) as u (h, v, r, t, f)
       order by h on conflict (hash) do nothing`,
      [
        ...[rows.map(({ hash }) => hash), standard, rows.map(({ valid }) => valid), rows.map(({ reserved }) => reserved)],
        ...[rows.map(({ timed }) => timed), rows.map(({ text }) => text)],
      ],
    );
    const found = await session.query<{ id: number; hash: string }>('select id, hash from verdict where hash = any($1::uuid[])', [
      rows.map(({ hash }) => hash),
    ]);
    const ids = new Map(found.map(({ id, hash }) => [hash, id]));
    for (const { name, hash, valid, reserved, timed } of rows) {
      const id = ids.get(hash) as number;
      this.#numbers.set(name, id);
      this.#known.set(id, { valid, reserved, timed });
    }
  }

  /** By code, then field, so that the same findings always have the same text. */
  #counted(numbers: readonly number[]): Found[] {
    const counts = new Map<number, number>();
    for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
    return [...counts]
      .map(([number, count]) => ({ ...(this.kinds.kinds[number] as FoundKind), count }))
      .toSorted((a, b) => byCodeUnits(a.code, b.code) || byCodeUnits(a.field, b.field) || byCodeUnits(a.severity, b.severity));
  }
}

/** Findings about a file, by code and place: the first of each has a line. */
export type AroundFinding = { code: string; severity: Severity; field: string; count: number; line: number | null };
