import type { Candidate } from '../catalog/candidate.ts'
import { admit } from '../ir/admit.ts'
import { admitFlow } from '../ir/admit-flow.ts'
import { cacheKey } from '../ir/cache-key.ts'
import { compose } from '../ir/compose.ts'
import { encode } from '../ir/encode.ts'
import { encodeFlow } from '../ir/encode-flow.ts'
import { fingerprint } from '../ir/fingerprint.ts'
import { cacheKeyFlow, fingerprintFlow } from '../ir/flow-identity.ts'
import { normalize } from '../ir/normalize.ts'
import { normalizeFlow } from '../ir/normalize-flow.ts'
import type { Sort } from '../ir/operators.ts'
import { runFlow } from '../ir/run-flow.ts'
import type { Refusal, Term } from '../ir/term.ts'
import type { Keyed } from './context.ts'
import type { Evaluator } from './evaluator.ts'
import { classify } from './fail-plan.ts'
import { applyTransforms } from './transform.ts'
import type { Scene, VectorInput } from './vector-input.ts'

/** What an implementation has to say about a vector: its members by name, or a refusal. */
export type Answer = { readonly refusal: Refusal } | { readonly members: Keyed<unknown> }

export function answerVector(input: VectorInput, evaluator: Evaluator): Answer {
  if (input.kind === 'flow') return answerFlow(input.flow, input.text, input.scene)
  const { scene } = input
  const term = admit(input.term, scene.vocabulary)
  if (!term.ok) return { refusal: term.error }
  if (input.kind === 'term')
    return { members: members(term.value.term, term.value.sort, { scene, evaluator }) }
  const envelope = admit(input.envelope, scene.vocabulary)
  if (!envelope.ok) return { refusal: envelope.error }
  const composed = compose(term.value.term, envelope.value.term)
  return { members: members(composed, 'Policy', { scene, evaluator }) }
}

function answerFlow(flow: unknown, text: string, { vocabulary }: Scene): Answer {
  const admitted = admitFlow(flow, vocabulary)
  if (!admitted.ok) return { refusal: admitted.error }
  const normal = normalizeFlow(admitted.value)
  const prompts: unknown[] = []
  const output = runFlow(normal, text, ({ system }, prompt) => {
    prompts.push({ system, prompt })
    return `<${new TextEncoder().encode(prompt).length}:${system}>`
  })
  return {
    members: {
      ok: true,
      nf: normal,
      encoding: encodeFlow(normal),
      fingerprint: cacheKeyFlow(normal),
      sha256: hexOf(fingerprintFlow(normal)),
      prompts,
      output,
    },
  }
}

interface Stage {
  readonly scene: Scene
  readonly evaluator: Evaluator
}

function members(term: Term, sort: Sort, stage: Stage): Keyed<unknown> {
  const nf = normalize(term)
  const identity = {
    sort,
    nf,
    encoding: encode(nf),
    fingerprint: cacheKey(nf),
    sha256: hexOf(fingerprint(nf)),
  }
  return { ...identity, ...MEANINGS[sort](term, stage) }
}

function hexOf(identity: string): string {
  return identity.slice(identity.indexOf(':') + 1)
}

const MEANINGS: Readonly<Record<Sort, (term: Term, stage: Stage) => Keyed<unknown>>> = {
  Pred: (term, { scene, evaluator }) => ({
    verdicts: evaluator.verdicts(term, scene.candidates, scene.context),
  }),
  Scorer: (term, { scene, evaluator }) => ({
    scores: evaluator.scores(term, scene.candidates, scene.context),
  }),
  Selector: (term, { scene, evaluator }) => {
    const scored = scene.candidates.map((candidate, i) => ({
      candidate,
      score: scene.scored[i] ?? Number.NaN,
    }))
    const ordered = evaluator.order(term, scored, scene.context)
    return { ordered: ordered.map(cidOf), scores: ordered.map(({ score }) => score) }
  },
  Xform: (term, { scene }) => ({ results: resultsOf(term, scene.candidates, scene) }),
  FailPlan: (term, { scene }) => ({ classified: classified(term, scene) }),
  Policy: (term, { scene, evaluator }) => {
    const { ranked, rejected } = evaluator.decide(term, scene.candidates, scene.context)
    const order = ranked.map(({ candidate }) => candidate)
    return {
      ordered: ranked.map(cidOf),
      scores: ranked.map(({ score }) => score),
      rejected: rejected.map(({ candidate, reason }) => ({ cid: candidate.cid, reason })),
      results: resultsOf(term, order, scene),
      classified: classified(term, scene),
    }
  },
}

function cidOf({ candidate }: { readonly candidate: Candidate }): string {
  return candidate.cid
}

function resultsOf(
  term: Term,
  candidates: readonly Candidate[],
  { request, context }: Scene,
): readonly unknown[] {
  return candidates.map((candidate) => {
    const outcome = applyTransforms(term, { request, candidate }, context)
    return outcome.ok ? outcome.value : outcome.error
  })
}

function classified(term: Term, { kinds }: Scene): Keyed<unknown> {
  return Object.fromEntries(kinds.map((kind) => [kind, classify(term, kind)]))
}
