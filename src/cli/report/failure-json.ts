import type { Failure } from '../failure.ts'
import type { Problem } from '../problem.ts'
import { placeOf } from './code-frame.ts'
import { diagnosticsJson } from './diagnostic-json.ts'

/** A failure as machines read it: `error`, or `diagnostics` where a checker found something. */
export function failureJson(failure: Failure): Readonly<Record<string, unknown>> {
  return failure.kind === 'problem'
    ? { error: problemJson(failure) }
    : { diagnostics: diagnosticsJson(failure.diagnostics, failure.sources) }
}

function problemJson({ message, at, notes, help }: Problem) {
  return {
    message,
    ...(at && { source: at.source.name, ...placeOf(at.source, at.span) }),
    ...(notes !== undefined && { notes }),
    ...(help !== undefined && { help }),
  }
}
