/** Thrown by what writes to standard output when its reader has closed it (`| head`), which is no error of the program. */
export class ReaderGone extends Error {}

/** Thrown by what writes to standard output when that fails for another reason; its message is the code of the system, such as `ENOSPC`. */
export class OutputFailed extends Error {
  constructor({ code = '' }: NodeJS.ErrnoException) {
    super(code);
  }
}

/** What a system error on writing to standard output means. */
export const outputError = (error: NodeJS.ErrnoException): Error =>
  error.code === 'EPIPE' ? new ReaderGone() : new OutputFailed(error);
