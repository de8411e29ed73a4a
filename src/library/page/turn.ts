/** Lets what waits have its turn, such as the message that aborts. A timer would wait for four milliseconds (HTML §8.6). */
export const takeTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // The types at hand are those of Node, whose ports have no such property.
    (port1 as unknown as { onmessage: () => void }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
