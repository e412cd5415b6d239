/** How siblings are sorted. What is equal goes by name. */
export interface NodeOrder {
  /**
   * `size` of a folder is the sum of what is below it, `layer` the one its entry is from, `owner` user number, then group
   * number. Folders that no entry names have the lowest of everything but `size`.
   */
  readonly by: 'name' | 'size' | 'layer' | 'mode' | 'owner' | 'mtime' | 'type';
  readonly descending: boolean;
}
