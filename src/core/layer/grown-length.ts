const SOON = 4096;

/** How long something becomes that was `length` long and is full: twice while it is short, half as long again later on. */
export const grownLength = (length: number): number => (length < SOON ? length * 2 : Math.ceil(length * 1.5));
