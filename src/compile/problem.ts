import type { Diagnostic, Fix, Related, Severity } from '../base/diagnostic.ts'
import type { Span } from '../base/span.ts'
import { COMPILE_CODES, type CompileCode } from './codes.ts'
import type { Place } from './place.ts'

/** What a diagnostic says beyond its code and its place. */
export interface Wording {
  readonly message: string
  readonly label?: string | undefined
  readonly also?: readonly (Place & { readonly label: string })[]
  readonly notes?: readonly string[]
  readonly help?: string | undefined
  readonly fix?: Fix | undefined
}

/** The diagnostic of `code` at a place, with the severity that the code has. */
export function problem(code: CompileCode, at: Place, wording: Wording): Diagnostic {
  return worded({ code, severity: COMPILE_CODES[code].severity }, at, wording)
}

/** The diagnostic of a code of any folder. */
export function worded(
  { code, severity }: { readonly code: string; readonly severity: Severity },
  at: Place,
  wording: Wording,
): Diagnostic {
  const { message, label, also, notes, help, fix } = wording
  return {
    code,
    severity,
    message,
    source: at.source,
    span: at.span,
    ...(label === undefined ? {} : { label }),
    ...(also === undefined ? {} : { related: also.map((each) => relatedTo(at, each)) }),
    ...(notes === undefined ? {} : { notes }),
    ...(help === undefined ? {} : { help }),
    ...(fix === undefined ? {} : { fix }),
  }
}

function relatedTo(
  at: Place,
  { source, span, label }: Place & { readonly label: string },
): Related {
  return source === at.source ? { span, label } : { source, span, label }
}

/** The fix that writes `text` in place of what stands at `span`. It changes what is meant. */
export function writeInstead(span: Span, text: string): Fix {
  return { title: `write \`${text}\``, safe: false, edits: [{ span, text }] }
}
