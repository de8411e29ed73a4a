import { type DragEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { PageWords } from '../words.ts';

export type OnFile = (file: Blob, name: string) => void;

/** A frame that takes a file, with a true button in it; text may be pasted below. */
export function FileDrop({ own, onFile }: { own: PageWords['own']; onFile: OnFile }): ReactNode {
  const [over, setOver] = useState(false);
  const [reported, setReported] = useState('');
  const id = useId();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    const file = files.item(0);
    setReported(files.length > 1 && file ? own['one-at-a-time']({ name: file.name, others: files.length - 1 }) : '');
    if (file) onFile(file, file.name);
  };
  useEffect(() => {
    // A file that misses the frame would take the place of the page.
    const keep = (event: Event): void => event.preventDefault();
    for (const name of ['dragover', 'drop']) window.addEventListener(name, keep);
    return () => {
      for (const name of ['dragover', 'drop']) window.removeEventListener(name, keep);
    };
  }, []);
  return (
    <div
      className={`check-drop${over ? ' check-drop--over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        className="check-file"
        type="file"
        aria-describedby={`${id}-forms`}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.item(0);
          // The same file may be chosen again, once it has been fixed.
          currentTarget.value = '';
          setReported('');
          if (file) onFile(file, file.name);
        }}
      />
      <label htmlFor={id} className="button button--primary button--lg">
        {own.pick()}
      </label>
      <span> {own.drop()}</span>
      <p id={`${id}-forms`} className="check-forms">
        {own.forms()}
      </p>
      <p role="status" className="check-forms">
        {reported}
      </p>
    </div>
  );
}

export function PasteText({ own, onFile }: { own: PageWords['own']; onFile: OnFile }): ReactNode {
  const [text, setText] = useState('');
  const id = useId();
  return (
    <details className="check-paste">
      <summary>{own.paste()}</summary>
      <label htmlFor={id}>{own['paste-label']()}</label>
      <textarea id={id} rows={8} spellCheck={false} value={text} onChange={({ target }) => setText(target.value)} />
      <button
        type="button"
        className="button button--secondary"
        disabled={text.trim() === ''}
        onClick={() => onFile(new Blob([text]), own['pasted-name']())}
      >
        {own['paste-go']()}
      </button>
    </details>
  );
}
