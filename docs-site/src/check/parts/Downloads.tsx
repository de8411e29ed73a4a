import { type ReactNode, useState } from 'react';
import { certificateHtml, certificateJson } from '../report/certificate.ts';
import { csvPieces, jsonPieces } from '../report/data.ts';
import { htmlPieces } from '../report/page.ts';
import type { Done } from '../use-check.ts';
import { gather, nameFor, save } from '../save.ts';
import { sumOf } from '../sum.ts';
import { summaryOf } from '../summary.ts';
import { usePage } from '../use-page.ts';
import { isGone } from './Failed.tsx';
import { name, version } from '../../../../package.json';

/** The program that checks, as its reports name it. */
const TOOL = { name, version };

const TYPES = { html: 'text/html;charset=utf-8', csv: 'text/csv;charset=utf-8', json: 'application/json' } as const;

/** Reports, made when they are asked for. */
export function Downloads({ done, sum }: { done: Done; sum: string | null }): ReactNode {
  const { own, lang } = usePage();
  const { downloads } = own;
  const { checked, asked, findings, groups, left, titleOf } = done;
  const make = async (kind: keyof typeof TYPES): Promise<void> => {
    const reported = { lang, tool: TOOL, summary: summaryOf(checked, asked, sum), findings, left };
    const pieces = {
      html: () => htmlPieces({ ...reported, groups, titleOf }),
      csv: () => csvPieces(reported),
      json: () => jsonPieces(reported),
    }[kind]();
    save(
      await gather(pieces, TYPES[kind]),
      nameFor(left > 0 && kind === 'csv' ? downloads['part-name']({ n: findings.length }) : downloads.name(), asked.file, kind),
    );
  };
  return (
    <section className="check-keep">
      <h3>{downloads.title()}</h3>
      <p className="check-buttons">
        {(['html', 'csv', 'json'] as const).map((kind) => (
          <button key={kind} type="button" className="button button--secondary" onClick={() => void make(kind)}>
            {downloads[kind]()}
          </button>
        ))}
      </p>
    </section>
  );
}

type CertificateProps = { done: Done; sum: string | null; onSum: (sum: string) => void };

/** The certificate needs the sum of the file, which is computed once. */
export function Certificate({ done, sum, onSum }: CertificateProps): ReactNode {
  const { own, lang } = usePage();
  const { certificate } = own;
  const { request, checked, asked } = done;
  const [percent, setPercent] = useState<number>();
  const [failure, setFailure] = useState<string>();
  const make = async (kind: 'html' | 'json'): Promise<void> => {
    const { file } = request;
    const sha256 = sum ?? (await sumOf(file, (read) => setPercent(Math.floor((read / file.size) * 100))));
    setPercent(undefined);
    onSum(sha256);
    const summary = { ...summaryOf(checked, asked, sha256), sha256 };
    const certified = { lang, tool: TOOL, summary, bytes: file.size, made: new Date() };
    const text = String(kind === 'html' ? certificateHtml(certified) : certificateJson(certified));
    save(new Blob([text], { type: TYPES[kind] }), nameFor(certificate.name(), asked.file, kind));
  };
  const start = (kind: 'html' | 'json'): void =>
    void make(kind).catch((error: unknown) => {
      setPercent(undefined);
      setFailure(isGone(error) ? own.gone() : String(error));
    });
  return (
    <section className="check-keep">
      <h3>{certificate.section()}</h3>
      <p>
        {certificate.why()} {certificate.note()}
      </p>
      <p className="check-buttons">
        {(['html', 'json'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className="button button--secondary"
            disabled={percent !== undefined}
            onClick={() => start(kind)}
          >
            {certificate[kind]()}
          </button>
        ))}
      </p>
      <p role="status" className="check-sum">
        {percent !== undefined ? certificate.working({ percent }) : sum !== null ? certificate.sum({ sum }) : (failure ?? '')}
      </p>
    </section>
  );
}
