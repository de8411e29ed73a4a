import Link from '@docusaurus/Link';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DescribedFinding } from '../../../src/library/page/types.ts';
import type { Model } from '../../../src/model/types.ts';
import { DOWNLOADS } from '../../shared/urls.ts';
import { engineJson } from '../check/engine.ts';
import { Failed } from '../check/parts/Failed.tsx';
import { usePage } from '../check/use-page.ts';
import { IN_FORCE } from '../check/versions.ts';
import { type Contract, EMPTY, isUnsaved, MOST_CONTRACTS, withoutContract } from './contracts.ts';
import { ContractForm } from './parts/ContractForm.tsx';
import { ContractsList, nameOf } from './parts/ContractsList.tsx';
import { Exports, OpenFile } from './parts/Exports.tsx';
import { inputId } from './parts/FieldInput.tsx';
import { useForm } from './use-form.ts';

/** The page where contracts are typed one by one. */
export function FormApp(): ReactNode {
  const { own, root } = usePage();
  const [model, setModel] = useState<Model>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    engineJson<Model>(root, `versions/${IN_FORCE}/model.json`).then(setModel, setFailure);
  }, [root]);
  if (failure !== undefined) return <Failed error={failure} />;
  return model ? <Form model={model} /> : <p role="status">{own.form.loading()}</p>;
}

function Form({ model }: { model: Model }): ReactNode {
  const page = usePage();
  const { own } = page;
  const { contracts, draft, at, isKept, findings, failure, latest, change } = useForm(page, model);
  const [said, setSaid] = useState('');
  // The contract that was last saved with errors; in an object, so that saving it again shows them again.
  const [faulty, setFaulty] = useState<{ contract: Contract }>();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faulty) summary.current?.focus();
  }, [faulty]);

  const leave = (): boolean => !isUnsaved(latest()) || window.confirm(own.form['leave-sure']());
  const save = async (): Promise<void> => {
    const { contracts: before, draft: saved, at: rank = before.length } = latest();
    setSaid('');
    const found = await change((now) => ({ ...now, contracts: before.toSpliced(rank, 1, saved), at: rank }));
    if (!found) return;
    const isFaulty = errorsOf(found.get(rank)).length > 0;
    setFaulty(isFaulty ? { contract: saved } : undefined);
    if (isFaulty) return;
    setSaid(own.form.saved({ name: nameOf(own, saved, rank) }));
    // What was typed during the check is not thrown away.
    if (latest().draft !== saved) return;
    void change((now) => ({ ...now, draft: { kind: saved.kind, cells: {} }, at: undefined }));
    focusForm();
  };
  const edit = (rank: number): void => {
    const contract = latest().contracts[rank];
    if (!contract) return;
    if (rank !== latest().at) {
      if (!leave()) return;
      setSaid('');
      void change((now) => ({ ...now, draft: contract, at: rank }));
    }
    focusForm();
  };
  const remove = (rank: number): void => {
    const contract = latest().contracts[rank];
    if (!contract || !window.confirm(own.form['remove-sure']({ name: nameOf(own, contract, rank) }))) return;
    setSaid('');
    void change((now) => withoutContract(now, rank));
    focusForm();
  };
  const addAll = (opened: readonly Contract[]): boolean => {
    if (latest().contracts.length + opened.length > MOST_CONTRACTS) return false;
    void change((now) => ({ ...now, contracts: [...now.contracts, ...opened] }));
    return true;
  };
  const isChecking = !findings && !failure;
  const isFull = at === undefined && contracts.length >= MOST_CONTRACTS;
  const ofDraft = at === undefined ? [] : (findings?.get(at) ?? []);
  const wrong = at !== undefined && faulty && contracts[at] === faulty.contract ? errorsOf(ofDraft) : [];
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
      {failure && (
        <p role="alert" className="check-note">
          {own.form['check-failed']({ why: failure.message })}
        </p>
      )}
      <p role="status">{isChecking && contracts.length > 0 ? own.form.checking() : said}</p>
      {wrong.length > 0 && <Wrong ref={summary} findings={wrong} />}
      <h2 id={HEADING} tabIndex={-1}>
        {at === undefined ? own.form['new']() : own.form.editing({ name: nameOf(own, draft, at) })}
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
          findings={ofDraft}
          isNew={at === undefined}
          onChange={(next) => void change((now) => ({ ...now, draft: next(now.draft) }))}
          onSave={() => void save()}
          onLeave={() => {
            if (!leave()) return;
            setSaid('');
            void change((now) => ({ ...now, draft: EMPTY.draft, at: undefined }));
            focusForm();
          }}
        />
      )}
    </>
  );
}

const HEADING = 'saisie';

const focusForm = (): void => document.getElementById(HEADING)?.focus();

const errorsOf = (findings: readonly DescribedFinding[] = []): DescribedFinding[] =>
  findings.filter(({ severity }) => severity === 'error');

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
