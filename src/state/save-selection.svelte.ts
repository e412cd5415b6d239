/** Paths of one image that a person has put together to save them at once. Those of another image or dump begin anew. */
export class SaveSelection {
  #of: { readonly dump: object | null; readonly image: number } = { dump: null, image: 0 };
  #paths: readonly string[] = $state.raw([]);

  get paths(): readonly string[] {
    return this.#paths;
  }

  /** @param dump the model of the open dump: another object, another dump */
  show(dump: object | null, image: number): void {
    if (this.#of.dump === dump && this.#of.image === image) return;
    this.#of = { dump, image };
    this.#paths = [];
  }

  add(path: string): void {
    if (!this.#paths.includes(path)) this.#paths = [...this.#paths, path];
  }

  remove(path: string): void {
    this.#paths = this.#paths.filter((one) => one !== path);
  }
}
