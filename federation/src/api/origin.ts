/** Where this server is, as a request says. */

const HOST = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,10}(:\d{1,5})?$/i;

/** The origin that a request was made to; undefined where what it says is none. */
export const originOf = ({ protocol, host }: { protocol: string; host: string }): string | undefined =>
  /^https?$/.test(protocol) && HOST.test(host) && URL.canParse(`${protocol}://${host}/`) ? `${protocol}://${host}/` : undefined;
