import { missingJson } from './missing.ts'
import type { Reading } from './reading.ts'
import type { Reproduction } from './reproduction.ts'
import type { TraceFile } from './trace-files.ts'

/** The same for programs. */
export function reproductionJson(
  { reproduced, diverged, unsettled, divergences }: Reproduction,
  reading: Reading,
  files: readonly TraceFile[],
) {
  const nameOf = (file: number) => files[file]?.name
  return {
    schema_version: 1,
    files: files.map(({ name }) => name),
    receipts: reading.receipts,
    selected: reading.selected,
    reproduced,
    diverged,
    unsettled,
    not_written: missingJson(reading.missing),
    faults: reading.faultsIn.reduce((sum, count) => sum + count, 0),
    divergences: divergences.map(({ file, ...rest }) => ({ file: nameOf(file), ...rest })),
    more_divergences: diverged - divergences.length,
    first_faults: reading.faults.map(({ file, ...rest }) => ({ file: nameOf(file), ...rest })),
  }
}
