import { type ReactNode, useState } from 'react';
import { FORM, SAMPLE_FILE, versionFile } from '../../../shared/urls.ts';
import { usePage } from '../use-page.ts';
import { IN_FORCE } from '../versions.ts';
import type { OnFile } from './FileDrop.tsx';

/** The templates of the version in force, as `decp generate` names them. */
const TEMPLATES = [
  ['XLSX', 'modele-decp.xlsx'],
  ['ODS', 'modele-decp.ods'],
] as const;

/** For who has no file yet: the template, and a file with faults to try the page with. */
export function Samples({ onFile }: { onFile: OnFile }): ReactNode {
  const { own, root, base } = usePage();
  const { samples } = own;
  const [isLost, setLost] = useState(false);
  const address = (url: string): string => root + url.slice(1);
  const load = async (): Promise<void> => {
    const response = await fetch(address(SAMPLE_FILE));
    if (!response.ok) throw new Error(`${SAMPLE_FILE}: ${String(response.status)}`);
    const blob = await response.blob();
    setLost(false);
    onFile(blob, SAMPLE_FILE.slice(SAMPLE_FILE.lastIndexOf('/') + 1));
  };
  return (
    <div className="check-samples">
      <p>
        {samples.template({ version: IN_FORCE })}
        {own.colon()}
        {TEMPLATES.map(([form, file], i) => (
          <span key={form}>
            {i > 0 && ', '}
            <a
              href={address(versionFile(IN_FORCE, file))}
              download
              aria-label={`${samples.template({ version: IN_FORCE })} (${form})`}
            >
              {form}
            </a>
          </span>
        ))}
      </p>
      <p>
        <a href={base + FORM.slice(1)}>{samples.form()}</a>
      </p>
      <p>
        <a href={address(SAMPLE_FILE)} download>
          {samples.example()}
        </a>{' '}
        <button
          type="button"
          className="button button--secondary button--sm"
          onClick={() => void load().catch(() => setLost(true))}
        >
          {samples.try()}
        </button>
      </p>
      <p role="status">{isLost ? samples['not-loaded']() : ''}</p>
    </div>
  );
}
