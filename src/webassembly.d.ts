/** The part of the WebAssembly JavaScript Interface (W3C) that is used here, the same in Node and browsers. */
declare namespace WebAssembly {
  // oxlint-disable-next-line typescript/no-extraneous-class -- no member of it is used
  class Module {
    constructor(bytes: Uint8Array);
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Global {
    value: number;
  }
}
