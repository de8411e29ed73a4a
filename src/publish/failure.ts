import type { Messages } from '../messages/compiled/publish.types.ts';

/** Why a deposit cannot be made or finished: a sentence that names the thing and the way out. Neither a finding about the data nor a bug. */
export class PublishError extends Error {
  override readonly name: string = 'PublishError';
  readonly say: (words: Messages) => string;
  constructor(say: (words: Messages) => string) {
    super('publish');
    this.say = say;
  }
}

/**
 * A fault of the portal or of the network that may pass: the same request may succeed later, or may have succeeded although no answer came.
 * `after`: how long the portal asks to wait, in milliseconds.
 */
export class PassingError extends PublishError {
  override readonly name = 'PassingError';
  readonly after: number | undefined;
  constructor(say: (words: Messages) => string, after?: number) {
    super(say);
    this.after = after;
  }
}
