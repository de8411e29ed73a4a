/** The part of WebAssembly that is used here, which Node and browsers share. Source: WebAssembly JavaScript Interface, W3C. */
declare namespace WebAssembly {
  // oxlint-disable-next-line typescript/no-extraneous-class -- it has nothing of its own that is used
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
