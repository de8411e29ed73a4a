import { type ReactNode, useId, useState } from 'react';
import { ConvertBox } from '../../check/parts/ConvertBox.tsx';
import { usePage } from '../../check/use-page.ts';
import { IN_FORCE } from '../../check/versions.ts';
import { type Contract, tableOf } from '../contracts.ts';
import { contractsIn, type Opened } from '../open.ts';

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
  const [opened, setOpened] = useState<Opened>();
  const open = async (file: File): Promise<void> => {
    const found = await contractsIn(file, { lang, root });
    const isTaken = onContracts(found.contracts);
    setSaid(isTaken ? own.form.opened({ n: found.contracts.length }) : own.form['too-many']());
    setOpened(isTaken ? found : undefined);
  };
  const fail = (error: unknown): void => {
    setSaid(error instanceof Error ? error.message : String(error));
    setOpened(undefined);
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
          if (file) open(file).catch(fail);
        }}
      />
      <div role="status">
        <p>{said}</p>
        {opened !== undefined && opened.lost > 0 && <Losses {...opened} />}
      </div>
    </div>
  );
}

/** What of a file is not in the form. */
function Losses({ lost, losses }: Opened): ReactNode {
  const { own } = usePage();
  if (losses.length === 0) return <p>{own.form.lost({ n: lost })}.</p>;
  return (
    <>
      <p>
        {own.form.lost({ n: lost })}
        {own.colon()}
      </p>
      <ul>
        {losses.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
