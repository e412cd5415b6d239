import source from 'zstddec/stream?raw';

/** The reference decoder's own exports; numbers are addresses or lengths, errors are negative when read as signed. */
interface ZstdExports {
  readonly memory: WebAssembly.Memory;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_DStreamInSize(): number;
  ZSTD_DStreamOutSize(): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
  malloc(bytes: number): number;
}

export interface ZstdStep {
  /** 0: the frame is complete; below 0: error code of zstd_errors.h, negated; above: more input is wanted. */
  readonly status: number;
  readonly taken: number;
  /** Valid until the next step. */
  readonly output: Uint8Array;
  readonly outputFull: boolean;
}

/**
 * One instance of the decoder inside zstddec with its own memory, used without that package's own JavaScript: its
 * streaming call never ends on a damaged frame, keeps no count of frames, and loads its code by `fetch('data:…')`,
 * which our CSP forbids.
 */
export class ZstdMachine {
  readonly inputBytes: number;
  readonly #zstd: ZstdExports;
  readonly #outputBytes: number;
  /** Addresses: both buffers, and the structs { address, size, position } that describe them. */
  readonly #input: number;
  readonly #output: number;
  readonly #inputStruct: number;
  readonly #outputStruct: number;
  readonly #bytesAtFirst: number;
  #context = 0;

  constructor(module: WebAssembly.Module) {
    const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
    this.#zstd = new WebAssembly.Instance(module, imports).exports as unknown as ZstdExports;
    this.inputBytes = this.#zstd.ZSTD_DStreamInSize();
    this.#outputBytes = this.#zstd.ZSTD_DStreamOutSize();
    this.#input = this.#allocate(this.inputBytes);
    this.#output = this.#allocate(this.#outputBytes);
    this.#inputStruct = this.#allocate(12);
    this.#outputStruct = this.#allocate(12);
    this.#bytesAtFirst = this.#zstd.memory.buffer.byteLength;
  }

  start(): void {
    this.#context = this.#zstd.ZSTD_createDCtx();
    if (this.#context === 0) throw new Error('zstd is out of memory');
  }

  /** Frees what the stream held. False when its window made the memory grow, which only a new instance gives back. */
  stop(): boolean {
    this.#zstd.ZSTD_freeDCtx(this.#context);
    this.#context = 0;
    return this.#zstd.memory.buffer.byteLength === this.#bytesAtFirst;
  }

  /** @param piece at most `inputBytes` long */
  load(piece: Uint8Array): void {
    new Uint8Array(this.#zstd.memory.buffer).set(piece, this.#input);
    this.#describe(this.#inputStruct, this.#input, piece.length);
  }

  step(): ZstdStep {
    this.#describe(this.#outputStruct, this.#output, this.#outputBytes);
    const status = this.#zstd.ZSTD_decompressStream(this.#context, this.#outputStruct, this.#inputStruct) | 0;
    const { buffer } = this.#zstd.memory; // asked for anew: the call may have made it grow
    const view = new DataView(buffer);
    const given = view.getUint32(this.#outputStruct + 8, true);
    return {
      status,
      taken: view.getUint32(this.#inputStruct + 8, true),
      output: new Uint8Array(buffer, this.#output, given),
      outputFull: given === this.#outputBytes,
    };
  }

  #describe(struct: number, address: number, size: number): void {
    const view = new DataView(this.#zstd.memory.buffer);
    view.setUint32(struct, address, true);
    view.setUint32(struct + 4, size, true);
    view.setUint32(struct + 8, 0, true);
  }

  #allocate(bytes: number): number {
    const address = this.#zstd.malloc(bytes);
    if (address === 0) throw new Error('zstd is out of memory');
    return address;
  }
}

/** Compiles the WebAssembly inside zstddec: the base64 text in it that starts as every module does. */
export function compileZstd(): WebAssembly.Module {
  const base64 = /(["'`])(AGFzbQ[A-Za-z0-9+/=]+)\1/.exec(source)?.[2];
  if (!base64) throw new Error('zstddec has no WebAssembly where it was expected');
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
