/** `budgets.yaml` in the folder of a federation says other budgets than the usual ones. */
import { join } from 'node:path';
import { textsOf } from '../../packages/base/src/texts.ts';
import { Failure } from '../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../src/messages/compiled/federation-run.ts';
import { BOUNDS, BudgetError, type Budgets, budgetsIn } from './budgets.ts';
import { textIfThere } from './text-if-there.node.ts';

/** The budgets of the federation in a folder. Throws a Failure where the file is wrong. */
export async function readBudgets(home: string): Promise<Budgets> {
  const path = join(home, 'budgets.yaml');
  const text = (await textIfThere(path)) ?? '';
  try {
    return budgetsIn(text);
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
    const { kind, member, bound } = error;
    const known = Object.entries(BOUNDS).flatMap(([group, members]) => Object.keys(members).map((name) => `${group}.${name}`));
    throw new Failure(
      textsOf(FEDERATION_RUN, (say) =>
        say['bad-budgets']({ path, kind, member, known, least: bound?.least ?? 0, most: bound?.most ?? 0 }),
      ),
      { cause: error },
    );
  }
}
