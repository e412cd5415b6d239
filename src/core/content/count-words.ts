/** `14,848`: digits in groups of three, the same on every machine. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `1 byte`, `2,048 bytes`. */
export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;
