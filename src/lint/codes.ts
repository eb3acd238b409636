import type { Severity } from '../base/diagnostic.ts'
import { RULES } from './rules/index.ts'

/** What rules say, by code: the title of the page and the severity where nothing else is set. */
export const LINT_CODES: Readonly<Record<string, { title: string; severity: Severity }>> =
  Object.fromEntries(
    RULES.map(({ code, summary, severity }) => [code, { title: summary, severity }]),
  )
