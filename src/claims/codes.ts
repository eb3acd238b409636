import type { Diagnostic, Severity } from '../base/diagnostic.ts'
import type { Place } from '../compile/index.ts'
import { type Wording, worded } from '../compile/problem.ts'

/** What can come out of proofs and tests. Append only: a code is never reused. */
// biome-ignore format: table
export const CLAIM_CODES = {
  UH3201: { title: 'a claim does not hold', severity: 'error' },
  UH3202: { title: 'a claim is not proved for everything', severity: 'warning' },

  UH3211: { title: 'a policy picks another route', severity: 'error' },
  UH3212: { title: 'a policy picks a route that it never should', severity: 'error' },
  UH3213: { title: 'a policy does not reject a route', severity: 'error' },
  UH3214: { title: 'a policy rejects a route for another reason', severity: 'error' },
  UH3215: { title: 'a policy keeps too few routes', severity: 'error' },
  UH3216: { title: 'a policy tries routes in another order', severity: 'error' },
  UH3217: { title: 'a route of a test is not in the catalog', severity: 'error' },
  UH3218: { title: 'what a test runs on cannot be read', severity: 'error' },
} as const satisfies Record<string, { readonly title: string; readonly severity: Severity }>

export type ClaimCode = keyof typeof CLAIM_CODES

/** The diagnostic of a code at a place, with the severity that the code has. */
export function problem(code: ClaimCode, at: Place, wording: Wording): Diagnostic {
  return worded({ code, severity: CLAIM_CODES[code].severity }, at, wording)
}
