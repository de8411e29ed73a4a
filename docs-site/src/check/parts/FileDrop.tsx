import { type DragEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { type Entry, gatherEntries, gatherFiles, type Gathered } from '../list/gather.ts';
import type { PageWords } from '../words.ts';

export type OnFile = (file: Blob, name: string) => void;

export type OnSeveral = (gather: (signal: AbortSignal) => Promise<Gathered<File>>) => void;

type Props = {
  own: PageWords['own'];
  onFile: OnFile;
  /** Takes several files, or folders; where it is not given, one file is taken. */
  onSeveral?: OnSeveral;
};

/** A frame that takes files, with true buttons in it. */
export function FileDrop({ own, onFile, onSeveral }: Props): ReactNode {
  const [over, setOver] = useState(false);
  const [reported, setReported] = useState('');
  const id = useId();
  const take = (files: readonly File[]): void => {
    const [file] = files;
    const isOne = files.length === 1 && !file?.webkitRelativePath;
    setReported(
      files.length > 1 && file && !onSeveral ? own['one-at-a-time']({ name: file.name, others: files.length - 1 }) : '',
    );
    // What was dropped may be no file, and a folder may be empty: the list says so.
    if (onSeveral && !isOne) onSeveral(() => Promise.resolve(gatherFiles(files)));
    else if (file) onFile(file, file.name);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const { files, items } = event.dataTransfer;
    // The entries are there during the event only.
    const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    const isSeveral = entries.length > 1 || entries.some(({ isFile }) => !isFile);
    if (onSeveral && isSeveral) onSeveral((signal) => gatherEntries(entries as Entry<File>[], signal));
    else take([...files]);
  };
  const chosen = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => {
    const files = [...(currentTarget.files ?? [])];
    // The same file may be chosen again, once it has been fixed.
    currentTarget.value = '';
    take(files);
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
      <span className="check-pick">
        <input
          id={id}
          className="check-file"
          type="file"
          multiple={onSeveral !== undefined}
          aria-describedby={`${id}-forms`}
          onChange={chosen}
        />
        <label htmlFor={id} className="button button--primary button--lg">
          {onSeveral ? own['pick-several']() : own.pick()}
        </label>
      </span>
      {onSeveral && (
        <span className="check-pick">
          <input id={`${id}-folder`} className="check-file" type="file" ref={asFolder} onChange={chosen} />
          <label htmlFor={`${id}-folder`} className="button button--secondary button--lg">
            {own['pick-folder']()}
          </label>
        </span>
      )}
      <span> {onSeveral ? own['drop-several']() : own.drop()}</span>
      <p id={`${id}-forms`} className="check-forms">
        {own.forms()}
      </p>
      <p role="status" className="check-forms">
        {reported}
      </p>
    </div>
  );
}

/** The types of React do not know the attribute. */
const asFolder = (input: HTMLInputElement | null): void => {
  if (input) input.webkitdirectory = true;
};

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
