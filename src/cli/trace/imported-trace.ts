import { ENGINE, type Import, openWriter, receiptId } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import type { ImportTally } from './import-tally.ts'
import { loggedValues } from './logged-values.ts'
import type { TraceFile } from './trace-files.ts'

interface Importing {
  readonly importing: Import
  readonly tally: ImportTally
  readonly context: Pick<Context, 'now' | 'random'>
}

/** The lines of the trace that logs become, some at a time; nothing where there is no receipt. */
export async function* traceOf(
  files: readonly TraceFile[],
  { importing, tally, context }: Importing,
): AsyncGenerator<string> {
  const now = context.now()
  const writer = openWriter({ writer: receiptId(now, context.random(10)), tool: ENGINE })
  for (const file of files) {
    for await (const { line, value } of loggedValues(file.chunks())) {
      const taken = value.ok ? importing.take(value.value) : value
      if (!taken.ok) {
        tally.takeFault(`${file.name}:${line}`, taken.error)
        continue
      }
      if (taken.value === undefined) tally.takeOther()
      for (const one of taken.value ?? []) {
        if (tally.receipts === 0) yield `${writer.header(new Date(now).toISOString())}\n`
        tally.takeReceipt(one)
        yield `${writer.receipt(one.receipt, one.definitions).join('\n')}\n`
      }
    }
  }
  if (tally.receipts > 0) yield `${writer.end()}\n`
}
