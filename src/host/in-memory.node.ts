/** The module that a source makes. It is read from a `data:` address: what is only made to be tried leaves no file. */
export const moduleOf = async <M>(source: string): Promise<M> =>
  (await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)) as M;
