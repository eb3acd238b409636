import { err, ok, type Result } from '../../base/result.ts'
import { type JsonRecord, member } from '../../catalog/json-data.ts'
import { type Candidate, decodeRequest, type HealthState } from '../../decide/index.ts'
import { describeValue } from '../../ir/describe-value.ts'
import { compose, normalize, type Term, type Vocabulary } from '../../ir/index.ts'
import { type Judgement, judge } from '../../trace/index.ts'
import type { RouterError } from '../router-error.ts'
import { givenPin, isPinned, type PinGiven } from './given-pin.ts'
import { givenRecord, givenTerm, inadmissible } from './given-term.ts'
import { type RankedRow, type RejectedRow, rankedRow, rejectedRows } from './rank-rows.ts'

/** What a policy ranks, and what is known of it. */
export interface RankGround {
  /** In the order of `candidatesOf`. */
  readonly candidates: readonly Candidate[]
  readonly vocabulary: Vocabulary
  readonly state: HealthState
  /** Seconds since 1970. */
  readonly atSeconds: number
  /** A predicate that is and-composed on the policy of the request. */
  readonly envelope?: Term
  /**
   * What decides, admitted and with the envelope composed, where the request said it in another
   * way than as a term: its `policy_ir` is not looked at then.
   */
  readonly policy?: Term
  /** Its name, which the answer says. */
  readonly profile?: string
  /** Routes of this scope are for this caller. */
  readonly scope?: string
}

/**
 * The answer of `POST /x/rank`, and of `GET` too. The members of the other host are `rank_source`,
 * `ranked`, `rejected`, `ts` and, where a policy was named, `profile`.
 */
export interface RankAnswer {
  readonly profile?: string
  readonly rank_source: 'router'
  /** Those that would be tried, in that order. */
  readonly ranked: readonly RankedRow[]
  readonly rejected: readonly (RejectedRow | PinNotFound)[]
  /** How many there are, where not all are listed. */
  readonly ranked_total?: number
  readonly rejected_total?: number
  /** Those that pass the filter and that the selector leaves out. */
  readonly left_out: number
  /** Seconds since 1970. */
  readonly ts: number
}

interface PinNotFound {
  readonly reason: 'pin_not_found'
  readonly pin: PinGiven
}

/** At most this many rows of a kind are listed. */
export const MOST_ROWS = 1000

/**
 * Ranks the candidates for a request `{ policy_ir, requirements?, seed? }` as they would be ranked
 * now, and calls nobody. Requirements are those of the wire format, and `pin`; others are ignored,
 * as the other host does, and so is its member `context`.
 */
export function rank(body: unknown, ground: RankGround): Result<RankAnswer, RouterError> {
  const record = givenRecord(body)
  if (!record.ok) return record
  const fault = faultIn(record.value)
  if (fault !== undefined) return err(fault)
  const policy = policyOf(record.value, ground)
  if (!policy.ok) return policy
  const requirements = member(record.value, 'requirements')
  const pin = givenPin(requirements)
  const candidates =
    pin === undefined
      ? ground.candidates
      : ground.candidates.filter((candidate) => isPinned(candidate, pin))
  const { profile, vocabulary, state, scope } = ground
  const seed = member(record.value, 'seed')
  const judged = judge({
    policy: policy.value,
    candidates,
    vocabulary,
    request: { ...decodeRequest({ requirements }), ...(scope !== undefined && { scope }) },
    state,
    ...(typeof seed === 'number' && { seed }),
  })
  const rows = rowsOf(judged)
  const isLost = pin !== undefined && candidates.length === 0
  return ok({
    ...(profile !== undefined && { profile }),
    rank_source: 'router',
    ...rows,
    ...(isLost && { rejected: [{ reason: 'pin_not_found', pin }] }),
    ts: ground.atSeconds,
  })
}

function policyOf(
  body: JsonRecord,
  { policy, envelope, vocabulary }: RankGround,
): Result<Term, RouterError> {
  if (policy !== undefined) return ok(policy)
  const admitted = givenTerm(body, vocabulary)
  if (!admitted.ok) return admitted
  const { sort, term } = admitted.value
  if (sort !== 'Policy') return err(inadmissible(`expected a Policy term, got ${sort}`))
  return ok(envelope === undefined ? normalize(term) : compose(term, envelope))
}

/** What the other host refuses too, and what it would answer with other candidates. */
function faultIn(body: JsonRecord): RouterError | undefined {
  for (const [name, { fits, wanted }] of MEMBERS) {
    const given = member(body, name)
    if (given === undefined || given === null || fits(given)) continue
    const message = `\`${name}\` is to be ${wanted}, but ${describeValue(given)} was found`
    return { code: 'malformed_body', message, param: name }
  }
  return undefined
}

interface MemberKind {
  readonly fits: (value: unknown) => boolean
  readonly wanted: string
}

const MEMBERS: ReadonlyMap<string, MemberKind> = new Map([
  ['context', { fits: Number.isSafeInteger, wanted: 'a whole number' }],
  ['seed', { fits: Number.isFinite, wanted: 'a number' }],
  [
    'requirements',
    {
      fits: (value: unknown) => typeof value === 'object' && !Array.isArray(value),
      wanted: 'an object',
    },
  ],
  [
    'protocol',
    {
      fits: (value: unknown) => value === 'chat',
      wanted: '`chat`, since this router has no decision models',
    },
  ],
])

function rowsOf({ decision, record, ground }: Judgement) {
  const { ranked, rejected } = decision
  return {
    ranked: ranked.slice(0, MOST_ROWS).map((each) => rankedRow(each, ground.context)),
    rejected: rejectedRows(rejected.slice(0, MOST_ROWS), record.rejected),
    ...(ranked.length > MOST_ROWS && { ranked_total: ranked.length }),
    ...(rejected.length > MOST_ROWS && { rejected_total: rejected.length }),
    left_out: record.left_out?.length ?? 0,
  }
}
