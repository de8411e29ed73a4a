import { type ReactNode, useId, useState } from 'react';
import { ConvertBox } from '../../check/parts/ConvertBox.tsx';
import { usePage } from '../../check/use-page.ts';
import { IN_FORCE } from '../../check/versions.ts';
import { type Contract, tableOf } from '../contracts.ts';
import { contractsIn } from '../open.ts';

/** The contracts as a file to publish, in any form. */
export function Exports({ contracts }: { contracts: readonly Contract[] }): ReactNode {
  const { own } = usePage();
  return (
    <>
      <h2>{own.form.export()}</h2>
      <p>{own.form['export-why']()}</p>
      <ConvertBox file={new Blob([tableOf(contracts)])} name={`${own.form['export-name']()}.csv`} version={IN_FORCE} />
    </>
  );
}

type OpenProps = { onContracts: (contracts: readonly Contract[]) => boolean };

/** Takes up a file that was exported, or that another program made. */
export function OpenFile({ onContracts }: OpenProps): ReactNode {
  const { own, lang, root } = usePage();
  const id = useId();
  const [said, setSaid] = useState('');
  const open = async (file: File): Promise<void> => {
    const contracts = await contractsIn(file, { lang, root });
    setSaid(onContracts(contracts) ? own.form.opened({ n: contracts.length }) : own.form['too-many']());
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{own.form.open()}</label>
      <p id={`${id}-help`} className="form-help">
        {own.form['open-why']()}
      </p>
      <input
        id={id}
        type="file"
        aria-describedby={`${id}-help`}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.item(0);
          currentTarget.value = '';
          if (file) open(file).catch((error: unknown) => setSaid(error instanceof Error ? error.message : String(error)));
        }}
      />
      <p role="status">{said}</p>
    </div>
  );
}
