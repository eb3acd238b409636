import { resolve } from 'node:path'
import { ok, type Result } from '../../base/result.ts'
import type { JournalSettings } from '../../route/journal/index.ts'
import type { TraceConfig } from '../config/router-config.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { signerIn } from '../trace/trace-keys.ts'

/** Where and how receipts are written; undefined where none are kept. */
export async function traceSettings(
  { directory, maxFileBytes, maxFileAgeMs, key }: TraceConfig,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<JournalSettings | undefined, Problem>> {
  if (directory === undefined) return ok(undefined)
  const sign = key === undefined ? undefined : await signerIn(key, context)
  if (sign !== undefined && !sign.ok) return sign
  return ok({
    directory: resolve(context.cwd, directory),
    ...(maxFileBytes !== undefined && { maxFileBytes }),
    ...(maxFileAgeMs !== undefined && { maxFileAgeMs }),
    ...(sign !== undefined && { sign: sign.value }),
  })
}
