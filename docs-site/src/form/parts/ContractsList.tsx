import type { ReactNode } from 'react';
import { usePage } from '../../check/use-page.ts';
import type { PageWords } from '../../check/words.ts';
import type { Contract } from '../contracts.ts';
import type { Findings } from '../use-form.ts';
import { Columns } from '../../check/parts/Columns.tsx';

/** What a contract is called: it may have no identifier yet. */
export const nameOf = (own: PageWords['own'], { cells }: Contract, at: number): string =>
  cells['id'] ?? own.form.unnamed({ number: at + 1 });

type Props = {
  contracts: readonly Contract[];
  findings: Findings | undefined;
  onEdit: (at: number) => void;
  onRemove: (at: number) => void;
};

/** The contracts typed so far, each with its verdict. */
export function ContractsList({ contracts, findings, onEdit, onRemove }: Props): ReactNode {
  const { own } = usePage();
  const state = (at: number): string => {
    if (!findings) return own.form.unchecked();
    const errors = (findings.get(at) ?? []).filter(({ severity }) => severity === 'error').length;
    return errors === 0 ? own.form.right() : own.form.wrong({ errors });
  };
  return (
    <table className="check-groups">
      <caption>{own.form.list({ n: contracts.length })}</caption>
      <Columns titles={[own.form.number(), own.form.object(), own.form.state()]} />
      <tbody>
        {contracts.map((contract, at) => {
          const name = nameOf(own, contract, at);
          return (
            <tr key={at}>
              <th scope="row">{name}</th>
              <td>{contract.cells['objet'] ?? ''}</td>
              <td>
                {state(at)}
                <div>
                  <button
                    type="button"
                    className="check-see"
                    aria-label={own.form['edit-of']({ name })}
                    onClick={() => onEdit(at)}
                  >
                    {own.form.edit()}
                  </button>
                  <button
                    type="button"
                    className="check-see"
                    aria-label={own.form['remove-of']({ name })}
                    onClick={() => onRemove(at)}
                  >
                    {own.form.remove()}
                  </button>
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
