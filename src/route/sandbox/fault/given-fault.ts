import { err, ok, type Result } from '../../../base/result.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Fault } from './fault.ts'
import { faultInVain } from './fault-in-vain.ts'
import { type FaultProblem, parseFault } from './parse-fault.ts'

/** The fault that a text is, which can meet a call of the catalog. */
export function givenFault(text: string, catalog: Catalog): Result<Fault, FaultProblem> {
  const parsed = parseFault(text)
  if (!parsed.ok) return parsed
  const mistake = faultInVain(parsed.value, catalog)
  return mistake === undefined ? ok(parsed.value) : err(mistake)
}
