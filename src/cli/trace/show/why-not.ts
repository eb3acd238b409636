import { err, ok, type Result } from '../../../base/result.ts'
import { explain } from '../../../decide/index.ts'
import type { Context } from '../../context.ts'
import { explanationJson } from '../../explain/explanation-json.ts'
import { explanationReport } from '../../explain/explanation-report.ts'
import { writeJson } from '../../json/write-json.ts'
import { type Problem, problem } from '../../problem.ts'
import { renderReports } from '../../report/render-diagnostics.ts'
import { candidateNamed } from '../../simulate/candidate-named.ts'
import { explainedBy } from './explained-by.ts'
import type { FoundReceipt } from './told-receipt.ts'

/** Explains why a candidate was not chosen, from the record alone; or why the record cannot say. */
export function showWhyNot(
  found: FoundReceipt,
  { id, format }: { readonly id: string; readonly format: 'text' | 'json' },
  { stdout, screen }: Pick<Context, 'stdout' | 'screen'>,
): Result<undefined, Problem> {
  const explained = explainedBy(found)
  if (explained === undefined) {
    const { played } = found
    const why = played.kind === 'reproduced' ? undefined : played.divergence.message
    return err(problem('the decision of the receipt cannot be made again', why))
  }
  const { scene, policy, vocabulary } = explained
  const named = candidateNamed(id, scene.ground.candidates)
  if (!named.ok) return named
  const explanation = explain(scene.ground, id)
  if (explanation === undefined) throw new Error('a candidate of the list is not found in it')
  if (format === 'json') {
    const inForce = { name: found.played.receipt.catalog }
    writeJson(stdout, explanationJson(explanation, { policy, vocabulary, inForce }))
  } else {
    const report = explanationReport(explanation, { policy, vocabulary })
    stdout.write(renderReports([report], policy.sources, screen))
  }
  return ok(undefined)
}
