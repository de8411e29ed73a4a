import type { Lang } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { FEDERATION_CONSOLIDATE } from '../../../src/messages/compiled/federation-consolidate.ts';
import { type Balance, type Counts, type Imbalance, STATES, verdictOf } from './balance.ts';

/** The balance as people read it, line by line: a table of all states by source and in all, the files too with `files`, then the verdict and its reasons. */
export function balanceLines(balance: Balance, lang: Lang, { files }: { files: boolean }): string[] {
  const say = FEDERATION_CONSOLIDATE[lang];
  const number = new Intl.NumberFormat(lang);
  // No column for what never happens.
  const shown = STATES.filter((state) => state !== 'unaccounted' || balance.all.states.unaccounted > 0);
  const row = (name: string, { read, states }: Counts): string[] => [
    name,
    ...[read, ...shown.map((state) => states[state])].map((count) => number.format(count)),
  ];
  const rows = [
    ['', say['balance.read'](), ...shown.map((state) => say['balance.state']({ state }))],
    ...balance.sources.flatMap((source) => [
      row(source.source, source),
      ...(files
        ? balance.files
            .filter((file) => file.source === source.source)
            .map((file) => row(`  ${visible(file.title)} (${file.fetchedAt.slice(0, 10)})`, file))
        : []),
    ]),
    row(say['balance.all'](), balance.all),
  ];
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((cells) => (cells[column] as string).length)));
  const table = rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number)))
      .join('  '),
  );
  return [say['balance.head'](), '', ...table, '', ...verdictLines(balance, lang)];
}

function verdictLines(balance: Balance, lang: Lang): string[] {
  const say = FEDERATION_CONSOLIDATE[lang];
  const { faults, unproven } = balance;
  const verdict = verdictOf(balance);
  if (verdict === 'balanced') return [say['balance.balanced']()];
  if (verdict === 'pending')
    return [say['balance.pending']({ ...unproven, both: unproven.keys > 0 && unproven.versions > 0 ? 'yes' : 'no' })];
  return [...faults.map((fault) => say['balance.fault'](paramsOf(fault))), say['balance.faulty']()];
}

const paramsOf = (fault: Imbalance): { fault: string; resource: string; fetchedAt: string; expected: string; found: string } => ({
  ...{ resource: '', fetchedAt: '', expected: '', found: '' },
  ...Object.fromEntries(Object.entries(fault).map(([name, value]) => [name, String(value)])),
  fault: fault.fault,
});
