/** How much the fuzz tests do: short by default; `KERNEL_FUZZ=20000` for a long run, `KERNEL_SEED` for other inputs. */
export const fuzzRun = {
  inputs: Number(process.env['KERNEL_FUZZ'] ?? 1000),
  seed: Number(process.env['KERNEL_SEED'] ?? 1),
  /** Runs also what takes minutes: numbers past 4 GiB, the real way. */
  long: process.env['KERNEL_FUZZ'] !== undefined,
  timeoutMs: 3_600_000,
};
