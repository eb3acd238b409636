import { ok, type Result } from '../../base/result.ts'
import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import { plan } from '../../decide/plan.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { compileInput } from '../policy/compile-input.ts'

/** The routes for which a predicate of the language holds. */
export async function matchingRoutes(
  predicate: string,
  { all, vocabulary }: Routes,
  context: Context,
): Promise<Result<readonly Candidate[], Failure>> {
  // The predicate stands in the first line, where a report shows it.
  const text = `where ${predicate.replace(/^\s*where\s+/, '')}\nany unguarded`
  const compiled = await compileInput({ name: '<predicate>', text }, { vocabulary }, context)
  if (!compiled.ok) return compiled
  const [policy] = compiled.value.output.policies
  if (policy === undefined) throw new Error('a predicate compiles to a policy')
  const { ranked } = plan(policy.policy_ir, all, { vocabulary })
  return ok(ranked.map(({ candidate }) => candidate))
}

interface Routes {
  readonly all: readonly Candidate[]
  readonly vocabulary: CatalogVocabulary
}
