import { ok, type Result } from '../../base/result.ts'
import type { Values } from '../command.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { type SELECTION_OPTIONS, type Selection, selectionOf } from './selection.ts'
import { type TraceFile, traceFiles } from './trace-files.ts'

/** Which receipts of which files a command is asked about. */
export interface TracesAsked {
  readonly selection: Selection
  readonly files: readonly TraceFile[]
  /** Undefined for as many as it takes. */
  readonly threads: number | undefined
}

/** What the command line says of that; without a path it is standard input. */
export async function tracesAsked(
  paths: readonly string[],
  options: Values<typeof SELECTION_OPTIONS> & { readonly threads?: number | undefined },
  context: Context,
): Promise<Result<TracesAsked, Problem>> {
  const selection = selectionOf(options, context.now())
  if (!selection.ok) return selection
  const files = await traceFiles(paths.length === 0 ? ['-'] : paths, context)
  if (!files.ok) return files
  return ok({ selection: selection.value, files: files.value, threads: options.threads })
}
