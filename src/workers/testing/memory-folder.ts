/** A folder of the File System Access API in memory, as far as saving needs it. Names are compared without regard to case when asked. */
export class MemoryFolder {
  readonly kind = 'directory';
  readonly name: string;
  readonly #ignoresCase: boolean;
  readonly children = new Map<string, MemoryFolder | MemoryFile>();

  constructor(name: string, ignoresCase = false) {
    this.name = name;
    this.#ignoresCase = ignoresCase;
  }

  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the platform's are asynchronous
  async *keys(): AsyncGenerator<string, void> {
    yield* this.children.keys();
  }

  async getFileHandle(name: string, options: { create?: boolean } = {}): Promise<MemoryFile> {
    const found = await this.#find(name);
    if (found instanceof MemoryFolder) throw new DOMException('a folder', 'TypeMismatchError');
    if (found) return found;
    if (!options.create) throw new DOMException('none', 'NotFoundError');
    return this.#put(new MemoryFile(name));
  }

  async getDirectoryHandle(name: string, options: { create?: boolean } = {}): Promise<MemoryFolder> {
    const found = await this.#find(name);
    if (found instanceof MemoryFile) throw new DOMException('a file', 'TypeMismatchError');
    if (found) return found;
    if (!options.create) throw new DOMException('none', 'NotFoundError');
    return this.#put(new MemoryFolder(name, this.#ignoresCase));
  }

  removeEntry(name: string): Promise<void> {
    this.children.delete(name);
    return Promise.resolve();
  }

  /** All files by path, with their content. */
  files(prefix = ''): Record<string, string> {
    return Object.assign(
      {},
      ...[...this.children.values()].map((child) =>
        child instanceof MemoryFolder ? child.files(`${prefix}${child.name}/`) : { [prefix + child.name]: child.text },
      ),
    ) as Record<string, string>;
  }

  #find(name: string): Promise<MemoryFolder | MemoryFile | undefined> {
    if (/[:*?"<>|]/.test(name)) return Promise.reject(new TypeError('Name is not allowed'));
    const same = (other: string) => (this.#ignoresCase ? other.toLowerCase() === name.toLowerCase() : other === name);
    return Promise.resolve([...this.children.values()].find((child) => same(child.name)));
  }

  #put<T extends MemoryFolder | MemoryFile>(child: T): T {
    this.children.set(child.name, child);
    return child;
  }
}

export class MemoryFile {
  readonly kind = 'file';
  readonly name: string;
  text = '';
  /** Files whose writing was neither ended nor given up. */
  static open = 0;

  constructor(name: string) {
    this.name = name;
  }

  getFile(): Promise<Blob> {
    return Promise.resolve(new Blob([Uint8Array.from(this.text, (sign) => sign.charCodeAt(0))]));
  }

  createWritable() {
    let text = '';
    MemoryFile.open += 1;
    return Promise.resolve({
      write: async (data: Uint8Array | Blob) => {
        const bytes = data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;
        text += Buffer.from(bytes).toString('latin1');
      },
      close: () => {
        this.text = text;
        MemoryFile.open -= 1;
        return Promise.resolve();
      },
      abort: () => {
        MemoryFile.open -= 1;
        return Promise.resolve();
      },
    });
  }
}
