import Link from '@docusaurus/Link';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DescribedFinding } from '../../../src/library/page/types.ts';
import type { Model } from '../../../src/model/types.ts';
import { DOWNLOADS } from '../../shared/urls.ts';
import { engineJson } from '../check/engine.ts';
import { Failed } from '../check/parts/Failed.tsx';
import { usePage } from '../check/use-page.ts';
import { IN_FORCE } from '../check/versions.ts';
import { type Contract, EMPTY, MOST_CONTRACTS } from './contracts.ts';
import { ContractForm } from './parts/ContractForm.tsx';
import { ContractsList } from './parts/ContractsList.tsx';
import { Exports, OpenFile } from './parts/Exports.tsx';
import { inputId } from './parts/FieldInput.tsx';
import { useForm } from './use-form.ts';

/** The page where contracts are typed one by one. */
export function FormApp(): ReactNode {
  const page = usePage();
  const { own, root } = page;
  const form = useForm(page);
  const { contracts, draft, at, isKept, findings, isChecking, change, check } = form;
  const [model, setModel] = useState<Model>();
  const [failure, setFailure] = useState<unknown>();
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState<readonly DescribedFinding[]>([]);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    engineJson<Model>(root, `versions/${IN_FORCE}/model.json`).then(setModel, setFailure);
  }, [root]);
  useEffect(() => {
    if (wrong.length > 0) summary.current?.focus();
  }, [wrong]);

  const save = async (): Promise<void> => {
    const rank = at ?? contracts.length;
    const next = contracts.toSpliced(rank, 1, draft);
    change({ contracts: next, draft, at: rank });
    const errors = ((await check(next)).get(rank) ?? []).filter(({ severity }) => severity === 'error');
    setWrong(errors);
    setSaid(errors.length > 0 ? '' : own.form.saved({ name: draft.cells['id'] ?? '' }));
    if (errors.length === 0) change({ contracts: next, draft: { kind: draft.kind, cells: {} }, at: undefined });
  };
  const edit = (rank: number): void => {
    const contract = contracts[rank];
    if (!contract) return;
    setWrong([]);
    setSaid('');
    change({ contracts, draft: contract, at: rank });
    document.getElementById('saisie')?.focus();
  };
  const remove = (rank: number): void => {
    const name = contracts[rank]?.cells['id'] ?? '';
    if (!window.confirm(own.form['remove-sure']({ name }))) return;
    const next = contracts.toSpliced(rank, 1);
    change({ contracts: next, draft: at === rank ? EMPTY.draft : draft, at: undefined });
    setWrong([]);
    void check(next).catch(setFailure);
  };
  const addAll = (opened: readonly Contract[]): boolean => {
    const next = [...contracts, ...opened];
    if (next.length > MOST_CONTRACTS) return false;
    change({ contracts: next, draft, at });
    void check(next).catch(setFailure);
    return true;
  };
  if (failure !== undefined) return <Failed error={failure} />;
  if (!model) return <p role="status">{own.form.loading()}</p>;
  const isFull = at === undefined && contracts.length >= MOST_CONTRACTS;
  return (
    <>
      {!isKept && <p className="check-note">{own.form['not-kept']()}</p>}
      {contracts.length > 0 && (
        <>
          <ContractsList contracts={contracts} findings={findings} onEdit={edit} onRemove={remove} />
          <Exports contracts={contracts} />
        </>
      )}
      <OpenFile onContracts={addAll} />
      <p role="status">{isChecking ? own.form.checking() : said}</p>
      {wrong.length > 0 && <Wrong ref={summary} findings={wrong} />}
      <h2 id="saisie" tabIndex={-1}>
        {at === undefined ? own.form['new']() : own.form.editing({ name: draft.cells['id'] ?? '' })}
      </h2>
      {isFull ? (
        <p>
          {own.form.full({ most: MOST_CONTRACTS })} <Link to={DOWNLOADS}>{own.form.template()}</Link>
        </p>
      ) : (
        <ContractForm
          key={at ?? 'new'}
          model={model}
          contract={draft}
          findings={at === undefined ? [] : (findings?.get(at) ?? [])}
          isNew={at === undefined}
          onChange={(contract) => change({ contracts, draft: contract, at })}
          onSave={() => void save().catch(setFailure)}
          onLeave={() => {
            setWrong([]);
            change({ contracts, draft: EMPTY.draft, at: undefined });
          }}
        />
      )}
    </>
  );
}

/** What is wrong with the contract just saved, with links to the fields. */
function Wrong({ ref, findings }: { ref: React.Ref<HTMLDivElement>; findings: readonly DescribedFinding[] }): ReactNode {
  const { own } = usePage();
  return (
    <div ref={ref} tabIndex={-1} role="group" aria-labelledby="a-corriger" className="form-wrong">
      <p id="a-corriger">
        <strong>{own.form['to-correct']({ n: findings.length })}</strong>
      </p>
      <ul>
        {findings.map(({ code, path, position, words }) => {
          const name = position?.cell?.name;
          return (
            <li key={`${code} ${path} ${name ?? ''}`}>
              {name === undefined ? words?.text : <a href={`#${inputId(name)}`}>{words?.text}</a>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
