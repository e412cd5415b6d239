/**
 * Puts boxes of one column as near as possible to where they want to be, in the order given, without overlap:
 * the least sum of squared distances, by pooling neighbours that push each other. O(n).
 * @param wanted centres, in any unit
 * @param gaps smallest distance from centre i to centre i + 1; one fewer than `wanted`
 * @returns centres, each at least its gap after the one before
 */
export function spreadColumn(wanted: readonly number[], gaps: readonly number[]): number[] {
  // Without the gaps the task is to find the nearest non-falling row of numbers.
  const offsets: number[] = [];
  let offset = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    offsets.push(offset);
    offset += gaps[i] ?? 0;
  }
  const pools: { sum: number; count: number }[] = [];
  for (let i = 0; i < wanted.length; i += 1) {
    let pool = { sum: (wanted[i] ?? 0) - (offsets[i] ?? 0), count: 1 };
    for (
      let before = pools.at(-1);
      before && before.sum / before.count > pool.sum / pool.count;
      before = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count };
    }
    pools.push(pool);
  }
  return pools
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
    .map((value, i) => value + (offsets[i] ?? 0));
}
