import { type ReactNode, useId } from 'react';
import { VERSIONS } from '../versions.ts';
import type { PageWords } from '../words.ts';

type Props = { own: PageWords['own']; label: string; value: string; onChange: (version: string) => void; detected?: boolean };

/** All versions, the newest first; `detected`: the file may tell its own. */
export function VersionSelect({ own, label, value, onChange, detected = false }: Props): ReactNode {
  const id = useId();
  const note = (status: string): string =>
    status === 'brouillon' ? ` (${own.versionNotes.draft})` : status === 'en vigueur' ? ` (${own.versionNotes.inForce})` : '';
  return (
    <span className="check-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {detected && <option value="">{own.detected}</option>}
        {VERSIONS.toReversed().map(({ version, status }) => (
          <option key={version} value={version}>
            {version}
            {note(status)}
          </option>
        ))}
      </select>
    </span>
  );
}
