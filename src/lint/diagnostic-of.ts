import type { Diagnostic, Severity } from '../base/diagnostic.ts'
import type { Finding, LintRule } from './rule.ts'

/** What a finding is said under. */
export interface Heading {
  readonly rule: LintRule
  readonly severity: Severity
}

/** A finding of a rule, as it is reported. */
export function diagnosticOf(finding: Finding, { rule, severity }: Heading): Diagnostic {
  const { place, message, label, related, notes, help, fix } = finding
  return {
    code: rule.code,
    severity,
    message,
    source: place.source,
    span: place.span,
    ...(label !== undefined && { label }),
    ...(related !== undefined &&
      related.length > 0 && {
        related: related.map(({ source, ...rest }) =>
          source === place.source ? rest : { source, ...rest },
        ),
      }),
    ...(notes !== undefined && notes.length > 0 && { notes }),
    ...(help !== undefined && { help }),
    ...(fix !== undefined && { fix }),
  }
}
