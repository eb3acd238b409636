import { implies, MAX_NODES, type Witness } from '../analyze/index.ts'
import type { Diagnostic } from '../base/diagnostic.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import type { CompiledInstance, CompiledProof } from '../compile/index.ts'
import { readPred } from '../decide/reading.ts'
import { stagesOf } from '../decide/reference.ts'
import { problem } from './codes.ts'
import { modelText } from './model-text.ts'
import { culpritTexts } from './part-text.ts'

/** What became of a proof. */
export interface ProofOutcome {
  readonly proof: CompiledProof
  /** Unknown where it holds as far as it was looked at, which is not everything. */
  readonly verdict: 'proved' | 'refuted' | 'unknown'
  /** A model that passes the filter and not the claim. */
  readonly counterexample: Counterexample | undefined
  /** What was not looked at, or could not be decided, a sentence each. */
  readonly gaps: readonly string[]
  /** What there is to say about it; undefined for one that is proved. */
  readonly diagnostic: Diagnostic | undefined
}

export interface Counterexample {
  readonly instance: CompiledInstance
  readonly witness: Witness
}

export interface ProvingOptions {
  /** The one that the proofs were compiled with. */
  readonly vocabulary: CatalogVocabulary
  /** How much a single question may take; see {@link MAX_NODES}. */
  readonly maxNodes?: number | undefined
}

/**
 * Decides for every model, request and state there can be whether what a policy lets pass
 * satisfies a claim. UH3201 for one that does not hold, UH3202 for one that is not proved.
 */
export function prove(proof: CompiledProof, options: ProvingOptions): ProofOutcome {
  const gaps = [...proof.gaps]
  let undecided = 0
  for (const instance of proof.instances) {
    const [filter] = stagesOf(instance.policy.policy_ir)
    const answer = implies(filter, proof.claim, options)
    if (answer.kind === 'no' && answer.witness !== undefined) {
      return refuted(proof, { instance, witness: answer.witness }, options)
    }
    if (answer.kind === 'yes') continue
    gaps.push(tooLarge(instance, options))
    undecided += 1
    if (undecided === MOST_UNDECIDED) break
  }
  const verdict = gaps.length === 0 ? 'proved' : 'unknown'
  const diagnostic = verdict === 'proved' ? undefined : notProved(proof, gaps)
  return { proof, verdict, counterexample: undefined, gaps, diagnostic }
}

/** Each takes as long as the budget lasts: after so many the rest would hardly be decided. */
const MOST_UNDECIDED = 3

function tooLarge({ label }: CompiledInstance, { maxNodes = MAX_NODES }: ProvingOptions): string {
  const where = label === '' ? '' : ` for \`${label}\``
  return `it could not be decided${where} within ${maxNodes} nodes`
}

function refuted(
  proof: CompiledProof,
  counterexample: Counterexample,
  { vocabulary }: ProvingOptions,
): ProofOutcome {
  const { instance, witness } = counterexample
  const place = { path: '$', wanted: true } as const
  const reading = readPred(proof.claim, place, witness)
  const diagnostic = problem('UH3201', proof.claimPlace, {
    message: `\`${proof.policy}\` lets models pass for which this does not hold`,
    label: 'not for every model',
    notes: [
      ...(instance.label === '' ? [] : [`with \`${instance.label}\``]),
      `it lets pass ${modelText(witness, vocabulary)}`,
      ...culpritTexts(reading, vocabulary),
    ],
    help: 'narrow the policy, or claim less',
  })
  return { proof, verdict: 'refuted', counterexample, gaps: proof.gaps, diagnostic }
}

function notProved(proof: CompiledProof, gaps: readonly string[]): Diagnostic {
  const shown = gaps.slice(0, MOST_SHOWN)
  const more = gaps.length - shown.length
  return problem('UH3202', proof.place, {
    message: `this is not proved for all that \`${proof.policy}\` can be`,
    label: 'no counterexample was found',
    notes: [...shown, ...(more === 0 ? [] : [`and ${more} more`])],
    help:
      proof.gaps.length > 0
        ? 'give the parameter a value in the claim, or give it a range where it is declared'
        : 'claim less at once, or write the policy with fewer different constants',
  })
}

const MOST_SHOWN = 4
