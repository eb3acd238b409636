import type { TraceConfig } from './router-config.ts'
import { fields, path, type Reader, times } from './yaml-reading.ts'

/** `trace:`, what is kept of each request. */
export const readTrace: Reader<TraceConfig> = (node, reading) => {
  const read = fields(
    node,
    { dir: path, max_file_mb: times(BYTES_IN_MB), max_file_hours: times(MS_IN_HOUR), key: path },
    reading,
  )
  return {
    directory: read.dir,
    maxFileBytes: read.max_file_mb,
    maxFileAgeMs: read.max_file_hours,
    key: read.key,
  }
}

const BYTES_IN_MB = 1_048_576
const MS_IN_HOUR = 3_600_000
