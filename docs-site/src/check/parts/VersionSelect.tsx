import { type ReactNode, useId } from 'react';
import { VERSION_STATUS } from '../../../../src/messages/compiled/version-status.ts';
import type { Status } from '../../../../src/model/releases.ts';
import { usePage } from '../use-page.ts';
import { VERSIONS } from '../versions.ts';
import type { PageWords } from '../words.ts';

type Props = { own: PageWords['own']; label: string; value: string; onChange: (version: string) => void; detected?: boolean };

/** Selects a version, newest first; `detected`: offers to use the one named in the file. */
export function VersionSelect({ own, label, value, onChange, detected = false }: Props): ReactNode {
  const id = useId();
  const { lang } = usePage();
  const note = (status: Status): string => (status === 'remplacée' ? '' : ` (${VERSION_STATUS[lang][status]()})`);
  return (
    <span className="check-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {detected && <option value="">{own.detected()}</option>}
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
