import { ok, type Result } from '../../../base/result.ts'
import { decodeRecord } from '../../../trace/index.ts'
import { openLibrary } from '../../../trace/library.ts'
import { addReceipt, newTraceStats, type TraceStats } from '../../../trace/stats/index.ts'
import type { Context } from '../../context.ts'
import type { Problem } from '../../problem.ts'
import { byteLines } from '../byte-lines.ts'
import { traceFiles } from '../trace-files.ts'

export async function statsOf(
  paths: readonly string[],
  context: Context,
): Promise<Result<TraceStats, Problem>> {
  const files = await traceFiles(paths, context)
  if (!files.ok) return files
  const stats = newTraceStats()
  const library = openLibrary()
  for (const { chunks } of files.value) {
    for await (const { bytes } of byteLines(chunks())) {
      const decoded = decodeRecord(bytes.toString())
      if (!decoded.ok) continue
      const record = decoded.value
      if (record.record === 'decision') library.addDecision(record)
      if (record.record === 'header' || record.record === 'end')
        library.forgetDecisions(record.writer)
      if (record.record === 'receipt') addReceipt(stats, record, library.decisionOf(record))
    }
  }
  return ok(stats)
}
