import type { Texts } from '../../model/types.ts';
import type { Span } from './tree.ts';

/** What is wrong with an expression, where in its text, and the way out. */
export class CelFault extends Error {
  override readonly name = 'CelFault';
  readonly span: Span;
  readonly texts: Texts;

  constructor({ start, end }: Span, texts: Texts) {
    super(texts.en);
    this.span = { start, end };
    this.texts = texts;
  }
}
