import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Candidate } from '../../catalog/index.ts'
import { type Problem, problem } from '../problem.ts'

/** The candidate of that id, or what may have been meant. */
export function candidateNamed(
  id: string,
  candidates: readonly Candidate[],
): Result<Candidate, Problem> {
  const found = candidates.find(({ cid }) => cid === id)
  if (found !== undefined) return ok(found)
  const meant =
    nearestName(
      id,
      candidates.map(({ cid }) => cid),
    ) ?? sameModel(id, candidates)
  return err(
    problem(
      `the catalog has no route \`${id}\``,
      meant === undefined
        ? 'a route is called `provider/model`; `unhardcoded catalog show` lists them'
        : `did you mean \`${meant}\`?`,
    ),
  )
}

/** For a bare model, or a model at another provider. */
function sameModel(id: string, candidates: readonly Candidate[]): string | undefined {
  const model = id.slice(id.indexOf('/') + 1)
  return candidates.find(({ model_family }) => model_family === model)?.cid
}
