import { unreachable } from '../../base/unreachable.ts'

/** How a request ends, as recorded or as it would have. */
export type End =
  /** A route answers, in whole or in part; `provider/model` as in the catalog. */
  | { readonly kind: 'answered'; readonly route: string }
  /** Every attempt that the plan allows fails. */
  | { readonly kind: 'failed' }
  /** A limit of the host is reached before an answer, or the client leaves. */
  | { readonly kind: 'stopped' }
  /** The policy leaves no candidate. */
  | { readonly kind: 'nobody' }

/** Tells ends apart, and is what reports call them: a route, or words in parentheses. */
export function endText(end: End): string {
  switch (end.kind) {
    case 'answered':
      return end.route
    case 'failed':
      return '(all failed)'
    case 'stopped':
      return '(stopped)'
    case 'nobody':
      return '(no candidate)'
    default:
      return unreachable(end)
  }
}

export function isSameEnd(a: End, b: End): boolean {
  return endText(a) === endText(b)
}
