import type { Candidate } from '../../catalog/candidate.ts'
import type { Term } from '../../ir/term.ts'
import type { Vocabulary } from '../../ir/vocabulary.ts'
import { type Case, type Judgement, judge } from '../../trace/judgement.ts'
import { requestRecord } from '../../trace/request-record.ts'
import { stateRecord } from '../../trace/state-record.ts'

/**
 * Decides, and decides only once for cases that are alike: the same policy, candidates and
 * vocabulary (the same objects), and the same that the policy reads of request and health. Most
 * requests of a caller are; the decision over some hundred candidates, and its record, are then made for the first one.
 *
 * @param most judgements that are kept, the ones used last.
 */
export function openJudge(most: number): (one: Case) => Judgement {
  const judgements = new Map<string, Judgement>()
  const names = openNames()
  return (one) => {
    const { policy, candidates, vocabulary } = one
    const request = requestRecord(one.request, one.seed)
    const state = stateRecord(policy, candidates, one.state)
    const place = `${names(policy)} ${names(candidates)} ${names(vocabulary)}`
    const key = `${place} ${JSON.stringify(request)} ${JSON.stringify(state)}`
    const known = judgements.get(key)
    const judgement = known ?? judge({ ...one, state })
    if (known !== undefined) judgements.delete(key)
    judgements.set(key, judgement)
    if (judgements.size > most) dropOldest(judgements)
    return judgement
  }
}

function dropOldest(judgements: Map<string, Judgement>): void {
  const [oldest] = judgements.keys()
  if (oldest !== undefined) judgements.delete(oldest)
}

/** A number for each object, which is the same for as long as the object lives. */
function openNames(): (object: Term | readonly Candidate[] | Vocabulary) => number {
  const names = new WeakMap<object, number>()
  let last = 0
  return (object) => {
    const known = names.get(object)
    if (known !== undefined) return known
    last += 1
    names.set(object, last)
    return last
  }
}
