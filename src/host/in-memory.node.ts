/** Imports a module from its source, through a `data:` URL so that no file is written. */
export const moduleOf = async <M>(source: string): Promise<M> =>
  (await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)) as M;
